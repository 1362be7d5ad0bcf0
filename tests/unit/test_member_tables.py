"""Members with a table each, in which everything that is said of one has its head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from form_lines import Row, grid, line
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Document, Line, Mark
from intake.rules.judging.application import Application
from reading_forms import judged

TOP = (
    "Прилог 2 – Образац за пријаву",
    "Назив општине: Лакташи",
    "Контакт особа: Марко Марић",
    "Е-пошта контакт особе: marko@laktasi.example",
    "Кластер учења: Дневни центар",
    "Мотивација: Желимо да учимо.",
)
HEADS = ("Име и презиме", "Функција", "Установа", "Е-пошта", "Енглески језик")
BOTH = (
    "Име и презиме / Name",
    "Функција / Position",
    "Установа / Institution",
    "Е-пошта / E-mail",
    "Енглески / English",
)
PEOPLE = (
    ("Ана Анић", "психолог", "Дом здравља", "ana@laktasi.example", "B2"),
    ("Јово Јовић", "правник", "Општина Лакташи", "jovo@laktasi.example", "C1"),
    ("Ива Ивић", "учитељица", "Основна школа", "iva@laktasi.example", "A2"),
)
Pairs = Sequence[tuple[str, ...]]


def apart(heading: str, rows: Pairs) -> list[Block]:
    """A heading, and a table below it."""
    return [line(heading, Mark.BOLD), grid(*rows), line("")]


def within(heading: str, rows: Pairs) -> list[Block]:
    """The heading is the table's first row."""
    return [grid(((heading, len(rows[0])),), *rows), line("")]


def form(*blocks: Block, top: Sequence[str] = TOP) -> Application:
    """The application with these blocks, each at a place of its own, and questions above and below them."""
    all_ = (*map(line, top), *blocks, line("Партнери: Црвени крст"))
    return judged(Document(blocks=tuple(placed(block, f"block {at}") for at, block in enumerate(all_))))


def placed(block: Block, address: str) -> Block:
    """The same at this address."""
    if isinstance(block, Line):
        return replace(block, address=address)
    cells = (
        replace(cell, address=place, lines=tuple(replace(one, address=place) for one in cell.lines))
        for cell in block.cells
        for place in [f"{address}, {cell.address}"]
    )
    return replace(block, cells=tuple(cells))


def members(got: Application) -> list[tuple[object, ...]] | None:
    """The members that are read; whose form has the contact person and the partners that it names."""
    assert (got.answers["contact_name"], got.answers["partners"]) == ("Марко Марић", "Црвени крст")
    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert (got.answers["contact_position"], got.answers["contact_phone"]) == (None, None)
    said = got.answers["members"]
    return [tuple(row.values()) for row in said] if isinstance(said, tuple) else None


@pytest.mark.parametrize("place", [apart, within])
@pytest.mark.parametrize("heads", [HEADS, BOTH])
@pytest.mark.parametrize("asked", ["Чланови кластера", "IV. ЧЛАНОВИ КЛАСТЕРА", ""])
@pytest.mark.parametrize("heading", ["Члан {}", "{}. члан", "ЧЛАН {}:", "Члан {} / Member {}", "{}."])
def test_each_member_has_a_table(
    place: Callable[[str, Pairs], list[Block]], heads: Sequence[str], asked: str, heading: str
) -> None:
    """Below a heading or a row that counts, or a number where members are asked for; nobody of them is the contact."""
    tables = [place(heading.format(at, at), [*zip(heads, one, strict=True)]) for at, one in enumerate(PEOPLE, 1)]
    blocks = [line(asked), *(block for blocks in tables for block in blocks)]
    if asked or heading != "{}.":
        assert members(form(*blocks)) == [*PEOPLE]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_members_in_one_table_with_other_questions(count: int) -> None:
    """They end where the form asks the next thing."""
    told: list[Row] = [("Веб страница", "www.laktasi.example")]
    for at, one in enumerate(PEOPLE[:count], 1):
        told += [((f"Члан {at}", 2),), *zip(HEADS, one, strict=True)]

    got = form(grid(*told, ("Опис стања", "Старих је много.")))

    assert members(got) == [*PEOPLE[:count]]
    assert (got.answers["situation"], got.answers["website"]) == ("Старих је много.", "www.laktasi.example")


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("last", [True, False])
def test_what_the_call_does_not_ask_of_a_member_is_told(*, numbered: bool, last: bool) -> None:
    """Wherever it stands; it answers nothing else."""
    blocks: list[Block] = []
    for at, one in enumerate(PEOPLE, 1):
        rows: list[tuple[str, ...]] = [*zip(HEADS, one, strict=True)]
        rows.insert(len(rows) if last else 2, ("Телефон", "065/111-222"))
        blocks += apart(f"Члан {at}", [(f"{n}.", *row) for n, row in enumerate(rows, 1)] if numbered else rows)

    got = form(*blocks)

    assert members(got) == [*PEOPLE]
    assert [e.written for f in got.findings if f.code is Code.QUESTION_UNKNOWN for e in f.evidence] == ["Телефон"]


@pytest.mark.parametrize("named", [0, 2])
def test_a_member_who_was_left_blank_is_none(named: int) -> None:
    """Nor does what was left blank take the next heading for an answer."""
    said = (*PEOPLE[:named], *[("",) * len(HEADS)] * (3 - named))
    blocks = (x for at, one in enumerate(said, 1) for x in apart(f"Члан {at}", [*zip(HEADS, one, strict=True)]))

    got = form(*blocks)

    assert members(got) == ([*PEOPLE[:named]] or None)
    assert Code.QUESTION_UNKNOWN not in {finding.code for finding in got.findings}


def test_a_table_of_the_contact_person_is_none_of_a_member() -> None:
    """Below another heading the same heads ask for that person."""
    person = (*zip(HEADS[:2], ("Ана Анић", "шеф"), strict=True), ("Е-пошта", "ana@laktasi.example"))
    member = apart("Члан 1", [*zip(HEADS, PEOPLE[1], strict=True)])
    top = (*TOP[:2], *TOP[4:], "Контакт особа")

    got = form(grid(*person), line("Чланови кластера"), *member, top=top).answers

    assert (got["contact_name"], got["contact_email"]) == ("Ана Анић", "ana@laktasi.example")
    assert isinstance(got["members"], tuple)
    assert [row["name"] for row in got["members"]] == ["Јово Јовић"]
