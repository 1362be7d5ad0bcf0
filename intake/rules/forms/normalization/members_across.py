"""Tables of members with one in each column, and what is asked of each in the first: turned to one in each row.

Only where that column asks what nobody else is asked, or the line above asks for the members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from intake.rules.forms.places import Block, Cell, Document, Line, Table

_LEAST = 3  # particulars that make a column the head of such a table
_PERSONS = 2  # columns beside it

Named = Callable[[str], str | None]
"""The column of the call's table of members that a heading names."""


def with_members_down(document: Document, named: Named, only: frozenset[str], asks: Callable[[str], bool]) -> Document:
    """Return *document* with each such table turned; *only* are the columns that nobody else has.

    *asks*: whether a line asks for the members.
    """
    if not any(_is_across(block, named) for block in document.blocks):
        return document
    return replace(document, blocks=tuple(_turned(document.blocks, named, only, asks)))


def _turned(
    blocks: Sequence[Block], named: Named, only: frozenset[str], asks: Callable[[str], bool]
) -> Iterator[Block]:
    above = ""
    for block in blocks:
        if isinstance(block, Line):
            above = block.text.strip() or above
            yield block
        else:
            of_members = _is_across(block, named) and (not only.isdisjoint(_heads(block, named)) or asks(above))
            yield _with_rows(block) if of_members else block
            above = ""


def _is_across(block: Block, named: Named) -> bool:
    """Tell whether the first column of *block*, and no row, names what is asked of a member."""
    if not isinstance(block, Table) or block.hidden or any((c.row_span, c.column_span) != (1, 1) for c in block.cells):
        return False
    first = [cell for cell in block.cells if cell.column == 0 and cell.text.strip()]
    known = _heads(block, named)
    beside = {cell.column for cell in block.cells} - {0}
    across = [cell for cell in block.cells if cell.column and named(cell.text)]
    return len(beside) >= _PERSONS and len(known) >= _LEAST and len(first) - len(known) <= 1 and not across


def _heads(table: Table, named: Named) -> set[str]:
    return {name for cell in table.cells if cell.column == 0 and (name := named(cell.text))}


def _with_rows(table: Table) -> Table:
    cells: list[Cell] = [replace(cell, row=cell.column, column=cell.row) for cell in table.cells]
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
