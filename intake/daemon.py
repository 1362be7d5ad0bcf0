"""The daemon: passes by schedule, and at once when the server announces mail; SIGTERM ends it cleanly."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import FrameType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from intake.desk import Desk
from intake.lock import LockedError, held
from intake.rules.ledger import ArchiveError, StoreError
from intake.rules.mailbox import Mailbox, MailboxError
from intake.wiring import Workshop

_WATCH = timedelta(minutes=5)  # one wait for announcements; they are hints, the schedule decides
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0  # seconds between attempts to watch a mailbox that cannot be reached
_SETTLE = 0.5  # seconds in which further announcements join the same pass

log = structlog.get_logger()


class Daemon:
    """Runs passes until it is told to stop. The scheduler and the watcher only ring; one thread makes the passes."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._ring = threading.Event()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Make a pass at once, then one for each ring; return after SIGTERM or SIGINT, the message in hand finished."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with (
            self._rung_by_schedule(),
            self._rung_by_mail(),
            self._workshop.desk(stopping=self._stopping.is_set) as desk,
        ):
            while not self._stopping.is_set():
                self._ring.clear()
                self._pass(desk)
                self._ring.wait()
                self._stopping.wait(_SETTLE)
        log.info("stopped")

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        log.info("stopping", signal=signal.Signals(number).name)
        self._stopping.set()
        self._ring.set()

    def _pass(self, desk: Desk) -> None:
        """Make one pass; nothing that goes wrong in it ends the daemon: the next one tries again."""
        try:
            with held(self._workshop.lock_file):
                desk.run_pass()
        except LockedError as locked:
            log.info("pass left out", why=str(locked))
        except (StoreError, ArchiveError, OSError) as failure:
            log.error("pass failed", error=str(failure))  # noqa: TRY400 - outside's fault: the text says it all

    @contextmanager
    def _rung_by_schedule(self) -> Iterator[None]:
        schedule, zone = self._workshop.settings.schedule, self._workshop.settings.zone
        if schedule.every is not None:
            trigger = IntervalTrigger(seconds=int(schedule.every.total_seconds()), timezone=zone)
        else:
            trigger = CronTrigger.from_crontab(schedule.cron, timezone=zone)
        scheduler = BackgroundScheduler(timezone=zone)
        scheduler.add_job(self._ring.set, trigger, coalesce=True, max_instances=1, misfire_grace_time=None)
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
                log.warning("cannot watch the mailbox", error=str(failure))
                self._stopping.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
