"""Answers that were typed about the labels of the association's own form, whose places for answers were left blank.

That form prints each question in both languages, in words that the call says. So whatever else stands in such a cell
was typed there: below the question, between its languages, behind one of them, or above; also where that took the
second language away, or the whole label, which its neighbours tell. Or it stands in a row that was added below, in a
cell farther right, or in a comment. It is put where the form has its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.layout.grid import rows_of, without_rows
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import are_empty, has_box, is_bracketed, slice_of
from intake.rules.forms.words.matches import Match
from intake.rules.forms.words.printed import PrintedLabel, Word, places_of, words_in

_LEAST = 4  # questions in both languages, from which a form is the association's own
_SIGNS = re.compile(r"(\)?(?:\s*\([^()]*\))?)(?:[\s*:/]|[–—-](?=\s|$))*")  # behind a label, with what it offers
_BEFORE, _BEHIND = re.compile(r"[\s/:]*\[[\s/:]*"), re.compile(r"[\s/]*\][\s/.]*$")  # of a prompt that was typed over
_SAID = re.compile(r"[\d@]|[.!]\s*$")  # what no label has that stands in a row of its own
_COMMENT = " (comment)"  # behind the address of its cell
_DEAD = frozenset({Mark.STRIKE, Mark.HIDDEN})  # of a look, what is no look of a label
_LINE = attrgetter("line")

Rows = Mapping[int, Sequence[Cell]]
"""The cells of each row."""

Comments = Mapping[str, tuple[Line, ...]]
"""The lines of each cell's comment, by the address of the cell."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a cell asks, the lines in which it is printed, without hints, and what was typed beside these."""

    field: Field
    printed: tuple[Line, ...]
    typed: tuple[Line, ...]


