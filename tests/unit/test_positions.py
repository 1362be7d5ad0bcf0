"""A person with a position in a form that asks for the name only."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.forms.places import Document
from reading_forms import judged


def answers(*lines: str) -> tuple[object, object]:
    """The name and the position in a form with these lines."""
    form = ("Прилог 2", "Назив општине: Лакташи", "Кластер учења: дневни центар", *lines, "Имејл: m@laktasi.example")
    got = judged(Document(blocks=tuple(map(line, form)))).answers
    return got["contact_name"], got["contact_position"]


@pytest.mark.parametrize(
    ("written", "name", "position"),
    [
        ("Марко Марић, савјетник за развој", "Марко Марић", "савјетник за развој"),
        ("Марко Марић (шеф Одсјека за привреду)", "Марко Марић", "шеф Одсјека за привреду"),
        ("Марко Марић – референт", "Марко Марић", "референт"),
        ("Марко Марић, дипл. правник", "Марко Марић, дипл. правник", None),
        ("Марко Марић", "Марко Марић", None),
    ],
)
def test_a_position_behind_the_name_is_told_apart(written: str, name: str, position: str | None) -> None:
    """Where the form asks for it nowhere else; a degree is none."""
    assert answers(f"Контакт особа: {written}") == (name, position)
    asked = answers(f"Контакт особа: {written}", "Функција: начелник одјељења")
    assert asked == (written, "начелник одјељења")


def test_a_name_before_the_position_is_told_apart() -> None:
    """Where the form asks for the position, and for the name at once or nowhere; a name asked for elsewhere stays."""
    asked = "Функција: Марко Марић, савјетник за развој"
    assert answers(asked) == ("Марко Марић", "савјетник за развој")
    assert answers("Контакт особа: Ива Ивић", asked) == ("Ива Ивић", "Марко Марић, савјетник за развој")
    assert answers("Функција: савјетник за развој") == (None, "савјетник за развој")


def test_a_name_told_in_two_ways_is_none() -> None:
    """What stands before the position decides nothing."""
    twice = ("Контакт особа: Ива Ивић", "Контакт особа: Ана Анић")
    assert answers(*twice, "Функција: Марко Марић, савјетник за развој")[0] is None


def test_a_question_for_both_gives_each_its_own() -> None:
    """Whichever it says more of; a position alone is no name."""
    asked = "Задужена особа и радно мјесто"
    assert answers(f"{asked}: Марко Марић, савјетник за развој") == ("Марко Марић", "савјетник за развој")
    assert answers(f"{asked}: савјетник за развој, Одсјек за привреду")[0] is None


def test_a_position_in_the_line_below_the_name_is_told_apart() -> None:
    """Where the form asks for it nowhere; a person below is none."""
    asked = "Контакт особа:"
    assert answers(asked, "Марко Марић", "савјетник за развој") == ("Марко Марић", "савјетник за развој")
    assert answers(asked, "Марко Марић", "Ива Ивић")[1] is None
    assert answers(asked, "Марко Марић", "савјетник за развој", "Функција: шеф")[1] == "шеф"
