"""`status`: is the desk well, in a table, in JSON, in a monitor's line, and in the exit status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import click

from intake.commands.console import console, escape, print_json, table
from intake.health import Health, note_alarms
from intake.rules.health import CRITICAL
from intake.rules.states import LetterState, Status
from intake.wiring import Workshop


def examined(workshop: Workshop) -> Health:
    """Measure the desk, begin and end alarms by how it is, and write what monitors read."""
    health = note_alarms(workshop)
    file = workshop.settings.monitoring.metrics
    if file is not None:
        from intake.metrics import write  # noqa: PLC0415 - for those alone who have Prometheus

        write(file, health)
    return health


def status(path: Path, *, as_json: bool) -> int:
    """Show how the desk is; 1 where a person should see to something."""
    with Workshop.open(path) as workshop:
        health = examined(workshop)
    if as_json:
        print_json(health.told())
    else:
        _show(health)
    return 1 if health.alarms else 0


def monitored(path: Path) -> int:
    """Say how the desk is in the line that Nagios and its kin read; 0 is well, 1 a warning, 2 critical."""
    with Workshop.open(path) as workshop:
        health = examined(workshop)
    level = 0 if not health.alarms else 2 if CRITICAL & {alarm.code for alarm in health.alarms} else 1
    said = "; ".join(f"{alarm.code}: {alarm.text}" for alarm in health.alarms) or "all is well"
    measured = " ".join(f"{name}={value}" for name, value in _measured(health))
    click.echo(f"INTAKE {('OK', 'WARNING', 'CRITICAL')[level]} - {said.replace('|', '/')} | {measured}")
    return level


def _measured(health: Health) -> Iterator[tuple[str, str]]:
    """Yield what monitors draw, in the form of the Nagios plug-in guidelines, 2.6."""
    vitals = health.vitals
    if vitals.last_good is not None:
        yield "since_good_pass", f"{(health.at - vitals.last_good).total_seconds():.0f}s"
    yield "applications", str(health.counts.applications)
    yield "backlog", str(vitals.backlog)
    yield "erased", str(health.counts.erased)
    yield "quarantine", str(vitals.quarantine)
    yield "letters_held_by_limit", str(vitals.held_by_limit)
    yield "letters_put_off", str(vitals.put_off)
    yield "letters_uncertain", str(vitals.uncertain)
    yield "letters_failed", str(vitals.failed)
    yield "disk_free", f"{vitals.disk_free}B"


def _show(health: Health) -> None:
    shown = table("", "")
    for name, value in _rows(health):
        shown.add_row(name, value)
    console().print(shown)


def _rows(health: Health) -> Iterator[tuple[str, str]]:
    vitals, counts, zone = health.vitals, health.counts, health.at.tzinfo
    yield "health", "[red]needs a person[/red]" if health.alarms else "[green]well[/green]"
    for alarm in health.alarms:
        yield f"alarm {alarm.code}", f"{escape(alarm.text)} (since {_when(alarm.since, zone)})"
    yield "last pass", _pass(health)
    yield "last good pass", _when(vitals.last_good, zone) or "none yet"
    yield "applications", f"{counts.applications}, each by the version that counts"
    yield "their clusters", _numbers(counts.clusters)
    yield "all versions", _numbers(counts.entries)
    yield "letters", _numbers(counts.letters)
    if vitals.put_off:
        longest = _short(vitals.put_off_for)
        yield "letters put off", f"{vitals.put_off}, the oldest for {longest}: see `intake outbox list`"
    yield "erased", str(health.counts.erased)
    yield "quarantine", str(counts.quarantine)
    yield "backlog", f"{counts.backlog}" + (f", the oldest for {_short(vitals.waiting)}" if vitals.waiting else "")
    yield "disk", f"{(vitals.disk_free or 0) / 2**30:.1f} GiB free"
    if vitals.clock_behind:
        yield "clock", f"{vitals.clock_behind} behind the mail server's"
    if health.login:
        needed = health.login.why_needed(health.at)
        yield "log-in", escape(needed or f"good; last renewed {_when(health.login.renewed, zone)}")


def _short(length: timedelta | None) -> str:
    return str(timedelta(seconds=int((length or timedelta()).total_seconds())))


def _pass(health: Health) -> str:
    last, zone = health.last, health.at.tzinfo
    if last is None:
        return "none yet"
    return f"{_when(last.started, zone)} to {_when(last.ended, zone) or 'it died'}; {escape(last.error or 'good')}"


def _when(moment: datetime | None, zone: tzinfo | None) -> str | None:
    return None if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _numbers(counts: Mapping[Status, int] | Mapping[LetterState, int] | Mapping[str | None, int]) -> str:
    return ", ".join(f"{name or 'none'}: {number}" for name, number in counts.items()) or "none"
