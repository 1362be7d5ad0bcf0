"""How long the work with one server may take in a pass: a slow one must not keep the rest from its turn for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

IN_A_STEP = timedelta(minutes=15)
"""For fetching, and for sending, in one pass; what is left then is done by the next."""


def at_an_end(patience: timedelta) -> Callable[[], bool]:
    """Return what says, from now on, whether *patience* is used up."""
    until = time.monotonic() + patience.total_seconds()
    return lambda: time.monotonic() >= until
