"""Which cells of a table are labels: by their words, by their look, by the column in which they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import FieldType
from intake.rules.forms.labels.looks import is_closed
from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.layout.alternating import NONE, ROWS, alternating
from intake.rules.forms.layout.cell_places import LabelColumns, LabelledCells, headings, wide_answers
from intake.rules.forms.layout.columns import headed_otherwise, remarks, twins
from intake.rules.forms.layout.grid import rows_of
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.marks.marks import said, yes_no
from intake.rules.forms.places import Cell, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Certainty

_OPTIONS = 2  # of a list
_ASKING = re.compile(r"[^:?@\n]{3,80}[:?](?!//)")
_OWN = 2  # questions that have their answers in their own cells
_PAIRS = 4  # cells of a row of two labels, each with its answer
_HEADS = 2  # side by side, and numbers below the first
_NUMBER_HEAD = 20  # characters of a head in any words above numbers, which count from one
_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]?\s*$")


class CellLabels:
    """The labels of one table: *labelled* by the id() of their cells; *in_labels* are those in columns of labels.

    *mixed* are cells, by their id(), that hold several questions, *wide* answers that begin in a column of labels;
    *rows* are each row's cells, also those from above; *turns* are rows of questions in a table where these and answers
    take turns; *options* are cells, by their id(), in which some stand.
    """

    def __init__(self, table: Table, splitter: Splitter, lexicon: Lexicon) -> None:
        self._table = table
        self._splitter = splitter
        self._lexicon = lexicon
        self.rows = rows_of(table)
        self.options = frozenset(id(cell) for cell in table.cells if cell.text.strip() and splitter.offers(cell))
        self._offered = Counter(cell.column for cell in table.cells if id(cell) in self.options)
        self.mixed = {id(cell) for cell in self._framed() if splitter.asks_several(cell)}
        cells = [cell for cell in table.cells if id(cell) not in self.mixed]
        self.labelled = {id(cell): labelled for cell in cells if (labelled := splitter.cell(cell))}
        self.labelled |= {at: replace(self.labelled[at], behind=()) for at in self._asking_more()}
        self.asked = LabelledCells(self.rows, self.labelled)
        self.labelled |= {
            id(cell): made
            for cell in (*self._answered(), *self._unanswered())
            if (made := splitter.statement(cell.text))
        }
        self.wide = frozenset(map(id, wide_answers(table, self.asked, splitter)))
        self.headings = frozenset(map(id, headings(table.cells, self.asked)))
        for at in self.headings.union(self.wide, map(id, (*self._among_options(), *self._echoing()))):
            self.labelled.pop(at, None)
        apart = self.headings | self.wide
        columns = LabelColumns(table, self.asked, self.options, splitter, lexicon).found(apart)
        self.in_labels = frozenset([id(c) for c in table.cells if c.column in columns]) - self.wide
        unknown = (cell for cell in cells if id(cell) in self.in_labels and id(cell) not in self.labelled)
        self.labelled |= {id(cell): begun for cell in unknown if (begun := splitter.begun(cell))}
        self.labelled |= {id(cell): strange for cell in self._beside_answers() if (strange := splitter.strange(cell))}
        self._pass_over_twins()
        self.labelled |= {id(cell): splitter.choosing(self.labelled[id(cell)]) for cell in self._offering()}
        self.turns, asking = alternating(self.rows, self.asked, splitter) if len(self.rows) >= ROWS else NONE
        for cell in cells if asking else ():
            if id(cell) in asking and (strange := splitter.strange(cell)):
                self.labelled[id(cell)] = strange
        self.remarks = remarks(self.rows, self._asks, self.marks) | headed_otherwise(self.rows, lexicon)
        self.seconds = frozenset(id(row[_PAIRS // 2]) for row in self.rows.values() if self._are_pairs(row))

    def _asks(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label by its words, or by some of them in a column of labels."""
        return self.asked.is_sure(cell) or (id(cell) in self.labelled and id(cell) in self.in_labels)

    def marks(self, cell: Cell) -> bool:
        """Tell whether *cell* holds a box, a mark, or a yes or a no, which chooses or states something."""
        return self.is_mark(cell) or said(cell.text.strip(" ."), self._lexicon) is not None

    def _are_pairs(self, row: Sequence[Cell]) -> bool:
        """Tell whether two labels stand in *row*, each with its answer right of it; that may speak of what is asked."""
        found = [self.labelled.get(id(cell)) for cell in row] if len(row) == _PAIRS else []
        asked = [one for one in found[::2] if one is not None and one.match.known and not one.behind]
        if len(asked) != _PAIRS // 2 or asked[0].match.field is asked[1].match.field:
            return False
        own = (one is None or _speaks(one, label) for label, one in zip(asked, found[1::2], strict=True))
        return all(one.match.certainty > Certainty.CONTAINED for one in asked) and all(own)

    def _framed(self) -> Iterator[Cell]:
        """The cells that may be forms of their own: they answer no other, left of them or above, or are statements."""
        for number, row in self.rows.items():
            named = [cell for cell in row if cell.text.strip()]
            first = named[0] if named else None
            above = [cell for cell in self.rows.get(number - 1, ()) if cell.text.strip()]
            for cell in named:
                beside = cell is not first and first is not None and len(first.lines) == 1
                below = len(named) == len(above) == 1 and self._splitter.may_ask(above[0])
                if (not beside and not below) or (len(cell.lines) > 1 and self._splitter.states(cell)):
                    yield cell

    def _among_options(self) -> Iterator[Cell]:
        """The cells above or below an option that are labels by some words only: options in their own words."""
        weak = [cell for cell in self._table.cells if id(cell) in self.labelled and not self.asked.is_sure(cell)]
        if not weak:
            return
        offering = {(cell.row, cell.column) for cell in self._table.cells if id(cell) in self.options}
        for cell in weak if len(offering) >= _OPTIONS else ():
            near = {(cell.row - 1, cell.column), (cell.row + cell.row_span, cell.column)}
            if not near.isdisjoint(offering):
                yield cell

    def _echoing(self) -> Iterator[Cell]:
        """The last cells of rows that answer in the words of a question, their own or another: "тел: 051 …", "шеф …".

        Another's in a column where most answers are in no such words.
        """
        pairs = [row[-2:] for row in self.rows.values() if len(row) > 1]
        pairs = [(label, answer) for label, answer in pairs if {id(label), id(answer)} <= self.labelled.keys()]
        if not pairs:
            return
        said_of = Counter(c.column for c in self._table.cells if c.text.strip())
        asked_of = Counter(c.column for c in self._table.cells if id(c) in self.labelled)
        for label, answer in pairs:
            asked, said = self.labelled[id(label)], self.labelled[id(answer)]
            if asked.behind or not (said.behind or said.match.certainty < Certainty.EXACT):
                continue
            few = 2 * asked_of[answer.column] < said_of[answer.column] and self.asked.is_sure(label)
            if few or asked.match.field is said.match.field:
                yield answer

    def _asking_more(self) -> Iterator[int]:
        """The cells, by their id(), that say behind their colon what to write into the place beside or below them."""
        beside = [pair for row in self.rows.values() for pair in pairwise(row) if pair[0].row == pair[1].row]
        for cell, _ in (*beside, *self._alone_above()):
            labelled = self.labelled.get(id(cell))
            if labelled and labelled.behind and self._splitter.asks_more(labelled):
                yield id(cell)

    def _alone_above(self) -> Iterator[tuple[Cell, Cell]]:
        """The cells alone in their rows, each with that alone below it, which asks and heads nothing."""
        for number, row in self.rows.items():
            below = self.rows.get(number + 1, ())
            alone = len(row) == 1 == len(below) and id(below[0]) not in self.labelled
            if alone and not self._splitter.heading(below[0].text):
                yield row[0], below[0]

    def _answered(self) -> Iterator[Cell]:
        """The unknown cells beside which a box, a yes or a no stands, or below which a yes or a no stands alone.

        Not what stands beside an option, its host for one: the mark in that row is the option's.
        """
        for number, row in self.rows.items():
            if any(id(cell) in self.options for cell in row):
                continue
            if self._asks_otherwise(row) or self.heads_numbers(number):  # "Р. бр. / No." says no to nothing
                continue
            below = [cell for cell in self.rows.get(number + 1, ()) if cell.text.strip()]
            if len(below) == 1 and said(below[0].text.strip(" ."), self._lexicon) is not None:
                alone = (cell for cell in row if self.asked.is_alone(cell) and cell.text.strip())
                yield from (cell for cell in alone if not self._splitter.heads(cell))
            answers = {id(c) for c in row if any(map(has_box, c.lines)) or yes_no(c.lines, self._lexicon) is not None}
            asking = (cell for cell in row if answers and id(cell) not in answers and cell.text.strip())
            yield from (cell for cell in asking if not self._splitter.heading(cell.text))

    def _unanswered(self) -> Iterator[Cell]:
        """The unknown cells that make a statement, right above or below another, with nothing in their rows."""
        asked = [(c, self.labelled[id(c)].match.field.type) for c in self._table.cells if id(c) in self.labelled]
        stated = [cell for cell, type_ in asked if type_ is FieldType.CHECKBOX]
        near = {(c.row + step, c.column) for c in stated for step in (-1, 1)}
        for cell in [c for c in self._table.cells if near and (c.row, c.column) in near and c not in stated]:
            blank = all(_NUMBER.match(c.text) for c in self.rows[cell.row] if c is not cell and c.text.strip())
            if blank and not self._asks_otherwise([cell]) and self._splitter.is_statement(cell):
                yield cell

    def _asks_otherwise(self, row: Sequence[Cell]) -> bool:
        """Tell whether a known question stands in *row*, and not only some of its words in a statement."""
        for cell in row:  # no generators: asked of every row
            labelled = self.labelled.get(id(cell))
            if labelled is None:
                continue
            own = labelled.match.certainty is Certainty.EXACT or labelled.match.field.type is FieldType.CHECKBOX
            if own or (labelled.match.known and not self._splitter.is_statement(cell)):
                return True
        return False

    def _beside_answers(self) -> Iterator[Cell]:
        """The unknown cells in columns of labels that have a place for an answer beside them."""
        for number, row in self.rows.items():
            if self._is_answering(row, self.rows.get(number - 1, ())):
                continue
            for cell, right in pairwise(row):
                own = id(cell) in self.in_labels and id(right) not in self.in_labels and right.row == cell.row
                known = id(cell) in self.labelled or not self.mixed.isdisjoint((id(cell), id(right)))
                heads = not right.text.strip() and self._splitter.heads(cell)
                if own and not known and not heads and said(cell.text, self._lexicon) is None:
                    yield cell

    def _is_answering(self, row: Sequence[Cell], above: Sequence[Cell]) -> bool:
        """Tell whether *row* stands under a row of labels, and has none itself."""
        asked = [cell for cell in above if cell.text.strip()]
        asks = len(asked) > 1 and all(id(cell) in self.labelled for cell in asked)
        return asks and not any(id(cell) in self.labelled for cell in row)

    def _offering(self) -> Iterator[Cell]:
        """The unknown questions right of which options stand with their boxes."""
        strange = [c for c in self._table.cells if id(c) in self.labelled and not self.labelled[id(c)].match.known]
        for cell in strange:
            right = [c for c in self.rows[cell.row] if c.column > cell.column]
            if any(has_box(line) for c in right for line in c.lines) and any(map(self._splitter.offers, right)):
                yield cell

    def _pass_over_twins(self) -> None:
        """Leave the second language out where only one of the two labels is known."""
        asked = self.asked
        pairs = set(twins(self.rows, lambda cell: asked.field(cell) if asked.is_sure(cell) else None))
        for row in self.rows.values():
            for cells in pairwise(row):
                if (cells[0].column, cells[1].column) in pairs and all(id(cell) in self.labelled for cell in cells):
                    strange = [cell for cell in cells if not self.labelled[id(cell)].match.known]
                    for cell in strange[-1:]:
                        del self.labelled[id(cell)]

    def is_between(self, label: Cell, under: Cell) -> bool:
        """Tell whether *under*, in the look of labels, has the only place for the answer to *label*: the next one asks.

        So it is where each question of the column has a row to itself, and its answer below.
        """
        following = next((row for at, row in sorted(self.rows.items()) if at >= under.row + under.row_span and row), ())
        if self.asked.is_known(under) or not all(map(self.asked.is_alone, (label, under, *following[:1]))):
            return False
        asked = [c for c in self._table.cells if c.column == label.column and self.asked.is_known(c)]
        if len(asked) <= _OPTIONS:  # too few to tell a habit
            closed = is_closed(label.text) and all(is_closed(c.text) for c in following[:1])
            return closed and not is_closed(under.text) and not self._splitter.heads(under)
        below = [c for c in asked if self.asked.is_alone(c) and self._is_answer(self.rows.get(c.row + c.row_span, ()))]
        put = any(map(self._is_put, following[:1])) and not self._is_put(under)
        return put and 2 * len(below) > len(asked)

    def _is_put(self, cell: Cell) -> bool:
        """Tell whether *cell* is a question of the call, or has the sign of one."""
        return self.asked.is_known(cell) or is_closed(cell.text)

    def answers_itself(self, under: Cell) -> bool:
        """Tell whether *under* is a question with its answer in its cell, as most are: it answers none above."""
        asked = _ASKING.match(under.text)
        if asked is None or not under.text[asked.end() :].strip() or self._splitter.offers(under):
            return False
        own = [one for one in self.labelled.values() if one.match.known and any(key(x.text) for x in one.behind)]
        return len(own) >= _OWN and 2 * len(own) > len(self.labelled)

    def _is_answer(self, row: Sequence[Cell]) -> bool:
        """Tell whether *row* says something and asks nothing that the call does."""
        return any(cell.text.strip() for cell in row) and not any(map(self.asked.is_known, row))

    def heads_numbers(self, number: int) -> bool:
        """Tell whether the first cell of a row heads a column of numbers: "Р.бр.", or any short text above "1", "2"."""
        row = self.rows[number]
        head = row[0].text.strip() if len(row) >= _HEADS else ""
        if not head or _NUMBER.match(head) or len(head) > _NUMBER_HEAD:
            return False
        first = [cells[0] for at, cells in self.rows.items() if at > number and cells]
        counted = [int(found[1]) for cell in first if (found := _NUMBER.match(cell.text))]
        counts = len(row) > _HEADS and counted[:_HEADS] == [1, 2] and first[0].column == row[0].column
        return len(counted) >= _HEADS and (counts or self._lexicon.is_number(head))

    def heads_options(self, row: Sequence[Cell]) -> bool:
        """Tell whether the question of the choice stands in *row* above a column of options."""
        return any(self._offered[cell.column] >= _OPTIONS for cell in row if self.asked.is_choice(cell))

    def is_mark(self, cell: Cell) -> bool:
        """Tell whether *cell* holds a box, or the mark typed for one."""
        return any(map(has_box, cell.lines)) or self._lexicon.is_mark(cell.text)


def _speaks(answer: Labelled, label: Labelled) -> bool:
    """Tell whether *answer* is no label but speaks of what *label* asks, or has some words of another."""
    weak = answer.match.certainty <= Certainty.CONTAINED
    return not answer.match.known or weak or answer.match.field is label.match.field
