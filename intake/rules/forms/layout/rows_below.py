"""Rows of a table below its labels: with their answers, the places of marks, or what asks something itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.rules.forms.labels.items import Question
from intake.rules.forms.layout.cells import CellLabels
from intake.rules.forms.layout.grid import marks_of
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Line, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import opens_list
from intake.rules.forms.words.matches import SPEAKING, Certainty, echoes

_RECORD = 6  # columns of a sheet with an application in one row; what was left blank is no cell there
_OPTIONS = 3  # side by side
_LABELS = 2  # side by side above their answers
_PRINTED = re.compile(r"\s*(\d{1,2})[.)]\s*\D")


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
        if labels and len(row) == len(below) and self._are_pairs(row) and self._go_on(below):
            return False  # a first row in the look of heads
        return any(labelled.match.known and labelled.match.certainty > Certainty.CONTAINED for labelled in labels)

    def _are_pairs(self, row: Sequence[Cell]) -> bool:
        """Tell whether known labels stand in *row*, each with what is none right of it."""
        return [self._asked.is_known(cell) for cell in row] == [True, False] * (len(row) // _LABELS)

    def _go_on(self, row: Sequence[Cell]) -> bool:
        """Tell whether *row* has such labels, too, or stands in columns of labels where these do."""
        columns = [id(cell) in self._found.in_labels for cell in row]
        return self._are_pairs(row) or columns == [True, False] * (len(row) // _LABELS)

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
        if len(known) < _LABELS and len(named) < _RECORD:
            return False
        told = set(map(id, known))
        named = [cell for cell in named if id(cell) in told or not self._lexicon.is_seal(cell.text)]
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
