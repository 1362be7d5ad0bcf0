"""What the columns of a table are for, beyond questions and answers: help that the form prints, a second language."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from intake.rules.forms.lexicon import Lexicon
from intake.rules.forms.marks import common_marks
from intake.rules.forms.places import Cell, Mark, Table

_LEAST = 3  # columns of a table that has one for help, and cells of that column


def without_help(table: Table, lexicon: Lexicon) -> Table:
    """Return *table* without the column in which the form tells how to answer."""
    columns = _by_column(table)
    if len(columns) < _LEAST:
        return table
    helping = {column for column, cells in columns.items() if column and _is_help(cells, lexicon)}
    if len(helping) != 1:
        return table
    return replace(table, cells=tuple(cell for cell in table.cells if cell.column not in helping))


def _by_column(table: Table) -> dict[int, list[Cell]]:
    columns: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip() and not cell.hidden and cell.column_span == 1:
            columns.setdefault(cell.column, []).append(cell)
    return columns


def _is_help(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    head, *body = sorted(cells, key=lambda cell: cell.row)
    return lexicon.is_note(head.text) or (len(body) >= _LEAST and all(map(_is_slanted, body)))


def _is_slanted(cell: Cell) -> bool:
    spans = [span for line in cell.lines for span in line.spans if span.text.strip()]
    plain = all(span.box is None and span.control is None for span in spans)
    return plain and Mark.ITALIC in common_marks(spans)


def twins(rows: Mapping[int, Sequence[Cell]], field: Callable[[Cell], str | None]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of columns in which a question stands twice, side by side, as *field* tells."""
    for row in rows.values():
        for one, two in itertools.pairwise(row):
            if (asked := field(one)) and asked == field(two):
                yield one.column, two.column
