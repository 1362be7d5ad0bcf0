"""Forms whose columns are made by tabs: two questions in a line, indented answers, a table of persons, a list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from form_lines import line, table
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

TOP = (
    "Прилог 2 – Образац за пријаву",
    "Општина\t\tЛакташи",
    "Адреса\t\tКарађорђева 56, 78250 Лакташи",
    "Телефон\t051/530-000\t\tЕ-пошта\topstina@laktasi.example",
    "Начелник\t\tАна Анић",
    "",
    "Кластер (означити)",
)
OPTIONS = ("1.\tДневни центар", "2.\tМобилни тимови", "3.\tПодизање свијести", "4.\tМањине")
CONTACT = ("", "Контакт особа\t\tМарко Марић", "Мејл контакт особе\t\tmarko@laktasi.example", "")
INDENTED = (
    "Опис стања",
    "\tСтари су сами.",
    "\tСела су далеко.",
    "",
    "Разлози за пријаву",
    "\tЖелимо да учимо.",
    "",
    "Чиме се поносимо",
    "\tИмамо фолклор.",
    "",
    "Партнери",
    "\tЦрвени крст",
)


def read(*lines: str) -> Application:
    """A form with these *lines*."""
    return judged(Document(blocks=tuple(map(line, lines))))


@pytest.mark.parametrize("mark", ["X", "v", "да"])
@pytest.mark.parametrize(("at", "cluster"), [*enumerate(["day-centre", "mobile-teams", "awareness", "minorities"])])
def test_a_mark_behind_a_tab_chooses_an_option_of_a_numbered_list(at: int, cluster: str, mark: str) -> None:
    """Also one whose word alone would be none; the list is no part of the answer above it."""
    options = [option + f"\t\t{mark}" * (n == at) for n, option in enumerate(OPTIONS)]

    got = read(*TOP, *options, *CONTACT, *INDENTED)

    assert (got.cluster, got.answers["head_name"]) == (cluster, "Ана Анић")
    assert (got.answers["official_phone"], got.answers["official_email"]) == ("+38751530000", "opstina@laktasi.example")


def test_answers_are_indented_below_their_questions() -> None:
    """What stands as they do is a question, though the call does not know it: it ends the answer above."""
    got = read(*TOP, *OPTIONS, *CONTACT, *INDENTED).answers

    assert got["situation"] == "Стари су сами.\nСела су далеко."
    assert (got["motivation"], got["partners"]) == ("Желимо да учимо.", "Црвени крст")


@pytest.mark.parametrize("title", ["УЧЕСНИЦИ", "Чланови кластера"])
@pytest.mark.parametrize("persons", [0, 1, 3])
def test_persons_stand_in_columns(persons: int, title: str) -> None:
    """Two heads that are known are enough, where persons stand below them and the line above asks for the members."""
    rows = (f"{name} Илић\t\tДом здравља\t\tж" for name in ("Ана", "Ива", "Нада")[:persons])

    got = read(*TOP, *OPTIONS, *CONTACT, title, "Име и презиме\t\tУстанова\t\tСпол", *rows, "", *INDENTED).answers

    assert got["contact_name"] == "Марко Марић"
    rows_read = got["members"] or ()
    assert isinstance(rows_read, tuple)
    assert [(row["name"], row["institution"]) for row in rows_read] == [
        (f"{name} Илић", "Дом здравља") for name in ("Ана", "Ива", "Нада")[:persons]
    ]


@pytest.mark.parametrize("number", ["{}.", "{}", "{})"])
@pytest.mark.parametrize("persons", [1, 3])
def test_persons_stand_in_columns_behind_their_numbers(persons: int, number: str) -> None:
    """The column of the numbers has a head of its own; the head of the names asks for no contact person."""
    names = ("Ана Илић", "Ива Илић", "Нада Илић")[:persons]
    rows = (f"{number.format(at)}\t{name}\tправник\tДом здравља" for at, name in enumerate(names, 1))
    head = "Бр.\tИме и презиме\tФункција\tУстанова"

    got = read(*TOP, *OPTIONS, *CONTACT, "Чланови кластера", head, *rows, "Партнери\tЦрвени крст").answers

    assert got["contact_name"] == "Марко Марић"
    rows_read = got["members"] or ()
    assert isinstance(rows_read, tuple)
    assert [(row["name"], row["position"], row["institution"]) for row in rows_read] == [
        (name, "правник", "Дом здравља") for name in names
    ]
    assert got["partners"] == "Црвени крст"


@pytest.mark.parametrize("rule", ["\t__________", "", "\t.........."])
def test_a_name_stands_below_the_rule_of_the_signature(rule: str) -> None:
    """Beside the date, where nothing asks for it."""
    foot = (f"Мјесто\tЛакташи\t\t\tПотпис{rule}", "Датум\t10.9.2021.\t\t\t\tАна Анић")

    got = read(*TOP, *OPTIONS, *CONTACT, *INDENTED, "", *foot).answers

    assert (got["place"], got["signed_on"], got["signatory"]) == ("Лакташи", "2021-09-10", "Ана Анић")


def test_persons_beside_their_roles_are_no_members() -> None:
    """Who is who in the form stands left of them."""
    rows = ("Начелник\tАна Анић\tначелница", "Контакт особа\tМарко Марић\tсавјетник")
    cells = (("", "Име и презиме", "Функција"), *(tuple(row.split("\t")) for row in rows))
    top = map(
        line, (TOP[0], "Општина: Лакташи", "Кластер учења: Дневни центар", "Мејл контакт особе: m@laktasi.example")
    )

    got = judged(Document(blocks=(*top, table(*cells)))).answers

    assert (got["members"], got["head_name"], got["contact_name"]) == (None, "Ана Анић", "Марко Марић")


PEOPLE = (
    ("Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example", "B2"),
    ("Јово Јовић", "правник", "Општина Лакташи", "jovo@laktasi.example", "C1"),
    ("Ива Ивић", "учитељица", "Основна школа", "iva@laktasi.example", "A2"),
)
SERBIAN = ("Име и презиме", "Функција", "Институција", "Е-пошта", "Енглески")
ENGLISH = ("Name and surname", "Position", "Institution", "E-mail", "English")
BOTH = [*zip(SERBIAN, ENGLISH, strict=True)]
ASKING = ("Чланови кластера / Cluster members:", "IV. Чланови кластера", "")
HEADS: dict[str, Sequence[Sequence[str]]] = {
    "one": [SERBIAN],
    "stroke": [[" / ".join(pair) for pair in BOTH]],
    "narrow": [["/".join(pair) for pair in BOTH]],
    "two lines": [SERBIAN, ENGLISH],
}


def members(gap: str, heads: str, asked: str, *rows: str) -> list[tuple[object, ...]] | None:
    """The members of a form with these rows below such heads; whose contact person stays the contact person."""
    below = (asked, *map(gap.join, HEADS[heads]), *rows, "Мотивација: Желимо да учимо.")
    got = read(*TOP, *OPTIONS[:1], *CONTACT, *below).answers
    assert (got["contact_name"], got["motivation"]) == ("Марко Марић", "Желимо да учимо.")
    return [tuple(row.values()) for row in got["members"]] if isinstance(got["members"], tuple) else None


@pytest.mark.parametrize("gap", ["\t", "\t\t", "    "])
@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("asked", ASKING)
def test_members_stand_below_heads_in_two_languages(gap: str, heads: str, asked: str) -> None:
    """In a line or in two, behind tabs or wide blanks, below a question or a heading."""
    assert members(gap, heads, asked, *map(gap.join, PEOPLE)) == [*PEOPLE]


@pytest.mark.parametrize("gap", ["\t", "     "])
@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Јово Јовић", "правник"), ("Јово Јовић", "правник", None, None, None)),
        (("Јово Јовић", "правник", "", "jovo@x.example", ""), ("Јово Јовић", "правник", None, "jovo@x.example", None)),
        (("2. Јово Јовић", *PEOPLE[1][1:]), PEOPLE[1]),
        (("јово јовић", *PEOPLE[1][1:]), ("јово јовић", *PEOPLE[1][1:])),
        (("", ), None),
    ],
)  # fmt: skip
def test_a_row_with_less_than_the_heads_ends_no_table(
    gap: str, row: tuple[str, ...], said: tuple[str, ...] | None
) -> None:
    """Nor does an empty line: who stands below was lost."""
    rows = map(gap.join, (PEOPLE[0], row, PEOPLE[2]))

    assert members(gap, "stroke", ASKING[0], *rows) == [PEOPLE[0], *([said] if said else []), PEOPLE[2]]


def test_who_signs_below_a_table_of_persons_is_no_member() -> None:
    """The name stands below an empty line, and has less than the rows."""
    rows = [*map("\t".join, PEOPLE), "", "Ана Анић\tначелница"]

    assert members("\t", "one", ASKING[0], *rows) == [*PEOPLE]
