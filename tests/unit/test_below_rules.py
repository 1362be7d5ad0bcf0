"""Forms whose labels end in a place to write on, below which most people write."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

RULES = ("............", "_________", "……………")
RULED = ("Назив општине: {}", "Лакташи", "Адреса: {}", "Карађорђева 56", "Контакт особа: {}", "Марко Марић",
         "Е-пошта контакт особе: {}", "marko@laktasi.example")  # fmt: skip


def ruled(rule: str, *lines: str) -> Application:
    """A form whose labels have a place to write on, with the answers below."""
    texts = ("Прилог 2 – Образац за пријаву", *RULED, *lines, "Кластер учења: {}", "Дневни центар")
    return judged(Document(blocks=tuple(line(text.format(rule)) for text in texts)))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("label", "field", "answer"),
    [
        ("Званични мејл: {}", "official_email", "kabinet@laktasi.example (писарница)"),
        ("Телефонски бројеви писарнице: {}", "official_phone", "051 123 456"),
        ("Е-маил писарнице: {}", "official_email", "info@laktasi.example"),
    ],
)
def test_a_label_known_by_some_of_its_words_is_answered_below_its_rule(
    rule: str, label: str, field: str, answer: str
) -> None:
    """As the others of the form are; nothing below it that asks answers it."""
    got = ruled(rule, label, answer, "Сајт: {}", "www.laktasi.example").answers
    blank = ruled(rule, label, "Сајт: {}", "www.laktasi.example").answers

    assert isinstance(got[field], str)
    assert got[field] != blank[field] is None
    assert (got["website"], blank["website"]) == ("www.laktasi.example", "www.laktasi.example")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("label", ["Ресурси којима располажемо: {}", "Број становника: {}"])
def test_a_label_with_its_place_ends_the_long_answer_above(rule: str, label: str) -> None:
    """Whatever it asks: it is answered, or told."""
    got = ruled(
        rule, "Искуство: {}", "Водимо савјетовалиште.", "Имамо план.", label, "Имамо салу.", "Партнери: {}", "нема"
    )
    unknown = [f for f in got.findings if f.code is Code.QUESTION_UNKNOWN]

    assert got.answers["experience"] == "Водимо савјетовалиште.\nИмамо план."
    assert got.answers["resources"] == "Имамо салу." or unknown
