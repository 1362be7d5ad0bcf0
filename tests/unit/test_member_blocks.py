"""Members who have a line for everything that is said of them, and no table."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

ABOVE = (
    *("Прилог 2 – Образац за пријаву", "Назив општине: Лакташи", "Контакт особа: Марко Марић"),
    *("Функција: начелник одјељења", "Е-пошта контакт особе: marko@laktasi.example"),
    *("Кластер учења: дневни центар", "Партнери: Црвени крст"),
)
BELOW = ("Ресурси: два возила", "Мјесто: Лакташи", "Датум: 4.9.2021.", "Потпис: Горан Вуковић")
HEADS = ("Функција", "Установа", "Е-пошта", "Енглески")
ANA = ("Ана Анић", "психолог", "Дом здравља, Лакташи", "ana@laktasi.example", "B1")
IVA = ("Ива Ивић", "правник", "Центар за социјални рад", "iva@laktasi.example", "C1")


def read(label: str, name: str, *more: str, blank: str | None = None) -> Application:
    """A form with two members in blocks: their names so, *more* at the end of each, and *blank* lines between."""
    blocks = [label]
    for number, (who, *said) in enumerate((ANA, IVA), 1):
        blocks += [blank] if blank is not None and number > 1 else []
        blocks += [
            name.format(number) + who,
            *(f"{head}: {text}" for head, text in zip(HEADS, said, strict=True)),
            *more,
        ]
    return judged(Document(blocks=tuple(map(line, (*ABOVE, *blocks, *BELOW)))))


def members(got: Application) -> list[tuple[str | None, ...]]:
    """Whom the form names, and how."""
    rows = got.answers["members"]
    assert isinstance(rows, tuple)
    return [tuple(map(row.__getitem__, ("name", "position", "institution", "email", "english"))) for row in rows]


@pytest.mark.parametrize("blank", [None, ""])
@pytest.mark.parametrize("name", ["{}. ", "", "Име и презиме: ", "{}) Име и презиме: "])
@pytest.mark.parametrize("label", ["XIX ЧЛАНОВИ КЛАСТЕРА:", "Чланови кластера", "Предложени чланови –"])
def test_members_have_a_line_for_everything(label: str, name: str, blank: str | None) -> None:
    """What is said of them was the contact person's, the office's and the partners'."""
    got = read(label, name, blank=blank)

    assert members(got) == [ANA, IVA]
    assert [got.answers[asked] for asked in ("contact_position", "contact_email", "partners", "official_email")] == [
        *("начелник одјељења", "marko@laktasi.example", "Црвени крст", None)
    ]
    assert (got.answers["resources"], got.answers["signed_on"]) == ("два возила", "2021-09-04")


def test_what_the_call_does_not_ask_of_members_is_told() -> None:
    """It is nobody else's."""
    got = read("Чланови кластера:", "{}. ", "Мобилни: 065/123-456")

    told = [finding for finding in got.findings if finding.code is Code.QUESTION_UNKNOWN]
    assert members(got) == [ANA, IVA]
    assert got.answers["contact_phone"] is None
    assert len(told) == 1


def test_a_person_with_few_lines_below_is_no_such_member() -> None:
    """Nor is one whom nothing asks for as a member."""
    contact: Mapping[str, str] = {"Функција": "сарадник", "Е-пошта": "marko@laktasi.example", "Телефон": "065/123-456"}
    lines = (*ABOVE[:2], "Контакт особа:", "Марко Марић", *(f"{head}: {said}" for head, said in contact.items()))

    got = judged(Document(blocks=tuple(map(line, (*lines, *ABOVE[5:], *BELOW))))).answers

    assert (got["contact_name"], got["contact_position"], got["contact_phone"]) == (
        "Марко Марић",
        "сарадник",
        "+38765123456",
    )


BESIDE = ("III. Контакт особа и чланови кластера", "Контакт и чланови кластера", "Чланови кластера и лице за контакт")


@pytest.mark.parametrize("heading", BESIDE)
def test_whom_a_heading_names_beside_the_members_is_none_of_them(heading: str) -> None:
    """The contact person's own lines stand below it, and the members further on."""
    contact = (*("Име и презиме: Марко Марић", "Радно мјесто: сарадник"), "Е-маил: marko@laktasi.example")
    listed = (*ABOVE[:2], heading, *contact, "Чланови:", f"1. {', '.join(IVA)}")

    got = judged(Document(blocks=tuple(map(line, (*listed, *ABOVE[5:], *BELOW)))))

    assert [got.answers[asked] for asked in ("contact_name", "contact_position", "contact_email")] == [
        *("Марко Марић", "сарадник", "marko@laktasi.example")
    ]
    assert members(got) == [IVA]


@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize("label", ["Члан {}", "{}. члан", "Члан кластера бр. {}", "Member {}:", "Делегат {} –"])
def test_a_heading_that_counts_asks_for_a_member(label: str, least: int) -> None:
    """It is no part of the answer above, and one member may stand alone."""
    blocks = [
        text
        for number, (who, *said) in enumerate((ANA, IVA)[:least], 1)
        for text in (
            label.format(number),
            f"Име и презиме: {who}",
            *(f"{head}: {told}" for head, told in zip(HEADS, said, strict=True)),
        )
    ]

    got = judged(Document(blocks=tuple(map(line, (*ABOVE, *blocks, *BELOW)))))

    assert members(got) == [ANA, IVA][:least]
    assert (got.answers["contact_name"], got.answers["partners"]) == ("Марко Марић", "Црвени крст")


@pytest.mark.parametrize("level", ["Енглески језик (ниво)", "Како говори енглески"])
@pytest.mark.parametrize("between", [(), ("",)])
def test_the_last_thing_said_of_a_member_above_the_heading_of_the_next_is_his(
    level: str, between: tuple[str, ...]
) -> None:
    """With a hint in brackets, or in words that the call does not know: what stands there tells what is asked."""
    heads = ("Име и презиме", *HEADS[:3], level)
    told = [[f"{head}: {text}" for head, text in zip(heads, each, strict=True)] for each in (ANA, IVA)]
    blocks = ("Члан кластера 1", *told[0], *between, "Члан кластера 2", *told[1])
    got = judged(Document(blocks=tuple(map(line, (*ABOVE, *blocks, *BELOW)))))
    assert members(got) == [ANA, IVA]
