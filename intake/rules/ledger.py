"""What the desk and its store tell each other, and how the store fails. All times are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from intake.rules.states import LetterState, Status


class StoreError(Exception):
    """The store could not do what it was asked; nothing of it was done."""


class NewerStoreError(StoreError):
    """The store, of revision *found*, was written by a newer program than this one."""

    def __init__(self, message: str, *, found: str) -> None:
        super().__init__(message)
        self.found = found


class UnknownError(StoreError):
    """The store holds nothing of that name."""


class AlreadyDecidedError(StoreError):
    """That message has been decided before; what was recorded then stands."""


class WrongStateError(StoreError):
    """A letter does not stand where this step begins."""


class ArchiveError(Exception):
    """The archive could not be read or written."""


class MissingError(ArchiveError):
    """The archive does not hold that message."""


class DamagedError(ArchiveError):
    """The archive's file is not the message that its name says."""


class Edition(NamedTuple):
    """The register as the program wrote it last: the how many-th it was, and the file's size and time as text."""

    number: int = 0
    fingerprint: str = ""


class Pass(NamedTuple):
    """One round of the desk. *ended* is None while it lasts and where it died; *error* is None where it went well."""

    started: datetime
    ended: datetime | None
    counts: Mapping[str, int]
    error: str | None

    @property
    def good(self) -> bool:
        """Whether it came to its end without an error."""
        return self.ended is not None and self.error is None


class Alarm(NamedTuple):
    """Something that a person should see to, since when; *until* is None while it lasts."""

    code: str
    since: datetime
    text: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The store in numbers; what does not occur is left out.

    *entries* counts every version, as the export has them; *clusters* those alone that count.
    """

    entries: Mapping[Status, int] = field(default_factory=dict)
    clusters: Mapping[str | None, int] = field(default_factory=dict)  # None: no cluster could be read
    letters: Mapping[LetterState, int] = field(default_factory=dict)
    quarantine: int = 0
    backlog: int = 0  # messages seen and not decided yet
    waiting_since: datetime | None = None  # when the oldest of them was received, but for those before the desk's time

    @property
    def applications(self) -> int:
        """How many there are, each counted once whatever its versions."""
        return sum(self.clusters.values())
