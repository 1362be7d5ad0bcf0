"""A table as the grid that it is: the cells of each row, and how a cell looks."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from intake.rules.forms.marks.marks import common_marks
from intake.rules.forms.places import Cell, Line, Mark, Table


def marks_of(cell: Cell) -> frozenset[Mark]:
    """Return how all that stands in *cell* is marked."""
    return common_marks([span for line in cell.lines for span in line.spans if span.text.strip()])


def table_of(*rows: Sequence[Sequence[Line]]) -> Table:
    """Return the table of these *rows*, each cell being its lines; it stands where the first of them does."""
    addresses = [next((line.address for lines in row for line in lines), "") for row in rows]
    first = next(filter(None, addresses), "")
    cells = [
        Cell(row=at, column=column, address=addresses[at] or first, lines=tuple(lines))
        for at, row in enumerate(rows)
        for column, lines in enumerate(row)
    ]
    return Table(cells=tuple(cells), address=first)


def rows_begun(table: Table) -> dict[int, list[Cell]]:
    """Return the cells that begin in each row."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def without_rows(cells: Sequence[Cell], gone: AbstractSet[int]) -> tuple[Cell, ...]:
    """Return the *cells* of a table without the rows that are *gone*: those below move up."""
    if not gone:
        return tuple(cells)
    return tuple([replace(c, row=c.row - sum(at < c.row for at in gone)) for c in cells if c.row not in gone])


def rows_of(table: Table) -> dict[int, tuple[Cell, ...]]:
    """Return each row's cells from left to right, those that reach into it from above included."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, _), cell in sorted(table.grid.items(), key=lambda item: item[0]):
        rows.setdefault(row, {})[id(cell)] = cell
    return {row: tuple(cells.values()) for row, cells in rows.items()}
