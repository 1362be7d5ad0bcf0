"""Cells across several columns: answers, and headings, which have a look that several share and no label has.

Where labels stand in the first column and the third ("Телефон | … | Е-пошта | …"), or behind the name of their group
("Контакт | Име | …"), an answer across the last columns ("Опис стања |  | … | ") begins where labels do, and is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from intake.rules.forms.layout.grid import marks_of
from intake.rules.forms.layout.labelled_cells import LabelledCells
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Mark, Table
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import echoes

_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.)]?\s*$")
_LEAST = 2  # cells of such a row

_HEADINGS = 2  # of one look
_ASKING = 0.4  # share of the cells of one look that must be labels where it is that of labels
_WORDS = 12  # of a heading

_Pair = tuple[Cell, Cell]


def wide_answers(table: Table, asked: LabelledCells, splitter: Splitter) -> Iterator[Cell]:
    """Yield the cells of *table* that answer the label left of them and are as wide as several cells of other rows.

    A label in unknown words counts where a known one has its answer in cells that are merged alike. What is a label
    itself, or a heading, heads the columns below it.
    """
    if not [cell for cell in table.cells if cell.column_span > 1 and cell.column]:
        return
    beginnings = frozenset(cell.column for cell in table.cells)
    pairs = [pair for pair in _pairs(asked.rows, beginnings) if not _heads(pair, asked, splitter)]
    known = {_shape(pair) for pair in pairs if asked.is_known(pair[0])}
    yield from (pair[1] for pair in pairs if _shape(pair) in known)


def _pairs(rows: Mapping[int, Sequence[Cell]], beginnings: frozenset[int]) -> Iterator[_Pair]:
    """Yield the last two cells of each row that has nothing before them but a number, where the last reaches far."""
    for row in rows.values():
        if len(row) < _LEAST or row[-1].column_span == 1 or not all(_is_number(cell.text) for cell in row[:-2]):
            continue
        label, place = row[-2:]
        beside = label.column + label.column_span == place.column and label.row == place.row
        if beside and label.text.strip() and _is_across(place, beginnings):
            yield label, place


def _is_number(text: str) -> bool:
    return not key(text) or _NUMBER.match(text) is not None


def _is_across(cell: Cell, beginnings: frozenset[int]) -> bool:
    return any(column in beginnings for column in range(cell.column + 1, cell.column + cell.column_span))


def _heads(pair: _Pair, asked: LabelledCells, splitter: Splitter) -> bool:
    """Tell whether a *pair* of cells are two labels, or the headings of blocks side by side."""
    label, place = pair
    if asked.is_sure(place) or any(splitter.heading(cell.text) for cell in pair):
        return True
    return not asked.is_known(label) and splitter.heads(place)


def _shape(pair: _Pair) -> tuple[int, int, int]:
    label, place = pair
    return label.column, place.column, place.column_span


# Headings across the columns


def headings(cells: Sequence[Cell], asked: LabelledCells) -> Iterator[Cell]:
    """The *cells* across the columns, alone in their rows, in a look that several have and the labels have not."""
    across = [c for c in cells if c.column_span > 1 and asked.is_alone(c) and _is_short(c)]
    across = [c for c in across if not asked.is_choice(c)]
    across = [c for c in across if not _is_answered_below(c, asked)]
    if len(across) < _HEADINGS:
        return
    looks = Counter(map(marks_of, across))
    beside = (c for c in cells if c.column_span == 1 or not asked.is_alone(c))
    usual = Counter(marks_of(c) for c in beside if asked.is_sure(c)).most_common(1)
    labels = usual[0][0] if usual else frozenset[Mark]()
    asking = Counter(marks_of(c) for c in across if asked.is_sure(c))
    apart = (look for look in looks if look not in (labels, frozenset()) and looks[look] >= _HEADINGS)
    heading = {look for look in apart if usual or asking[look] < _ASKING * looks[look]}
    yield from (c for c in across if marks_of(c) in heading)


def _is_answered_below(cell: Cell, asked: LabelledCells) -> bool:
    """Tell whether *cell*, a label, stands alone above a cell as wide, alone and in another look: its answer."""
    below = [c for c in asked.rows.get(cell.row + cell.row_span, ()) if c.text.strip()]
    if len(below) != 1 or not asked.is_sure(cell) or asked.found[id(cell)].behind:
        return False
    answer = below[0]
    alike = (answer.column, answer.column_span) == (cell.column, cell.column_span)
    said = not asked.is_sure(answer) or echoes(asked.found[id(cell)].match, asked.found[id(answer)].match)
    return alike and marks_of(answer) != marks_of(cell) and said


def _is_short(cell: Cell) -> bool:
    text = cell.text.strip()
    plain = not any(map(has_box, cell.lines)) and not text.endswith((":", "?", "."))
    return plain and 0 < len(text.split()) <= _WORDS
