"""Tables in cells: in frames, which only hold tables and have a heading above each, and in cells of other tables."""

from __future__ import annotations

from collections.abc import Sequence

from intake.reading.pdf.drawn import Bounds
from intake.reading.pdf.words import Word

Cells = list[tuple[Bounds, list[Word]]]
"""The cells of a table, each with what stands in it."""


def unframed(tables: Sequence[list[Bounds]]) -> list[list[Bounds]]:
    """Return *tables*, each with its cells, without those of one column that mostly hold others of several columns.

    What is written in such a frame stands above and below those tables, as on a page without one.
    """
    return [table for table in tables if not _is_frame(table, tables)]


def inner_first(tables: Sequence[list[Bounds]]) -> list[tuple[int, bool, list[Bounds]]]:
    """Number *tables* from 1, and put those first that stand in a cell of another: what is written in them is theirs.

    Each is told to be such a one, or not. A single row or column, as check boxes are drawn, is of that cell.
    """
    numbered = ((number, _is_inner(table, tables), table) for number, table in enumerate(tables, start=1))
    return sorted(numbered, key=lambda one: not one[1])


def apart(cells: Cells) -> Cells:
    """Return *cells*, where one holds others, without the words of these: each stands in the smallest around it."""
    around: dict[int, Bounds] = {}
    for bounds, words in sorted(cells, key=lambda cell: _area(cell[0]), reverse=True):
        around.update((id(word), bounds) for word in words)
    return [(bounds, [word for word in words if around[id(word)] == bounds]) for bounds, words in cells]


def _is_inner(table: Sequence[Bounds], tables: Sequence[Sequence[Bounds]]) -> bool:
    wide, high = len({left for left, _, _, _ in table}) > 1, len({top for _, top, _, _ in table}) > 1
    others = (other for other in tables if other is not table)
    return wide and high and any(_holds(cell, table) for other in others for cell in other)


def _area(bounds: Bounds) -> float:
    left, top, right, bottom = bounds
    return (right - left) * (bottom - top)


def _is_frame(table: Sequence[Bounds], tables: Sequence[Sequence[Bounds]]) -> bool:
    if len({left for left, _, _, _ in table}) > 1:
        return False
    others = [other for other in tables if other is not table and len({left for left, _, _, _ in other}) > 1]
    return 2 * sum(any(_holds(cell, other) for other in others) for cell in table) >= len(table)


def _holds(cell: Bounds, table: Sequence[Bounds]) -> bool:
    left, top, right, bottom = cell
    return all(left <= x0 and top <= y0 and x1 <= right and y1 <= bottom for x0, y0, x1, y1 in table)
