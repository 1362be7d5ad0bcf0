"""What staff write beside the rows of the program's other sheets: read back before each writing, and written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from openpyxl.cell.cell import Cell

from intake.records.register.baseline import Baseline, cell_text, digest, hashes
from intake.records.register.cells import CellReader
from intake.records.register.grid import Grid, listed
from intake.records.register.pages import Page
from intake.records.register.put import put
from intake.records.register.rows import Pen, Row
from intake.records.register.styles import CELLS
from intake.records.register.tables import height_of
from intake.records.register.text import unescaped
from intake.records.register.written_back import add_remark, pin
from intake.rules.register.margins import all_told, parted
from intake.rules.register.sheets import Sheet
from intake.rules.register.staff import Margin, Remark, Stray, Table

_Texts = Mapping[str, str]
_NOTHING: Mapping[str, Remark] = {}


def keys_of(sheet: Sheet, truncated: str) -> list[str]:
    """Return what each row of a sheet is known by."""
    headings = [column.heading for column in sheet.columns]
    at = [headings.index(heading) for heading in sheet.known_by]
    return list(_apart(tuple(cell_text(row[number], truncated) for number in at) for row in sheet.rows))


def _apart(told: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the key of each row by its texts; of rows that tell the same, the second is numbered 2."""
    seen = Counter[str]()
    for texts in told:
        key = "\n".join(" ".join(text.split()) for text in texts)
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}\n{seen[key]}"


# Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What was found on one sheet: the words beside its rows, and rows that the program has not written."""

    margin: Margin
    strays: tuple[Stray, ...] = ()
    heads: Mapping[str, str]


def read_beside(page: Page, table: Table, baseline: Baseline, entry: str) -> Beside | None:
    """Return what staff wrote on a sheet of the program's; None where its headings are gone.

    A text typed over one of the program's becomes a comment on that cell, which the program fills again. *entry* is
    the heading of the applications' numbers.
    """
    grid = listed(page, table)
    if grid is None:
        return None
    title = page.sheet.title
    written = baseline.tables.get(title)
    rows, entries, strays = dict[str, Mapping[str, Remark]](), dict[str, str](), list[str](grid.above())
    ours = {*table.headings, *baseline.heads.get(title, ())}
    theirs = tuple(heading for heading in grid.columns.values() if heading not in ours)
    for key, texts, before, cells in _touched(grid, table, written):
        read = _remarks(cells, texts, before, CellReader(page.links), theirs)
        remarks, gone = parted(read, (*table.headings, *theirs))
        strays += filter(None, [gone])
        if written is not None and before is None:
            strays += filter(None, ["\n".join(filter(None, (*texts.values(), all_told(remarks))))])
        elif remarks:
            rows[key], entries[key] = remarks, texts.get(entry, "")
    return Beside(
        margin=Margin(columns=theirs, rows=rows, entries=entries),
        strays=tuple(Stray(remarks={}, rest=f"{title}\n{said}") for said in strays),
        heads=grid.heads(),
    )


_Touched = tuple[str, _Texts, str | None, dict[str, Cell]]


def _touched(grid: Grid, table: Table, written: Mapping[str, str] | None) -> Iterator[_Touched]:
    """Yield the rows that are not as the program wrote them: key, texts and hashes as written, and their cells."""
    page, width, plain = grid.page, grid.page.width, _Plain(grid.page)
    at = {heading: number for number, heading in grid.columns.items()}
    places = [at.get(heading, 0) for heading in table.headings]
    known_by = [table.headings.index(heading) for heading in table.known_by]
    told = [(number, cells) for number, cells in page.told if number > grid.header]
    texts = [_texts({cell[0]: cell[1] for cell in cells}, places) for _, cells in told]
    keys = _apart(tuple(row[number] for number in known_by) for row in texts)
    for key, row, (number, cells) in zip(keys, texts, told, strict=True):
        before = (written or {}).get(digest(key))
        as_written = before == hashes(row) if before is not None else written is None or not any(row)
        theirs = any(cell[1] is not None and cell[0] not in places for cell in cells)
        if not as_written or theirs or number in plain.commented or not plain.looks(cells):
            by_heading = {grid.columns[c.column]: c for c in page.row(number, cells, width) if c.column in grid.columns}
            yield key, dict(zip(table.headings, row, strict=True)), before, by_heading


