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
    if not [block for block in document.blocks if isinstance(block, Table) and _is_across(block, named)]:
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
    if not isinstance(block, Table) or block.hidden:
        return False
    if len({cell.column for cell in block.cells}) <= _PERSONS or len(block.cells) < _LEAST * (_PERSONS + 1):
        return False  # asked first: few tables have such columns
    known = _heads(block, named)
    if len(known) < _LEAST or [c for c in block.cells if c.row_span > 1 or c.column_span > 1]:
        return False
    first = [cell for cell in block.cells if cell.column == 0 and cell.text.strip()]
    return len(first) - len(known) <= 1 and not [c for c in block.cells if c.column and named(c.text)]


def _heads(table: Table, named: Named) -> set[str]:
    first = [cell.text for cell in table.cells if cell.column == 0]
    return {name for text in first if text and not text[0].isdigit() and (name := named(text))}


def _with_rows(table: Table) -> Table:
    cells: list[Cell] = [replace(cell, row=cell.column, column=cell.row) for cell in table.cells]
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
