"""Members in a list: a person each, however they are set apart, and nothing that is none."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Table
from intake.rules.judging.application import Application
from reading_forms import judged

LABEL = "Предложени чланови кластера (име и презиме, функција, установа, е-пошта)"
ROWS = (
    ("Кластер учења", "дневни центар"),
    ("Назив општине", "Лакташи"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@laktasi.example"),
    ("Опис стања", "Старих је много."),
)
ANA, JOVO = ("Ана Анић", "психолог", "Црвени Крст", "ana@x.example"), ("Јово Јовић", "педагог", "Дом Здравља", None)


def form(*blocks: str | Line | Table) -> Application:
    """A form with *blocks* below its questions."""
    made = (line(b) if isinstance(b, str) else b for b in ("Прилог 2 – Образац за пријаву", table(*ROWS), *blocks))
    return judged(Document(blocks=tuple(made)))


def members(got: Application) -> list[tuple[object, ...]] | None:
    """The members without their English."""
    rows = got.answers["members"]
    return [tuple(row.values())[:4] for row in rows] if isinstance(rows, tuple) else None


def names(got: Application) -> list[object]:
    """Only the names, where nothing else was read."""
    rows = members(got) or []
    assert all(not any(row[1:]) for row in rows), rows
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    "written",
    [
        "Ана Анић; Јово Јовић",
        "Ана Анић, Јово Јовић",
        "Ана Анић,\nЈово Јовић",
        "Ана Анић\nЈово Јовић",
        "Ана Анић / Јово Јовић",
        "1. Ана Анић 2. Јово Јовић",
        "1) Ана Анић; 2) Јово Јовић;",
        "- Ана Анић\n- Јово Јовић",
        "нпр. Име Презиме\nАна Анић; Јово Јовић",
    ],
)
def test_names_alone_are_persons_each(written: str) -> None:
    """A person's name is no position, and no institution either."""
    in_cell = form(table((LABEL, written)))
    below = form(f"{LABEL}:", *written.split("\n"))
    for got in (in_cell, below):
        assert (names(got), got.findings) == (["Ана Анић", "Јово Јовић"], ())


@pytest.mark.parametrize(
    "written",
    [
        "Ана Анић, психолог, Црвени Крст, ana@x.example; Јово Јовић, педагог, Дом Здравља",
        "1. Ана Анић, психолог, Црвени Крст, ana@x.example, 2. Јово Јовић, педагог, Дом Здравља",
        "1. Ана Анић, психолог,\nЦрвени Крст, ana@x.example\n2. Јово Јовић – педагог, Дом Здравља",
    ],
)
def test_particulars_stay_with_their_person(written: str) -> None:
    """Institutions with capitals are no persons."""
    got = form(table((LABEL, written)))
    assert (members(got), got.findings) == ([ANA, JOVO], ())


def test_a_member_begins_behind_the_address_of_another() -> None:
    """As where the lines of a list ran together in a PDF."""
    assert members(
        form(LABEL + ": Ана Анић, психолог, Црвени крст, ana@x.example Јово Јовић, педагог, Дом здравља")
    ) == [
        ("Ана Анић", "психолог", "Црвени крст", "ana@x.example"),
        ("Јово Јовић", "педагог", "Дом здравља", None),
    ]


@pytest.mark.parametrize("level", ["C1", "(C1)", "енглески C1"])
def test_a_member_begins_behind_the_level_of_another(level: str) -> None:
    """As where the lines of a list ran together in a PDF; only the first member was read."""
    said = (
        f"Ана Анић; психолог; Црвени крст; ana@x.example; {level}",
        f"Јово Јовић; педагог; Дом здравља; j@x.example; {level}",
    )
    rows = form(table((LABEL, " ".join(said)))).answers["members"]

    assert isinstance(rows, tuple)
    assert [tuple(row.values()) for row in rows] == [
        ("Ана Анић", "психолог", "Црвени крст", "ana@x.example", "C1"),
        ("Јово Јовић", "педагог", "Дом здравља", "j@x.example", "C1"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        ("Ана Анић – психолог, Црвени Крст (C1)", "Јово Јовић – педагог, Дом Здравља (B2)"),
        ("Ана Анић, психолог, Црвени Крст [енглески C1]", "Јово Јовић, педагог, Дом Здравља [енглески B2]"),
    ],
)
def test_a_level_in_brackets_is_no_part_of_an_institution(said: tuple[str, str]) -> None:
    """It stands behind the last thing that is said."""
    rows = form(table((LABEL, "\n".join(said)))).answers["members"]

    assert isinstance(rows, tuple)
    assert [(row["institution"], row["english"]) for row in rows] == [("Црвени Крст", "C1"), ("Дом Здравља", "B2")]


