"""A table as the grid that it is: the cells of each row, and how a cell looks."""

from __future__ import annotations

from intake.rules.forms.marks.marks import common_marks
from intake.rules.forms.places import Cell, Mark, Table


def marks_of(cell: Cell) -> frozenset[Mark]:
    """Return how all that stands in *cell* is marked."""
    return common_marks([span for line in cell.lines for span in line.spans if span.text.strip()])


def rows_of(table: Table) -> dict[int, tuple[Cell, ...]]:
    """Return each row's cells from left to right, those that reach into it from above included."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, _), cell in sorted(table.grid.items(), key=lambda item: item[0]):
        rows.setdefault(row, {})[id(cell)] = cell
    return {row: tuple(cells.values()) for row, cells in rows.items()}
