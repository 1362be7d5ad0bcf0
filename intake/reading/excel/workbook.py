"""A workbook to its sheets as tables: values as shown, merged cells once, check boxes and ovals where they float."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from intake.reading.excel.cells import CellReader, split_lines
from intake.reading.excel.lists import DropDown, columns_of_lists, drop_downs
from intake.reading.excel.package import S, lean_copy, sheet_parts
from intake.reading.excel.shapes import Shape, shapes_of
from intake.reading.excel.values import read_values
from intake.reading.gate import Budget, Limits, Package, RefusedError
from intake.reading.opc import parse_part
from intake.reading.word.symbols import EMPTY, TICKED
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Box, Cell, Control, ControlKind, Document, Line, Mark, Span, Table
from intake.rules.script import canonical

_ROWS, _COLUMNS = 2_000, 60
"""How far a sheet is read: further out stands nothing that an applicant wrote, but what makes readers spin."""

_MOST_MERGES = 5_000  # openpyxl builds an object for every cell under them
_GUIDANCE = ("uputs", "instruc", "pomoc", "objasnj", "guid", "help", "readme", "read me", "how to")
"""How the titles of sheets with instructions begin, in Latin letters without marks."""


def read_excel(package: Package, limits: Limits) -> Document:
    """Read every sheet, hidden ones marked so; text boxes and comments follow their sheet.

    So marked are columns that hold what lists offer: they answer nothing, though they have the words of answers.
    Sheets of instructions are margins: they speak in the words of the form, and answer nothing that it asks. A formula
    shows the value that was last calculated. Raises RefusedError where no reader can read the workbook or it
    is beyond *limits*.
    """
    notes = list(package.notes)
    parts = sheet_parts(package)
    _check_merges(package, parts)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they tell of what is not read: extensions, headers
            book = load_workbook(lean_copy(package), data_only=True, rich_text=True, keep_links=False)
        budget = Budget(limits=limits)
        lists = drop_downs(book, package, parts, (_ROWS, _COLUMNS))
        offering = columns_of_lists(book, lists)
        blocks: list[Block] = []
        margins: list[Block] = []
        for sheet in book.worksheets:
            beside = _is_guidance(sheet.title) and len(book.worksheets) > 1
            reader = _Sheet(sheet, package, parts.get(sheet.title, ""), notes)
            reader.lists, reader.offering = lists.get(sheet.title, ()), offering.get(sheet.title, frozenset())
            (margins if beside else blocks).extend(reader.read(budget))
    except RefusedError:
        raise
    except Exception as failure:  # noqa: BLE001 - it raises anything; the second reader has its turn
        notes.append(f"values only, openpyxl failed: {failure!r}")
        blocks, margins = list(read_values(package, Budget(limits=limits), rows=_ROWS, columns=_COLUMNS)), []
    return Document(blocks=tuple(blocks), margins=tuple(margins), notes=tuple(dict.fromkeys(notes)))


def _is_guidance(title: str) -> bool:
    return canonical(title).startswith(_GUIDANCE)


def _check_merges(package: Package, parts: dict[str, str]) -> None:
    for part in parts.values():
        if part in package and package.read(part).count(b"mergeCell ") > _MOST_MERGES:
            raise RefusedError(Code.FORM_TOO_LARGE, f"{part}: more than {_MOST_MERGES} merged ranges")


@dataclass(kw_only=True)
class _Draft:
    """A cell in the making: *row* and *column* from 0."""

    row: int
    column: int
    lines: list[tuple[Span, ...]] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    size: float = 0


class _Sheet:
    """Reads one sheet."""

    lists: tuple[DropDown, ...] = ()
    offering: frozenset[int] = frozenset()  # columns that hold what lists offer

    def __init__(self, sheet: Worksheet, package: Package, part: str, notes: list[str]) -> None:
        self._sheet = sheet
        self._package = package
        self._part = part
        self._notes = notes
        self._drafts: dict[tuple[int, int], _Draft] = {}

    def read(self, budget: Budget) -> Iterator[Block]:
        """Yield the sheet as a table, then its text boxes and comments as lines."""
        shapes = shapes_of(self._package, self._part) if self._part in self._package else ()
        self._take_cells(budget)
        self._take_merges()
        for shape in shapes:
            if shape.box is not None:
                self._take_box(shape, shape.box)
            elif shape.last is not None:
                self._take_ring(shape, shape.last)
        self._note_formulas()
        hidden = self._sheet.sheet_state != "visible"
        yield Table(cells=tuple(self._cells()), address=self._sheet.title, hidden=hidden)
        for shape in shapes:
            if shape.text and shape.box is None and not hidden:
                address = f"{self._address(shape.row, shape.column)} ({shape.kind})"
                yield from (Line(spans=(Span(text=text),), address=address) for text in shape.text.split("\n"))

    def _address(self, row: int, column: int) -> str:
        return f"{self._sheet.title}!{get_column_letter(column + 1)}{row + 1}"

    def _take_cells(self, budget: Budget) -> None:
        reader, controls = CellReader(), self._controls()
        beyond = False
        for (row, column), cell in self._sheet._cells.items():  # noqa: SLF001 - iter_rows would walk the declared range
            if not isinstance(cell, SheetCell):
                continue
            if row > _ROWS or column > _COLUMNS:
                beyond = beyond or cell.value is not None
                continue
            if cell.value is not None:
                budget.spend(cells=1, length=len(cell.value) if isinstance(cell.value, str) else 0)
            spans = reader.spans(cell, controls.get((row, column)))
            if spans:
                at = (row - 1, column - 1)
                self._drafts[at] = _Draft(row=at[0], column=at[1], lines=split_lines(spans), size=reader.size(cell))
        if beyond:
            self._notes.append(f"{self._sheet.title}: read to row {_ROWS} and column {_COLUMNS} only")

    def _take_merges(self) -> None:
        for merged in self._sheet.merged_cells.ranges:
            at = (merged.min_row - 1, merged.min_col - 1)
            if at[0] < _ROWS and at[1] < _COLUMNS:
                draft = self._drafts.setdefault(at, _Draft(row=at[0], column=at[1]))
                draft.row_span = min(merged.max_row, _ROWS) - at[0]
                draft.column_span = min(merged.max_col, _COLUMNS) - at[1]

    def _take_box(self, shape: Shape, box: Box) -> None:
        """Put a floating check box into the cell under it; its label stands beside it or is the cell's own text."""
        at = (shape.row, shape.column)
        draft = self._drafts.setdefault(at, _Draft(row=at[0], column=at[1]))
        glyph = Span(text=TICKED if box is Box.TICKED else EMPTY, box=box)
        if shape.text:
            draft.lines.append((glyph, Span(text=f" {shape.text}")))
        else:
            draft.lines[:1] = [(glyph, *(draft.lines[0] if draft.lines else ()))]

    def _take_ring(self, ring: Shape, last: int) -> None:
        """Mark what stands in the cells of one row and one line that an oval goes round."""
        for draft in self._drafts.values():
            within = draft.column <= last and ring.column < draft.column + draft.column_span
            if draft.row == ring.row and draft.row_span == 1 and within and len(draft.lines) == 1:
                draft.lines = [tuple(replace(span, marks=span.marks | {Mark.RING}) for span in draft.lines[0])]

    def _cells(self) -> Iterator[Cell]:
        rows = {number - 1 for number, row in self._sheet.row_dimensions.items() if row.hidden}
        columns = self.offering.union(_hidden_columns(self._sheet))
        for at in sorted(self._drafts):
            draft = self._drafts[at]
            address = self._address(*at)
            yield Cell(
                row=draft.row,
                column=draft.column,
                address=address,
                lines=tuple(Line(spans=spans, address=address, size=draft.size) for spans in draft.lines),
                row_span=draft.row_span,
                column_span=draft.column_span,
                hidden=draft.row in rows or draft.column in columns,
            )

    def _controls(self) -> dict[tuple[int, int], Control]:
        """Return the drop-down list of every cell that has one, by row and column from 1."""
        controls: dict[tuple[int, int], Control] = {}
        for one in self.lists:
            control = Control(kind=ControlKind.CHOICE, options=one.options)
            for left, top, right, bottom in one.areas:
                controls |= dict.fromkeys(product(range(top, bottom + 1), range(left, right + 1)), control)
        return controls

    def _note_formulas(self) -> None:
        """Note formulas that no program has calculated: their cells are empty here and are not on the page."""
        if self._part in self._package and b"<f" in self._package.read(self._part):
            root = parse_part(self._package, self._part)
            for cell in root.iter(f"{S}c"):
                if cell.find(f"{S}f") is not None and not cell.findtext(f"{S}v"):
                    self._notes.append(f"{self._sheet.title}!{cell.get('r', '?')}: a formula without a value")


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    """Yield the columns, from 0, that are hidden; one dimension stands for a run of columns."""
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first, last = dimension.min or 1, dimension.max or 1
            yield from range(first - 1, min(last, _COLUMNS))
