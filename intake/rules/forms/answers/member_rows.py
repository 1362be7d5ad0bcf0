"""The rows of members that were read, and what tells them from other rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake.rules.call import Call, FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.places import Cell, Document, Line, Table
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.persons import is_person
from intake.rules.forms.words.stems import wordings

NAME = "name"  # the column that is known by its cells, too
_SURE = 5  # characters up to which a cell is a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table that was filled in: its *rows* by column id, and the addresses of all the *cells* that belong to it."""

    field: str
    rows: tuple[Mapping[str, str | None], ...]
    evidence: tuple[Evidence, ...]
    cells: frozenset[str]
    unread: tuple[tuple[Evidence, str], ...] = ()  # columns with something written under a head that the call has not
    doubtful: tuple[tuple[Evidence, str], ...] = ()  # lists that may have been read otherwise


def keys(call: Call, type_: FieldType) -> Iterator[str]:
    """Return the keys of the wordings of all fields of one type."""
    return (key(wording) for field in call.fields if field.type is type_ for wording in wordings(field))


def under(head: Cell, body: Iterable[Sequence[Cell]]) -> Iterator[Cell]:
    """Return what was written below *head*."""
    return (cell for row in body for cell in row if cell.column == head.column and cell.text.strip())


def below(
    table: Table, read: Iterable[Sequence[Cell]], columns: Mapping[int, str], part: str
) -> Iterator[tuple[Evidence, str]]:
    """The rows below those that were *read* with a person and an address where those have them: perhaps members."""
    last = max(cell.row for row in read for cell in row)
    for number in sorted({cell.row for cell in table.cells if cell.row > last}):
        row = {columns[cell.column]: cell for cell in table.cells if cell.row == number and cell.column in columns}
        name, email = row.get(NAME), row.get("email")
        if name and email and is_person(name.text) and "@" in email.text:
            written = "; ".join(text for cell in row.values() if (text := " ".join(cell.text.split())))
            yield Evidence(part=part, place=name.address, written=name.text), written


def are_persons(body: Sequence[Sequence[Cell]], columns: Mapping[int, str], *, least: int) -> bool:
    """Tell whether every name in *body* is a person's, and there are at least so many."""
    named = [cell.text for row in body for cell in row if columns.get(cell.column) == NAME and cell.text.strip()]
    return len(named) >= least and all(map(is_person, named))


def is_number(cell: Cell) -> bool:
    """Tell whether *cell* holds a number, or a word as short."""
    return len(cell.text.strip()) <= _SURE or not any(map(str.isalpha, cell.text))


def is_counted(row: Sequence[Cell], columns: Mapping[int, str]) -> bool:
    """Tell whether *row* says nothing beside its number, left of *columns*: a sheet has no cells where nothing is."""
    return len(row) == 1 and row[0].column < min(columns) and row[0].text.strip(" .)").isdigit()


def heads_numbers(head: Cell, body: Iterable[Sequence[Cell]]) -> bool:
    """Tell whether *head* is one of a column of numbers, or as short ("Тел.") and nothing longer stands below it."""
    return is_number(head) and all(len(cell.text.strip()) <= _SURE for cell in under(head, body))


def unread(
    heads: Iterable[Cell], body: Sequence[Sequence[Cell]], part: str, answer: Callable[[Cell], str | None]
) -> Iterator[tuple[Evidence, str]]:
    """The columns below *heads* that the call does not know, with what was written in them."""
    for head in heads:
        written = "; ".join(text for cell in under(head, body) if (text := answer(cell)))
        if written:
            yield Evidence(part=part, place=head.address, written=" ".join(head.text.split())), written


def text_above(table: Table, document: Document) -> str:
    """Return the last line above *table*; "" where something else stands there."""
    at = [id(block) for block in document.blocks].index(id(table))
    before = reversed(document.blocks[:at])
    last = next((block for block in before if not isinstance(block, Line) or block.text.strip()), None)
    return last.text if isinstance(last, Line) else ""


def joined(tables: Sequence[Rows]) -> Rows | None:
    """Return the rows of all *tables* as one, or None where there is none."""
    if not tables:
        return None
    return Rows(
        field=tables[0].field,
        rows=tuple(row for table in tables for row in table.rows),
        evidence=tuple(e for table in tables for e in table.evidence),
        cells=frozenset().union(*(table.cells for table in tables)),
        unread=tuple(u for table in tables for u in table.unread),
        doubtful=tuple(d for table in tables for d in table.doubtful),
    )
