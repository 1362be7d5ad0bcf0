"""Questions of a form that the call does not ask: they answer nothing of it, and disturb nothing."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Table
from intake.rules.judging.application import Application
from reading_forms import judged

TITLE = "Прилог 2 – Образац за пријаву"
BEFORE = (("Кластер учења", "дневни центар"), ("Назив општине, односно града", "Лакташи"))
AFTER = (
    ("Адреса", "Карађорђева 4"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@laktasi.example"),
    ("Опис стања", "Старих је много."),
)
SORTS = [
    ("Врста: општина / град", "град"),
    ("Врста: општина / град:", "☐ општина   ☒ град"),
    ("Vrsta: opština / grad", "opština"),
    ("Врста (општина/град)", "општина"),
    ("Врста ЈЛС", "Град"),
    ("Врста јединице локалне самоуправе", "општина"),
    ("Тип локалне самоуправе (општина или град)", "град"),
    ("Type: municipality / city", "city"),
    ("Врста: општина / град / Type: municipality / city", "општина"),
    ("Врста", "општина"),
    ("Општина или град (заокружити)", "град"),
]


def form(*blocks: str | Line | Table) -> Application:
    """A form of these lines and tables."""
    made = tuple(line(b) if isinstance(b, str) else b for b in (TITLE, *blocks))
    return judged(Document(blocks=made))


def assert_undisturbed(got: Application) -> None:
    """What the form does answer is read, and nothing is wanted."""
    codes = {f.code for f in got.findings} - {Code.QUESTION_UNKNOWN}
    assert not codes, got.findings
    assert (got.municipality, got.cluster) == ("srp-laktasi", "day-centre")
    assert [got.answers[f] for f in ("address", "contact_name")] == ["Карађорђева 4", "Марко Марић"]


@pytest.mark.parametrize("asked", SORTS, ids=lambda asked: asked[0])
def test_what_kind_of_municipality_applies_is_not_its_name(asked: tuple[str, str]) -> None:
    """Whatever the kind, the name was given one row above."""
    assert_undisturbed(form(table(*BEFORE, asked, *AFTER)))


@pytest.mark.parametrize("asked", SORTS, ids=lambda asked: asked[0])
def test_so_it_is_in_paragraphs(asked: tuple[str, str]) -> None:
    """There the words that the question offers stand in one line with its answer."""
    lines = (f"{label.rstrip(':')}: {answer}" for label, answer in (*BEFORE, asked, *AFTER))
    assert_undisturbed(form(*lines))


def test_the_kind_is_told_where_the_address_is_not_asked() -> None:
    """It is no address either."""
    got = form(table(*BEFORE, ("Врста", "општина"), *AFTER[1:]))
    assert got.answers["address"] is None
    told = [dict(f.details) for f in got.findings]
    assert told == [{"question": "Врста", "answer": "општина"}]


def test_a_kind_alone_names_nobody() -> None:
    """Where no name was given, the municipality is missing."""
    got = form(table(BEFORE[0], ("Назив општине", ""), ("Врста: општина / град", "град"), *AFTER))
    assert Code.MUNICIPALITY_MISSING in {f.code for f in got.findings}


@pytest.mark.parametrize("level", ["B1", "B1, B2", "Ана: C1", "Сви говоре енглески."])
@pytest.mark.parametrize(
    "label", ["Ниво знања енглеског језика сваког члана (A1–C2)", "English level of each member (A1–C2)"]
)
def test_the_english_of_each_member_disturbs_nothing(label: str, level: str) -> None:
    """The call asks it in the table of members only."""
    assert_undisturbed(form(table(*BEFORE, *AFTER[:-1], (label, level), AFTER[-1])))
    lines = (f"{asked}: {answer}" for asked, answer in (*BEFORE, *AFTER[:-1], (label, level), AFTER[-1]))
    assert_undisturbed(form(*lines))
