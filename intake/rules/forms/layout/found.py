"""What is found in a table: labels with their answers, cells that are read as paragraphs, and what stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.rules.call import FieldType
from intake.rules.forms.places import Cell, Line
from intake.rules.forms.words.matches import Match

ROOMY = frozenset({FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.MULTIPLE, FieldType.CHECKBOX, FieldType.TABLE})
"""The types of fields whose answer may take several paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A cell that holds questions of its own, to be read as the paragraphs that they are."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A label in a table and the lines that may answer it."""

    match: Match
    label: Line
    answer: tuple[Line, ...]
    cell: Cell
    row: tuple[Cell, ...]
    cut: Line | None = None  # a remark beside the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A line that belongs to no question, with its cell and the cells of its row."""

    line: Line
    cell: Cell
    row: tuple[Cell, ...]


Found = Asked | Within | Beside


def beside_of(cells: Sequence[Cell], row: Sequence[Cell]) -> Iterator[Beside]:
    """Yield the lines of *cells*, which are of *row* and belong to no question."""
    yield from (Beside(line=line, cell=c, row=tuple(row)) for c in cells for line in c.lines if line.text.strip())
