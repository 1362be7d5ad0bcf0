"""Answers on a second sheet, each with the number of its question on the first."""

from __future__ import annotations

import pytest

from form_lines import HEAD, table
from intake.rules.forms.places import Document
from reading_forms import judged

ASKED = (
    "Назив општине",
    "Име и презиме контакт особе",
    "Е-пошта контакт особе",
    "Кластер за који се пријављујете",
    "Разлози за пријаву",
    "Искуство",
    "Партнери",
    "Мјесто",
)
SAID = (
    "Лакташи",
    "Марко Марић",
    "marko@laktasi.example",
    "Дневни центар",
    "Потреба је велика.",
    "Имамо услуге: помоћ у кући.",
    "Црвени крст",
    "Лакташи",
)


def form(answers: dict[str, str]) -> Document:
    """The questions in one table, and in a second these answers by their numbers."""
    questions = (("Бр.", "Питање"), *((str(n), text) for n, text in enumerate(ASKED, 1)))
    return Document(
        blocks=(
            table((HEAD[0],), *questions),
            table(("Бр.", "Одговор"), *answers.items()),
        )
    )


@pytest.mark.parametrize("style", ["{}", "{}.", "{}.0", "{})"])
def test_an_answer_on_another_sheet_has_the_number_of_its_question(style: str) -> None:
    """However a number is written; the order counts for nothing."""
    answers = {style.format(n): text for n, text in sorted(enumerate(SAID, 1), reverse=True)}
    got = judged(form(answers))
    assert got.answers["contact_name"] == "Марко Марић"
    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert got.answers["cluster"] == "day-centre"
    assert got.answers["motivation"] == "Потреба је велика."
    assert got.answers["experience"] == "Имамо услуге: помоћ у кући."
    assert got.answers["partners"] == "Црвени крст"
    assert got.answers["place"] == "Лакташи"


def test_a_question_without_an_answer_on_the_other_sheet_is_blank() -> None:
    """The next answer is not its own."""
    got = judged(form({str(n): text for n, text in enumerate(SAID, 1) if n != 6}))
    assert got.answers["experience"] is None
    assert got.answers["partners"] == "Црвени крст"


def test_answers_whose_numbers_are_not_those_of_questions_are_nobodys() -> None:
    """A number more than there are questions tells that the two do not belong together; a number twice, too."""
    more = {str(n): text for n, text in enumerate((*SAID, "још нешто"), 1)}
    twice = {**{str(n): text for n, text in enumerate(SAID, 1)}, "7.": "Дом здравља"}
    for answers in (more, twice):
        got = judged(form(answers)).answers
        assert not any(got[name] for name in ("contact_name", "motivation", "experience", "partners"))
