"""The questions of one table: labels beside, above or over their answers, whatever its columns are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.layout.captions import caption_in, captioned
from intake.rules.forms.layout.cells import CellLabels
from intake.rules.forms.layout.columns import without_help
from intake.rules.forms.layout.rows_below import HeadRows, RowsBelow
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Line, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import RULED, has_box
from intake.rules.forms.words.matches import REACHED_BY, ROOMY, SPEAKING, Certainty, Match

_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.)]?\s*$")
_HINTS = 2  # lines behind labels that have their answers beside them, from which such lines are none


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A cell that holds questions of its own, to be read as the paragraphs that they are."""

    lines: tuple[Line, ...]


Found = Item | Within


class TableReader:
    """Reads one table, once."""

    def __init__(self, table: Table, splitter: Splitter, lexicon: Lexicon) -> None:
        self._table = without_help(table, lexicon)
        self._splitter = splitter
        self._lexicon = lexicon
        self._found = found = CellLabels(self._table, splitter, lexicon)
        self._heads = HeadRows(found, lexicon)
        self._rows, self._mixed = found.rows, found.mixed
        self._asked, self._labelled = found.asked, found.labelled
        self._seconds = found.seconds
        self._taken: set[int] = set()
        self._below = RowsBelow(self._table, found, splitter, self._taken)

    def asked(self) -> tuple[Found, ...]:
        """Return the table's questions and, with the cells of their row, the lines that belong to none."""
        if crossed := self._splitter.crossings(self._table, self._alone()):
            return tuple(
                Question(match=c.match, label=c.label.lines[0], answer=c.answer.lines, cell=c.answer, row=(c.answer,))
                for c in crossed
            )
        found: list[Found] = []
        for number, row in self._rows.items():
            if row and self._taken.issuperset(map(id, row)):
                continue
            below = self._rows.get(number + 1, ())
            if self._heads.heads_numbers(number):
                found.extend(_beside_of(row, row))
                self._taken.update(map(id, row))
                continue
            free = self._taken.isdisjoint(map(id, row))
            captions = self._captioned(row, below) if free else ()
            if captions:
                found.extend(captions)
                self._taken.update(map(id, (*row, *below)))
            elif (
                (apart := self._heads.is_apart(row, below)) or self._heads.is_head(row, below)
            ) and not self._found.heads_options(row):
                unknown = (c for c in row if apart and id(c) not in self._labelled)
                self._labelled |= {id(c): strange for c in unknown if (strange := self._splitter.strange(c))}
                found.extend(self._heads.headed(cell, row, below) for cell in row if id(cell) in self._labelled)
                self._taken.update(map(id, (*row, *below)))
            elif free and self._heads.is_marked_below(row, below):
                for cell in row:
                    under = [c for c in below if c.column < cell.column + cell.column_span and cell.column <= c.column]
                    found.extend(_beside_of([cell], [cell, *under]))
                self._taken.update(map(id, (*row, *below)))
            else:
                found.extend(self._row(row))
        return tuple(found)

    def _captioned(self, row: Sequence[Cell], below: Sequence[Cell]) -> tuple[Question, ...]:
        """The questions that stand in brackets below their answers."""
        return tuple(
            Question(
                match=labelled.match,
                label=caption_in(cell) or cell.lines[0],
                answer=above.lines,
                cell=cell,
                row=tuple(below),
            )
            for labelled, cell, above in captioned(row, below, self._splitter)
        )

    def _alone(self) -> dict[int, Match]:
        sure = (cell for cell in self._table.cells if self._asked.is_sure(cell) and not self._labelled[id(cell)].behind)
        return {id(cell): self._labelled[id(cell)].match for cell in sure}

    def _row(self, row: Sequence[Cell]) -> Iterator[Found]:
        labels = self._labels_of(row)
        fresh = [cell for cell in labels if id(cell) not in self._taken]
        for cell, following in zip(fresh, [*fresh[1:], None], strict=False):
            right = self._right_of(cell, labels)
            if self._labelled[id(cell)].match.field.type is FieldType.CHOICE:
                right = [c for c in right if c in row]  # options are rows of their own, with their marks beside them
            self._taken.update((id(cell), *map(id, right)))
            if following is not None and not right and self._asked.field(following) == self._asked.field(cell):
                continue  # the same label in two languages, side by side
            labelled = self._labelled[id(cell)]
            beside = self._remarks(labelled.match, right)
            right = [c for c in right if c not in beside]
            if labelled.match.field.type is FieldType.CHOICE:
                answer = labelled.behind
                loose = tuple(_beside_of(right, right))
            else:
                answer, loose = self._left_of(cell, labelled, row, right) or self._answer(cell, labelled, right), ()
            own = self._own(labelled, answer)
            cut = beside[0].lines[0] if beside else None
            yield Question(
                match=labelled.match, label=cell.lines[0], answer=answer[:own], cell=cell, row=tuple(row), cut=cut
            )
            if answer[own:]:
                yield Within(lines=answer[own:])
            yield from loose
        for cell in row:
            if id(cell) not in self._taken and not cell.hidden:
                self._taken.add(id(cell))
                if labels and _NUMBER.match(cell.text):
                    continue  # the number of the question
                if id(cell) in self._mixed:
                    yield Within(lines=cell.lines)
                    continue
                yield from _beside_of([cell], row)

    def _remarks(self, asked: Match, right: Sequence[Cell]) -> list[Cell]:
        """The cells *right* of a label that are remarks beside its answer; options and a date's parts have places."""
        if not self._found.remarks or asked.field.type is FieldType.DATE:
            return []
        options = asked.field.type is FieldType.CHOICE and any(map(self._splitter.offers, right))
        return [c for c in right if not options and c.column in self._found.remarks and key(c.text)]

    def _labels_of(self, row: Sequence[Cell]) -> list[Cell]:
        """The cells that are labels indeed: an answer such as "Начелник" right of its own label is none.

        Nor is one right of a question that the call does not know.
        """
        labels: list[Cell] = []
        named = (cell for cell in row if key(cell.text) and not _NUMBER.match(cell.text))
        first = next((c for c in named if id(c) in self._labelled or not self._found.is_mark(c)), None)
        unknown = first is not None and id(first) in self._found.in_labels and id(first) not in self._labelled
        for cell in row:
            if id(cell) not in self._labelled or (unknown and id(cell) not in self._found.in_labels):
                continue
            weak = len(row) == 1 and not self._asked.asks(cell) and not self._may_ask(cell)
            alone = self._asked.is_sure(cell) and not self._labelled[id(cell)].behind
            twin = bool(labels) and (id(cell) in self._found.in_labels or id(labels[-1]) not in self._found.in_labels)
            second = twin and alone and self._asked.field(labels[-1]) == self._asked.field(cell)
            own = (
                bool(labels)
                and self._asked.is_sure(cell)
                and all(self._is_over(c, after) for c, after in pairwise((*labels, cell)))
            )
            own = own and bool(self._labelled[id(cell)].behind or len(labels) > 1)  # the last place may be blank
            if not weak and (
                not labels or id(cell) in self._found.in_labels or second or own or id(cell) in self._seconds
            ):
                labels.append(cell)
        return labels

    def _is_over(self, label: Cell, following: Cell) -> bool:
        """Tell whether *label* has its answer, or its rule, in its own cell, or asks for less than *following* says.

        "Мјесто:" is left blank beside "Датум: 10.9.2021."
        """
        one, other = self._labelled[id(label)], self._labelled[id(following)]
        if one.behind or RULED.search(label.text):
            return True
        kind, said = one.match.field.type, other.match.field.type
        short = kind not in (*SPEAKING, FieldType.CHOICE, FieldType.CHECKBOX, said)
        return short and bool(other.behind) and other.match.certainty is Certainty.EXACT

    def _may_ask(self, cell: Cell) -> bool:
        """Tell whether a cell alone in its row asks what the next row answers, in words that say it only in part."""
        begun = any(
            self._asked.is_sure(c) for c in self._table.cells if c.row < cell.row
        )  # before that there are titles
        if SECTION.match(cell.text) or not begun:
            return False
        below = [c for c in self._rows.get(cell.row + cell.row_span, ()) if c.text.strip()]
        alone = len(below) == 1 and not self._asked.is_sure(below[0])
        return self._splitter.may_ask(cell) or (alone and self._splitter.begun(cell) is not None)

    def _right_of(self, label: Cell, labels: Sequence[Cell]) -> list[Cell]:
        """The cells right of *label*, in every row that it covers, up to the next label; numbering is passed over."""
        limit = min((c.column for c in labels if c.column > label.column), default=None)
        start = label.column + label.column_span
        rows = range(label.row, label.row + label.row_span)
        cells = {id(c): c for row in rows for c in self._rows.get(row, ()) if c.column >= start and not c.hidden}
        within = [c for c in cells.values() if limit is None or c.column < limit]
        while within and id(within[0]) in self._found.in_labels and len(within) > 1:
            within.pop(0)  # the label in a second language, in words that the call does not know
        unknown = next((at for at, c in enumerate(within) if id(c) in self._found.in_labels and c.text.strip()), None)
        within = within[:unknown]
        if self._labelled[id(label)].match.field.type is FieldType.CHOICE:
            return within  # a number answers it
        return [c for c in within if not _NUMBER.match(c.text) or self._lexicon.is_mark(c.text) or c is within[-1]]

    def _answer(self, label: Cell, labelled: Labelled, right: Sequence[Cell]) -> tuple[Line, ...]:
        beside = tuple(line for cell in right for line in cell.lines)
        if self._says(beside) or any(has_box(line) for line in beside):
            return beside
        stated = labelled.match.field.type is FieldType.CHECKBOX
        if right and not stated and self._says(labelled.behind) and len(labelled.behind) <= self._printed_behind():
            return beside
        if self._says(labelled.behind) or any(has_box(line) for line in labelled.behind) or right:
            return (*labelled.behind, *beside)
        return (*labelled.behind, *self._below.of(label))

    def _printed_behind(self) -> int:
        """Count the lines behind labels, in their own cells, of which several have their answers beside them: hints."""
        found = []
        for row in self._rows.values():
            for cell, right in pairwise(row):
                labelled = self._labelled.get(id(cell))
                if labelled and self._says(labelled.behind) and id(right) not in self._labelled and key(right.text):
                    found.append(len(labelled.behind))
        return max(found) if len(found) >= _HINTS else 0

    def _own(self, labelled: Labelled, answer: Sequence[Line]) -> int:
        """How many lines of *answer* are the label's own: "Марко Марић", and below it "Телефон: 065/123-456"."""
        if labelled.match.field.type in ROOMY:
            return len(answer)
        asks = (at for at, line in enumerate(answer) if at and self._asks_another(line, labelled.match))
        return next(asks, len(answer))

    def _asks_another(self, line: Line, asked: Match) -> bool:
        """Tell whether *line* has a label of its own, not only a second number of what was *asked* ("моб. 065/…")."""
        found = self._splitter.line(line)
        if found is None or not found.behind:
            return False
        short = found.match.bare or " " not in found.match.key
        return not (short and found.match.field.type is asked.field.type and asked.field.type in REACHED_BY)

    def _left_of(self, label: Cell, labelled: Labelled, row: Sequence[Cell], right: Sequence[Cell]) -> tuple[Line, ...]:
        """The box of a statement, or the mark typed for one, may stand left of it."""
        if labelled.match.field.type is not FieldType.CHECKBOX or labelled.behind or has_box(label.lines[0]):
            return ()
        if any(c.text.strip() for c in right):
            return ()
        left = [c for c in row if c.column < label.column and self._found.is_mark(c)]
        self._taken.update(map(id, left[-1:]))
        return tuple(line for cell in left[-1:] for line in cell.lines)

    def _says(self, lines: Sequence[Line]) -> bool:
        return not all(map(self._lexicon.is_blank, [line.text for line in lines]))


def _beside_of(cells: Sequence[Cell], row: Sequence[Cell]) -> Iterator[Loose]:
    """Yield the lines of *cells*, which are of *row* and belong to no question."""
    yield from (Loose(line=line, cell=c, row=tuple(row)) for c in cells for line in c.lines if line.text.strip())
