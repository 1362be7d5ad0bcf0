"""The association's own form, its answers typed about the labels: as people fill it in who do not see the boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from form_lines import line, table
from intake.rules.forms.places import Cell, Control, ControlKind, Document, Line, Mark, Span, Table
from reading_forms import call, judged

VALUES = {
    "municipality": "Општина Рудо",
    "address": "Трг слободе 1, 73260 Рудо",
    "official_email": "opstina@rudo.example",
    "contact_name": "Ана Анић",
    "contact_email": "ana@rudo.example",
    "situation": "Рањиве групе су старија лица.",
    "place": "Рудо",
}
PROMPT = "[Упишите одговор / Enter your answer]"

Row = tuple[str, ...]
Fill = Callable[[str, str, str], Sequence[Row]]
"""The rows of a question, by its label in each language and what is typed."""


def labels(field: str) -> tuple[str, str]:
    """What the form prints to ask for it."""
    label = call().field(field).label
    return label.sr, label.en


def form(rows: Sequence[Row]) -> Document:
    """The form with these rows in its table, its cluster chosen."""
    serbian, english = labels("cluster")
    choice = table((f"{serbian}\n{english}", "☐ Дневни центри\n☒ Мобилни теренски тимови"))
    return Document(blocks=(line("Прилог 2"), line("Образац за пријаву"), choice, table(*rows)))


def answers(fill: Fill, values: Mapping[str, str] = VALUES) -> dict[str, object]:
    """What is read of the form where each question is answered so."""
    rows = [row for field, value in values.items() for row in fill(*labels(field), value)]
    got = judged(form(rows))
    read: dict[str, object] = {field: got.answers.get(field) for field in values}
    return {**read, "municipality": got.municipality}


EXPECTED: dict[str, object] = {**VALUES, "municipality": "srp-rudo"}


@pytest.mark.parametrize("right", [PROMPT, ""])
@pytest.mark.parametrize(
    "cell",
    [
        "{sr}\n{en}\n{value}",
        "{sr}\n{value}\n{en}",
        "{value}\n{sr}\n{en}",
        "{sr}\n{en}: {value}",
        "{sr}\n{en} – {value}",
        "{sr} *\n{en} {value}",
        "{sr}: {value}\n{en}",
        "{sr} / {en}: {value}",
    ],
)
def test_an_answer_about_its_label_is_read(cell: str, right: str) -> None:
    """In the label's cell, wherever; the place of the answer may have been left with its prompt, or emptied."""
    assert answers(lambda sr, en, value: [(cell.format(sr=sr, en=en, value=value), right)]) == EXPECTED


@pytest.mark.parametrize("right", [PROMPT, ""])
@pytest.mark.parametrize("added", [("{value}", ""), ("", "{value}")])
def test_an_answer_in_a_row_added_below_its_label_is_read(added: Row, right: str) -> None:
    """In either column."""
    assert (
        answers(lambda sr, en, value: [(f"{sr}\n{en}", right), tuple(cell.format(value=value) for cell in added)])
        == EXPECTED
    )


def test_what_was_left_blank_about_its_label_is_blank() -> None:
    """A dash below a label is no label either."""
    got = answers(lambda sr, en, value: [(f"{sr}\n–\n{en}" if value == "Рудо" else f"{sr}\n{en}\n{value}", PROMPT)])

    assert got == EXPECTED | {"place": None}


def test_rows_with_other_questions_are_none_that_were_added() -> None:
    """One whose label was written anew asks, and what is left blank above it stays so."""
    rows = [(f"{sr}\n{en}", PROMPT) for sr, en in map(labels, VALUES)]
    rows[2:2] = [("Број мјештана", ""), ("Факс", "")]
    got = judged(form(rows))

    assert got.answers["address"] is None


def test_a_cell_that_asks_several_things_keeps_its_answers() -> None:
    """Each stands below its own question."""
    asked = [labels(field) for field in ("address", "official_email")]
    cell = "\n".join(
        f"{sr}\n{en}\n{value}" for (sr, en), value in zip(asked, ("Градска 1", "a@rudo.example"), strict=True)
    )
    rows = [
        (f"{sr}\n{en}", VALUES[field])
        for field in VALUES
        for sr, en in [labels(field)]
        if field not in ("address", "official_email")
    ]
    got = judged(form([*rows, (cell, "")])).answers

    assert (got["address"], got["official_email"]) == ("Градска 1", "a@rudo.example")


@pytest.mark.parametrize(
    "cell",
    [
        "{value} {prompt}",
        "{prompt} {value}",
        "{prompt}\n{value}",
        "{value}\n{prompt}",
        "[{value}]",
        "[{value} / Enter your answer]",
        "[Упишите одговор / {value}]",
        "[Упишите одговор: {value} / Enter your answer]",
        "[Упишите одговор / Enter your answer {value}]",
        "{value}]",
        "[Upišite odgovor] {value}",
    ],
)
def test_a_prompt_that_was_typed_over_in_part_is_no_part_of_the_answer(cell: str) -> None:
    """Office programs that lose the control leave it as text, which is easily cut in two."""
    assert answers(lambda sr, en, value: [(f"{sr}\n{en}", cell.format(value=value, prompt=PROMPT))]) == EXPECTED


