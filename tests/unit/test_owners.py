"""Two telephones or e-mail addresses in words that do not say whose they are: the place in the form does."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.forms.places import Document
from reading_forms import judged

OFFICE = (
    ("Назив општине", "Лакташи"),
    ("Адреса општине", "Карађорђева 56"),
    ("{office}", "{official}"),
)
PERSON = (
    ("Контакт особа", "Марко Марић"),
    ("Функција контакт особе", "савјетник"),
    ("{person}", "{personal}"),
)
KINDS = {
    "email": ("opstina@laktasi.example", "marko@mail.example", "Мејл лица из канцеларије", "Мејл под руком"),
    "phone": ("+38751530000", "+38765123456", "Контакт телефон у канцеларији", "Телефон под руком"),
}


@pytest.mark.parametrize("first", ["office", "person"])
@pytest.mark.parametrize("kind", KINDS)
def test_of_two_addresses_each_is_its_sections(kind: str, first: str) -> None:
    """Also where only one of the questions is known, and whichever section comes first."""
    official, personal, office, person = KINDS[kind]
    sections = (OFFICE, PERSON) if first == "office" else (PERSON, OFFICE)
    rows = [
        tuple(x.format(official=official, personal=personal, office=office, person=person) for x in row)
        for section in sections
        for row in section
    ]
    blocks = (line("Прилог 2 – Образац за пријаву"), table(("Кластер учења", "дневни центар"), *rows))

    got = judged(Document(blocks=blocks)).answers

    assert (got[f"official_{kind}"], got[f"contact_{kind}"]) == (official, personal)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 2, 3, 1, 4), (0, 1, 4, 2, 3)])
@pytest.mark.parametrize("apart", [False, True])
def test_bare_labels_in_columns_belong_to_what_else_is_asked_there(order: tuple[int, ...], *, apart: bool) -> None:
    """Also where rows above or below ask for something else, and where the two do not stand side by side."""
    office = [
        ("Назив општине", "Лакташи"),
        ("Адреса", "Главна 5"),
        ("Телефон", "051/530-000"),
        ("E-mail", "o@x.example"),
    ]
    person = [("Контакт особа", "Марко Марић"), ("Функција", "савјетник"), ("Телефон", "065/123-456")]
    person.insert(2 if apart else 3, ("E-mail", "marko@x.example"))
    rows = [a + b for a, b in zip(office, person, strict=True)]
    rows.append(("Кластер", "Дневни центри", "Вебинари", "два"))

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), table(*(rows[at] for at in order))))).answers

    assert (got["official_phone"], got["contact_phone"]) == ("+38751530000", "+38765123456")
    assert (got["official_email"], got["contact_email"]) == ("o@x.example", "marko@x.example")


def test_a_number_with_its_own_word_answers_the_open_question_above_it() -> None:
    """A word such as "тел." asks nothing new there."""
    lines = (
        *("Прилог 2 – Образац за пријаву", "Кластер: дневни центар", "Контакт особа: Марко Марић", "Општина: Лакташи"),
        *("Адреса општине: Карађорђева 56", "Телефон контакт особе:", "тел. 065/123-456", "Партнери: нема"),
    )

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["official_phone"], got["contact_phone"]) == (None, "+38765123456")


def test_two_telephones_in_lines_are_each_their_sections() -> None:
    """Though one is known by more of its words than the other."""
    lines = (
        *("Прилог 2 – Образац за пријаву", "Кластер: дневни центар", "Општина: Лакташи", "Адреса: Карађорђева 56"),
        *("Контакт телефон писарнице: 051/530-000", "Контакт особа: Марко Марић", "Функција контакт особе: шеф"),
        *("Мобилни телефон лица за везу: 065/123-456", "Партнери: нема"),
    )

    got = judged(Document(blocks=tuple(map(line, lines)))).answers

    assert (got["official_phone"], got["contact_phone"]) == ("+38751530000", "+38765123456")


@pytest.mark.parametrize("person", ["Контакт (име, функција, тел., е-пошта)", "Контакт особа (име, звање, мејл)"])
def test_an_address_that_the_contacts_label_lists_is_asked_for_there(person: str) -> None:
    """However long that answer is; the bare label in the office's section is the office's."""
    said = "Марко Марић, савјетник за људска права и родну равноправност, 065/123-456, marko@mail.example"
    rows = (*OFFICE[:2], ("Е-пошта", "opstina@laktasi.example"), (person, said))
    blocks = (line("Прилог 2 – Образац за пријаву"), table(("Кластер учења", "дневни центар"), *rows))

    got = judged(Document(blocks=blocks)).answers

    assert (got["official_email"], got["contact_email"]) == ("opstina@laktasi.example", "marko@mail.example")


@pytest.mark.parametrize("asked", ["First and last name", "Ime/prezime"])
def test_a_name_in_unknown_words_below_a_persons_heading_is_that_persons(asked: str) -> None:
    """And what follows is told from there."""
    rows = (
        ("Кластер учења", "дневни центар"),
        ("Назив општине", "Лакташи"),
        ("Контакт особа",),
        (asked, "Марко Марић"),
        ("Чиме се то лице бави", "савјетник"),
        ("E-mail", "marko@laktasi.example"),
        ("Разлози за пријаву", "Потреба је велика."),
    )
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), table(*rows))))

    assert got.answers["contact_name"] == "Марко Марић"
    assert got.answers["contact_position"] == "савјетник"
