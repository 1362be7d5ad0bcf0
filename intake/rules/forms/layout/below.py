"""Whether the row below a label in a table holds its answer, or asks something itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.rules.forms.layout.cells import CellLabels
from intake.rules.forms.layout.grid import marks_of
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Line, Table
from intake.rules.forms.words.lines import opens_list
from intake.rules.forms.words.matches import SPEAKING, Certainty, echoes

_PRINTED = re.compile(r"\s*(\d{1,2})[.)]\s*\D")


class RowsBelow:
    """The rows below the labels of one table; *taken* are the cells that are read already, and grows."""

    def __init__(self, table: Table, found: CellLabels, splitter: Splitter, taken: set[int]) -> None:
        self._table = table
        self._found = found
        self._splitter = splitter
        self._taken = taken
        self._rows, self._mixed = found.rows, found.mixed
        self._asked, self._labelled = found.asked, found.labelled
        self._headings = found.headings

    def of(self, label: Cell) -> Iterator[Line]:
        """Yield the lines under a label that nothing beside it answers, where they ask nothing themselves."""
        number = label.row + label.row_span
        row = self._rows.get(number, ())
        if self._answers_right(label, row):
            return
        under = self._table.grid.get((number, label.column))
        if under is None or id(under) in self._taken or under.hidden or self._splitter.heading(under.text):
            return
        if (
            self._is_list(under)
            or id(under) in self._mixed  # what asks several questions answers none
            or self._found.answers_itself(under)
            or (self._may_be_next(label, under, row) and not self._found.is_between(label, under))
        ):
            return
        self._taken.add(id(under))
        yield from under.lines

    def _answers_right(self, label: Cell, below: Sequence[Cell]) -> bool:
        """Tell whether *label* was left blank, for in the next row something is asked and answered right of it."""
        first = next((c for c in below if c.column == label.column), None)
        right = [c for c in below if c.column > label.column and c.text.strip()]
        if first is None or not first.text.strip():
            return False
        if id(label) in self._found.in_labels and right and id(first) not in self._taken:
            return True
        here, there = _PRINTED.match(first.text), _PRINTED.match(label.text)
        return here is not None and there is not None and int(here[1]) == int(there[1]) + 1

    def _is_list(self, cell: Cell) -> bool:
        """Tell whether *cell* begins a list of options with the places of their marks beside them."""
        below = self._rows.get(cell.row + cell.row_span, ())
        beside = len(self._rows.get(cell.row, ())) > 1 and len(below) > 1
        return beside and any(map(self._splitter.offers, below))

    def _may_be_next(self, label: Cell, under: Cell, row: Sequence[Cell]) -> bool:
        """Tell whether *under*, in the *row* below *label*, is a heading or the next question, by its look or words."""
        look = marks_of(label)
        if (look and marks_of(under) == look) or id(under) in self._headings:
            return True
        return any(
            self._asked.asks(cell) and not self._speaks_of(label, cell) and not self._is_plain(cell, label)
            for cell in row
            if cell.row == under.row  # the name of a part may reach into it from above
        )

    def _is_plain(self, cell: Cell, label: Cell) -> bool:
        """Tell whether *cell* asks by what some of its words mean, and not in the look of *label*."""
        asked = self._labelled[id(cell)]
        weak = asked.match.certainty < Certainty.FUZZY and not asked.behind
        return weak and bool(marks_of(label) - marks_of(cell))

    def _speaks_of(self, label: Cell, answer: Cell) -> bool:
        """Tell whether an answer begins in the words of its label: "Разлози су сљедећи: …", "Два вебинара: …"."""
        asked, said = self._labelled[id(label)], self._labelled.get(id(answer))
        long = asked.match.field.type in SPEAKING
        if not long or said is None or said.match.field is not asked.match.field:
            return False
        list_ = len(answer.lines) > 1 and opens_list(answer.lines[0], answer.lines[1:])
        weak = not self._asked.is_sure(answer) or echoes(asked.match, said.match)
        return weak or list_ or set(said.match.key.split()) < set(asked.match.key.split())
