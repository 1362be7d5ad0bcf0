"""Forms that ask and answer in sentences without ruled places."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.forms.places import Document, Mark
from intake.rules.judging.application import Application
from reading_forms import judged

OFFICE = (
    "Подносилац пријаве Општина Лакташи, на адреси Карађорђева 56, 78250 Лакташи, коју представља начелница "
    "Ана Анић, опредијелила се за кластер Мобилни теренски тимови и његов програм."
)
REACHED = "Телефон општине је 051/530-000, а имејл info@laktasi.example"
CONTACT = (
    "Контакт особа је Марко Марић, функција шеф Одсјека за развој, мобилни 065/123-456, мејл m.maric@laktasi.example."
)
ASKED = {
    "municipality": "Општина Лакташи",
    "address": "Карађорђева 56, 78250 Лакташи",
    "head_name": "Ана Анић",
    "official_phone": "+38751530000",
    "official_email": "info@laktasi.example",
    "contact_name": "Марко Марић",
    "contact_position": "шеф Одсјека за развој",
    "contact_phone": "+38765123456",
    "contact_email": "m.maric@laktasi.example",
}


def form(*lines: str, asked: tuple[str, ...] = ("Рањиве групе",)) -> Application:
    """A form with these lines, and long answers below questions."""
    long = [x for label in asked for x in (line(label, Mark.BOLD), line("Стари су сами."))]
    return judged(Document(blocks=(*map(line, lines), *long)))


def test_each_clause_asks_with_its_first_words() -> None:
    """The address goes on behind its comma; what stands behind the cluster's name chooses nothing."""
    got = form(OFFICE, REACHED, CONTACT)
    assert {name: got.answers[name] for name in ASKED} == ASKED
    assert got.cluster == "mobile-teams"


@pytest.mark.parametrize(
    ("clause", "other"),
    [
        ("мобилни 065/123-456", "мобилни још немамо"),
        ("мобилни 065/123-456", "мобилни 065"),
        ("мобилни 065/123-456", "рођен у селу Трн"),
        ("мобилни 065/123-456", "а замјењује га Ива Ивић"),
        ("мејл m.maric@laktasi.example", "мејл Лакташи"),
    ],
)
def test_a_sentence_with_a_clause_that_nobody_knows_is_left_alone(clause: str, other: str) -> None:
    """An answer may not swallow it, and what is no telephone answers no question for one."""
    got = form(OFFICE, REACHED, CONTACT.replace(clause, other))
    assert (got.answers["contact_name"], got.answers["contact_position"]) == (None, None)
    assert got.answers["head_name"] == ASKED["head_name"]


def test_a_form_that_asks_the_same_elsewhere_is_read_there() -> None:
    """A sentence above its questions only introduces it."""
    labels = ("Назив општине", "Адреса", "Начелник", "Контакт особа", "Функција", "Рањиве групе")
    got = form(OFFICE, REACHED, CONTACT, *(f"{label}: " for label in labels))
    assert got.answers["contact_name"] is None


def test_sentences_alone_are_a_letter() -> None:
    """A mail that tells who applies is no form: it asks nothing at length."""
    assert form(OFFICE, REACHED, CONTACT, asked=()).answers.get("address") is None


def test_lines_in_the_look_of_two_questions_ask_by_what_they_mean() -> None:
    """Beside sentences a form may have few questions of one look."""
    asked = ("Рањиве групе", "Разлози за пријаву", "Рад у претходном периоду на овој теми")
    got = form(OFFICE, REACHED, CONTACT, asked=asked).answers

    assert got["experience"] == "Стари су сами."


LABELS = ("Кластер учења: Мобилни тимови", "Назив општине: Лакташи", "Начелник: Ана Анић")


@pytest.mark.parametrize("heading", [(), ("Контакт особа",)])
@pytest.mark.parametrize(
    "told",
    [
        "Контакт особа је Марко Марић (виши сарадник), тел. 065/123-456 и мејл marko@laktasi.example.",
        "Контакт особа је Марко Марић, на радном мјесту виши сарадник, тел.: 065/123-456, мејл: marko@laktasi.example",
        "Контакт особа је __Марко Марић__ , функција виши сарадник , тел. __065/123-456__ , мејл marko@laktasi.example",
        "Контакт особа је Марко Марић, на позицији виши сарадник. Тел. је 065/123-456; мејл marko@laktasi.example.",
    ],
)
def test_one_sentence_may_tell_what_nothing_else_asks(told: str, heading: tuple[str, ...]) -> None:
    """Below its heading, and without; with the labels' colons, and with the rules that somebody wrote on."""
    got = form(*LABELS, *heading, told).answers

    reached = ("contact_name", "contact_position", "contact_phone", "contact_email")
    assert [got[each] for each in reached] == ["Марко Марић", "виши сарадник", "+38765123456", "marko@laktasi.example"]


@pytest.mark.parametrize("told", ["Контакт особа је Марко Марић, виши сарадник.", "Контакт особа је Марко Марић."])
def test_a_sentence_below_its_own_heading_names_a_person(told: str) -> None:
    """The whole sentence was that person's name, in silence."""
    assert form(*LABELS, "Контакт особа", told).answers["contact_name"] == "Марко Марић"


def test_a_letter_tells_in_several_sentences_who_applies() -> None:
    """Of one paragraph; a title stands before a name, and the heading above asks for the same."""
    told = (
        "The application is submitted by the Municipality of Laktaši, with its seat at Glavna 5, 78250 Laktaši. The "
        "official e-mail address is info@laktasi.example and the telephone is 051 530 000. The mayor is dr Ana Anić."
    )
    got = form("We apply for the learning cluster “Mobile outreach teams”.", "Applicant", told, asked=("Motivation",))

    assert (got.municipality, got.answers["address"]) == ("srp-laktasi", "Glavna 5, 78250 Laktaši")
    assert (got.answers["official_email"], got.answers["official_phone"]) == ("info@laktasi.example", "+38751530000")
    assert got.answers["head_name"] == "dr Ana Anić"


def test_the_last_clause_may_ask_what_is_answered_below() -> None:
    """It ends in a colon."""
    got = form(
        *("Општина: Лакташи", "коју заступа начелник/градоначелник мр Ана Анић , пријављује се за кластер учења:"),
        *("Мобилни тимови", "Контакт особа је Марко Марић, телефон контакт особе: 065/123-456."),
    )

    assert (got.answers["head_name"], got.cluster) == ("мр Ана Анић", "mobile-teams")
    assert (got.answers["contact_name"], got.answers["contact_phone"]) == ("Марко Марић", "+38765123456")


@pytest.mark.parametrize(
    "told",
    [
        "За контакт особу одређујемо Марка Марића, тел. 065/123-456, мејл marko@laktasi.example.",
        "Контакт особа је служба за привреду, тел. 065/123-456, мејл marko@laktasi.example.",
    ],
)
def test_a_name_in_another_case_and_an_office_are_no_persons_name(told: str) -> None:
    """Nothing is guessed."""
    assert form(*LABELS, told).answers["contact_name"] is None


def test_a_sentence_in_an_answer_does_not_contradict_what_the_form_asks() -> None:
    """Partners have telephones, too."""
    asked = ("Контакт особа: Марко Марић", "Телефон: 065/123-456", "Е-пошта: marko@laktasi.example")
    partner = "Координатор је Ива Ивић, телефон 065/999-888, мејл iva@dom.example."
    got = form(*LABELS, *asked, "Партнери:", partner)

    assert (got.answers["contact_name"], got.answers["partners"]) == ("Марко Марић", partner)
