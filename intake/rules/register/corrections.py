"""What staff changed in the program's own columns: a correction, one that is taken back, or something to be asked.

A cell counts as changed only where it differs from what the program itself wrote into that very file. Whatever cannot
be taken for a correction is asked at the cell; no word is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from intake.rules.entry import Correction, Doubt, Entry
from intake.rules.judging.correction import APPROACH, CLUSTER, Corrector, Refusal
from intake.rules.judging.decision import standing as as_they_stand
from intake.rules.recorded import Corrected
from intake.rules.register.frame import Frame, Records, by_entry, standing
from intake.rules.register.marks import folded, in_conflict, standing_fields
from intake.rules.register.sheets import Link, RegisterContent, Value
from intake.rules.register.staff import StaffWords
from intake.rules.states import CorrectionState
from intake.rules.terms import Asked

_Cell = tuple[str, int, str]  # entry, version, field
_Key = tuple[_Cell, CorrectionState]  # what was refused stands beside what holds, and does not end it


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a register is judged by when it is read: what the store knows, what the program shows, the rules, the time.

    *edition* is the number of the register that was written last; *now* is aware.
    """

    records: Records
    content: RegisterContent
    frame: Frame
    corrector: Corrector
    edition: int
    now: datetime


def settle(words: StaffWords, basis: Basis) -> Corrected:
    """Return what changes by what staff wrote; reading the same file twice changes nothing more.

    No letter, no other application and no duplicate is touched: only the versions of the entries that were corrected
    are judged again.
    """
    settling = _Settling(words, basis)
    for entry, edits in words.edits.items():
        settling.take(entry, edits)
    for unclear in words.doubts:
        settling.ask(unclear.entry, unclear.heading, unclear.about, unclear.written)
    settling.hear()
    return settling.result()


