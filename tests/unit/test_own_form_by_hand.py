"""The association's own form, filled in past its boxes, fields and cells: as people do who would rather use a pen."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache, partial
from io import BytesIO
from itertools import product

import docx
import pytest
from docx.document import Document as WordDocument
from docx.shared import RGBColor
from docx.table import _Cell
from docx.text.run import Run
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from intake.blank import blank_form
from intake.rules.finding import Code
from intake.rules.judging.application import Application
from layouts.filling import filled_docx
from reading_forms import call, judged

ANSWERS: dict[str, str | bool] = {
    "field:municipality": "Општина Рудо",
    "field:contact_name": "Марко Марић",
    "field:contact_email": "marko@rudo.example",
    "field:head_name": "Петар Петровић",
    "field:place": "Рудо",
    "field:signed_on": "4. 9. 2021.",
}
Look = Callable[[Run], object]


def underlined(run: Run) -> None:
    """With a stroke below."""
    run.font.underline = True


def bold(run: Run) -> None:
    """In heavier letters."""
    run.font.bold = True


def red(run: Run) -> None:
    """In red."""
    run.font.color.rgb = RGBColor(0xFF, 0, 0)


def struck(run: Run) -> None:
    """Struck out."""
    run.font.strike = True


@cache
def _blank() -> bytes:
    return blank_form(call(), ".docx")


def read(change: Callable[[WordDocument], object]) -> Application:
    """The form with its short answers, changed by hand, as it is judged."""
    form = docx.Document(BytesIO(filled_docx(_blank(), ANSWERS)))
    change(form)
    buffer = BytesIO()
    form.save(buffer)
    return judged(buffer.getvalue())


def stated(*pieces: str | tuple[str, Look]) -> Application:
    """The form with these *pieces* in the place where the accuracy of its data is stated."""

    def change(form: WordDocument) -> None:
        (cell,) = (row.cells[1] for t in form.tables for row in t.rows if "су тачни" in row.cells[0].text)
        for sdt in cell._tc.xpath(".//w:sdt"):  # noqa: SLF001 - the box
            sdt.getparent().remove(sdt)
        paragraph = cell.paragraphs[0]
        for run in paragraph.runs:
            run.text = ""
        for piece in pieces:
            text, look = piece if isinstance(piece, tuple) else (piece, None)
            run = paragraph.add_run(text)
            if look is not None:
                look(run)

    return read(change)


@pytest.mark.parametrize("look", [underlined, bold, red])
@pytest.mark.parametrize("boxes", [("", ""), ("☐ ", "☐ ")])
def test_a_yes_set_apart_beside_a_no_is_a_yes(look: Look, boxes: tuple[str, str]) -> None:
    """What both words share, the form's own ink for one, sets neither apart; empty boxes before them say nothing."""
    yes, no = boxes
    assert stated(yes, ("ДА / YES", look), f"  {no}НЕ / NO").answers["accuracy"] is True
    assert stated(f"{yes}ДА / YES  {no}", ("НЕ / NO", look)).answers["accuracy"] is False
    assert stated(f"{yes}ДА / YES", (f"  {no}НЕ / NO", struck)).answers["accuracy"] is True


@pytest.mark.parametrize("look", [underlined, red])
def test_a_lone_yes_set_apart_behind_its_empty_box_is_not_understood(look: Look) -> None:
    """It was no no, in any case."""
    got = stated("☐ ", ("ДА / YES", look))
    assert got.answers["accuracy"] is None
    assert ("accuracy", Code.FIELD_SEVERAL) in {(f.field, f.code) for f in got.findings}


def _options(form: WordDocument) -> _Cell:
    cells: list[_Cell] = [r.cells[1] for t in form.tables for r in t.rows if "означити само један" in r.cells[0].text]
    return cells[0]


def _coloured(form: WordDocument) -> None:
    (option,) = (p for p in _options(form).paragraphs if "Мобилни" in p.text)
    red(option.runs[-2])
    red(option.runs[-1])


def _above(form: WordDocument) -> None:
    _options(form).paragraphs[0].insert_paragraph_before("Мобилни теренски тимови")


def _row(form: WordDocument) -> None:
    table = next(t for t in form.tables if "означити само један" in t.rows[0].cells[0].text)
    table._tbl.append(deepcopy(table.rows[0]._tr))  # noqa: SLF001 - as Word adds one
    for cell, text in zip(table.rows[-1].cells, ("", "Мобилни тимови"), strict=True):
        cell.text = text


@pytest.mark.parametrize("choose", [_coloured, _above, _row])
def test_a_cluster_chosen_past_its_box_is_chosen(choose: Callable[[WordDocument], None]) -> None:
    """By its colour alone, typed above the list, or in a row that was added."""
    assert read(choose).cluster == "mobile-teams"


