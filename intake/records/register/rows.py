"""Long tables, poured into the file row by row while it is saved; only a cell with something of its own is an object.

openpyxl keeps an object of every cell, which takes most of the time and of the memory of a large register. Even an
element of every cell takes eight times as long as its text: a row is written as XML.
"""

# ruff: noqa: SLF001 - openpyxl's own writer of single rows serves workbooks without charts and freely set cells only

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import IO, Any, assert_never
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from lxml.etree import tostring
from openpyxl import Workbook
from openpyxl.cell._writer import etree_write_cell
from openpyxl.cell.cell import Cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from intake.records.register.put import address, is_like_formula, put, told
from intake.records.register.styles import register_styles
from intake.rules.register.sheets import Link, Value


class Book(Workbook):
    """A workbook in the register's styles, without a sheet; what is *poured* comes below the cells that sheets have."""

    def __init__(self) -> None:
        super().__init__()
        self.remove(self.worksheets[0])
        register_styles(self)
        self.poured: dict[Worksheet, Iterable[Row]] = {}

    def save(self, filename: Any) -> None:  # noqa: ANN401 - a path or a file, as openpyxl has it
        """Write the workbook; its rows are asked for now, and only once."""
        self.properties.modified = datetime.now(UTC).replace(tzinfo=None)
        with ZipFile(filename, "w", ZIP_DEFLATED) as archive:
            _BookWriter(self, archive).save()


class Pen:
    """Makes the rows of one sheet; how a kind of value looks in a style is asked of openpyxl once."""

    def __init__(self, sheet: Worksheet, truncated: str) -> None:
        self.sheet: Any = sheet  # types-openpyxl does not know what is private
        self.truncated = truncated
        self._looks: dict[tuple[str, type, bool], str] = {}

    def row(self, number: int, height: float | None = None, *, hidden: bool = False) -> Row:
        """Begin a row."""
        tall = "" if height is None else f' ht="{height}" customHeight="1"'
        return Row(self, number, tall + (' hidden="1"' if hidden else ""))

    def look(self, value: Value, style: str) -> str:
        """Return the number of the look that such a value has in the named *style*."""
        kind = style, type(value), isinstance(value, str) and is_like_formula(value)
        if kind not in self._looks:
            cell = Cell(self.sheet, row=1, column=1)
            put(cell, value, style, "")
            self._looks[kind] = str(cell.style_id)
        return self._looks[kind]


class Row:
    """One row in the making; its cells come from left to right."""

    def __init__(self, pen: Pen, number: int, shown: str) -> None:
        self._pen, self._number = pen, number
        self._written = [f'<row r="{number}"{shown}>']

    def xml(self) -> bytes:
        """Return the row as it stands in the file."""
        return "".join((*self._written, "</row>")).encode()

    def put(self, at: int, value: Value, style: str) -> None:
        """Set a cell as `workbook_put.put` does."""
        where = f"{get_column_letter(at)}{self._number}"
        self._written.append(f'<c r="{where}" s="{self._pen.look(value, style)}"{self._said(value, where)}')

    def _said(self, value: Value, where: str) -> str:
        """Return the rest of a cell's element."""
        match value:
            case Link():
                self._pen.sheet._hyperlinks.append(Hyperlink(ref=where, target=address(value)))
                return self._text(value.text)
            case str():
                return self._text(value)
            case datetime() | date():
                return f"><v>{safe_string(to_excel(value))}</v></c>"  # type: ignore[no-untyped-call]
            case int():
                return f"><v>{value}</v></c>"
            case None:
                return "/>"
        assert_never(value)

    def _text(self, text: str) -> str:
        written = told(text, self._pen.truncated)
        if not written:
            return "/>"
        kept = ' xml:space="preserve"' if written != written.strip() else ""
        return f' t="inlineStr"><is><t{kept}>{escape(written)}</t></is></c>'

    def cell(self, at: int) -> Cell:
        """Return a cell to be set by any means, and then to be added."""
        return Cell(self._pen.sheet, row=self._number, column=at)

    def add(self, cell: Cell) -> None:
        """Add a cell with whatever it has, as openpyxl does."""
        if cell.comment is not None:
            self._pen.sheet._comments.append(CommentRecord.from_cell(cell))
        out = SimpleNamespace(write=lambda element: self._written.append(tostring(element, encoding="unicode")))
        etree_write_cell(out, self._pen.sheet, cell, cell.has_style)


class _BookWriter(ExcelWriter):
    _archive: ZipFile
    workbook: Book

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - as in Pen
        """Write a sheet straight into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        with self._archive.open(ws.path[1:], "w") as out:
            writer = _SheetWriter(ws, out, self.workbook.poured.get(ws))
            writer.write()
        ws._rels = writer._rels
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    xf: Any
    _rels: Any

    def __init__(self, ws: Worksheet, out: IO[bytes], poured: Iterable[Row] | None) -> None:
        super().__init__(ws, out)
        self._to, self._poured = out, poured

    def write_dimensions(self) -> None:
        """Leave out how far the sheet reaches, as the standard allows, where openpyxl does not know it."""
        if self._poured is None:
            super().write_dimensions()

    def write_rows(self) -> None:
        """Write the sheet's own cells, and then the rows that are poured."""
        xf = self.xf.send(True)  # noqa: FBT003 - asks for the file in the middle of its writing
        with xf.element("sheetData"):
            for number, cells in self.rows():
                self.write_row(xf, cells, number)
            xf.flush()
            self._to.writelines(row.xml() for row in self._poured or ())
        self.xf.send(None)
