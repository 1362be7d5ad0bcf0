"""Answers in rows without a label: each member in a row, the label only beside the first, or above them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import LETTERED, SECTION
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.layout.grid import rows_begun
from intake.rules.forms.layout.signed_lines import is_dated, is_signing
from intake.rules.forms.marks.ticked_statements import Stated
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import IN_LINES, Asked
from intake.rules.forms.words.persons import is_named_first, is_person

_PAIR = 2  # a label and its answer
_TABLE = 3  # cells of a row with heads
_PARTED = re.compile(r"[,;(]|\s[–—-]\s")  # what is said of a person, from the name
_LETTER = re.compile(r"[^\W\d_]")
_MARK = re.compile(r"\s*(?:[xXхХ✓✔√]|[\[({][ _.]{0,5}[xXхХ✓✔√]?[ _.]{0,5}[\])}])\s*")

Row = tuple[Sequence[Cell], Sequence[Cell]]
"""The cells of a row, and those in which there are letters."""


def with_rows_joined(document: Document, asks: Asked, is_printed: IsOption, stated: Stated) -> Document:
    """Return *document* with such rows in the cell of their answer, or as the lines below their label.

    Where the table has marks in cells of their own, what is *stated* in a row without one was left unmarked.
    """
    blocks: list[Block] = []
    last: Line | None = None  # above a table
    for block in document.blocks:
        if isinstance(block, Line):
            last = block if block.text.strip() else last
            blocks.append(block)
        elif block.hidden:
            blocks.append(block)
        else:
            rows = _rows(block)
            persons = last is not None and _are_persons(rows) and _asks_members(last.text, asks)
            if persons and not [cell for _, said in rows for cell in said if asks(cell.text)]:
                blocks += [line for _, said in rows if said for line in _lines(said)]
            else:
                last = None
                blocks.append(_Rows(asks, is_printed, stated).joined(block, rows) if _may_go_on(rows, asks) else block)
    return replace(document, blocks=tuple(blocks))


def _asks_members(text: str, asks: Asked) -> bool:
    match = asks(text)
    return match is not None and match.field.type is FieldType.TABLE


def _rows(table: Table) -> Sequence[Row]:
    """The cells of each row of *table*, and those in which there are letters."""
    return [(row, [cell for cell in row if _LETTER.search(cell.text)]) for row in rows_begun(table).values()]


def _are_persons(rows: Sequence[Row]) -> bool:
    """Tell whether *rows* are of persons, each with what is said of them in other cells, and have no heads."""
    widest = 0
    for _, said in rows:  # asked of every table: a loop is cheaper than what would make it a line
        widest = max(widest, len(said))
    return widest >= _TABLE and all(_tells_of_person(said) for _, said in rows if said)


def _may_go_on(rows: Sequence[Row], asks: Asked) -> bool:
    """Tell whether a row may go on with the answer above it: its first cell asks nothing, or for the members."""
    first = -1
    for _, said in rows:
        if said and -1 < first < said[0].column:
            return True
        first = said[0].column if said else first
        match = asks(said[0].text) if len(said) == 1 else None
        if len(said) == 1 and (match is None or match.field.type is FieldType.TABLE):
            return True
    return False


class _Rows:
    """Joins the rows of one table."""

    def __init__(self, asks: Asked, is_printed: IsOption, stated: Stated) -> None:
        self._asks = asks
        self._is_printed = is_printed
        self._stated = stated
        self._rows: Sequence[Row] = ()
        self._cells: list[Cell] = []
        self._answer: int | None = None  # the answer that may go on, among the cells
        self._column = 0  # in which it goes on
        self._label: Cell | None = None  # alone in the last row, it asks for the members
        self._lists = False
        self._listed = False  # the answer is of members in the column of their label
        self._widest = 0

    def joined(self, table: Table, rows: Sequence[Row]) -> Table:
        """Return *table* with the answers in its *rows* whole."""
        self._rows = rows
        for row, said in rows:
            if said and not self._take(said):
                self._begin(row, said)
            elif not said:
                self._cells += row
        return table if len(self._cells) == len(table.cells) else replace(table, cells=tuple(self._cells))

    def _take(self, said: Sequence[Cell]) -> bool:
        """Take what is *said* in a row into the answer above, if it belongs there."""
        if self._label is not None and self._widest < _TABLE and _is_member(said, self._asks):
            self._open(self._label, said)
            return True
        if self._answer is None or not self._goes_on(self._cells[self._answer], said):
            return False
        answer = self._cells[self._answer]
        self._cells[self._answer] = replace(answer, lines=(*answer.lines, *_lines(said)))
        return True

    def _begin(self, row: Sequence[Cell], said: Sequence[Cell]) -> None:
        """Take a row in that asks something, or says what nothing above asks."""
        match = None if said[0].hidden else self._asks(said[0].text)
        self._lists = match is not None and match.field.type is FieldType.TABLE
        self._label = said[0] if self._lists and len(said) == 1 else None
        self._answer, self._listed = None, False
        behind = said[1:]
        parts = self._lists and self._widest < _TABLE and len(behind) > 1 and _is_member(behind, self._asks)
        self._widest = max(self._widest, len(said))
        pair = len(said) == _PAIR and self._asks(behind[0].text) is None  # and no row of heads
        if match is not None and match.field.type in IN_LINES and (pair or parts):
            answer = replace(behind[0], lines=tuple(_lines(behind)))
            row = [answer if cell is behind[0] else cell for cell in row if cell not in behind[1:]]
            self._answer = len(self._cells) + row.index(answer)
            self._column = answer.column
        self._cells += row

    def _open(self, label: Cell, said: Sequence[Cell]) -> None:
        """Begin the answer to *label* with what is *said* below: right of it, if it is not as wide as that."""
        free = (at for at, cell in enumerate(self._cells) if cell.row == label.row and cell.column > label.column)
        at = next(free, None)
        if at is None and _is_right_below(said, label):
            at = len(self._cells)
            self._cells.append(said[0])
        elif at is None:
            own = self._cells.index(label)
            self._cells[own] = replace(label, column_span=1)
            place = Cell(row=label.row, column=label.column + 1, address=said[0].address)
            at = own + 1
            self._cells.insert(at, place)
        self._cells[at] = replace(self._cells[at], lines=tuple(_lines(said)))
        self._answer, self._column, self._label = at, said[0].column, None
        self._listed = said[0].column == label.column

    def _goes_on(self, answer: Cell, said: Sequence[Cell]) -> bool:
        """Tell whether what is *said* in the next row belongs to *answer*: it begins below it, and asks nothing."""
        first = said[0]
        if first.column != self._column or first.hidden or (len(said) > 1 and not self._lists):
            return False
        if len(said) > 1 or self._listed:
            return _is_member(said, self._asks) and (len(said) > 1 or _are_alike(answer.lines[-1], first.lines[0]))
        other = (has_box(x) or self._is_printed(x) or is_dated(x.text) or is_signing(x.text) for x in first.lines)
        return not any(other) and not any(self._asks(x.text) for x in first.lines) and not self._is_made(first)

    def _is_made(self, cell: Cell) -> bool:
        """Tell whether *cell* has its mark beside it, or is a statement that was left without one."""
        marked = {row[0].row for row, _ in self._rows if any(map(_is_marked, row))}
        return bool(marked) and (cell.row in marked or self._stated(cell.text))


def _is_marked(cell: Cell) -> bool:
    """Tell whether nothing but a box or a tick stands in *cell*: a statement stands beside it, or an option."""
    return bool(_MARK.fullmatch(cell.text)) or (any(map(has_box, cell.lines)) and not _LETTER.search(cell.text))


def _is_right_below(said: Sequence[Cell], label: Cell) -> bool:
    """Tell whether what is *said* has the width of *label*, as answers below their labels have."""
    return len(said) == 1 and (said[0].column, said[0].column_span) == (label.column, label.column_span)


def _is_member(said: Sequence[Cell], asks: Asked) -> bool:
    """Tell whether a person stands in the first of the cells, and what is said of that person in it or the others."""
    return _tells_of_person(said) and not any(cell.hidden or asks(cell.text) for cell in said)


def _tells_of_person(said: Sequence[Cell]) -> bool:
    single = len(said) == 1 and all(is_named_first(x.text) for x in said[0].lines if x.text.strip())
    return single or (is_person(said[0].text) and all(len(cell.lines) == 1 for cell in said))


def _are_alike(member: Line, line: Line) -> bool:
    """Tell whether *line* tells of a person as the last line, of a *member*, does, and is no heading."""
    heading = SECTION.match(line.text) or LETTERED.match(line.text.strip()) or line.text.isupper()
    return bool(_PARTED.search(line.text)) is bool(_PARTED.search(member.text)) and not heading


def _lines(said: Sequence[Cell]) -> Sequence[Line]:
    """The lines of one cell as they are; of several, one with commas between its parts."""
    first, *others = said
    if not others:
        return first.lines
    comma = replace(first.lines[0].spans[0], text=", ")
    spans = [span for cell in others for span in (comma, *cell.lines[0].spans)]
    return (replace(first.lines[0], spans=(*first.lines[0].spans, *spans)),)
