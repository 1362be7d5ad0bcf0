"""The counts that an association is asked for: by cluster, host, economy, status and day, and who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from intake.rules.call import Call, Cluster, Host, Text
from intake.rules.entry import Entry
from intake.rules.register.coverage import coverage, not_applied
from intake.rules.register.frame import Frame, Records, current
from intake.rules.register.sheets import Chart, Counted, Overview, Roll, Shape, Tally
from intake.rules.states import Status
from intake.rules.terms import Term
from intake.rules.wording import bilingual, day

_LONGEST = timedelta(days=60)  # that an unbroken row of days reaches back


def overview(records: Records, frame: Frame) -> Overview:
    """Count the current version of every entry, call by call."""
    entries = current(records.entries)
    as_of = frame.as_of.astimezone(frame.zone)
    return Overview(
        title=frame.both(Term.SHEET_OVERVIEW),
        heading=f"{frame.both(Term.AS_OF)}: {day(as_of.date(), 'sr')} {as_of:%H:%M}",
        chapters=tuple(
            (
                bilingual(call.title),
                tuple(_chapter(of_call(entries, call, frame), call, frame, erased_of(records, call))),
            )
            for call in frame.calls
        ),
    )


def of_call(entries: Iterable[Entry], call: Call, frame: Frame) -> tuple[Entry, ...]:
    """Return those of *entries* that are told in the words of *call*."""
    return tuple(entry for entry in entries if frame.call(entry) is call)


def erased_of(records: Records, call: Call) -> int:
    """Count the applications of *call* of which only the number is left."""
    return sum(one.call == call.id for one in records.erased)


def _chapter(entries: Sequence[Entry], call: Call, frame: Frame, erased: int) -> Iterator[Tally | Roll]:
    yield by_cluster(entries, call, frame)
    yield by_status(entries, frame, erased)
    yield by_day(entries, call, frame)
    yield _by_host(entries, call, frame)
    yield _by_economy(entries, call, frame)
    if call.economies:
        yield coverage(entries, call, frame)
    yield without_applicant(entries, call, frame)
    yield not_applied(entries, call, frame)


def _counted(label: Text, entries: Sequence[Entry], depth: int = 0) -> Counted:
    """Count all applications, and those in order."""
    in_order = sum(entry.status is Status.ACCEPTED for entry in entries)
    return Counted(label=label, numbers=(len(entries), in_order), depth=depth)


def _tally(frame: Frame, title: Term, heading: Term, rows: Iterable[Counted]) -> Tally:
    return Tally(
        title=frame.wording.terms[title],
        heading=frame.wording.terms[heading],
        counts=(frame.wording.terms[Term.APPLICATIONS], frame.wording.terms[Term.IN_ORDER]),
        rows=tuple(rows),
    )


def by_cluster(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    """Count by cluster in the call's order, approaches below the cluster that holds them."""
    terms = frame.wording.terms
    rows: list[Counted] = []
    for cluster in call.clusters:
        mine = [entry for entry in entries if entry.cluster == cluster.id]
        rows.extend((_counted(cluster.short, mine), *_by_approach(mine, cluster, frame)))
    undecided = [entry for entry in entries if entry.cluster is None]
    if undecided:
        rows.append(_counted(terms[Term.WITHOUT_CLUSTER], undecided))
    tally = _tally(frame, Term.BY_CLUSTER, Term.CLUSTER, rows)
    return replace(
        tally,
        total=_counted(terms[Term.TOTAL], entries),
        chart=Chart(title=terms[Term.CHART_CLUSTERS], shape=Shape.BARS),
    )


def _by_approach(mine: Sequence[Entry], cluster: Cluster, frame: Frame) -> Iterator[Counted]:
    for approach in cluster.approaches:
        yield _counted(approach.short, [e for e in mine if e.approach == approach.id], depth=1)
    unnamed = [entry for entry in mine if entry.approach is None]
    if cluster.approaches and unnamed:
        yield _counted(frame.wording.terms[Term.WITHOUT_APPROACH], unnamed, depth=1)


