"""A name and a surname in cells of their own, below a heading that no call knows."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

TOP = (
    ("Општина", "Лакташи", "Начелник", "Ана Анић"),
    ("Службени телефон", "051/530-000", "Службени мејл", "opstina@laktasi.example"),
)
FOOT = (("Функција", "савјетник", "Мејл контакт особе", "m.maric@laktasi.example"),)


def read(*names: str) -> Application:
    """A form with the row of *names*."""
    return judged(Document(blocks=(*map(line, (HEAD[0],)), table(*TOP, names, *FOOT), line("Кластер: Дневни центар"))))


@pytest.mark.parametrize(
    "names",
    [("Име", "Марко", "Презиме", "Марић"), ("Презиме", "Марић", "Име", "Марко"), ("Ime", "Марко", "Prezime", "Марић ")],
)
def test_a_name_and_a_surname_are_one_person(names: tuple[str, ...]) -> None:
    """Where neither asks for a person that is known by its words, the place or the address tells who it is."""
    assert read(*names).answers["contact_name"] == "Марко Марић"


@pytest.mark.parametrize("names", [("Име", "Марко", "Надимак", "Марић"), ("Име", "Марко", "Презиме", "")])
def test_a_half_of_a_name_is_nobody(names: tuple[str, ...]) -> None:
    """Two questions for the same half are not one."""
    assert read(*names).answers["contact_name"] is None
