"""Sheets that are one table: header, filter buttons, print set-up, and the staff's cells at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import ceil
from urllib.parse import quote

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.workbook_page import cell_at, set_page
from intake.records.workbook_styles import BAND, CELLS, HEADER, LINK, STAFF, STAFF_HEADER, tone_style
from intake.records.workbook_text import escaped, held, visible
from intake.rules.register.sheets import Column, Kind, Link, RegisterContent, Sheet, Tone, Value
from intake.rules.register.staff import Formula, Look, OwnSheet, Remark, StaffWords

_LINE, _LINES = 14.5, 8  # points of a line of text; lines that a row shows at most
_HEADER_HEIGHT = 62
_LIKE_FORMULA = "=+-@\t"
_AUTHOR = "Register"


def write_table(sheet: Worksheet, content: Sheet, truncated: str, tones: Sequence[tuple[str, Tone]] = ()) -> None:
    """Write *content* as a table into the empty *sheet*."""
    write_headings(sheet, content.columns, HEADER)
    styles = [CELLS[column.kind] for column in content.columns]
    for number, row in enumerate(content.rows, start=2):
        for at, (value, style) in enumerate(zip(row, styles, strict=True), start=1):
            put(cell_at(sheet, number, at), value, style, truncated)
        sheet.row_dimensions[number].height = _height(row, content.columns)
    _set_up(sheet)
    _band(sheet, content.columns, max(len(content.rows), 1))
    for at, column in enumerate(content.columns, start=1):
        if column.kind is Kind.STATUS:
            _tone(sheet, at, len(content.rows), tones)


def write_headings(sheet: Worksheet, columns: Sequence[Column], style: str, start: int = 1) -> None:
    """Write the headings of *columns* from the column *start* on, with their widths and folds."""
    for at, column in enumerate(columns, start=start):
        put(cell_at(sheet, 1, at), column.heading, style, "")
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width = column.width
        if column.folded:
            dimension.outlineLevel, dimension.hidden = 1, True
    sheet.row_dimensions[1].height = _HEADER_HEIGHT


def put(cell: Cell, value: Value, style: str, truncated: str) -> None:
    """Set one cell; a text is always text, whatever it begins with."""
    cell.style = style
    match value:
        case Link():
            cell.hyperlink = quote(value.target)
            put(cell, value.text, LINK, truncated)
        case str():
            put_text(cell, value, truncated)
        case datetime() | date() | int():
            cell.value = value
        case None:
            pass


def put_text(cell: Cell, text: str, truncated: str) -> None:
    """Set a text that is never a formula, an error or a number (quotePrefix: not after the cell is edited either)."""
    cell.value = escaped(held(visible(text), truncated))
    cell.data_type = "s"
    if text[:1] in _LIKE_FORMULA:
        cell.quotePrefix = True


# The staff's cells


def write_staff_columns(sheet: Worksheet, content: RegisterContent, words: StaffWords, start: int) -> tuple[str, ...]:
    """Write the staff's columns from *start* on, and the decisions to choose from; return their headings."""
    staff = content.staff
    widths = {staff.decision: 14.0, staff.handled_by: 15.0, staff.note: 32.0}
    headings = (*staff.headings, *words.columns)
    columns = [Column(heading=h, width=words.widths.get(h, widths.get(h, 20.0))) for h in headings]
    write_headings(sheet, columns, STAFF_HEADER, start)
    for number, (entry, *_) in enumerate(content.register.rows, start=2):
        remarks = words.rows.get(str(entry), {})
        put_remarks(sheet, number, start, headings, remarks)
        dimension = sheet.row_dimensions[number]
        said = [remarks[h].text if h in remarks else None for h in headings]
        dimension.height = max(dimension.height or 0, _height(said, columns))
    _offer_decisions(sheet, content, start)
    return headings


def put_remarks(sheet: Worksheet, row: int, start: int, headings: Sequence[str], remarks: Mapping[str, Remark]) -> None:
    """Write one row of the staff's words."""
    for at, heading in enumerate(headings, start=start):
        cell = cell_at(sheet, row, at)
        cell.style = STAFF
        remark = remarks.get(heading)
        if remark is not None:
            _put_remark(cell, remark)


