"""Dates that can hardly be meant: a slip of one figure goes out to every applicant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.rules.call import Call
from intake.rules.call_dates import doubtful_dates
from samples.letters import the_call

TODAY = date(2021, 8, 1)
CALL = the_call()


def with_event(call: Call, starts: date, ends: date) -> Call:
    """Return the call with other days for the first event of its first cluster."""
    first, *others = call.clusters
    event, *rest = first.events
    return replace(call, clusters=(first._replace(events=(event._replace(starts=starts, ends=ends), *rest)), *others))


def test_the_shipped_call_is_as_it_is_meant() -> None:
    """Also years later, when it is over."""
    assert doubtful_dates(CALL, TODAY) == doubtful_dates(CALL, date(2031, 1, 1)) == ()


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (date(2021, 9, 12), date(2021, 9, 12), "clusters[0].events[0].date: 2021-09-12 is before the deadline"),
        (date(2012, 9, 28), date(2021, 9, 29), "clusters[0].events[0].starts: 2012-09-28 is before the deadline"),
        (
            date(2021, 9, 28),
            date(2201, 9, 29),
            "clusters[0].events[0].ends: 2201-09-29 is 180 years after",
        ),
    ],
)
def test_an_event_before_the_deadline_or_years_after_it_is_named(starts: date, ends: date, told: str) -> None:
    """With its key, where somebody can mend it."""
    [doubt] = doubtful_dates(with_event(CALL, starts=starts, ends=ends), TODAY)
    assert doubt.startswith(told)


def test_an_event_on_the_day_of_the_deadline_may_be_meant() -> None:
    """That day counts whole, and an opening may be on it."""
    day = CALL.deadline_day
    assert doubtful_dates(with_event(CALL, starts=day, ends=day), TODAY) == ()


def test_of_a_deadline_far_away_nothing_else_is_said() -> None:
    """Every event would be before it."""
    far = replace(CALL, deadline_day=CALL.deadline_day + timedelta(days=365 * 180))
    [doubt] = doubtful_dates(far, TODAY)
    assert doubt.startswith("deadline: ")
    assert len(doubtful_dates(replace(CALL, deadline_day=date(2024, 9, 13)), TODAY)) > 9


def test_a_day_until_which_forms_are_put_right_is_looked_at_too() -> None:
    """It is after the deadline by the rules; years after it, it is none that is meant."""
    [doubt] = doubtful_dates(replace(CALL, corrections_until=date(2121, 9, 20)), TODAY)
    assert doubt.startswith("corrections_until: 2121-09-20 is 100 years after")
