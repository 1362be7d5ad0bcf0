"""What a form keeps for the office answers nothing: its date of receipt, its number, who took the form in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import Row, grid, line, table
from intake.data.loaded import load_lexicon
from intake.rules.forms.places import Block, Document
from reading_forms import judged

TITLE = "Прилог 2 – Образац за пријаву"
ASKED = (
    ("Назив општине", "Лакташи"),
    ("Адреса", "Карађорђева 56"),
    ("Телефон општине", ""),
    ("Име и презиме контакт особе", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@laktasi.example"),
    ("Кластер учења", "дневни центар"),
    ("Партнери", "Удружење Нада"),
)
OFFICE = (("Датум", "5.9.2021."), ("Мјесто", "Бијељина"), ("Потпис", "Јово Јовић"))
HEADS = ("ПОПУЊАВА САВЕЗ", "За службену употребу:", "Дио В (попуњава стручна служба Савеза)", "For office use only")


def check(*blocks: Block | str) -> None:
    """The answers are the applicant's, and nobody is asked about the office's."""
    application = judged(Document(blocks=tuple(line(b) if isinstance(b, str) else b for b in (TITLE, *blocks))))
    got = application.answers
    assert (got["municipality"], got["address"], got["official_phone"]) == ("Лакташи", "Карађорђева 56", None)
    assert (got["contact_name"], got["cluster"]) == ("Марко Марић", "day-centre")
    assert (got["partners"], got["signatory"]) == ("Удружење Нада", None)
    assert (got["place"], got["signed_on"]) == (None, None)
    assert application.findings == ()


@pytest.mark.parametrize("head", HEADS)
def test_lines_below_such_a_heading_are_the_offices(head: str) -> None:
    """Above the form, where its title ends them, or below it."""
    asked = [f"{label}: {answer}" for label, answer in ASKED]
    office = [f"{label}: {answer}" for label, answer in OFFICE]

    check(*asked, head, *office)
    check(head, *office, "", TITLE, *asked)


@pytest.mark.parametrize("head", HEADS)
def test_rows_below_such_a_heading_are_the_offices(head: str) -> None:
    """Up to the next heading of its look, or the next question; or in a table of their own."""
    check(grid(*ASKED[:3], ((head, 2),), *OFFICE, (("ПОДАЦИ О КОНТАКТУ", 2),), *ASKED[3:]))
    check(grid(*ASKED[:3], ((head, 2),), *OFFICE, *ASKED[3:]))
    check(table(*ASKED), head, table(*OFFICE))
    check(table(*ASKED), table((head,)), table(*OFFICE))


@pytest.mark.parametrize("head", HEADS)
def test_a_block_beside_the_answers_is_the_offices(head: str) -> None:
    """In a sheet behind a free column; and no remark on the answers."""
    beside = [(head, None), *OFFICE]
    rows = [(label, (answer, 3), None) for label, answer in ASKED]

    check(grid(*(((*row, *beside[at]) if at < len(beside) else row) for at, row in enumerate(rows))))
    blank = [(None, None)] * (len(rows) - len(beside))
    check(grid(*((*left, *row[:2]) for left, row in zip([*beside, *blank], rows, strict=True))))
    narrow = [label for label, _ in beside]
    check(table(*((*row, narrow[at] if at < len(narrow) else "") for at, row in enumerate(ASKED))))


@pytest.mark.parametrize("head", HEADS)
def test_a_cell_or_a_margin_may_be_the_offices(head: str) -> None:
    """A box in a corner of the page, the stamp of receipt beside the seal."""
    office = "\n".join((head, *(f"{label}: {answer}" for label, answer in OFFICE)))

    check(replace(table((office,)), box=True), table(*ASKED))
    check(table(*ASKED), table(("М.П.", office)))
    blocks = (line(TITLE), table(*ASKED))
    got = judged(Document(blocks=blocks, margins=tuple(map(line, office.split("\n"))))).answers
    assert (got["place"], got["signed_on"], got["signatory"]) == (None, None, None)


def test_a_question_may_say_that_it_is_the_offices() -> None:
    """In brackets; a hint in brackets says something else."""
    own = (("Број протокола (попуњава Савез)", "7/21"), ("Датум (не попуњавати)", "5.9.2021."))
    last = ("Партнери\n(не попуњавати ако их нема)", "Удружење Нада")

    check(table(*ASKED[:3], *own, *ASKED[3:-1], last))
    check(*(f"{label}: {answer}" for label, answer in (*ASKED, *own)))


def test_who_signs_below_such_a_part_is_the_applicant() -> None:
    """A free line ends it."""
    asked = (*(f"{label}: {answer}" for label, answer in ASKED), "Попуњава Савез:", "Датум пријема: 7.9.2021.", "")
    rows: tuple[Row, ...] = (
        *((row.partition(": ")[0], row.partition(": ")[2]) for row in asked),
        (("У Лакташима, 5.9.2021. године", 2),),
    )
    got = judged(Document(blocks=(line(TITLE), grid(*rows)))).answers
    assert (got["place"], got["signed_on"]) == ("Лакташима", "2021-09-05")

    blocks = (TITLE, *asked, "У Лакташима, 5.9.2021. године", "Начелник: Ана Анић")

    got = judged(Document(blocks=tuple(map(line, blocks)))).answers
    assert (got["place"], got["signed_on"], got["head_name"]) == ("Лакташима", "2021-09-05", "Ана Анић")


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("V POPUNJAVA SAVEZ", True),
        ("Попуњава Савез општина и градова", True),
        ("To be completed by the Association", True),
        ("Попуњава подносилац пријаве", False),
        ("Образац попуњава општина и доставља Савезу", False),
        ("Пријаву попуњава и доставља Савезу овлашћено лице општине", False),
        ("Не попуњавати руком", False),
        ("Савез општина и градова", False),
    ],
)
def test_whose_a_part_is_is_told_by_who_fills_it_in(text: str, offices: bool) -> None:  # noqa: FBT001 - a case
    """Whoever is named first."""
    assert load_lexicon().office.head(text) is offices
