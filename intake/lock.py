"""An OS lock, so that two passes never overlap: gone with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

_PAUSE_SECONDS = 0.1


class LockedError(Exception):
    """Another process is making a pass."""


@contextmanager
def held(path: Path, *, patience: timedelta = timedelta()) -> Iterator[None]:
    """Hold the lock at *path*, waiting for it at most *patience*; LockedError where somebody else keeps it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience.total_seconds()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _taken(descriptor):
            if time.monotonic() >= until:
                raise LockedError(f"another pass is running ({path} is locked)")
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
