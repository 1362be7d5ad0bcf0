"""Lines and tables of forms, made by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.rules.forms.places import Box, Cell, Line, Mark, Span, Table

Row = Sequence[str | tuple[str, int] | None]
HEAD = (
    "Прилог 2 – Образац за пријаву",
    "Назив општине: Лакташи",
    "Име и презиме контакт особе: Марко Марић",
    "Е-пошта контакт особе: marko@laktasi.example",
)
BOXES = {"☐": Box.EMPTY, "☒": Box.TICKED, "☑": Box.TICKED}


def line(text: str, *marks: Mark) -> Line:
    """A line in which glyphs of boxes are boxes."""
    pieces = (piece for piece in re.split("([☐☒☑])", text) if piece)
    return Line(
        spans=tuple(Span(text=p, box=BOXES.get(p), marks=frozenset(marks)) for p in pieces), address=f"line {text[:9]}"
    )


def table(*rows: tuple[str, ...]) -> Table:
    """A table of these texts."""
    cells = (
        Cell(row=r, column=c, address=address, lines=tuple(replace(line(x), address=address) for x in text.split("\n")))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        for address in [f"row {r}, cell {c}"]
    )
    return Table(cells=tuple(cells), address="table 1")


def grid(*rows: Row) -> Table:
    """A table of texts, each with the number of columns that it covers; None for what a sheet has no cell for."""
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for text, span in ((one, 1) if not isinstance(one, tuple) else one for one in row):
            if text is not None:
                address = f"row {number}, column {column}"
                lines = tuple(replace(line(x), address=address) for x in text.split("\n"))
                cells.append(Cell(row=number, column=column, column_span=span, address=address, lines=lines))
            column += span
    return Table(cells=tuple(cells), address="table 1")
