"""`status`: is the desk well, in a table, in JSON and in the exit status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from intake.commands.console import console, print_json, table
from intake.postman import is_held_by_limit
from intake.rules.entry import LetterState
from intake.rules.health import MISSED_PASSES, Vitals, alarms
from intake.rules.ledger import Alarm
from intake.settings import Schedule
from intake.wiring import Workshop, now


def vitals(workshop: Workshop, at: datetime) -> Vitals:
    """Measure the desk."""
    counts = workshop.store.counts()
    good = workshop.store.passes.last_good()
    last_good = good.ended if good else None
    since = last_good or workshop.store.passes.first_begun()
    held = workshop.store.letters.standing(LetterState.HELD)
    return Vitals(
        last_good=last_good,
        missed=missed(workshop.settings.schedule, since, at) if since else MISSED_PASSES,
        held_by_limit=sum(map(is_held_by_limit, held)),
        unwritten=sum(not letter.content for letter in held),
        uncertain=counts.letters.get(LetterState.UNCERTAIN, 0),
        failed=counts.letters.get(LetterState.FAILED, 0),
        quarantine=counts.quarantine,
    )


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


def note_alarms(workshop: Workshop) -> tuple[Alarm, ...]:
    """Begin and end alarms by how the desk is now; return those that stand, each with the time since when."""
    at = now()
    current = dict(alarms(vitals(workshop, at.astimezone(workshop.settings.zone))))
    for standing in workshop.store.alarms.standing():
        if standing.code not in current:
            workshop.store.alarms.clear(standing.code, at=at)
    for code, text in current.items():
        workshop.store.alarms.set(code, text, at=at)
    return workshop.store.alarms.standing()


def status(path: Path, *, as_json: bool) -> int:
    """Show how the desk is; 1 where a person should see to something."""
    with Workshop.open(path) as workshop:
        standing = note_alarms(workshop)
        last = next(iter(workshop.store.passes.last()), None)
        counts = workshop.store.counts()
        told = {
            "healthy": not standing,
            "alarms": [{"code": a.code, "since": _local(a.since, workshop), "text": a.text} for a in standing],
            "last_pass": last
            and {
                "started": _local(last.started, workshop),
                "ended": _local(last.ended, workshop),
                "counts": dict(last.counts),
                "error": last.error,
            },
            "entries": {str(status): number for status, number in counts.entries.items()},
            "clusters": {cluster or "": number for cluster, number in counts.clusters.items()},
            "letters": {str(state): number for state, number in counts.letters.items()},
            "erased": len(workshop.store.erasures.all()),
            "quarantine": counts.quarantine,
            "backlog": counts.backlog,
        }
    if as_json:
        print_json(told)
    else:
        _show(told)
    return 1 if standing else 0


def _local(moment: datetime | None, workshop: Workshop) -> str | None:
    return None if moment is None else moment.astimezone(workshop.settings.zone).isoformat(timespec="seconds")


def _show(told: dict[str, object]) -> None:
    shown = table("", "")
    for name, value in _rows(told):
        shown.add_row(name, value)
    console().print(shown)


def _rows(told: dict[str, object]) -> Iterator[tuple[str, str]]:
    yield "health", "[green]well[/green]" if told["healthy"] else "[red]needs a person[/red]"
    for name, value in told.items():
        match name, value:
            case "healthy", _:
                pass
            case "alarms", list(raised):
                for alarm in raised:
                    yield f"alarm {alarm['code']}", f"{alarm['text']} (since {alarm['since']})"
            case "last_pass", None:
                yield "last pass", "none yet"
            case "last_pass", dict(last):
                yield "last pass", f"{last['started']} to {last['ended'] or 'it died'}; {last['error'] or 'good'}"
            case _, dict(numbers):
                yield name, ", ".join(f"{key or 'none'}: {number}" for key, number in numbers.items()) or "none"
            case _:
                yield name, str(value)
