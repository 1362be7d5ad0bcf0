"""Rows with one question and its answer in a table that has two questions in others, or a group: merged cells.

Where labels stand in the first column and the third ("Телефон | … | Е-пошта | …"), or behind the name of their group
("Контакт | Име | …"), an answer across the last columns ("Опис стања |  | … | ") begins where labels do, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from intake.rules.forms.layout.labelled_cells import LabelledCells
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Table
from intake.rules.forms.words.lexicon import key

_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.)]?\s*$")
_LEAST = 2  # cells of such a row

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
