"""The calendar: what a call has planned, day by day, and which accepted applicants it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from intake.rules.call import Approach, Call, Cluster, Event, Period
from intake.rules.entry import Entry
from intake.rules.register.frame import Frame, Records, call_cells, call_columns, current, hosts_of
from intake.rules.register.sheets import Column, Kind, Sheet, Value
from intake.rules.states import Status
from intake.rules.terms import Term
from intake.rules.wording import bilingual


class _Planned(NamedTuple):
    """An event or period, and the cluster and approach it belongs to."""

    what: Event | Period
    cluster: Cluster | None
    approach: Approach | None


def calendar_sheet(records: Records, frame: Frame, host: str | None = None) -> Sheet:
    """All events, periods and deadlines of all calls, by their first day; for a *host* those of its clusters."""
    accepted = tuple(entry for entry in current(records.entries) if entry.status is Status.ACCEPTED)
    calls = (call for call in frame.calls if host is None or any(one.id == host for one in call.hosts))
    rows = [row for call in calls for row in _rows(call, accepted, frame, host)]
    return Sheet(
        title=frame.both(Term.SHEET_CALENDAR),
        columns=(
            Column(heading=frame.both(Term.STARTS), width=13, kind=Kind.DAY),
            Column(heading=frame.both(Term.ENDS), width=13, kind=Kind.DAY),
            *call_columns(frame),
            Column(heading=frame.both(Term.EVENT), width=44),
            Column(heading=frame.both(Term.CLUSTER), width=32),
            Column(heading=frame.both(Term.APPROACH), width=26),
            Column(heading=frame.both(Term.PLACE), width=17),
            Column(heading=frame.both(Term.NOTE), width=30),
            Column(heading=frame.both(Term.APPLICANTS), width=44),
        ),
        rows=tuple(row for _, row in sorted(rows, key=lambda dated: dated[0])),
        known_by=(
            *(column.heading for column in call_columns(frame)),
            *map(frame.both, (Term.EVENT, Term.CLUSTER, Term.APPROACH)),
        ),
    )


_Dated = tuple[tuple[date, date], tuple[Value, ...]]


def _rows(call: Call, accepted: tuple[Entry, ...], frame: Frame, host: str | None) -> Iterator[_Dated]:
    last = call.deadline_day
    title = f"{frame.both(Term.DEADLINE)}: {bilingual(call.title)}"
    yield (
        (last, last),
        (
            last,
            last,
            *call_cells(frame, call),
            title,
            frame.both(Term.ALL_CLUSTERS),
            *[None] * 4,
        ),
    )
    for planned in _planned(call):
        if host is not None and not _hosted(planned, host):
            continue
        concerned = [e for e in accepted if frame.call(e) is call and _concerns(planned, e)]
        yield (planned.what.starts, planned.what.ends), _row(planned, concerned, frame, call)


def _hosted(planned: _Planned, host: str) -> bool:
    """Tell whether *planned* is one of *host*'s, or of all clusters together."""
    return planned.cluster is None or host in hosts_of(planned.cluster, planned.approach)


def _planned(call: Call) -> Iterator[_Planned]:
    yield from (_Planned(event, None, None) for event in call.events)
    for cluster in call.clusters:
        yield from _parts(cluster, cluster, None)
        for approach in cluster.approaches:
            yield from _parts(approach, cluster, approach)


def _parts(of: Cluster | Approach, cluster: Cluster, approach: Approach | None) -> Iterator[_Planned]:
    yield from (_Planned(event, cluster, approach) for event in of.events)
    yield from (_Planned(period, cluster, approach) for period in of.periods)


def _concerns(planned: _Planned, entry: Entry) -> bool:
    """Tell whether *planned* is for *entry*; one that names no approach is concerned by all of its cluster's."""
    same_cluster = planned.cluster is None or planned.cluster.id == entry.cluster
    return same_cluster and (planned.approach is None or entry.approach in (None, planned.approach.id))


def _row(planned: _Planned, concerned: list[Entry], frame: Frame, call: Call) -> tuple[Value, ...]:
    what, cluster, approach = planned
    return (
        what.starts,
        what.ends,
        *call_cells(frame, call),
        bilingual(what.title),
        frame.both(Term.ALL_CLUSTERS) if cluster is None else bilingual(cluster.short),
        None if approach is None else bilingual(approach.short),
        _held(what, frame),
        _note(what, frame),
        "; ".join(filter(None, map(frame.municipality, concerned))) or None,
    )


def _held(what: Event | Period, frame: Frame) -> str | None:
    if isinstance(what, Period):
        return None
    return frame.both(Term.ONLINE if what.online else Term.IN_PERSON)


def _note(what: Event | Period, frame: Frame) -> str | None:
    """Say that a date is preliminary, as the call says of all its dates, and where it was taken from."""
    said = (
        frame.both(Term.PRELIMINARY) if what.preliminary else None,
        frame.both(Term.GUESSED) if isinstance(what, Period) and what.guessed else None,
    )
    return "\n".join(filter(None, said)) or None
