"""The cluster in a sentence of its own, "Бирамо кластер …", or behind words that say so: "Кластер – …"."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Cell, Document, Table
from intake.rules.judging.application import Application
from reading_forms import judged


def read(*lines: str) -> Application:
    """A form with these lines."""
    return judged(Document(blocks=tuple(map(line, (*HEAD, *lines)))))


@pytest.mark.parametrize(
    "sentence",
    [
        "Бирамо кластер Дневни центри.",
        "У вези са вашим позивом, заинтересовани смо за приступ Дневни центри.",
        "Општина жели да учествује у кластеру Дневни центри",
    ],
)
def test_a_sentence_may_choose(sentence: str) -> None:
    """Where nothing else asks for the cluster, and it is the only one; staff are told."""
    assert read(sentence).cluster == "day-centre"
    assert [f.field for f in read(sentence).findings if f.code is Code.QUESTION_SUPPOSED] == ["cluster"]
    assert read(sentence, "Бирамо кластер Мобилни теренски тимови.").cluster is None
    assert read("Бирамо кластер Модели за укључивање мањина – Форум за социјални дијалог").cluster == "minorities"
    assert read("Пратили смо рад Дневни центри.").cluster is None
    assert read("Пратили смо вебинар о кластеру Дневни центри.").cluster is None


SHORT = ["Центри – дневни", "Свијест", "Мобилни", "Мањине", "Катастрофе"]


def asked(label: str, *answer: str) -> Application:
    """A form in a table with this question."""
    rows = (("Адреса", "Карађорђева 56"), (label, answer), ("Партнери", "нема"))
    cells = [
        Cell(row=at, column=column, address=f"{at}/{column}", lines=tuple(map(line, text)))
        for at, row in enumerate(rows)
        for column, text in enumerate([(one,) if isinstance(one, str) else one for one in row])
    ]
    return judged(Document(blocks=(*map(line, HEAD), Table(cells=tuple(cells), address="table"))))


def test_a_sentence_may_answer_a_question_about_a_theme() -> None:
    """Whatever else that asks; the answer to another question chooses nothing."""
    said = "Изабрали смо да учимо за Мобилни теренски тимови"

    assert asked("Тематика", said).cluster == "mobile-teams"
    assert asked("Руководилац", said).cluster is None


@pytest.mark.parametrize("at", range(5))
def test_a_list_of_clusters_by_one_word_each_is_the_choice(at: int) -> None:
    """The secretary has shortened their titles; a mark stands behind one."""
    lines = [f"{text}  X" if at == number else text for number, text in enumerate(SHORT)]

    assert asked("Шта узимамо", *lines).cluster == ["day-centre", "awareness", "mobile-teams", "minorities", "idrm"][at]
    assert asked("Шта узимамо", *SHORT).cluster is None


@pytest.mark.parametrize("asked", ["Кластер учења", "За који друштвени приступ (кластер учења) се пријављујете?"])
@pytest.mark.parametrize("before", ["Кластер – ", "Кластер учења – ", "Приступ — "])
def test_what_begins_as_a_heading_beside_the_question_is_its_answer(asked: str, before: str) -> None:
    """Two words with a dash between may be a heading in two languages, but not there."""
    rows = table((asked, f"{before}Дневни центар"), ("Партнери", "Црвени крст"))

    assert judged(Document(blocks=(*map(line, HEAD), rows))).cluster == "day-centre"