def test_a_degree_is_part_of_the_name() -> None:
    """It is no position."""
    got = form(table((LABEL, "Ана Анић, дипл. правник, савјетник")))
    assert members(got) == [("Ана Анић, дипл. правник", "савјетник", None, None)]


def test_a_degree_is_the_position_where_only_the_institution_stands_behind_it() -> None:
    """As in the other members' entries."""
    got = form(table((LABEL, "Ана Анић, дипл. психолог, Дом здравља; Јово Јовић, педагог, Дом здравља")))
    assert [row[:3] for row in members(got) or ()] == [
        ("Ана Анић", "дипл. психолог", "Дом здравља"),
        ("Јово Јовић", "педагог", "Дом здравља"),
    ]


@pytest.mark.parametrize("written", ["Ана Анић – дипл. правник, Дом здравља", "Ана Анић (дипл. правник), Дом здравља"])
def test_a_degree_behind_a_dash_is_what_somebody_is(written: str) -> None:
    """Where nothing else says it."""
    assert members(form(f"{LABEL}: {written}")) == [("Ана Анић", "дипл. правник", "Дом здравља", None)]
    more = members(form(f"{LABEL}: {written.replace(', Дом', ', савјетник, Дом')}"))
    assert more == [("Ана Анић, дипл. правник", "савјетник", "Дом здравља", None)]


def test_what_may_be_a_person_or_an_institution_is_told() -> None:
    """The first name is sure; staff see the whole."""
    got = form(table((LABEL, "Ана Анић, психолог, Нова Искра, Јово Јовић")))
    assert members(got) == [("Ана Анић", "психолог", None, None)]
    assert [(f.code, f.field) for f in got.findings] == [(Code.QUESTION_SUPPOSED, "members")]


def test_a_list_that_names_nobody_is_told() -> None:
    """Nothing that was written is lost in silence."""
    got = form(table((LABEL, "двије психологиње из центра")))
    assert members(got) is None
    assert [(f.code, dict(f.details)["answer"]) for f in got.findings] == [
        (Code.QUESTION_UNKNOWN, "двије психологиње из центра")
    ]


def test_a_question_below_the_list_ends_it() -> None:
    """The call asks for the English of each member in the table only."""
    got = form(
        f"{LABEL}:", "1. Ана Анић, психолог", "Ниво знања енглеског језика сваког члана (A1–C2): B1", "Мјесто: Лакташи"
    )
    assert members(got) == [("Ана Анић", "психолог", None, None)]
    assert [(f.code, dict(f.details)["answer"]) for f in got.findings] == [(Code.QUESTION_UNKNOWN, "B1")]


@pytest.mark.parametrize("mark", ["нпр. ", "e.g. "])
def test_the_example_in_a_table_is_no_member(mark: str) -> None:
    """The form prints it above the rows to fill in."""
    head = ("Име и презиме", "Функција", "Установа", "Е-пошта")
    example = (f"{mark}Име Презиме", f"{mark}сарадник", f"{mark}Општинска управа", "ime.prezime@opstina.example")
    got = form(table(head, example, ("Ана Анић", "психолог", "Црвени Крст", "ana@x.example")))
    assert members(got) == [ANA]


@pytest.mark.parametrize("place", ["Служба за дјецу, Дом здравља", "Кабинет начелника, ЈУ Вртић, Општина Лакташи"])
def test_a_department_before_its_institution_is_a_part_of_it(place: str) -> None:
    """The call has one column for where somebody works."""
    rows = members(form(f"{LABEL}:", f"1. Ана Анић, психолог, {place}, ana@x.example", "2. Јово Јовић, педагог"))
    assert rows == [("Ана Анић", "психолог", place, "ana@x.example"), ("Јово Јовић", "педагог", None, None)]


def test_what_may_be_somebody_else_is_no_department() -> None:
    """The list is told to staff."""
    got = form(f"{LABEL}:", "1. Ана Анић, психолог, Дом здравља, Марко, педагог", "2. Јово Јовић, педагог")
    assert [row[0] for row in members(got) or []] != ["Ана Анић", "Јово Јовић"]
    assert Code.QUESTION_SUPPOSED in {finding.code for finding in got.findings}


