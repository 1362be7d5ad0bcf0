"""Members with a table each, or rows of one, in which everything has its head: "Име и презиме | Ана Анић".

Below a heading that counts them ("Члан 1"), or right below what asks for members, they become rows of one table, as
other forms have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from intake.rules.forms.answers.member_rows import NAME
from intake.rules.forms.answers.members import RowsReader
from intake.rules.forms.labels.headings import LANGUAGES
from intake.rules.forms.layout.grid import rows_begun
from intake.rules.forms.normalization.member_blocks import Member, counts, table_of
from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.matches import REACHED_BY, Asked

_LEAST = 3  # things said of a member, the name among them
_PAIR = 2  # cells of a row: a head, and what is said
_NUMBER = re.compile(r"\s*\d{1,2}\s*[.)]?\s*")

Row = Sequence[Cell]


class _Told(NamedTuple):
    """A *member*, and where the first thing that is said of one stands."""

    member: Member
    address: str


def with_member_tables_joined(document: Document, rows: RowsReader, lexicon: Lexicon, asked: Asked) -> Document:
    """Return *document* with the members of such tables in one, its columns under the heads of *rows*.

    *asked* tells what a text asks in so many words.
    """
    if not [block for block in document.blocks if isinstance(block, Table) and _may_tell(block)]:
        return document
    tables = _Tables(rows, lexicon, asked)
    found = [*tables.parts(document.blocks)]
    if not [part for part in found if isinstance(part, _Told)]:
        return document
    return replace(document, blocks=tuple(tables.joined(found)))


def _may_tell(table: Table) -> bool:
    return not table.hidden and len(table.cells) > _LEAST and not [c for c in table.cells if c.row_span > 1]


class _Tables:
    """Finds such tables with the *rows* of a call's members."""

    def __init__(self, rows: RowsReader, lexicon: Lexicon, asked: Asked) -> None:
        self._rows = rows
        self._lexicon = lexicon
        self._asked = asked

    def parts(self, blocks: Sequence[Block]) -> Iterator[Block | _Told]:
        """Yield the *blocks*, each member apart."""
        begun = False  # nothing stands between what asks for members, or one of them, and the next table
        for block in blocks:
            if isinstance(block, Table):
                told = [*self._of(block, begun=begun)] if _may_tell(block) else []
                told = told or [block]  # also where no cell is seen
                begun = isinstance(told[-1], _Told)
                yield from told
            elif not (begun and _NUMBER.fullmatch(block.text)):
                text = block.text.strip()
                begun = (self._rows.asks(text.strip(" :–—-")) or self._counts(text)) if text else begun
                yield block

    def _of(self, table: Table, *, begun: bool) -> Iterator[Block | _Told]:
        """Yield the *table*, or each member in it and what stands between; *begun*: one may stand in its first rows."""
        rows = [_row(cells) for cells in rows_begun(table).values()]
        rest: list[Cell] = []
        at = 0
        while at < len(rows):
            start = at + self._heads(rows[at], begun=begun)
            end = self._end(rows, start) if start > at or begun else start
            begun = begun and end > start
            if end == start:
                rest += rows[at]
                at += 1
                continue
            if rest:
                yield replace(table, cells=tuple(rest))
                rest = []
            yield _Told(self._member(rows[start:end]), rows[start][0].address)
            at, begun = end, True
        if rest:
            yield replace(table, cells=tuple(rest))

    def _heads(self, row: Row, *, begun: bool) -> bool:
        """Tell whether *row* heads a member: it counts one, or is the number of one where some have *begun*."""
        text = row[0].text if len(row) == 1 else ""
        return bool(text) and (self._counts(text) or (begun and _NUMBER.fullmatch(text) is not None))

    def _end(self, rows: Sequence[Row], start: int) -> int:
        """Where the rows end that speak of the member who begins at *start*; there, where none does.

        One that the call does not ask of him may stand among them, or last.
        """
        seen: set[str] = set()
        end = start
        for at in range(start, len(rows)):
            column = self._column(rows[at])
            if not 1 <= len(rows[at]) <= _PAIR or column in seen or self._heads(rows[at], begun=True):
                break
            if column is None and (at > end or not self._may_tell(rows[at])):
                break
            seen |= {column} if column else set()
            end = at + 1 if column or at + 1 == len(rows) or self._heads(rows[at + 1], begun=True) else end
        return end if len(seen) >= _LEAST and NAME in seen else start

    def _may_tell(self, row: Row) -> bool:
        """Tell whether *row*, no heading and no question of the form, may tell what the call asks of no member."""
        match = self._asked(row[0].text)
        return len(row) == _PAIR if match is None else match.bare or match.field.type in REACHED_BY

    def _column(self, row: Row) -> str | None:
        return self._rows.named(row[0].text.strip(" :*")) if row else None

    def _member(self, rows: Sequence[Row]) -> Member:
        """What *rows* say of one, by its column; by its head where the call has no such column."""
        return {self._column(row) or row[0].text.strip(" :*"): _said(row) for row in rows}

    def _counts(self, text: str) -> bool:
        """Tell whether *text* counts a member, in each of its languages."""
        return all(counts(self._lexicon, part) for part in LANGUAGES.split(text))

    def joined(self, parts: Sequence[Block | _Told]) -> Iterator[Block]:
        """Yield the blocks among *parts*; members that follow each other are a table below what asks for them."""
        found: list[Block] = []
        run: list[_Told] = []
        for part in parts:
            if isinstance(part, _Told):
                run.append(part)
            elif not (run and isinstance(part, Line) and (not part.text.strip() or self._counts(part.text))):
                found += self._table(run, found)
                run = []
                found.append(part)
        yield from (*found, *self._table(run, found))

    def _table(self, run: Sequence[_Told], above: list[Block]) -> Iterator[Block]:
        """Yield the members of a *run*; the heading *above* that counts the first asks for them."""
        if not run:
            return
        while above and isinstance(above[-1], Line) and not above[-1].text.strip():
            above.pop()
        heading = above[-1] if above else None
        if isinstance(heading, Line) and self._counts(heading.text):
            above.pop()
        if not (isinstance(heading, Line) and self._rows.asks(heading.text.strip(" :–—-"))):
            yield Line(spans=(Span(text=self._rows.title),), address=run[0].address)
        yield table_of([told.member for told in run], self._rows.heads, run[0].address)


def _row(cells: Row) -> Row:
    """The *cells* of a row that say something, without its number."""
    said = [cell for cell in cells if key(cell.text)]
    return said[1:] if len(said) > 1 and _NUMBER.fullmatch(said[0].text) else said


def _said(row: Row) -> Line:
    """What is said behind the head of a *row*, in a line."""
    spans = [span for cell in row[1:] for line in cell.lines for span in (Span(text=" "), *line.spans)]
    return Line(spans=tuple(spans[1:]), address=row[-1].address)
