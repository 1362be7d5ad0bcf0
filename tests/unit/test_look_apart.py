"""A label and its answer in one line or cell, with nothing between but another look."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line
from intake.rules.forms.places import Cell, Document, Line, Mark, Span, Table
from reading_forms import judged

BOLD = frozenset({Mark.BOLD})
WRITTEN = {
    "Назив општине": "Општина Лакташи",
    "Име и презиме начелника општине": "Ана Анић",
    "Функција контакт особе": "савјетник за развој",
    "Службени мејл": "opstina@laktasi.example",
    "Интернет страница": "laktasi.example",
    "Разлози за пријаву": "Желимо да учимо.",
}


def said(label: str, answer: str, *, bold: bool, gap: str = " ") -> Line:
    """A label and its *answer*, either of which is *bold*."""
    marks = (frozenset(), BOLD) if bold else (BOLD, frozenset())
    spans = (Span(text=label, marks=marks[0]), Span(text=gap + answer, marks=marks[1]))
    return Line(spans=spans, address=label)


@pytest.mark.parametrize("gap", [" ", "\u00a0", "  "])
@pytest.mark.parametrize("bold", [True, False])
def test_an_answer_stands_behind_its_label_in_another_look(gap: str, *, bold: bool) -> None:
    """In a cell across the table, as people type where the cell beside was merged away."""
    lines = [said(label, answer, bold=bold, gap=gap) for label, answer in WRITTEN.items()]
    cells = [Cell(row=row, column=0, column_span=2, address=str(row), lines=(x,)) for row, x in enumerate(lines)]
    head = tuple(map(line, (HEAD[0], *HEAD[2:], "Кластер учења: дневни центар")))

    got = judged(Document(blocks=(*head, Table(cells=tuple(cells), address="table 1")))).answers

    fields = ("municipality", "head_name", "contact_position", "official_email", "website", "motivation")
    assert [got[field] for field in fields] == [*WRITTEN.values()]


@pytest.mark.parametrize("rest", ["(обавезно)", "мобилни", "уписати број", "лице:"])
def test_what_asks_more_closely_in_another_look_is_no_answer(rest: str) -> None:
    """It is a part of the label."""
    lines = (said("Телефон контакт особе", rest, bold=True), line("065/123-456"))

    got = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), *lines))).answers

    assert got["contact_phone"] in ("+38765123456", None)
