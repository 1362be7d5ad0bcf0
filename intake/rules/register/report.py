"""What the page for the public of the house shows: the counts of the overview, and who is there. No persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.rules.call import Call, Text
from intake.rules.entry import Entry
from intake.rules.register.coverage import coverage, eligible
from intake.rules.register.frame import TONES, Frame, Records, current
from intake.rules.register.overview import by_cluster, by_day, by_status, erased_of, of_call, signed, without_applicant
from intake.rules.register.sheets import Roll, Tally, Tone
from intake.rules.states import Status
from intake.rules.terms import Term
from intake.rules.wording import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that is read first, and out of how many it is."""

    label: Text
    number: int
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A municipality that may apply: where its application stands, with its sign; None where there is none."""

    name: Text
    status: Text | None = None
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReport:
    """What is told of one call; *deadline* is its last day as the days of *days* are written."""

    title: Text
    deadline: Text
    figures: tuple[Figure, ...]
    days: Tally
    clusters: Tally
    statuses: Tally
    coverage: Tally
    silent: Roll
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole page, of which *as_of* is the moment in the desk's zone."""

    as_of: Text
    calls: tuple[CallReport, ...]


def report(records: Records, frame: Frame) -> Report:
    """Tell of the current version of every entry, call by call."""
    entries = current(records.entries)
    as_of = frame.as_of.astimezone(frame.zone)
    return Report(
        as_of=Text(sr=f"{day(as_of.date(), 'sr')} {as_of:%H:%M}", en=f"{day(as_of.date(), 'en')} {as_of:%H:%M}"),
        calls=tuple(_of(of_call(entries, call, frame), call, frame, erased_of(records, call)) for call in frame.calls),
    )


def _of(entries: Sequence[Entry], call: Call, frame: Frame, erased: int) -> CallReport:
    tiles = tuple(_tiles(entries, call, frame))
    return CallReport(
        title=call.title,
        deadline=Text(sr=day(call.deadline_day, "sr"), en=day(call.deadline_day, "en")),
        figures=tuple(_figures(entries, tiles, call, frame)),
        days=by_day(entries, call, frame),
        clusters=by_cluster(entries, call, frame),
        statuses=by_status(entries, frame, erased),
        coverage=coverage(entries, call, frame),
        silent=without_applicant(entries, call, frame),
        tiles=tiles,
    )


def _figures(entries: Sequence[Entry], tiles: Sequence[Tile], call: Call, frame: Frame) -> Iterator[Figure]:
    terms = frame.wording.terms
    chosen = {cluster.id for cluster in call.clusters} & {entry.cluster for entry in entries}
    in_order = sum(entry.status is Status.ACCEPTED for entry in entries)
    applied = sum(tile.status is not None for tile in tiles)
    yield Figure(label=terms[Term.APPLICATIONS], number=len(entries))
    yield Figure(label=terms[Term.IN_ORDER], number=in_order, of=len(entries))
    yield Figure(label=terms[Term.MUNICIPALITIES], number=applied, of=len(tiles))
    yield Figure(label=terms[Term.CLUSTERS_CHOSEN], number=len(chosen), of=len(call.clusters))


def _tiles(entries: Sequence[Entry], call: Call, frame: Frame) -> Iterator[Tile]:
    standing = {entry.municipality: entry.status for entry in entries}
    for unit, name in eligible(call, frame).items():
        status = standing.get(unit)
        yield Tile(name=name) if status is None else Tile(name=name, status=signed(status, frame), tone=TONES[status])
