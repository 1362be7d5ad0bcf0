"""Reading single cells: what staff wrote, pinned and coloured, told from how the program writes cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles.colors import Color
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from intake.records.register.colours import argb
from intake.records.register.lean import Links
from intake.records.register.styles import INKS, PAPERS
from intake.records.register.text import THREAD, of_thread, split_comment, unescaped
from intake.rules.register.staff import Formula, Look, Remark, Written


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one sheet with its *links*; a look is made out once for each style, for that is slow."""

    links: Links = field(default_factory=Links)
    _looks: dict[bytes, Look | None] = field(default_factory=dict)
    _pinned: dict[bytes, Look | None] = field(default_factory=dict)

    def remark(self, cell: Cell) -> Remark | None:
        """Return what is in a cell of the staff's; None where it is as the program left it."""
        comment = comment_of(cell)
        written = _written(cell)
        look = self._look(cell)
        if written in (None, "") and comment is None and look is None:
            return None
        return Remark(written=written, comment=comment, look=look, link=self.links.at(cell.coordinate))

    def pinned(self, cell: Cell) -> Remark | None:
        """Return what staff pinned to a cell of the program's, a comment or colours; its text is the program's."""
        comment = comment_of(cell) if cell.comment is not None else None
        look = self._coloured(cell)
        return Remark(comment=comment, look=look) if comment or look else None

    def _look(self, cell: Cell) -> Look | None:
        style = _style(cell)
        if style not in self._looks:
            self._looks[style] = _look(cell)
        return self._looks[style]

    def _coloured(self, cell: Cell) -> Look | None:
        style = _style(cell)
        if style not in self._pinned:
            look = _look(cell)
            coloured = Look(fill=look.fill, colour=look.colour) if look else Look()
            self._pinned[style] = None if coloured == Look() else coloured
        return self._pinned[style]


def _style(cell: Cell) -> bytes:
    """Return what tells styles apart; openpyxl's own number for it is looked up each time, and slowly."""
    return bytes(cell._style or ())  # type: ignore[attr-defined] # noqa: SLF001 - no public name has all of it


def comment_of(cell: Cell) -> str | None:
    """Return staff's part of the comment pinned to a cell."""
    if cell.comment is None:
        return None
    text = cell.comment.text
    return split_comment(of_thread(text) if str(cell.comment.author).startswith(THREAD) else text)[0] or None


def _written(cell: Cell) -> Written:
    value = cell.value
    if isinstance(value, ArrayFormula | DataTableFormula):
        return Formula(text=str(getattr(value, "text", None) or ""), at=cell.coordinate)
    if isinstance(value, str):
        return Formula(text=value, at=cell.coordinate) if cell.data_type == "f" else unescaped(value)
    return cast("Written", value)


def _look(cell: Cell) -> Look | None:
    look = Look(
        fill=_chosen(cell.fill.fgColor, cell, PAPERS) if cell.fill.fill_type == "solid" else None,
        colour=_chosen(cell.font.color, cell, INKS),
        bold=bool(cell.font.bold),
        italic=bool(cell.font.italic),
        struck=bool(cell.font.strike),
        underlined=cell.font.underline is not None,
        number_format=cell.number_format,
    )
    return None if look == Look() else look


def _chosen(colour: Color | None, cell: Cell, plain: frozenset[str]) -> str | None:
    """Return a colour that staff chose."""
    found = argb(colour, cell.parent.parent)
    return None if found in plain else found
