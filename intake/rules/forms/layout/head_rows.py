"""Rows of a table whose cells are labels, with the answers or the places of marks in the row below."""

from __future__ import annotations

from collections.abc import Sequence

from intake.rules.forms.labels.items import Question
from intake.rules.forms.layout.cells import CellLabels
from intake.rules.forms.layout.grid import marks_of
from intake.rules.forms.places import Cell
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.matches import Certainty

_RECORD = 6  # columns of a sheet with an application in one row; what was left blank is no cell there
_OPTIONS = 3  # side by side
_LABELS = 2  # side by side above their answers


class HeadRows:
    """Tells such rows by the labels that are *found* in a table."""

    def __init__(self, found: CellLabels, lexicon: Lexicon) -> None:
        self._found, self._asked = found, found.asked
        self._lexicon = lexicon

    def is_apart(self, row: Sequence[Cell], below: Sequence[Cell]) -> bool:
        """Tell whether *row* are labels by their look, which nothing in the row *below* has: there they are answered.

        One of them must be known, none have its answer beside it, and no statement stand below: "Изјава | Да | Не".
        What was left blank is no cell in a sheet.
        """
        look = marks_of(row[0]) if below and len(row) >= _LABELS and row[-1].text.strip() else None
        if not look or look != marks_of(row[-1]) or not all(c.text.strip() for c in row):
            return False
        if not {cell.column for cell in below} <= {cell.column for cell in row}:
            return False
        alike = all(marks_of(c) == look for c in row) and not any(look <= marks_of(c) for c in below)
        labels = [self._found.labelled[id(c)] for c in row if id(c) in self._found.labelled] if alike else []
        if any(labelled.behind for labelled in labels) or any(map(self._found.is_mark, below)):
            return False
        return any(labelled.match.known and labelled.match.certainty > Certainty.CONTAINED for labelled in labels)

    def is_head(self, row: Sequence[Cell], below: Sequence[Cell]) -> bool:
        """Tell whether *row* are labels of different fields and the answers stand under them.

        Some columns may be unknown to the call, and one be for numbers; where questions and answers take turns, any.
        """
        if row and row[0].row in self._found.turns:
            return True
        if len(row) < _LABELS:
            return False
        labelled = self._found.labelled
        named = [cell for cell in row if cell.text.strip()]
        known = [cell for cell in named if id(cell) in labelled and not labelled[id(cell)].behind]
        told = set(map(id, known))
        unknown = [cell for cell in named if id(cell) not in told and not self._lexicon.is_number(cell.text)]
        own = [cell for cell in known if not labelled[id(cell)].match.bare]
        twice = len(own) - len(set(map(self._asked.field, own)))  # "Телефон" may be the office's, then the person's
        asks = self._asked.is_known if len(known) == len(named) > _LABELS else self._asked.asks
        asking = len([cell for cell in below if asks(cell) and not self._is_own(cell, row)])
        if len(named) >= _RECORD:
            few = asking <= max(1, len(named) // _RECORD)  # answers may begin as questions do: "Општина Лакташи"
            bare = not below and len(known) >= _RECORD  # a sheet that nobody filled in
            return len(known) > len(unknown) and (bare or 2 * len(below) >= len(named)) and twice <= 1 and few
        sure = len(known) > 1 and len(known) > 2 * len(unknown)
        return sure and len(below) >= len(named) and not twice and not asking

    def _is_own(self, cell: Cell, row: Sequence[Cell]) -> bool:
        """Tell whether *cell* answers the label above it in words of that: "Очекивани резултати: мањи трошкови"."""
        said = self._found.labelled[id(cell)]
        above = (self._found.labelled.get(id(label)) for label in row if label.column == cell.column)
        return bool(said.behind) and any(label and label.match.field is said.match.field for label in above)

    def is_marked_below(self, row: Sequence[Cell], below: Sequence[Cell]) -> bool:
        """Tell whether options stand side by side, each with the place of its mark under it."""
        options = [cell for cell in row if cell.text.strip()]
        if len(options) < _OPTIONS or any(id(cell) in self._found.labelled for cell in row):
            return False
        marked = [c for c in below if self._found.marks(c)]
        if not marked or not all(c in marked or not key(c.text) for c in below):
            return False
        return self._found.options.isdisjoint([id(c) for c in below])  # options with their marks in their own cells

    def heads_numbers(self, number: int) -> bool:
        """Tell whether a row heads a column of numbered questions and asks nothing: "Р.бр. | Питање | Одговор"."""
        row = self._found.rows[number]
        known = any(self._found.labelled[id(c)].match.known for c in row if id(c) in self._found.labelled)
        return not known and self._found.heads_numbers(number)

    def headed(self, cell: Cell, row: Sequence[Cell], below: Sequence[Cell]) -> Question:
        """Return the question that *cell* of a head *row* asks, answered under it."""
        end = cell.column + cell.column_span
        under = (c for c in below if c.column < end and cell.column < c.column + c.column_span)
        lines = tuple(line for c in under for line in c.lines)
        match = self._found.labelled[id(cell)].match
        return Question(match=match, label=cell.lines[0], answer=lines, cell=cell, row=tuple(row))
