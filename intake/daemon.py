"""The daemon: passes by schedule, and at once when the server announces mail; SIGTERM ends it cleanly."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from intake.desk import Desk
from intake.events import Event
from intake.health import followed_by
from intake.heartbeat import Heartbeat
from intake.lock import LockedError, held
from intake.logs import log
from intake.patience import IN_A_STEP, at_an_end
from intake.rules.ledger import ArchiveError, StoreError
from intake.rules.mailbox import Mailbox, MailboxError
from intake.settings import Settings
from intake.wiring import Workshop, now

_WATCH = timedelta(minutes=5)  # one wait for announcements; they are hints, the schedule decides
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0  # seconds between attempts to watch a mailbox that cannot be reached
_SETTLE = 0.5  # seconds in which further announcements join the same pass
_REST = timedelta(seconds=20)  # between two signs of life of a daemon that waits
_LONGEST_SILENCE = 4 * IN_A_STEP  # of a pass in good health: sending, putting away and mails to staff, each in its time


def digest_trigger(settings: Settings) -> CronTrigger | None:
    """Return when a pass is made for the sake of the digest, so that it tells how things are at that time."""
    staff = settings.staff
    if not staff.to or staff.digest is None:
        return None
    return CronTrigger(hour=staff.digest.hour, minute=staff.digest.minute, timezone=settings.zone)


def _due(settings: Settings) -> Callable[[], bool]:
    """Return what says, from now on, whether the next pass is due, also where the clock is set meanwhile."""
    schedule = settings.schedule
    if schedule.every is not None:
        return at_an_end(schedule.every)
    trigger = CronTrigger.from_crontab(schedule.cron, timezone=settings.zone)
    seen = now()
    due = trigger.get_next_fire_time(None, seen)

    def is_due() -> bool:
        nonlocal seen, due
        before, seen = seen, now()
        if seen < before:
            due = trigger.get_next_fire_time(None, seen)
        return due is not None and seen >= due

    return is_due


class Daemon:
    """Runs passes until it is told to stop. The scheduler and the watcher only ring; one thread makes the passes.

    *after_pass* is called when a pass has ended, the lock still held; not where the store failed. A pass that is silent
    for longer than *silence* hangs: the *heartbeat* ends.
    """

    def __init__(
        self,
        workshop: Workshop,
        *,
        after_pass: Callable[[], object],
        heartbeat: Heartbeat,
        silence: timedelta = _LONGEST_SILENCE,
    ) -> None:
        self._workshop = workshop
        self._after_pass = after_pass
        self._heartbeat = heartbeat
        self._silence = silence
        self._ring = threading.Event()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Make a pass at once, then one for each ring; return after SIGTERM or SIGINT, the message in hand finished."""
        with (
            self._stopped_by_signals(),
            self._rung_by_schedule(),
            self._rung_by_mail(),
            self._workshop.desk(stopping=self._stopping.is_set, progress=self._alive) as desk,
            self._heartbeat.beating(),
        ):
            self._heartbeat.say("READY=1")
            while not self._stopping.is_set():
                self._ring.clear()
                self._alive()
                self._pass(desk)
                self._rest()
        log.info(Event.DAEMON_STOPPED)

    def _alive(self, *_progress: object) -> None:
        self._heartbeat.alive(within=self._silence)

    def _rest(self) -> None:
        """Wait for the next ring; where the clock was put back or forward, the scheduler's is hours away."""
        is_due = _due(self._workshop.settings)
        self._heartbeat.alive(within=3 * _REST)
        while not self._ring.wait(_REST.total_seconds()) and not is_due():
            self._heartbeat.alive(within=3 * _REST)
        self._stopping.wait(_SETTLE)

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
                self._heartbeat.say("STOPPING=1", "STATUS=ends after the message in hand")
                self._stopping.set()
                self._ring.set()

    def _pass(self, desk: Desk) -> None:
        """Make one pass; nothing that goes wrong in it ends the daemon: the next one tries again."""
        try:
            with held(self._workshop.lock_file), followed_by(self._after_pass):
                errors = desk.run_pass().errors
        except LockedError as locked:
            log.info(Event.PASS_LEFT_OUT, why=str(locked))
            return
        except (StoreError, ArchiveError, OSError) as failure:
            log.error(Event.PASS_FAILED, error=str(failure))  # noqa: TRY400 - outside's fault: the text says it all
            errors = [str(failure)]
        except Exception as failure:
            log.exception(Event.PASS_FAILED)
            errors = [repr(failure)]
        at = now().astimezone(self._workshop.settings.zone)
        self._heartbeat.say(f"STATUS=pass of {at:%Y-%m-%d %H:%M:%S}: {'; '.join(errors) or 'good'}")

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
