"""What stands beside answers, at the right of a table or a sheet or before them, to say how to answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from intake.rules.forms.hints.by_words import HintWords, Told
from intake.rules.forms.hints.regions import LOOKS
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, is_data, rewritten
from intake.rules.script import SMALL_LETTERS

_FIRST = 2  # number of the first column that may hold help: left of it stand questions and answers
_COLUMN = attrgetter("column")
_SMALL = 6  # hints in a column of answers
_SMALL_ONLY = re.compile(rf"\s*[{SMALL_LETTERS}][{SMALL_LETTERS}\d,;/\s-]{{0,60}}\s*")
_LEAST = 2  # texts in brackets in one column that are help
_BEFORE = 4  # texts in a look of their own between questions and answers that are help


def without_help_between(document: Document, asks: Callable[[str], object]) -> Document:
    """Return *document* without what stands, in all its tables, between questions and answers in a look of neither.

    Where the answers are told from it by a number or an address, which no help is.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    begun = [cell.lines[0].spans[:1] for table in tables for cell in table.cells if cell.column and cell.lines]
    if len([spans for spans in begun if spans and not spans[0].marks.isdisjoint(LOOKS)]) < _BEFORE:
        return document  # as most forms
    found = [between for table in tables for between in _between(table)]
    gone: dict[int, tuple[Line, ...]] = {}
    for look in LOOKS:
        alike = [each for each in found if look in each.looks]
        if len(alike) < _BEFORE or any(map(_has_data, (each.help for each in alike))):
            continue
        before = [each for each in alike if each.right is not None and not asks(each.right.text)]
        asked = [each for each in before if asks(each.left.text.strip())]
        if len(asked) >= _BEFORE and any(each.right is not None and _has_data(each.right) for each in asked):
            columns = {each.help.column for each in asked}
            helping = (each.help for each in alike if each.help.column in columns)
            gone.update((id(line), ()) for cell in helping for line in cell.lines)
    return rewritten(document, gone)


class _Between(NamedTuple):
    """A cell with the *looks* of hints, right of one without them; what stands at its *right* has none of them."""

    left: Cell
    help: Cell
    right: Cell | None
    looks: frozenset[Mark]


def _between(table: Table) -> Iterator[_Between]:
    for _, row in groupby(table.cells, key=attrgetter("row")):
        said = [cell for cell in row if cell.text.strip()]
        for left, cell, right in zip(said, said[1:], [*said[2:], None], strict=False):
            looks = _looks(cell) - _looks(left)
            looks = looks - _looks(right) if looks and right else looks
            if looks:
                yield _Between(left, cell, right, looks)


def _looks(cell: Cell) -> frozenset[Mark]:
    said = [span for line in cell.lines for span in line.spans if span.text.strip()]
    if not said or any(span.box is not None or span.control is not None for span in said):
        return frozenset()
    return frozenset.intersection(*[span.marks for span in said]).intersection(LOOKS)


def _has_data(cell: Cell) -> bool:
    return any(is_data(line) and not has_box(line) for line in cell.lines if key(line.text))


def without_help_beside(document: Document, words: HintWords, asks: Callable[[str], object]) -> Document:
    """Return *document* without the texts at the ends of rows that tell how to answer, by their words or brackets.

    In a column in which answers stand right of such words they are questions; so are those that stand side by side. In
    a form that nobody filled in all that stands beside what *asks* begins small: "улица, број", "без титуле".
    """
    blocks = (_helped(block, words, asks) if isinstance(block, Table) else block for block in document.blocks)
    return replace(document, blocks=tuple[Block, ...](blocks))


def _helped(table: Table, words: HintWords, asks: Callable[[str], object]) -> Table:
    helping = _helping(_ends(table, words), words) | _unanswered(table, asks)
    if not helping:
        return table
    cells = [replace(cell, lines=()) if id(cell) in helping else cell for cell in table.cells]
    helped = {c.column for c in table.cells if id(c) in helping} - {c.column for c in cells if c.text.strip()}
    helped = {column for column in helped if not _are_asked(table, column, asks)}
    return replace(table, cells=tuple(cell for cell in cells if cell.column not in helped))


def _ends(table: Table, words: HintWords) -> list[Cell]:
    """The last cells of rows that are long enough, and stand in no column that asks in such words."""
    last: dict[int, Cell] = {}
    asking: set[int] = set()  # columns
    for cell in table.cells:  # no comprehensions: most tables have no such rows
        if cell.column < _FIRST - 1 or not cell.text.strip():
            continue
        left = last.get(cell.row)
        if left and words.told(left.text.strip()) is Told.SURE:
            asking.add(left.column)
            if words.told(cell.text.strip()) is Told.SURE:
                asking.add(cell.column)
        last[cell.row] = cell
    if not last or max(last.values(), key=_COLUMN).column < _FIRST:
        return []
    return [cell for cell in last.values() if cell.column >= _FIRST and cell.column not in asking]


def _helping(ends: list[Cell], words: HintWords) -> frozenset[int]:
    """Those of the *ends* of rows that are help, by their id()."""
    told = [id(cell) for cell in ends if _is_help(cell, words)]
    bracketed = [cell for cell in ends if cell.text.lstrip().startswith("(") and is_bracketed(cell.text)]
    columns = [cell.column for cell in bracketed]
    return frozenset((*told, *(id(cell) for cell in bracketed if columns.count(cell.column) >= _LEAST)))


def _unanswered(table: Table, asks: Callable[[str], object]) -> frozenset[int]:
    """The cells of the column of answers, by their id(), where none of them is one: no name, no number, no address."""
    last = max(map(_COLUMN, table.cells), default=0)
    said = [cell for cell in table.cells if cell.column == last and cell.text.strip()] if last else []
    if len(said) < _SMALL or not all(map(_SMALL_ONLY.fullmatch, [cell.text for cell in said])):
        return frozenset()
    return frozenset(map(id, said)) if _are_asked(table, last, asks) else frozenset()


def _are_asked(table: Table, column: int, asks: Callable[[str], object]) -> bool:
    """Tell whether *column* is that of the answers: most of what is written in it has a question at its left."""
    said = {cell.row for cell in table.cells if cell.column == column and cell.text.strip()}
    beside = [cell.text.strip() for cell in table.cells if cell.column == column - 1 and cell.row in said]
    return 2 * sum(asks(text) is not None for text in beside) > len(said)


def _is_help(cell: Cell, words: HintWords) -> bool:
    """Tell whether all of *cell* says how to answer: below such words an answer may stand."""
    said = [line.text.strip() for line in cell.lines if line.text.strip()]
    return all(words.told(text) is Told.SURE for text in said)
