"""What stands side by side in a form, in cells or between tabs, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.layout.grid import rows_begun
from intake.rules.forms.places import Block, Line, Mark, Table
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import parts_of

GAP = re.compile(r"\t\s*|\s{3,}")
"""What stands between two pieces of a line."""

Look = tuple[frozenset[Mark], float]
"""The marks of a text, and the size of its letters."""

Row = Mapping[int, tuple[Line, ...]]
"""What stands side by side: the lines of each cell, or each piece of a line between tabs."""


def pieces_of(line: Line) -> list[Line]:
    """Part *line* at its tabs and wide gaps."""
    return parts_of(line, GAP)


def row_of(line: Line) -> Row:
    """The pieces of a line."""
    return {n: (piece,) for n, piece in enumerate(pieces_of(line))}


def rows_of(table: Table) -> list[Row]:
    """The rows of a table, by the columns of their cells."""
    return [{cell.column: cell.lines for cell in row} for _, row in sorted(rows_begun(table).items())]


def runs_of(blocks: Sequence[Block]) -> Iterator[Sequence[Row]]:
    """Yield what stands below each other: lines, the rows of a table, the lines of a cell."""
    for is_line, run in groupby(blocks, key=lambda block: isinstance(block, Line)):
        if is_line:
            yield [row_of(block) for block in run if isinstance(block, Line)]
            continue
        for table in run:
            if isinstance(table, Table):
                yield rows_of(table)
                yield from ([{0: (line,)} for line in cell.lines] for cell in table.cells if len(cell.lines) > 1)


def says(row: Row) -> bool:
    """Tell whether anything is written in *row*."""
    return any(key(line.text) for lines in row.values() for line in lines)


def look_of(lines: Sequence[Line]) -> Look:
    """How the first of *lines* that says something begins."""
    first = next((line for line in lines if key(line.text)), None)
    return (first_marks(first), first.size) if first else (frozenset(), 0)


def looks_of(row: Row) -> AbstractSet[Look]:
    """How what is written in *row* looks."""
    return {look_of(lines) for lines in row.values() if any(key(line.text) for line in lines)}