def write_own_sheet(sheet: Worksheet, content: OwnSheet) -> None:
    """Write a whole sheet of the staff's as it was read."""
    for letter, width in content.widths.items():
        sheet.column_dimensions[letter].width = width
    for (row, column), remark in content.cells.items():
        _put_remark(cell_at(sheet, row, column), remark)


def _put_remark(cell: Cell, remark: Remark) -> None:
    written = remark.written
    if isinstance(written, Formula):
        _put_formula(cell, written)
    elif isinstance(written, str):
        put_text(cell, written, "")
    else:
        cell.value = written
    if remark.comment is not None:
        cell.comment = Comment(visible(remark.comment), _AUTHOR)
    if remark.look is not None:
        _dress(cell, remark.look)


def _put_formula(cell: Cell, formula: Formula) -> None:
    """Move a formula of the staff's to its row, as a spreadsheet would; one that cannot be moved stays as text."""
    column = formula.at.rstrip("0123456789")
    try:
        cell.value = Translator(formula.text, origin=formula.at).translate_formula(f"{column}{cell.row}")
    except TranslatorError:
        put_text(cell, formula.text, "")


def _dress(cell: Cell, look: Look) -> None:
    if look.fill is not None:
        cell.fill = PatternFill(fgColor=look.fill, fill_type="solid")
    if look.colour is not None or look.bold or look.italic:
        plain = cell.font
        colour = look.colour or plain.color
        cell.font = Font(name=plain.name, size=plain.size, bold=look.bold, italic=look.italic, color=colour)
    cell.number_format = look.number_format


def _offer_decisions(sheet: Worksheet, content: RegisterContent, column: int) -> None:
    staff = content.staff
    offer = DataValidation(type="list", formula1=f'"{",".join(staff.decisions)}"', allow_blank=True)
    offer.showErrorMessage, offer.error, offer.errorTitle = True, staff.prompt, staff.decision
    letter = get_column_letter(column)
    offer.add(f"{letter}2:{letter}{max(len(content.register.rows), 1) + 1}")
    sheet.add_data_validation(offer)


# The table around the cells


def _set_up(sheet: Worksheet) -> None:
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    set_page(sheet)


def _band(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Shade every second row, where table styles are not drawn as well (LibreOffice); not where a tone may stand."""
    plain = [get_column_letter(at) for at, c in enumerate(columns, start=1) if c.kind is not Kind.STATUS]
    area = " ".join(f"{letter}2:{letter}{rows + 1}" for letter in plain)
    rule = Rule(type="expression", formula=["MOD(ROW(),2)=0"], priority=99)
    rule.dxf = tone_style(Tone.QUIET)
    rule.dxf.font, rule.dxf.fill = None, BAND
    sheet.conditional_formatting.add(area, rule)


def make_table(sheet: Worksheet, name: str, columns: int, rows: int) -> None:
    """Lay a native table with filter buttons over the first *columns* and *rows*; it needs one row at least."""
    area = f"A1:{get_column_letter(columns)}{max(rows, 1) + 1}"
    table = Table(displayName=name, name=name, ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _tone(sheet: Worksheet, column: int, rows: int, tones: Sequence[tuple[str, Tone]]) -> None:
    letter = get_column_letter(column)
    for priority, (sign, tone) in enumerate(tones, start=1):
        rule = Rule(type="expression", formula=[f'LEFT(${letter}2,1)="{sign}"'], priority=priority, stopIfTrue=True)
        rule.dxf = tone_style(tone)
        sheet.conditional_formatting.add(f"{letter}2:{letter}{max(rows, 1) + 1}", rule)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height that shows the open columns, within limits; a folded column makes no row taller."""
    lines = (_lines(value, column.width) for value, column in zip(row, columns, strict=True) if not column.folded)
    return _LINE * min(max(lines, default=1), _LINES) + 4


def _lines(value: Value, width: float) -> int:
    text = value.text if isinstance(value, Link) else value
    if not isinstance(text, str):
        return 1
    return sum(max(1, ceil(len(line) / (width * 0.95))) for line in text.splitlines())
