"""Sheets that are one table: header, cells, filter buttons, tones, print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.page_setup import cell_at, set_page
from intake.records.register.put import put
from intake.records.register.rows import Book, Pen, Row
from intake.records.register.styles import BAND, CELLS, HEADER, tone_style
from intake.records.register.text import as_attribute
from intake.rules.register.sheets import Column, Kind, Link, Sheet, Tone, Value

_LINE = 14.5  # points of a line of text
_TALLEST = 27  # lines: a row holds 409 points, in Excel at least
_WIDER = (60.0, 80.0, 100.0, 120.0)  # letters; what is told at such length is read in its cell
_HEADER_HEIGHT = 62
_BOLD = 0.85  # of a line's letters, where they are bold


def write_table(
    book: Book,
    content: Sheet,
    truncated: str,
    tones: Sequence[tuple[str, Tone]] = (),
    coloured: Mapping[int, Sequence[int]] | None = None,
) -> Worksheet:
    """Write *content* as a table into a new sheet of *book*, and return the sheet.

    *coloured* are the rows of each column whose cells have a colour of their own.
    """
    sheet: Worksheet = book.create_sheet(content.title)
    write_headings(sheet, content.columns, HEADER)
    book.poured[sheet] = rows_of(content, Pen(sheet, truncated))
    set_up(sheet)
    plain = [at for at, c in enumerate(content.columns, start=1) if c.kind is not Kind.STATUS]
    band(sheet, plain, len(content.rows), coloured)
    for at, column in enumerate(content.columns, start=1):
        if column.kind is Kind.STATUS:
            set_tones(sheet, at, len(content.rows), tones)
    return sheet


def rows_of(content: Sheet, pen: Pen) -> Iterator[Row]:
    """Give the rows of a table below its headings."""
    styles = [CELLS[column.kind] for column in content.columns]
    for number, values in enumerate(content.rows, start=2):
        row = pen.row(number, height_of(values, content.columns, content.tallest))
        for at, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
            row.put(at, value, style)
        yield row


def write_headings(sheet: Worksheet, columns: Sequence[Column], style: str, start: int = 1) -> None:
    """Write the headings of *columns* from the column *start* on, with their widths and folds."""
    for at, column in enumerate(columns, start=start):
        put(cell_at(sheet, 1, at), column.heading, style, "")
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width = column.width
        if column.folded:
            dimension.outlineLevel, dimension.hidden = 1, True
    lines = max((_lines(c.heading, c.width * _BOLD) for c in columns if not c.folded), default=1)
    sheet.row_dimensions[1].height = max(sheet.row_dimensions[1].height or 0, _HEADER_HEIGHT, _LINE * lines + 4)


# The table around the cells


def set_up(sheet: Worksheet) -> None:
    """Freeze the header and the first column, and set the page."""
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    set_page(sheet)


def _runs(last: int, but: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of every run from row 2 to *last* that leaves out the rows in *but*."""
    first = 2
    for row in (*sorted(but), last + 1):
        if first < row:
            yield first, row - 1
        first = row + 1


def band(sheet: Worksheet, columns: Sequence[int], rows: int, but: Mapping[int, Sequence[int]] | None = None) -> None:
    """Shade every second row, where table styles are not drawn as well (LibreOffice); not where a tone may stand.

    *but* are the rows of each column whose cells have a colour of their own: shading would hide it.
    """
    area = " ".join(
        f"{letter}{first}:{letter}{last}"
        for at in columns
        for letter in (get_column_letter(at),)
        for first, last in _runs(max(rows, 1) + 1, (but or {}).get(at, ()))
    )
    rule = Rule(type="expression", formula=["MOD(ROW(),2)=0"], priority=99)
    rule.dxf = tone_style(Tone.QUIET)
    rule.dxf.font, rule.dxf.fill = None, BAND
    sheet.conditional_formatting.add(area, rule)


def make_table(sheet: Worksheet, name: str, columns: int, rows: int) -> Table:
    """Lay a native table with filter buttons over the first *columns* and *rows*; it needs one row at least.

    The headings are there already.
    """
    area = f"A1:{get_column_letter(columns)}{max(rows, 1) + 1}"
    table = Table(displayName=name, name=name, ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined] # noqa: SLF001 - or openpyxl makes every cell of the table
    for column, heading in zip(table.tableColumns, sheet[1], strict=True):
        column.name = as_attribute(str(heading.value))
    sheet.add_table(table)
    return table


def set_tones(sheet: Worksheet, column: int, rows: int, tones: Sequence[tuple[str, Tone]]) -> None:
    """Let the signs of a column of statuses tell their tones."""
    letter = get_column_letter(column)
    for priority, (sign, tone) in enumerate(tones, start=1):
        rule = Rule(type="expression", formula=[f'LEFT(${letter}2,1)="{sign}"'], priority=priority, stopIfTrue=True)
        rule.dxf = tone_style(tone)
        sheet.conditional_formatting.add(f"{letter}2:{letter}{max(rows, 1) + 1}", rule)


def height_of(row: Sequence[Value], columns: Sequence[Column], tallest: int) -> float:
    """Return the height that shows the open columns, within limits; a folded column makes no row taller."""
    lines = (
        min(_lines(value, column.width), _TALLEST if column.whole else tallest)
        for value, column in zip(row, columns, strict=True)
        if not column.folded
    )
    return _LINE * max(lines, default=1) + 4


def as_wide_as_told(column: Column, values: Iterable[Value]) -> Column:
    """Return a column that has to show *values* whole, wide enough for that where its rows cannot be taller."""
    if not column.whole:
        return column
    told = [value for value in values if isinstance(value, str)]
    widths = (column.width, *(width for width in _WIDER if width > column.width))
    fits = (width for width in widths if all(_lines(value, width) <= _TALLEST for value in told))
    return replace(column, width=next(fits, widths[-1]))


def _lines(value: Value, width: float) -> int:
    text = value.text if isinstance(value, Link) else value
    if not isinstance(text, str):
        return 1
    return sum(max(1, ceil(len(line) / (width * 0.95))) for line in text.splitlines())
