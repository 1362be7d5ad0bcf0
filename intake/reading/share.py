"""A share of the processor's time for each file: one that keeps a library busy for ever takes no other with it."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from intake.reading.gate import RefusedError
from intake.rules.finding import Code

_AGAIN = 0.5  # seconds: libraries swallow what they do not expect, and Python what is raised while it tidies up
_SOON = 0.005  # seconds
_LOCKING = frozenset({logging.Handler.handle.__code__, logging.Logger.isEnabledFor.__code__})  # they hold a lock


class _Spent(BaseException):
    """The time is over."""


@contextmanager
def share_of_time(seconds: float) -> Iterator[None]:
    """Raise RefusedError (unreadable) where the block needs more processor time; only in a process's main thread.

    A busy machine refuses nothing: what others take does not count. C code is not cut off before it returns; for that
    there is the limit of the whole message.
    """
    before, unraisable = signal.signal(signal.SIGVTALRM, _strike), sys.unraisablehook
    sys.unraisablehook = lambda raised: None if raised.exc_type is _Spent else unraisable(raised)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _Spent as spent:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)  # it may have struck just before the first one
        raise RefusedError(Code.FORM_UNREADABLE, f"took more than {seconds:g} seconds of processor time") from spent
    finally:
        signal.signal(signal.SIGVTALRM, before)
        sys.unraisablehook = unraisable


def _strike(_number: int, frame: FrameType | None) -> None:
    """Raise, but not within the log's locks: one would stay taken, and another thread that writes to it would wait."""
    while frame is not None:
        if frame.f_code in _LOCKING:
            signal.setitimer(signal.ITIMER_VIRTUAL, _SOON, _AGAIN)
            return
        frame = frame.f_back
    raise _Spent
