"""What the desk and its store tell each other, and how the store fails. All times are aware."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from intake.rules.states import LetterState, Status

_NONE: Mapping[Any, int] = MappingProxyType({})


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
    """One round of the desk, the *number*-th of all time.

    *ended* is None while it lasts and where it died; *error* is None where it went well.
    """

    number: int
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


class Counts(NamedTuple):
    """The store in numbers; what does not occur is left out.

    *entries* counts every version, as the export has them; *clusters* those alone that count.
    """

    entries: Mapping[Status, int] = _NONE
    clusters: Mapping[str | None, int] = _NONE  # None: no cluster could be read
    letters: Mapping[LetterState, int] = _NONE
    quarantine: int = 0
    backlog: int = 0  # messages seen and not decided yet
    waiting_since: datetime | None = None  # when the oldest of them was received, but for those before the desk's time
    erased: int = 0  # applications

    @property
    def applications(self) -> int:
        """How many there are, each counted once whatever its versions."""
        return sum(self.clusters.values())
