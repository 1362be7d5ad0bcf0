"""Members of whom each row or line says one thing, with the member's number: "Члан 1 – функција | психолог".

Such rows become the table that other forms have; nothing in them asks for anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from intake.rules.forms.normalization.member_blocks import Member, Named, table_of
from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.persons import NUMBERED

_LEAST = 3  # things asked of a member, the name among them
_NAME = "name"
_WORDS = 3  # of what the call does not ask
_AROUND = " \t:.,;()–—-/"
_LONGEST = 100  # characters of what asks for one thing
_NUMBER = 5  # characters of the number of a row
_COUNT = re.compile(r"(?<![\w.])\d{1,2}(?:\.(?!\d))?(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing asked of a member; *said* is the answer, none where it was left blank.

    *column* is the form's own words where the call has none such; *sure*: it is asked in so many words of a member.
    """

    number: str
    column: str
    sure: bool
    said: Line | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A line, or a row of a table with its cells; *told* is what it asks of members, None where it says anything else.

    Blank ones tell nothing.
    """

    block: Block
    cells: tuple[Cell, ...]
    told: tuple[_Told, ...] | None


class MembersCounted:
    """Finds such members by the heads of the call's table: *only* are the columns that nobody else has."""

    def __init__(
        self, named: Named, is_member: Callable[[str], bool], only: frozenset[str], heads: Mapping[str, str]
    ) -> None:
        self._named = named
        self._is_member = is_member
        self._only = only
        self._heads = heads

    def in_rows(self, document: Document) -> Document:
        """Return *document* with a table of members in the place of such rows."""
        rows = [row for block in document.blocks for row in self._rows(block)]
        if not any(row.told for row in rows):
            return document
        return replace(document, blocks=tuple(self._turned(rows)))

    def _turned(self, rows: Sequence[_Row]) -> Iterator[Block]:
        others: list[_Row] = []
        for told, run in groupby(rows, key=lambda row: row.told is not None):
            same = [*run]
            if told and (table := self._members(same)):
                yield from _blocks(others)
                yield table
                others = []
            else:
                others += same
        yield from _blocks(others)

    def _rows(self, block: Block) -> Iterator[_Row]:
        if isinstance(block, Line):
            label, colon, _ = block.text.partition(":")
            told = self._asked(label) if colon else None
            said = slice_of(block, len(label) + 1, len(block.text))
            known = (replace(told, said=said if said.text.strip() else None),) if told else None
            yield _Row(block, (), known if block.text.strip() else ())
            return
        for _, cells in groupby(sorted(block.cells, key=lambda c: (c.row, c.column)), key=lambda c: c.row):
            row = tuple(cells)
            yield _Row(block, row, None if block.hidden else self._of_cells(row))

    def _of_cells(self, row: Sequence[Cell]) -> tuple[_Told, ...] | None:
        """What *row* asks, each with the cell right of it; None where anything else stands there but a number."""
        told: list[_Told] = []
        answered = True
        for cell in row:
            if asked := self._asked(cell.text):
                told.append(asked)
                answered = False
            elif told and not answered:
                told[-1] = replace(told[-1], said=_line(cell)) if cell.text.strip() else told[-1]
                answered = True
            elif any(map(str.isalpha, cell.text)) or len(cell.text.strip()) > _NUMBER:
                return None
        return tuple(told) if told or not any(cell.text.strip() for cell in row) else None

    def _asked(self, label: str) -> _Told | None:
        """What *label* asks, and of which member."""
        texts = (NUMBERED.sub("", label), label) if len(label) <= _LONGEST else ()
        count = next(filter(None, map(_COUNT.search, texts)), None)
        if count is None:
            return None
        behind, before = count.string[count.end() :], count.string[: count.start()]
        sure = self._is_member(label)
        if not sure and _WORD.search(behind) and _WORD.search(before):
            return None  # it says of whom else: "Контакт особа 1 – функција"
        parts = [x for x in map(self._without_member, (behind, before)) if _WORD.search(x)]
        column = self._column(parts or (behind, before))
        if column is None and sure and parts and len(parts[0].split()) <= _WORDS:
            column = parts[0].strip(_AROUND)
        return _Told(count[0].strip("."), column, sure) if column else None

    def _column(self, parts: Iterable[str]) -> str | None:
        return next(filter(None, (self._named(x) for x in parts)), None)

    def _without_member(self, text: str) -> str:
        return _WORD.sub(lambda word: "" if self._is_member(word[0]) else word[0], text)

    def _members(self, run: Sequence[_Row]) -> Table | None:
        """The table of the members in *run*; none where they are not asked enough, or something twice."""
        told = [one for row in run for one in row.told or ()]
        asked = {(one.number, one.column) for one in told}
        of_each = [{column for number, column in asked if number == each} for each, _ in asked]
        members: dict[str, Member] = {one.number: {} for one in told if one.said}
        for one in told:
            if one.said:
                members[one.number][one.column] = one.said
        sure = any(one.sure or one.column in self._only for one in told)
        enough = sure and any(_NAME in own and len(own & self._heads.keys()) >= _LEAST for own in of_each)
        if not enough or len(asked) < len(told) or not all(_NAME in member for member in members.values()):
            return None
        return table_of([*members.values()], self._heads, run[0].block.address)


def _line(cell: Cell) -> Line:
    spans = [span for line in cell.lines for span in (*line.spans, Span(text=" "))]
    return Line(spans=tuple(spans[:-1]), address=cell.address)


def _blocks(rows: Iterable[_Row]) -> Iterator[Block]:
    """The lines of *rows*, and their tables, as far as their rows are among them."""
    for _, same in groupby(rows, key=lambda row: id(row.block)):
        own = [*same]
        block, cells = own[0].block, tuple(cell for row in own for cell in row.cells)
        yield replace(block, cells=cells) if isinstance(block, Table) and len(cells) < len(block.cells) else block
