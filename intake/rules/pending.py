"""Messages on their way into the store, and those that wait there to be decided. All times are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.rules.mailbox import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message whose bytes are safe in the archive. *size* in bytes; *truncated*: only its beginning was fetched."""

    position: Position
    message: str  # "sha256:…", of the bytes as they were fetched
    size: int
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A message that waits to be decided. *historic*: there before the desk's time, recorded but never answered.

    *attempts* were begun and did not end in a decision: *failures* of them in an error, the last in *last_error*; in
    the others the program itself died.
    """

    message: str
    received_at: datetime
    size: int
    truncated: bool
    historic: bool
    attempts: int
    failures: int
    last_error: str | None
