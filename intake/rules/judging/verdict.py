"""What a decision is made about, what it may ask, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from intake.rules.call import Call
from intake.rules.entry import Entry, Letter
from intake.rules.finding import Evidence
from intake.rules.states import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """Where an application stands: the version that *counts*, the *last* number, and when the latest was received."""

    counts: Entry
    last: int
    received_at: datetime


class Ledger(Protocol):
    """What the desk remembers, as far as a decision needs it."""

    def latest(self, call: str, municipality: str) -> Latest | None:
        """Return where that municipality's application stands; None where there is none."""
        ...

    def versions(self, call: str, municipality: str) -> tuple[Entry, ...]:
        """Return every version of that municipality's application."""
        ...

    def with_form(self, call: str, sha256: str) -> tuple[Entry, ...]:
        """Return every entry that was made from that very file."""
        ...

    def of_mail(self, call: str, message_id: str) -> tuple[Entry, ...]:
        """Return every entry that a message with that Message-ID made."""
        ...

    def letter(self, message_id: str) -> Letter | None:
        """Return our letter of that Message-ID."""
        ...

    def letters_about(self, entry: str) -> tuple[Letter, ...]:
        """Return our letters about that application, the latest first; of one that was erased, what is left of them."""
        ...

    def last_letter_to(self, address: str) -> Letter | None:
        """Return the latest letter that may have gone to that address, in whatever case it is written."""
        ...

    def in_order(self, messages: Sequence[str]) -> tuple[str, ...]:
        """Return *messages* as they came in: by time of receipt, and within one second by their mailbox."""
        ...

    def next_entry(self, call: Call, *, taken: int) -> str:
        """Return the id that a new entry gets; *taken* ids were given out in the decision under way."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be recorded of one message.

    *entries* are all that change: new ones and older versions that now stand otherwise. *about* are the new ones, each
    with the version that it replaces or that counts in its place, if there is one.
    """

    outcome: Outcome
    why: str | None = None
    entry: str | None = None
    version: int | None = None
    entries: tuple[Entry, ...] = ()
    about: tuple[tuple[Entry, Entry | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message as it came in: its hash, when it was received, and what else speaks of that time."""

    message: str
    received_at: datetime
    other_times: tuple[tuple[str, datetime], ...] = ()
    truncated: bool = False  # over the size limit: only its beginning was fetched
    sender: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)  # what our server found out of him
