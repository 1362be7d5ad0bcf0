"""When the desk says that a person should come: each cause, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake.commands.health import missed
from intake.rules.health import MISSED_PASSES, Vitals, alarms
from intake.settings import Schedule

NOON = datetime(2021, 9, 10, 12, 0, tzinfo=UTC)
WELL = Vitals(last_good=NOON, missed=0, held_by_limit=0, unwritten=0, uncertain=0, failed=0, quarantine=0)


def test_a_desk_that_is_well_raises_nothing() -> None:
    """Two passes may fail or stay out before anybody is called."""
    assert list(alarms(WELL)) == []
    assert list(alarms(replace(WELL, missed=MISSED_PASSES - 1))) == []


@pytest.mark.parametrize(
    ("vitals", "code"),
    [
        (replace(WELL, missed=MISSED_PASSES), "no-good-pass"),
        (replace(WELL, last_good=None, missed=MISSED_PASSES), "no-good-pass"),
        (replace(WELL, held_by_limit=1), "letters-held-by-limit"),
        (replace(WELL, unwritten=1), "letters-unwritten"),
        (replace(WELL, uncertain=1), "letters-uncertain"),
        (replace(WELL, failed=1), "letters-failed"),
        (replace(WELL, quarantine=1), "quarantine"),
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
