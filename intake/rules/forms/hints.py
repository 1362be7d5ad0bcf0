"""Hints in italics that a form prints between its questions and the places of their answers.

One line in italics may be somebody's answer. Where two questions at least have one and an answer below it, all such
lines are hints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from intake.rules.forms.looks import is_slanted
from intake.rules.forms.places import Block, Cell, Document, Line, Table

_LEAST = 2  # hints with an answer below them
_NOTHING = (Line(spans=(), address=""),)
_Asks = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Hint:
    """Lines in italics below a question; *answered*: below them stands what is neither."""

    lines: tuple[Line, ...]
    answered: bool


def without_hints(document: Document, asks: _Asks) -> Document:
    """Return *document* without its hints; *asks* tells whether a text is a question of the call."""
    slanted = any(is_slanted(block) for block in document.blocks if isinstance(block, Line))
    slanted = slanted or any(is_slanted(x) for b in document.blocks if isinstance(b, Table) for x in _labels(b))
    hints = [*_between(document.blocks, asks), *_in_cells(document.blocks, asks)] if slanted else []
    answered = sum(hint.answered for hint in hints)
    if answered < _LEAST or 2 * answered < len(hints):
        return document
    dropped = {id(line) for hint in hints for line in hint.lines}
    kept = (block for block in document.blocks if id(block) not in dropped)
    return replace(document, blocks=tuple(_without(block, dropped) for block in kept))


def _labels(table: Table) -> Iterator[Line]:
    """The lines below the first in the cells of *table* that have another right of them."""
    last = max((cell.column for cell in table.cells), default=0)
    yield from (line for cell in table.cells if cell.column < last for line in cell.lines[1:])


def _between(blocks: Sequence[Block], asks: _Asks) -> Iterator[_Hint]:
    written = [block for block in blocks if isinstance(block, Table) or block.text.strip()]
    for at, block in enumerate(written):
        if isinstance(block, Line) and not is_slanted(block):
            lines = _run(written[at + 1 :])
            if lines and asks(block.text):
                yield _Hint(lines, _is_answer(written[at + 1 + len(lines) :][:1], asks))


def _run(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines in italics that *blocks* begin with."""
    found: list[Line] = []
    for block in blocks:
        if not isinstance(block, Line) or not is_slanted(block):
            break
        found.append(block)
    return tuple(found)


def _is_answer(below: Sequence[Block], asks: _Asks) -> bool:
    block = next(iter(below), None)
    return len(block.cells) == 1 if isinstance(block, Table) else block is not None and not asks(block.text)


def _in_cells(blocks: Sequence[Block], asks: _Asks) -> Iterator[_Hint]:
    for table in (block for block in blocks if isinstance(block, Table)):
        for cell in table.cells:
            label, *rest = [line for line in cell.lines if line.text.strip()] or cell.lines[:1] or _NOTHING
            right = table.grid.get((cell.row, cell.column + cell.column_span))
            if right and rest and not is_slanted(label) and len(_run(rest)) == len(rest) and asks(label.text):
                yield _Hint(tuple(rest), _is_filled(right))


def _is_filled(cell: Cell) -> bool:
    written = [line for line in cell.lines if line.text.strip()]
    return bool(written) and not is_slanted(written[0])


def _without(block: Block, dropped: set[int]) -> Block:
    if isinstance(block, Line) or not any(id(line) in dropped for cell in block.cells for line in cell.lines):
        return block
    cells = (replace(c, lines=tuple(line for line in c.lines if id(line) not in dropped)) for c in block.cells)
    return replace(block, cells=tuple(cells))
