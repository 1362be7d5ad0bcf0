"""A yes and a no with their boxes below a statement, or beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Document, Table
from reading_forms import judged

OWN = ("Изјава о учешћу у сва три регионална догађаја", "Изјава да су подаци тачни")
FREE = ("Потврђујемо учешће на сва три догађаја", "Сви подаци које смо навели су тачни")
YES, NO = ("☒ ДА", "☐ НЕ"), ("☐ ДА", "☒ НЕ")


def said(*blocks: Block) -> tuple[object, ...]:
    """What a form with these blocks says to both statements, and what stands in its questions around them."""
    head = (*HEAD, "Кластер учења: дневни центар")
    answers = judged(Document(blocks=(*map(line, head), *blocks))).answers
    return tuple(answers[name] for name in ("commitment", "accuracy", "partners", "signatory"))


def around(*rows: tuple[str, ...]) -> Table:
    """A table with *rows* between two questions of its own."""
    width = max(map(len, rows))
    partners, signed = (("Партнери", "Црвени крст", ""), ("Потпис", "Ана Анић", ""))
    return table(partners[:width], *rows, signed[:width])


def over_all_columns(made: Table, *rows: int) -> Table:
    """Let the first cell of these rows take up the row."""
    width = max(cell.column for cell in made.cells) + 1
    kept = (cell for cell in made.cells if cell.row not in rows or cell.column == 0)
    return replace(made, cells=tuple(replace(c, column_span=width) if c.row in rows else c for c in kept))


@pytest.mark.parametrize("statements", [OWN, FREE])
@pytest.mark.parametrize("cells", [("", *YES), (*YES, ""), YES, ("", " ".join(YES)), (" ".join(YES), "")])
@pytest.mark.parametrize("merged", [(), (1, 3)])
def test_the_row_below_a_statement_answers_it(
    statements: tuple[str, str], cells: tuple[str, ...], merged: tuple[int, ...]
) -> None:
    """In one cell, or in one each, with an empty one at either side; the place beside the statement stays empty."""
    first, second = ((text, *("" for _ in cells[1:])) for text in statements)
    refused = tuple(cell.replace(YES[0], NO[0]).replace(YES[1], NO[1]) for cell in cells)
    made = over_all_columns(around(first, cells, second, refused), *merged)

    assert said(made) == (True, False, "Црвени крст", "Ана Анић")


@pytest.mark.parametrize("statements", [OWN, FREE])
@pytest.mark.parametrize("joined", [False, True])
def test_cells_left_of_a_statement_answer_it(statements: tuple[str, str], *, joined: bool) -> None:
    """And the questions above and below them are answered at the right, as ever."""
    rows = [
        ((" ".join(boxes),) if joined else boxes) + (text,) for boxes, text in zip((YES, NO), statements, strict=True)
    ]

    assert said(around(*rows)) == (True, False, "Црвени крст", "Ана Анић")


@pytest.mark.parametrize("statements", [OWN, FREE])
def test_cells_right_of_a_statement_answer_it_where_rows_have_two_questions(statements: tuple[str, str]) -> None:
    """What stands in a column of questions there is none."""
    two = (("Адреса", "Главна 1", "Телефон општине", "051/530-000"), ("Партнери", "Црвени крст", "Потпис", "Ана Анић"))
    rows = (((text, 2), *boxes) for text, boxes in zip(statements, (YES, NO), strict=True))

    assert said(grid(*two, *rows)) == (True, False, "Црвени крст", "Ана Анић")


def test_boxes_before_another_answer_in_a_row_of_answers_are_no_answer_to_it() -> None:
    """Under heads, each cell is answered below itself."""
    made = table((*OWN, "Мјесто и датум"), ("☒", " ".join(YES), "Дервента, 9.9.2021."))

    assert said(made)[:2] == (True, True)


@pytest.mark.parametrize("statements", [OWN, FREE])
def test_a_table_of_boxes_below_a_statement_answers_it(statements: tuple[str, str]) -> None:
    """As forms that were made of a web page have it."""
    blocks = (b for text, boxes in zip(statements, (YES, NO), strict=True) for b in (line(text), table(boxes)))

    assert said(*blocks)[:2] == (True, False)


def test_a_box_alone_below_a_statement_answers_it() -> None:
    """Below the empty place beside the statement."""
    assert said(around((OWN[0], ""), ("", "☒"), (OWN[1], ""), ("", "☐")))[:2] == (True, False)


def test_both_ticked_is_no_answer() -> None:
    """Neither of the two is guessed."""
    assert said(around((OWN[0], ""), ("☒ ДА", "☒ НЕ")))[0] is None


@pytest.mark.parametrize("head", [("Изјава / Statement", "ДА / YES", "НЕ / NO"), ("Изјава", "Да", "Не")])
@pytest.mark.parametrize("mark", ["X", "☒", "✓"])
def test_the_heads_of_a_yes_and_a_no_answer_no_question_that_is_left(head: tuple[str, ...], mark: str) -> None:
    """Nothing else asks for partners: the two words were taken for them."""
    stated = ("Подаци су тачни", "Учествоваћемо на свим скуповима", "Сагласни смо са обрадом података")
    long = ("Опис стања", "Мотивација", "Искуство", "Идеја концепта", "Ресурси", "Вебинари", "Е-курсеви")
    asked = (*HEAD, "Кластер учења: Дневни центар", *(f"{label}: Речено је." for label in long))

    got = judged(Document(blocks=(*map(line, asked), table(head, *((x, mark, "") for x in stated)))))

    assert (got.answers["partners"], got.answers["accuracy"]) == (None, True)
    assert Code.QUESTION_UNKNOWN not in {finding.code for finding in got.findings}
