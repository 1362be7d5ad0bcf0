"""Writing what staff wrote back into cells: texts, formulas, comments, looks, whole sheets."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.page_setup import cell_at
from intake.records.register.put import put_text, set_style
from intake.records.register.rows import Row
from intake.records.register.styles import MARKS, STAFF
from intake.records.register.text import visible, with_flag
from intake.rules.register.sheets import Mark
from intake.rules.register.staff import Formula, Look, OwnSheet, Remark

_AUTHOR = "Register"
_BOX = (360, 150)  # pixels that a comment takes when it is opened


def add_remark(row: Row, at: int, remark: Remark | None, truncated: str) -> None:
    """Add one cell of the staff's to *row*."""
    if remark is None:
        row.put(at, None, STAFF)
        return
    cell = row.cell(at)
    set_style(cell, STAFF)
    put_remark(cell, remark, truncated)
    row.add(cell)


def write_own_sheet(sheet: Worksheet, content: OwnSheet, truncated: str) -> None:
    """Write a whole sheet of the staff's as it was read."""
    for letter, width in content.widths.items():
        sheet.column_dimensions[letter].width = width
    for (row, column), remark in content.cells.items():
        put_remark(cell_at(sheet, row, column), remark, truncated)
    for letter in content.hidden:
        sheet.column_dimensions[letter].hidden = True
    for area in content.merged:
        sheet.merge_cells(area)
    sheet.freeze_panes = content.frozen


def put_remark(cell: Cell, remark: Remark, truncated: str) -> None:
    """Write one cell of the staff's as it was read; *truncated* ends a text that no cell can hold."""
    written = remark.written
    if isinstance(written, Formula):
        _put_formula(cell, written)
    elif isinstance(written, str):
        put_text(cell, written, truncated)
    else:
        cell.value = written
    if remark.link is not None:
        cell.hyperlink = remark.link
    pin(cell, remark)


def pin(cell: Cell, remark: Remark) -> None:
    """Give a cell the comment and the look that staff gave it."""
    if remark.comment is not None:
        cell.comment = staff_comment(remark.comment)
    if remark.look is not None:
        _dress(cell, remark.look)


def _put_formula(cell: Cell, formula: Formula) -> None:
    """Move a formula of the staff's to its row, as a spreadsheet would; one that cannot be moved stays as text."""
    column = formula.at.rstrip("0123456789")
    try:
        cell.value = Translator(formula.text, origin=formula.at).translate_formula(f"{column}{cell.row}")
    except Exception:  # noqa: BLE001 - openpyxl's parser trips over much that spreadsheets take
        put_text(cell, formula.text, "")


def _dress(cell: Cell, look: Look) -> None:
    if look.fill is not None:
        cell.fill = PatternFill(fgColor=look.fill, fill_type="solid")
    if look.colour is not None or look.bold or look.italic or look.struck or look.underlined:
        font: Any = copy(cell.font)
        font.bold, font.italic, font.color = look.bold, look.italic, look.colour or cell.font.color
        font.strike, font.underline = look.struck, "single" if look.underlined else None
        cell.font = font
    if look.number_format != Look().number_format:
        cell.number_format = look.number_format


def put_mark(cell: Cell, mark: Mark, entry: str, remark: Remark | None) -> None:
    """Say at a cell what the program has to say, below staff's comment; a colour of theirs stays."""
    theirs = remark.comment if remark is not None else None
    cell.comment = staff_comment(with_flag(theirs, entry, mark.text))
    if remark is None or remark.look is None or remark.look.fill is None:
        cell.fill = PatternFill(fgColor=MARKS[mark.attention], fill_type="solid")


def staff_comment(text: str) -> Comment:
    """Make a comment that opens wide enough to be read."""
    comment = Comment(visible(text), _AUTHOR)
    comment.width, comment.height = _BOX
    return comment