class OwnLabels:
    """Knows the labels that the form of one call prints; *sure*: what others ask in so many words, *heads*: titles."""

    def __init__(
        self, call: Call, lexicon: Lexicon, sure: Callable[[str], Match | None], heads: Callable[[str], bool]
    ) -> None:
        self._lexicon = lexicon
        self._sure, self._heads = sure, heads
        self._fields = call.fields
        self._labels = [PrintedLabel.of(f) for f in call.fields]
        self._whole = {" ".join(f"{f.label.sr} {f.label.en}".split()): f for f in call.fields}
        told = [text for f in call.fields for text in (f.hint, f.section) if text is not None]
        self._told = frozenset(key(one) for text in told for one in (text.sr, text.en, f"{text.sr} {text.en}"))

    def answered(self, document: Document) -> Document:
        """Return *document* with what was typed about such labels in the places of their answers."""
        asked, likely, begun = self._labelled(document.blocks)
        if len(asked) + len(likely) < _LEAST:
            return document
        asked |= {id(cell): one for cell, labels in likely if (one := self._asked(cell, labels))}
        known = {one.field.id for one in asked.values()} if begun else set()
        asked |= {id(cell): self._begun(cell, label) for cell, label in begun if label.field.id not in known}
        tables = [block for block in document.blocks if isinstance(block, Table)]
        asked |= self._over(tables, asked)
        notes = _comments(document.blocks)
        blocks = (self._table(b, asked, notes) if isinstance(b, Table) else b for b in document.blocks)
        return replace(document, blocks=tuple[Block, ...](blocks))

    def _labelled(
        self, blocks: Sequence[Block]
    ) -> tuple[dict[int, _Asked], list[tuple[Cell, list[PrintedLabel]]], list[tuple[Cell, PrintedLabel]]]:
        """The cells that hold nothing but a label, by their id(), those in which something else stands with it.

        And those that begin with one language of a label. Asked of every cell: loops are cheaper than what would make
        them lines.
        """
        asked: dict[int, _Asked] = {}
        likely: list[tuple[Cell, list[PrintedLabel]]] = []
        begun: list[tuple[Cell, PrintedLabel]] = []
        for cell in [cell for block in blocks if isinstance(block, Table) for cell in block.cells if cell.lines]:
            text = cell.text
            whole = self._whole.get(" ".join(text.replace("*", "").split()))
            if whole is not None:
                asked[id(cell)] = _Asked(whole, cell.lines, ())
                continue
            said = key(text)
            labels = []
            for label in self._labels:
                if label.serbian not in said:
                    continue
                if label.english in said:
                    labels.append(label)
                elif said.startswith(label.serbian) and said != label.serbian:
                    begun.append((cell, label))
            if labels:
                likely.append((cell, labels))
        return asked, likely, begun

    def _begun(self, cell: Cell, label: PrintedLabel) -> _Asked:
        """What *cell* asks in one language, with what was typed over the other: "Назив општине, односно града Рудо"."""
        words = words_in(cell.lines)
        one = self._parted(label.field, words[next(places_of(label.words[0], words), slice(0))], cell)
        again = self._sure(" ".join(line.text for line in one.typed))  # that other, in other words than the call's
        return _Asked(one.field, cell.lines, ()) if again and again.field is one.field else one

    def _over(self, tables: Sequence[Table], asked: Mapping[int, _Asked]) -> dict[int, _Asked]:
        """The cells in which answers stand in the places of their labels: the questions before and after tell which."""
        order = {field.id: at for at, field in enumerate(self._fields)}
        found: dict[int, _Asked] = {}
        before: tuple[Cell, Table] | None = None
        between: list[Cell] = []
        for table, cell in [(one, cell) for one in tables for cell in one.cells if not cell.column and cell.lines]:
            if id(cell) in asked:
                if before and between and self._is_answered(*before):
                    first, end = order[asked[id(before[0])].field.id] + 1, order[asked[id(cell)].field.id]
                    found |= self._named(self._fields[first:end], between)
                before, between = (cell, table), []
            elif before and self._is_over(cell, table):
                between.append(cell)
        return found

    def _named(self, missing: Sequence[Field], typed: Sequence[Cell]) -> dict[int, _Asked]:
        """What the *typed* cells answer, where they are as many as the questions that are *missing*."""
        if len(missing) != len(typed):
            return {}
        told = (
            (f, Line(spans=(Span(text=f.label.sr),), address=c.address), c) for f, c in zip(missing, typed, strict=True)
        )
        return {id(cell): _Asked(field, (label,), cell.lines) for field, label, cell in told}

    def _is_answered(self, label: Cell, table: Table) -> bool:
        right = _right_of(label, table)
        return right is not None and not self._is_blank(right)

    def _is_over(self, cell: Cell, table: Table) -> bool:
        """Tell whether something that no form prints stands in a label's place, and nothing in that of its answer."""
        right = _right_of(cell, table)
        typed = right is not None and cell.text.strip() and self._is_blank(right)
        return bool(typed) and not any(map(has_box, cell.lines)) and not self._is_told(cell)

    def _asked(self, cell: Cell, likely: Sequence[PrintedLabel]) -> _Asked | None:
        """Return the one thing that *cell* asks in both languages, of what it *likely* asks."""
        words = words_in(cell.lines)
        found = [(one.field, label) for one in likely if (label := one.among(words))]
        return self._parted(*found[0], cell) if len(found) == 1 else None

    def _parted(self, field: Field, label: Sequence[Word], cell: Cell) -> _Asked:
        printed: list[Line] = []
        typed: list[Line] = []
        own = {at: [*words] for at, words in groupby(label, key=_LINE)}
        for at, line in enumerate(cell.lines):
            end = 0
            if at in own and (signs := _SIGNS.match(line.text, own[at][-1].end)):
                end = signs.end()
                printed.append(slice_of(line, 0, signs.end(1)))
            rest = slice_of(line, end, len(line.text))
            if key(rest.text) and key(rest.text) not in self._told:
                (printed if is_bracketed(rest.text) else typed).append(rest)
        return _Asked(field, tuple(printed), tuple(typed))

    def _table(self, table: Table, asked: Mapping[int, _Asked], notes: Comments) -> Table:
        """Return *table* with each answer in its place."""
        put: dict[int, tuple[Line, ...]] = {}
        open_: list[tuple[Cell, Cell]] = []
        for cell in table.cells:
            one = asked.get(id(cell))
            if one is None or one.field.type is FieldType.TABLE:
                continue
            right = _right_of(cell, table)
            if right is None:
                put |= {id(cell): (*one.printed, *one.typed)} if one.typed else {}
            elif (one.typed or not right.text.strip()) and self._is_blank(right):
                if one.printed != cell.lines:
                    typed = one.typed if one.field.type is FieldType.CHOICE else map(_plain, one.typed)
                    put |= {id(cell): one.printed, id(right): (*filter(has_box, right.lines), *typed)}
                open_ += [] if one.typed or any(map(has_box, right.lines)) else [(cell, right)]
            else:
                put |= {} if one.typed or one.printed == cell.lines else {id(cell): one.printed}
                put |= {id(right): _without_brackets(right.lines)} if "[" in right.text or "]" in right.text else {}
        rows = rows_of(table) if open_ else {}
        for cell, right in open_:
            for told in self._beside(cell, right, rows, asked, notes):
                put |= {id(right): told.lines, id(told): ()}
        left = [cell for cell, right in open_ if id(right) not in put]
        below = {id(cell): found for cell in left if (found := [*self._below(cell, rows, asked)])}
        sure = 2 * len(below) > len(open_)
        below = {at: found for at, found in below.items() if sure or all(map(_is_said, found))}
        added = {c.row for found in below.values() for c in found}
        put |= {id(r): tuple(x for c in below[id(cell)] for x in c.lines) for cell, r in open_ if id(cell) in below}
        cells = [replace(cell, lines=put[id(cell)]) if id(cell) in put else cell for cell in table.cells]
        return replace(table, cells=without_rows(cells, added)) if put else table

    def _beside(
        self, label: Cell, place: Cell, rows: Rows, asked: Mapping[int, _Asked], notes: Comments
    ) -> Iterator[Cell]:
        """The one cell right of an answer's *place* in which something stands, or the comment at that or *label*."""
        right = [cell for cell in rows.get(label.row, ()) if cell.column > place.column and cell.text.strip()]
        if len(right) == 1 and id(right[0]) not in asked:
            yield right[0]
        elif not right:
            noted = [notes[cell.address] for cell in (place, label) if cell.address in notes]
            yield from (replace(place, lines=lines) for lines in noted[:1])

    def _below(self, label: Cell, rows: Rows, asked: Mapping[int, _Asked]) -> Iterator[Cell]:
        """The cells of rows that were added below *label*: nothing is asked there, and one cell of each is used."""
        at = label.row + label.row_span
        while said := [cell for cell in rows.get(at, ()) if cell.text.strip()]:
            first = said[0]
            if len(said) > 1 or id(first) in asked or any(map(has_box, first.lines)) or self._is_told(first):
                return
            yield first
            at += 1

    def _is_told(self, cell: Cell) -> bool:
        """Tell whether the form prints what stands in *cell*, or asks it in other words."""
        text = cell.text.replace("\n", " ")
        return key(text) in self._told or self._sure(text) is not None or self._heads(text)

    def _is_blank(self, cell: Cell) -> bool:
        """Tell whether nothing was written in *cell*, nor ticked."""
        return all(are_empty(line) if has_box(line) else self._lexicon.is_blank(line.text) for line in cell.lines)


