"""One pass of the desk: collect, decide, deliver, publish, release. The only place that orders effects.

Every step may be cut off anywhere and is safe to do again: the store says what was done, each in one transaction.
A step that fails because of something outside does not keep the next ones from their work.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from intake.events import Event
from intake.logs import log
from intake.patience import IN_A_STEP, at_an_end
from intake.ports import Decider, Postman, Publisher, RegisterError, ScannerError
from intake.records.archive import Archive
from intake.records.store import Store
from intake.rules.letters.delivery import DeliveryError
from intake.rules.mailbox import Kept, Mailbox, MailboxError, Position, Waiting, in_batches
from intake.settings import Since


class Report:
    """What one pass did: *counts* by kind of thing, *errors* of what will be tried again."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.errors: list[str] = []

    def add(self, name: str, number: int = 1) -> None:
        """Count *number* more things of that name."""
        self.counts[name] = self.counts.get(name, 0) + number


class Desk(NamedTuple):
    """The parts of the desk and the order in which they work; *clock* returns aware times."""

    mailbox: Mailbox
    store: Store
    archive: Archive
    decider: Decider
    publisher: Publisher
    postman: Postman
    since: Since | datetime
    clock: Callable[[], datetime]
    patience: timedelta = IN_A_STEP
    stopping: Callable[[], bool] = lambda: False
    progress: Callable[[str, int, int], None] = lambda _step, _done, _of: None
    forget: Callable[[datetime], int] = lambda _now: 0
    at_first: Callable[[], None] = lambda: None

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
        self.store.letters.recover()
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
        after = self.store.sightings.watermark(name)
        first = after is None and self.store.sightings.first_listed(name) is None
        if first:
            self.at_first()
        now = self.clock()
        waiting = self.mailbox.listing(after=after)
        until = self._renumbered(waiting, after)
        historic = {each.position for each in waiting if self._is_historic(each, first=first, until=until)}
        noted = waiting or first  # most passes have nothing to note
        report.add("new", self.store.sightings.sight(name, waiting, at=now, historic=historic) if noted else 0)
        unfetched = self.store.sightings.unfetched(name)
        if unfetched:
            self._fetch(unfetched, report)

    def _fetch(self, unfetched: Sequence[Waiting], report: Report) -> None:
        from intake.records.arrivals import receive  # noqa: PLC0415 - most passes find nothing to fetch

        self.decider.make_ready()
        done, late = 0, at_an_end(self.patience)
        for batch in in_batches(self.mailbox.fetch(unfetched)):
            report.add("received", receive(batch, self.archive, self.store))
            done += len(batch)
            self.progress("collect", done, len(unfetched))
            if self.stopping():
                return
            if late() and done < len(unfetched):
                raise MailboxError(f"{self.mailbox.name}: {len(unfetched) - done} messages are left for the next pass")

    def _renumbered(self, waiting: Sequence[Waiting], after: Position | None) -> datetime | None:
        """Return when a mailbox was listed first that has new numbers now; None where they are the old ones.

        What had not been fetched by then is no more known by its bytes than by its number.
        """
        if after is None or not waiting or waiting[0].position.validity == after.validity:
            return None
        return self.store.sightings.first_listed(self.mailbox.name)

    def _is_historic(self, waiting: Waiting, *, first: bool, until: datetime | None) -> bool:
        """Whether a message was there before the desk's time: recorded, but never answered."""
        match self.since:
            case Since.ALL:
                return False
            case Since.FIRST_RUN:
                return first or (until is not None and waiting.received_at < until)
            case datetime() as start:
                return waiting.received_at < start

    # Decide: what each message is, and the whole letter, in one transaction

    def _decide(self, report: Report) -> None:
        pending = self.store.messages.undecided(now=self.clock(), limit=10**6)
        if pending:
            self.decider.decide(pending, report.add)

    # Deliver, publish, release

    def _deliver(self, report: Report) -> None:
        now = self.clock()
        report.add("letters sent", self.postman.deliver(now) if self.store.letters.may_leave(now=now) else 0)

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
