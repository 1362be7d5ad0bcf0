"""Words of a PDF that do not show, or not whole: a sheet's cell was too small for them."""

from __future__ import annotations

import pytest

from intake.reading.gate import Limits, RefusedError
from intake.reading.pdf.document import read_pdf
from intake.rules.finding import Code
from intake.rules.forms.places import Line, Table
from pdfs import pdf, ruled, text

REASONS = ("We have worked for", "many years with", "two schools.")


def shown(drawn: bytes, left: int, bottom: int, right: int, top: int) -> bytes:
    """Let no more show of what is *drawn* than is in that place."""
    return b"q %d %d %d %d re W* n %s Q\n" % (left, bottom, right - left, top - bottom, drawn)


def texts(page: bytes) -> list[str]:
    """What the cells of a page's table hold."""
    [table] = (block for block in read_pdf(pdf(page), Limits()).blocks if isinstance(block, Table))
    return [cell.text.replace("\n", " ") for cell in table.cells]


@pytest.mark.parametrize("low", [0, 13, 26])
def test_lines_that_a_low_cell_does_not_show_are_its_own(low: int) -> None:
    """They stand in the rows above and below it, as the text stands at the cell's foot, middle or head."""
    said = b"".join(text(line, 205, 674 + 13 * at - low) for at, line in enumerate(reversed(REASONS)))
    page = ruled((72, 200, 400), (637, 652, 667, 682, 697, 712))
    page += shown(said, 200, 667, 400, 682)
    for bottom, label in ((700, "Name"), (685, "Place"), (670, "Reasons"), (655, "Plan"), (640, "Funds")):
        page += text(label, 75, bottom)

    [table] = read_pdf(pdf(page), Limits()).blocks
    assert isinstance(table, Table)
    marks = {mark for cell in table.cells for line in cell.lines for span in line.spans for mark in span.marks}
    assert marks == set()  # though the rules of the cell go through its lines
    assert texts(page) == ["Name", "", "Place", "", "Reasons", " ".join(REASONS), "Plan", "", "Funds", ""]


def test_what_a_narrow_cell_does_not_show_is_its_own() -> None:
    """It is written over the cell beside it, letters between letters."""
    page = ruled((72, 200, 400), (667, 682)) + text("Laktasi", 203, 670)
    page += shown(text("The full name of the municipality or city", 75, 670), 72, 667, 200, 682)

    assert texts(page) == ["The full name of the municipality or city", "Laktasi"]


def test_words_of_a_line_do_not_run_into_each_other() -> None:
    """There need be no rules for that."""
    page = text("Laktasi", 203, 670) + shown(
        text("The full name of the municipality or city", 75, 670), 72, 667, 200, 682
    )
    [line] = read_pdf(pdf(page), Limits()).blocks

    assert isinstance(line, Line)
    assert line.text.split() == ["The", "full", "name", "of", "the", "municipality", "or", "city", "Laktasi"]


def test_lines_over_each_other_without_rules_are_not_guessed_at() -> None:
    """Nobody can tell which of them is whose answer."""
    said = b"".join(text(line, 205, 670 + 13 * at) for at, line in enumerate(reversed(REASONS)))

    with pytest.raises(RefusedError) as refused:
        read_pdf(pdf(text("Reasons", 75, 670) + shown(said, 200, 667, 400, 682)), Limits())

    assert refused.value.code is Code.FORM_UNREADABLE
