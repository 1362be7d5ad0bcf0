"""Answers that stand apart from their questions: a sheet of numbered questions, and a second of numbered answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.layout.grid import rows_begun
from intake.rules.forms.places import Block, Cell, Document, Table

_NUMBER = re.compile(r"\s*(\d{1,3})(?:\.0)?[.)]?\s*")
_LEAST = 6  # rows with a number that both have
_ASKING = 0.5  # share of the rows of the first that ask something known

Rows = dict[int, Cell]
"""What stands beside each number."""


def with_answers(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* with the answers of a second table beside the questions of the first that have their numbers.

    Only where the first has nothing but questions, most of which *asks* knows, and the second none of them.
    """
    tables = [block for block in document.blocks if isinstance(block, Table) and not block.hidden]
    numbered = [(table, rows) for table in tables if (rows := _numbered(table))]
    for (asking, questions), (answering, answers) in pairwise(numbered):
        if _are_alike(questions, answers) and _share(questions, asks) >= _ASKING > _share(answers, asks):
            joined = _joined(asking, questions, answers)
            blocks = (joined if b is asking else b for b in document.blocks if b is not answering)
            return replace(document, blocks=tuple[Block, ...](blocks))
    return document


def _numbered(table: Table) -> Rows | None:
    """What stands beside the numbers of a table that has one cell beside each; None of another."""
    found: Rows = {}
    for row in rows_begun(table).values():
        cells = [cell for cell in row if cell.text.strip()]
        number = _NUMBER.fullmatch(cells[0].text) if cells else None
        if number is None:
            continue
        if len(cells) > 2 or int(number[1]) in found:  # noqa: PLR2004 - the number and what stands beside it
            return None
        found.update({int(number[1]): cells[1]} if len(cells) > 1 else {})
    return found if len(found) >= _LEAST else None


def _are_alike(one: Rows, other: Rows) -> bool:
    """Tell whether every answer has the number of a question, and most questions an answer."""
    return other.keys() <= one.keys() and 2 * len(other) > len(one)


def _share(rows: Rows, asks: Callable[[str], bool]) -> float:
    return sum(asks(cell.text.replace("\n", " ")) for cell in rows.values()) / len(rows)


def _joined(asking: Table, questions: Rows, answers: Rows) -> Table:
    right = max(cell.column + cell.column_span for cell in asking.cells)
    beside = (
        replace(answers[number], row=cell.row, column=right, row_span=1, column_span=1)
        for number, cell in questions.items()
        if number in answers
    )
    cells = sorted((*asking.cells, *beside), key=lambda cell: (cell.row, cell.column))
    return replace(asking, cells=tuple(cells))
