"""Rows of a PDF's table that the end of a page broke in the middle, where the label tells nothing of it."""

from __future__ import annotations

import pytest

from intake.reading.gate import Limits
from intake.reading.pdf.document import read_pdf
from intake.rules.forms.places import Table
from pdfs import pdf, ruled, text

LABELS = (55, 165)  # where the labels begin, and where the answers' column does
ABOVE, BELOW = "HOW MUCH OF IT", "YOU HAVE ALREADY"  # of one label; what follows does not fit behind the first
BEGUN = "We have worked for many years with two schools and the association of"


def cells(first: tuple[str, str], second: tuple[str, str]) -> list[tuple[str, str]]:
    """The rows of a table with one row on each page, as they are read."""
    left, right = LABELS
    lines = ruled((left - 5, right, 520), (60, 100, 140))
    one = lines + text("NAME", left, 120) + text("Anna", right + 5, 120)
    one += text(first[0], left, 80) + text(first[1], right + 5, 80)
    two = lines + text(second[0], left, 120) + text(second[1], right + 5, 120)
    two += text("PLACE", left, 80) + text("Berane", right + 5, 80)
    [table] = read_pdf(pdf(one, two), Limits()).blocks
    assert isinstance(table, Table)
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [(a, b) for a, b in rows.values()]


@pytest.mark.parametrize("end", ["women and youth.", "youth", "local businesses, and in 2019 too."])
def test_a_sentence_that_goes_on_overleaf_is_one_answer(end: str) -> None:
    """In capitals a label begins alike in every line; the answer beside it tells that the row was broken."""
    got = cells((ABOVE, BEGUN), (BELOW, end))

    assert got == [("NAME", "Anna"), (f"{ABOVE} {BELOW}", f"{BEGUN} {end}"), ("PLACE", "Berane")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("E-MAIL", "anna@berane.example"), ("WEB SITE", "www.berane.example")),  # both would have fitted above
        ((ABOVE, f"{BEGUN[:46]} and youth."), (BELOW, "yes")),  # the sentence above has its end
        ((ABOVE, BEGUN), (BELOW, "Women and youth are heard.")),
        ((ABOVE[:8], BEGUN), ("E", "yes")),  # this label would have fitted
        ((ABOVE, ""), (BELOW, "yes")),
    ],
)
def test_the_first_row_of_a_page_is_another_where_nothing_was_broken(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    """An answer in small letters is none of the one above."""
    assert cells(first, second)[1:3] == [first, second]


@pytest.mark.parametrize("divided", [0, 1])
def test_a_row_is_one_also_where_another_row_of_its_page_is_divided_further(divided: int) -> None:
    """As members are: the columns of the other page are among its own."""
    left, right = LABELS
    pages = []
    for number, (label, said) in enumerate(((ABOVE, BEGUN), (BELOW, "women and youth."))):
        page = ruled((left - 5, right, 520), (60, 100))
        page += text(label, left, 80) + text(said, right + 5, 80)
        if number == divided:
            page += ruled((left - 5, right, 340, 520), (20, 60) if number else (100, 140))
            page += b"".join(
                text(x, at, 40 if number else 120) for x, at in (("Ana", left), ("B1", right + 5), ("x", 345))
            )
        pages.append(page)

    [table] = read_pdf(pdf(*pages), Limits()).blocks

    assert isinstance(table, Table)
    row = next(cell.row for cell in table.cells if cell.text.startswith(ABOVE))
    found = {cell.column: (cell.text, cell.column_span) for cell in table.cells if cell.row == row}
    assert found == {0: (f"{ABOVE} {BELOW}", 1), 1: (f"{BEGUN} women and youth.", 2)}


def test_a_table_in_a_cell_does_not_end_the_one_around_it() -> None:
    """Members stand in such a table, and the last row of the form's goes on overleaf, below an empty label."""
    left, right = LABELS
    inner = ruled((right + 5, right + 100, right + 300), (144, 164, 184)) + text("Ana", right + 8, 150)
    one = ruled((left - 5, right, 520), (60, 140, 190)) + inner + text("MEMBERS", left, 160)
    one += text("REASONS", left, 120) + text("We have worked for", right + 5, 120)
    two = ruled((left - 5, right, 520), (60, 140)) + text("many years.", right + 5, 120)

    outer, members = read_pdf(pdf(one, two), Limits()).blocks
    assert isinstance(outer, Table)
    assert [cell.text for cell in outer.cells] == ["MEMBERS", "", "REASONS", "We have worked for many years."]
    assert isinstance(members, Table)
    assert members.cells[2].text == "Ana"
