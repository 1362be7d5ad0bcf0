"""Which alarms staff are told of: once when each begins, once when it is over, and not without end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake.rules.ledger import Alarm
from intake.rules.staff.alarms import A_DAY, AlarmNews, to_tell
from samples.letters import ZONE

NOON = datetime(2021, 9, 10, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def alarm(code: str = "quarantine", *, since: datetime = NOON, until: datetime | None = None) -> Alarm:
    """Make an alarm."""
    return Alarm(code=code, since=since, text="…", until=until)


def news(*alarms: Alarm, told: set[str] | None = None, lately: int = 0) -> list[AlarmNews]:
    """Say what is told, and remember it in *told*."""
    found = list(to_tell(alarms, told or set(), lately=lately, zone=ZONE))
    if told is not None:
        told.update(each.about for each in found)
    return found


def test_an_alarm_is_told_once_and_its_end_once() -> None:
    """A pass every five minutes, and restarts between them, make no second mail."""
    told: set[str] = set()
    [begun] = news(alarm(), told=told)
    assert (begun.code, begun.until) == ("quarantine", None)
    assert begun.since.isoformat() == "2021-09-10T12:00:00+02:00", "staff read their own clock"
    assert news(alarm(), told=told) == []
    [over] = news(alarm(until=NOON + HOUR), told=told)
    assert over.until == NOON + HOUR
    assert over.beginning == begun.about
    assert news(alarm(until=NOON + HOUR), told=told) == []


def test_an_alarm_that_comes_back_is_told_again() -> None:
    """It has a new cause."""
    told: set[str] = set()
    news(alarm(), told=told)
    news(alarm(until=NOON + HOUR), told=told)
    [again] = news(alarm(until=NOON + HOUR), alarm(since=NOON + 2 * HOUR), told=told)
    assert again.since == NOON + 2 * HOUR


def test_the_end_of_what_nobody_was_told_of_is_no_news() -> None:
    """An alarm that came and went between two passes, or before mails were set up."""
    assert news(alarm(until=NOON + HOUR)) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=30), st.integers(0, 2 * A_DAY))
def test_no_day_has_more_than_a_handful_of_alarms(raised: list[tuple[int, bool]], lately: int) -> None:
    """A cause that comes and goes would otherwise teach people to delete what the desk writes."""
    alarms = [alarm(since=NOON + at * HOUR, until=NOON + 30 * HOUR if over else None) for at, over in raised]
    assert len(news(*alarms, told=set(), lately=lately)) <= max(0, A_DAY - lately)
