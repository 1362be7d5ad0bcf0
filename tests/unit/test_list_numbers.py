"""Numbers that Word counts by itself: what they are, and what they tell about questions and options."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from intake.reading.gate import Package, pass_gate
from intake.reading.word.document import read_word
from intake.rules.forms.places import Line
from packages import docx, word_part
from reading_forms import LIMITS, judged

QUESTIONS, OPTIONS, TEAM = "1", "2", "3"
HEAD = ("Прилог 2 – Образац за пријаву", None)
FORM = (
    ("Назив општине", QUESTIONS),
    ("Лакташи", None),
    ("Контакт особа", QUESTIONS),
    ("Марко Марић", None),
    ("Кластер учења – уписати редни број", QUESTIONS),
    ("Дневни центри", OPTIONS),
    ("Повећање свијести о људским правима", OPTIONS),
    ("Мобилни теренски тимови", OPTIONS),
    ("Форум за социјални дијалог", OPTIONS),
    ("Повјереник за мањине", OPTIONS),
    ("Инклузивно управљање ризиком од катастрофа", OPTIONS),
)


def level(number: int, form: str, text: str, start: int = 1) -> str:
    """One level of a list."""
    shown = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{shown}</w:lvl>'


def numbering(*lists: str, more: str = "") -> str:
    """The part that defines lists, from 1 on, by their levels."""
    defined = "".join(f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>' for at, one in enumerate(lists))
    numbers = (f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists)))
    return word_part("numbering", defined + "".join(numbers) + more)


def paragraph(text: str, list_: str | None, deep: int = 0) -> str:
    """A paragraph, and of which list it is an item."""
    number = f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{list_}"/></w:numPr>' if list_ else ""
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbers(body: str, part: str, styles: str = "") -> list[str | None]:
    """The number of each paragraph."""
    parts = {"word/numbering.xml": ("numbering", part)}
    if styles:
        parts["word/styles.xml"] = ("styles", word_part("styles", styles))
    package = pass_gate(docx(body, parts=parts), LIMITS)
    assert isinstance(package, Package), package
    blocks = read_word(package, LIMITS).blocks
    return [block.item.number if block.item else None for block in blocks if isinstance(block, Line)]


@pytest.mark.parametrize(
    ("form", "text", "start", "shown"),
    [
        ("decimal", "%1.", 1, ["1.", "2."]),
        ("decimal", "(%1)", 4, ["(4)", "(5)"]),
        ("lowerLetter", "%1)", 1, ["a)", "b)"]),
        ("upperRoman", "%1.", 3, ["III.", "IV."]),
        ("russianLower", "%1)", 1, ["а)", "б)"]),
        ("bullet", "•", 1, ["", ""]),
        ("ordinalText", "%1.", 1, ["1.", "2."]),
    ],
)
def test_a_number_is_shown_as_its_list_says(form: str, text: str, start: int, shown: list[str]) -> None:
    """What stands between two items is none of theirs; a form of numbers that is not known here counts in digits."""
    body = paragraph("one", "1") + paragraph("text", None) + paragraph("two", "1")

    assert numbers(body, numbering(level(0, form, text, start))) == [shown[0], None, shown[1]]


def test_levels_below_begin_anew() -> None:
    """And show the numbers above them where the list says so."""
    part = numbering(level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)"))
    body = "".join(paragraph("x", "1", deep) for deep in (0, 1, 1, 0, 1))

    assert numbers(body, part) == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


def test_a_list_of_the_same_kind_goes_on_counting_unless_it_says_otherwise() -> None:
    """As Word does: a new number of an old definition, with and without an override (17.9.9)."""
    more = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    more += '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"/></w:num>'
    body = "".join(paragraph("x", list_) for list_ in ("1", "2", "3", "1"))

    assert numbers(body, numbering(level(0, "decimal", "%1."), more=more)) == ["1.", "2.", "1.", "3."]


def test_a_style_may_make_its_paragraphs_items() -> None:
    """And one of them may be none."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styles += '<w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="L"/></w:style>'
    body = '<w:p><w:pPr><w:pStyle w:val="M"/></w:pPr></w:p>'
    body += '<w:p><w:pPr><w:pStyle w:val="M"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'

    assert numbers(body, numbering(level(0, "decimal", "%1.")), styles) == ["1.", None]


@pytest.mark.parametrize("part", ["", "<w:", word_part("numbering", '<w:num w:numId="1"/>')])
def test_a_damaged_part_costs_the_numbers_alone(part: str) -> None:
    """The text is all there."""
    assert numbers(paragraph("x", "1"), part) == [None]


def form(*lines: tuple[str, str | None], options: str = "decimal") -> bytes:
    """A form of these paragraphs."""
    part = numbering(level(0, "decimal", "%1."), level(0, options, "%1)"), level(0, "decimal", "%1."))
    body = "".join(paragraph(text, list_) for text, list_ in (HEAD, *FORM, *lines))
    return docx(body, parts={"word/numbering.xml": ("numbering", part)})


@pytest.mark.parametrize(
    ("options", "answer", "approach"),
    [
        ("decimal", "5", "minorities-commissioner"),
        ("decimal", "4)", "minorities-forum"),
        ("lowerLetter", "d)", "minorities-forum"),
    ],
)
def test_an_option_is_named_by_the_number_that_word_shows(options: str, answer: str, approach: str) -> None:
    """It is not the number of the call's own list."""
    got = judged(form((f"Изабрани кластер: {answer}", None), options=options))

    assert (got.municipality, got.cluster, got.approach) == ("srp-laktasi", "minorities", approach)


def test_the_numbers_of_an_answer_are_not_typed() -> None:
    """Who writes a list has written its items alone."""
    plan: Sequence[tuple[str, str | None]] = (("Отварамо центар.", TEAM), ("Обучавамо људе.", TEAM))
    got = judged(form(("Почетна замисао концепта", QUESTIONS), *plan, ("Партнери", QUESTIONS), ("Црвени крст", None)))

    assert (got.answers["plan"], got.answers["partners"]) == ("Отварамо центар.\nОбучавамо људе.", "Црвени крст")
