"""The cells of a workbook that is read: made into objects row by row, and let go of again.

openpyxl keeps an object of every cell. Here it reads everything else, and says of each cell what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from string import digits
from typing import Any

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import column_index_from_string
from openpyxl.worksheet._reader import INLINE_STRING, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.lean import TEXT, Links, Texts, lean_copy

_Told = tuple[int, object, str, int]
"""A cell as it is told: its column, its value, the value's kind and the number of its style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet and the cells in it; *width* columns hold any."""

    sheet: Worksheet
    told: list[tuple[int, list[_Told]]] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()  # rows
    links: Links = field(default_factory=Links)

    @property
    def width(self) -> int:
        """The last column that holds a cell."""
        return max((cell[0] for _, cells in self.told for cell in cells), default=0)

    def rows(self, first: int, last: int | None = None) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of each row, those without a word as well; what a merged cell covers says nothing."""
        width = self.width
        for number, told in self.told:
            if number >= first and (last is None or number <= last):
                yield self.row(number, told, width)

    def row(self, number: int, told: list[_Told], width: int) -> tuple[Cell, ...]:
        """Return the first *width* cells of a row."""
        cells = {cell[0]: cell for cell in told}
        row = (self._cell(number, column, cells.get(column)) for column in range(1, width + 1))
        return tuple(cell for cell in row if cell is not None)

    def commented(self) -> frozenset[int]:
        """Return the rows in which a comment is."""
        sheet: Any = self.sheet  # as below
        return frozenset(row for (row, _), cell in sheet._cells.items() if cell.comment is not None)  # noqa: SLF001 - to iterate would make cells

    def holds_words(self, column: int, below: int) -> bool:
        """Tell whether anything stands in a column below a row."""
        rows = (told for number, told in self.told if number > below)
        return any(at == column and value is not None for told in rows for at, value, _, _ in told)

    def _cell(self, row: int, column: int, told: _Told | None) -> Cell | None:
        sheet: Any = self.sheet  # types-openpyxl does not know what is private
        known = sheet._cells.get((row, column))  # noqa: SLF001 - where a comment is, or a merged cell
        if isinstance(known, MergedCell):
            return None
        cell: Any = Cell(sheet, row=row, column=column)
        if told is not None:
            _, cell._value, cell.data_type, style = told  # noqa: SLF001 - as openpyxl's reader does
            cell._style = sheet.parent._cell_styles[style]  # noqa: SLF001 - the same
        if known is not None:
            cell._comment = known._comment  # noqa: SLF001 - the comment goes on saying which cell it was given to
        return cell  # type: ignore[no-any-return] # it is kept as Any: see above


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A workbook as it is read back."""

    workbook: Workbook
    pages: tuple[Page, ...]

    @classmethod
    def load(cls, path: Path, unread: frozenset[str]) -> Pages:
        """Read the workbook at *path* but for the sheets whose titles are *unread*.

        Raises whatever the parsers meet in a damaged file.
        """
        lean = lean_copy(path, unread)
        workbook: Any = load_workbook(lean.copy)
        return cls(
            workbook=workbook,
            pages=tuple(
                _page(sheet, lean.sheets.pop(sheet.title, b""), lean.texts, lean.links.get(sheet.title, Links()))
                for sheet in workbook.worksheets
            ),
        )

    def __getitem__(self, title: str) -> Page | None:
        """Return the sheet of that title."""
        return next((page for page in self.pages if page.sheet.title == title), None)


class _Parser(WorkSheetParser):
    def parse_cell(self, element: Any) -> _Told:  # type: ignore[override] # noqa: ANN401 - as in Page
        """Look for nothing in an empty cell or a plain text: nearly all of a register's are."""
        value, kind, at = None, element.get("t", "n"), element.get("r")
        if at is None or len(element) > 1:
            return self._by_openpyxl(element)
        if len(element):
            value = self._plain_text(kind, element[0])
            if value is None:
                return self._by_openpyxl(element)
            kind = "s"
        self.col_counter = _column(at.rstrip(digits))
        return self.col_counter, value, kind, int(element.get("s", 0))

    def _by_openpyxl(self, element: Any) -> _Told:  # noqa: ANN401 - as in Page
        cell: Any = super().parse_cell(element)
        return cell["column"], cell["value"], cell["data_type"], cell["style_id"]

    def _plain_text(self, kind: str, said: Any) -> str | None:  # noqa: ANN401 - as in Page
        """Return a text without inner formats, which stands in its cell, in that of a formula or beside the sheets."""
        text: str | None = None
        if kind == "inlineStr" and said.tag == INLINE_STRING and len(said) == 1 and said[0].tag == TEXT:
            text = said[0].text
        elif kind == "s" and said.tag == VALUE_TAG and said.text:
            text = self.shared_strings[int(said.text)]
        elif kind == "str" and said.tag == VALUE_TAG:
            text = said.text
        return text


_column = cache(column_index_from_string)


def _page(sheet: Any, body: bytes, texts: Texts, links: Links) -> Page:  # noqa: ANN401 - as in Page
    if not body:
        return Page(sheet=sheet)
    book = sheet.parent
    formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}  # noqa: SLF001 - as openpyxl's reader hands them on
    parser: Any = _Parser(BytesIO(), texts, epoch=book.epoch, **formats)
    told = []
    rows = etree.iterparse(
        BytesIO(body), tag=ROW_TAG, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    for _, element in rows:
        told.append(parser.parse_row(element))
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]
    told = _with_commented(told, sheet)
    hidden = (int(n) for n, shown in parser.row_dimensions.items() if shown.get("hidden") in ("1", "true"))
    return Page(sheet=sheet, told=told, hidden=frozenset(hidden), links=links)


def _with_commented(told: list[tuple[int, list[_Told]]], sheet: Any) -> list[tuple[int, list[_Told]]]:  # noqa: ANN401 - as in Page
    """Add the empty cells to which a comment is pinned: Excel writes nothing else of them."""
    rows = dict(told)
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - to iterate would make cells
        if cell.comment is not None and all(one[0] != column for one in rows.setdefault(row, [])):
            rows[row].append((column, None, "n", 0))
    return sorted(rows.items())
