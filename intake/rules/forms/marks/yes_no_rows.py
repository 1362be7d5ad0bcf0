"""A yes and a no with their boxes below a statement, or in cells beside it: they are put in one cell at its right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from intake.rules.forms.marks.marks import said
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Match

_WORD = re.compile(r"[^\W\d_]+")
_ROW = attrgetter("row")
_SENTENCE = 2  # words
_MOST = 8  # words of a yes and a no, in two languages
_NUMBER = re.compile(r"\s*\(?\d{0,2}[.)]?\s*")

Row = Sequence[Cell]
Stated = Callable[[str], Match | None]
"""What a text states in so many words, or in its own."""


def with_answers_beside(document: Document, lexicon: Lexicon, statement: Stated) -> Document:
    """Return *document* with each such answer in a cell right of its statement, as most forms have it."""
    blocks: list[Block] = []
    for block in document.blocks:
        above = blocks[-1] if blocks else None
        below = isinstance(block, Table) and isinstance(above, Line) and _is_answer(block.cells, lexicon)
        if below and isinstance(above, Line) and isinstance(block, Table) and statement(above.text):
            asked = Cell(row=0, column=0, address=above.address, lines=(above,))
            blocks[-1] = replace(block, cells=_side_by_side(asked, block.cells))
        else:
            blocks.append(_beside(block, lexicon, statement) if isinstance(block, Table) else block)
    return replace(document, blocks=tuple(blocks))


def _beside(table: Table, lexicon: Lexicon, statement: Stated) -> Table:
    boxed = {cell.row for cell in table.cells for line in cell.lines for span in line.spans if span.box is not None}
    if not boxed:
        return table
    rows: list[Row] = [tuple(row) for _, row in groupby(table.cells, key=_ROW)]
    answers = [at for at, row in enumerate(rows) if row[0].row in boxed and _is_answer(row, lexicon)]
    if answers and all(at and _statement(rows[at - 1]) for at in answers):
        for at in reversed(answers):
            rows[at - 1 : at + 1] = [_merged(rows[at - 1], rows[at])]
    rows = [_turned(row, lexicon, statement) if row[0].row in boxed else row for row in rows]
    cells = tuple([cell for row in rows for cell in row])
    return table if cells == table.cells else replace(table, cells=cells)


def _statement(row: Row) -> Cell | None:
    """The one cell of *row* that says something, in a sentence without a box; a number may stand before it."""
    written = [cell for cell in row if not _NUMBER.fullmatch(cell.text)]
    if len(written) != 1 or written[0].hidden or any(map(has_box, written[0].lines)):
        return None
    return written[0] if len(key(written[0].text).split()) >= _SENTENCE else None


def _is_answer(row: Row, lexicon: Lexicon) -> bool:
    """Tell whether nothing but boxes stands in *row*, and the yes and the no beside them."""
    words = _WORD.findall(" ".join([cell.text for cell in row]))
    boxed = [cell for cell in row for line in cell.lines for span in line.spans if span.box is not None]
    shown = bool(boxed) and len(words) <= _MOST and not any(cell.hidden for cell in row)
    return shown and all(said(word, lexicon) is not None for word in words)


def _merged(statement: Row, answer: Row) -> Row:
    """Put what stands in the row *answer* beside the statement above it."""
    asked = _statement(statement)
    if asked is None:
        return answer
    return (*[cell for cell in statement if cell.column < asked.column], *_side_by_side(asked, answer))


def _turned(row: Row, lexicon: Lexicon, statement: Stated) -> Row:
    """Put the yes and the no in one cell behind their statement: "☒ ДА | ☐ НЕ | Подаци су тачни"."""
    written = [cell for cell in row if cell.text.strip()]
    for asked, answer in ((written[-1:], written[:-1]), (written[:1], written[1:])):
        said_apart = any(map(str.isalpha, "".join([cell.text for cell in answer])))  # a box alone is read as it is
        if said_apart and _is_answer(answer, lexicon) and statement(asked[0].text):
            return _side_by_side(replace(asked[0], column=written[0].column), answer)
    return row


def _side_by_side(asked: Cell, answer: Row) -> tuple[Cell, ...]:
    lines = tuple([line for cell in answer for line in cell.lines if line.text.strip()])
    address = next(line.address for line in lines if has_box(line))
    told = Cell(row=asked.row, column=asked.column + 1, address=address, lines=lines)
    return replace(asked, column_span=1), told
