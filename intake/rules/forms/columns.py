"""What the columns of a table are for, beyond questions and answers: help that the form prints, a second language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.lexicon import Lexicon, key
from intake.rules.forms.marks import common_marks
from intake.rules.forms.places import Cell, Mark, Table

_FEW = 0.5  # of the answers of a table, beside which a remark may stand
_ANSWERED = 4  # of them, at the least
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


def remarks(
    rows: Mapping[int, Sequence[Cell]], is_label: Callable[[Cell], bool], is_mark: Callable[[Cell], bool]
) -> frozenset[int]:
    """Return the last column, by its number, where now and then something stands beside an answer: a remark.

    What is no remark but goes on with the answer cannot be told from one; so few are, and a person should look.
    """
    if len(rows) < _ANSWERED:
        return frozenset()
    last = max((cell.column for row in rows.values() for cell in row), default=0)
    answered = [
        (beside, cell_at(row, last))
        for row in rows.values()
        if (beside := cell_at(row, last - 1))
        and key(beside.text)
        and any(c.column < last - 1 and is_label(c) for c in row)
    ]
    remarked = [(beside, cell) for beside, cell in answered if cell and key(cell.text)]
    if not 0 < len(remarked) <= _FEW * len(answered) or len(answered) < _ANSWERED:
        return frozenset()
    told = any(is_label(beside) or is_mark(cell) for beside, cell in remarked)
    return frozenset() if told else frozenset({last})


def cell_at(row: Sequence[Cell], column: int) -> Cell | None:
    """Return the cell of *row* that takes up *column* and no other."""
    return next((cell for cell in row if cell.column == column and cell.column_span == 1), None)


def twins(rows: Mapping[int, Sequence[Cell]], field: Callable[[Cell], str | None]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of columns in which a question stands twice, side by side, as *field* tells."""
    for row in rows.values():
        for one, two in pairwise(row):
            if (asked := field(one)) and asked == field(two):
                yield one.column, two.column
