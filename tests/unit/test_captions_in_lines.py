"""Captions below the lines on which people write: a form that asks with them only, its clusters among them."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.forms.places import Document, Line, Mark
from reading_forms import judged

RULE = "______________________"
OPTIONS = ("Дневни центар", "Повећање свијести", "Мобилни теренски тимови", "Форум за социјални дијалог",
           "Инклузивно управљање ризиком од катастрофа")  # fmt: skip
PERSONS = {
    "(назив општине или града)": "Општина Лакташи",
    "(име и презиме начелника)": "Ана Анић",
    "(име и презиме контакт особе)": "Марко Марић",
    "(е-пошта контакт особе)": "m@laktasi.example",
    "(телефон контакт особе)": "065/123-456",
}
REASONS = {
    "(опис стања и рањивих група)": "Стари су сами.\nИмамо дневни центар у изградњи.",
    "(разлози за пријаву)": "Желимо да учимо од других.\nКонтакт са сусједима је добар.",
}
ASKED = ("Кластер учења за који се пријављујемо", "Изабрани кластер:")
BELOW = ("(кластер учења)", "(означити један кластер учења)")


def marked(how: str, at: int) -> list[str | Line]:
    """The options, of which one is marked."""
    match how:
        case "ticked":
            return [f"{'☒' if i == at else '☐'} {text}" for i, text in enumerate(OPTIONS)]
        case "typed":
            return [f"{'X ' if i == at else ''}{text}" for i, text in enumerate(OPTIONS)]
        case "counted":
            return [f"{'абвгд'[i]}) {text}{' – ДА' if i == at else ''}" for i, text in enumerate(OPTIONS)]
        case "underlined":
            return [line(text, *((Mark.UNDERLINE,) if i == at else ())) for i, text in enumerate(OPTIONS)]
        case _:
            return [f"____{OPTIONS[at]}____"]


def written(answer: str, where: str) -> list[str]:
    """What was written, on a rule or above one."""
    if not answer:
        return [RULE]
    *before, last = answer.split("\n")
    return [f"____{last}____"] if where == "on" and not before else [*before, last, RULE]


def answers(choice: list[str | Line], where: str, left: str = "") -> dict[str, object]:
    """The answers of the form; what is *left* stands blank."""
    persons, reasons = (
        [x for caption, text in asked.items() for x in (*written("" if caption == left else text, where), caption)]
        for asked in (PERSONS, REASONS)
    )
    lines = ("Прилог 2", *persons, *choice, *reasons, *written("Лакташи, 2.9.2021.", where), "(мјесто и датум)")
    blocks = tuple(line(block) if isinstance(block, str) else block for block in lines)
    return dict(judged(Document(blocks=blocks)).answers)


@pytest.mark.parametrize("where", ["on", "above"])
@pytest.mark.parametrize("how", ["ticked", "typed", "counted", "underlined", "written"])
@pytest.mark.parametrize("asked", [*ASKED, *BELOW])
def test_options_above_or_below_their_question_are_no_part_of_a_long_answer(asked: str, how: str, where: str) -> None:
    """Nor does a long answer belong to the choice before it."""
    options = marked(how, 3)
    got = answers([asked, *options] if asked in ASKED else [*options, asked], where)

    assert got["cluster"] == "minorities"
    assert [got["situation"], got["motivation"]] == [*REASONS.values()]
    assert (got["head_name"], got["contact_name"], got["contact_email"]) == (
        "Ана Анић",
        "Марко Марић",
        "m@laktasi.example",
    )
    assert (got["contact_phone"], got["signed_on"]) == ("+38765123456", "2021-09-02")


@pytest.mark.parametrize("where", ["on", "above"])
@pytest.mark.parametrize("how", ["ticked", "typed", "underlined", "written"])
@pytest.mark.parametrize("left", [*PERSONS, *REASONS])
def test_what_is_left_blank_takes_nothing_from_above(left: str, how: str, where: str) -> None:
    """Neither the title, nor an option, nor the caption before."""
    fields = ("municipality", "head_name", "contact_name", "contact_email", "contact_phone", "situation", "motivation")
    whole, got = (answers([ASKED[0], *marked(how, 4)], where, each) for each in ("", left))

    asked = dict(zip((*PERSONS, *REASONS), fields, strict=True))[left]
    assert {field for field in fields if got[field] != whole[field]} == {asked}
    assert (got[asked], got["cluster"]) == (None, "idrm")


def test_a_bare_rule_was_left_blank_where_others_are_written_on() -> None:
    """Though lines of an answer stand above it, whose question stands above them."""
    said = {**PERSONS, "(име и презиме начелника)": "", "(телефон контакт особе)": ""}
    persons = [x for caption, text in said.items() for x in (*written(text, "on"), caption)]
    lines = ("Прилог 2", "Кластер учења: дневни центар", *persons, "Разлози за пријаву:", "Желимо да учимо.", "Сада.")
    got = judged(Document(blocks=tuple(map(line, (*lines, RULE, "(властити ресурси)"))))).answers

    assert (got["resources"], got["motivation"]) == (None, "Желимо да учимо.\nСада.")


def test_captions_side_by_side_do_not_ask_for_the_next_row() -> None:
    """Each asks for what stands above it."""
    blocks = (
        "Прилог 2 – Пријава за кластер учења",
        "Општина Лакташи\tАна Анић",
        "(назив општине или града)\t(начелник, градоначелник)",
        "Пријављујемо се за (један кластер):",
        *(f"{'__X__' if text == OPTIONS[2] else '_____'} {text}" for text in OPTIONS),
        "Марко Марић\tправник",
        "(име и презиме контакт особе)\t(функција контакт особе)",
        "m@laktasi.example\tтел. 065/123-456",
        "(е-пошта контакт особе)\t(телефон контакт особе)",
    )

    found = judged(Document(blocks=tuple(map(line, blocks))))

    assert found.cluster == "mobile-teams"
    assert [
        found.answers[id_]
        for id_ in ("head_name", "contact_name", "contact_position", "contact_email", "contact_phone")
    ] == [
        "Ана Анић",
        "Марко Марић",
        "правник",
        "m@laktasi.example",
        "+38765123456",
    ]
