"""Rows of the table of members in which people wrote otherwise than a member's particulars into their cells."""

from __future__ import annotations

import pytest

from form_lines import HEAD, grid, line, table
from intake.rules.forms.places import Document
from reading_forms import judged

HEADS = ("Име и презиме", "Функција", "Установа", "Е-пошта", "Енглески језик")
ANA = ("Ана Анић", "сарадник", "Општина Рудо", "ana@rudo.example", "B2")
IVA = ("Ива Ивић", "психолог", "Дом здравља", "iva@rudo.example", "B1")


def members(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The members of a form with these rows."""
    got = judged(Document(blocks=(*map(line, (*HEAD, "Предложени чланови кластера")), table(HEADS, *rows)))).answers
    read = got["members"]
    assert isinstance(read, tuple)
    return [tuple(filter(None, member.values())) for member in read]


def test_members_may_stand_in_the_lines_of_one_row() -> None:
    """Each cell has as many lines as there are members."""
    assert members(tuple("\n".join(both) for both in zip(ANA, IVA, strict=True))) == [ANA, IVA]


def test_a_cell_of_several_lines_says_one_thing_where_the_others_do() -> None:
    """Its words are not run together, and a broken address is whole."""
    row = ("Ана\nАнић", "виши\nсарадник", "Центар за\nсоцијални рад", "ana.anic@\nrudo.example", "B2")

    assert members(row) == [("Ана Анић", "виши сарадник", "Центар за социјални рад", "ana.anic@rudo.example", "B2")]


def test_all_that_is_said_of_a_member_may_stand_where_the_name_belongs() -> None:
    """The other cells of the row are blank, or have their prompts."""
    assert members((", ".join(ANA), "", "", "", ""), (", ".join(IVA), "", "", "", "/")) == [ANA, IVA]


@pytest.mark.parametrize("number", ["1. ", "1) ", "- "])
def test_the_number_before_a_name_is_none_of_it(number: str) -> None:
    """In the column of the names; elsewhere it may be."""
    assert members((number + ANA[0], *ANA[1:])) == [ANA]


def test_members_may_stand_below_the_contact_person_in_one_table() -> None:
    """Who has a telephone beside the same heads is the contact person, and no reason to look no further."""
    contact = ("Марко Марић", "начелник одјељења", "marko@rudo.example", "065/123-456")
    heads = (*HEADS[:2], HEADS[3], "Телефон")
    rows = grid([("Контакт особа", 5)], heads, contact, [("Предложени чланови", 5)], HEADS, ANA, IVA)

    got = judged(Document(blocks=(line("Прилог 2"), line("Назив општине: Рудо"), rows))).answers

    read = got["members"]
    assert isinstance(read, tuple)
    assert [member["name"] for member in read] == [ANA[0], IVA[0]]
    assert (got["contact_name"], got["contact_email"]) == (contact[0], contact[2])


ASKED = "Члан кластера бр. {} (име, функција, установа, е-пошта, ниво енглеског)"


def of_one(*said: str) -> Document:
    """A form in which what asks for a member stands left of a cell, for each of these."""
    rows = [(ASKED.format(number), text) for number, text in enumerate(said, 1)]
    return Document(blocks=(*map(line, HEAD), table(*rows, ("Партнери", "Црвени крст"))))


@pytest.mark.parametrize(
    ("ana", "iva"),
    [
        (ANA, IVA),
        ((*ANA[:4], "енглески B2"), (*IVA[:4], "енгл. B1")),
        (("Ана Анић,", "сарадник,", "Општина Рудо,", ANA[3], "B2"), (f"1. {IVA[0]}", *IVA[1:])),
        ((ANA[0], f"{ANA[1]}, {ANA[2]}", *ANA[3:]), (IVA[0], *IVA[1:3], f"{IVA[3]}, B1")),
        (ANA, (*IVA[:3], IVA[4])),
    ],
)
def test_what_is_said_of_a_member_may_have_a_line_for_each_thing(ana: tuple[str, ...], iva: tuple[str, ...]) -> None:
    """In a cell of his own, in one with another, and below what asks for them."""
    cells = ["\n".join(each) for each in (ana, iva)]
    lines = ("Предложени чланови кластера:", *ana, *iva, "Партнери: Црвени крст")
    below = Document(blocks=tuple(map(line, (*HEAD, *lines))))

    expected = [ANA, IVA if any("@" in text for text in iva) else (*IVA[:3], IVA[4])]
    for form in (of_one(*cells), of_one(*cells, ""), of_one("\n".join(cells)), below):
        read = judged(form).answers["members"]
        assert isinstance(read, tuple)
        assert [tuple(filter(None, member.values())) for member in read] == expected


def test_a_member_in_each_line_stays_one() -> None:
    """Also where an address stands in one of the lines, or something that cannot be read."""
    said = "Ана Анић, сарадник, ana@rudo.example\nИва Ивић, психолог\nЈово Јовић"
    read = judged(of_one(said)).answers["members"]

    assert isinstance(read, tuple)
    assert [member["name"] for member in read] == ["Ана Анић", "Ива Ивић", "Јово Јовић"]
