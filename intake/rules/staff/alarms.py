"""Which alarms staff are told of: each when it begins and when it is over, whatever restarts lie between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from intake.rules.ledger import Alarm
from intake.rules.notice import begin_of, end_of

A_DAY = 5
"""Alarms that are mailed in 24 hours: what comes and goes is told no more often; `intake status` shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmNews:
    """What one mail tells of an alarm; *about* names the occasion. Times are in the desk's zone."""

    about: str
    beginning: str  # the occasion on which it was told to have begun: this one, or an earlier one
    code: str
    since: datetime
    until: datetime | None  # None: it has begun


def to_tell(alarms: Iterable[Alarm], told: Collection[str], *, lately: int, zone: ZoneInfo) -> Iterator[AlarmNews]:
    """Yield what staff have not heard of *alarms*: *told* names the occasions, *lately* counts those of 24 hours.

    The end is told of what was told to have begun, and of nothing else.
    """
    for alarm in alarms:
        if alarm.until is not None and begin_of(alarm) in told and end_of(alarm) not in told:
            yield _news(alarm, end_of(alarm), zone)
        if alarm.until is None and begin_of(alarm) not in told and lately < A_DAY:
            lately += 1
            yield _news(alarm, begin_of(alarm), zone)


def _news(alarm: Alarm, about: str, zone: ZoneInfo) -> AlarmNews:
    until = alarm.until and alarm.until.astimezone(zone)
    return AlarmNews(
        about=about, beginning=begin_of(alarm), code=alarm.code, since=alarm.since.astimezone(zone), until=until
    )