@dataclass(slots=True)
class _Settling:
    """Goes through one register; keeps what is to be committed."""

    words: StaffWords
    basis: Basis
    entries: dict[str, tuple[Entry, ...]] = field(init=False)
    standing: dict[_Key, Correction] = field(init=False)
    begun: dict[_Key, Correction] = field(default_factory=dict)
    ended: dict[_Key, Correction] = field(default_factory=dict)
    let_go: list[Correction] = field(default_factory=list)
    asked: dict[tuple[str, str, str, str], Doubt] = field(default_factory=dict)
    answered: list[Doubt] = field(default_factory=list)
    shown: dict[tuple[str, str], Value] = field(init=False)
    is_old: bool = field(init=False)

    def __post_init__(self) -> None:
        records, register = self.basis.records, self.basis.content.register
        self.entries = by_entry(records.entries)
        self.standing = {_key(c): c for c in records.corrections if c.until is None}
        concerned = self.words.edits.keys()
        self.shown = {
            (str(row[0]), column.heading): value
            for row in register.rows
            if str(row[0]) in concerned
            for column, value in zip(register.columns, row, strict=True)
        }
        self.is_old = self.words.edition < self.basis.edition

    # One row

    def take(self, entry: str, edits: Mapping[str, str]) -> None:
        """Take in the changed cells of one row, in the order of the columns: the cluster before its approach."""
        versions = self.entries.get(entry)
        if versions is None:
            return
        counts = standing(versions)
        seen = self.words.versions.get(entry)
        version = next((v for v in versions if v.version == seen), counts)
        facts = self.basis.content.facts
        for heading in (h for column in self.basis.content.register.columns if (h := column.heading) in edits):
            text = edits[heading].strip()
            if version is counts and folded(text) == folded(as_text(self.shown.get((entry, heading)))):
                continue
            self._answer(entry, heading)
            if heading not in facts:
                self._not_a_fact(entry, heading, text)
            elif seen is None or self._is_outdated(version, facts[heading]):
                self._from_elsewhere(version, heading, facts[heading], text)
            else:
                self._fact(version, heading, facts[heading], text)

    def _not_a_fact(self, entry: str, heading: str, text: str) -> None:
        if text and entry in self.words.versions and not self.is_old:
            self.ask(entry, heading, Asked.PUT_BACK, text)

    def _is_outdated(self, version: Entry, field: str) -> bool:
        """Tell whether the file is an old copy and the answer was corrected since it was written."""
        return self.is_old and any(c.edition >= self.words.edition for c in self._past(version, field))

    def _past(self, version: Entry, field: str) -> list[Correction]:
        return [c for c in self.basis.records.corrections if c.entry == version.entry and c.field == field]

    def _from_elsewhere(self, version: Entry, heading: str, field: str, text: str) -> None:
        """Ask about a text in an old copy, but for one that was there before."""
        known = {folded(c.written) for c in self._past(version, field)}
        known |= {folded(self.basis.frame.fact(v, field)) for v in self.entries[version.entry]}
        known |= {folded(self._original(version, field))}
        if text and folded(text) not in known and self.basis.edition:
            self.ask(version.entry, heading, Asked.OLD_COPY, text)

    def _original(self, version: Entry, field: str) -> str:
        form = self.basis.records.originals.get((version.entry, version.version), version)
        return self.basis.frame.fact(form, field) or ""

    # One cell

    def _fact(self, version: Entry, heading: str, field: str, text: str) -> None:
        cell = (version.entry, version.version, field)
        holds, refused = (self.standing.get((cell, state)) for state in _STATES)
        original = self._original(version, field)
        if refused is not None and folded(refused.written) == folded(text):
            return
        if holds is not None and folded(holds.written) == folded(text):
            self._end(cell, CorrectionState.REFUSED)
        elif folded(text) == folded(original):
            self._end(cell, *_STATES)
        elif text:
            self._begin(cell, version, text, original)
        elif refused or holds:
            self._end(cell, CorrectionState.REFUSED if refused else CorrectionState.APPLIED)
        else:
            self.ask(version.entry, heading, Asked.EMPTIED, "")

    def _end(self, cell: _Cell, *states: CorrectionState) -> None:
        """Take a correction back; an approach goes with the cluster that it was chosen in."""
        entry, version, field = cell
        keys: list[_Key] = [(cell, state) for state in states]
        if field == CLUSTER and (cell, CorrectionState.APPLIED) in keys:
            keys.append(((entry, version, APPROACH), CorrectionState.APPLIED))
        self.ended |= {key: self.standing[key] for key in keys if key in self.standing}

    def _begin(self, cell: _Cell, version: Entry, text: str, original: str) -> None:
        judged = self.basis.corrector.correct(self._as_corrected(version, but=cell), cell[2], text)
        refused = isinstance(judged, Refusal)
        self._end(cell, *_STATES[refused:])
        begun = Correction(
            entry=version.entry,
            version=version.version,
            field=cell[2],
            written=text,
            original=original,
            state=_STATES[refused],
            why=judged.why.value if isinstance(judged, Refusal) else None,
            since=self.basis.now,
            edition=self.words.edition,
        )
        self.begun[_key(begun)] = begun

    def _as_corrected(self, version: Entry, but: _Cell | None = None) -> Entry:
        """Return a version as it stands by every correction that holds now, *but* one."""
        form = self.basis.records.originals.get((version.entry, version.version), version)
        kept = {key: c for key, c in self.standing.items() if key not in self.ended} | self.begun
        written = {
            cell[2]: c.written
            for (cell, state), c in kept.items()
            if cell[:2] == (version.entry, version.version) and state is CorrectionState.APPLIED and cell != but
        }
        return self.basis.corrector.corrected(form, written)

    # Questions

    def ask(self, entry: str, heading: str, about: Asked, written: str) -> None:
        """Ask at a cell, once."""
        doubt = Doubt(
            entry=entry,
            heading=heading,
            about=about.value,
            written=written,
            since=self.basis.now,
            edition=self.words.edition,
        )
        self.asked.setdefault((entry, heading, about.value, written), doubt)

    def _answer(self, entry: str, heading: str) -> None:
        """Whoever writes into a cell has answered what was asked there before."""
        here = (d for d in self.basis.records.doubts if (d.entry, d.heading) == (entry, heading))
        self.answered.extend(d for d in here if d.edition < self.words.edition and not self.is_old)

    def hear(self) -> None:
        """Take the comments that staff deleted for answers: the file has shown them, and they are gone."""
        gone = frozenset() if self.is_old else self.words.unflagged
        doubts = (d for d in self.basis.records.doubts if (d.entry, d.heading) in gone)
        self.answered.extend(d for d in doubts if d.edition < self.words.edition and d not in self.answered)
        facts = {field: heading for heading, field in self.basis.content.facts.items()}
        fields = standing_fields(self.basis.records)
        for correction in self.standing.values():
            versions = self.entries.get(correction.entry, ())
            is_gone = (correction.entry, facts.get(correction.field, "")) in gone
            if is_gone and versions and in_conflict(correction, versions, fields[correction.entry], self.basis.frame):
                self.let_go.append(correction)

    # The end

    def result(self) -> Corrected:
        """Return all that changes, the entries judged again among all versions of theirs."""
        known = {(d.entry, d.heading, d.about, d.written) for d in self.basis.records.doubts}
        applied = {cell for cell, state in (*self.begun, *self.ended) if state is CorrectionState.APPLIED}
        touched = {(entry, version) for entry, version, _ in applied}
        return Corrected(
            begun=tuple(self.begun.values()),
            ended=(*self.ended.values(), *self.let_go),
            entries=tuple(entry for name in {e for e, _ in touched} for entry in self._judged_again(name, touched)),
            asked=tuple(doubt for key, doubt in self.asked.items() if key not in known and doubt.entry in self.entries),
            answered=tuple(self.answered),
        )

    def _judged_again(self, name: str, touched: set[tuple[str, int]]) -> list[Entry]:
        before = self.entries[name]
        fresh = [self._as_corrected(v) if (name, v.version) in touched else v for v in before]
        call = self.basis.frame.call(before[0])
        return [new for new, old in zip(as_they_stand(fresh, call), before, strict=True) if new != old]


_STATES = (CorrectionState.APPLIED, CorrectionState.REFUSED)


def _key(correction: Correction) -> _Key:
    return ((correction.entry, correction.version, correction.field), correction.state)


def as_text(value: Value) -> str:
    """Return a cell's value as staff would type it."""
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(timespec="minutes")
        case str() | int():
            return str(value)
        case _:
            return value.text if isinstance(value, Link) else value.isoformat()
