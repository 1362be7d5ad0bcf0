"""How the desk is: measured, with its alarms begun and ended, and written where monitors find it."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from intake.events import Event
from intake.logs import log, shortened
from intake.records.register_file import pending_path, unreadable
from intake.rules.health import MISSED_PASSES, Vitals, alarms
from intake.rules.ledger import Alarm, Counts, Pass, StoreError
from intake.rules.states import LetterState
from intake.settings import Schedule, Settings
from intake.whole import READABLE, write_whole
from intake.wiring import Workshop, now

if TYPE_CHECKING:
    from intake.rules.login import Login

_A_DAY = timedelta(days=1)


class Health(NamedTuple):
    """The desk as it was *at* a moment, in the desk's zone; *alarms* are those that stand, with the time since when."""

    at: datetime
    vitals: Vitals
    alarms: tuple[Alarm, ...]
    last: Pass | None
    counts: Counts
    login: "Login | None"

    @property
    def begun(self) -> int:
        """How many passes were begun, of all time."""
        return self.last.number if self.last else 0

    def told(self) -> dict[str, object]:
        """Tell it in the words of `status --json` (docs/health.md)."""
        last, login, zone = self.last, self.login, self.at.tzinfo
        return {
            "healthy": not self.alarms,
            "at": _local(self.at, zone),
            "alarms": [{"code": a.code, "since": _local(a.since, zone), "text": a.text} for a in self.alarms],
            "last_pass": last
            and {
                "started": _local(last.started, zone),
                "ended": _local(last.ended, zone),
                "counts": dict(last.counts),
                "error": last.error,
            },
            "last_good_pass": _local(self.vitals.last_good, zone),
            "entries": dict(self.counts.entries),
            "clusters": {cluster or "": number for cluster, number in self.counts.clusters.items()},
            "letters": dict(self.counts.letters),
            "erased": self.counts.erased,
            "held_by_limit": self.vitals.held_by_limit,
            "letters_put_off": self.vitals.put_off,
            "letters_put_off_seconds": _seconds(self.vitals.put_off_for),
            "quarantine": self.counts.quarantine,
            "backlog": self.counts.backlog,
            "backlog_seconds": _seconds(self.vitals.waiting),
            "disk_free": self.vitals.disk_free,
            "clock_behind": _seconds(self.vitals.clock_behind),
            "login": login
            and {
                "since": _local(login.since, zone),
                "renewed": _local(login.renewed, zone),
                "ends": _local(login.ends, zone),
                "needed": login.why_needed(self.at),
            },
        }


def _local(moment: datetime | None, zone: tzinfo | None) -> str | None:
    """Write *moment* as ISO 8601 in *zone*, to the second."""
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def measure(workshop: Workshop) -> Health:
    """Measure the desk, and change nothing."""
    at = now().astimezone(workshop.settings.zone)
    store, login = workshop.store, _login(workshop.settings)
    counts, last = store.counts(), next(iter(store.passes.last()), None)
    return Health(
        at=at,
        vitals=_vitals(workshop, at, counts, last, login),
        alarms=store.alarms.standing(),
        last=last,
        counts=counts,
        login=login,
    )


def _login(settings: Settings) -> "Login | None":
    if settings.oauth is None:
        return None
    from intake.oauth.grant import login_of  # noqa: PLC0415 - for those alone who log in by OAuth
    from intake.oauth.tokens import login_file  # noqa: PLC0415 - the same

    return login_of(login_file(settings), settings.oauth)


def _vitals(workshop: Workshop, at: datetime, counts: Counts, last: Pass | None, login: "Login | None") -> Vitals:
    store = workshop.store
    good = last if last and last.good else store.passes.last_good()
    last_good = good.ended if good else None
    since = last_good or store.passes.first_begun() or store.passes.awaited_since()
    put_off = store.letter_list.put_off() if LetterState.QUEUED in counts.letters else ()
    held = LetterState.HELD in counts.letters
    disk = shutil.disk_usage(_nearest(workshop.settings.store.archive))
    ahead = store.messages.furthest_ahead(since=at - _A_DAY)
    return Vitals(
        last_good=last_good and last_good.astimezone(at.tzinfo),
        missed=missed(workshop.settings.schedule, since, at) if since else 0,
        held_by_limit=store.letter_list.held_by_limit() if held else 0,
        unwritten=store.letter_list.unwritten() if held else 0,
        put_off=len(put_off),
        put_off_for=max((one.lasts(at) for one in put_off), default=None),
        uncertain=counts.letters.get(LetterState.UNCERTAIN, 0),
        failed=counts.letters.get(LetterState.FAILED, 0),
        quarantine=counts.quarantine,
        backlog=counts.backlog,
        waiting=at - counts.waiting_since if counts.waiting_since else None,
        disk_free=disk.free,
        disk_size=disk.total,
        clock_behind=None if ahead is None else max(ahead, timedelta()),
        login_needed=login.why_needed(at) if login else None,
        login_ends=login.ends if login and login.is_ending(at) else None,
        unreadable=_unreadable(workshop.settings.register),
    )


def _unreadable(register: Path) -> tuple[str, ...]:
    return tuple(sorted(each.name for path in (register, pending_path(register)) for each in unreadable(path)))


def missed(schedule: Schedule, since: datetime, at: datetime) -> int:
    """Count the passes that were due by *schedule* after *since* and until *at*, at most three."""
    if schedule.every is not None:
        return min(MISSED_PASSES, int((at - since) / schedule.every))
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415 - most desks have no such schedule

    trigger = CronTrigger.from_crontab(schedule.cron, timezone=at.tzinfo)
    due, after = 0, since + timedelta(seconds=1)
    while due < MISSED_PASSES and (fire := trigger.get_next_fire_time(None, after)) is not None and fire <= at:
        due, after = due + 1, fire + timedelta(seconds=1)
    return due


def _nearest(folder: Path) -> Path:
    """Return *folder*, or what it will be made in."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def note_alarms(workshop: Workshop) -> Health:
    """Measure the desk, begin and end alarms by how it is, and write that down for monitors."""
    health = measure(workshop)
    if health.last is None:
        workshop.store.passes.await_first(at=health.at)
    current = dict(alarms(health.vitals))
    standing = {alarm.code for alarm in health.alarms}
    for code in standing - current.keys():
        workshop.store.alarms.clear(code, at=health.at)
        log.info(Event.ALARM_ENDED, code=code)
    for code, text in current.items():
        workshop.store.alarms.set(code, text, at=health.at)
        if code not in standing:
            log.warning(Event.ALARM_BEGAN, code=code, text=text)
    noted = health._replace(alarms=workshop.store.alarms.standing()) if current or standing else health
    _write(workshop, noted)
    return noted


@contextmanager
def followed_by(look: Callable[[], object]) -> Iterator[None]:
    """Let *look* note how the desk is when the block has ended, well or not: what stops a pass may be worth an alarm.

    Where the store itself failed nothing can be noted.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception:
        look()
        raise
    look()


def _write(workshop: Workshop, health: Health) -> None:
    """Write `health.json` beside the archive; where the disk does not take it, the log says so."""
    try:
        file = workshop.settings.store.archive.parent / "health.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = shortened(json.dumps(health.told(), ensure_ascii=False, indent=1))
        write_whole(file, f"{whole}\n".encode(), READABLE)
    except OSError as error:
        log.error(Event.HEALTH_UNWRITTEN, error=str(error))  # noqa: TRY400 - the disk's fault: it says it all
