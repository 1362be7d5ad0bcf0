"""What an office prints above a form's title, or on each of its pages, is no answer."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Block, Document
from reading_forms import judged

LETTERHEAD = ("РЕПУБЛИКА СРПСКА", "ОПШТИНА ЛАКТАШИ", "тел: 051/530-000, e-mail: pisarnica@laktasi.example")
ASKED = (
    ("Назив општине", "Лакташи"),
    ("Кластер учења", "дневни центар"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", ""),
    ("Телефон контакт особе", "065/123-456"),
)


@pytest.mark.parametrize("sheet", [True, False])
def test_a_letterhead_answers_nothing(*, sheet: bool) -> None:
    """Neither in the first rows of a sheet, nor in lines; nor where it is repeated at the end."""
    top = (*LETTERHEAD, HEAD[0])
    rows = [("", text) for text in top] + list(ASKED)
    blocks: tuple[Block, ...] = (table(*rows),) if sheet else (*map(line, top), table(*ASKED))

    got = judged(Document(blocks=(*blocks, line(LETTERHEAD[-1])))).answers

    assert (got["contact_email"], got["official_email"], got["official_phone"]) == (None, None, None)
    assert got["contact_phone"] == "+38765123456"


def test_what_a_form_asks_above_its_title_is_read() -> None:
    """In so many words, and asked nowhere else."""
    lines = ("Назив општине: Лакташи", "Е-пошта контакт особе: m@laktasi.example", *HEAD[:1], "Кластер: дневни центар")

    got = judged(Document(blocks=(*map(line, lines), line("Контакт особа: Марко Марић"), line("Партнери: нема"))))

    assert (got.municipality, got.answers["contact_email"]) == ("srp-laktasi", "m@laktasi.example")


@pytest.mark.parametrize(
    "foot",
    [
        "Савез општина и градова Републике Српске, Бијељина",
        "Albanian Association of Municipalities, Tirana, phone +355 42 111 222",
        "Стручна служба савеза, Бијељина, тел. 055/111-222",
    ],
)
def test_the_foot_of_a_page_signs_nothing(foot: str) -> None:
    """Where nobody signed above it; it was a name in silence."""
    asked = ("Кластер учења: дневни центар", "Мотивација: Учење.", "Потпис и печат: ______", foot)

    got = judged(Document(blocks=tuple(map(line, (*HEAD, *asked))))).answers

    assert got["signatory"] is None


@pytest.mark.parametrize("name", ["Ива Ивић", "Начелница Ива Ивић, тел. 055/111-222", "мр Ива Ивић, 065/111-222"])
def test_a_name_below_the_question_of_the_signature_signs(name: str) -> None:
    """With a telephone, too."""
    asked = ("Кластер учења: дневни центар", "Мотивација: Учење.", "Потпис и печат:", name)

    signatory = judged(Document(blocks=tuple(map(line, (*HEAD, *asked))))).answers["signatory"]

    assert "Ива Ивић" in str(signatory)


def test_an_association_may_be_a_partner() -> None:
    """A long answer may tell of it."""
    asked = ("Кластер учења: дневни центар", "Партнери:", "Савез општина и градова Републике Српске")

    got = judged(Document(blocks=tuple(map(line, (*HEAD, *asked))))).answers

    assert got["partners"] == "Савез општина и градова Републике Српске"


@pytest.mark.parametrize("day", ["6.9.2021. године", "2.9.2021."])
def test_the_day_of_a_letter_is_not_that_of_the_signature(day: str) -> None:
    """It stands above the form's title, and the form has its own at its foot, together with the place."""
    top = ("Број: 02-69-196/21", f"Датум: {day}")
    asked = (*ASKED, ("Мјесто и датум", "Лакташи, 6.9.2021. године"))

    got = judged(Document(blocks=(*map(line, (*top, HEAD[0])), table(*asked))))

    assert (got.answers["place"], got.answers["signed_on"]) == ("Лакташи", "2021-09-06")
    assert not any(finding.field == "signed_on" for finding in got.findings)


def test_the_day_of_a_letter_counts_where_the_form_asks_for_none() -> None:
    """As it did."""
    got = judged(Document(blocks=(*map(line, ("Датум: 6.9.2021.", HEAD[0])), table(*ASKED))))

    assert got.answers["signed_on"] == "2021-09-06"


def test_who_signs_has_a_title_that_stands_in_the_letterhead_too() -> None:
    """Above a rule and a name it asks who that is; on another page it is printed again."""
    top = ("ОПШТИНА ЛАКТАШИ", "НАЧЕЛНИК", LETTERHEAD[-1], *HEAD, "Кластер учења: дневни центар", "Начелник: Ана Анић")
    foot = ("НАЧЕЛНИК", "Број: 01-1", "Партнери: нема", "С поштовањем,", "НАЧЕЛНИК", "________", "Ана Анић")
    got = judged(Document(blocks=tuple(map(line, (*top, *foot))))).answers

    assert (got["head_name"], got["signatory"]) == ("Ана Анић", "Ана Анић")
