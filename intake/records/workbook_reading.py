"""Reading a register that staff have had open: in Excel or LibreOffice, sorted, widened, with columns of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.workbook_text import unescaped
from intake.rules.register.staff import Formula, Headings, Look, OwnSheet, Remark, StaffWords, Stray, Written, joined

DIGEST = "intake-words"  # the document property that holds the digest of the words as they were written
_HEADER_WITHIN = 10  # rows
_PARTS = " · "
_PLAIN_FILLS = frozenset({"FFFFF9E5", "00000000", "FFF1F5FA"})
_PLAIN_COLOURS = frozenset({"FF1A1A1A", "FF000000", "00000000"})


class RegisterError(Exception):
    """The register could not be dealt with; the cause is kept."""


class RegisterUnreadableError(RegisterError):
    """The file is there and cannot be read as a register: damaged, locked, encrypted, or another workbook."""


def read_back(path: Path, headings: Headings) -> StaffWords:
    """Return what staff wrote in the register at *path*; nothing where there is no file.

    The sheet is found by its title, or by its header row; columns by heading, rows by the entry's id, wherever they
    stand now. Raises RegisterUnreadableError.
    """
    if not path.exists():
        return StaffWords(edited=False)
    workbook = _load(path)
    grid = _find(workbook, headings)
    if grid is None:
        raise RegisterUnreadableError(f"{path}: no sheet has the register's headings")
    gathering = _Gathering()
    gathering.take(grid, headings)
    strays = _grid_of(workbook, headings.strays_title, headings)
    if strays is not None:
        gathering.take(strays, headings)
    words = StaffWords(
        columns=tuple(dict.fromkeys(grid.own(headings) + (strays.own(headings) if strays else []))),
        rows=gathering.rows,
        strays=tuple(gathering.strays),
        sheets=tuple(
            _own_sheet(sheet)
            for sheet in workbook.worksheets
            if sheet.title not in headings.titles and sheet is not grid.sheet
        ),
        widths=grid.widths(),
        hidden=grid.hidden(),
        notes=tuple(gathering.notes),
    )
    return _judged(words, workbook)


def _own_sheet(sheet: Worksheet) -> OwnSheet:
    """Return what stands in a sheet of the staff's, but for pictures and charts."""
    cells = ((cell, _remark(cell)) for row in _rows(sheet, 1) for cell in row)
    return OwnSheet(
        title=sheet.title,
        cells={(cell.row, cell.column): remark for cell, remark in cells if remark is not None},
        widths={letter: dimension.width for letter, dimension in sheet.column_dimensions.items()},
    )


def _judged(words: StaffWords, workbook: Workbook) -> StaffWords:
    """Tell whether the words are those that were last written."""
    properties = workbook.custom_doc_props.props  # type: ignore[attr-defined] # types-openpyxl does not know them
    written = {item.name: item.value for item in properties}
    return replace(words, edited=written.get(DIGEST) != words.digest())


