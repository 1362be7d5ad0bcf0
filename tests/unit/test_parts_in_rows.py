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


@pytest.mark.parametrize(
    ("row", "whole"),
    [
        (("Поштански број", "78250"), "Карађорђева 56 78250"),
        (("ПТТ", "78 250"), "Карађорђева 56 78 250"),
        (("Пошта", "78250 Лакташи"), "Карађорђева 56 78250 Лакташи"),
        (("Број становника", "20680"), "Карађорђева 56"),
        (("Површина општине", "38837"), "Карађорђева 56"),
    ],
)
def test_a_number_below_a_street_is_its_post_code_where_that_is_asked(row: tuple[str, str], whole: str) -> None:
    """A row that somebody added to the form told its inhabitants, in silence a part of the address."""
    rows = (("Општина", "Лакташи"), ("Адреса", "Карађорђева 56"), row, ("Службени телефон", "051/530-000"))

    assert judged(Document(blocks=(line(HEAD[0]), table(*rows)))).answers["address"] == whole


def test_an_address_has_one_post_code() -> None:
    """Whatever the number below it is."""
    rows = (("Општина", "Лакташи"), ("Адреса", "Главна 5, 78250 Лакташи"), ("Поштански фах", "20680"))

    assert judged(Document(blocks=(line(HEAD[0]), table(*rows)))).answers["address"] == "Главна 5, 78250 Лакташи"
