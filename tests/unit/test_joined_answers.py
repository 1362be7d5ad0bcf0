"""Forms whose writer parts labels and answers by no sign: by a blank, a colour, a new line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Span
from intake.rules.judging.application import Application
from reading_forms import judged

SHORT = (
    ("Назив општине", "Општина Лакташи"),
    ("Начелник", "Ана Анић"),
    ("Сједиште управе", "Карађорђева 56, 78250 Лакташи"),
    ("Контакт особа", "Марко Марић"),
    ("Мобилни телефон", "065 123 456"),
    ("Имејл", "m.maric@laktasi.example"),
)
LONG = (
    ("Рањиве групе", "Стари су сами. Млади одлазе."),
    ("Разлози", "Желимо да учимо.\nПартнери нас зову."),
    ("Партнери", "Црвени крст и Дом здравља"),
)
ASKED = {
    "municipality": "Општина Лакташи",
    "head_name": "Ана Анић",
    "address": "Карађорђева 56, 78250 Лакташи",
    "contact_name": "Марко Марић",
    "contact_phone": "+38765123456",
    "contact_email": "m.maric@laktasi.example",
    "situation": "Стари су сами. Млади одлазе.",
    "motivation": "Желимо да учимо.\nПартнери нас зову.",
    "partners": "Црвени крст и Дом здравља",
}


def form(*blocks: str | Line) -> Application:
    """A form with these lines, each at a place of its own."""
    title = "Прилог 2 – Образац за пријаву", "Пријављујемо се за Мобилне теренске тимове."
    made = [line(block) if isinstance(block, str) else block for block in (*title, *blocks)]
    return judged(Document(blocks=tuple(replace(x, address=f"paragraph {n}") for n, x in enumerate(made, 1))))


def typed(joint: str, *more: str) -> list[str]:
    """The form as it is typed, a blank line above each long answer; *more* is such a paragraph above the last."""
    short = [f"{label}{joint}{answer}" for label, answer in SHORT]
    *long, last = (f"{label}{joint}{answer}" for label, answer in LONG)
    paragraphs = ("\n".join(short), *long, *(("\n".join(more),) if more else ()), last)
    return "\n\n".join(paragraphs).split("\n")


def answered(got: Application) -> dict[str, object]:
    """What the form answers of what it asks."""
    return {name: got.answers[name] for name in ASKED}


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_labels_stand_where_those_stand_that_are_known(joint: str) -> None:
    """An answer that begins with a word of labels is none."""
    got = form(*typed(joint))
    assert answered(got) == ASKED
    assert got.cluster == "mobile-teams"


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_a_paragraph_that_begins_as_the_questions_do_is_one(joint: str) -> None:
    """Nobody knows what it asks; it ends the answer above it, and staff are told."""
    got = form(*typed(joint, f"Зимски програм{joint}Дајемо ручак сваког дана."))
    assert answered(got) == ASKED
    assert Code.QUESTION_UNKNOWN in {finding.code for finding in got.findings}


def test_one_such_line_says_nothing() -> None:
    """It goes on with the answer above, in a form that asks with colons."""
    lines = [*typed(": "), "Начелник Ана Анић нас подржава."]
    got = form(*lines)
    assert got.answers["partners"] == f"{ASKED['partners']}\nНачелник Ана Анић нас подржава."


def test_a_question_left_blank_is_not_answered_by_the_next() -> None:
    """Nor by the place and the date below it."""
    got = form(*typed(" ")[:-1], "Партнери", "", "Лакташи, 4.9.2021.")
    assert (got.answers["partners"], got.answers["place"]) == (None, "Лакташи")


def looking(label: str, answer: str, *marks: Mark) -> Line:
    """A label and its answer, which is marked so."""
    return Line(spans=(Span(text=f"{label} "), Span(text=answer, marks=frozenset(marks))), address="line")


def coloured(mark: Mark) -> list[Line]:
    """The form with all answers in one look: the short ones behind their labels, the long ones below."""
    short = [looking(label, answer, mark) for label, answer in SHORT]
    long = [x for label, text in LONG for x in (line(label, Mark.BOLD), *(line(t, mark) for t in text.split("\n")))]
    return [*short, *long]


@pytest.mark.parametrize("mark", [Mark.COLOUR, Mark.ITALIC, Mark.UNDERLINE])
def test_what_stands_in_the_look_of_the_answers_is_one(mark: Mark) -> None:
    """In whatever words it is asked for, and whatever it says itself."""
    got = form(*coloured(mark), looking("Наш телефон у писарници", "051 530 000", mark))
    assert answered(got) == ASKED
    assert got.answers["official_phone"] == "+38751530000"


def test_two_answers_in_a_line_are_two() -> None:
    """Labels and answers take turns."""
    place, day = (looking(*pair, Mark.COLOUR) for pair in (("Мјесто", "Лакташи"), ("  дана", "4.9.2021.")))
    got = form(*coloured(Mark.COLOUR), replace(place, spans=place.spans + day.spans))
    assert (got.answers["place"], str(got.answers["signed_on"])) == ("Лакташи", "2021-09-04")


@pytest.mark.parametrize("mark", [Mark.BOLD, Mark.COLOUR])
def test_a_heading_in_the_look_of_answers_is_none(mark: Mark) -> None:
    """It ends the answer above it as everywhere."""
    got = form(*coloured(mark), line("VI. Изјаве и потпис", mark))
    assert got.answers["partners"] == ASKED["partners"]


def test_labels_in_the_look_of_answers_tell_nothing() -> None:
    """A form that prints its headings as people wrote their answers is read by its words alone."""
    labels = [line(label, Mark.COLOUR) for label, _ in (*SHORT, *LONG)]
    got = form(*coloured(Mark.COLOUR), *labels)
    assert got.answers["address"] is None


HINTS = {
    "Начелник": "ко води управу",
    "Контакт особа": "ко води пријаву",
    "Имејл": "за обавјештења",
    "Партнери": "ко још",
}


@pytest.mark.parametrize("colon", [Mark.BOLD, Mark.ITALIC])
def test_what_stands_in_its_own_look_before_the_colon_belongs_to_the_label(colon: Mark) -> None:
    """It is a hint, in brackets or not; the answer stands below."""
    asked: list[Line] = []
    for at, (label, answer) in enumerate((*SHORT, *LONG)):
        hint = HINTS.get(label, "ријечима")
        said = Span(text=f"({hint})" if at % 2 else hint, marks=frozenset({Mark.ITALIC}))
        bold = Span(text=f"{label} ", marks=frozenset({Mark.BOLD}))
        sign = Span(text=":", marks=frozenset({colon}))
        asked += [Line(spans=(bold, said, sign), address="line"), *map(line, answer.split("\n"))]
    assert answered(form(*asked)) == ASKED


@pytest.mark.parametrize("sign", [": ....", ": ____"])
def test_a_sign_parts_label_and_answer_whatever_their_looks(sign: str) -> None:
    """And is no part of the answer, nor are the dots behind it."""
    got = form(*(looking(f"{label}{sign}", f"{answer}.....", Mark.COLOUR) for label, answer in SHORT))
    assert {name: got.answers[name] for name in list(ASKED)[:6]} == dict(list(ASKED.items())[:6])
