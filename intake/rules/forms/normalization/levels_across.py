"""Tables of members in which each option of a question has a column of its own, and a sign tells which it is.

"Енглески" stands above "A1" to "C2", or nothing does: such columns become one, in which the option is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from intake.rules.call import Field, FieldType
from intake.rules.forms.marks.marks import yes_no
from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key

_LEAST = 3  # options beside each other


class LevelsAcross:
    """Finds such tables by the *columns* of the call's table of members."""

    def __init__(self, columns: Sequence[Field], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        choices = [column for column in columns if column.type is FieldType.CHOICE]
        self._options = {key(option.sr): (column, option.sr) for column in choices for option in column.options}

    def in_one_column(self, document: Document) -> Document:
        """Return *document* with each such table as most forms have it."""
        if not [block for block in document.blocks if self._head(block)]:
            return document
        return replace(document, blocks=tuple(map(self._joined, document.blocks)))

    def _head(self, block: Block) -> Mapping[int, Cell]:
        """The cells of the first row of *block* in which options of one question stand beside each other."""
        if isinstance(block, Line) or len(block.cells) <= _LEAST * 2:
            return {}
        named = [cell for cell in block.cells if len(cell.lines) == 1 and key(cell.text) in self._options]
        row = [cell for cell in named if cell.row == named[0].row]
        columns = {self._options[key(cell.text)][0].id for cell in row}
        options = {key(cell.text) for cell in row}
        alike = len(columns) == 1 and len(options) == len(row) >= _LEAST
        beside = alike and row[-1].column - row[0].column < len(row)
        return {cell.column: cell for cell in row} if beside else {}

    def _joined(self, block: Block) -> Block:
        head = self._head(block)
        if isinstance(block, Line) or not head:
            return block
        return replace(block, cells=tuple(self._cells(block, head)))

    def _cells(self, table: Table, head: Mapping[int, Cell]) -> Iterator[Cell]:
        row, first = next(iter(head.values())).row, min(head)
        beside = [cell for cell in table.cells if cell.row == row and cell.column not in head]
        alone = row > 0 and not any(key(cell.text) for cell in beside)
        for cell in table.cells:
            if cell.row < row:
                yield replace(cell, column_span=1) if cell.column == first else cell
            elif cell.row == row and not alone:
                if cell.column not in head or cell.column == first:
                    yield _with(cell, self._options[key(cell.text)][0].label.sr) if cell.column == first else cell
            elif cell.row > row and cell.column not in head:
                yield cell
            elif cell.row > row and cell.column == first:
                yield _with(cell, ", ".join(self._marked(table, cell.row, head)))

    def _marked(self, table: Table, row: int, head: Mapping[int, Cell]) -> Iterator[str]:
        """The options with a sign in *row*, or in whose column they are written once more."""
        for cell in table.cells:
            option = head.get(cell.column) if cell.row == row else None
            again = option is not None and key(cell.text) == key(option.text)
            if option is not None and (again or yes_no(cell.lines, self._lexicon)):
                yield self._options[key(option.text)][1]


def _with(cell: Cell, text: str) -> Cell:
    """Return *cell* with nothing but *text*."""
    return replace(cell, lines=(Line(spans=(Span(text=text),), address=cell.address),) if text else (), column_span=1)
