"""Dates of a call that can hardly be meant: an event before its deadline, years that lie far apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from intake.rules.call import Approach, Call, Cluster, Event, Period

_YEARS = 3  # from today to a deadline, and from that to an event: no call of the association's lies farther apart


def doubtful_dates(call: Call, today: date) -> tuple[str, ...]:
    """Return a sentence for each date that somebody should look at, with its key in the call file."""
    deadline = call.deadline_day
    if deadline.year > today.year + _YEARS:
        return (f"deadline: {deadline} is {deadline.year - today.year} years ahead",)
    return tuple(told for key, day in _days(call) if (told := _doubt(key, day, deadline)))


def _doubt(key: str, day: date, deadline: date) -> str | None:
    if day < deadline:
        return f"{key}: {day} is before the deadline, {deadline}"
    if day.year > deadline.year + _YEARS:
        return f"{key}: {day} is {day.year - deadline.year} years after the deadline, {deadline}"
    return None


def _days(call: Call) -> Iterator[tuple[str, date]]:
    """Yield every day on which something takes place, with its key."""
    if call.corrections_until is not None:
        yield "corrections_until", call.corrections_until
    yield from _of(call.events, "events")
    for number, cluster in enumerate(call.clusters):
        yield from _of_choice(cluster, f"clusters[{number}]")
        for at, approach in enumerate(cluster.approaches):
            yield from _of_choice(approach, f"clusters[{number}].approaches[{at}]")


def _of_choice(choice: Approach | Cluster, key: str) -> Iterator[tuple[str, date]]:
    yield from _of(choice.events, f"{key}.events")
    yield from _of(choice.periods, f"{key}.periods")


def _of(found: Iterable[Event | Period], key: str) -> Iterator[tuple[str, date]]:
    for number, each in enumerate(found):
        if each.starts == each.ends:
            yield f"{key}[{number}].date", each.starts
        else:
            yield from ((f"{key}[{number}].starts", each.starts), (f"{key}[{number}].ends", each.ends))
