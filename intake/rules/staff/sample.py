"""Made-up news with which every template of the mails to staff can be tried before a real one needs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from intake.rules.call import Text
from intake.rules.health import AlarmCode
from intake.rules.ledger import Alarm
from intake.rules.notice import begin_of
from intake.rules.staff.alarms import AlarmNews
from intake.rules.staff.days import SPECIAL_DAYS
from intake.rules.staff.digest import CallNews, Digest
from intake.rules.staff.lines import Line, Listed
from intake.rules.staff.waiting import Task, Waiting

_ANYTHING = Text(sr="…", en="…")


def sample_digests(now: datetime) -> Iterator[Digest]:
    """Yield digests of *now* (aware, local) that together have everything to say, and one that has next to nothing."""
    line = Line(
        name=_ANYTHING,
        entry="…",
        version=2,
        cluster=_ANYTHING,
        status=_ANYTHING,
        contact="…",
        notes=(_ANYTHING,),
        received_at=now,
    )
    full = Listed(lines=(line, Line(name=_ANYTHING)), more=2)
    for since, listed in ((None, Listed()), (now - timedelta(days=1), full)):
        yield Digest(
            now=now,
            since=since,
            calls=tuple(_call(now, left, listed) for left in (*SPECIAL_DAYS, 30, -1)),
            new=listed,
            changed=listed,
            returned=listed,
            waiting=tuple(Waiting(task=task, listed=full) for task in Task) if listed.lines else (),
            applicants=listed,
            alarms=tuple(Alarm(code=code, since=now, text="…") for code in AlarmCode),
        )


def sample_alarms(now: datetime) -> Iterator[AlarmNews]:
    """Yield the beginning and the end of every alarm there is; *now* is aware and local."""
    for code in AlarmCode:
        begun = begin_of(Alarm(code=code, since=now, text="…"))
        for until in (None, now + timedelta(hours=1)):
            yield AlarmNews(about=begun, beginning=begun, code=code, since=now, until=until)


def _call(now: datetime, left: int, listed: Listed) -> CallNews:
    return CallNews(
        title=_ANYTHING,
        deadline_day=(now + timedelta(days=left)).date(),
        days_left=left,
        total=listed.total,
        statuses=((_ANYTHING, 1),),
        clusters=((_ANYTHING, 0),),
        special=left in SPECIAL_DAYS,
        applied=Listed(lines=listed.lines[:1]),
        mendable=listed,
        erased_on=(now + timedelta(days=14)).date(),
        reminded=True,
    )
