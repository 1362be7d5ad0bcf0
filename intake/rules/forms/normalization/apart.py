"""Answers in a list of their own, by the numbers of the questions: "ОДГОВОРИ: 1. Рудо 2. …", the form above or below.

Each is put beside the question that has its number. That the lists belong together, their numbers tell, and the answers
whose kind shows: an address stands where one is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from intake.rules.call import FieldType
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.layout.grid import table_of, without_rows
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import end_of_question, is_bracketed, lines_of, slice_of
from intake.rules.forms.words.matches import Match

_LEAST = 6  # answers in such a list
_KNOWN = 4  # questions
_FEW = 0.25  # share of the answers that may seem to ask, and of the questions that may have something behind them
_NUMBER = re.compile(r"[\s*]*(?:([^\W\d_]{1,12})\.?\s*)??\(?(\d{1,2})\s*([.):]{1,2}|[–—-]|\t)(?![\d\w])[\s*]*")
_ASKED = re.compile(r"[:?\t]|\s[–—-]\s")  # what parts a question from its answer
_COUNTED = 2  # cells of a row: a number, and what has it
_CELL = ("cell",)
_BARE = re.compile(r"\D{0,3}(\d{1,2})(?:\.0)?\D{0,2}")  # in a cell of its own

Asks = Callable[[str], Match | None]


class _Entry(NamedTuple):
    """A line, or a row of a table, in a *block*: its *number*, how that is written, and what is *said* behind it."""

    lines: tuple[Line, ...]
    said: tuple[Line, ...]
    block: int
    number: int = 0
    style: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return _text(self.said)


class _Item(NamedTuple):
    """One item of a list: what has its number, and what stands below that; *end*: where the next entry is."""

    first: _Entry
    below: Sequence[_Entry]
    at: int
    end: int

    @property
    def lines(self) -> Sequence[Line]:
        """All that is said, without the number and what is blank."""
        lines = (*self.first.said, *(line for entry in self.below for line in entry.lines))
        return [line for line in lines if line.text.strip()]


def with_answers(
    document: Document, asks: Asks, is_option: IsOption, is_title: Callable[[str], bool], lexicon: Lexicon
) -> Document:
    """Return *document* with each answer of such a list beside its question, where the first list stands."""
    counted = 0  # asked of every line: a loop is cheaper than what would make entries
    for line in lines_of(document.blocks):
        if line.item is not None or _NUMBER.match(line.text) or _BARE.fullmatch(line.text):
            counted += 1
    if counted < 2 * _LEAST:
        return document
    lists = _Lists([*_entries(document.blocks)], asks, is_option, lexicon)
    pairs = lists.paired()
    if pairs is None:
        return document
    return replace(document, blocks=tuple(_written(document.blocks, lists, *pairs, is_title=is_title)))


class _Lists:
    """Finds the two lists among the *entries* of one document."""

    def __init__(self, entries: Sequence[_Entry], asks: Asks, is_option: IsOption, lexicon: Lexicon) -> None:
        self.entries = entries
        self._asks = asks
        self._is_option = is_option
        self._lexicon = lexicon

    def paired(self) -> tuple[Sequence[_Item], Sequence[_Item]] | None:
        """Return the questions and the answers; None where there are no such lists."""
        firsts = [at for at, entry in enumerate(self.entries) if entry.number == 1]
        found = [(self._list(0, at), self._list(at, len(self.entries))) for at in firsts[1:]]
        found += [(second, first) for first, second in found]
        fitting = [(asked, told) for asked, told in found if self._are_pairs(asked, told)]
        return max(fitting, key=lambda pair: len(pair[0]) + len(pair[1]), default=None)

    def _list(self, start: int, end: int) -> Sequence[_Item]:
        chain = [*_chain(self.entries, start, end)]
        ends = [*chain[1:], self._last(chain[-1], end) if chain else end]
        return [_Item(self.entries[at], self.entries[at + 1 : to], at, to) for at, to in zip(chain, ends, strict=True)]

    def _last(self, at: int, end: int) -> int:
        """Where the last item ends: above a blank line, or the end of the letter; with its first line elsewhere."""
        first = at + 1 if self.entries[at].text else at + 2
        return next((n for n in range(first, end) if self._is_closing(self.entries[n].text)), first)

    def _is_closing(self, text: str) -> bool:
        return not text or f"{key(text)} ".startswith(self._lexicon.closings)

    def _are_pairs(self, asked: Sequence[_Item], told: Sequence[_Item]) -> bool:
        if self._are_more((*asked, *told)):
            return False
        numbers = {item.first.number for item in asked}
        if len(told) < max(_LEAST, len(asked) / 2) or not numbers.issuperset(item.first.number for item in told):
            return False
        matches = {item.first.number: self._asks(item.first.text) for item in asked}
        known = sum(match is not None and match.known for match in matches.values())
        if known < max(_KNOWN, len(asked) / 2) or sum(map(self._is_answered, asked)) > _FEW * len(asked):
            return False
        seeming = [item for item in told if self._seems_printed(item.first)]
        return len(seeming) <= _FEW * len(told) and self._fit(matches, told)

    def _are_more(self, items: Sequence[_Item]) -> bool:
        """Tell whether the tables of *items* have another row with a number: which of two is meant, nobody knows."""
        used = {item.at for item in items}
        blocks = {item.first.block for item in items if item.first.style == _CELL}
        return any(e.style == _CELL and e.block in blocks and at not in used for at, e in enumerate(self.entries))

    def _seems_printed(self, told: _Entry) -> bool:
        """Tell whether an option stands behind a number, or what asks something, with its answer or without."""
        text = told.text
        return self._is_option(told.said[0]) or any(self._asks(one) for one in (text, _ASKED.split(text)[0]))

    def _is_answered(self, item: _Item) -> bool:
        """Tell whether something stands behind a question, or below it, that no form prints there."""
        text = item.first.text
        behind = text[end_of_question(text) :]
        below = [e for e in item.below if e.text and not self.is_part(e)]
        return not (self._lexicon.is_blank(behind) or is_bracketed(behind)) or bool(below)

    def is_part(self, entry: _Entry) -> bool:
        """Tell whether *entry*, below a question, is part of it: an option, or a hint."""
        return is_bracketed(entry.text) or self._is_option(entry.lines[0])

    def _fit(self, matches: Mapping[int, Match | None], told: Sequence[_Item]) -> bool:
        """Tell whether addresses stand where they are asked for, each time."""
        mails = [item for item in told if (m := matches[item.first.number]) and m.field.type is FieldType.EMAIL]
        said = [text for item in mails if not self._lexicon.is_blank(text := _text(item.lines))]
        return bool(said) and all("@" in text for text in said)


def _written(
    blocks: Sequence[Block],
    lists: _Lists,
    asked: Sequence[_Item],
    told: Sequence[_Item],
    is_title: Callable[[str], bool],
) -> Iterator[Block]:
    """Yield *blocks* with the questions and their answers as tables, parted by what heads the questions.

    The title of the form stands above these, also where the answers stand above it.
    """
    answers = {item.first.number: item.lines for item in told}
    used = {at for item in (*asked, *told) for at in range(item.at, item.end)}
    taken = {lists.entries[at].block for at in used}
    between = range(min(used), max(used))
    titles = {e.block for at in between if is_title((e := lists.entries[at]).text) and e.block not in taken}
    lines = {id(line) for at in used for line in lists.entries[at].lines}
    for at, block in enumerate(blocks):
        above, below = _around(block, lines) if isinstance(block, Table) and at in taken else ((), ())
        yield from above
        if at == lists.entries[min(used)].block:
            yield from (blocks[title] for title in sorted(titles))
            yield from _tables(lists, asked, answers)
        yield from below
        if at not in taken | titles:
            yield block


def _around(table: Table, used: AbstractSet[int]) -> tuple[Sequence[Table], Sequence[Table]]:
    """What is left of *table* without the rows whose lines were *used*: above them, its title, and below.

    Not the heads of their columns, right above them.
    """
    gone = {cell.row for cell in table.cells if not used.isdisjoint(map(id, cell.lines))}
    first = min(gone)
    if sum(cell.row == first - 1 and bool(cell.text.strip()) for cell in table.cells) == _COUNTED:
        gone.add(first - 1)
    kept = [cell for cell in table.cells if cell.row not in gone and cell.text.strip()]
    parts = [cell for cell in kept if cell.row < first], [cell for cell in kept if cell.row > first]
    above, below = ([replace(table, cells=without_rows(cells, gone))] if cells else [] for cells in parts)
    return above, below


def _tables(lists: _Lists, asked: Sequence[_Item], answers: Mapping[int, Sequence[Line]]) -> Iterator[Block]:
    rows: list[tuple[Sequence[Line], Sequence[Line]]] = []
    for item in asked:
        parts = [entry for entry in item.below if lists.is_part(entry)]
        heads = [line for entry in item.below if not lists.is_part(entry) for line in entry.lines if line.text.strip()]
        printed = (*item.first.said, *(line for entry in parts for line in entry.lines))
        rows.append((printed, answers.get(item.first.number, ())))
        if heads:
            yield table_of(*rows)
            yield from heads
            rows = []
    if rows:
        yield table_of(*rows)


def _chain(entries: Sequence[_Entry], start: int, end: int) -> Iterator[int]:
    """Yield where the items of a list stand, numbered as the first is; what begins at 1 again is a list in an item."""
    last, style = 0, None
    listed: tuple[int, int] | None = None  # the number of the last item of a list in an item, and where it stands
    for at in range(start, end):
        entry = entries[at]
        if not entry.number or (style and entry.style != style):
            continue
        goes_on = listed is not None and entry.number == listed[0] + 1
        again = goes_on and any(e.number == entry.number and e.style == style for e in entries[at + 1 : end])
        if entry.number > last and not again and (last or entry.number == 1):
            yield at
            last, style, listed = entry.number, entry.style, None
        elif goes_on or entry.number == 1:
            listed = entry.number, at


def _entries(blocks: Sequence[Block]) -> Iterator[_Entry]:
    for number, block in enumerate(blocks):
        if isinstance(block, Line):
            yield _entry((block,), number)
            continue
        rows = [_row(tuple(row), number) for _, row in groupby(block.cells, key=lambda cell: cell.row)]
        counted = [row for row in rows if row and row.style == _CELL]
        once = len({row.number for row in counted}) == len(counted)
        in_order = iter(sorted(counted, key=lambda row: row.number) if once else counted)
        yield from (next(in_order) if row.style == _CELL else row for row in filter(None, rows))


def _row(row: Sequence[Cell], block: int) -> _Entry | None:
    cells = [cell for cell in row if cell.text.strip()]
    lines = tuple(line for cell in cells for line in cell.lines)
    if len(cells) == 1:
        return _entry(lines, block)
    number = _BARE.fullmatch(cells[0].text.strip()) if len(cells) == _COUNTED else None
    if number:
        return _Entry(lines, cells[1].lines, block, int(number[1]), _CELL)
    return _Entry(lines, lines, block) if lines else None


def _entry(lines: tuple[Line, ...], block: int) -> _Entry:
    first = lines[0]
    counted = first.item.number if first.item is not None else ""
    found = _NUMBER.match(f"{counted} " if counted else first.text)
    if found is None or (first.spans and first.spans[0].box is not None):
        return _Entry(lines, lines, block)
    rest = first if counted else slice_of(first, found.end(), len(first.text))
    style = (first.item.list,) if first.item and counted else (key(found[1] or ""), found[3])
    return _Entry(lines, (rest, *lines[1:]), block, int(found[2]), style)


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines).strip()
