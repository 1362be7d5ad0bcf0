"""Answers that go on in rows without a label, as people write into a sheet."""

from __future__ import annotations

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

ASKED = (
    ("Назив општине", "Лакташи"),
    ("Кластер учења", "дневни центар"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@laktasi.example"),
)
ANA = ("Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example", "B1")
JOVO = ("Јово Јовић", "правник", "Општинска управа", "jovo@laktasi.example", "B2")
IVA = ("Ива Ивић", "педагог", "Основна школа", "iva@laktasi.example", "C1")


def read(*rows: tuple[str | None, ...]) -> Application:
    """A sheet with these rows below others."""
    return judged(Document(blocks=(line(HEAD[0]), grid(*ASKED, *rows))))


def names(got: Application) -> list[str]:
    """The members' names."""
    members = got.answers["members"]
    assert isinstance(members, tuple), members
    return [f"{member['name']}, {member['english']}" for member in members]


@pytest.mark.parametrize("empty", ["", None])
@pytest.mark.parametrize("apart", [True, False])
def test_members_stand_a_row_each_with_the_label_beside_the_first(empty: str | None, *, apart: bool) -> None:
    """The others were lost in silence. Each may have a cell for everything, or one for all."""
    first, *others = [member if apart else (", ".join(member),) for member in (ANA, JOVO, IVA)]

    got = read(("Предложени чланови", *first), *[(empty, *other) for other in others], ("Партнери", "Црвени крст"))

    assert names(got) == ["Ана Анић, B1", "Јово Јовић, B2", "Ива Ивић, C1"]
    assert got.answers["partners"] == "Црвени крст"


def test_a_long_answer_goes_on_in_rows_of_its_own() -> None:
    """Up to the next label, or what is signed."""
    got = read(
        *[("Партнери", "Црвени крст"), (None, "Удружење „Нада“"), (None, "Основна школа")],
        *[("Ресурси", "Сала"), (None, "Лакташи, 4.9.2021. године"), (None, "Ана Анић")],
    )

    assert got.answers["partners"] == "Црвени крст\nУдружење „Нада“\nОсновна школа"
    assert got.answers["resources"] == "Сала"


def test_what_has_a_box_or_stands_elsewhere_goes_on_with_nothing() -> None:
    """A statement below is none of the partners."""
    got = read(("Партнери", "Црвени крст"), (None, "☒ Подаци су тачни"), ("Ресурси", "Сала", ""), (None, None, "Знак"))

    assert (got.answers["partners"], got.answers["resources"]) == ("Црвени крст", "Сала")


def test_a_table_of_members_with_heads_is_read_by_them() -> None:
    """Though a word for members stands before each row."""
    rows = table(("", "Име и презиме", "Функција", "Установа", "Е-пошта"), ("Чланови", *ANA[:4]), ("", *JOVO[:4]))

    got = judged(Document(blocks=(line(HEAD[0]), grid(*ASKED), rows)))

    members = got.answers["members"]
    assert isinstance(members, tuple)
    assert [member["institution"] for member in members] == ["Дом здравља", "Општинска управа"]
