"""Questions whose second language begins the cell of the answer: "Искуство | Experience", below it what was written.

It is put behind the first, as most forms have it. Where several stand so, the others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from intake.rules.forms.layout.grid import rows_begun
from intake.rules.forms.normalization.paired import are_alike, are_one, asks, joined, question_of
from intake.rules.forms.places import Cell, Document, Line, Table
from intake.rules.forms.words.lines import end_of_question, rewritten, slice_of
from intake.rules.forms.words.matches import Asked
from intake.rules.forms.words.tongues import Tongues

_LEAST = 4  # questions so asked


def with_second_language_beside(document: Document, matched: Asked, tongues: Tongues) -> Document:
    """Return *document* with both languages of such questions in one cell; *matched* tells what a text asks."""
    cells = [pair for block in document.blocks if isinstance(block, Table) for pair in _beside(block, matched)]
    pairs = [(one.lines[-1], two.lines[0]) for one, two in cells if len(one.lines) == 1 and two.lines]
    going = [(one, two) for one, two in pairs if tongues.differ(one.text, question_of(two.text))]
    if sum([are_one(one, two, matched) for one, two in going]) < _LEAST:
        return document
    told: dict[int, Sequence[Line]] = {}
    for one, two in going:
        if are_alike(one, two, matched):
            end = end_of_question(two.text)
            rest = slice_of(two, end, len(two.text))
            told |= {id(one): (joined(one, slice_of(two, 0, end)),), id(two): (rest,) if rest.text.strip() else ()}
    return rewritten(document, told)


def _beside(table: Table, matched: Asked) -> Iterator[tuple[Cell, Cell]]:
    """Yield each cell with the one that may go on with it and hold the answer: right of it, or alone below it.

    Not in a column beside which the answers stand.
    """
    rows = [[cell for cell in row if cell.text.strip()] for row in rows_begun(table).values()]
    pairs = [pair for row in rows for pair in zip(row, row[1:], [*row[2:], None], strict=False)]
    answered = {two.column for _, two, right in pairs if right and not asks(right.lines[0].text, matched)}
    yield from ((one, two) for one, two, _ in pairs if two.column not in answered)
    for above, below in pairwise(rows):
        if len(above) == len(below) == 1 and above[0].column == below[0].column:
            yield above[0], below[0]
