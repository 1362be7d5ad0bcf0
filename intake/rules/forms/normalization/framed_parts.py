"""Tables that stand in the cells of another table, put where they stand on the page.

Who draws a frame round each part of a form puts the part's heading and its table into one cell. A reader tells the
outer table first, and then what is nested in it: all headings, and behind them all questions. Here what stands alone in
its row, or beside other such parts, is taken out of its cell, lines and tables in their order; what stands beside a
label follows that row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.rules.forms.layout.grid import rows_begun
from intake.rules.forms.places import Block, Cell, Document, Table


def with_parts_in_order(document: Document) -> Document:
    """Return *document* with nested tables at their places among the rows and lines around them."""
    nested = [block for block in document.blocks if isinstance(block, Table) and ", cell " in block.address]
    return replace(document, blocks=tuple(_in_order(document.blocks))) if nested else document


def _in_order(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if isinstance(block, Table):
            end = at
            while end < len(blocks) and _is_in(blocks[end], block.address):
                end += 1
            yield from _opened(block, blocks[at:end])
            at = end
        else:
            yield block


def _is_in(block: Block, address: str) -> bool:
    return isinstance(block, Table) and block.address.startswith(f"{address}, ")


def _opened(table: Table, nested: Sequence[Block]) -> Iterator[Block]:
    """Yield the rows of *table* up to each that holds tables; these follow it, or replace it where it holds no more."""
    held = _held(table, nested)
    rows: list[Cell] = []
    for row in rows_begun(table).values():
        rows += row
        inside = [block for cell in row for block in held.get(cell.address, ())]
        if not inside or any(cell.row_span > 1 for cell in row):
            continue
        frames = all(cell.address in held for cell in row if cell.text.strip())
        yield from _piece(table, rows[: -len(row)] if frames else rows)
        poured = (block for cell in row for block in _poured(cell, held.get(cell.address, ())))
        yield from _in_order(tuple(poured) if frames else inside)
        rows = []
        for cell in row:
            held.pop(cell.address, None)
    yield from _piece(table, rows)
    yield from _in_order([block for inside in held.values() for block in inside])


def _held(table: Table, nested: Sequence[Block]) -> dict[str, list[Block]]:
    """What each cell of *table* holds, by the cell's address."""
    held: dict[str, list[Block]] = {}
    for block in nested:
        within = block.address.removeprefix(f"{table.address}, ").split(", ")
        held.setdefault(", ".join((table.address, *within[:2])), []).append(block)
    return held


def _piece(table: Table, cells: Sequence[Cell]) -> Iterator[Table]:
    """Those rows of *table* that stand together; the whole of it as it is."""
    if len(cells) == len(table.cells):
        yield table
    elif cells:
        yield replace(table, cells=tuple(cells))


def _poured(cell: Cell, nested: Sequence[Block]) -> Iterator[Block]:
    """What stands in *cell*, from above to below."""
    at = 0
    for block in nested:
        if isinstance(block, Table):
            below = len(cell.lines) if block.below is None else block.below
            yield from cell.lines[at:below]
            at = max(at, below)
        yield block
    yield from cell.lines[at:]
