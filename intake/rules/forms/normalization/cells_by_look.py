"""Tables in which a cell holds a question and, below it in a look that no question has, its answer.

Such a cell is parted in two, side by side, so that the table is read as any other. What stands in the same rows and has
not the look of the answers ("са позивним") was printed by the form: it is passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from intake.rules.forms.marks.marks import EMPHASIS
from intake.rules.forms.places import Cell, Document, Line, Mark, Table
from intake.rules.forms.words.associations import REACHED
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed

_LEAST = 5  # cells of one column that are parted so, and three of their questions are known
_KNOWN = 3

_Look = frozenset[Mark]


def with_cells_parted(document: Document, is_label: Callable[[str], bool]) -> Document:
    """Return *document* with such cells parted; *is_label* knows questions of the call."""
    blocks = [_parted(block, is_label) if isinstance(block, Table) else block for block in document.blocks]
    return replace(document, blocks=tuple(blocks))


def _parted(table: Table, is_label: Callable[[str], bool]) -> Table:
    for column in sorted({cell.column for cell in table.cells if len(cell.lines) > 1}):
        cells = [cell for cell in table.cells if cell.column == column and key(cell.text)]
        looks = Counter(filter(None, (_answered(cell) for cell in cells)))
        look, count = looks.most_common(1)[0] if looks else (frozenset[Mark](), 0)
        parted = {cell.row: cell for cell in cells if count >= _LEAST and _look(cell.lines[0]) == frozenset()}
        if count < _LEAST or len(parted) < len(cells) or _strange(cells, look):
            continue
        known = sum(is_label(cell.lines[0].text) for cell in parted.values() if _answered(cell) == look)
        if known >= _KNOWN and _is_answering(table, parted, look):
            return replace(table, cells=tuple(_told(table, column, parted, look)))
    return table


def _told(table: Table, column: int, parted: dict[int, Cell], look: _Look) -> list[Cell]:
    cells: list[Cell] = []
    for cell in table.cells:
        if cell is parted.get(cell.row):
            end = next((at for at, line in enumerate(cell.lines) if _look(line) == look), len(cell.lines))
            cells.append(replace(cell, lines=cell.lines[:end]))
            said = tuple(replace(line, answers=True) for line in cell.lines[end:])
            cells.append(replace(cell, lines=said, column=cell.column + cell.column_span))
        elif cell.column > column:
            if cell.row not in parted or _is_filled(cell, look):
                cells.append(replace(cell, column=cell.column + 1))
        else:
            cells.append(cell)
    return cells


def _answered(cell: Cell) -> _Look | None:
    """The look of what stands below the first line of *cell*, where all of it has one; none with a box in it."""
    below = [line for line in cell.lines[1:] if key(line.text)]
    looks = {_look(line) for line in below}
    if len(looks) != 1 or _look(cell.lines[0]) != frozenset() or any(map(has_box, cell.lines)):
        return None
    if any(is_bracketed(line.text) for line in below):
        return None
    return looks.pop() or None


def _strange(cells: Sequence[Cell], look: _Look) -> bool:
    """Tell whether below the questions of *cells* stands something else in another look."""
    below = (line for cell in cells for line in cell.lines[1:] if key(line.text))
    return any(_look(line) not in (look, frozenset()) for line in below)


def _is_answering(table: Table, parted: dict[int, Cell], look: _Look) -> bool:
    """Tell whether addresses and telephones stand there, and not beside or below: hints have such a look, too."""
    said = [line.text for cell in parted.values() for line in cell.lines if _look(line) == look]
    others = [cell for cell in table.cells if cell.row in parted and not _is_filled(cell, look)]
    return len([text for text in said if REACHED.search(text)]) > 1 and not any(REACHED.search(c.text) for c in others)


def _is_filled(cell: Cell, look: _Look) -> bool:
    return any(_look(line) == look or has_box(line) for line in cell.lines)


def _look(line: Line) -> _Look | None:
    """How all of *line* looks; None where it has several looks."""
    looks = {span.marks & EMPHASIS for span in line.spans if key(span.text)}
    return looks.pop() if len(looks) == 1 else None if looks else frozenset()