@pytest.mark.parametrize("said", ["ж", "женски", "Ž", "female"])
def test_a_gender_is_passed_over(said: str) -> None:
    """No column asks for it; it is no institution."""
    got = form(LABEL, f"Ана Анић; психолог; Црвени крст; {said}", f"Ива Ивић ({said}), правник, Дом здравља")
    assert members(got) == [
        ("Ана Анић", "психолог", "Црвени крст", None),
        ("Ива Ивић", "правник", "Дом здравља", None),
    ]


LEVELS = [("C1", "B2"), ("енглески C1", "енглески B2"), ("ниво енглеског: c1", "engl. b2"), ("(C1)", "знање B2")]


@pytest.mark.parametrize("levels", LEVELS)
def test_the_level_of_a_language_stands_with_its_word(levels: tuple[str, str]) -> None:
    """Members were lost whose English was said so."""
    said = [", ".join((*person, level)) for person, level in zip((ANA[:3], JOVO[:3]), levels, strict=True)]

    for got in (form(f"{LABEL}:", *said), form(table((LABEL, "\n".join(said))))):
        rows = got.answers["members"]
        assert isinstance(rows, tuple)
        assert [row["english"] for row in rows] == ["C1", "B2"]
        assert got.findings == ()


@pytest.mark.parametrize(
    "said",
    [
        (
            "– Ана Анић, психолог, Црвени Крст, e-mail: ana@x.example",
            "– Јово Јовић, педагог, Дом Здравља, мејл: j@x.example",
        ),
        (
            "1) Ана Анић - психолог - Црвени Крст - е-пошта: ana@x.example",
            "2) Јово Јовић - педагог - Дом Здравља - e-mail: j@x.example",
        ),
        (
            "Ана Анић, психолог, Црвени Крст, e-mail: ana@x.example, енглески: B1",
            "Јово Јовић, педагог, Дом Здравља, е-пошта: j@x.example, енглески: C1",
        ),
        (
            "• Ана Анић, психолог, Црвени Крст, ana@x.example (B1)",
            "• Јово Јовић, педагог, Дом Здравља, j@x.example (C1)",
        ),
    ],
)
def test_what_says_that_an_address_follows_asks_nothing_of_a_member(said: tuple[str, str]) -> None:
    """It was the contact person's second address, or the office's, and the member was lost."""
    wanted = [ANA, (*JOVO[:3], "j@x.example")]

    for got in (form(f"{LABEL}:", *said, "Партнери: нема"), form(f"{LABEL}: {said[0]}", *said[1:])):
        assert members(got) == wanted
        assert (got.answers["contact_email"], got.answers["official_email"]) == ("marko@laktasi.example", None)
        assert not any(finding.code is Code.FIELD_SEVERAL for finding in got.findings)


def test_a_members_telephone_is_told_and_part_of_nothing() -> None:
    """It was part of the institution."""
    got = form(f"{LABEL}:", "Ана Анић, психолог, Црвени Крст, тел: 065/123-456, ana@x.example")

    assert members(got) == [ANA]
    assert [(finding.code, finding.field) for finding in got.findings] == [(Code.QUESTION_SUPPOSED, "members")]


@pytest.mark.parametrize("between", [", ", " - "])
def test_a_name_in_small_letters_is_one_where_the_address_bears_it(between: str) -> None:
    """As people write on a telephone; without an address it may be anything, and is told."""
    ana = between.join(("ana anic", "psiholog", "dom zdravlja", "ana.anic@x.example"))
    jovo = between.join(("jovo jovic", "pedagog", "skola", "jjovic@x.example"))

    assert members(form(f"{LABEL}:", ana, f"2. {jovo}")) == [
        ("Ana Anic", "psiholog", "dom zdravlja", "ana.anic@x.example"),
        ("Jovo Jovic", "pedagog", "skola", "jjovic@x.example"),
    ]
    got = form(f"{LABEL}:", "dom zdravlja, psiholog, skola, pero@x.example")
    assert not got.answers["members"]
    assert [finding.code for finding in got.findings] == [Code.QUESTION_UNKNOWN]


@pytest.mark.parametrize("between", ["\t", "\t\t", " | ", "     "])
def test_tabs_and_bars_part_what_is_said_of_a_member(between: str) -> None:
    """As commas do."""
    said = [between.join((*person[:3], address)) for person, address in ((ANA, "ana@x.example"), (JOVO, "j@x.example"))]

    for lines in (said, [f"{at}. {text}" for at, text in enumerate(said, 1)]):
        assert members(form(f"{LABEL}:", *lines, "Партнери: нема")) == [ANA, (*JOVO[:3], "j@x.example")]
