"""What the program says and asks at single cells of the register: corrections, refusals, conflicts, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from intake.rules.entry import Correction, Entry
from intake.rules.export import CorrectionStanding
from intake.rules.register.frame import Frame, Records, by_entry, current, standing
from intake.rules.register.sheets import Column, Mark, Sheet, Value
from intake.rules.states import CorrectionState
from intake.rules.terms import Asked, Term
from intake.rules.wording import moment, quotable

_QUOTED = 300  # characters of a text that a comment quotes; a cell's own text stands whole where it is asked about
_FLAG = "⚑"
_Cell = tuple[str, str]
_Said = tuple[_Cell, Mark]


def marks(records: Records, frame: Frame, columns: Sequence[Column]) -> dict[_Cell, Mark]:
    """Return what is to be said, by entry and heading; several things at one cell stand one below the other."""
    headings = {column.field: column.heading for column in columns if column.field is not None}
    known = {entry.entry for entry in records.entries}
    said = (
        *_corrected(records, frame, headings),
        *_same_municipality(records, frame, headings),
        *_no_decisions(records, frame),
        *(((d.entry, d.heading), _asked(Asked(d.about), d.written, frame)) for d in records.doubts if d.entry in known),
    )
    found: dict[_Cell, Mark] = {}
    for cell, mark in said:
        before = found.get(cell)
        found[cell] = mark if before is None else _joined(before, mark)
    return found


def noted(register: Sheet, told: Mapping[_Cell, Mark], records: Records, frame: Frame) -> Sheet:
    """Return the sheet with what staff typed in vain still in its cell, and each question named among the findings."""
    refused = {(c.entry, c.version, c.field): c.written for c in _standing(records) if _is_refused(c)}
    findings = frame.both(Term.FINDINGS)
    asked: dict[str, list[str]] = {}
    for (entry, heading), mark in told.items():
        if mark.attention:
            asked.setdefault(entry, []).append(f"{_FLAG} {heading}: {frame.both(Term.SEE_COMMENT)}")
    versions = {entry.entry: entry.version for entry in current(records.entries)}

    def cell(entry: str, column: Column, value: Value) -> Value:
        if column.heading == findings and entry in asked:
            return "\n".join(filter(None, (value if isinstance(value, str) else None, *asked[entry])))
        return refused.get((entry, versions[entry], column.field or ""), value)

    if not refused and not asked:
        return register
    rows = (
        tuple(cell(str(row[0]), column, value) for column, value in zip(register.columns, row, strict=True))
        for row in register.rows
    )
    return replace(register, rows=tuple(rows))


def in_conflict(
    correction: Correction, versions: Sequence[Entry], fields: frozenset[tuple[int, str]], frame: Frame
) -> bool:
    """Tell whether a newer version came after *correction* and says otherwise than staff did.

    *fields* are the versions and fields of the entry that have a standing correction.
    """
    counts = standing(versions)
    if correction.version >= counts.version or (counts.version, correction.field) in fields:
        return False
    own = next(version for version in versions if version.version == correction.version)
    meant = correction.written if _is_refused(correction) else frame.fact(own, correction.field)
    return folded(meant) != folded(frame.fact(counts, correction.field))


def folded(text: str | None) -> str:
    """Return *text* as cells are compared: blanks say nothing."""
    return " ".join((text or "").split())


def corrections_of(entry: Entry, records: Records, frame: Frame) -> tuple[tuple[Correction, CorrectionStanding], ...]:
    """Return the corrections that concern a version of an entry, the oldest first: its own, and those in conflict."""
    fields = standing_fields(records).get(entry.entry, frozenset())
    versions = tuple(e for e in records.entries if e.entry == entry.entry)
    counts = standing(versions).version
    found: list[tuple[Correction, CorrectionStanding]] = []
    for correction in records.corrections:
        if correction.entry != entry.entry:
            continue
        is_standing = correction.until is None
        if is_standing and entry.version == counts and in_conflict(correction, versions, fields, frame):
            found.append((correction, CorrectionStanding.CONFLICT))
        elif correction.version == entry.version:
            state = CorrectionStanding(correction.state.value) if is_standing else CorrectionStanding.ENDED
            found.append((correction, state))
    return tuple(found)


def _standing(records: Records) -> Iterator[Correction]:
    return (correction for correction in records.corrections if correction.until is None)


def _is_refused(correction: Correction) -> bool:
    return correction.state is CorrectionState.REFUSED


def _corrected(records: Records, frame: Frame, headings: Mapping[str, str]) -> Iterator[_Said]:
    entries = by_entry(records.entries) if records.corrections else {}
    fields = standing_fields(records)
    for correction in _standing(records):
        versions = entries.get(correction.entry, ())
        if not versions or correction.field not in headings:
            continue
        cell = (correction.entry, headings[correction.field])
        if correction.version == standing(versions).version:
            about = Asked(correction.why) if correction.why else Asked.CORRECTED
            yield cell, _told(about, correction, versions[0], frame)
        elif in_conflict(correction, versions, fields[correction.entry], frame):
            yield cell, _told(Asked.CONFLICT, correction, versions[0], frame)


def standing_fields(records: Records) -> dict[str, frozenset[tuple[int, str]]]:
    """Return versions and fields that have a correction, by entry."""
    found: dict[str, set[tuple[int, str]]] = {}
    for correction in _standing(records):
        found.setdefault(correction.entry, set()).add((correction.version, correction.field))
    return {entry: frozenset(fields) for entry, fields in found.items()}


def _told(about: Asked, correction: Correction, entry: Entry, frame: Frame) -> Mark:
    text = frame.wording.ask(
        about,
        at=moment(correction.since, frame.call(entry), "sr"),
        original=_quoted(correction.original, frame),
        written=_quoted(correction.written, frame),
        version=str(correction.version),
    )
    return Mark(text=text, attention=about is not Asked.CORRECTED)


def _asked(about: Asked, written: str, frame: Frame) -> Mark:
    return Mark(text=frame.wording.ask(about, written=written and f"„{written}“"), attention=True)


def _no_decisions(records: Records, frame: Frame) -> Iterator[_Said]:
    """Words under the heading of the decision that are none: they would count for nothing in silence."""
    heading, numbers = frame.both(Term.DECISION), {entry.entry for entry in records.entries}
    for entry, written in records.unclear.items():
        if entry in numbers:
            yield (entry, heading), _asked(Asked.NO_DECISION, quotable(written, _QUOTED), frame)


def _quoted(text: str, frame: Frame) -> str:
    """Return *text* between quotation marks, where it does not stand between them in its cell already."""
    if text.startswith("„") and text.endswith("“"):
        return f"„{quotable(text[1:-1], _QUOTED)}“"
    return f"„{quotable(text, _QUOTED)}“" if text else f"({frame.both(Term.NOTHING)})"


def _same_municipality(records: Records, frame: Frame, headings: Mapping[str, str]) -> Iterator[_Said]:
    """Two applications of one municipality by a correction: neither displaces the other in silence."""
    corrected = {(c.entry, c.version) for c in _standing(records) if c.field == "municipality" and not _is_refused(c)}
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in current(records.entries) if corrected else ():
        groups.setdefault((entry.call, entry.municipality or ""), []).append(entry)
    for (_, municipality), group in groups.items():
        if municipality and any((entry.entry, entry.version) in corrected for entry in group):
            yield from _of_a_group(group, headings["municipality"], frame)


def _of_a_group(group: Sequence[Entry], heading: str, frame: Frame) -> Iterator[_Said]:
    for one in group:
        others = ", ".join(other.entry for other in group if other is not one)
        if others:
            text = frame.wording.ask(Asked.SAME_MUNICIPALITY, entry=others)
            yield (one.entry, heading), Mark(text=text, attention=True)


def _joined(one: Mark, other: Mark) -> Mark:
    return Mark(text=f"{one.text}\n\n{other.text}", attention=one.attention or other.attention)
