"""Members whose level of English is ticked in a column of its own."""

from __future__ import annotations

import pytest

from form_lines import HEAD, Row, grid, line
from intake.rules.forms.places import Block, Document
from reading_forms import judged

HEADS = ("Име и презиме", "Функција", "Установа")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
ANA = ("Ана Анић", "психолог", "Дом здравља")
JOVO = ("Јово Јовић", "правник", "Општина Лакташи")


def levels(*rows: Row) -> list[object]:
    """The levels of the members in a table of these *rows*."""
    blocks: tuple[Block, ...] = (*map(line, (*HEAD, "Предложени чланови кластера")), grid(*rows))
    found = judged(Document(blocks=blocks)).answers["members"]
    assert isinstance(found, tuple)
    assert [row["name"] for row in found] == [ANA[0], JOVO[0]]
    return [row["english"] for row in found]


@pytest.mark.parametrize("sign", ["✓", "x", "☒", "да", "B1"])
def test_a_sign_below_a_level_tells_it(sign: str) -> None:
    """The levels stand in the row of the other heads, or in one of their own below what asks for them."""
    said = ((*ANA, "", "", sign, "", "", ""), (*JOVO, "", "", "", "", "", ""))

    assert levels((*HEADS, *LEVELS), *said) == ["B1", None]
    assert levels((*HEADS, ("Ниво енглеског", 6)), ("", "", "", *LEVELS), *said) == ["B1", None]
    assert levels(("", "", "", ("Енглески", 6)), (*HEADS, *LEVELS), *said) == ["B1", None]


def test_boxes_that_were_left_empty_are_no_sign() -> None:
    """Each place has one."""
    ana, jovo = ("☐", "☐", "☐", "☒", "☐", "☐"), ("☐",) * 6

    assert levels((*HEADS, *LEVELS), (*ANA, *ana), (*JOVO, *jovo)) == ["B2", None]


def test_fewer_levels_may_be_asked_for() -> None:
    """And another column may stand behind them."""
    rows = ((*HEADS, "B1", "B2", "C1", "E-mail"), (*ANA, "", "", "+", "ana@laktasi.example"), (*JOVO, "X", "", "", ""))

    assert levels(*rows) == ["C1", "B1"]
