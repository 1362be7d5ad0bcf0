"""How far an erasure goes, what is left of what was erased, and what an erasure has still to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """Why something was erased."""

    STAFF = "staff"
    RETENTION = "retention"


class Reach(StrEnum):
    """How far an erasure goes."""

    DESK = "desk"
    MAILBOX = "mailbox"  # the message there as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """An application of which only its number is left; *at* is aware."""

    entry: str
    call: str
    versions: int
    at: datetime
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """An erasure of which files are left; *traces* are what is looked for in them, *messages* in the mailbox."""

    number: int
    reach: Reach
    messages: tuple[str, ...]
    traces: tuple[str, ...]
