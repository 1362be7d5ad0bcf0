"""Forms that say how to answer in a column of their own, between their questions and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from form_lines import HEAD, line
from intake.rules.forms.places import Cell, Document, Mark, Table
from reading_forms import judged

ASKED = (
    (
        ("Назив општине", "пун назив", "Општина Лакташи"),
        ("Телефон општине", "са позивним бројем", "051/530-000"),
        ("Начелник општине", "име и презиме", "Ана Анић"),
    ),
    (
        ("Контакт особа", "са којом ћемо комуницирати", "Марко Марић"),
        ("Е-пошта контакт особе", "лична службена адреса", "m@laktasi.example"),
    ),
    (("Завршени е-курсеви НАЛАС-а", "назив курса и полазник", "Основе – Ива Ивић"), ("Партнери", "установе", "")),
    (("Дајемо сагласност за обраду личних података", "обавезно", "ДА"), ("Потпис и печат", "и печат", "Ана Анић")),
)


def answers(sheets: Sequence[Sequence[Sequence[str]]], look: Mark | None, *, numbered: bool) -> Mapping[str, object]:
    """The answers of a form of several sheets, whose second column has a *look*; *numbered* in one before it."""
    tables = []
    for number, rows in enumerate(sheets):
        texts = [(f"{at}.", *row) if numbered else row for at, row in enumerate(rows, 1)]
        marked = 2 if numbered else 1
        cells = [
            Cell(
                row=at,
                column=column,
                address=f"{number} {at} {column}",
                lines=(line(text, *([look] if look and column == marked else [])),),
            )
            for at, row in enumerate(texts)
            for column, text in enumerate(row)
            if text
        ]
        tables.append(Table(cells=tuple(cells), address=f"sheet {number}"))
    return judged(Document(blocks=(line(HEAD[0]), line("Кластер учења: дневни центар"), *tables))).answers


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("look", [Mark.ITALIC, Mark.COLOUR, Mark.GREY])
def test_help_between_questions_and_answers_is_none_of_these(look: Mark, *, numbered: bool) -> None:
    """On sheets of few rows each, of which none alone shows what the column is for."""
    got = answers(ASKED, look, numbered=numbered)

    assert (got["contact_name"], got["head_name"], got["signatory"]) == ("Марко Марић", "Ана Анић", "Ана Анић")
    assert (got["ecourses"], got["partners"], got["privacy"]) == ("Основе – Ива Ивић", None, True)


@pytest.mark.parametrize("look", [Mark.ITALIC, Mark.COLOUR])
def test_answers_in_a_look_of_their_own_are_no_help_before_a_column_of_remarks(look: Mark) -> None:
    """Numbers and addresses among them tell."""
    turned = [[(asked, said, help_) for asked, help_, said in rows] for rows in ASKED]

    assert answers(turned, look, numbered=False)["contact_name"] == "Марко Марић"


def test_the_only_answer_beside_a_place_for_help_that_is_empty_is_one() -> None:
    """Help and answers are both in italics, and a yes and a no are not; nothing is told of the last row."""
    asked = [("Сагласност за обраду личних података", "обавезно"), ("Изјава да су подаци тачни", "обавезно")]
    asked += [("Обавезујемо се на учешће у сва три догађаја", "обавезно"), ("Мјесто и датум", "")]
    said = ("☒ ДА ☐ НЕ", "☒ ДА ☐ НЕ", "☒ ДА ☐ НЕ", "Лакташи, 2.9.2021.")
    cells = [
        Cell(row=at, column=column, address=f"{at} {column}", lines=(line(text, *look),))
        for at, ((label, help_), answer) in enumerate(zip(asked, said, strict=True))
        for column, (text, look) in enumerate(
            [(label, ()), (help_, (Mark.ITALIC,)), (answer, () if "☒" in answer else (Mark.ITALIC,))]
        )
    ]

    got = judged(Document(blocks=(*map(line, HEAD), Table(cells=tuple(cells), address="table")))).answers

    assert (got["place"], got["signed_on"], got["privacy"]) == ("Лакташи", "2021-09-02", True)
