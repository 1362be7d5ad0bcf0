"""The labels that were found in a table, and what stands where: columns of labels, and cells across several columns.

Where labels stand in the first column and the third ("Телефон | … | Е-пошта | …"), or behind the name of their group
("Контакт | Име | …"), an answer across the last columns ("Опис стања |  | … | ") begins where labels do, and is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from intake.rules.call import FieldType
from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.layout.grid import marks_of
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Mark, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bare_box
from intake.rules.forms.words.matches import Certainty, echoes

_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.)]?\s*$")
_LEAST = 2  # cells of such a row
_HEADINGS = 2  # of one look
_ASKING = 0.4  # share of the cells of one look that must be labels where it is that of labels
_WORDS = 12  # of a heading
_OPTIONS = 2  # of a list
_SHARE = 0.4  # of a column's filled cells that must be labels where it is a column of labels

_Pair = tuple[Cell, Cell]


class LabelledCells:
    """The labels *found* in a table, by the id() of their cells; *rows* are each row's cells, also those from above."""

    def __init__(self, rows: Mapping[int, Sequence[Cell]], found: dict[int, Labelled]) -> None:
        self.rows = rows
        self.found = found

    def is_sure(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label by more than a part of its words."""
        labelled = self.found.get(id(cell))
        return labelled is not None and labelled.match.certainty > Certainty.CONTAINED

    def asks(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label even where nothing stands beside it."""
        labelled = self.found.get(id(cell))
        return labelled is not None and (self.is_sure(cell) or bool(labelled.behind))

    def field(self, cell: Cell) -> str:
        """Return the id of the field that *cell*, a label, asks for."""
        return self.found[id(cell)].match.field.id

    def is_known(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label of the call, by its words."""
        return self.is_sure(cell) and self.found[id(cell)].match.known

    def is_alone(self, cell: Cell) -> bool:
        """Tell whether nothing else is written in the row in which *cell* stands."""
        return sum(1 for other in self.rows.get(cell.row, ()) if other.text.strip()) == 1

    def is_choice(self, cell: Cell) -> bool:
        """Tell whether *cell* asks for the choice."""
        labelled = self.found.get(id(cell))
        return labelled is not None and labelled.match.field.type is FieldType.CHOICE


# Answers across several columns


def wide_answers(table: Table, asked: LabelledCells, splitter: Splitter) -> Iterator[Cell]:
    """Yield the cells of *table* that answer the label left of them and are as wide as several cells of other rows.

    A label in unknown words counts where a known one has its answer in cells that are merged alike. What is a label
    itself, or a heading, heads the columns below it.
    """
    if not [cell for cell in table.cells if cell.column_span > 1 and cell.column]:
        return
    beginnings = frozenset(cell.column for cell in table.cells)
    pairs = [pair for pair in _pairs(asked.rows, beginnings) if not _heads(pair, asked, splitter)]
    known = {_shape(pair) for pair in pairs if asked.is_known(pair[0])}
    yield from (pair[1] for pair in pairs if _shape(pair) in known)


def _pairs(rows: Mapping[int, Sequence[Cell]], beginnings: frozenset[int]) -> Iterator[_Pair]:
    """Yield the last two cells of each row that has nothing before them but a number, where the last reaches far."""
    for row in rows.values():
        if len(row) < _LEAST or row[-1].column_span == 1 or not all(_is_number(cell.text) for cell in row[:-2]):
            continue
        label, place = row[-2:]
        beside = label.column + label.column_span == place.column and label.row == place.row
        if beside and label.text.strip() and _is_across(place, beginnings):
            yield label, place


def _is_number(text: str) -> bool:
    return not key(text) or _NUMBER.match(text) is not None


def _is_across(cell: Cell, beginnings: frozenset[int]) -> bool:
    return any(column in beginnings for column in range(cell.column + 1, cell.column + cell.column_span))


def _heads(pair: _Pair, asked: LabelledCells, splitter: Splitter) -> bool:
    """Tell whether a *pair* of cells are two labels, or the headings of blocks side by side."""
    label, place = pair
    if asked.is_sure(place) or any(splitter.heading(cell.text) for cell in pair):
        return True
    return not asked.is_known(label) and splitter.heads(place)


def _shape(pair: _Pair) -> tuple[int, int, int]:
    label, place = pair
    return label.column, place.column, place.column_span


# Headings across the columns


def headings(cells: Sequence[Cell], asked: LabelledCells) -> Iterator[Cell]:
    """The *cells* across the columns, alone in their rows, in a look that several have and the labels have not."""
    across = [c for c in cells if c.column_span > 1 and asked.is_alone(c) and _is_short(c)]
    across = [c for c in across if not asked.is_choice(c)]
    answered = {id(c): answer for c in across if (answer := _answer_below(c, asked)) is not None}
    apart = {*answered, *map(id, answered.values())}
    across = [c for c in across if id(c) not in apart]
    if len(across) < _HEADINGS:
        return
    looks = Counter(map(marks_of, across))
    beside = (c for c in cells if c.column_span == 1 or not asked.is_alone(c))
    usual = Counter(marks_of(c) for c in beside if asked.is_sure(c)).most_common(1)
    labels = usual[0][0] if usual else frozenset[Mark]()
    asking = Counter(marks_of(c) for c in across if asked.is_sure(c))
    several = (look for look in looks if look not in (labels, frozenset()) and looks[look] >= _HEADINGS)
    heading = {look for look in several if usual or asking[look] < _ASKING * looks[look]}
    yield from (c for c in across if marks_of(c) in heading)


def _answer_below(cell: Cell, asked: LabelledCells) -> Cell | None:
    """Return the answer to *cell*, a label alone in its row: the cell as wide below it, alone and in another look."""
    below = [c for c in asked.rows.get(cell.row + cell.row_span, ()) if c.text.strip()]
    if len(below) != 1 or not asked.is_sure(cell) or asked.found[id(cell)].behind:
        return None
    answer = below[0]
    alike = (answer.column, answer.column_span) == (cell.column, cell.column_span)
    said = not asked.is_sure(answer) or echoes(asked.found[id(cell)].match, asked.found[id(answer)].match)
    return answer if alike and marks_of(answer) != marks_of(cell) and said else None


def _is_short(cell: Cell) -> bool:
    text = cell.text.strip()
    plain = not any(map(has_box, cell.lines)) and not text.endswith((":", "?", "."))
    return plain and 0 < len(text.split()) <= _WORDS


# Columns of labels


class LabelColumns:
    """Finds such columns by the labels *asked* in a table; *options* are its cells that offer some, by their id()."""

    def __init__(
        self, table: Table, asked: LabelledCells, options: AbstractSet[int], splitter: Splitter, lexicon: Lexicon
    ) -> None:
        self._table = table
        self._asked = asked
        self._options = options
        self._splitter = splitter
        self._lexicon = lexicon

    def found(self, headings: AbstractSet[int]) -> frozenset[int]:
        """The columns in which labels stand: several sure ones, and not only now and then, or in no other column.

        *headings* are cells, by their id(), that stand in none.
        """
        columns = {cell.column for cell in self._table.cells}
        said = [c for c in self._table.cells if c.text.strip() and id(c) not in headings]
        offered = [c for c in said if id(c) in self._options]
        options = Counter([c.column for c in offered])
        wide = {c.column: c.column_span for c in offered}
        said = [
            c
            for c in said
            if id(c) not in self._options and not self._splitter.heading(c.text) and not self._is_marked(c)
        ]
        few = columns - {column for column, count in options.items() if count >= _OPTIONS}
        said = [c for c in said if c.column in few or c.column_span <= wide[c.column]]  # no question across its options
        filled = {c: [cell for cell in said if cell.column == c] for c in columns}
        sure = {c: sum(map(self._asked.is_sure, cells)) for c, cells in filled.items()}
        share = {c: sum([id(cell) in self._asked.found for cell in cells]) for c, cells in filled.items()}
        known = (c for c in columns if sure[c] > 1 and share[c] >= _SHARE * len(filled[c]))
        shared = (c for c in columns if self._is_shared(c))
        return frozenset((*known, *shared, *(c for c, cells in filled.items() if self._are_closed(cells))))

    def _is_marked(self, cell: Cell) -> bool:
        """Tell whether *cell* is a statement right of its mark, where no label of another column stands."""
        labelled = self._asked.found.get(id(cell))
        if labelled is None or labelled.match.field.type is not FieldType.CHECKBOX:
            return False
        left = [c for c in self._asked.rows[cell.row] if c.column < cell.column]
        return bool(left) and (self._lexicon.is_mark(left[-1].text) or any(map(is_bare_box, left[-1].lines)))

    def _is_shared(self, column: int) -> bool:
        """Tell whether labels stand in *column* as they do in the document's other tables; options stand otherwise."""
        rows = [row for row in self._asked.rows.values() if len(row) > 1]
        if 2 * sum(self._splitter.is_label_column(len(row), column) for row in rows) <= len(rows):
            return False
        own = [cell for row in rows for cell in row if cell.column == column]
        others = (cell for row in rows for cell in row if cell.column != column)
        return (
            bool(own)
            and sum(id(cell) in self._options for cell in own) < _OPTIONS
            and not any(map(self._asked.is_sure, others))
        )

    def _are_closed(self, cells: Sequence[Cell]) -> bool:
        """Tell whether each of *cells* ends in a colon and has a place for an answer right of it."""
        closed = bool(cells) and all(c.text.rstrip(" *").endswith((":", ":*")) for c in cells)
        return closed and cells[0].column < max(c.column for c in self._table.cells)
