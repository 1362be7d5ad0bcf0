"""Columns that were made by tabs: two questions in a line, answers indented below theirs, tables of persons.

They become the tables that they look like, or stand where they belong; lines without tabs are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from intake.rules.call import FieldType
from intake.rules.forms.layout.grid import table_of
from intake.rules.forms.places import Block, Document, Line, Span, Table
from intake.rules.forms.words.contact import written_date
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, parts_of, slice_of
from intake.rules.forms.words.matches import Asked
from intake.rules.forms.words.persons import is_named_first, is_person

_GAP = re.compile(r"[ \u00a0]*\t\s*")
_WIDE_GAP = re.compile(r"[ \u00a0]*\t\s*|[ \u00a0]{3,}")
_TAB = re.compile(r" *\t *")
_RULE = re.compile(r"[\s_.…]*")
_LEAST = 3  # labels with indented answers below them
_LABEL = 70  # characters of one
_HEADS = 2  # known heads of a table of persons
_NUMBER = re.compile(r"\d{1,2}\s?[.)]?")
_FIELDS = 3  # parts of a line with a label, its answer and something else


def with_tab_columns(
    document: Document, asked: Asked, is_printed: Callable[[Line], bool], heads: Callable[[str], bool]
) -> Document:
    """Return *document* with such columns as tables; *heads* knows the heads of a table of persons."""
    if not [block for block in document.blocks if isinstance(block, Line) and _WIDE_GAP.search(block.text)]:
        return document
    blocks = _below_rules(document.blocks, asked)
    blocks = tuple(_with_pairs(tuple(_with_persons(blocks, heads)), asked))
    return replace(document, blocks=tuple(_with_indented(blocks, asked, is_printed)))


def _parts(block: Block, gap: re.Pattern[str] = _GAP) -> Sequence[Line]:
    """What stands between the tabs of *block*, or what *gap* there is, if it is a line that begins without one."""
    if not isinstance(block, Line) or not block.text[:1].strip():
        return ()
    return parts_of(block, gap)


# A name below its rule


def _below_rules(blocks: Sequence[Block], asked: Asked) -> Sequence[Block]:
    """Put what stands in the next line below the rule of a person's label on that: "Потпис ____", below it a name."""
    found = list(blocks)
    for at in range(len(blocks) - 1):
        above, below = _parts(blocks[at]), _parts(blocks[at + 1])
        if not _is_open(above, asked) or len(below) != _FIELDS or not _is_free(below, asked):
            continue
        first, second = blocks[at], blocks[at + 1]
        if isinstance(first, Line) and isinstance(second, Line):
            last = above[-1] if not key(above[-1].text) else None
            kept = slice_of(first, 0, len(first.text) - len(last.text)) if last else first
            gap = () if last else (Span(text="\t"),)
            found[at] = replace(kept, spans=(*kept.spans, *gap, *below[-1].spans))
            found[at + 1] = slice_of(second, 0, second.text.rindex(below[-1].text))
    return found


def _is_open(parts: Sequence[Line], asked: Asked) -> bool:
    """Tell whether the last of several labels in a line asks for text, and has nothing behind it but a rule."""
    named = [part for part in parts if key(part.text)]
    last = asked(named[-1].text.strip(" _:")) if len(named) >= _FIELDS else None
    return last is not None and last.field.type is FieldType.TEXT and asked(named[0].text) is not None


def _is_free(parts: Sequence[Line], asked: Asked) -> bool:
    """Tell whether behind a label and its answer a person stands that nothing in this line asks for."""
    name = parts[-1].text.strip()
    label, answer = asked(parts[0].text), parts[1].text
    return label is not None and asked(answer) is None and is_person(name) and written_date(name) is None


# A table of persons


def _with_persons(blocks: Sequence[Block], heads: Callable[[str], bool]) -> Iterator[Block]:
    parts = [_parts(block, _WIDE_GAP) for block in blocks]
    at = 0
    while at < len(blocks):
        if not _heads(parts[at], heads):
            yield blocks[at]
            at += 1
            continue
        named = [parts[at], *([parts[at + 1]] if _are_again(parts[at : at + 2], heads) else [])]
        below = at + len(named)
        first = next(column for column, part in enumerate(parts[at]) if heads(part.text))
        rows, end = _rows(blocks[below:], parts[below:], len(parts[at]), first)
        blank = len(parts[at]) >= _FIELDS and not any(map(_is_written, blocks[below : below + 1]))
        if rows or blank:
            empty: list[list[Line]] = [[] for _ in parts[at]] if not rows else []  # nobody was named
            yield table_of([[*lines] for lines in zip(*named, strict=True)], *rows, empty)
        else:
            yield from blocks[at:below]
        at = below + end


