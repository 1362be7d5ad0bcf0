"""One pass of the desk: collect, decide, deliver, publish, release. The only place that orders effects.

Every step may be cut off anywhere and is safe to do again: the store says what was done, each in one transaction.
A step that fails because of something outside does not keep the next ones from their work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intake.events import Event
from intake.later import make_now
from intake.logs import log
from intake.patience import IN_A_STEP, at_an_end
from intake.ports import Postman, Publisher, Reader, RegisterError, Secretary, Triage
from intake.records.archive import Archive
from intake.records.arrivals import receive
from intake.records.store import Store
from intake.rules.entry import INFECTED, Outcome
from intake.rules.finding import Evidence
from intake.rules.judging.submission import ReadingError, Submission, Task
from intake.rules.judging.verdict import Seen
from intake.rules.ledger import ArchiveError, Heading, Pending, Recorded, StoreError
from intake.rules.letters.delivery import DeliveryError
from intake.rules.mail.headers import Headers
from intake.rules.mail.received import other_times
from intake.rules.mailbox import Kept, Mailbox, MailboxError, Waiting, in_batches
from intake.scanner import Clean, Infected, Scanner, ScannerError, Unscanned
from intake.settings import Since

ATTEMPTS = 3
"""How often a message may fail before it is put into quarantine."""
DEATHS = 10
"""How often the program may die with a message in hand: mostly it is no fault of the message, but of the power."""
_MANY = 200  # messages beside which it is nothing to start the reading processes again


@dataclass(slots=True, kw_only=True)
class Report:
    """What one pass did: *counts* by kind of thing, *errors* of what will be tried again."""

    counts: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, number: int = 1) -> None:
        """Count *number* more things of that name."""
        self.counts[name] = self.counts.get(name, 0) + number


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts of the desk and the order in which they work; *clock* returns aware times."""

    mailbox: Mailbox
    store: Store
    archive: Archive
    reader: Reader
    triage: Triage
    secretary: Secretary
    publisher: Publisher
    postman: Postman
    since: Since | datetime
    clock: Callable[[], datetime]
    scanner: Scanner | None = None
    check_sender: Callable[[Headers], Mapping[str, tuple[Evidence, ...]]] = lambda _headers: {}
    patience: timedelta = IN_A_STEP
    stopping: Callable[[], bool] = lambda: False
    progress: Callable[[str, int, int], None] = lambda _step, _done, _of: None
    forget: Callable[[datetime], int] = lambda _now: 0

    def run_pass(self) -> Report:
        """Make one pass. Failures outside end up in the report; only the store's and the archive's own come through."""
        report = Report()
        number = self.store.passes.begin(at=self.clock())
        try:
            self._steps(report)
        except BaseException as failure:
            report.errors.append(str(failure) or type(failure).__name__)
            raise
        finally:
            error = "; ".join(report.errors) or None
            self.store.passes.end(number, at=self.clock(), counts=report.counts, error=error)
        log.info(Event.PASS_ENDED, **report.counts, errors=report.errors)
        return report

    def _steps(self, report: Report) -> None:
        self.archive.clear_leftovers()
        self.store.letters.recover("the program died while the server had the letter")
        letters = (self._deliver, self._show_letters)
        for step in (self._forget, self._collect, self._decide, *letters, self._register, self._release):
            try:
                step(report)
            except (MailboxError, ScannerError, DeliveryError, RegisterError) as failure:
                report.errors.append(str(failure))
                log.warning(Event.STEP_FAILED, step=step.__name__.strip("_"), error=str(failure))

    def _forget(self, report: Report) -> None:
        """Erase what is due, and finish what a death left of an erasure, before anything is written of it again."""
        if erased := self.forget(self.clock()):
            report.add("erased", erased)

    # Collect: from the mailbox to the archive and the store

    def _collect(self, report: Report) -> None:
        name = self.mailbox.name
        first = self.store.sightings.first_listed(name) is None
        now = self.clock()
        waiting = self.mailbox.listing(after=None if first else self.store.sightings.watermark(name))
        historic = {each.position for each in waiting if self._is_historic(each, first=first)}
        report.add("new", self.store.sightings.sight(name, waiting, at=now, historic=historic))
        unfetched = self.store.sightings.unfetched(name)
        if unfetched:
            self.reader.make_ready()
        done, late = 0, at_an_end(self.patience)
        for batch in in_batches(self.mailbox.fetch(unfetched)):
            report.add("received", receive(batch, self.archive, self.store))
            done += len(batch)
            self.progress("collect", done, len(unfetched))
            if self.stopping():
                return
            if late() and done < len(unfetched):
                raise MailboxError(f"{name}: {len(unfetched) - done} messages are left for the next pass")

    def _is_historic(self, waiting: Waiting, *, first: bool) -> bool:
        """Whether a message was there before the desk's time: recorded, but never answered."""
        match self.since:
            case Since.ALL:
                return False
            case Since.FIRST_RUN:
                return first
            case datetime() as start:
                return waiting.received_at < start

    # Decide: what each message is, and the whole letter, in one transaction

    def _decide(self, report: Report) -> None:
        pending = {p.message: p for p in self.store.messages.undecided(now=self.clock(), limit=10**6)}
        for spent in [p for p in pending.values() if p.attempts - p.failures >= DEATHS]:
            self._quarantine(spent, f"the program died {DEATHS} times while it was in hand", report)
            del pending[spent.message]
        if self.scanner is not None:
            pending = {each.message: each for each in self._scanned(self.scanner, pending.values(), report)}
        if pending:
            self.reader.make_ready()
            make_now(self.triage, self.secretary)  # while the readers start
        for done, (task, result) in enumerate(self._results(pending.values()), start=1):
            self._settle(pending[task.message], result, report)
            self.progress("decide", done, len(pending))
        if pending:
            self.store.secure()
        if len(pending) >= _MANY:
            self.reader.rest()  # the register, which is written next, needs the memory

    def _scanned(self, scanner: Scanner, pending: Iterable[Pending], report: Report) -> Iterator[Pending]:
        """Give what may be read. Where the scanner is away nothing may: ScannerError, and all waits."""
        for each in pending:
            match scanner.scan(self.archive.get(each.message)):
                case Clean():
                    yield each
                case Infected(signature=signature):
                    self._quarantine(each, f"{INFECTED}{signature}", report)
                case Unscanned(why=why):
                    self.store.messages.attempt(each.message)
                    self._failed(each, ReadingError(why), report)

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

    def _settle(self, pending: Pending, result: Submission | ReadingError, report: Report) -> None:
        if isinstance(result, ReadingError):
            self._failed(pending, result, report)
            return
        try:
            self._record(pending, result, report)
        except (StoreError, ArchiveError):
            raise
        except Exception as failure:  # noqa: BLE001 - no message may stop the pass, whatever it breaks
            self._failed(pending, failure, report)

    def _failed(self, pending: Pending, failure: Exception, report: Report) -> None:
        error = str(failure) or type(failure).__name__
        log.error(Event.MESSAGE_FAILED, message=pending.message, failure=pending.failures + 1, exc_info=failure)
        if pending.failures + 1 >= ATTEMPTS:
            self._quarantine(pending, error, report)
        else:
            self.store.messages.failed(pending.message, error)
            report.add("failed")

    def _quarantine(self, pending: Pending, why: str, report: Report) -> None:
        outcome = Outcome.QUARANTINED
        self.store.record(Recorded(message=pending.message, outcome=outcome, decided_at=self.clock(), why=why))
        report.add(outcome)

    def _record(self, pending: Pending, submission: Submission, report: Report) -> None:
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
        report.add(verdict.outcome)
        log.info(Event.DECIDED, message=pending.message, outcome=verdict.outcome, entry=verdict.entry, why=verdict.why)

    # Deliver, publish, release

    def _deliver(self, report: Report) -> None:
        report.add("letters sent", self.postman.deliver(self.clock()))

    def _show_letters(self, _report: Report) -> None:
        self.publisher.outbox()

    def _register(self, _report: Report) -> None:
        """Once a pass, when everything that it shows has happened."""
        self.publisher.register()

    def _release(self, report: Report) -> None:
        positions = self.store.sightings.to_release(self.mailbox.name)
        kept: tuple[Kept, ...] = self.mailbox.release(positions) if positions else ()
        for each in kept:
            log.warning(Event.MESSAGE_KEPT, position=str(each.position), why=each.why)
        self.store.sightings.released(positions)
        report.add("released", len(positions) - len(kept))
