"""Answers that go on in rows without a label, as people write into a sheet."""

from __future__ import annotations

import pytest

from form_lines import HEAD, Row, grid, line, table
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


COMMAS = (", ".join(ANA), ", ".join(JOVO))


@pytest.mark.parametrize(
    "rows",
    [
        (("Предложени чланови", ""), ("", COMMAS[0]), ("", COMMAS[1])),
        (("Предложени чланови", None), (None, COMMAS[0]), (None, COMMAS[1])),
        (("Предложени чланови", ""), (COMMAS[0], ""), (COMMAS[1], "")),
        (("Предложени чланови", ""), ("1.", COMMAS[0]), ("2.", COMMAS[1])),
        ((("Предложени чланови", 2),), (COMMAS[0], ""), (COMMAS[1], "")),
        (("Предложени чланови",), (None, *ANA), (None, *JOVO)),
    ],
)
def test_members_stand_in_the_rows_below_their_label(
    rows: tuple[tuple[str | tuple[str, int] | None, ...], ...],
) -> None:
    """Right of it, in its column, behind their numbers, and without heads."""
    got = judged(Document(blocks=(line(HEAD[0]), grid(*ASKED, *rows, ("Партнери", "Црвени крст")))))

    assert names(got) == ["Ана Анић, B1", "Јово Јовић, B2"]
    assert got.answers["partners"] == "Црвени крст"


@pytest.mark.parametrize(
    "members", [COMMAS[:1], COMMAS, (f"1. {COMMAS[0]}", f"2. {COMMAS[1]}"), ("\n".join(COMMAS),), COMMAS[1:]]
)
def test_members_stand_below_their_label_where_all_answers_do(members: tuple[str, ...]) -> None:
    """As wide as the label, in a row for each, or in one for all of them."""
    wide: list[Row] = [((text, 2),) for label, answer in ASKED[:2] for text in (label, answer)]
    half: list[Row] = [("Контакт особа", "Телефон контакт особе"), ("Марко Марић", "065/123-456")]
    rows: list[Row] = [*wide, *half, (("Предложени чланови", 2),), *[((member, 2),) for member in members]]
    behind: list[Row] = [(("Партнери", 2),), (("Црвени крст", 2),), ("Мјесто", "Датум"), ("Лакташи", "4.9.2021.")]

    got = judged(Document(blocks=(line(HEAD[0]), grid(*rows, *behind))))

    said = " ".join(members)
    assert names(got) == [name for name in ("Ана Анић, B1", "Јово Јовић, B2") if name.partition(",")[0] in said]
    assert got.answers["partners"] == "Црвени крст"


@pytest.mark.parametrize("numbered", [True, False])
def test_a_table_without_heads_below_the_label_names_members(*, numbered: bool) -> None:
    """Nothing but persons stands in it."""
    rows = [(f"{at}.", *member) if numbered else member for at, member in enumerate((ANA, JOVO), 1)]
    blank = ("3.", "", "", "", "", "") if numbered else ("", "", "", "", "")

    got = judged(Document(blocks=(line(HEAD[0]), grid(*ASKED), line("Предложени чланови:"), table(*rows, blank))))

    assert names(got) == ["Ана Анић, B1", "Јово Јовић, B2"]


def test_a_table_below_that_label_may_ask_something() -> None:
    """Then it is read as any other."""
    asked = table(("Ана Анић", "психолог", "Дом здравља"), ("Партнери", "Црвени крст", ""))

    got = judged(Document(blocks=(line(HEAD[0]), grid(*ASKED), line("Предложени чланови:"), asked)))

    assert got.answers["partners"] == "Црвени крст"


@pytest.mark.parametrize(
    "heading", ["ПРЕТХОДНО УЧЕШЋЕ", "VII. Statements and Signature", "Д. Учешће у активностима НАЛАС-а"]
)
@pytest.mark.parametrize("member", ["Ана Анић, психолог, Дом здравља, ana@x.example, B1", "Ана Анић"])
def test_a_heading_below_members_is_none(heading: str, member: str) -> None:
    """Though it might be a person's name."""
    got = read(("Предложени чланови", ""), (member, ""), (heading, ""), ("Партнери", "Црвени крст"))

    assert [name.partition(",")[0] for name in names(got)] == ["Ана Анић"]


@pytest.mark.parametrize("blank", ["", "-"])
@pytest.mark.parametrize("asked", ["Завршени курсеви е-учења НАЛАС-а", "15) E-courses completed:", "Партнери"])
def test_a_row_below_two_questions_answers_them_though_the_first_is_blank(asked: str, blank: str) -> None:
    """The second question was read as the answer to the first, and its answer as the rest of that."""
    rows = table(("Вебинари НАЛАС-а", asked), (blank, "Агенда 2030 – Ана Анић"))
    got = judged(Document(blocks=(line(HEAD[0]), table(*ASKED), rows))).answers

    assert got["webinars"] is None
    assert got["partners" if asked == "Партнери" else "ecourses"] == "Агенда 2030 – Ана Анић"


@pytest.mark.parametrize(
    ("first", "second", "made"),
    [
        ("☐", "☒", (False, True)),
        ("[ ]", "[x]", (False, True)),
        ("( )", "√", (False, True)),
        ("", "✓", (None, True)),
        ("X", "", (True, None)),
    ],
)
def test_a_statement_with_its_mark_in_the_cell_before_it_ends_the_answer_above(
    first: str, second: str, made: tuple[bool | None, bool | None]
) -> None:
    """In words of its own; one was left without the mark that the other has."""
    got = read(
        *[("Ресурси", "Сала и возило."), (first, "Долазимо на сва три догађаја"), (second, "Подаци су истинити")],
        ("Мјесто", "Лакташи"),
    )

    assert got.answers["resources"] == "Сала и возило."
    assert (got.answers["commitment"], got.answers["accuracy"]) == made
