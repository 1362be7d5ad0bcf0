"""One place with several answers, and tables that cross persons with their particulars."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document, Line, Table
from reading_forms import judged

TITLE, MUNICIPALITY, *_ = HEAD
CHOICE = "Кластер учења: дневни центар"
MARKO = {
    "contact_name": "Марко Марић",
    "contact_position": "савјетник",
    "contact_phone": "+38765123456",
    "contact_email": "m@laktasi.example",
}


def answers(*blocks: str | Table) -> dict[str, object]:
    """The answers of a form that says nothing of the contact person but in *blocks*."""
    all_blocks: tuple[Line | Table, ...] = tuple(
        line(b) if isinstance(b, str) else b for b in (TITLE, MUNICIPALITY, CHOICE, *blocks)
    )
    return dict(judged(Document(blocks=all_blocks)).answers)


@pytest.mark.parametrize(
    "blocks",
    [
        (table(("Контакт особа", "Марко Марић\nФункција: савјетник\nТел: 065/123-456\nЕ-маил: m@laktasi.example")),),
        (
            table(
                (
                    "Контакт особа (име, функција, телефон, е-маил)",
                    "Марко Марић, савјетник, тел. 065/123-456, m@laktasi.example",
                )
            ),
        ),
        ("Контакт особа (име и презиме, функција): Марко Марић – савјетник; 065/123-456; m@laktasi.example",),
        ("Контакт особа", "Име: Марко Марић", "Функција: савјетник", "Тел: 065/123-456", "Мејл: m@laktasi.example"),
        (
            "Особа за везу (име и презиме, радно мјесто, телефон, мејл):",
            *("Марко Марић", "савјетник", "(065) 123-456", "m@laktasi.example", "Партнери: Црвени крст"),
        ),
        (
            "Особа за везу (име и презиме, радно мјесто, телефон, мејл):",
            *("Марко Марић, савјетник, 065/123-456, m@laktasi.example", "Партнери: Црвени крст"),
        ),
        (
            table(
                ("Адреса општине:", "Главна 1"),
                (
                    "Кога да контактирамо: Име, функција, тел, мејл",
                    "Марко Марић\nсавјетник\n065/123-456\nm@laktasi.example",
                ),
            ),
        ),
        (
            "Кога да контактирамо: име, функција, тел., мејл",
            *("Марко Марић – савјетник", "065/123-456", "m@laktasi.example", "Партнери: Црвени крст"),
        ),
        (
            "Контакт особа",
            table(
                ("Име и презиме", "Функција", "Телефон", "Е-маил"),
                ("Марко Марић", "савјетник", "065/123-456", "m@laktasi.example"),
            ),
        ),
        (
            table(
                ("Р.бр.", "Контакт особа", "Функција", "Телефон", "Е-маил", "Број канцеларије"),
                ("1.", "Марко Марић", "савјетник", "065/123-456", "m@laktasi.example", "12"),
            ),
        ),
        (
            table(
                ("", "Начелник", "Контакт особа"),
                ("Име и презиме", "Ана Анић", "Марко Марић"),
                ("Функција", "", "савјетник"),
                ("Телефон", "051/111-222", "065/123-456"),
                ("Е-маил", "nacelnik@laktasi.example", "m@laktasi.example"),
            ),
        ),
        (
            table(
                ("Улога", "Име и презиме", "Функција", "Телефон", "Е-маил"),
                ("Начелник", "Ана Анић", "", "051/111-222", "nacelnik@laktasi.example"),
                ("Контакт особа", "Марко Марић", "савјетник", "065/123-456", "m@laktasi.example"),
            ),
        ),
    ],
)
def test_what_is_said_of_the_contact_person_is_told_apart(blocks: tuple[str | Table, ...]) -> None:
    """In one cell, in one line, below a heading, in a row below a head, in a column or a row of a matrix."""
    got = answers(*blocks)

    assert {name: got[name] for name in MARKO} == MARKO
    assert got["official_phone"] is None
    assert got["official_email"] is None


def test_a_name_that_was_left_out_is_not_the_position() -> None:
    """Small letters begin no name."""
    label = "Особа за везу (име и презиме, радно мјесто, телефон, мејл)"
    got = answers(table((label, "савјетник у кабинету\n065/123-456"), ("Адреса", "Главна 1")))

    assert (got["contact_name"], got["contact_position"]) == (None, "савјетник у кабинету")
    assert got["contact_phone"] == "+38765123456"
    got = answers(table((label, "савјетник Марко Марић, 065/123-456"), ("Адреса", "Главна 1")))
    assert (got["contact_name"], got["contact_position"]) == (None, None)


def test_a_mayor_in_a_matrix_is_the_head_and_has_no_telephone_that_the_form_asks_for() -> None:
    """Names beside each other never become one."""
    rows = (("", "Начелник", "Контакт особа"), ("Име и презиме", "Ана Анић", "Марко"), ("Телефон", "051/1", "065/2"))
    assert answers(table(*rows))["head_name"] == "Ана Анић"


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("", "Name and surname", "Position", "E-mail", "Phone"),
            ("Mayor", "Ана Анић", "", "", ""),
            ("Contact person", "Марко Марић", "савјетник", "m@laktasi.example", "065/123-456"),
        ),
        (
            ("", "Име и презиме", "Функција", "Моб.", "Мејл"),
            ("Контакт особа", "Марко Марић", "савјетник", "065/123-456", "m@laktasi.example"),
            ("Градоначелник", "Ана Анић", "начелница", "051/111-222", "a@laktasi.example"),
        ),
        (
            ("Role", "Name", "Position", "Email", "Tel."),
            ("Head of the municipality", "Ана Анић", "", "", ""),
            ("Deputy", "Вид Видић", "", "", ""),
            ("Focal point", "Марко Марић", "савјетник", "m@laktasi.example", "065/123-456"),
        ),
        (
            ("", "Name and surname", "Position", "E-mail", "Phone"),
            ("Mayor", "Ана Анић", "Mayor", "", ""),
            ("Deputy Mayor", "Вид Видић", "Deputy", "", "065/765-432"),
            ("Contact person", "Марко Марић", "савјетник", "m@laktasi.example", "065/123-456"),
        ),
        (
            ("Улога", "Име и презиме", "Функција", "Мејл"),
            ("Начелник", "Ана Анић", "", "ana@laktasi.example"),
            ("Контакт особа", "Марко Марић", "савјетник", "m@laktasi.example"),
        ),
    ],
)
def test_a_matrix_of_the_mayor_and_the_contact_person_names_no_members(rows: tuple[tuple[str, ...], ...]) -> None:
    """However short the head of the telephones is, and without one where each row has a role."""
    got = answers("People", table(*rows))

    expected = MARKO if len(rows[0]) > len(MARKO) else {**MARKO, "contact_phone": None}
    assert {name: got[name] for name in MARKO} == expected
    assert (got["head_name"], got["members"], got["official_email"]) == ("Ана Анић", None, None)


def test_what_stands_below_a_name_of_an_office_is_the_office_s() -> None:
    """The same labels in two cells, each with its own section."""
    got = answers(
        table(
            ("Начелник", "Ана Анић"),
            ("Адреса општине", "Главна 1\nТелефон: 051/111-222\nЕ-маил: info@laktasi.example"),
            ("Контакт особа", "Марко Марић\nТелефон: 065/123-456\nЕ-маил: m@laktasi.example"),
        )
    )

    assert (got["address"], got["official_phone"]) == ("Главна 1", "+38751111222")
    assert (got["official_email"], got["contact_phone"]) == ("info@laktasi.example", "+38765123456")


def test_a_comma_in_a_name_is_a_title_where_the_form_asks_for_the_name_alone() -> None:
    """Only the label can tell a function from a title."""
    assert answers("Контакт особа: Марко Марић, дипл. правник")["contact_name"] == "Марко Марић, дипл. правник"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Кластер за који се наша општина пријављује", "cluster"),
        ("Е-маил адреса наше општине", "official_email"),
        ("Позиција те особе у општини", "contact_position"),
    ],
)
def test_a_label_in_other_words_asks_for_what_it_names_first(label: str, field: str) -> None:
    """Though it contains the words of other labels."""
    said = {"cluster": "Мобилни тимови", "official_email": "info@laktasi.example", "contact_position": "савјетник"}
    rows = table((label, said[field]), ("Назив општине", "Лакташи"), ("Контакт особа", "Марко"))
    got = judged(Document(blocks=(line(TITLE), rows, *(line(CHOICE),) * (field != "cluster"))))

    assert got.answers[field] == {**said, "cluster": "mobile-teams"}[field]
    assert got.municipality == "srp-laktasi"


def test_a_titled_form_without_any_trace_of_the_choice_is_still_the_form() -> None:
    """Its applicant is asked for the cluster, and not taken for a stranger."""
    rows = ("Начелник: Ана", "Контакт особа: Марко", "Партнери: ЦСР", "Ресурси: два радника", "Искуство: нема")
    got = judged(Document(blocks=tuple(map(line, (TITLE, MUNICIPALITY, *rows, "Опис стања: лоше")))))

    assert got.evidence["form"][0].place != "score 0"
    assert got.answers["head_name"] == "Ана"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Тел. / Е-пошта", "051/530-000\ninfo@laktasi.example"),
        ("Телефон и мејл", "051/530-000, info@laktasi.example"),
        ("Мејл, телефон", "info@laktasi.example / 051/530-000"),
        ("Телефон/мејл", "тел. 051/530-000; мејл: info@laktasi.example"),
    ],
)
def test_a_telephone_and_an_address_in_one_place_are_the_offices(label: str, said: str) -> None:
    """Where the contact person has others; staff need not look."""
    rows = (
        *(("Начелник", "Ана Анић"), (label, said), ("Контакт", "Марко Марић\nКоординатор за међународну сарадњу")),
        *(("Контакт – тел.", "065/123-456"), ("Контакт – мејл", "m@laktasi.example")),
    )
    got = answers(table(*rows))

    assert (got["official_phone"], got["official_email"]) == ("+38751530000", "info@laktasi.example")
    assert {name: got[name] for name in MARKO} == MARKO | {"contact_position": "Координатор за међународну сарадњу"}


@pytest.mark.parametrize(("said", "phone"), [("051/530-000\n/", "+38751530000"), ("051/530-000\nвиди горе", None)])
def test_one_of_two_left_blank_is_blank(said: str, phone: str | None) -> None:
    """What is neither a number nor an address keeps both blank."""
    got = answers(table(("Начелник", "Ана Анић"), ("Тел. / Е-пошта", said), ("Контакт – тел.", "065/123-456")))

    assert (got["official_phone"], got["official_email"]) == (phone, None)


@pytest.mark.parametrize("words", ["телефон {}, е-пошта {}", "мобилни телефон {}; мејл {}"])
def test_the_words_before_a_telephone_and_an_address_are_no_part_of_a_position(words: str) -> None:
    """They went with the position, in silence."""
    said = "Марко Марић, виши сарадник, " + words.format("065/123-456", "m@laktasi.example")
    got = answers("Контакт особа", said)

    assert {name: got[name] for name in MARKO} == MARKO | {"contact_position": "виши сарадник"}
