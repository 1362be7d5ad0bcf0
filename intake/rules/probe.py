"""What `intake check` tries a server, a mailbox or a reader with, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One line of `intake check`: what was tried, whether it will do, and what was found.

    *advice* says what to do where that hangs on what was found; else the *name* tells it. What will do and has one
    should be looked at all the same.
    """

    name: str
    ok: bool
    detail: str
    advice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """A message of our own to try a folder with; nobody else's bears its *message_id*. *clock* returns aware times."""

    message_id: str
    content: bytes
    clock: Callable[[], datetime]