def test_brackets_within_an_answer_are_its_own() -> None:
    """Only those at both ends, or one alone, are left of a prompt."""
    values = VALUES | {"situation": "Рањиве групе [1] и стање [2]"}

    assert answers(lambda sr, en, value: [(f"{sr}\n{en}", value)], values)["situation"] == values["situation"]


def controlled(text: str, tag: str) -> Line:
    """A line in a control that still has the sign of a prompt."""
    control = Control(kind=ControlKind.TEXT, tag=tag, placeholder=True)
    return Line(spans=(Span(text=text, control=control),), address="row")


@pytest.mark.parametrize(("tag", "read"), [("field:address", "Градска 1"), ("Adresa", None)])
def test_what_was_typed_over_a_prompt_of_ours_answers_though_its_control_says_prompt(
    tag: str, read: str | None
) -> None:
    """Some programs leave that sign; our prompts have brackets. Of another's nobody can tell."""
    rows = [(f"{sr}\n{en}", VALUES[field]) for field in VALUES for sr, en in [labels(field)]]
    blocks = form(rows).blocks
    last = blocks[-1]
    assert isinstance(last, Table)
    cells = tuple(
        type(c)(row=c.row, column=c.column, address=c.address, lines=(controlled("Градска 1", tag),))
        if c.text == VALUES["address"]
        else c
        for c in last.cells
    )
    got = judged(Document(blocks=(*blocks[:-1], Table(cells=cells, address="table 1"))))

    assert got.answers["address"] == read


def test_the_hint_below_the_question_of_the_cluster_chooses_nothing() -> None:
    """Where its look was lost both languages stand in one look, and it names a cluster."""
    asked = call().field("cluster")
    assert asked.hint is not None
    cell = f"{asked.label.sr}\n{asked.label.en}\n{asked.hint.sr}\n{asked.hint.en}"
    rows = [(f"{sr}\n{en}", VALUES[field]) for field in VALUES for sr, en in [labels(field)]]
    got = judged(Document(blocks=(line("Прилог 2"), table((cell, "Мобилни теренски тимови"), *rows))))

    assert (got.cluster, got.municipality) == ("mobile-teams", "srp-rudo")


def test_an_answer_in_the_look_of_its_label_is_no_label() -> None:
    """A sheet's cell has one look, and below the last question of a section another question stands alone."""
    asked = {field: labels(field) for field in VALUES}
    members = "\n".join(labels("members"))
    rows = [(f"{sr}\n{en}\n{VALUES[field]}", "") for field, (sr, en) in asked.items()]
    bold = [tuple(line(text, Mark.BOLD) for text in row[0].split("\n")) for row in rows]
    cells = [Cell(row=r, column=0, address=f"A{r}", lines=lines) for r, lines in enumerate(bold)]
    places = [Cell(row=r, column=1, column_span=4, address=f"B{r}") for r in range(len(rows))]
    end = Cell(row=len(rows), column=0, column_span=5, address="A9", lines=(line(members),))
    sheet = Table(cells=(*(c for both in zip(cells, places, strict=True) for c in both), end), address="sheet")
    got = judged(Document(blocks=(line("Прилог 2"), sheet)))

    assert {field: got.answers.get(field) for field in VALUES} == VALUES


def test_what_the_label_offers_in_brackets_is_no_part_of_what_was_typed_behind() -> None:
    """The sheet says "(ДА / НЕ)" behind each statement."""
    rows = [(f"{sr}\n{en}", VALUES[field]) for field in VALUES for sr, en in [labels(field)]]
    sr, en = labels("accuracy")
    got = judged(form([*rows, (f"{sr} (ДА / НЕ)\n{en} (YES / NO) ДА", "")]))

    assert got.answers["accuracy"] is True


@pytest.mark.parametrize("other", ["E-learning courses completed", "Which e-courses were completed?"])
def test_a_second_language_in_other_words_is_no_answer(other: str) -> None:
    """It asks the same."""
    rows = [(f"{sr}\n{en}", value) for (sr, en), value in zip(map(labels, VALUES), VALUES.values(), strict=True)]
    got = judged(form([*rows, (f"{labels('ecourses')[0]} / {other}", "")]))

    assert got.answers["ecourses"] is None


@pytest.mark.parametrize("heading", ["V. Изјаве и потпис / Statements and signature", "V. Izjave i potpis"])
def test_a_heading_below_what_was_left_blank_is_no_answer(heading: str) -> None:
    """It is none that was added."""
    blank, last = labels("partners"), VALUES["place"]
    rows = [(f"{sr} / {en}", value) for (sr, en), value in zip(map(labels, VALUES), VALUES.values(), strict=True)]
    got = judged(form([*rows[:-1], (f"{blank[0]} / {blank[1]}", ""), (heading, ""), rows[-1]]))

    assert (got.answers["partners"], got.answers["place"]) == (None, last)
