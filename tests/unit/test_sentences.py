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
