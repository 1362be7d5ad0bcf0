"""Answers that go on in rows without a label: each member in a row, the label only beside the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter, is_

from intake.rules.call import FieldType
from intake.rules.forms.layout.signed_lines import is_dated, is_signing
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Match
from intake.rules.forms.words.persons import is_person

_GOING_ON = frozenset({FieldType.TABLE, FieldType.LONG_TEXT, FieldType.MULTIPLE})
_PAIR = 2  # a label and its answer
_TABLE = 3  # cells of a row with heads
_ROW = attrgetter("row")


def with_rows_joined(
    document: Document, asks: Callable[[str], Match | None], is_printed: Callable[[Line], bool]
) -> Document:
    """Return *document* with such rows in the cell of the answer above; *asks* knows labels, *is_printed* options."""
    blocks: list[Block] = [
        _joined(block, asks, is_printed) if isinstance(block, Table) and not block.hidden else block
        for block in document.blocks
    ]
    return document if all(map(is_, blocks, document.blocks)) else replace(document, blocks=tuple(blocks))


def _joined(table: Table, asks: Callable[[str], Match | None], is_printed: Callable[[Line], bool]) -> Table:
    cells: list[Cell] = []
    answer: Cell | None = None  # that may go on, among the cells
    listed, widest = False, 0
    for _, row in groupby(sorted(table.cells, key=attrgetter("row", "column")), key=_ROW):
        of_row = tuple(row)
        said = [cell for cell in of_row if any(map(str.isalpha, cell.text))]
        if answer is not None and said and _goes_on(answer, said, is_printed, asks, listed=listed):
            at = next(at for at, cell in enumerate(cells) if cell is answer)
            answer = cells[at] = replace(answer, lines=(*answer.lines, *_lines(said)))
            continue
        match = asks(said[0].text) if len(said) > 1 and not said[0].hidden else None
        listed = match is not None and match.field.type is FieldType.TABLE
        answer = None
        parts = listed and widest < _TABLE and _are_parts(said[1:]) and not any(asks(cell.text) for cell in said[1:])
        widest = max(widest, len(said))
        if match is not None and match.field.type in _GOING_ON and (len(said) == _PAIR or parts):
            answer = replace(said[1], lines=tuple(_lines(said[1:])))
            of_row = tuple(answer if cell is said[1] else cell for cell in of_row if cell not in said[2:])
        cells.extend(of_row)
    return table if len(cells) == len(table.cells) else replace(table, cells=tuple(cells))


def _goes_on(
    answer: Cell,
    said: Sequence[Cell],
    is_printed: Callable[[Line], bool],
    asks: Callable[[str], Match | None],
    *,
    listed: bool,
) -> bool:
    """Tell whether what is *said* in the next row belongs to *answer*: it begins below it, and asks nothing."""
    first = said[0]
    if first.column != answer.column or first.column_span != answer.column_span or first.hidden:
        return False
    if len(said) > 1 and not (listed and _are_parts(said)):
        return False
    other = (has_box(x) or is_printed(x) or is_dated(x.text) or is_signing(x.text) or asks(x.text) for x in first.lines)
    return not any(other)


def _are_parts(said: Sequence[Cell]) -> bool:
    """Tell whether a person stands in the first of the cells, and what is said of that person in the others."""
    return len(said) > 1 and all(len(cell.lines) == 1 for cell in said) and is_person(said[0].text)


def _lines(said: Sequence[Cell]) -> Sequence[Line]:
    """The lines of one cell as they are; of several, one with commas between its parts."""
    first, *others = said
    if not others:
        return first.lines
    comma = replace(first.lines[0].spans[0], text=", ")
    spans = [span for cell in others for span in (comma, *cell.lines[0].spans)]
    return (replace(first.lines[0], spans=(*first.lines[0].spans, *spans)),)
