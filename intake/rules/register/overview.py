"""The counts that an association is asked for: by cluster, host, economy, status and day, and who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from intake.rules.call import Approach, Call, Cluster, Host, Text
from intake.rules.entry import Entry, Status
from intake.rules.register.frame import Frame, Records, current
from intake.rules.register.sheets import Counted, Overview, Roll, Tally
from intake.rules.terms import Term
from intake.rules.wording import bilingual, day


def overview(records: Records, frame: Frame) -> Overview:
    """Count the current version of every entry, call by call."""
    entries = current(records.entries)
    as_of = frame.as_of.astimezone(frame.zone)
    return Overview(
        title=frame.both(Term.SHEET_OVERVIEW),
        heading=f"{frame.both(Term.AS_OF)}: {day(as_of.date(), 'sr')} {as_of:%H:%M}",
        chapters=tuple(
            (bilingual(call.title), tuple(_chapter([e for e in entries if frame.call(e) is call], call, frame)))
            for call in frame.calls
        ),
    )


def _chapter(entries: Sequence[Entry], call: Call, frame: Frame) -> Iterator[Tally | Roll]:
    yield _by_cluster(entries, call, frame)
    yield _by_status(entries, frame)
    yield _by_day(entries, call, frame)
    yield _by_host(entries, call, frame)
    yield _by_economy(entries, call, frame)
    yield _without_applicant(entries, call, frame)
    yield _not_applied(entries, call, frame)


def _counted(label: Text, entries: Sequence[Entry], depth: int = 0) -> Counted:
    """Count all applications, and those in order."""
    in_order = sum(entry.status is Status.ACCEPTED for entry in entries)
    return Counted(label=label, numbers=(len(entries), in_order), depth=depth)


def _tally(frame: Frame, title: Term, heading: Term, rows: Iterable[Counted]) -> Tally:
    return Tally(
        title=frame.both(title),
        heading=frame.wording.terms[heading],
        counts=(frame.both(Term.APPLICATIONS), frame.both(Term.IN_ORDER)),
        rows=tuple(rows),
    )


def _by_cluster(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
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
    return replace(tally, total=_counted(terms[Term.TOTAL], entries), chart=frame.both(Term.CHART_CLUSTERS))


def _by_approach(mine: Sequence[Entry], cluster: Cluster, frame: Frame) -> Iterator[Counted]:
    for approach in cluster.approaches:
        yield _counted(approach.short, [e for e in mine if e.approach == approach.id], depth=1)
    unnamed = [entry for entry in mine if entry.approach is None]
    if cluster.approaches and unnamed:
        yield _counted(frame.wording.terms[Term.WITHOUT_APPROACH], unnamed, depth=1)


def _by_status(entries: Sequence[Entry], frame: Frame) -> Tally:
    counts = Counter(entry.status for entry in entries)
    rows = (Counted(label=_sign(status, frame), numbers=(counts[status],)) for status in reversed(Status))
    return Tally(
        title=frame.both(Term.BY_STATUS),
        heading=frame.wording.terms[Term.STATUS],
        counts=(frame.both(Term.APPLICATIONS),),
        rows=tuple(row for row in rows if any(row.numbers)),
    )


def _sign(status: Status, frame: Frame) -> Text:
    said, sign = frame.wording.statuses[status], frame.wording.symbols[status]
    return Text(sr=f"{sign} {said.sr}", en=f"{sign} {said.en}")


def _by_day(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    """Count by the day of receipt in the call's time zone; only days on which something came."""
    received: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.received_at):
        received.setdefault(entry.received_at.astimezone(call.zone).date(), []).append(entry)
    rows = (_counted(_day(on), mine) for on, mine in received.items())
    tally = _tally(frame, Term.BY_DAY, Term.DAY, rows)
    note = f"{frame.both(Term.DEADLINE)}: {day(call.deadline_day, 'sr')}"
    return replace(tally, note=note, chart=frame.both(Term.CHART_DAYS) if received else None)


def _day(on: date) -> Text:
    return Text(sr=day(on, "sr"), en=day(on, "en"))


def _hosts(entry: Entry, call: Call) -> frozenset[str]:
    """Return the hosts of the approach where it has its own, otherwise of the cluster."""
    cluster = next((c for c in call.clusters if c.id == entry.cluster), None)
    if cluster is None:
        return frozenset()
    approach = next((a for a in cluster.approaches if a.id == entry.approach), None)
    chosen: Cluster | Approach = approach if approach is not None and approach.hosts else cluster
    return frozenset(chosen.hosts)


def _by_host(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    rows = (_counted(host.title, _hosted(entries, (host,), call)) for host in call.hosts)
    return replace(_tally(frame, Term.BY_HOST, Term.HOST, rows), note=frame.both(Term.HOST_NOTE))


def _by_economy(entries: Sequence[Entry], call: Call, frame: Frame) -> Tally:
    """Count an application once for an economy, even where two of its associations host the cluster."""
    hosts: dict[Text, list[Host]] = {economy: [] for economy in call.economies}
    for host in call.hosts:
        hosts.setdefault(host.economy, []).append(host)
    rows = (_counted(economy, _hosted(entries, its, call)) for economy, its in hosts.items())
    return _tally(frame, Term.BY_ECONOMY, Term.ECONOMY, rows)


def _hosted(entries: Sequence[Entry], hosts: Sequence[Host], call: Call) -> list[Entry]:
    ids = {host.id for host in hosts}
    return [entry for entry in entries if ids & _hosts(entry, call)]


def _without_applicant(entries: Sequence[Entry], call: Call, frame: Frame) -> Roll:
    chosen = {entry.cluster for entry in entries}
    names = tuple(cluster.short for cluster in call.clusters if cluster.id not in chosen)
    return Roll(title=f"{frame.both(Term.NO_APPLICANT)}: {len(names)}", names=names)


def _not_applied(entries: Sequence[Entry], call: Call, frame: Frame) -> Roll:
    """Name the municipalities that may apply (by the prefix of their ids) and have not."""
    eligible = {i: name for i, name in frame.municipalities.items() if i.split("-")[0] in call.eligible}
    missing = eligible.keys() - {entry.municipality for entry in entries}
    title = f"{frame.both(Term.NOT_APPLIED)}: {len(missing)} ({frame.both(Term.OF_ALL)} {len(eligible)})"
    return Roll(title=title, names=tuple(name for i, name in eligible.items() if i in missing))
