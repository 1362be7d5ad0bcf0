"""The foot of a form in two columns: place and date at one side, who signs at the other."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
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


@pytest.mark.parametrize("title", ["Овлашћено лице", "Начелник општине:", "Za opštinu/grad potpisuje"])
@pytest.mark.parametrize("seal", [(), ("М.П.",)])
def test_they_stand_so_in_the_columns_of_a_table(title: str, seal: tuple[str, ...]) -> None:
    """The title was read as the place, and the name as the date."""
    lines = map(line, (*HEAD, "Начелник: Ива Ивић", "Кластер учења: дневни центар"))
    foot = table(("Мјесто: Лакташи", *seal, title), ("Датум: 5.9.2021. године", *("" for _ in seal), "Ана Анић"))

    got = judged(Document(blocks=(*lines, line(""), foot))).answers

    assert (got["place"], got["signed_on"], got["signatory"]) == ("Лакташи", "2021-09-05", "Ана Анић")
    assert got["head_name"] == "Ива Ивић"


def test_places_and_days_beside_something_else_are_no_foot() -> None:
    """Each row of that table holds together."""
    lines = map(line, (*HEAD, "Кластер учења: дневни центар", "Вебинари:"))
    attended = table(("Добој, 5.3.2021.", "мобилни тимови"), ("Добој, 6.3.2021.", "дневни центри"))

    got = judged(Document(blocks=(*lines, attended))).answers

    assert (got["place"], got["signed_on"], got["signatory"]) == (None, None, None)