def by_status(entries: Sequence[Entry], frame: Frame, erased: int = 0) -> Tally:
    """Count by status, each with its sign, and those that were *erased*; only those that occur."""
    counts = Counter(entry.status for entry in entries)
    rows = (
        *(Counted(label=signed(status, frame), numbers=(counts[status],)) for status in reversed(Status)),
        Counted(label=frame.wording.terms[Term.ERASED], numbers=(erased,)),
    )
    return Tally(
        title=frame.wording.terms[Term.BY_STATUS],
        heading=frame.wording.terms[Term.STATUS],
        counts=(frame.wording.terms[Term.APPLICATIONS],),
        rows=tuple(row for row in rows if any(row.numbers)),
    )


def signed(status: Status, frame: Frame) -> Text:
    """Return a status with its sign, in each language: "! непотпуна"."""
    said, sign = frame.wording.statuses[status], frame.wording.symbols[status]
    return Text(sr=f"{sign} {said.sr}", en=f"{sign} {said.en}")


def by_day(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    """Count by the day of receipt in the call's time zone: every day up to the deadline, then days with something."""
    received: dict[date, list[Entry]] = {}
    for entry in entries:
        received.setdefault(entry.received_at.astimezone(call.zone).date(), []).append(entry)
    rows = (_counted(_day(on), received.get(on, [])) for on in _days(received, call, frame))
    terms = frame.wording.terms
    tally = _tally(frame, Term.BY_DAY, Term.DAY, rows)
    last = _day(call.deadline_day)
    note = Text(sr=f"{terms[Term.DEADLINE].sr}: {last.sr}", en=f"{terms[Term.DEADLINE].en}: {last.en}")
    chart = Chart(title=terms[Term.CHART_DAYS], shape=Shape.COLUMNS)
    return replace(tally, note=note, chart=chart if received else None)


def _days(received: Collection[date], call: Call, frame: Frame) -> list[date]:
    """Return the days to show: none is left out between the first receipt and the deadline, or today if it is nearer.

    What came long before the deadline stands by itself, so that one stray mail makes no year of empty days.
    """
    today = frame.as_of.astimezone(call.zone).date()
    last = min(call.deadline_day, today)
    recent = [on for on in received if last - _LONGEST <= on <= last]
    first = min(recent, default=last)
    between = {first + timedelta(days=n) for n in range((last - first).days + 1)} if recent else set()
    return sorted(between | set(received))


def _day(on: date) -> Text:
    return Text(sr=day(on, "sr"), en=day(on, "en"))


def _by_host(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    rows = (_counted(host.title, _hosted(entries, (host,), frame)) for host in call.hosts)
    return replace(_tally(frame, Term.BY_HOST, Term.HOST, rows), note=frame.wording.terms[Term.HOST_NOTE])


def _by_economy(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    """Count an application once for an economy, even where two of its associations host the cluster."""
    hosts: dict[Text, list[Host]] = {economy: [] for economy in call.economies}
    for host in call.hosts:
        hosts.setdefault(host.economy, []).append(host)
    rows = (_counted(economy, _hosted(entries, its, frame)) for economy, its in hosts.items())
    return _tally(frame, Term.BY_ECONOMY, Term.ECONOMY, rows)


def _hosted(entries: Sequence[Entry], hosts: Sequence[Host], frame: Frame) -> list[Entry]:
    ids = {host.id for host in hosts}
    return [entry for entry in entries if ids & frame.hosts(entry)]


def without_applicant(entries: Sequence[Entry], call: Call, frame: Frame) -> Roll:
    """Name the clusters that nobody has chosen."""
    chosen = {entry.cluster for entry in entries}
    names = tuple(cluster.short for cluster in call.clusters if cluster.id not in chosen)
    said = frame.wording.terms[Term.NO_APPLICANT]
    return Roll(title=Text(sr=f"{said.sr}: {len(names)}", en=f"{said.en}: {len(names)}"), names=names)
