"""The ways in which a form is laid out in a workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from random import Random

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from accuracy.paper import Ink, Item, Kind, Line, Paper, line, plain
from accuracy.word_blocks import Layout

_YELLOW = PatternFill("solid", fgColor="FFFF00")


def put(sheet: Worksheet, row: int, column: int, one: Line) -> None:
    """Write a line into a cell with its looks; a part struck out is a run of rich text."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        return
    text = plain(one)
    inks = {ink for piece in one for ink in piece.inks}
    if len(one) > 1 and Ink.STRIKE in inks:
        font = InlineFont(strike=True)
        cell.value = CellRichText(*(TextBlock(font, p.text) if Ink.STRIKE in p.inks else p.text for p in one if p.text))
        return
    cell.value = text or None
    if text.startswith("="):
        cell.data_type = "s"
    cell.font = Font(
        bold=Ink.BOLD in inks, strike=Ink.STRIKE in inks, underline="single" if Ink.UNDERLINE in inks else None
    )
    if Ink.HIGHLIGHT in inks:
        cell.fill = _YELLOW


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def new_book(title: str = "Образац") -> tuple[openpyxl.Workbook, Worksheet]:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def head(sheet: Worksheet, paper: Paper) -> int:
    """Write title and notes; return the next row."""
    for at, text in enumerate((*paper.title, *paper.notes), 1):
        sheet.cell(at, 1, text)
    return len(paper.title) + len(paper.notes) + 2


def foot(sheet: Worksheet, paper: Paper, row: int) -> None:
    """Write what is printed at the end."""
    for at, text in enumerate(paper.foot):
        sheet.cell(row + 1 + at, 1, text)


def _answer(sheet: Worksheet, row: int, column: int, item: Item) -> int:
    """Write an answer from a cell on; return how many rows it took."""
    if item.kind is Kind.TEXT:
        put(sheet, row, column, item.lines[0] if len(item.lines) == 1 else line(item.text))
        return 1
    for at, one in enumerate(item.lines):
        put(sheet, row + at, column, one)
    for at, cells in enumerate(item.pairs):
        for beside, one in enumerate(cells):
            put(sheet, row + at, column + beside, one)
    return max(1, len(item.lines) + len(item.pairs))


def _whole(sheet: Worksheet, row: int, column: int, item: Item) -> int:
    """Write a statement with its box, or a table of people under its label."""
    if item.kind is Kind.STATEMENT:
        return _answer(sheet, row, column, item)
    sheet.cell(row, column, item.label)
    return 1 + _answer(sheet, row + 1, column, item)


_Write = Callable[[Worksheet, int, Item], int]


def _form(sheet: Worksheet, paper: Paper, write: _Write, *, column: int = 1) -> None:
    row = head(sheet, paper)
    for section in paper.sections:
        sheet.cell(row, column, section.heading).font = Font(bold=True)
        row += 1
        for item in section.items:
            single = item.kind in (Kind.STATEMENT, Kind.MEMBERS)
            row += _whole(sheet, row, column, item) if single else write(sheet, row, item)
        row += 1
    foot(sheet, paper, row)


def sheet_columns(paper: Paper, rnd: Random) -> bytes:
    """Labels in A, answers in B."""
    del rnd
    book, sheet = new_book()

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, item.label)
        return _answer(sheet, row, 2, item)

    _form(sheet, paper, write)
    return saved(book)


def sheet_numbered(paper: Paper, rnd: Random) -> bytes:
    """Numbers in A, labels in B, answers in C."""
    del rnd
    book, sheet = new_book()
    number = iter(range(1, 200))

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, next(number))
        sheet.cell(row, 2, item.label)
        return _answer(sheet, row, 3, item)

    _form(sheet, paper, write, column=2)
    return saved(book)


def sheet_merged(paper: Paper, rnd: Random) -> bytes:
    """Labels over A and B, answers over C to F."""
    del rnd
    book, sheet = new_book()

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, item.label)
        rows = _answer(sheet, row, 3, item)
        sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=1, end_column=2)
        if rows == 1 and not item.pairs:
            sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=6)
        return rows

    _form(sheet, paper, write)
    return saved(book)


def sheet_above(paper: Paper, rnd: Random) -> bytes:
    """Labels over their answers."""
    del rnd
    book, sheet = new_book()

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, item.label).font = Font(bold=True)
        return 1 + _answer(sheet, row + 1, 1, item)

    _form(sheet, paper, write)
    return saved(book)


