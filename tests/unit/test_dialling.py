"""In which country a telephone is dialled that has no country's code: "034/555-111" is two numbers, far apart."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from reading_forms import judged

HERE, SERBIA, MONTENEGRO, CROATIA = "+38734555111", "+38134555111", "+38234555111", "+38534555111"


def dialled(
    municipality: str, email: str = "ana@mail.example", address: str = "", written: str = "034/555-111"
) -> tuple[object, bool]:
    """Return the contact person's telephone, and whether staff are asked to look at it."""
    texts = ("Прилог 2 – Образац за пријаву", "Кластер учења: Мобилни теренски тимови",
             f"Назив општине: {municipality}", f"Адреса: {address}", "Контакт особа: Ана Анић",
             f"Е-пошта контакт особе: {email}", f"Телефон контакт особе: {written}")  # fmt: skip
    got = judged(Document(blocks=tuple(map(line, texts))))
    codes = [finding.code for finding in got.findings if finding.field == "contact_phone"]
    assert set(codes) <= {Code.FIELD_SUPPOSED}
    return got.answers["contact_phone"], bool(codes)


@pytest.mark.parametrize(
    ("municipality", "number"),
    [("Лакташи", HERE), ("Град Тузла", HERE), ("Нови Сад", SERBIA), ("Општина Будва", MONTENEGRO)],
)
def test_a_number_without_its_code_is_dialled_in_the_municipality(municipality: str, number: str) -> None:
    """Wherever its address book says so."""
    assert dialled(municipality, "ana@nema-takve.rs") == (number, False)


@pytest.mark.parametrize(
    ("email", "address", "number"),
    [("ana@nema-takve.hr", "", CROATIA), ("ana@nema-takve.rs", "", SERBIA), ("ana@nema-takve.rs.ba", "", HERE),
     ("ana@nema-takve.me", "", MONTENEGRO), ("ana@mail.example", "Главна 1, 79101 Велика Топола", HERE)],
)  # fmt: skip
def test_where_the_name_is_not_known_addresses_and_post_codes_tell(email: str, address: str, number: str) -> None:
    """A name that no list has, at an address that only one country gives out."""
    assert dialled("Општина Велика Топола", email, address) == (number, False)


@pytest.mark.parametrize(
    ("email", "address"),
    [("ana@mail.example", ""), ("ana@proton.me", ""), ("ana@mail.example", "Главна 1, 34000 Велика Топола"),
     ("ana@mail.example", "Главна 1, 84000 Велика Топола"),
     ("ana@nema-takve.rs", "Главна 1, 79101 Велика Топола")],
)  # fmt: skip
def test_where_nothing_tells_the_country_staff_are_asked(email: str, address: str) -> None:
    """Post codes of Serbia are those of Croatia, and one of Montenegro is sooner mistyped.

    A mail provider in Montenegro has customers everywhere.
    """
    assert dialled("Општина Велика Топола", email, address) == (HERE, True)


@pytest.mark.parametrize("written", ["+387 34 555 111", "00387 34 555-111", "38734555111"])
def test_a_number_with_its_code_is_never_doubted(written: str) -> None:
    """It says itself where it is dialled."""
    assert dialled("Општина Велика Топола", written=written) == (HERE, False)


def test_of_a_shared_name_the_address_tells_which_is_meant_and_staff_look() -> None:
    """Two municipalities are called Petrovac; the one of this association was taken."""
    assert dialled("Петровац", "ana@nema-takve.rs") == (SERBIA, True)
    assert dialled("Петровац", "ana@nema-takve.ba") == (HERE, False)
    assert dialled("Петровац") == (HERE, False)
