"""Forms in two languages whose long answers begin in words of a question: the second language is none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from form_lines import line, table
from intake.rules.forms.places import Block, Document, Line, Mark, Span
from intake.rules.script import to_latin
from reading_forms import judged

ROWS = {
    "municipality": ("Назив општине", "Name of municipality", "Општина Лакташи"),
    "contact_name": ("Контакт особа", "Contact person", "Марко Марић"),
    "cluster": ("Кластер учења", "Learning cluster", "Дневни центар"),
    "situation": ("Опис стања", "Situation", "Много је старих."),
    "motivation": ("Мотивација", "Motivation", "Желимо да учимо."),
    "experience": ("Искуство", "Experience", "Помажемо у кући."),
    "plan": ("Идеја концепта", "Idea of the concept", "Мјесто примјене: Градишка."),
    "resources": ("Ресурси", "Resources", "Људски ресурси: пет радника."),
    "partners": ("Партнери", "Partners", "Партнер: Црвени крст."),
}
LOOKS = [((), (Mark.ITALIC,)), ((Mark.BOLD,), (Mark.ITALIC,)), ((Mark.BOLD,), ()), ((), ())]
Look = tuple[Mark, ...]


def rows(*, latin: bool) -> dict[str, tuple[str, str, str]]:
    """Questions in two languages with their answers, the first in either script."""
    return {id_: (to_latin(a), b, to_latin(c)) if latin else (a, b, c) for id_, (a, b, c) in ROWS.items()}


def label(one: str, two: str, joint: str, looks: tuple[Look, Look]) -> Iterator[Line]:
    """A question in two languages, each in a look of its own."""
    spans = (Span(text=one + joint, marks=frozenset(looks[0])), Span(text=two, marks=frozenset(looks[1])))
    yield from (line(one, *looks[0]), line(two, *looks[1])) if joint == "\n" else (Line(spans=spans, address=one),)


@pytest.mark.parametrize("latin", [False, True])
@pytest.mark.parametrize("joint", [" / ", "/", " – ", "\n"])
@pytest.mark.parametrize("looks", LOOKS)
def test_an_answer_beside_a_label_in_two_languages_keeps_its_opening(
    joint: str, looks: tuple[Look, Look], *, latin: bool
) -> None:
    """The second language, in whatever words, is no answer that the label has in its own cell."""
    asked = rows(latin=latin)
    made = table(*((one, said) for one, _, said in asked.values()))
    two = [pair[:2] for pair in asked.values()]
    cells = [c if c.column else replace(c, lines=tuple(label(*two[c.row], joint, looks))) for c in made.cells]

    got = judged(Document(blocks=(line("Прилог 2", Mark.BOLD), replace(made, cells=tuple(cells))))).answers

    assert {id_: got[id_] for id_ in ("contact_name", "plan", "resources", "partners")} == {
        id_: asked[id_][2] for id_ in ("contact_name", "plan", "resources", "partners")
    }


@pytest.mark.parametrize("latin", [False, True])
@pytest.mark.parametrize("joint", [" – ", "\n"])
@pytest.mark.parametrize("end", [":\n", "\n", ": "])
@pytest.mark.parametrize("gap", [True, False])
def test_an_answer_below_a_label_in_two_languages_is_no_third(joint: str, end: str, *, gap: bool, latin: bool) -> None:
    """Nor is the second language the beginning of the answer, though that speaks in words of the question."""
    asked = rows(latin=latin)
    texts = (f"{one}{joint}{two}{end}{said}" + "\n" * gap for one, two, said in asked.values())
    blocks: list[Block] = [line("Прилог 2", Mark.BOLD), *map(line, "\n".join(texts).split("\n"))]
    placed = tuple(replace(one, address=f"line {at}") for at, one in enumerate(blocks) if isinstance(one, Line))

    got = judged(Document(blocks=placed)).answers

    long = ("situation", "motivation", "experience", "plan", "resources", "partners")
    assert {id_: got[id_] for id_ in long} == {id_: asked[id_][2] for id_ in long}


def right(one: str, two: str, said: str) -> Iterator[tuple[str, ...]]:
    """The second language right of the first, above the answer."""
    yield one, f"{two}\n{said}"


def below(one: str, two: str, said: str) -> Iterator[tuple[str, ...]]:
    """The second language in the row below, above the answer."""
    yield from ((one,), (f"{two}\n{said}",))


def in_line(one: str, two: str, said: str) -> Iterator[tuple[str, ...]]:
    """The second language right of the first, with its colon before the answer."""
    yield one, f"{two}: {said}"


def in_three(one: str, two: str, said: str) -> Iterator[tuple[str, ...]]:
    """Each in a cell."""
    yield one, two, said


def in_one(one: str, two: str, said: str) -> Iterator[tuple[str, ...]]:
    """Everything in one cell."""
    yield (f"{one}\n{two}\n{said}",)


@pytest.mark.parametrize("latin", [False, True])
@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("place", [right, below, in_line, in_three, in_one])
def test_a_second_language_in_the_cell_of_the_answer_is_no_part_of_it(
    place: Callable[[str, str, str], Iterator[tuple[str, ...]]], *, blank: bool, latin: bool
) -> None:
    """Nor is it an answer where none was given."""
    asked = rows(latin=latin)
    left = {"situation", "experience", "resources"} if blank else frozenset[str]()
    cells = [row for id_, (one, two, said) in asked.items() for row in place(one, two, "" if id_ in left else said)]

    got = judged(Document(blocks=(line("Прилог 2", Mark.BOLD), table(*cells)))).answers

    long = ("contact_name", "situation", "motivation", "experience", "plan", "resources", "partners")
    assert {id_: got[id_] for id_ in long} == {id_: None if id_ in left else asked[id_][2] for id_ in long}
