"""The foot of a form in two columns: place and date at one side, who signs at the other."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line
from intake.rules.forms.places import Document
from reading_forms import judged

ROWS = ("Партнери\tЦрвени крст", "Ресурси\tСала", "Мотивација\tУчење.", "Тачност података\tда")
FEET = {
    "tab": ("Лакташи, 5.9.2021. године\tНачелник", "\tАна Анић"),
    "blanks": ("Лакташи, 5.9.2021. године          Начелник општине", "                              Ана Анић"),
    "seal": ("У Лакташи, 5.9.2021.\tМ.П.\tГРАДОНАЧЕЛНИК", "\t\tАна Анић"),
    "seal below": ("Лакташи, 5.9.2021.\t\tНачелник", "М.П.\t\tАна Анић"),
    "rule": ("Лакташи, 5.9.2021.\tНачелник", "\t__________", "\tАна Анић"),
    "empty line": ("Лакташи, 5.9.2021.\tНачелник", "", "\tАна Анић"),
    "other side": ("Начелник\tЛакташи, 5.9.2021.", "Ана Анић"),
    "signature": ("Лакташи, дана 5.9.2021. год.\tПотпис овлашћеног лица", "\tАна Анић"),
    "asked": ("Датум: 5.9.2021.\tНачелник", "Мјесто: Лакташи\tАна Анић"),
}


@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
@pytest.mark.parametrize("tabs", [True, False])
def test_place_day_and_signature_stand_in_columns(foot: tuple[str, ...], *, tabs: bool) -> None:
    """All three were lost, or the name was part of the place, whether or not the form has tabs elsewhere."""
    asked = ROWS if tabs else tuple(row.replace("\t", ": ") for row in ROWS)
    lines = (*HEAD, "Кластер учења: дневни центар", *asked, "", *foot)

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["place"], got["signed_on"], got["signatory"]) == ("Лакташи", "2021-09-05", "Ана Анић")
    assert (got["partners"], got["accuracy"]) == ("Црвени крст", True)


def test_a_row_with_a_day_beside_something_else_is_no_foot() -> None:
    """Nobody signs there."""
    lines = (*HEAD, "Кластер учења: дневни центар", "Вебинари:", "Добој, 5.3.2021.\tмобилни тимови", "\tдневни центри")

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert got["webinars"] == "Добој, 5.3.2021. мобилни тимови\nдневни центри"
