"""Tables with the answers left of their labels: "Општина Лакташи | Назив општине". They are turned round.

Only where the first column asks nothing, and addresses and numbers show whose answers they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from intake.rules.call import FieldType
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.matches import Match

_LEAST = 3  # different questions that have their answers left of them
_FEW = 4  # times as many labels as answers in the words of one: "начелник општине"
_SAYING = 2  # cells of a column that is none of numbers below a head
_WORDS = re.compile(r"[^\W\d_]{3}|@|\d{3}")
_SHOWN = {FieldType.EMAIL: re.compile(r"\S+@"), FieldType.PHONE: re.compile(r"[^@]*\d{2}[^@]*")}
"""The kind of an answer, where it shows."""

_Columns = tuple[tuple[int, int], ...]  # where the cells of a row begin, and how wide they are
Sure = Callable[[str], Match | None]


class _Mirrored(NamedTuple):
    """A table, the columns that are turned, from *start* to *end*, and the labels with what stands left of each."""

    table: Table
    start: int
    end: int
    pairs: Sequence[tuple[Match, Cell]]


def with_labels_left(document: Document, sure: Sure) -> Document:
    """Return *document* with such tables turned round, so that each label has its answer at its right."""
    runs = _runs(document.blocks)
    tables = [table for table, _ in runs if isinstance(table, Table)]
    found = {id(table): one for table in tables if (one := _mirrored(table, sure))}
    answered = [pair for one in found.values() for pair in one.pairs if _WORDS.search(pair[1].text)]
    shown = [kind.match(cell.text.strip()) for m, cell in answered if (kind := _SHOWN.get(m.field.type))]
    few = len({match.field.id for match, _ in answered}) < _LEAST
    if few or 2 * sum(map(bool, shown)) <= len(shown):
        return document
    turned = [_turned(found[id(whole)]) if id(whole) in found else run for whole, run in runs]
    return replace(document, blocks=tuple([block for run in turned for block in run]))


def _runs(blocks: Sequence[Block]) -> Sequence[tuple[Block, Sequence[Block]]]:
    """Return each block by itself, and as one those of one row each that follow each other, in the same columns."""
    rows = [b for b in blocks if isinstance(b, Table) and len(b.cells) > 1 and b.cells[0].row == b.cells[-1].row]
    return [*_rows_together(blocks)] if len(rows) >= _LEAST else [(block, (block,)) for block in blocks]


def _rows_together(blocks: Sequence[Block]) -> Iterator[tuple[Block, Sequence[Block]]]:
    """Yield the same; blank lines may stand between such tables, and belong to them."""
    columns: list[_Columns | None] = []
    for block in blocks:
        blank = isinstance(block, Line) and not block.text.strip()
        columns.append(columns[-1] if blank and columns else _columns(block))
    for alike, run in groupby(zip(columns, blocks, strict=True), key=itemgetter(0)):
        parts = [block for _, block in run]
        if alike is None:
            yield from ((block, (block,)) for block in parts)
            continue
        tables = [block for block in parts if isinstance(block, Table)]
        rows = [replace(cell, row=at) for at, table in enumerate(tables) for cell in table.cells]
        yield replace(tables[0], cells=tuple(rows)), parts


def _columns(block: Block) -> _Columns | None:
    """The columns of a table of one row."""
    if not isinstance(block, Table) or block.hidden or len({cell.row for cell in block.cells}) != 1:
        return None
    return tuple([(cell.column, cell.column_span) for cell in block.cells])


def _mirrored(table: Table, sure: Sure) -> _Mirrored | None:
    """Return *table* where, of the columns that say something, one asks or each second does, and never the first."""
    saying: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if _WORDS.search(cell.text):
            saying.setdefault(cell.column, []).append(cell)
    columns = sorted(column for column, cells in saying.items() if len(cells) >= _SAYING)
    if len(columns) < 2 or table.hidden:  # noqa: PLR2004 - a pair
        return None
    first = saying[columns[0]]
    if 2 * len(_labels(first, sure)) > len(first):
        return None  # as in most tables: the others need not be known
    labels = {column: _labels(saying[column], sure) for column in columns}
    most = max(map(len, labels.values()))
    asking = [column for column in columns if _FEW * len(labels[column]) > most]
    last = columns.index(asking[-1]) if asking else 0
    if not last or columns[0] in asking or asking != columns[last::-2][: len(asking)][::-1]:
        return None
    answering = {column: before for before, column in pairwise(columns)}
    asked = [(match, table.grid.get((cell.row, answering[c]))) for c in asking for match, cell in labels[c]]
    end = next(iter(columns[last + 1 :]), max(cell.column + cell.column_span for cell in table.cells))
    return _Mirrored(table, answering[asking[0]], end, [(match, left) for match, left in asked if left])


def _labels(cells: Sequence[Cell], sure: Sure) -> Sequence[tuple[Match, Cell]]:
    """What *cells* ask by more than a part of their words; but statements have their marks at either side."""
    found = ((sure(cell.text.replace("\n", " ")), cell) for cell in cells)
    return [(match, cell) for match, cell in found if match and match.field.type is not FieldType.CHECKBOX]


def _turned(one: _Mirrored) -> tuple[Table]:
    cells = [
        replace(cell, column=one.start + one.end - cell.column - cell.column_span)
        if one.start <= cell.column and cell.column + cell.column_span <= one.end
        else cell
        for cell in one.table.cells
    ]
    return (replace(one.table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))),)
