"""What the desk and its store tell each other, and how the store fails. All times are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from intake.rules.entry import Correction, Doubt, Entry, Letter, LetterState, Outcome, Status
from intake.rules.finding import Code
from intake.rules.mailbox import Position

_AT_BIRTH = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.SUPPRESSED})
_DISPLACES_NOTHING = frozenset({Code.VERSION_LATE, Code.VERSION_WEAKER})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How a message came in, at which *place* among all, and when it was decided; None where it waits."""

    message: str
    received_at: datetime
    truncated: bool
    historic: bool
    decided_at: datetime | None
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a message's header says of itself; *message_id* (RFC 5322, 3.6.4) is a hint, never an identity."""

    sender: str
    subject: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Everything that one message's decision changes; it is committed whole or not at all.

    *entries* are new ones and older versions that now stand otherwise. *heading* is None where it could not be read.
    """

    message: str
    outcome: Outcome
    decided_at: datetime
    heading: Heading | None = None
    why: str | None = None
    entry: str | None = None
    version: int | None = None
    entries: tuple[Entry, ...] = ()
    letters: tuple[Letter, ...] = ()

    def __post_init__(self) -> None:
        if (self.outcome is Outcome.APPLICATION) != any(entry.message == self.message for entry in self.entries):
            raise ValueError("an application, and nothing else, makes an entry")
        if any(letter.message != self.message or letter.state not in _AT_BIRTH for letter in self.letters):
            raise ValueError("a new letter answers the message in hand and is queued, held or suppressed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Everything that one reading of the register changes; it is committed whole or not at all.

    *begun* and *ended* are corrections by staff, *entries* the versions as they stand with and without them; *asked*
    and *answered* are what staff are asked in the register.
    """

    begun: tuple[Correction, ...] = ()
    ended: tuple[Correction, ...] = ()
    entries: tuple[Entry, ...] = ()
    asked: tuple[Doubt, ...] = ()
    answered: tuple[Doubt, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self.begun or self.ended or self.entries or self.asked or self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The register as the program wrote it last: the how many-th it was, and the file's size and time as text."""

    number: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One round of the desk. *ended* is None while it lasts and where it died; *error* is None where it went well."""

    started: datetime
    ended: datetime | None
    counts: Mapping[str, int]
    error: str | None

    @property
    def good(self) -> bool:
        """Whether it came to its end without an error."""
        return self.ended is not None and self.error is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that a person should see to, since when; *until* is None while it lasts."""

    code: str
    since: datetime
    text: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What staff wrote into one cell of the register; *until* is None while it stands there."""

    entry: str
    column: str
    value: str
    since: datetime
    until: datetime | None


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


def is_current(entry: Entry) -> bool:
    """Tell whether *entry* is the version that counts: one of each application is, whatever its status.

    Not current is what a newer version superseded, and what came too late or too weak to displace an older one.
    """
    displaces_nothing = any(finding.code in _DISPLACES_NOTHING for finding in entry.findings)
    return entry.status is not Status.SUPERSEDED and not displaces_nothing
