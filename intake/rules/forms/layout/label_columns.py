"""In which columns of a table labels stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from intake.rules.call import FieldType
from intake.rules.forms.layout.labelled_cells import LabelledCells
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Cell, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import is_bare_box

_OPTIONS = 2  # of a list
_SHARE = 0.4  # of a column's filled cells that must be labels where it is a column of labels


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
