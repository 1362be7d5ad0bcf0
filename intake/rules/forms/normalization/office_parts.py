"""Parts of a form that are not the applicant's: "Попуњава Савез", with the date of receipt, a number, a decision.

They stand below such a heading, in a block beside the questions, or are single questions ("Број (попуњава Савез)").
What is written there answers nothing, nor is it part of the answer beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import lru_cache

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.layout.grid import marks_of, rows_of
from intake.rules.forms.layout.signed_lines import signed_at
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.matches import Asked

_LONGEST = 24  # words of a line of such a part; a longer one is a notice
_OWN = re.compile(r"\s*(?P<label>[^()]{2,60}?)\s*\((?P<whose>[^()]{5,60})\)")
_SHORT = 3  # letters at least of a label
_ANYBODYS = frozenset({FieldType.TEXT, FieldType.DATE})  # an office has names and dates of its own

_Whose = Callable[[str], "Whose | None"]


class Whose(Enum):
    """Of whom a text says that it is."""

    OFFICES = auto()  # what stands below it
    OWN = auto()  # one question, which says so in brackets: "Број протокола (попуњава Савез):"


class OfficeParts:
    """Leaves such parts out of the forms of one call; *sure* tells what a text asks in clear words."""

    def __init__(self, sure: Asked, is_title: Callable[[str], bool], lexicon: Lexicon) -> None:
        self._sure = sure
        self._is_title = is_title
        self._lexicon = lexicon
        self.whose = lru_cache(maxsize=4096)(self._whose)  # forms have the same texts

    def without(self, document: Document) -> Document:
        """Return *document* without what is the office's."""
        return replace(document, blocks=self._kept(document.blocks), margins=self._kept(document.margins))

    def _kept(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        if not any(map(self.whose, _texts(blocks))):
            return blocks
        return tuple(_Parts(self._sure, self._is_title, self._lexicon, self.whose).kept(blocks))

    def _whose(self, text: str) -> Whose | None:
        if self._lexicon.office.head(text):
            return Whose.OFFICES
        found = _OWN.match(text)
        own = found is not None and len(key(found["label"])) >= _SHORT and self._lexicon.office.head(found["whose"])
        return Whose.OWN if own else None


def _texts(blocks: Sequence[Block]) -> list[str]:
    """Every line, and every cell of several lines as one."""
    cells = [cell for block in blocks if isinstance(block, Table) for cell in block.cells]
    lines = [block for block in blocks if isinstance(block, Line)]
    whole = [" ".join(cell.text.split()) for cell in cells if len(cell.lines) > 1]
    return [line.text for line in lines] + [line.text for cell in cells for line in cell.lines] + whole


class _Parts:
    """Follows such parts through the blocks of one document."""

    def __init__(self, sure: Asked, is_title: Callable[[str], bool], lexicon: Lexicon, whose: _Whose) -> None:
        self._sure = sure
        self._is_title = is_title
        self._lexicon = lexicon
        self._whose = whose
        self._open = False
        self._spaced = False

    def kept(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield what is the applicant's."""
        for block in blocks:
            if isinstance(block, Line):
                if not self._takes(block):
                    yield block
                continue
            cells = self._applicants(block)
            if cells or not block.cells:
                yield replace(block, cells=cells) if len(cells) < len(block.cells) else block

    def _takes(self, line: Line) -> bool:
        """Tell whether *line* is the office's."""
        text = line.text
        if self._whose(text) is Whose.OFFICES:
            self._open, self._spaced = True, False
            return True
        if self._whose(text) is Whose.OWN:
            self._open = self._open or not re.search(r"[:_…\t]", text)
            return True
        if self._open and self._ends(text, spaced=self._spaced):
            self._open = False
        self._spaced = self._spaced or not text.strip()
        return self._open

    def _ends(self, text: str, *, spaced: bool = False) -> bool:
        """Tell whether *text* is the applicant's again: a question of the call, a heading, a notice."""
        if len(text.split()) > _LONGEST or SECTION.match(text) or self._is_title(text):
            return True
        return self._asks(text, spaced=spaced) or (spaced and signed_at(text) is not None)

    def _asks(self, text: str, *, spaced: bool = False) -> bool:
        """Tell whether *text* asks what no office asks of itself; where a line is left empty above it, anything."""
        match = self._sure(text.partition(":")[0]) or self._sure(text.partition("_")[0])
        if match is None or not match.known:
            return False
        if spaced or match.field.type not in _ANYBODYS:
            return True
        named = any(word in self._lexicon.office.bodies for word in key(text.partition(":")[0]).split())
        return not (named or match.bare or match.field.type is FieldType.DATE or " " not in match.key)

    def _applicants(self, table: Table) -> tuple[Cell, ...]:
        """The cells of *table* that are the applicant's."""
        was_open, self._open = self._open, False
        if was_open and not any(self._ends(cell.text) for cell in table.cells):
            return ()
        taken: set[int] = set()
        rows = rows_of(table)
        for cell in table.cells:
            if id(cell) not in taken and cell.text.strip():
                taken.update(map(id, self._of(cell, rows)))
        return tuple(cell for cell in table.cells if id(cell) not in taken)

    def _of(self, cell: Cell, rows: Mapping[int, Sequence[Cell]]) -> Iterator[Cell]:
        """What is the office's by the words of *cell*."""
        first, *others = (line.text for line in cell.lines if line.text.strip())
        if others and self._whose(first) is Whose.OFFICES and not any(map(self._ends, others)):
            yield cell
            return
        text = " ".join((first, *others))
        row = rows[cell.row]
        left = [c for c in row if c.column < cell.column and c.text.strip()]
        right = [c for c in row if c.column > cell.column]
        whose = self._whose(text)
        if whose is Whose.OFFICES or (whose is Whose.OWN and len(row) == 1):
            if left or any(self._asks(c.text) for c in right):
                yield from self._block(cell, rows)
            elif any(c.text.strip() for c in right):
                yield from row
            else:
                yield from self._band(cell, rows)
        elif whose is Whose.OWN:
            end = next((at for at, c in enumerate(right) if c.text.strip() and self._sure(c.text)), len(right))
            yield from (cell, *right[:end])

    def _band(self, head: Cell, rows: Mapping[int, Sequence[Cell]]) -> Iterator[Cell]:
        """The rows below a heading across the table, up to the next of its look or the next question of the call."""
        self._open = not any(cell.text.strip() for at, row in rows.items() if at > head.row for cell in row)
        spaced = False
        for number, row in ((at, row) for at, row in rows.items() if at >= head.row):
            named = [cell for cell in row if cell.text.strip()]
            spaced = spaced or not named or (number > head.row and number - 1 not in rows)
            alike = len(named) == 1 and _is_alike(named[0], head) and not named[0].text.rstrip().endswith(":")
            if number > head.row and (alike or any(self._ends(cell.text, spaced=spaced) for cell in named)):
                return
            yield from row

    def _block(self, head: Cell, rows: Mapping[int, Sequence[Cell]]) -> Iterator[Cell]:
        """The cells from *head* on, row by row, beside questions that have their answers left of it."""
        end = self._end(head, rows)
        for number, row in ((at, row) for at, row in rows.items() if at >= head.row):
            right = [cell for cell in row if head.column <= cell.column < end]
            across = any(c.column < head.column < c.column + c.column_span for c in row if c.text.strip())
            if number > head.row and across:
                return
            asked = next((at for at, c in enumerate(right) if c.text.strip() and self._asks(c.text)), len(right))
            yield from right[:asked]
            if right and not asked:
                return

    def _end(self, head: Cell, rows: Mapping[int, Sequence[Cell]]) -> int:
        """The column of the question right of *head* in its row, whose answers are the applicant's; or none."""
        right = (c for c in rows[head.row] if c.column > head.column and c.text.strip() and self._asks(c.text))
        return min((cell.column for cell in right), default=max(c.column for row in rows.values() for c in row) + 1)


def _is_alike(cell: Cell, head: Cell) -> bool:
    return cell.column == head.column and cell.column_span == head.column_span and marks_of(cell) == marks_of(head)