def _texts(values: Mapping[int, object], places: Iterable[int]) -> list[str]:
    found = (values.get(at) for at in places)
    return ["" if value is None else unescaped(cell_text(value)) for value in found]


class _Plain:
    """Tells whether cells are without a colour of the staff's; made out once for each style."""

    def __init__(self, page: Page) -> None:
        self.commented = page.commented()
        self._page = page
        self._reader = CellReader()
        self._known: dict[int, bool] = {}

    def looks(self, cells: list[tuple[int, object, str, int]]) -> bool:
        return all(map(self._is_plain, {cell[3] for cell in cells}))

    def _is_plain(self, style: int) -> bool:
        if style not in self._known:
            [one] = self._page.row(0, [(1, None, "n", style)], 1)
            self._known[style] = self._reader.pinned(one) is None
        return self._known[style]


def _remarks(
    cells: Mapping[str, Cell], texts: _Texts, written: str | None, reader: CellReader, theirs: Collection[str]
) -> dict[str, Remark]:
    """Return what is said in a row: *written* are the hashes of the program's cells, where these are known.

    Columns that are not *theirs*, nor the program's any more, held words of the program's.
    """
    before = dict(zip(texts, (written or "").split(), strict=False))
    found = dict[str, Remark | None]()
    for heading, cell in cells.items():
        text = texts.get(heading, "")
        if heading in texts:
            is_typed = heading in before and before[heading] != digest(text)
            found[heading] = _with_typed(reader.pinned(cell), text if is_typed else "")
        else:
            found[heading] = reader.remark(cell) if heading in theirs else reader.pinned(cell)
    return {heading: remark for heading, remark in found.items() if remark is not None}


def _with_typed(remark: Remark | None, typed: str) -> Remark | None:
    if not typed:
        return remark
    before = remark or Remark()
    return replace(before, comment="\n".join(filter(None, (before.comment, typed))))


# Writing


def rows_beside(content: Sheet, margin: Margin, pens: Pen, truncated: str) -> Iterator[Row]:
    """Give the rows of a table with what staff wrote beside them; *truncated* ends words that no cell can hold."""
    for number, (key, values) in enumerate(zip(keys_of(content, pens.truncated), content.rows, strict=True), start=2):
        remarks = margin.rows.get(key, _NOTHING)
        row = pens.row(number, height_of(values, content.columns, content.tallest))
        for at, (column, value) in enumerate(zip(content.columns, values, strict=True), start=1):
            if (remark := remarks.get(column.heading)) is None:
                row.put(at, value, CELLS[column.kind])
                continue
            cell = row.cell(at)
            put(cell, value, CELLS[column.kind], pens.truncated)
            pin(cell, remark)
            row.add(cell)
        for at, heading in enumerate(margin.columns, start=len(content.columns) + 1):
            add_remark(row, at, remarks.get(heading), truncated)
        yield row


def coloured(content: Sheet, margin: Margin, truncated: str) -> dict[int, list[int]]:
    """Return the rows of each column of the program's at which staff have given the cell a colour."""
    found: dict[int, list[int]] = {}
    if not margin.rows:
        return found
    columns = {column.heading: at for at, column in enumerate(content.columns, start=1)}
    for number, key in enumerate(keys_of(content, truncated), start=2):
        for heading, remark in margin.rows.get(key, _NOTHING).items():
            if heading in columns and remark.look is not None and remark.look.fill:
                found.setdefault(columns[heading], []).append(number)
    return found
