"""How the contact person and the office are reached, where it was written elsewhere than it is asked for."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Table
from intake.rules.judging.application import Application
from reading_forms import judged

TITLE = "Прилог 2 – Образац за пријаву"
ROWS = (("Назив општине", "Лакташи"), ("Кластер учења", "дневни центар"))
PHONE, OFFICE = ("Телефон контакт особе", "065/123-456"), ("Телефон", "051/530-000")
PERSON, EMAIL = ("Контакт особа", "Марко Марић"), ("Е-пошта контакт особе", "m@laktasi.example")


def form(*blocks: str | Line | Table) -> Application:
    """A form of *blocks* below its title."""
    return judged(Document(blocks=tuple(line(b) if isinstance(b, str) else b for b in (TITLE, *blocks))))


@pytest.mark.parametrize("rows", [(PHONE, OFFICE, PERSON, EMAIL), (PERSON, EMAIL, OFFICE, PHONE)])
def test_a_bare_telephone_beside_the_persons_is_the_offices(rows: tuple[tuple[str, str], ...]) -> None:
    """In whatever order the questions stand."""
    answers = form(table(*ROWS, *rows)).answers
    assert (answers["contact_phone"], answers["official_phone"]) == ("+38765123456", "+38751530000")


def test_two_telephones_below_the_persons_heading_are_several() -> None:
    """There nothing says that one is the office's."""
    got = form(table(*ROWS), "Подаци о контакт особи", table(PERSON, EMAIL, PHONE, OFFICE))
    assert got.answers["official_phone"] is None
    assert Code.FIELD_SEVERAL in {finding.code for finding in got.findings}


@pytest.mark.parametrize("asked", ["Адреса електронске поште", "Електронска адреса", "E-mail адреса"])
def test_an_address_belongs_to_the_part_of_the_form_that_asks_for_it(asked: str) -> None:
    """By the heading above it, in the same words twice: nothing is supposed."""
    office = (("", "I ОПШТИ ПОДАЦИ О ОПШТИНИ"), ("1", *ROWS[0]), ("2", asked, "o@laktasi.example"))
    person = (("", "II ОСОБА ЗА КОНТАКТ"), ("1", *PERSON), ("2", asked, "m@laktasi.example"))
    got = form(table(*office, *person, ("3", *ROWS[1])))

    assert [got.answers[f] for f in ("official_email", "contact_email")] == ["o@laktasi.example", "m@laktasi.example"]
    assert Code.QUESTION_SUPPOSED not in {finding.code for finding in got.findings}


@pytest.mark.parametrize("refers", ["види горе", "као што је већ наведено", "see above"])
def test_who_refers_to_the_name_wrote_there_how_to_reach_them(refers: str) -> None:
    """No address and no number stands in the places of these."""
    person = "Марко Марић, моб. 065/123-456, m@laktasi.example"
    answers = form(table(*ROWS, (PERSON[0], person), (EMAIL[0], refers), (PHONE[0], refers))).answers

    assert (answers["contact_email"], answers["contact_phone"]) == ("m@laktasi.example", "+38765123456")
    assert answers["contact_name"] == "Марко Марић"


@pytest.mark.parametrize("label", [PHONE[0], "Контакт телефон особе за контакт"])
def test_an_address_and_a_number_in_each_others_place_are_exchanged(label: str) -> None:
    """Neither can be what its place asks for."""
    answers = form(table(*ROWS, PERSON, (EMAIL[0], "065/123-456"), (label, "m@laktasi.example"))).answers
    assert (answers["contact_email"], answers["contact_phone"]) == ("m@laktasi.example", "+38765123456")


def test_a_number_alone_in_the_place_of_an_address_is_no_address() -> None:
    """Only two that stand in each other's place are exchanged; what was written there is told."""
    got = form(table(*ROWS, PERSON, (EMAIL[0], "065/123-456"), PHONE))
    assert got.answers["contact_email"] is None
    (invalid,) = (f for f in got.findings if f.code is Code.FIELD_INVALID)
    assert (invalid.field, [e.written for e in invalid.evidence]) == ("contact_email", ["065/123-456"])


@pytest.mark.parametrize("kind", ["моб", "тел", "GSM"])
def test_a_number_that_says_what_it_is_answers_the_question_before_it(kind: str) -> None:
    """In its line, or in the cell below."""
    said = f"{kind}: 051/530-000"
    below = ((("Телефон општине",), (said,)), *(((a,), (b,)) for a, b in (PERSON, EMAIL, PHONE)))
    in_lines: tuple[str | Table, ...] = (f"Телефон општине:\t{said}", *(f"{a}: {b}" for a, b in (PERSON, EMAIL, PHONE)))
    in_cells: tuple[str | Table, ...] = (table(*(row for pair in below for row in pair)),)
    for blocks in (in_lines, in_cells):
        answers = form(table(*ROWS), *blocks).answers
        assert (answers["contact_phone"], answers["official_phone"]) == ("+38765123456", "+38751530000")


def test_the_signature_of_a_mail_above_the_form_in_it_answers_nothing() -> None:
    """Though the mail speaks of the form."""
    mail = ("Поштовани,", "шаљемо образац за пријаву.", "С поштовањем,", "Ива Ивић", "тел. 051/111-222", "")
    asked = [f"{a}: {b}" for a, b in (*ROWS, PERSON, EMAIL, PHONE)]

    got = judged(Document(blocks=tuple(map(line, (*mail, TITLE, *asked)))))

    assert (got.answers["contact_phone"], got.answers["official_phone"]) == ("+38765123456", None)


@pytest.mark.parametrize("label", ["Мејл особе за контакт", "На који мејл да вам одговоримо?", "Е-пошта контакт особе"])
@pytest.mark.parametrize("wrong", ["marko(at)opstina", "marko.maric.opstina.example", "marko@opstina,example"])
def test_what_was_meant_for_an_address_is_told_as_a_wrong_one(label: str, wrong: str) -> None:
    """Also where the question is known by some of its words only; the letter quotes it."""
    found = form(table(*ROWS, PERSON, (label, wrong), PHONE)).findings

    assert [(f.code, f.field) for f in found] == [(Code.FIELD_INVALID, "contact_email")]