def sheet_far(paper: Paper, rnd: Random) -> bytes:
    """Labels in B, answers in F."""
    del rnd
    book, sheet = new_book()

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 2, item.label)
        return _answer(sheet, row, 6, item)

    _form(sheet, paper, write, column=2)
    return saved(book)


def sheet_one_cell(paper: Paper, rnd: Random) -> bytes:
    """Label, colon and answer in one cell."""
    del rnd
    book, sheet = new_book()

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        if item.kind is Kind.TEXT:
            sheet.cell(row, 1, f"{item.label}: {item.text}")
            return 1
        sheet.cell(row, 1, f"{item.label}:")
        return 1 + _answer(sheet, row + 1, 1, item)

    _form(sheet, paper, write)
    return saved(book)


def sheet_bilingual(paper: Paper, rnd: Random) -> bytes:
    """Labels in two languages in A and B, answers in C."""
    del rnd
    book, sheet = new_book()

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, item.label)
        sheet.cell(row, 2, item.label_en)
        return _answer(sheet, row, 3, item)

    _form(sheet, paper, write)
    return saved(book)


def sheet_blocks(paper: Paper, rnd: Random) -> bytes:
    """Two sections side by side: A and B, D and E; the long ones under them."""
    del rnd
    book, sheet = new_book()
    top = row = head(sheet, paper)
    beside = ("municipality", "contact_name")
    pair = [s for s in paper.sections if any(i.field in beside for i in s.items)]
    for at, section in enumerate(pair):
        column, here = 1 + 3 * at, top
        sheet.cell(here, column, section.heading)
        for item in (i for i in section.items if i.kind is Kind.TEXT):
            here += 1
            sheet.cell(here, column, item.label)
            _answer(sheet, here, column + 1, item)
        row = max(row, here)
    row += 2
    for item in (i for s in pair for i in s.items if i.kind is not Kind.TEXT):
        row += _whole(sheet, row, 1, item) + 1
    for section in (s for s in paper.sections if s not in pair):
        sheet.cell(row, 1, section.heading)
        row += 1
        for item in section.items:
            if item.kind in (Kind.STATEMENT, Kind.MEMBERS):
                row += _whole(sheet, row, 1, item)
            else:
                sheet.cell(row, 1, item.label)
                row += _answer(sheet, row, 2, item)
        row += 1
    foot(sheet, paper, row)
    return saved(book)


def sheet_lists(paper: Paper, rnd: Random) -> bytes:
    """A hidden sheet holds the lists from which answers are picked."""
    del rnd
    book, sheet = new_book()
    lists = book.create_sheet("Листе")
    lists.sheet_state = "hidden"

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, item.label)
        if item.allowed:
            for at, option in enumerate(item.allowed, 1):
                lists.cell(at, 1, option)
            picked = DataValidation(type="list", formula1=f"'Листе'!$A$1:$A${len(item.allowed)}")
            sheet.add_data_validation(picked)
            picked.add(sheet.cell(row, 2).coordinate)
        return _answer(sheet, row, 2, item)

    _form(sheet, paper, write)
    return saved(book)


def sheet_typed(paper: Paper, rnd: Random) -> bytes:
    """Telephones that became numbers, dates that are dates, after a cover sheet."""
    del rnd
    book, cover = new_book("Насловна")
    cover.cell(3, 2, "Позив за учешће у Кластеру учења о друштвеном приступу")
    cover.cell(5, 2, "Упутство: попуните лист „Образац“ и пошаљите на info@alvrs.com до 13. септембра 2021.")
    sheet = book.create_sheet("Образац")

    def write(sheet: Worksheet, row: int, item: Item) -> int:
        sheet.cell(row, 1, item.label)
        digits = "".join(c for c in item.text if c.isdigit())
        if item.field.endswith("_phone") and digits.startswith("387"):
            sheet.cell(row, 2, int(digits))
            return 1
        if item.field == "signed_on" and item.text.startswith("2021-"):
            sheet.cell(row, 2, date.fromisoformat(item.text)).number_format = "dd.mm.yyyy"
            return 1
        return _answer(sheet, row, 2, item)

    _form(sheet, paper, write)
    return saved(book)


SHEET_LAYOUTS: dict[str, Layout] = {
    "sheet columns": sheet_columns,
    "sheet numbered": sheet_numbered,
    "sheet merged": sheet_merged,
    "sheet above": sheet_above,
    "sheet far": sheet_far,
    "sheet one cell": sheet_one_cell,
    "sheet bilingual": sheet_bilingual,
    "sheet blocks": sheet_blocks,
    "sheet lists": sheet_lists,
    "sheet typed": sheet_typed,
}
