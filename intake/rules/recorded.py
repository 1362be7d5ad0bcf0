"""What one decision, or one reading of the register, changes in the store, and what the store tells of it later.

All times are aware.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.rules.entry import Correction, Doubt, Entry, Letter
from intake.rules.finding import Code
from intake.rules.states import LetterState, Outcome, Status

_AT_BIRTH = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.SUPPRESSED})
_DISPLACES_NOTHING = frozenset({Code.VERSION_LATE, Code.VERSION_WEAKER})


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
class Past:
    """How a message came in, at which *place* among all, and when it was decided; None where it waits."""

    message: str
    received_at: datetime
    truncated: bool
    historic: bool
    decided_at: datetime | None
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What staff wrote into one cell of the register; *until* is None while it stands there."""

    entry: str
    column: str
    value: str
    since: datetime
    until: datetime | None


def is_current(entry: Entry) -> bool:
    """Tell whether *entry* is the version that counts: one of each application is, whatever its status.

    Not current is what a newer version superseded, and what came too late or too weak to displace an older one.
    """
    displaces_nothing = any(finding.code in _DISPLACES_NOTHING for finding in entry.findings)
    return entry.status is not Status.SUPERSEDED and not displaces_nothing
