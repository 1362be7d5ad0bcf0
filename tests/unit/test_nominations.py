"""Members known by what stands in their rows, under heads that the call does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Table
from reading_forms import judged

MEMBER = ("Име и презиме", "Функција", "Установа", "Е-пошта")
HEADS = ("#", "Ко је то", "Чиме се бави", "Одакле долази", "Гдје му пишемо", "Знање језика")
ROWS = (
    ("1.", "Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example", "B1"),
    ("2.", "др Петар Перић", "савјетник", "ЈУ Центар за социјални рад", "е-пошта: p.peric@mail.example", ""),
    ("3.", "", "", "", "", ""),
)
MEMBERS = [("Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example", "B1"),
           ("др Петар Перић", "савјетник", "ЈУ Центар за социјални рад", "p.peric@mail.example", None)]  # fmt: skip


def read(*tables: Table) -> tuple[object, object]:
    """The members that are read, and the contact person's address."""
    answers = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), *tables))).answers
    members = answers["members"]
    rows = [tuple(row.values()) for row in members] if isinstance(members, tuple) else members
    return rows, answers["contact_email"]


@pytest.mark.parametrize("count", [1, 2])
def test_members_are_known_by_a_person_and_an_address_in_a_row(count: int) -> None:
    """Position and institution follow in the order of the call; no address of theirs is the contact person's."""
    assert read(table(HEADS, *ROWS[:count], ROWS[2])) == (MEMBERS[:count], "marko@laktasi.example")


def test_members_are_found_in_the_middle_of_a_sheet() -> None:
    """Their heads stand right of their question."""
    sheet = table(("Партнери", "нема", "", "", ""), ("Тим", *HEADS[1:5]), *(("", *row[1:5]) for row in ROWS[:2]))
    filled = replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.text))

    assert read(filled)[0] == [(*row[:4], None) for row in MEMBERS]


@pytest.mark.parametrize("mark", ["{}", "{}."])
def test_numbers_of_rows_that_a_sheet_left_blank_choose_no_cluster(mark: str) -> None:
    """Where nothing stands beside its number a sheet has no cells; a member may stand below such a row."""
    choice = table(("Бр.", "Кластер учења", "Избор (X)"), ("1", "Дневни центар", "x"), ("2", "Мобилни тимови", ""))
    rows = [(mark.format(at), *row) for at, row in ((1, ROWS[0][1:5]), (4, ROWS[1][1:5]))]
    blank = [((mark.format(at), 1), *[None] * 4) for at in (2, 3, 5)]
    members = grid(("Бр.", *MEMBER), rows[0], *blank[:2], rows[1], blank[2])
    form = judged(Document(blocks=(*map(line, HEAD), choice, members)))
    named = form.answers["members"]

    assert form.cluster == "day-centre"
    assert isinstance(named, tuple)
    assert [row["name"] for row in named] == ["Ана Анић", "др Петар Перић"]
    assert form.findings == judged(Document(blocks=(*map(line, HEAD), choice, grid(("Бр.", *MEMBER), *rows)))).findings


def test_a_list_of_members_that_nobody_filled_in_answers_nothing() -> None:
    """Its heads are no questions of the contact person, and no answers."""
    answers = judged(
        Document(blocks=(*map(line, HEAD), table(("Звање", "Орган / ближе", "Мејл"), ("", "", ""), ("", "", ""))))
    ).answers

    assert (answers["members"], answers["contact_position"]) == (None, None)
    assert answers["contact_email"] == "marko@laktasi.example"


@pytest.mark.parametrize("head", ["Телефон", "Како до њега"])
def test_one_person_with_a_telephone_is_no_member(head: str) -> None:
    """Whatever its column is called."""
    assert (
        read(table(("Ко је то", "Чиме се бави", head, "Мејл"), ("Ана Анић", "шеф", "065/123-456", "a@b.example")))[0]
        is None
    )


@pytest.mark.parametrize("head", ["Телефон", "Моб. тел.", "Br. tel.", "Телефон / Telephone", "Тел. (мобилни)"])
def test_a_row_with_a_telephone_under_known_heads_is_the_contact_persons(head: str) -> None:
    """In whatever words that is asked; the members stand in the next table, whose numbers ask nothing."""
    contact = grid(("Име и презиме", "Функција", "E-mail", head), ("Ана Анић", "шеф", "ana@b.example", "065/123-456"))
    members = table(("Р. бр. / No.", *MEMBER), *(row[:5] for row in ROWS[:2]))
    got = judged(Document(blocks=(line(HEAD[0]), line("Контакт особа"), contact, line("Чланови кластера"), members)))
    named = got.answers["members"]

    assert [got.answers[name] for name in ("contact_name", "contact_email")] == ["Ана Анић", "ana@b.example"]
    assert got.answers["contact_phone"] == "+38765123456"
    assert isinstance(named, tuple)
    assert [row["email"] for row in named] == ["ana@laktasi.example", "p.peric@mail.example"]
    assert [found for found in got.findings if found.code is Code.QUESTION_UNKNOWN] == []