def _load(path: Path) -> Workbook:
    try:
        return load_workbook(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise RegisterUnreadableError(f"{path}: {error}") from error
    except Exception as error:  # openpyxl raises whatever its parsers meet in a damaged file
        raise RegisterUnreadableError(f"{path}: damaged: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A sheet with its header row: headings by column number."""

    sheet: Worksheet
    header: int
    columns: Mapping[int, str]

    def own(self, headings: Headings) -> list[str]:
        """Return the headings that staff added, from left to right."""
        decision = next((at for at, h in self.columns.items() if h == headings.staff[0]), 0)
        return [
            heading
            for at, heading in self.columns.items()
            if heading not in headings.ours
            and heading not in (*headings.staff, headings.rest)
            and not (_PARTS in heading and at < decision)  # a column of an earlier edition of the register
        ]

    def widths(self) -> dict[str, float]:
        """Return the width of each column; LibreOffice and Excel write one record for a run of equal columns."""
        runs = self._runs()
        return {h: runs[at][0] for at, h in self.columns.items() if at in runs}

    def hidden(self) -> frozenset[str]:
        """Return the headings of columns that are not shown."""
        runs = self._runs()
        return frozenset(h for at, h in self.columns.items() if at in runs and runs[at][1])

    def _runs(self) -> dict[int, tuple[float, bool]]:
        dimensions = list(self.sheet.column_dimensions.values())
        for dimension in dimensions:
            dimension.reindex()
        return {at: (d.width, bool(d.hidden)) for d in dimensions for at in range(d.min or 1, (d.max or 0) + 1)}


def _find(workbook: Workbook, headings: Headings) -> _Grid | None:
    """Find the register by its title, else by its headings: staff may have renamed the sheet."""
    named = _grid_of(workbook, headings.title, headings)
    if named is not None:
        return named
    others = (_grid(sheet, headings) for sheet in workbook.worksheets if sheet.title != headings.strays_title)
    return next(
        (g for g in others if g and headings.staff[0] in g.columns.values() and _is_register(g, headings)), None
    )


def _is_register(grid: _Grid, headings: Headings) -> bool:
    return len(headings.ours & set(grid.columns.values())) > len(headings.ours) // 2


def _grid_of(workbook: Workbook, title: str, headings: Headings) -> _Grid | None:
    return _grid(workbook[title], headings) if title in workbook.sheetnames else None


def _grid(sheet: Worksheet, headings: Headings) -> _Grid | None:
    known = _spellings(headings)
    for row in _rows(sheet, 1, _HEADER_WITHIN):
        told = {cell.column: _heading(cell, known) for cell in row}
        entry = next((at for at, heading in told.items() if heading == headings.entry), None)
        if entry is not None and len(set(filter(None, told.values())) & {*headings.ours, *headings.staff}) > 1:
            return _Grid(sheet=sheet, header=row[0].row, columns=_named(told, sheet, row[0].row))
    return None


def _rows(sheet: Worksheet, first: int, last: int | None = None) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each row; what a merged cell covers says nothing."""
    for row in sheet.iter_rows(min_row=first, max_row=last):
        yield tuple(cell for cell in row if isinstance(cell, Cell))


def _spellings(headings: Headings) -> dict[str, str]:
    """Map each heading in both languages, and in either alone, to the heading; the first to claim a word keeps it."""
    spellings: dict[str, str] = {}
    for heading in (*sorted(headings.ours), *headings.staff, headings.rest):
        spellings[_folded(heading)] = heading
    for heading in headings.staff:
        for part in heading.split(_PARTS):
            spellings.setdefault(_folded(part), heading)
    for part in headings.entry.split(_PARTS):
        spellings.setdefault(_folded(part), headings.entry)
    return spellings


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _heading(cell: Cell, known: Mapping[str, str]) -> str:
    text = "" if cell.value is None else unescaped(str(cell.value)).strip()
    return known.get(_folded(text), text)


def _named(told: Mapping[int, str], sheet: Worksheet, header: int) -> dict[int, str]:
    """Name every column apart; one without a heading is named by its letter where anything stands in it."""
    named: dict[int, str] = {}
    for at, heading in told.items():
        name = heading or (get_column_letter(at) if _holds_words(sheet, at, header) else "")
        while name and _folded(name) in map(_folded, named.values()):
            name += "*"
        if name:
            named[at] = name
    return named


def _holds_words(sheet: Worksheet, column: int, header: int) -> bool:
    return any(sheet.cell(row, column).value is not None for row in range(header + 1, sheet.max_row + 1))


@dataclass(slots=True)
class _Gathering:
    """The words of several sheets as they are read."""

    rows: dict[str, Mapping[str, Remark]] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, grid: _Grid, headings: Headings) -> None:
        """Take in every row below the header."""
        theirs = {*headings.staff, *grid.own(headings)}
        for cells in _rows(grid.sheet, grid.header + 1):
            by_heading = {grid.columns[c.column]: c for c in cells if c.column in grid.columns}
            remarks = {h: r for h, c in by_heading.items() if h in theirs and (r := _remark(c)) is not None}
            entry = _text(by_heading.get(headings.entry))
            if entry:
                self._keep(entry, remarks)
            else:
                self._stray(remarks, _rest(by_heading, theirs))

    def _keep(self, entry: str, remarks: Mapping[str, Remark]) -> None:
        if entry in self.rows:
            self.notes.append(f"{entry} stands in two rows: what staff wrote in both was joined")
        self.rows[entry] = joined(self.rows.get(entry, {}), remarks)

    def _stray(self, remarks: Mapping[str, Remark], rest: str) -> None:
        if rest or any(remark.text or remark.comment for remark in remarks.values()):
            self.strays.append(Stray(remarks=remarks, rest=rest))
            self.notes.append("a row without an entry's number was kept apart")


def _rest(by_heading: Mapping[str, Cell], theirs: set[str]) -> str:
    return "\n".join(filter(None, (_text(cell) for heading, cell in by_heading.items() if heading not in theirs)))


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.value is None else unescaped(str(cell.value)).strip()


def _remark(cell: Cell) -> Remark | None:
    comment = cell.comment.text if cell.comment is not None else None
    written = _written(cell)
    look = _look(cell)
    if written in (None, "") and comment is None and look is None:
        return None
    return Remark(written=written, comment=comment, look=look)


def _written(cell: Cell) -> Written:
    value = cell.value
    if isinstance(value, ArrayFormula | DataTableFormula):
        return Formula(text=str(getattr(value, "text", None) or ""), at=cell.coordinate)
    if isinstance(value, str):
        return Formula(text=value, at=cell.coordinate) if cell.data_type == "f" else unescaped(value)
    return cast("Written", value)


def _look(cell: Cell) -> Look | None:
    """Return how staff made the cell look, or None where it looks as it was written."""
    look = Look(
        fill=_argb(cell.fill.fgColor, _PLAIN_FILLS) if cell.fill.fill_type == "solid" else None,
        colour=_argb(cell.font.color, _PLAIN_COLOURS),
        bold=bool(cell.font.bold),
        italic=bool(cell.font.italic),
        number_format=cell.number_format,
    )
    return None if look == Look() else look


def _argb(colour: Color | None, plain: frozenset[str]) -> str | None:
    """Return a colour that was chosen by its value; a theme's colour is left to the theme."""
    if colour is None or colour.type != "rgb":
        return None
    return None if colour.rgb in plain else str(colour.rgb)
