"""The words of a register row by row: staff's cells, and the program's own that stand otherwise than written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell

from intake.records.register.baseline import Baseline, Written, cell_text, digest
from intake.records.register.cells import CellReader, comment_of
from intake.records.register.grid import Grid
from intake.records.register.text import flagged, unescaped
from intake.rules.register.joining import joined
from intake.rules.register.margins import parted
from intake.rules.register.staff import Headings, Remark, StaffWords, Stray, Unclear
from intake.rules.terms import Asked

_RARE = 3  # entries of which one text tells at most; a more frequent one ("да") tells nothing
_TELLING = 2  # cells of another entry by which a row is known as that one's


@dataclass(slots=True, kw_only=True)
class Gathering:
    """The words of several sheets as they are read; *baseline* is what the program wrote."""

    baseline: Baseline
    reader: CellReader = field(default_factory=CellReader)  # of the sheet that is read
    rows: dict[str, Mapping[str, Remark]] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    edits: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: list[Unclear] = field(default_factory=list)
    rests: dict[str, str] = field(default_factory=dict)
    flags: set[tuple[str, str]] = field(default_factory=set)  # cells at which the program's comment still is
    answered: set[tuple[str, str]] = field(default_factory=set)  # cells of staff's in which other words stand now

    def take(self, grid: Grid, headings: Headings, theirs: set[str]) -> None:
        """Take in every row of the register below its header, and keep apart what stands above it."""
        self.reader = CellReader(grid.page.links)
        for said in grid.above():
            self._stray({}, said)
        known = headings.ours | theirs
        self._keep_apart(*(f"{heading}: {text}" for heading, text in grid.heads().items() if heading not in known))
        for cells in grid.rows():
            by_heading = {grid.columns[c.column]: c for c in cells if c.column in grid.columns}
            remarks, gone = parted(self._remarks(by_heading, theirs), known)
            self._look_for_flags(by_heading)
            entry = self._number(by_heading.get(headings.entry))
            if not entry:
                self._stray({h: r for h, r in remarks.items() if h in theirs}, _rest(by_heading, theirs, headings))
                continue
            self._keep_apart(gone and f"{entry}\n{gone}")
            if cells[0].row in grid.page.hidden:
                self.hidden.add(entry)
            written = self.baseline.rows.get(entry)
            if written is None:
                self.rests[entry] = _rest(by_heading, theirs, headings)
            self._keep(entry, remarks, headings, _changed(by_heading, written, headings))
            self._ask_where(entry, grid.doubtful, by_heading)
            words = written.words.items() if written is not None else ()
            self.answered |= {(entry, heading) for heading, told in words if told != _hash(remarks.get(heading))}
        self.notes += [f'the heading "{h}" was changed to "{typed}" and is put back' for h, typed in grid.typed.items()]

    def _ask_where(self, entry: str, doubtful: Mapping[str, str], by_heading: Mapping[str, Cell]) -> None:
        """Ask whether what stands in a column belongs under a heading that is missing."""
        for name, heading in doubtful.items():
            if said := _text(by_heading.get(name)):
                about = Asked.HEADING_CHANGED
                self.doubts.append(Unclear(entry=entry, heading=heading, about=about, written=f"{name}: {said}"))

    def take_strays(self, grid: Grid, headings: Headings, theirs: set[str]) -> None:
        """Take in the rows that belonged to no application when the register was written."""
        self.reader = CellReader(grid.page.links)
        for cells in grid.rows():
            by_heading = {grid.columns[c.column]: c for c in cells if c.column in grid.columns}
            remarks = {h: r for h, r in self._remarks(by_heading, theirs).items() if h in theirs}
            entry, rest = self._number(by_heading.get(headings.entry)), _rest(by_heading, theirs, headings)
            if not entry:
                self._stray(remarks, rest)
                continue
            self.rows[entry] = joined(self.rows.get(entry, {}), remarks)
            self.rests[entry] = "\n".join(dict.fromkeys(filter(None, (self.rests.get(entry), rest))))

    def words(self, headings: Headings) -> StaffWords:
        """Return all that was taken in."""
        self._sort_out_exchanged(headings)
        marked = {(entry, heading) for entry in self.order for heading in self._marked(entry)}
        return StaffWords(
            rows=self.rows,
            strays=tuple(self.strays),
            notes=tuple(self.notes),
            order=tuple(dict.fromkeys(self.order)),
            hidden_rows=frozenset(self.hidden),
            versions={entry: written.version for entry, written in self.baseline.rows.items()},
            edits={entry: edits for entry, edits in self.edits.items() if edits},
            unflagged=frozenset(marked - self.flags | marked & self.answered),
            doubts=tuple(self.doubts),
            rests=self.rests,
        )

    def _number(self, cell: Cell | None) -> str:
        """Return the number of a row as the program wrote it: staff may have typed it again, in small letters."""
        typed = _text(cell)
        if typed in self.baseline.rows:
            return typed
        return next((entry for entry in self.baseline.rows if entry.casefold() == typed.casefold()), typed)

    def _marked(self, entry: str) -> frozenset[str]:
        written = self.baseline.rows.get(entry)
        return frozenset() if written is None else written.marked

    def _remarks(self, by_heading: Mapping[str, Cell], theirs: set[str]) -> dict[str, Remark]:
        """Return staff's cells, and what they pinned to the program's: the comment and the colour, not the text."""
        read, pinned = self.reader.remark, self.reader.pinned
        found = ((h, read(cell) if h in theirs else pinned(cell)) for h, cell in by_heading.items())
        return {heading: remark for heading, remark in found if remark is not None}

    def _look_for_flags(self, by_heading: Mapping[str, Cell]) -> None:
        for heading, cell in by_heading.items():
            if cell.comment is not None and (entry := flagged(cell.comment.text)):
                self.flags.add((entry, heading))

    def _keep(self, entry: str, remarks: Mapping[str, Remark], headings: Headings, edits: dict[str, str]) -> None:
        if entry in self.edits:
            self._again(entry, remarks, headings, edits)
        else:
            self.rows[entry], self.edits[entry] = remarks, edits
        self.order.append(entry)

    def _again(self, entry: str, remarks: Mapping[str, Remark], headings: Headings, edits: dict[str, str]) -> None:
        """Join a second row of an entry; a row that was copied to be written over is no correction."""
        self.notes.append(f"{entry} stands in two rows: what staff wrote in both was joined")
        first = self.edits[entry]
        words = {h: r.text for h, r in self.rows[entry].items()}, {h: r.text for h, r in remarks.items()}
        if first != edits or words[0] != words[1]:
            lost = dict.fromkeys((*first.values(), *edits.values()))
            told = "; ".join(filter(None, lost)) or "–"
            self.doubts.append(Unclear(entry=entry, heading=headings.entry, about=Asked.TWO_ROWS, written=told))
            self.edits[entry] = {}
        self.rows[entry] = joined(self.rows[entry], remarks)

    def _stray(self, remarks: Mapping[str, Remark], rest: str) -> None:
        if rest or any(remark.text or remark.comment for remark in remarks.values()):
            self.strays.append(Stray(remarks=remarks, rest=rest))
            self.notes.append("a row without an entry's number was kept apart")

    def _keep_apart(self, *told: str) -> None:
        """Keep what is said in columns that the program has no more."""
        self.strays.extend(Stray(remarks={}, rest=said) for said in told if said)

    # Rows beside whose number the data of another entry stand

    def _sort_out_exchanged(self, headings: Headings) -> None:
        """Take no correction from rows whose data are another entry's: numbers exchanged, half a table sorted."""
        suspects = {e: edits for e, edits in self.edits.items() if len(edits) >= _TELLING and e in self.baseline.rows}
        owners = _owners(self.baseline) if suspects else {}
        for entry, edits in suspects.items():
            own = self.baseline.rows[entry]
            votes = Counter(
                owner
                for heading, text in edits.items()
                for owner in owners.get((heading, digest(text)), ())
                if owner != entry
            )
            [(other, number)] = votes.most_common(1) or [("", 0)]
            if number >= _TELLING and number >= _kept(own, edits, self.baseline.rows.get(other)):
                about = Unclear(entry=entry, heading=headings.entry, about=Asked.SWAPPED, written=other)
                self.doubts.append(about)
                self.edits[entry] = {}