def test_members_end_where_a_sheet_asks_the_next_question() -> None:
    """In the columns of their table questions stand below it, in two languages, each with its answer."""
    sheet = table(
        ("Име и презиме", "Функција", "Установа", "Е-пошта", "Ниво енглеског"),
        ("Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example", "B1"),
        ("још један, по избору", "", "", "", ""),
        ("Шта сте од тога завршили", "What you have completed", "", "ништа", ""),
        ("Партнери", "Partners", "", "Црвени крст", ""),
        ("Мјесто", "Place", "", "Лакташи", ""),
    )
    answers = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), sheet))).answers

    members = answers["members"]
    assert isinstance(members, tuple)
    assert [row["name"] for row in members] == ["Ана Анић"]
    assert (answers["partners"], answers["place"]) == ("Црвени крст", "Лакташи")


KNOWN = ("Име и презиме", "Функција", "Институција", "Е-пошта")
FIRST = ("Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example")
LAST = ("Иво Ивић", "правник", "Општина", "ivo@laktasi.example")


@pytest.mark.parametrize("function", ["Начелник", "Градоначелница", "Начелник општине", "Контакт особа"])
@pytest.mark.parametrize("others", [("члан", "Општина Лакташи", ""), ("члан", "", ""), ("", "Општина Лакташи", "")])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_member_of_whom_only_the_function_is_named_ends_no_table(
    function: str, others: tuple[str, ...], at: int
) -> None:
    """Nor is the mayor's name asked for there: what stands beside is no person's."""
    rows: list[tuple[str, ...]] = [FIRST, LAST]
    rows.insert(at, (function, *others))
    made = table(KNOWN, *rows, ("Потпис", "Марко Марић", "", ""))
    answers = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), made))).answers
    members = answers["members"]

    assert isinstance(members, tuple)
    assert [row["name"] for row in members] == [row[0] for row in rows]
    assert (answers["head_name"], answers["signatory"]) == (None, "Марко Марић")


def test_a_function_with_a_person_beside_it_or_nothing_is_the_next_question() -> None:
    """Below the members of a table the form may go on."""
    for beside, name in (("Марко Марић", "Марко Марић"), ("", None)):
        made = table(KNOWN, FIRST, LAST, ("Начелник", beside, "", ""), ("Потпис", "Марко Марић", "", ""))
        answers = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), made))).answers
        members = answers["members"]

        assert isinstance(members, tuple)
        assert ([row["name"] for row in members], answers["head_name"]) == ([FIRST[0], LAST[0]], name)


def test_persons_below_the_end_of_a_table_are_told() -> None:
    """A function with nothing beside it may be a question or a member: those below it are not lost in silence."""
    made = table(KNOWN, FIRST, ("Начелник", "", "", ""), LAST)
    got = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар")), made)))
    members = got.answers["members"]

    assert isinstance(members, tuple)
    assert [row["name"] for row in members] == [FIRST[0]]
    assert [(f.code, dict(f.details)["answer"]) for f in got.findings] == [(Code.QUESTION_UNKNOWN, "; ".join(LAST))]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (("Име и презиме", "Дужност", "Кућа из које долази", "Имејл", "Знање енглеског"), FIRST),
        (("Ime i prezime", "Posao koji obavlja", "Ustanova", "Mail", "Nivo"), FIRST),
        (("Name and surname", "Position", "Where from", "Mail", "CEFR"), FIRST),
        (("Osoba", "Radi kao", "Radi u", "Kako do nje", "Jezik"), ("Ана Анић", "тајник", "Рудник", *FIRST[3:])),
        (("Име и презиме", "Чиме се бави", "Из куће", "Мејл", "Ниво"), ("Ана Анић", "шеф", "ЈУ Рада", *FIRST[3:])),
    ],
)  # fmt: skip
def test_columns_in_free_words_are_known_by_what_stands_in_them(heads: tuple[str, ...], row: tuple[str, ...]) -> None:
    """Jobs, places of work, addresses and levels of English tell themselves; or the head means one of them."""
    assert read(table(heads, (*row, "B1")))[0] == [(*row, "B1")]


def test_the_place_of_work_may_stand_before_the_job() -> None:
    """Though the call asks for the job first."""
    rows = (
        ("Ана Анић", "Дом здравља", "медицинска сестра", "a@b.example"),
        ("Иво Ивић", "ЦСР", "правник", "i@b.example"),
    )
    found = read(table(("Ко иде", "Откуд", "Шта је", "Пошта"), *rows))[0]

    assert found == [(name, job, place, email, None) for name, place, job, email in rows]


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ("Стручна спрема", "дипл. социјални радник"),
        ("Напомена", "замјена за шефа"),
        ("Улога", "координатор"),
        ("Станује", "Трг 5"),
    ],
)
def test_what_no_column_of_the_call_asks_is_none_of_the_places_of_work(head: str, written: str) -> None:
    """What forms ask besides, a job where the job stands elsewhere, and a street are told and not taken."""
    made = table(("Име и презиме", "Функција", head, "Е-пошта"), ("Ана Анић", "психолог", written, "a@b.example"))

    assert read(made)[0] == [("Ана Анић", "психолог", None, "a@b.example", None)]


