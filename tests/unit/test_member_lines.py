"""Members who have a line each, with a head before everything that is said of them, and no table."""

from __future__ import annotations

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
BELOW = ("ОБРАЗЛОЖЕЊЕ", "Ресурси: два возила", "Мјесто: Лакташи", "Датум: 4.9.2021.", "Потпис: Горан Вуковић")
ANA = ("Ана Анић", "психолог", "Дом здравља, Лакташи", "ana@laktasi.example")
IVA = ("Ива Ивић", "правник", "Центар за социјални рад", "iva@laktasi.example")
HEADS = "1. Име и презиме члана: {}, позиција: {}, установа: {}, е-пошта: {}"


def read(*lines: str) -> Application:
    """A form in which these *lines* stand between the partners and the resources."""
    return judged(Document(blocks=tuple(map(line, (*ABOVE, *lines, *BELOW)))))


def members(got: Application) -> list[tuple[str | None, ...]]:
    """Whom the form names, and how."""
    rows = got.answers["members"]
    assert isinstance(rows, tuple)
    return [tuple(map(row.__getitem__, ("name", "position", "institution", "email"))) for row in rows]


@pytest.mark.parametrize(
    "form",
    [
        HEADS,
        "1. Име и презиме члана: __{}____, позиција: ____{}__, установа:  {} , е-пошта: __{}______",
        "Члан (име и презиме): {}; радно мјесто: {}; институција: {}; имејл: {}",
        "– Име и презиме: {}\tФункција: {}\tУстанова: {}\tЕ-пошта: {}",
        "2) {}, позиција: {}, организација: {}, е-пошта: {}",
        "Name: {} | position: {} | institution: {} | e-mail: {}",
        "Име и презиме: {}, функција: {},\nустанова: {}, е-пошта: {}",
    ],
)
@pytest.mark.parametrize("label", ["Чланови кластера:", "Предложени чланови кластера\n"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_members_have_a_line_each(label: str, form: str, between: str) -> None:
    """What was said of them contradicted the contact person's position and address, and they were lost."""
    got = read(*f"{label}\n{between.join(form.format(*who) for who in (ANA, IVA))}".split("\n"))

    assert members(got) == [ANA, IVA]
    assert (got.answers["contact_name"], got.answers["contact_email"]) == ("Марко Марић", "marko@laktasi.example")
    assert (got.answers["contact_position"], got.answers["resources"]) == ("начелник одјељења", "два возила")


def test_one_member_is_one_and_places_left_blank_are_none() -> None:
    """The form has three places."""
    blank = HEADS.format(*("______________",) * 4)
    got = read("Чланови кластера:", HEADS.format(*ANA[:3], "______"), blank, blank)

    assert members(got) == [(*ANA[:3], None)]
    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert read("Чланови кластера:", blank, blank, blank).answers["contact_email"] == "marko@laktasi.example"


def test_lines_that_nothing_asks_for_are_members_by_what_only_these_have() -> None:
    """A heading in other words stands above them."""
    got = read("Људи", *(HEADS.format(*who) for who in (ANA, IVA)))

    assert members(got) == [ANA, IVA]


def test_a_person_who_is_asked_for_in_one_line_is_no_member() -> None:
    """The contact person's own line has the heads of members, and a telephone."""
    contact = "Име и презиме: Марко Марић, функција: сарадник, е-пошта: m@laktasi.example, телефон: 065/123-456"
    got = judged(Document(blocks=tuple(map(line, (*ABOVE[:2], "Контакт особа:", contact, *ABOVE[5:], *BELOW))))).answers

    assert got["members"] is None
    assert (got["contact_name"], got["contact_phone"]) == ("Марко Марић", "+38765123456")


def test_what_the_call_does_not_ask_of_members_is_told() -> None:
    """It is nobody else's."""
    got = read("Чланови кластера:", *(f"{HEADS.format(*who)}, мобилни: 065/123-456" for who in (ANA, IVA)))

    assert members(got) == [ANA, IVA]
    assert got.answers["contact_phone"] is None
    assert [finding.code for finding in got.findings].count(Code.QUESTION_UNKNOWN) == 1
