"""When the desk says that a person should come: each cause, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake.health import missed
from intake.rules.health import LEAST_DISK, LONGEST_BEHIND, LONGEST_PUT_OFF, MISSED_PASSES, Vitals, alarms
from intake.rules.login import Login
from intake.settings import Schedule

SECOND = timedelta(seconds=1)
NOON = datetime(2021, 9, 10, 12, 0, tzinfo=UTC)
WELL = Vitals(last_good=NOON, missed=0, held_by_limit=0, unwritten=0, uncertain=0, failed=0, quarantine=0)


def test_a_desk_that_is_well_raises_nothing() -> None:
    """Two passes may fail or stay out before anybody is called."""
    assert list(alarms(WELL)) == []
    assert list(alarms(WELL._replace(missed=MISSED_PASSES - 1))) == []
    busy = WELL._replace(backlog=9, waiting=timedelta(days=9), disk_free=LEAST_DISK, clock_behind=LONGEST_BEHIND)
    assert list(alarms(busy)) == []
    greylisted = WELL._replace(put_off=1, put_off_for=LONGEST_PUT_OFF - SECOND)
    assert list(alarms(greylisted)) == [], "a letter that comes again in an hour calls nobody"
    assert list(alarms(WELL._replace(disk_free=100, disk_size=1000))) == [], "on a small disk a tenth is enough"


@pytest.mark.parametrize(
    ("vitals", "code"),
    [
        (WELL._replace(missed=MISSED_PASSES), "no-good-pass"),
        (WELL._replace(last_good=None, missed=MISSED_PASSES), "no-good-pass"),
        (WELL._replace(held_by_limit=1), "letters-held-by-limit"),
        (WELL._replace(unwritten=1), "letters-unwritten"),
        (WELL._replace(uncertain=1), "letters-uncertain"),
        (WELL._replace(put_off=2, put_off_for=LONGEST_PUT_OFF), "letters-delayed"),
        (WELL._replace(failed=1), "letters-failed"),
        (WELL._replace(quarantine=1), "quarantine"),
        (WELL._replace(unreadable=("register.unreadable-1.xlsx",)), "register-unreadable"),
        (WELL._replace(disk_free=LEAST_DISK - 1, disk_size=2**40), "disk-low"),
        (WELL._replace(disk_free=99, disk_size=1000), "disk-low"),
        (WELL._replace(clock_behind=LONGEST_BEHIND + SECOND), "clock-behind"),
        (WELL._replace(login_needed="nobody has logged in yet"), "login-needed"),
        (WELL._replace(login_ends=NOON), "login-expiring"),
        (WELL._replace(login_needed="it was refused", login_ends=NOON), "login-needed"),
    ],
)
def test_every_cause_has_its_alarm(vitals: Vitals, code: str) -> None:
    """The codes are what a monitor keeps watch on."""
    [(raised, text)] = alarms(vitals)
    assert raised == code
    assert text


def test_passes_are_missed_by_the_interval() -> None:
    """Three intervals without a good pass, not two and a half."""
    schedule = Schedule(every=timedelta(minutes=5))
    assert missed(schedule, NOON, NOON + timedelta(minutes=14)) == 2
    assert missed(schedule, NOON, NOON + timedelta(minutes=15)) == 3
    assert missed(schedule, NOON, NOON + timedelta(days=9)) == MISSED_PASSES


def test_a_desk_that_rests_at_night_misses_nothing() -> None:
    """A cron schedule of office hours: nothing is due from Friday evening until Monday morning."""
    schedule, zone = Schedule(cron="*/5 7-18 * * mon-fri"), ZoneInfo("Europe/Sarajevo")
    friday = datetime(2021, 9, 10, 18, 55, 2, tzinfo=zone)
    assert missed(schedule, friday, datetime(2021, 9, 13, 6, 59, tzinfo=zone)) == 0
    assert missed(schedule, friday, datetime(2021, 9, 13, 7, 6, tzinfo=zone)) == 2
    assert missed(schedule, friday, datetime(2021, 9, 13, 9, 0, tzinfo=zone)) == MISSED_PASSES


def login(*, used: timedelta | None, lifetime: timedelta = timedelta(days=90), refused: str | None = None) -> Login:
    """Give a log-in that was last used so long before noon."""
    renewed = None if used is None else NOON - used
    return Login(since=renewed, renewed=renewed, refused=refused, lifetime=lifetime)


def test_a_log_in_is_needed_where_there_is_none_or_it_is_refused_or_dead() -> None:
    """A provider ends what was not used for 90 days, and says so only when it is too late."""
    assert login(used=timedelta(hours=1)).why_needed(NOON) is None
    assert login(used=timedelta(days=90) - SECOND).why_needed(NOON) is None
    assert "nobody" in str(login(used=None).why_needed(NOON))
    assert "invalid_grant" in str(login(used=SECOND, refused="invalid_grant").why_needed(NOON))
    assert "90 days" in str(login(used=timedelta(days=90)).why_needed(NOON))


@pytest.mark.parametrize(("days", "lifetime", "ending"), [(75, 90, False), (77, 90, True), (5, 7, False), (6, 7, True)])
def test_a_log_in_that_is_not_used_is_warned_of_in_time(days: int, lifetime: int, ending: bool) -> None:  # noqa: FBT001
    """Two weeks before its end, and in the last quarter of a short life."""
    assert login(used=timedelta(days=days), lifetime=timedelta(days=lifetime)).is_ending(NOON) is ending
