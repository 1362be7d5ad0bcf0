"""Tables with a person in each column and a particular in each row, or the other way round.

"Начелник" and "Контакт особа" beside each other, "Име и презиме" and "Телефон" below: each answer has two labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Cell, Table
from intake.rules.forms.words.matches import Match, stranger

_LEAST = 2  # persons, and particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A cell that answers, what it answers, and the cell with the particular's label."""

    match: Match
    label: Cell
    answer: Cell


def crossings(table: Table, alone: Mapping[int, Match], labels: Labels) -> tuple[Crossing, ...]:
    """Return the answers of *table* if it is such a matrix; *alone* are its cells that are labels, by their id()."""
    rows, columns = sorted({c.row for c in table.cells}), sorted({c.column for c in table.cells})
    if len(rows) < _LEAST or len(columns) <= _LEAST:
        return ()
    corner = table.grid.get((rows[0], columns[0]))
    asked = None if corner is None else alone.get(id(corner))
    if asked is not None and asked.field.type is FieldType.MUNICIPALITY:
        return ()  # "Општина Лакташи" beside it is its answer, and no person's heading
    single = len(rows) == _LEAST  # one person only: the empty corner tells that the others are heads
    if single and (corner is None or corner.text.strip()):
        return ()
    least = 1 if single else _LEAST
    across = _heads(table.grid.get((rows[0], c)) for c in columns[1:])
    down = _heads(table.grid.get((r, columns[0])) for r in rows[1:])
    if _are_persons(sections := _sections(across, labels), _LEAST) and _are_particulars(down, alone):
        pairs = ((person, part, table.grid.get((part.row, person.column))) for part in down for person in across)
    elif _are_persons(sections := _sections(down, labels), least) and _are_particulars(across, alone):
        pairs = ((person, part, table.grid.get((person.row, part.column))) for person in down for part in across)
    else:
        return ()
    return tuple(_crossed(pairs, sections, alone, labels))


def _heads(cells: Iterable[Cell | None]) -> list[Cell]:
    """The cells of one edge that say something."""
    return [cell for cell in cells if cell is not None and cell.text.strip()]


def _sections(heads: Sequence[Cell], labels: Labels) -> Mapping[int, str | None]:
    """Whose particulars each head announces, by its id(): a person's by a label, or a section's by its title.

    A title in whose section a person is named by a label is another's: "Deputy Mayor" beside "Mayor".
    """
    named = {id(head): _named(head, labels) for head in heads}
    titled = {id(head): labels.headings.of(head.text) for head in heads if named[id(head)] is None}
    return named | {at: None if section in named.values() else section for at, section in titled.items()}


def _named(head: Cell, labels: Labels) -> str | None:
    """The section of the person for whom a label asks in *head*."""
    match = labels.match(head.text)
    person = match is not None and match.field.type is FieldType.TEXT and not match.bare
    return labels.sections.of(match.field) if match and person else None


def _are_persons(sections: Mapping[int, str | None], least: int) -> bool:
    told = [*sections.values()]
    return any(told) and told.count(None) <= 1 and len(set(told)) == len(told) >= least


def _are_particulars(heads: Sequence[Cell], alone: Mapping[int, Match]) -> bool:
    """Tell whether all *heads* ask something, but for a first that may be anybody's: "Name"."""
    known = [alone[id(cell)] for cell in heads if id(cell) in alone]
    asking = all(id(cell) in alone for cell in heads[1:])
    return asking and len(known) >= _LEAST and any(match.bare for match in known)


def _crossed(
    pairs: Iterator[tuple[Cell, Cell, Cell | None]],
    sections: Mapping[int, str | None],
    alone: Mapping[int, Match],
    labels: Labels,
) -> Iterator[Crossing]:
    """What the form asks of a person; a mayor's own telephone, which it never asks for, is left out."""
    for person, part, answer in pairs:
        section, found = sections[id(person)], alone.get(id(part)) or labels.match(person.text)
        if section is None or found is None:
            if answer is not None:
                asked = stranger(f"{person.text.strip()} – {part.text.strip()}")
                yield Crossing(match=asked, label=part, answer=answer)
            continue
        own = found.field.type is FieldType.TEXT or labels.sections.of(found.field) == section
        meant = labels.sections.in_section(found, section)
        if answer is not None and own and labels.sections.of(meant.field) == section:
            yield Crossing(match=replace(meant, bare=False), label=part, answer=answer)
