"""What becomes of each message: read, judged and recorded with the whole letter, in one transaction.

Hardly a pass has anything to decide: what this takes is loaded by the first that has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.events import Event
from intake.later import make_now
from intake.logs import log
from intake.ports import Reader, Secretary, Triage
from intake.records.archive import Archive
from intake.records.store import Store
from intake.rules.finding import Evidence
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.rules.judging.verdict import Seen
from intake.rules.ledger import ArchiveError, DamagedError, MissingError, StoreError
from intake.rules.mail.headers import Headers
from intake.rules.mail.received import other_times
from intake.rules.pending import Pending
from intake.rules.recorded import Heading, Recorded
from intake.rules.states import INFECTED, Outcome
from intake.scanner import Clean, Infected, Scanner, Unscanned

ATTEMPTS = 3
"""How often a message may fail before it is put into quarantine."""
DEATHS = 10
"""How often the program may die with a message in hand: mostly it is no fault of the message, but of the power."""
_MANY = 200  # messages beside which it is nothing to start the reading processes again


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDecider:
    """The parts by which messages are decided; *clock* returns aware times, *check_sender* what our server says.

    *soon* are parts that the pass needs when messages are decided: they are made while the readers start, too.
    """

    store: Store
    archive: Archive
    reader: Reader
    triage: Triage
    secretary: Secretary
    clock: Callable[[], datetime]
    scanner: Scanner | None = None
    check_sender: Callable[[Headers], Mapping[str, tuple[Evidence, ...]]] = lambda _headers: {}
    stopping: Callable[[], bool] = lambda: False
    progress: Callable[[str, int, int], None] = lambda _step, _done, _of: None
    soon: tuple[object, ...] = ()

    def make_ready(self) -> None:
        """Start what reads, and come back at once."""
        self.reader.make_ready()

    def decide(self, waiting: Collection[Pending], count: Callable[[str], None]) -> None:
        """Decide each message, or note what kept it from that; what was done is told to *count* by name."""
        pending = {each.message: each for each in waiting}
        for spent in [p for p in pending.values() if p.attempts - p.failures >= DEATHS]:
            self._quarantine(spent, f"the program died {DEATHS} times while it was in hand", count)
            del pending[spent.message]
        if self.scanner is not None:
            pending = {each.message: each for each in self._scanned(self.scanner, pending.values(), count)}
        if pending:
            self.reader.make_ready()
            make_now(self.triage, self.secretary, *self.soon)  # while the readers start
        for done, (task, result) in enumerate(self._results(pending.values()), start=1):
            self._settle(pending[task.message], result, count)
            self.progress("decide", done, len(pending))
        if pending:
            self.store.secure()
        if len(pending) >= _MANY:
            self.reader.rest()  # the register, which is written next, needs the memory

    def _scanned(self, scanner: Scanner, pending: Iterable[Pending], count: Callable[[str], None]) -> Iterator[Pending]:
        """Give what may be read. Where the scanner is away nothing may: ScannerError, and all waits."""
        for each in pending:
            try:
                content = self.archive.get(each.message)
            except (MissingError, DamagedError) as failure:
                self.store.messages.attempt(each.message)
                self._failed(each, failure, count)
                continue
            match scanner.scan(content):
                case Clean():
                    yield each
                case Infected(signature=signature):
                    self._quarantine(each, f"{INFECTED}{signature}", count)
                case Unscanned(why=why):
                    self.store.messages.attempt(each.message)
                    self._failed(each, ReadingError(why), count)

    def _results(self, pending: Iterable[Pending]) -> Iterator[tuple[Task, Submission | ReadingError]]:
        """Read what was tried before one at a time: what ends the program takes no other with it.

        After one death the order of receipt stays, for it is mostly the power's; what was in hand at two comes last.
        """
        once, new, often = ([p for p in pending if min(p.attempts, 2) == n] for n in (1, 0, 2))
        often.sort(key=lambda p: p.attempts)
        for group in (*([each] for each in once), new, *([each] for each in often)):
            if group:
                yield from self.reader.read(self._tasks(group))

    def _tasks(self, pending: Iterable[Pending]) -> Iterator[Task]:
        for each in pending:
            if self.stopping():
                return
            self.store.messages.attempt(each.message)
            yield Task(message=each.message, path=self.archive.path(each.message))

    def _settle(self, pending: Pending, result: Submission | ReadingError, count: Callable[[str], None]) -> None:
        if isinstance(result, ReadingError):
            self._failed(pending, result, count)
            return
        try:
            self._record(pending, result, count)
        except (StoreError, ArchiveError):
            raise
        except Exception as failure:  # noqa: BLE001 - no message may stop the pass, whatever it breaks
            self._failed(pending, failure, count)

    def _failed(self, pending: Pending, failure: Exception, count: Callable[[str], None]) -> None:
        error = str(failure) or type(failure).__name__
        log.error(Event.MESSAGE_FAILED, message=pending.message, failure=pending.failures + 1, exc_info=failure)
        if pending.failures + 1 >= ATTEMPTS:
            self._quarantine(pending, error, count)
        else:
            self.store.messages.failed(pending.message, error)
            count("failed")

    def _quarantine(self, pending: Pending, why: str, count: Callable[[str], None]) -> None:
        outcome = Outcome.QUARANTINED
        self.store.record(Recorded(message=pending.message, outcome=outcome, decided_at=self.clock(), why=why))
        count(outcome)

    def _record(self, pending: Pending, submission: Submission, count: Callable[[str], None]) -> None:
        now = self.clock()
        seen = Seen(
            message=pending.message,
            received_at=pending.received_at,
            other_times=other_times(submission.headers),
            truncated=pending.truncated,
            sender=self.check_sender(submission.headers),
        )
        verdict = self.triage.decide(submission, seen, self.store.entries)
        letters = self.secretary.letters(verdict, submission, pending, now)
        heading = Heading(sender=submission.sender, subject=submission.subject, message_id=submission.message_id)
        self.store.record(
            Recorded(
                message=pending.message,
                outcome=verdict.outcome,
                decided_at=now,
                heading=heading,
                why=verdict.why,
                entry=verdict.entry,
                version=verdict.version,
                entries=verdict.entries,
                letters=letters,
            )
        )
        count(verdict.outcome)
        log.info(Event.DECIDED, message=pending.message, outcome=verdict.outcome, entry=verdict.entry, why=verdict.why)
