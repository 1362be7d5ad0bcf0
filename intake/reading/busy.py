"""How long to wait for what should take so many seconds, on a machine that has other work."""

from __future__ import annotations

import os

_MOST = 4.0  # times: what hangs must end, too


def on_busy_machine(seconds: float) -> float:
    """Return *seconds*, or as many times more as there are processes for each processor now, at most four times.

    Time that others take is not the file's: an applicant must not hear that a form cannot be read because a backup ran.
    """
    waiting = os.getloadavg()[0] / len(os.sched_getaffinity(0))
    return seconds * min(max(waiting, 1.0), _MOST)
