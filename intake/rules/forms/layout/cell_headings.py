"""Which cells of a table are headings across its columns: by a look that several have, and no label has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from intake.rules.forms.layout.grid import marks_of
from intake.rules.forms.layout.labelled_cells import LabelledCells
from intake.rules.forms.places import Cell, Mark
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import echoes

_HEADINGS = 2  # of one look
_ASKING = 0.4  # share of the cells of one look that must be labels where it is that of labels
_WORDS = 12  # of a heading


def headings(cells: Sequence[Cell], asked: LabelledCells) -> Iterator[Cell]:
    """The *cells* across the columns, alone in their rows, in a look that several have and the labels have not."""
    across = [c for c in cells if c.column_span > 1 and asked.is_alone(c) and _is_short(c)]
    across = [c for c in across if not asked.is_choice(c)]
    across = [c for c in across if not _is_answered_below(c, asked)]
    if len(across) < _HEADINGS:
        return
    looks = Counter(map(marks_of, across))
    beside = (c for c in cells if c.column_span == 1 or not asked.is_alone(c))
    usual = Counter(marks_of(c) for c in beside if asked.is_sure(c)).most_common(1)
    labels = usual[0][0] if usual else frozenset[Mark]()
    asking = Counter(marks_of(c) for c in across if asked.is_sure(c))
    apart = (look for look in looks if look not in (labels, frozenset()) and looks[look] >= _HEADINGS)
    heading = {look for look in apart if usual or asking[look] < _ASKING * looks[look]}
    yield from (c for c in across if marks_of(c) in heading)


def _is_answered_below(cell: Cell, asked: LabelledCells) -> bool:
    """Tell whether *cell*, a label, stands alone above a cell as wide, alone and in another look: its answer."""
    below = [c for c in asked.rows.get(cell.row + cell.row_span, ()) if c.text.strip()]
    if len(below) != 1 or not asked.is_sure(cell) or asked.found[id(cell)].behind:
        return False
    answer = below[0]
    alike = (answer.column, answer.column_span) == (cell.column, cell.column_span)
    said = not asked.is_sure(answer) or echoes(asked.found[id(cell)].match, asked.found[id(answer)].match)
    return alike and marks_of(answer) != marks_of(cell) and said


def _is_short(cell: Cell) -> bool:
    text = cell.text.strip()
    plain = not any(map(has_box, cell.lines)) and not text.endswith((":", "?", "."))
    return plain and 0 < len(text.split()) <= _WORDS