def _kept(own: Written, edits: Mapping[str, str], other: Written | None) -> int:
    """Count the cells by which a row is still known as its own entry's and not as the *other*'s."""
    told = other.cells if other is not None else {}
    return sum(1 for heading, cell in own.cells.items() if heading not in edits and told.get(heading) != cell)


def _owners(baseline: Baseline) -> dict[tuple[str, str], list[str]]:
    """Return whose a text is, by heading and hash, where it tells entries apart."""
    owners: dict[tuple[str, str], list[str]] = {}
    for entry, written in baseline.rows.items():
        for cell in written.cells.items():
            owners.setdefault(cell, []).append(entry)
    return {cell: entries for cell, entries in owners.items() if len(entries) <= _RARE and cell[1] != digest("")}


def _changed(by_heading: Mapping[str, Cell], written: Written | None, headings: Headings) -> dict[str, str]:
    """Return the program's cells that stand otherwise than they were written; all where that is not known."""
    texts = (
        (h, "" if c.value is None else unescaped(cell_text(c.value)))
        for h, c in by_heading.items()
        if h in headings.ours and h != headings.entry
    )
    if written is None:
        return dict(texts)
    return {h: text for h, text in texts if h in written.cells and written.cells[h] != digest(text)}


def _rest(by_heading: Mapping[str, Cell], theirs: set[str], headings: Headings) -> str:
    """Return what stands in a row beside the number and staff's own cells, comments too."""
    return "\n".join(_rest_lines({h: cell for h, cell in by_heading.items() if h not in theirs}, headings))


def _rest_lines(by_heading: Mapping[str, Cell], headings: Headings) -> Iterator[str]:
    for heading, cell in by_heading.items():
        yield from filter(None, (_text(cell) if heading != headings.entry else "", comment_of(cell)))


def _hash(remark: Remark | None) -> str:
    return digest(remark.text if remark is not None else "")


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.value is None else unescaped(str(cell.value)).strip()