def _added(form: WordDocument, lines: tuple[str, ...]) -> None:
    for text in lines:
        form.add_paragraph(text)


def _signed(form: WordDocument) -> _Cell:
    return form.tables[-1].rows[0].cells[-1]


@pytest.mark.parametrize("lines", [("Ана Анић",), ("(Ана Анић)",), ("Ана Анић, начелница",)])
@pytest.mark.parametrize("above", [False, True])
def test_a_name_at_the_line_for_the_signature_signs(lines: tuple[str, ...], *, above: bool) -> None:
    """What the form prints there, beside the place of the seal, is no part of it."""
    if above and lines[0].startswith("("):
        return

    def change(form: WordDocument) -> None:
        first = _signed(form).paragraphs[0]
        for text in lines:
            first.insert_paragraph_before(text) if above else _signed(form).add_paragraph(text)

    assert read(change).answers["signatory"] == lines[0].strip("()")


@pytest.mark.parametrize("rule", ["____________", "....................."])
@pytest.mark.parametrize("name", ["(Ана Анић)", "Ана Анић", "(мр Ана Анић, начелница)"])
def test_a_name_below_the_rule_of_the_head_signs(rule: str, name: str) -> None:
    """In brackets, as printed forms have it, or without; the head named above is another person."""
    got = read(partial(_added, lines=(f"Начелница општине: {rule}", name)))

    assert (got.answers["signatory"], got.answers["head_name"]) == (name.strip("()"), "Петар Петровић")


def test_a_caption_in_brackets_below_a_rule_names_nobody() -> None:
    """Though it be written as a name is."""
    captions = (
        "(Име и Презиме)",
        "(Овлашћено Лице)",
        "(Начелник Општине)",
        "(Потпис и Печат)",
        "(потпис)",
        "(Назив ЈЛС)",
    )
    for foot in (("Начелник: ________", caption) for caption in captions):
        assert read(partial(_added, lines=foot)).answers["signatory"] is None


def sheet(change: Callable[[Worksheet, Cell], object], field: str) -> Application:
    """The workbook with all its short answers, changed where *field* is answered, as it is judged."""
    book = load_workbook(BytesIO(blank_form(call(), ".xlsx")), rich_text=True)
    page = book.worksheets[0]
    told = {tag.partition(":")[2]: str(text) for tag, text in ANSWERS.items()} | SHEET
    cells = {
        id_: page[str(book.defined_names[f"field_{id_}"].attr_text).rpartition("!")[2].replace("$", "")] for id_ in told
    }
    for id_, text in told.items():
        cells[id_].value = text
    change(page, cells[field])
    buffer = BytesIO()
    book.save(buffer)
    return judged(buffer.getvalue())


SHEET = {
    "address": "Трг слободе 1, 73260 Рудо",
    "official_email": "opstina@rudo.example",
    "website": "www.rudo.example",
    "situation": "Рањиве групе су старија лица.",
}


def _insert(page: Worksheet, row: int) -> None:
    """Insert a row as Excel does, which moves merged cells."""
    for merged in [area for area in page.merged_cells.ranges if area.min_row >= row]:
        page.merged_cells.remove(merged)
        merged.shift(row_shift=1)
        page.merged_cells.add(merged)
    page.insert_rows(row)


def _moved(page: Worksheet, cell: Cell, column: int, rows: int) -> None:
    text, at = cell.value, cell.row + rows
    cell.value = None
    if rows:
        _insert(page, at)
    page.cell(at, column).value = text


def _over(page: Worksheet, cell: Cell) -> None:
    label, text = str(page.cell(cell.row, 1).value).partition("\n")[0].rstrip(" *"), cell.value
    cell.value = None
    page.cell(cell.row, 1).value = f"{label} {text}"


def _noted(_page: Worksheet, cell: Cell) -> None:
    cell.comment = Comment(f"Ана:\n{cell.value}", "Ана")
    cell.value = None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        *product((partial(_moved, column=column, rows=1) for column in (1, 2, 3)), ("address", "situation")),
        *product((partial(_moved, column=6, rows=0), _over, _noted), ("address", "situation")),
        (partial(_moved, column=1, rows=0), "address"),
    ],
)
def test_an_answer_near_its_place_in_the_sheet_is_read(change: Callable[[Worksheet, Cell], object], field: str) -> None:
    """In an inserted row, in a column farther right, over its label or a part of that, in a comment."""
    got = sheet(change, field)

    assert {id_: got.answers[id_] for id_ in SHEET} == SHEET
    assert got.municipality == "srp-rudo"