def _right_of(cell: Cell, table: Table) -> Cell | None:
    return table.grid.get((cell.row, cell.column + cell.column_span))


def _comments(blocks: Sequence[Block]) -> Comments:
    """The lines of comments by the address of their cells, without who made them: "Ана:", alone in the first line."""
    told: dict[str, tuple[Line, ...]] = {}
    for line in blocks:
        if _COMMENT in line.address and isinstance(line, Line):
            cell = line.address.removesuffix(_COMMENT)
            told[cell] = (*told.get(cell, ()), line)
    return {cell: lines[1:] if lines[1:] and lines[0].text.endswith(":") else lines for cell, lines in told.items()}


def _is_said(added: Cell) -> bool:
    """Tell whether a cell of an added row is no question for sure: it stands in the column of answers, or says so."""
    return added.column > 0 or _SAID.search(added.text) is not None


def _plain(line: Line) -> Line:
    """Return *line* without the look of the label beside which it was typed."""
    return replace(line, spans=tuple([replace(span, marks=span.marks & _DEAD) for span in line.spans]))


def _without_brackets(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return *lines* without the brackets of a prompt in which they were typed."""
    text = "\n".join(line.text for line in lines)
    first, last = _BEFORE.match(lines[0].text), _BEHIND.search(lines[-1].text)
    if not (first or last) or (text.count("[") == text.count("]") and not (first and last)):
        return tuple(lines)
    end = last.start() if last else len(lines[-1].text)
    lines = [*lines[:-1], slice_of(lines[-1], 0, end)]
    return (slice_of(lines[0], first.end() if first else 0, len(lines[0].text)), *lines[1:])
