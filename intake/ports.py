"""What the desk asks of its parts, in its own words; each part is built to one of these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from intake.rules.entry import Letter
    from intake.rules.judging.submission import ReadingError, Submission, Task
    from intake.rules.judging.verdict import Ledger, Seen, Verdict
    from intake.rules.pending import Pending


class RegisterError(Exception):
    """The register cannot be written now; entries and letters do not wait for it."""


class ScannerError(Exception):
    """The scanner cannot be asked now; what is to be scanned waits."""


class Decider(Protocol):
    """Decides what becomes of messages."""

    def make_ready(self) -> None:
        """Get ready to read, and come back at once: what takes time is done meanwhile."""
        ...

    def decide(self, waiting: Collection[Pending], count: Callable[[str], None]) -> None:
        """Decide each message, and tell *count* what was done; ScannerError where nothing may be read now."""
        ...


class Reader(Protocol):
    """Reads archived messages, several at a time, each within limits."""

    def make_ready(self) -> None:
        """Get ready to read, and come back at once: what takes time is done meanwhile."""
        ...

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Submission | ReadingError]]:
        """Yield each task with what its message holds, in order but for what takes long; a failure is its own alone."""
        ...

    def rest(self) -> None:
        """Let go of the memory that reading takes, until there is something to read again."""
        ...


class Triage(Protocol):
    """Says what becomes of a message."""

    def decide(self, submission: Submission, seen: Seen, ledger: Ledger) -> Verdict:
        """Return what becomes of one message; pure but for the questions to *ledger*."""
        ...


class Secretary(Protocol):
    """Decides whether a letter may go, and writes it."""

    def letters(self, verdict: Verdict, submission: Submission, pending: Pending, now: datetime) -> tuple[Letter, ...]:
        """Return the whole letters that a verdict calls for: queued, held or suppressed, with the rule; never fails."""
        ...


class Publisher(Protocol):
    """Writes the views of the store: the register and the outbox."""

    def register(self) -> None:
        """Write the register from the store, staff's words kept; RegisterError where that cannot be done now."""
        ...

    def outbox(self) -> None:
        """Bring the outbox folder in line with the store; RegisterError where that cannot be done now."""
        ...


class Postman(Protocol):
    """Takes queued letters to the server."""

    def deliver(self, now: datetime) -> int:
        """Offer every letter that is due and may go; return how many were sent. DeliveryError where none can leave."""
        ...
