"""Questions in so many words that nobody found answered: staff are told, for an answer may stand there."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line
from intake.data.loaded import load_lexicon
from intake.rules.finding import Code
from intake.rules.forms.answers.passed_over import passed_over
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.places import Document
from reading_forms import judged, reader

KNOWN = (
    *HEAD,
    "Кластер учења: дневни центар",
    "Начелник: Ана Анић",
    "Адреса: Главна 1",
    "Телефон општине: 051/530-000",
)
PASSED_OVER = "Рад у претходном периоду на овој теми"  # by what it means alone: no colon, and no look of its own
SAID = "Имамо двије услуге."


def told(*lines: str, known: tuple[str, ...] = KNOWN) -> list[str]:
    """What staff are told of questions that nobody knows, in a form that ends in these lines."""
    got = judged(Document(blocks=tuple(map(line, (*known, *lines)))))
    return [e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence]


@pytest.mark.parametrize("lines", [(PASSED_OVER, SAID), (PASSED_OVER, "", SAID)])
def test_a_question_with_an_answer_that_nobody_found_is_told(lines: tuple[str, ...]) -> None:
    """The answer stays blank: what stands there may be anything."""
    assert told(*lines) == [f"{PASSED_OVER} {SAID}"]


@pytest.mark.parametrize("lines", [(PASSED_OVER,), (PASSED_OVER, "-"), (PASSED_OVER, "Партнери: Црвени крст")])
def test_a_question_left_blank_is_not_worth_a_word(lines: tuple[str, ...]) -> None:
    """Nor is one above the next question."""
    assert told(*lines) == []


def test_what_is_asked_elsewhere_is_not_told() -> None:
    """An answer may speak of it; and a paper with few questions is perhaps no form."""
    assert told("Постојеће услуге: Дневни боравак.", "Телефон општине: 051/530-000", PASSED_OVER, SAID) == []
    assert told(PASSED_OVER, SAID, known=KNOWN[:4]) == []


def test_an_answer_may_stand_behind_a_dash() -> None:
    """Wherever the line was passed over."""
    labels = reader()._labels  # noqa: SLF001 - the items of a form, by hand
    asked = ("Начелник", "Адреса", "Телефон општине", "Назив општине", "Контакт особа")
    found = [(match, line(text)) for text in asked if (match := labels.match(text))]
    items: list[Item] = [Question(match=match, label=label, answer=()) for match, label in found]
    items.append(Loose(line=line("Датум потписивања – 8.9.2021.")))

    (doubt,) = passed_over(items, "form", labels, load_lexicon(), lambda _: False)
    assert (doubt.question, doubt.written) == ("Датум потписивања", "8.9.2021.")
