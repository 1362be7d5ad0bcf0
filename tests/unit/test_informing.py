"""Whom to ask about the call, as forms print it: the association's person answers nothing."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

ROWS = (("Назив општине", "Лакташи"), ("Кластер учења", "дневни центар"), ("Опис стања", "Старих је много."))
CONTACT = (("Контакт особа", ""), ("Е-пошта контакт особе", ""))
INFORMING = (
    "За додатне информације контакт особа у Савезу: Ива Ивић, тел. 055/111-222, е-маил: iva@savez.example.",
    "Za sva pitanja kontakt osoba: Iva Ivić, e-mail: iva@savez.example",
    "Контакт особа у Савезу: Ива Ивић, тел. 055/111-222, е-маил: iva@savez.example",
    "For further information contact person: Iva Ivić, e-mail: iva@savez.example",
)


def form(*rows: tuple[str, str], note: str) -> Application:
    """A form with such a line above its table."""
    return judged(Document(blocks=(line("Прилог 2"), line(note), table(*ROWS, *rows))))


@pytest.mark.parametrize("note", INFORMING)
def test_the_association_does_not_apply(note: str) -> None:
    """A contact that was left blank is missing; nobody is written to in its place."""
    got = form(*CONTACT, note=note)

    assert (got.answers["contact_name"], got.answers["contact_email"], got.answers["official_email"]) == (None,) * 3
    assert {f.field for f in got.findings if f.code is Code.FIELD_MISSING} == {"contact_name", "contact_email"}


@pytest.mark.parametrize("note", INFORMING)
def test_it_contradicts_no_answer(note: str) -> None:
    """The applicant's person is the contact person."""
    got = form(("Контакт особа", "Марко Марић"), ("Е-пошта контакт особе", "marko@laktasi.example"), note=note)

    assert got.answers["contact_name"] == "Марко Марић"
    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert Code.FIELD_SEVERAL not in {f.code for f in got.findings}


@pytest.mark.parametrize(
    "note", ["Контакт телефон за питања: 051/123-000 (Савез).", "Телефон за сва питања: 051/123-000", INFORMING[0]]
)
@pytest.mark.parametrize("phone", ["065/123-456", ""])
def test_its_telephone_is_nobodys(note: str, phone: str) -> None:
    """Also where the applicant left the place for one blank."""
    got = form(("Телефон општине", "051/530-000"), ("Телефон контакт особе", phone), note=note)

    assert got.answers["contact_phone"] == ("+38765123456" if phone else None)
    assert got.answers["official_phone"] == "+38751530000"
