"""The daemon: passes by schedule, and at once when the server announces mail; SIGTERM ends it cleanly."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from intake.desk import Desk
from intake.events import Event
from intake.health import followed_by
from intake.lock import LockedError, held
from intake.rules.ledger import ArchiveError, StoreError
from intake.rules.mailbox import Mailbox, MailboxError
from intake.settings import Settings
from intake.wiring import Workshop

_WATCH = timedelta(minutes=5)  # one wait for announcements; they are hints, the schedule decides
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0  # seconds between attempts to watch a mailbox that cannot be reached
_SETTLE = 0.5  # seconds in which further announcements join the same pass

log = structlog.get_logger()


def digest_trigger(settings: Settings) -> CronTrigger | None:
    """Return when a pass is made for the sake of the digest, so that it tells how things are at that time."""
    staff = settings.staff
    if not staff.to or staff.digest is None:
        return None
    return CronTrigger(hour=staff.digest.hour, minute=staff.digest.minute, timezone=settings.zone)


class Daemon:
    """Runs passes until it is told to stop. The scheduler and the watcher only ring; one thread makes the passes.

    *after_pass* is called when a pass has ended, the lock still held; not where the store failed.
    """

    def __init__(self, workshop: Workshop, *, after_pass: Callable[[], object]) -> None:
        self._workshop = workshop
        self._after_pass = after_pass
        self._ring = threading.Event()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Make a pass at once, then one for each ring; return after SIGTERM or SIGINT, the message in hand finished."""
        with (
            self._stopped_by_signals(),
            self._rung_by_schedule(),
            self._rung_by_mail(),
            self._workshop.desk(stopping=self._stopping.is_set) as desk,
        ):
            while not self._stopping.is_set():
                self._ring.clear()
                self._pass(desk)
                self._ring.wait()
                self._stopping.wait(_SETTLE)
        log.info(Event.DAEMON_STOPPED)

    @contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        """Let a thread hear of SIGTERM and SIGINT: a handler may not take locks, and events and logs have some."""
        heard, said = socket.socketpair()
        said.settimeout(0)
        with heard, said:
            signal.set_wakeup_fd(said.fileno())
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: None)
            threading.Thread(target=self._stop, args=(heard,), name="signals", daemon=True).start()
            try:
                yield
            finally:
                signal.set_wakeup_fd(-1)

    def _stop(self, heard: socket.socket) -> None:
        while not self._stopping.is_set() and (number := heard.recv(1)):
            if number[0] in (signal.SIGTERM, signal.SIGINT):
                log.info(Event.DAEMON_STOPPING, signal=signal.Signals(number[0]).name)
                self._stopping.set()
                self._ring.set()

    def _pass(self, desk: Desk) -> None:
        """Make one pass; nothing that goes wrong in it ends the daemon: the next one tries again."""
        try:
            with held(self._workshop.lock_file), followed_by(self._after_pass):
                desk.run_pass()
        except LockedError as locked:
            log.info(Event.PASS_LEFT_OUT, why=str(locked))
        except (StoreError, ArchiveError, OSError) as failure:
            log.error(Event.PASS_FAILED, error=str(failure))  # noqa: TRY400 - outside's fault: the text says it all
        except Exception:
            log.exception(Event.PASS_FAILED)

    @contextmanager
    def _rung_by_schedule(self) -> Iterator[None]:
        schedule, zone = self._workshop.settings.schedule, self._workshop.settings.zone
        if schedule.every is not None:
            trigger = IntervalTrigger(seconds=int(schedule.every.total_seconds()), timezone=zone)
        else:
            trigger = CronTrigger.from_crontab(schedule.cron, timezone=zone)
        scheduler = BackgroundScheduler(timezone=zone)
        for each in filter(None, (trigger, digest_trigger(self._workshop.settings))):
            scheduler.add_job(self._ring.set, each, coalesce=True, max_instances=1, misfire_grace_time=None)
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)

    @contextmanager
    def _rung_by_mail(self) -> Iterator[None]:
        mailbox = self._workshop.mailbox()
        watcher = threading.Thread(target=self._watch, args=(mailbox,), name="watcher", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            self._stopping.set()
            mailbox.wake()
            watcher.join(timeout=10)
            with suppress(MailboxError):
                mailbox.close()

    def _watch(self, mailbox: Mailbox) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                if mailbox.wait(_WATCH):
                    self._ring.set()
                pause = _FIRST_PAUSE
            except MailboxError as failure:
                log.warning(Event.MAILBOX_UNWATCHED, error=str(failure))
                self._stopping.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