def _is_written(block: Block) -> bool:
    return isinstance(block, Table) or bool(key(block.text))


def _heads(parts: Sequence[Line], heads: Callable[[str], bool]) -> bool:
    return len(parts) >= _HEADS and sum(heads(part.text) for part in parts) >= _HEADS


def _are_again(lines: Sequence[Sequence[Line]], heads: Callable[[str], bool]) -> bool:
    """Tell whether the second of *lines* has the heads of the first in another language."""
    return len({len(parts) for parts in lines}) == 1 < len(lines) and _heads(lines[1], heads)


def _rows(
    blocks: Sequence[Block], parts: Sequence[Sequence[Line]], number: int, first: int
) -> tuple[list[list[list[Line]]], int]:
    """The rows below heads of *number* columns, *first* that of the names, and how many *blocks* they take.

    One with less than the others stands right below them, for a name may sign the form below a blank line.
    """
    rows: list[list[list[Line]]] = []
    end = 0
    for at, (block, row) in enumerate(zip(blocks, parts, strict=True)):
        if not _is_written(block):
            continue
        reached = number > _HEADS and any("@" in part.text for part in row)
        whole = len(row) == number and (reached or _names(row))
        if not isinstance(block, Line) or not (whole or (at == end and len(row) > 1 and _names(row))):
            break
        rows.append([[part] for part in row] if whole else _placed(block, row, number, first))
        end = at + 1
    return rows, end


def _placed(line: Line, parts: Sequence[Line], number: int, first: int) -> list[list[Line]]:
    """The cells of a *line* with less than the heads: as its tabs place them, or else all in that of the name."""
    cuts = [0, *(at for tab in _TAB.finditer(line.text) for at in tab.span()), len(line.text)]
    cells = [slice_of(line, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    if len(cells) == number:
        return [[cell] if cell.text.strip() else [] for cell in cells]
    said = parts[1:] if _is_number(parts[0]) else parts
    comma = Span(text=", ")
    spans = [span for part in said for span in (comma, *part.spans)][1:]
    return [[replace(said[0], spans=tuple(spans))] if column == first else [] for column in range(number)]


def _names(parts: Sequence[Line]) -> bool:
    return is_named_first(parts[1 if len(parts) > 1 and _is_number(parts[0]) else 0].text)


def _is_number(part: Line) -> bool:
    return _NUMBER.fullmatch(part.text.strip()) is not None


# Two questions in a line


def _with_pairs(blocks: Sequence[Block], asked: Asked) -> Iterator[Block]:
    """Each line of two questions, both with their answers behind tabs, as a row; the last may be left blank."""
    for block in blocks:
        parts = _parts(block)
        asks = [asked(part.text) is not None for part in parts]
        pairs = asks in ([True, False, True], [True, False, True, False])
        yield table_of([[part] for part in parts] + [[]] * (len(parts) % 2)) if pairs else block


# Answers indented below their labels


def _with_indented(blocks: Sequence[Block], asked: Asked, is_printed: Callable[[Line], bool]) -> Iterator[Block]:
    groups = [*_groups(blocks, is_printed)]
    known = [g for g in groups if len(g) > 1 and isinstance(g[0], Line) and asked(g[0].text)]
    learnt = len(known) >= _LEAST
    rows: list[list[list[Line]]] = []
    for group in groups:
        lines = [block for block in group if isinstance(block, Line)]
        if learnt and len(group) > 1:
            rows.append([lines[:1], [*map(_unindented, lines[1:])]])
        elif not (rows and lines and not key(lines[0].text) and not has_box(lines[0])):  # blank lines are passed over
            if rows:
                yield table_of(*rows)
            rows = []
            yield from group
    if rows:
        yield table_of(*rows)


def _groups(blocks: Sequence[Block], is_printed: Callable[[Line], bool]) -> Iterator[list[Block]]:
    """Each label with the indented lines right below it; every other block alone."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        below = [*takewhile(_is_indented, blocks[at + 1 :])] if _may_ask(block, is_printed) else []
        yield [block, *below]
        at += 1 + len(below)


def _is_indented(block: Block) -> bool:
    return isinstance(block, Line) and block.text.startswith("\t") and bool(key(block.text))


def _may_ask(block: Block, is_printed: Callable[[Line], bool]) -> bool:
    """Tell whether *block* is a short line without a tab that ends as no sentence does."""
    if not isinstance(block, Line) or "\t" in block.text or has_box(block) or is_bracketed(block.text):
        return False
    text = block.text.strip()
    return bool(key(text)) and len(text) <= _LABEL and not text.endswith((".", ",", ";", "!")) and not is_printed(block)


def _unindented(line: Line) -> Line:
    return slice_of(line, len(line.text) - len(line.text.lstrip()), len(line.text))
