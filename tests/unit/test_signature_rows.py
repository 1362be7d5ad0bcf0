"""Rows at the foot of a form: place, day and signature above their captions, or below their heads."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table
from reading_forms import judged

ASKED = (
    *(("Општина / град", "Лакташи"), ("Контакт особа", "Марко Марић"), ("Адреса", "Градска 1")),
    *(("Е-пошта контакт особе", "m@laktasi.example"), ("Партнери", "Црвени крст"), ("Веб страница", "laktasi.example")),
    *(("Телефон општине", "051/111-222"), ("Начелник општине", "Јово Јовић"), ("Контакт телефон", "065/111-222")),
    *(("Функција контакт особе", "шеф"), ("Опис стања", "Старих је много."), ("Вебинари", "један")),
)
SIGNED = ("Рудо", "10.9.2021.", "Ана Анић")
HEADS = ("Мјесто", "Датум", "Потпис овлашћеног лица")


def boxed(said: Line) -> Table:
    """A text box."""
    cell = Cell(row=0, column=0, address="box", lines=(said,))
    return Table(cells=(cell,), address="box", box=True)


@pytest.mark.parametrize(
    "rows", [(SIGNED, tuple(f"({head})" for head in HEADS)), (HEADS, SIGNED)], ids=["captions", "heads"]
)
def test_what_was_written_in_plain_type_answers_though_all_other_answers_are_in_a_colour(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    """Plain lines are questions in such a form, but not where the call asks for all of a row above or below them."""
    blocks: list[Block] = [line("Прилог 2"), line("Кластер учења"), boxed(line("дневни центар", Mark.COLOUR))]
    for label, said in ASKED:
        blocks += [line(label), boxed(line(said, Mark.COLOUR))]

    got = judged(Document(blocks=(*blocks, table(*rows)))).answers

    assert [got[name] for name in ("place", "signed_on", "signatory")] == ["Рудо", "2021-09-10", "Ана Анић"]
