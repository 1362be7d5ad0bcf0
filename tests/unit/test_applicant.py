"""Which municipality applies, where the form does not ask for it or leaves that blank."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Table
from intake.rules.judging.application import Application
from intake.rules.judging.decision import merit
from intake.rules.letters.cases import case_of
from intake.rules.letters.letters import Case
from intake.rules.states import Status
from reading_forms import judged
from samples.letters import entry, finding, the_call

TITLE = "Прилог 2 – Образац за пријаву"
ASSOCIATION = "Савез општина и градова Републике Српске"
STREET = "Булевар мира 12, 78000 Бања Лука"
REACHED = "тел. 051/333-444, info@alvrs.com"
COMPLETE = (
    ("Кластер учења", "дневни центар"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@mail.example"),
    ("Опис стања", "Старих је много."),
)


def form(*blocks: str | Line | Table, margins: tuple[str, ...] = ()) -> Application:
    """A form of these lines and tables, with *margins* in the head and the foot of its pages."""
    made = tuple(line(b) if isinstance(b, str) else b for b in (*blocks, table(*COMPLETE)))
    return judged(Document(blocks=made, margins=tuple(map(line, margins))))


def codes(application: Application) -> set[Code]:
    """What is said of the municipality."""
    return {f.code for f in application.findings if f.field == "municipality"}


def test_the_head_of_the_page_names_it_where_a_heading_seems_to_ask() -> None:
    """It stands above its address: "Локална самоуправа"."""
    heading = ("Локална самоуправа", "Службена адреса е-поште: info@laktasi.example")
    got = form(TITLE, *heading, margins=("Назив општине/града: ОПШТИНА ЛАКТАШИ",))

    assert (got.municipality, got.municipality_written) == ("srp-laktasi", "ОПШТИНА ЛАКТАШИ")


@pytest.mark.parametrize(
    ("blocks", "margins"),
    [
        ((TITLE,), (ASSOCIATION, STREET, REACHED)),
        ((TITLE,), (ASSOCIATION, "Бања Лука", REACHED)),
        ((ASSOCIATION, STREET, REACHED, TITLE), ()),
        ((ASSOCIATION, "Бања Лука", TITLE), ()),
        ((TITLE, "Доставити на: info@alvrs.com", "Бања Лука"), ()),
        ((TITLE, ASSOCIATION, STREET), ()),
        ((TITLE, STREET), ()),
        ((TITLE,), ("Бања Лука",)),
    ],
)
def test_the_town_of_the_association_applies_for_nothing(blocks: tuple[str, ...], margins: tuple[str, ...]) -> None:
    """Its letterhead and its address stand on every form that it prints."""
    got = form(*blocks, table(("Назив општине/града", "")), margins=margins)

    assert (got.municipality, codes(got)) == (None, {Code.MUNICIPALITY_MISSING})


@pytest.mark.parametrize(
    ("blocks", "margins"),
    [
        ((TITLE,), ("Општина Лакташи",)),
        (("Општина Лакташи", "Карађорђева 56", "тел. 051/111-222", TITLE), ()),
        ((TITLE, "Лакташи"), ()),
        ((TITLE, table(("Откуд ово", "Општина Лакташи"))), ()),
    ],
)
def test_a_municipality_that_is_only_supposed_is_no_value(
    blocks: tuple[str | Table, ...], margins: tuple[str, ...]
) -> None:
    """It would take the place of what the right one has sent: a person finds out who applies."""
    got = form(*blocks, margins=margins)

    assert (got.municipality, codes(got)) == (None, {Code.MUNICIPALITY_SUPPOSED})
    assert merit(got.findings, the_call()) is Status.REVIEW
    assert got.municipality_written in ("Општина Лакташи", "Лакташи")


@pytest.mark.parametrize(
    "seat", [("Адреса", "Карађорђева 56, 78250 Лакташи"), ("Мјесто и датум", "Лакташи, 10.9.2021.")]
)
@pytest.mark.parametrize("margins", [("Општина Лакташи",), ("ОПШТИНА ЛАКТАШИ", "Одјељење за развој")])
def test_an_office_in_the_town_of_that_name_is_the_other_half_of_the_proof(
    seat: tuple[str, str], margins: tuple[str, ...]
) -> None:
    """Two places say the same; staff are told all the same."""
    got = form(TITLE, table(seat), margins=margins)

    assert (got.municipality, codes(got)) == ("srp-laktasi", {Code.QUESTION_SUPPOSED})


def test_an_office_elsewhere_contradicts_it() -> None:
    """The sheet of paper may be a neighbour's."""
    got = form(TITLE, table(("Адреса", "Светог Саве 1, 78430 Прњавор")), margins=("Општина Лакташи",))

    assert (got.municipality, codes(got)) == (None, {Code.MUNICIPALITY_SUPPOSED})


def test_the_letter_asks_which_municipality_applies() -> None:
    """Nobody is told that all is in order."""
    assert case_of(entry(Status.REVIEW, finding(Code.MUNICIPALITY_SUPPOSED))) is Case.UNKNOWN_APPLICANT


def test_the_town_of_the_office_may_stand_in_a_line_of_its_own() -> None:
    """Below the street, and above the day of the signature."""
    seats = (("Адреса", "Карађорђева 56\n78250 Лакташи"), ("Мјесто и датум", "Лакташи\n10.9.2021. године"))

    for seat in seats:
        assert form(TITLE, table(("", "Лакташи"), seat)).municipality == "srp-laktasi"
