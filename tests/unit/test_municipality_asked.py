"""How a form asks who applies, and what only looks as if it did."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Cell, Document, Line, Mark, Table
from intake.rules.judging.application import Application
from reading_forms import judged

REST = (
    ("Кластер учења", "Дневни центри"),
    ("Име и презиме контакт особе", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@laktasi.example"),
)


def form(*blocks: str | Line | Table) -> Application:
    """A form of these blocks, below its title."""
    lines = [line(block) if isinstance(block, str) else block for block in ("Прилог 2 – Образац за пријаву", *blocks)]
    return judged(Document(blocks=tuple(lines)))


def doubted(application: Application) -> list[Code]:
    """What was found to be missing, unknown or contradictory about the municipality."""
    return [
        f.code for f in application.findings if f.field == "municipality" and not f.code.value.startswith("question")
    ]


@pytest.mark.parametrize("heading", ["A) Municipality / city", "I. Applicant", "LOCAL SELF-GOVERNMENT"])
@pytest.mark.parametrize("gap", ["\t", " "])
@pytest.mark.parametrize("name", ["Municipality of Laktaši", "Општина Лакташи", "Laktaši"])
def test_a_name_behind_its_colon_is_no_part_of_the_question(heading: str, gap: str, name: str) -> None:
    """Though "Name: Municipality" asks for it, too."""
    rest = (f"{label}:{gap}{said}" for label, said in (("Address", "Karađorđeva 56"), *REST))
    got = form(line(heading, Mark.BOLD), f"Name:{gap}{name}", *rest)

    assert (got.municipality, got.answers["contact_name"], doubted(got)) == ("srp-laktasi", "Марко Марић", [])


@pytest.mark.parametrize("kind", ["Врста: општина / град:", "4. Врста: општина / град", "Врста: општиан / град:"])
@pytest.mark.parametrize("answer", ["општина", "град", "opstina"])
def test_the_kind_of_municipality_is_no_second_name(kind: str, answer: str) -> None:
    """A colon or a number before it asks something, but what is offered behind the colon is not what is asked."""
    got = form(table(("3. Назив општине, односно града:", "Општина Лакташи"), (kind, answer), *REST))

    assert (got.municipality, doubted(got)) == ("srp-laktasi", [])


@pytest.mark.parametrize("gap", [" ", "\t"])
def test_the_name_may_stand_behind_a_question_with_its_mark(gap: str) -> None:
    """Whatever the words of the question are."""
    asked = f"1. Which municipality / town is applying?{gap}Општина Лакташи"

    got = form(asked, *(f"{label}: {text}" for label, text in REST))

    assert (got.municipality, doubted(got)) == ("srp-laktasi", [])


@pytest.mark.parametrize("marks", [(), (Mark.BOLD,)])
def test_the_heads_of_a_table_of_numbered_questions_ask_nothing(marks: tuple[Mark, ...]) -> None:
    """So they are not answered by the first question, nor taken for that of the municipality."""
    asked = (("Молимо наведите пун назив Ваше локалне заједнице (општине или града):", "Општина Лакташи"), *REST)
    made = table(("Р.бр.", "Питање", "Одговор"), *((f"{n}.", *row) for n, row in enumerate(asked, 1)))
    cells = tuple(
        Cell(row=c.row, column=c.column, address=c.address, lines=tuple(line(x.text, *marks) for x in c.lines))
        if c.row == 0
        else c
        for c in made.cells
    )

    got = form(Table(cells=cells, address=made.address))

    assert (got.municipality, doubted(got)) == ("srp-laktasi", [])
    assert [f for f in got.findings if ("question", "Питање") in f.details] == []


def test_the_heads_of_one_application_in_a_row_are_its_questions() -> None:
    """Though a number stands before it."""
    heads, row = zip(("Назив општине", "Лакташи"), *REST, strict=True)

    assert form(table(("Р.бр.", *heads), ("1.", *row))).municipality == "srp-laktasi"
