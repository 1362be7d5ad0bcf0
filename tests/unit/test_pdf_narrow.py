"""Words of a PDF that were too long for a narrow cell, and so were broken without a hyphen."""

from __future__ import annotations

import pytest

from intake.reading.gate import Limits
from intake.reading.pdf.document import read_pdf
from intake.rules.forms.places import Table
from pdfs import pdf, ruled, text


def cell(*rows: str, width: int, elsewhere: str = "") -> str:
    """What is read from the rows of a cell whose text has that *width*, in points."""
    drawn = ruled((72, 80 + width), (700 - 14 * len(rows), 716)) + text(elsewhere, 72, 300)
    drawn += b"".join(text(row, 76, 704 - 14 * number) for number, row in enumerate(rows, start=1))
    [table] = (block for block in read_pdf(pdf(drawn), Limits()).blocks if isinstance(block, Table))
    return table.cells[0].text


@pytest.mark.parametrize(
    ("rows", "width", "whole"),
    [
        (("Milora", "d R.", "Petkovi", "c"), 37, "Milorad R. Petkovic"),
        (("Nacelni", "k"), 43, "Nacelnik"),
        (("Institucij", "a"), 43, "Institucija"),
        (("Opst", "inska", "upra", "va"), 28, "Opstinska uprava"),
        (("POZICIJ", "A"), 48, "POZICIJA"),
        (("Dzombi", "c-Savic"), 39, "Dzombic-Savic"),
        (('"Nada', '"'), 32, '"Nada"'),
        (("2021-09-", "10"), 47, "2021-09-10"),
        (("31.08.202", "1"), 51, "31.08.2021"),
        (("003875564", "0260"), 58, "0038755640260"),
        (("12", "."), 14, "12."),
    ],
)
def test_a_word_that_a_narrow_cell_broke_is_one_word(rows: tuple[str, ...], width: int, whole: str) -> None:
    """It stands alone in its row, full to the last letter; members' tables have such columns."""
    assert cell(*rows, width=width) == whole


@pytest.mark.parametrize(
    ("rows", "width", "elsewhere"),
    [
        (("socijalnu", "zastitu"), 46, ""),  # such a long rest is rare
        (("socijalni", "rad"), 42, "Centar za rad"),  # a word by itself
        (("Partneri", "i"), 40, "Mostar i Foca"),
        (("Contact", "e-mail"), 40, ""),
        (("NAZIV", "JLS"), 37, ""),
        (("Ana", "Anic"), 20, ""),
        (("Rad", "sa", "djecom"), 40, ""),  # more would have fitted
        (("Vidovdanska", "41"), 64, ""),
    ],
)
def test_two_words_of_a_narrow_cell_stay_two(rows: tuple[str, ...], width: int, elsewhere: str) -> None:
    """A word may fill its row."""
    assert cell(*rows, width=width, elsewhere=elsewhere).replace("\n", " ") == " ".join(rows)
