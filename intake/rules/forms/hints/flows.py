"""Lines as they follow each other in a document, whether in paragraphs or in cells; and the document without some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from intake.rules.forms.layout.grid import without_rows
from intake.rules.forms.places import Block, Cell, Line, Table
from intake.rules.forms.words.lines import lines_of


def flows_of(blocks: Sequence[Block]) -> Iterator[list[Line]]:
    """The lines of the body and of tables of one column, of cells alone in their rows, of each cell and that beside it.

    An empty cell is an empty line.
    """
    body: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            body += (block,) if block.text.strip() else ()
        elif _is_column(block):
            body += (line for cell in block.cells for line in _written(cell))
        else:
            yield body
            body = []
            yield from _in_table(block)
    yield body


def _in_table(table: Table) -> Iterator[list[Line]]:
    for cell in table.cells:
        right = table.grid.get((cell.row, cell.column + cell.column_span)) if cell.text.strip() else None
        if right:
            yield [*_written(cell), *_written(right)]
    run: list[Line] = []
    row = 0
    for cell in _lone(table):
        if cell.row > row + 1:
            yield run
            run = []
        run += _written(cell)
        row = cell.row + cell.row_span - 1
    yield run


def _lone(table: Table) -> list[Cell]:
    """The cells beside which nothing is written in their rows."""
    written = [cell for cell in table.cells if cell.text.strip()]
    counted = Counter([cell.row for cell in written])
    high = {row for cell in table.cells if cell.row_span > 1 for row in range(cell.row, cell.row + cell.row_span)}
    return [cell for cell in written if counted[cell.row] == 1 and cell.row not in high]


def _is_column(table: Table) -> bool:
    return len({cell.column for cell in table.cells}) == 1


def _written(cell: Cell) -> Sequence[Line]:
    written = [line for line in cell.lines if line.text.strip()]
    return written or (replace(cell.lines[0], spans=()) if cell.lines else Line(spans=(), address=cell.address),)


def without_lines(block: Block, lines: AbstractSet[int]) -> Block:
    """Return *block* without these *lines*, told by their id(); the rows below one that they filled move up."""
    if isinstance(block, Line) or lines.isdisjoint(map(id, lines_of((block,)))):
        return block
    lone = (
        {cell.row for cell in (block.cells if _is_column(block) else _lone(block))} if len(block.cells) > 1 else set()
    )
    cells = [replace(cell, lines=tuple(x for x in cell.lines if id(x) not in lines)) for cell in block.cells]
    pairs = zip(block.cells, cells, strict=True)
    gone = {cell.row for cell, left in pairs if cell.lines and not left.lines and cell.row in lone}
    return replace(block, cells=without_rows(cells, gone))