@pytest.mark.parametrize("above", ["Кога шаљемо", "Ко је особа за контакт?"])
def test_the_numbers_of_members_answer_nothing(above: str) -> None:
    """Nor does what stands above them, whatever the line before asks for."""
    made = table(("Р. бр.", *HEADS[1:]), *ROWS[:2])
    got = judged(Document(blocks=(*map(line, (*HEAD, "Кластер учења: дневни центар", above)), made)))

    members = got.answers["members"]
    assert isinstance(members, tuple)
    assert [row["name"] for row in members] == ["Ана Анић", "др Петар Перић"]
    assert got.answers["contact_name"] == "Марко Марић"


@pytest.mark.parametrize("mayor", ["Начелник / градоначелник / Mayor", "Начелник / Mayor", "Начелник"])
def test_a_table_of_persons_in_two_languages_is_none_of_members(mayor: str) -> None:
    """The first column says who each of them is in the form."""
    asked = ("", "Име и презиме / Name and surname", "Радно мјесто / Job title", "Е-маил / E-mail", "Телефон / Phone")
    person = ("Лице за контакт / Contact person", "Ана Анић", "психолог", "a@b.example", "065/123-456")
    made = table(asked, (mayor, "Марко Марић", "", "", ""), person)

    got = judged(Document(blocks=(line("Прилог 2"), line("Назив општине: Лакташи"), made))).answers

    assert (got["head_name"], got["contact_name"], got["contact_email"]) == ("Марко Марић", "Ана Анић", "a@b.example")
    assert (got["contact_position"], got["members"]) == ("психолог", None)


@pytest.mark.parametrize("mark", ["а) ", "   а) ", "(а) "])
@pytest.mark.parametrize("rule", ["", "__"])
def test_members_in_a_list_with_letters_are_read(mark: str, rule: str) -> None:
    """Also on rules, of which the last was left blank."""
    people = ("Ана Анић, психолог, Дом здравља, a@b.example", "Јово Јовић, педагог, Основна школа, j@b.example")
    listed = [f"{mark.replace('а', letter)}{rule}{said}{rule}" for letter, said in zip("аб", people, strict=True)]
    asked = "Предложени чланови кластера (име и презиме, функција, установа, е-пошта):"
    lines = (*HEAD, asked, *listed, f"{mark.replace('а', 'в')}______", "Партнери: Црвени крст")

    got = judged(Document(blocks=tuple(map(line, lines)))).answers["members"]

    assert isinstance(got, tuple)
    assert [one["name"] for one in got] == ["Ана Анић", "Јово Јовић"]
    assert got[1]["email"] == "j@b.example"


@pytest.mark.parametrize("mark", ["а) ", "а. ", "(а) ", "а)"])
@pytest.mark.parametrize("rule", ["", "__", "______"])
@pytest.mark.parametrize("ruled", ["", "__"])
def test_a_member_with_a_letter_is_no_heading(mark: str, rule: str, ruled: str) -> None:
    """Though position and institution are in the words of one, and headings have letters, too."""
    people = {"Ана Анић": "психолог, Дом здравља", "Јована Ивић": "социјални радник, Центар за социјални рад"}
    people["Ива Јовић"] = "социјални радник, Центар за социјални рад, i.jovic@b.example"
    letters = zip("абв", people.items(), strict=True)
    listed = [f"{mark.replace('а', letter)}{rule}{name}, {said}{rule}" for letter, (name, said) in letters]
    asked = "Чланови кластера (име и презиме, функција, установа, е-пошта):"
    lines = (*HEAD, f"Адреса: {ruled}Трг 1{ruled}", asked, *listed, f"Партнери: {ruled}Црвени крст{ruled}")

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert isinstance(got["members"], tuple)
    assert [one["name"] for one in got["members"]] == [*people]
    assert (got["members"][1]["institution"], got["partners"]) == ("Центар за социјални рад", "Црвени крст")


PHONES = ("065/111-111", "065/222-222")


@pytest.mark.parametrize("head", ["Тел.", "Моб", "Phone", "Телефон", "Контакт телефон"])
@pytest.mark.parametrize("heads", [MEMBER, ("Ко је то", "Чиме се бави", "Одакле долази", "Гдје му пишемо")])
@pytest.mark.parametrize("count", [1, 2])
def test_a_telephone_of_members_is_told_and_answers_nothing(heads: tuple[str, ...], head: str, count: int) -> None:
    """However short its head is; below a line that asks for members one alone is a member, too."""
    rows = ((*row[1:5], phone) for row, phone in zip(ROWS[:count], PHONES, strict=False))
    asked = (*HEAD, "Кластер учења: дневни центар", "Чланови кластера")

    got = judged(Document(blocks=(*map(line, asked), table((*heads, head), *rows))))

    assert isinstance(got.answers["members"], tuple)
    assert [row["name"] for row in got.answers["members"]] == ["Ана Анић", "др Петар Перић"][:count]
    assert (got.answers["contact_name"], got.answers["contact_phone"]) == ("Марко Марић", None)
    assert head in {e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence}
