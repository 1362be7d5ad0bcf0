"""Lines that were broken, as mails and narrow cells break texts behind check boxes, or run together, as in PDFs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import is_

from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lines import has_box, slice_of
from intake.rules.script import SMALL_LETTERS

IsApart = Callable[[Line, Line], bool]  # whether a line was written below the other, and is no rest of it

_LIST = 2  # boxes in one place that make a list
_MOST = 8  # lines below one with a box
_SHORTEST = 12  # characters of a line that was full
_BEGINNING = re.compile(rf"(?<=\s)[^\W\d_{SMALL_LETTERS}][^\W\d_]{{2,}}")
_ANSWERED = re.compile(rf"\s[^\W\d_{SMALL_LETTERS}][^\W\d_]{{2,}}[^:]{{0,60}}(?::|\d)")
_WRITTEN = 90  # characters of an answer below a list, with its question


def unwrapped(document: Document, is_apart: IsApart) -> Document:
    """Return *document* with each text of a list of boxes in one line: what begins small below a box goes on there.

    Not the title of an option, nor what names another than the one above: that was written below the list.
    """
    blocks: list[Block] = []
    for _, of_kind in groupby(document.blocks, key=lambda block: isinstance(block, Line)):
        run = tuple(of_kind)
        lines = [block for block in run if isinstance(block, Line)]
        blocks += _joined(lines, is_apart) if lines else [_table(b, is_apart) for b in run if isinstance(b, Table)]
    same = len(blocks) == len(document.blocks) and all(map(is_, blocks, document.blocks))
    return document if same else replace(document, blocks=tuple(blocks))


def with_answers_below(document: Document, is_apart: IsApart) -> Document:
    """Return *document* with what was written below the last option of a list in a line of its own.

    A PDF tells no paragraphs: "6. Ризици" and below it "Број одабраног: 3" are one where the row above is full.
    """
    cells = [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.cells]
    texts = [block.text for block in document.blocks if isinstance(block, Line)] + cells
    if not [text for text in texts if _ANSWERED.search(text)]:
        return document
    blocks = tuple(_parted_block(block, is_apart) for block in document.blocks)
    found = [own for block in blocks for own in (block if isinstance(block, tuple) else (block,))]
    same = len(found) == len(document.blocks) and all(map(is_, found, document.blocks))
    return document if same else replace(document, blocks=tuple(found))


def _parted_block(block: Block, is_apart: IsApart) -> Block | tuple[Line, ...]:
    if isinstance(block, Line):
        return _parted(block, is_apart)
    cells = [replace(c, lines=_all(c, is_apart)) if _ANSWERED.search(c.text) else c for c in block.cells]
    return block if all(map(is_, cells, block.cells)) else replace(block, cells=tuple(cells))


def _all(cell: Cell, is_apart: IsApart) -> tuple[Line, ...]:
    return tuple(own for line in cell.lines for own in _parted(line, is_apart))


def _parted(line: Line, is_apart: IsApart) -> tuple[Line, ...]:
    text = line.text
    if not _ANSWERED.search(text):
        return (line,)
    for found in _BEGINNING.finditer(text, max(0, len(text) - _WRITTEN)):
        behind = slice_of(line, found.start(), len(text))
        if not has_box(behind) and is_apart(behind, slice_of(line, 0, found.start())):
            return slice_of(line, 0, found.start()), behind
    return (line,)


def _table(table: Table, is_apart: IsApart) -> Table:
    cells = [_cell(cell, is_apart) if len(cell.lines) > _LIST else cell for cell in table.cells]
    return table if all(map(is_, cells, table.cells)) else replace(table, cells=tuple(cells))


def _cell(cell: Cell, is_apart: IsApart) -> Cell:
    lines = _joined(cell.lines, is_apart)
    return replace(cell, lines=tuple(lines)) if len(lines) < len(cell.lines) else cell


def _joined(lines: Sequence[Line], is_apart: IsApart) -> Sequence[Line]:
    if len([line for line in lines if _leads(line)]) < _LIST:
        return lines
    found: list[Line] = []
    rest = 0  # how many of the next lines may go on with one that has a box
    for line, above in zip(lines, (None, *lines), strict=False):
        if rest and above and _goes_on(line, above) and not is_apart(line, found[-1]):
            space = Span(text=" ", marks=above.spans[-1].marks)
            found[-1] = replace(found[-1], spans=(*found[-1].spans, space, *line.spans))
            rest -= 1
        else:
            found.append(line)
            rest = _MOST if _leads(line) else 0
    return found


def _leads(line: Line) -> bool:
    """Tell whether *line* begins with its only box."""
    boxes = [span for span in line.spans if span.box is not None]
    return len(boxes) == 1 and line.text.startswith(boxes[0].text, len(line.text) - len(line.text.lstrip()))


def _goes_on(line: Line, above: Line) -> bool:
    text = line.text.strip()
    return text[:1].islower() and len(above.text) >= _SHORTEST and not has_box(line) and ":" not in text
