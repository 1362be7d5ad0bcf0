"""Boxes with their yes and no: before them or behind them, or typed beside a box that was left empty."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Box, Document, Line, Mark, Span
from intake.rules.judging.application import Application
from reading_forms import call, judged
from samples.register import wording


def stated(*lines: Block) -> Application:
    """A form that ends with these statements."""
    head = (*HEAD, "Кластер учења: дневни центар", "Партнери:", "Црвени крст")
    return judged(Document(blocks=(*map(line, head), *lines)))


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ("   ДА ☒   НЕ ☐", True),
        ("   ДА ☐   НЕ ☒", False),
        (" да ☒ не ☐", True),
        (": Yes / Да ☐  No / Не ☒", False),
        (":   ☒ Да   ☐ Не", True),
        ("   ☐ Да   ☒ Не (заокружити)", False),
        ("   ДА ☒   НЕ ☐ (уз сагласност начелника)", True),
        ("   ДА ☒   НЕ ☐ - потврђујемо", True),
        (": ☒ Да, потврђујемо  ☐ Не, јер …", True),
        ("   Слажемо се ☐   Не слажемо се ☒", False),
        ("   ДА ☒", True),
        ("   ДА ☐", False),
        ("   НЕ ☒", False),
    ],
)
@pytest.mark.parametrize("statement", ["Подаци су тачни", "За све наведене податке тврдимо да су истинити"])
def test_the_side_on_which_boxes_stand_is_told_by_the_whole_line(statement: str, boxes: str, *, expected: bool) -> None:
    """In words of the call's, and in others."""
    assert stated(line(statement + boxes)).answers["accuracy"] is expected


@pytest.mark.parametrize("statement", ["Изјава да су подаци у обрасцу тачни", "Изјава о тачности података у пријави"])
def test_of_a_yes_and_a_no_behind_a_statement_one_may_be_struck_out(statement: str) -> None:
    """Whether or not the statement is known with them."""
    spans = (Span(text=f"{statement}   "), Span(text="ДА", marks=frozenset({Mark.STRIKE})), Span(text=" / НЕ"))

    assert stated(Line(spans=spans, address="line 9")).answers["accuracy"] is False
    assert stated(
        Line(spans=(spans[0], Span(text="ДА  /  "), Span(text="НЕ", marks=spans[1].marks)), address="")
    ).answers["accuracy"]


def test_a_no_and_a_yes_side_by_side_each_behind_its_statement_head_no_columns() -> None:
    """The mark below one is its own statement's."""
    rows = (
        ("Учешће на сва три догађаја", "НЕ", "Подаци су тачни", "ДА"),
        ("Сагласни смо са обрадом личних података", "☒", "Веб страница", "www.x.example"),
    )

    got = stated(table(("Адреса", "Градска 1", "Телефон општине", "051/111-222"), *rows)).answers

    assert (got["accuracy"], got["privacy"]) == (True, True)


def test_boxes_below_their_words_in_a_row_of_a_table_are_read_the_same() -> None:
    """In a cell across the columns."""
    rows = (
        *(("1.", "Адреса", "Градска 1"), ("2.", "Веб страница", "www.x.example")),
        ("3.", "Подаци су тачни   ДА ☒   НЕ ☐"),
    )

    assert stated(table(*rows)).answers["accuracy"] is True


@pytest.mark.parametrize(
    ("rules", "expected"), [("да _X_   не __", True), ("да ____  не __X__", False), ("__х__ да   ____ не", True)]
)
def test_a_tick_on_a_rule_beside_a_yes_or_a_no_is_one(rules: str, *, expected: bool) -> None:
    """On either side of its word."""
    assert stated(line(f"Подаци су тачни: {rules}")).answers["accuracy"] is expected


@pytest.mark.parametrize(("said", "told"), [("размислићемо", True), ("ДА / НЕ", False), ("", False), ("____", False)])
def test_other_words_than_a_yes_or_a_no_are_no_answer_and_told(said: str, *, told: bool) -> None:
    """What the form offers, or leaves to write on, are none."""
    for blocks in (line(f"Подаци су тачни: {said}"), table(("Адреса", "Градска 1"), ("Подаци су тачни", said))):
        application = stated(blocks)
        found = (Code.FIELD_SEVERAL, "accuracy") in {(f.code, f.field) for f in application.findings}

        assert (application.answers["accuracy"], found) == (None if told else False, told)


