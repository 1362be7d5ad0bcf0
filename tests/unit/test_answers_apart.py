"""Answers in a list or on a sheet of their own, each with the number of its question."""

from __future__ import annotations

import pytest

from form_lines import HEAD, table
from intake.reading.quotation import own_words
from intake.reading.text import read_html, read_text
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


def mail(answers: str, form: str) -> Document:
    """A mail with these texts, the first above its signature."""
    return own_words(read_text(f"Поштовани,\n\nОДГОВОРИ:\n{answers}\n\nС поштовањем,\nМарко Марић\n\n{form}"))


LISTED = "а) Дневни центар\nб) Мобилни тимови\nв) Форум за социјални дијалог"
QUESTIONS = [f"{n}) {text}:" + (f"\n{LISTED}" if n == 4 else "") for n, text in enumerate(ASKED, 1)]


@pytest.mark.parametrize("quoted", ["", "> "])
@pytest.mark.parametrize("number", ["{}. {}", "Одг. {}: {}", "{})\n{}"])
def test_answers_in_a_mail_have_the_numbers_of_the_form_below_them(number: str, quoted: str) -> None:
    """Below the signature the form may be printed or quoted; a list in an answer begins at 1 again."""
    said = [*SAID[:3], "б", "Потреба је велика:\n1. стари,\n2. дјеца.\nУслова нема.", *SAID[5:]]
    form = "\n".join(("Прилог 2 – Образац за пријаву", *QUESTIONS)).replace("\n", f"\n{quoted}")
    got = judged(mail("\n".join(number.format(n, text) for n, text in enumerate(said, 1)), quoted + form))
    assert got.municipality == "srp-laktasi"
    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert got.answers["cluster"] == "mobile-teams"
    assert str(got.answers["motivation"]).split() == said[4].split()
    assert got.answers["place"] == "Лакташи"


def test_two_numbered_lists_of_a_web_page_are_questions_and_answers() -> None:
    """Programs that write mails count there by themselves."""
    lists = ("".join(f"<li>{text}</li>" for text in texts) for texts in (ASKED, SAID))
    got = judged(read_html("<p>Прилог 2</p><ol>{}</ol><p>Одговори</p><ol>{}</ol>".format(*lists)))
    assert (got.cluster, got.answers["partners"]) == ("day-centre", "Црвени крст")


@pytest.mark.parametrize("at", [2, 3])
def test_answers_that_do_not_fit_the_questions_of_their_numbers_are_nobodys(at: int) -> None:
    """Who left one number out counted on: nothing is taken for what it does not answer."""
    moved = [text for n, text in enumerate((*SAID, "Марко Марић"), 1) if n != at]
    got = judged(mail("\n".join(f"{n}. {text}" for n, text in enumerate(moved, 1)), "\n".join(QUESTIONS)))
    assert not got.answers["contact_name"]
    assert not got.answers["partners"]
