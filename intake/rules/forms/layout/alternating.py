"""Tables in which a row of questions and a row of answers take turns, from the first to the last.

Where most questions that are known have the only row between them and the next for their answers, the rows keep time:
what stands where a question does is one, whether or not the call knows its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from intake.rules.forms.layout.cell_places import LabelledCells
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Certainty
from intake.rules.forms.words.persons import is_named_first

_LEAST = 5  # rows of known questions with one row below
_TURN = 2  # rows
_MOST = 0.6  # share of those rows of which the next known questions follow in the next turn
_WORDS = 12  # of a question
_ANSWERED = re.compile(r"@|https?:|\d{3}|\.\s*$")

ROWS = _TURN * (_LEAST + 1)
"""Of the smallest such table."""

NONE: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
"""What another table has."""


def alternating(
    rows: Mapping[int, Sequence[Cell]], asked: LabelledCells, splitter: Splitter
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the rows of questions that have cells in unknown words, and the ids of these; none in another table."""
    labels = [
        (cell.row, asked.found[id(cell)].match) for row in rows.values() for cell in row if id(cell) in asked.found
    ]
    asking = {row for row, match in labels if match.certainty > Certainty.CONTAINED}  # answers have some of the words
    if len(asking) < _LEAST or _TURN * len(asking) > len(rows) + _TURN:
        return NONE  # as most tables: the answers stand beside
    known = [number for number, row in sorted(rows.items()) if _asks(row, asked)]
    steps = [after - before for before, after in pairwise(known)]
    even = [step for step in steps if step % _TURN == 0]
    if steps.count(_TURN) < _LEAST or len(even) < len(steps) or steps.count(_TURN) < _MOST * len(steps):
        return NONE
    turns = [turn for before, after in pairwise(known) for turn in range(before, after, _TURN)]
    found = {number: [*_unknown(rows[number], asked)] for number in turns if _is_turn(number, rows, asked, splitter)}
    return (
        frozenset(number for number, cells in found.items() if cells),
        frozenset(id(cell) for cells in found.values() for cell in cells),
    )


def _asks(row: Sequence[Cell], asked: LabelledCells) -> bool:
    """Tell whether *row* has a known question without its answer, and nothing that is longer than one."""
    named = [cell for cell in row if cell.text.strip()]
    known = [cell for cell in named if asked.is_known(cell) and not asked.found[id(cell)].behind]
    return 2 * len(known) >= len(named) > 0 and bool(known)


def _is_turn(number: int, rows: Mapping[int, Sequence[Cell]], asked: LabelledCells, splitter: Splitter) -> bool:
    """Tell whether *number* may be a row of questions: short ones, with a row of as many cells below for answers."""
    row, below = rows.get(number, ()), rows.get(number + 1, ())
    named = [cell for cell in row if cell.text.strip()]
    if not named or len(below) != len(row) or any(cell.row != number for cell in row):
        return False
    listed = [c for c in below if len(c.lines) > 1]  # an option alone is an answer
    offers = any(map(splitter.offers, (*row, *listed))) or any(has_box(x) for c in (*row, *below) for x in c.lines)
    return not offers and all(len(cell.lines) == 1 and _may_ask(cell, asked) for cell in named)


def _may_ask(cell: Cell, asked: LabelledCells) -> bool:
    text = cell.text.strip()
    short = len(text.split()) <= _WORDS and not _ANSWERED.search(text) and not is_named_first(text)
    return asked.is_known(cell) or short


def _unknown(row: Sequence[Cell], asked: LabelledCells) -> Iterator[Cell]:
    return (cell for cell in row if cell.text.strip() and not asked.is_known(cell))