@pytest.mark.parametrize("boxes", ["   ДА ☒   НЕ ☒", ":  ☒ Дјелимично  ☐ Да"])
def test_what_is_ticked_and_not_understood_is_no_answer_and_told(boxes: str) -> None:
    """Never a no."""
    application = stated(line("Подаци су тачни" + boxes))

    assert application.answers["accuracy"] is None
    assert (Code.FIELD_SEVERAL, "accuracy") in {(f.code, f.field) for f in application.findings}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☐ Подаци су тачни – ДА", True),
        ("☐ Подаци су тачни. - да, потврђујемо", True),
        ("☐ За све наведене податке тврдимо да су истинити – сагласни смо", True),
        ("☐ Подаци су тачни (ДА)", True),
        ("☐ Подаци су тачни – НЕ", False),
        ("☐ Подаци су тачни – у складу са Законом", False),
        ("☒ Подаци су тачни – НЕ", None),
        ("☒ Подаци су тачни – уз печат", True),
    ],
)
def test_a_word_typed_behind_an_empty_box_answers_and_against_a_tick_makes_doubt(text: str, expected: object) -> None:
    """A remark says neither."""
    assert stated(line(text)).answers["accuracy"] is expected


def test_brackets_round_a_sign_that_is_a_box_are_part_of_it() -> None:
    """In words of its own a statement is known by its box, which stands first."""
    spans = (Span(text="["), Span(text="✓", box=Box.TICKED), Span(text="] За све податке тврдимо да су истинити"))

    assert stated(Line(spans=spans, address="line 9")).answers["accuracy"] is True


@pytest.mark.parametrize("said", ["☒ ДА   ☒ НЕ", "☐ ДА  ☐ НЕ  ☒ можда", "видјети прилог"])
def test_what_is_neither_a_yes_nor_a_no_is_told_as_such(said: str) -> None:
    """Not as two places in the form that differ: there is but one."""
    got = stated(table(("Подаци су тачни", said)))
    told = [wording().finding(finding, call(), "sr-Cyrl") for finding in got.findings]

    assert len(told) == 1
    assert told[0].endswith(f": није јасно означено ни „да“ ни „не“: „{' '.join(said.split())}“.")


def test_an_empty_line_above_a_box_changes_nothing() -> None:
    """It is a line, too, and has no text at all."""
    assert stated(table(("Подаци су тачни", "\n☒"))).answers["accuracy"] is True
    assert stated(table(("Подаци су тачни", "\n☐"))).answers["accuracy"] is False


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("☐ ДА / YES", False),
        ("☐ ДА / YES X", True),
        ("☐ ДА / YES  ✓", True),
        ("X ☐ ДА / YES", True),
        ("+ ☐ Да", True),
        ("☐ ДА / YES ДА", True),
        ("☐ ДА / YES – да", True),
        ("X ДА / YES", True),
        ("ДА / YES  x", True),
        ("x НЕ", False),
    ],
)
def test_a_sign_or_the_word_again_beside_a_yes_with_its_box_ticks_it(answer: str, *, said: bool) -> None:
    """Typed by who cannot click the box; the question below keeps its own answer."""
    rows = table(("Подаци наведени у обрасцу су тачни", answer), ("Мјесто", "Рудо"), ("Датум", "9.9.2021."))
    got = judged(Document(blocks=(*map(line, HEAD), rows))).answers

    assert (got["accuracy"], got["place"]) == (said, "Рудо")


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ("X ДА  ☐ НЕ", True),
        ("☐ ДА X НЕ", False),
        ("Х DA / ☐ NE", True),
        ("✓ДА ☐ НЕ", True),
        ("ДА X   НЕ ☐", True),
        ("ДА ☐ НЕ X", False),
        ("+ Yes / Да   ☐ No / Не", True),
        ("V Да, слажемо се   ☐ Не", True),
    ],
)
def test_a_sign_may_stand_in_the_place_of_its_box(boxes: str, *, expected: bool) -> None:
    """Whoever cannot tick a box types over it: beside its statement, and below it in a cell."""
    statement = "Изјава да су подаци тачни"

    assert stated(line(f"{statement}: {boxes}")).answers["accuracy"] is expected
    assert stated(table((statement, boxes), ("Мјесто", "Лакташи"))).answers["accuracy"] is expected


@pytest.mark.parametrize(("boxes", "expected"), [("X ДА\n☐ НЕ", True), ("☐ ДА\nX НЕ", False), ("ДА X\nНЕ ☐", True)])
def test_a_sign_may_stand_in_the_place_of_a_box_in_the_line_above(boxes: str, *, expected: bool) -> None:
    """And in that below."""
    got = stated(table(("Изјава да су подаци тачни", boxes), ("Мјесто", "Лакташи"))).answers["accuracy"]

    assert got is expected
