"""Frames around tables: ruled boxes one below the other that only hold other tables, with a heading above each."""

from __future__ import annotations

from collections.abc import Sequence

from intake.reading.pdf.words import Word

Bounds = tuple[float, float, float, float]
"""Where a cell stands: left, top, right, bottom, in points."""

Cells = list[tuple[Bounds, list[Word]]]
"""The cells of a table, each with what stands in it."""


def unframed(tables: Sequence[list[Bounds]]) -> list[list[Bounds]]:
    """Return *tables*, each with its cells, without those of one column that mostly hold others of several columns.

    What is written in such a frame stands above and below those tables, as on a page without one.
    """
    return [table for table in tables if not _is_frame(table, tables)]


def _is_frame(table: Sequence[Bounds], tables: Sequence[Sequence[Bounds]]) -> bool:
    if len({left for left, _, _, _ in table}) > 1:
        return False
    others = [other for other in tables if other is not table and len({left for left, _, _, _ in other}) > 1]
    return 2 * sum(any(_holds(cell, other) for other in others) for cell in table) >= len(table)


def _holds(cell: Bounds, table: Sequence[Bounds]) -> bool:
    left, top, right, bottom = cell
    return all(left <= x0 and top <= y0 and x1 <= right and y1 <= bottom for x0, y0, x1, y1 in table)
