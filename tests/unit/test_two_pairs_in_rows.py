"""Tables with two questions in a row, each with its answer right of it, in a look that help may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from form_lines import HEAD, grid, line
from intake.rules.forms.places import Cell, Document, Mark, Table
from reading_forms import judged

ROWS = (
    ("Подносилац пријаве", "Општина Рудо"),
    ("Адреса", "Градска 1, Рудо", "Веб-сајт", "www.rudo.example"),
    ("Службени e-mail", "info@rudo.example", "Начелник општине", "Иво Ивић"),
    ("Контакт особа", "Ана Анић", "Радно мјесто контакт особе", "руководилац одјељења"),
    ("Е-пошта контакт особе", "ana@rudo.example", "Телефон контакт особе", "065/123-456"),
    ("Опис стања", "Превоза нема, а села су удаљена."),
)


def answers(rows: Sequence[Sequence[str]], asked: Sequence[int], *, merged: bool) -> Mapping[str, object]:
    """The answers of a form whose columns *asked* are in italics; *merged*: single answers reach to the end."""
    cells = [
        Cell(
            row=number,
            column=column,
            column_span=3 if merged and column == len(row) - 1 == 1 else 1,
            address=f"{number} {column}",
            lines=(line(text, *([Mark.ITALIC] if column in asked else [])),),
        )
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    table = Table(cells=tuple(cells), address="table 1")
    return judged(Document(blocks=(line(HEAD[0]), line("Кластер учења: дневни центар"), table))).answers


@pytest.mark.parametrize("merged", [True, False])
def test_questions_in_italics_are_no_help_between_their_answers(*, merged: bool) -> None:
    """They were taken for it, and the second answer of each row went to the first: "Ана Анић руководилац …"."""
    got = answers(ROWS, (0, 2), merged=merged)

    assert (got["contact_name"], got["contact_position"]) == ("Ана Анић", "руководилац одјељења")
    assert (got["website"], got["head_name"]) == ("www.rudo.example", "Иво Ивић")
    assert got["contact_phone"] == "+38765123456"


def test_help_in_italics_at_the_end_of_rows_is_none_of_the_answers() -> None:
    """Nothing stands right of it, where questions have a place."""
    rows = [(*row[:2], "пун назив") for row in ROWS]

    assert answers(rows, (0, 2), merged=False)["contact_name"] == "Ана Анић"


@pytest.mark.parametrize("caption", ["Name", "Име"])
@pytest.mark.parametrize("person", ["Марко Марић", ""])
def test_a_caption_right_below_a_heading_that_asks_is_none_of_the_answer(caption: str, person: str) -> None:
    """It asks for the name of what the heading says; where nothing stands beside it, nobody is named."""
    rows = grid(
        (("ЛОКАЛНА САМОУПРАВА", 2), ("КОНТАКТ ОСОБА", 2)),
        (caption, "Град Требиње", caption, person),
        ("Е-пошта", "info@trebinje.example", "Е-пошта", "marko@trebinje.example"),
    )

    got = judged(Document(blocks=(line("Прилог 2"), rows)))

    assert (got.municipality, got.answers["contact_name"]) == ("srp-trebinje", person or None)
    assert got.answers["municipality"] == "Град Требиње"


@pytest.mark.parametrize("pairs", [1, 2, 3])
@pytest.mark.parametrize("unknown", [True, False])
@pytest.mark.parametrize("first", ["Контакт особа", "Назив општине", "Кластер", "Вебинари"])
def test_a_first_row_in_the_look_of_heads_is_answered_beside_its_labels(
    first: str, pairs: int, *, unknown: bool
) -> None:
    """As the style of a program makes it bold: its labels had those below them for answers."""
    said = {
        "Контакт особа": "Марко Марић",
        "Вебинари": "Два вебинара.",
        "Назив општине": "Лакташи",
        "Е-пошта контакт особе": "marko@laktasi.example",
        "Кластер": "Дневни центар",
        "Мотивација": "Учимо.",
        "Опис стања": "Старих је много.",
        "Партнери": "Школа",
        "Ресурси": "Сала и возило.",
    }
    asked = [first, *(label for label in said if label != first)]
    cells = [text for label in asked for text in (label, said[label])]
    if unknown and pairs == 1:
        cells[2:2] = ["Надморска висина", "120 m"]
    made = (cells[at : at + 2 * pairs] for at in range(0, len(cells), 2 * pairs))
    rows = [row for row in made if len(row) == 2 * pairs]
    placed = [
        Cell(row=at, column=n, address=f"{at} {n}", lines=(line(text, *([] if at else [Mark.BOLD])),))
        for at, row in enumerate(rows)
        for n, text in enumerate(row)
    ]

    table = Table(cells=tuple(placed), address="table 1")
    got = judged(Document(blocks=(line("Прилог 2"), line("Адреса: Градска 1"), table)))

    ids = {"Контакт особа": "contact_name", "Вебинари": "webinars", "Назив општине": "municipality"}
    ids |= {"Мотивација": "motivation", "Опис стања": "situation", "Партнери": "partners", "Ресурси": "resources"}
    there = {text for row in rows for text in row[::2]}
    assert {got.answers[ids[label]] for label in there & ids.keys()} == {said[label] for label in there & ids.keys()}
    assert got.cluster == ("day-centre" if "Кластер" in there else None)
