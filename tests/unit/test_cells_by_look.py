"""Tables in which a question and its answer stand in one cell, the answer below in a look of its own."""

from __future__ import annotations

from dataclasses import replace

from form_lines import line
from intake.rules.forms.places import Cell, Document, Line, Mark, Table
from intake.rules.judging.application import Application
from reading_forms import judged

ROWS = (
    ("Назив општине", "Општина Лакташи", ""),
    ("Начелник", "Ана Анић", "пуно име"),
    ("Адреса", "Карађорђева 56, 78250 Лакташи", "сједиште"),
    ("Кластер", "Мобилни теренски тимови", "само један"),
    ("Особа са којом ћемо разговарати", "Марко Марић", "пуно име"),
    ("Мобилни телефон", "065 123 456", ""),
    ("Имејл контакт особе", "m.maric@laktasi.example", "лични"),
    ("Разлози", "Желимо да учимо.\nПартнери нас зову.", "највише пола стране"),
    ("Искуство", "", "само властито"),
    ("Партнери", "Црвени крст и Дом здравља", "пуни називи"),
)
ANSWERS = {
    "municipality": "Општина Лакташи",
    "head_name": "Ана Анић",
    "address": "Карађорђева 56, 78250 Лакташи",
    "contact_name": "Марко Марић",
    "contact_phone": "+38765123456",
    "contact_email": "m.maric@laktasi.example",
    "motivation": "Желимо да учимо.\nПартнери нас зову.",
    "experience": None,
    "partners": "Црвени крст и Дом здравља",
}


def form(*marks: Mark, rows: tuple[tuple[str, str, str], ...] = ROWS) -> Application:
    """The form with its answers in the look that *marks* make, numbers before the questions and remarks behind."""
    cells: list[Cell] = []
    for row, (asked, said, remark) in enumerate(rows):
        lines = (line(asked), *(line(text, *marks) for text in said.split("\n")))
        for column, own in enumerate(((line(str(row + 1)),), lines, (line(remark),))):
            cells.append(_cell(row, column, own))
    title = line("Прилог 2 – Образац за пријаву")
    return judged(Document(blocks=(title, Table(cells=tuple(cells), address="table 1"))))


def _cell(row: int, column: int, lines: tuple[Line, ...]) -> Cell:
    address = f"row {row}, cell {column}"
    return Cell(row=row, column=column, address=address, lines=tuple(replace(x, address=address) for x in lines))


def test_what_stands_below_in_a_look_of_its_own_is_the_answer() -> None:
    """Whatever it says; what the form prints beside it answers nothing, also where nothing was answered."""
    for look in (Mark.BOLD, Mark.ITALIC, Mark.COLOUR):
        got = form(look)
        assert {name: got.answers[name] for name in ANSWERS} == ANSWERS
        assert got.cluster == "mobile-teams"
        assert got.municipality == "srp-laktasi"


def test_a_hint_below_a_question_is_no_answer() -> None:
    """Forms print those in italics, too; the answers stand beside them."""
    rows = tuple((asked, remark or "упишите", said.replace("\n", " ")) for asked, said, remark in ROWS)
    got = form(Mark.ITALIC, rows=rows)
    assert got.answers["partners"] == "Црвени крст и Дом здравља"
    assert got.answers["contact_email"] == "m.maric@laktasi.example"
