"""What a line is, whatever it says: in brackets, with a box; and parts of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from operator import attrgetter, is_

from intake.rules.forms.places import Block, Box, Cell, Document, Line, Span
from intake.rules.forms.words.lexicon import key
from intake.rules.script import SMALL_LETTERS

POSTCODE = re.compile(r"(?<!\d)\d{2}\s?\d{3}(?!\d)")
"""Of a town."""

_BOX, _TEXT = attrgetter("box"), attrgetter("text")  # asked of every line many times over
_NARROWEST, _WIDEST = 50, 100  # characters of a line of a mail
_BROKEN = 3  # lines that go on in small letters
_PAIR = 2  # lines of a cell: a question, and its answer
_TOWN = re.compile(rf"\s*(?:[A-Z]{{1,3}}[-\s])?{POSTCODE.pattern},?\s+[^\W\d_{SMALL_LETTERS}][^\d:@_]{{1,40}}")
_FIRST = re.compile(r"\s*(?:\(?1[.)]|[-–—•▪*])\s")  # of a list
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_WORD = re.compile(r"[^\W\d_]{3}")
RULED = re.compile(r"(?:_{3,}|…{2,}|\.{4,})\s*$")
"""A place to write on, at the end of a text."""

_ANOTHER = rf"(?:\s+(?![{SMALL_LETTERS}])[^\W\d_][^?:_@.\t]{{2,40}}\?)?"  # "Имате ли страницу? Која је?"
_END_OF_QUESTION = re.compile(rf"((?::(?!//)|\?{_ANOTHER})[\s*:]*)|\t|_{{2,}}|\.{{4,}}|…{{2,}}")


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """Return the lines of *blocks* in reading order, those in the cells of tables among them."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            for cell in block.cells:
                lines += cell.lines
    return lines


def rewritten(document: Document, told: Mapping[int, Sequence[Line]]) -> Document:
    """Return *document* with what is *told* of some of its lines, by their id(), in their places."""
    if not told:
        return document
    return replace(document, blocks=_rewritten(document.blocks, told), margins=_rewritten(document.margins, told))


def _rewritten(blocks: Iterable[Block], told: Mapping[int, Sequence[Line]]) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Line):
            found += told.get(id(block), (block,))
            continue
        cells = [c if told.keys().isdisjoint(map(id, c.lines)) else _rewritten_cell(c, told) for c in block.cells]
        same = all(map(is_, cells, block.cells))
        found.append(block if same else replace(block, cells=tuple(cells)))
    return tuple(found)


def _rewritten_cell(cell: Cell, told: Mapping[int, Sequence[Line]]) -> Cell:
    return replace(cell, lines=tuple([new for line in cell.lines for new in told.get(id(line), (line,))]))


def is_bracketed(text: str) -> bool:
    """Tell whether *text* stands in brackets as a whole: what a form prints as a hint."""
    bare = text.strip()
    opening, closing = bare[:1], {"(": ")", "[": "]"}.get(bare[:1])
    if closing is None or not bare.rstrip(".").endswith(closing) or len(bare) <= 3:  # noqa: PLR2004 - "(x)" is a mark
        return False
    depths = accumulate((sign == opening) - (sign == closing) for sign in bare)
    return not any(sign.isalnum() for sign, depth in zip(bare, depths, strict=True) if not depth)  # "(065) 123 (моб.)"


def has_box(line: Line) -> bool:
    """Tell whether a check box stands in *line*."""
    return any(map(_BOX, line.spans))


def are_empty(line: Line) -> bool:
    """Tell whether boxes stand in *line*, and none of them is ticked."""
    boxes = [span.box for span in line.spans if span.box is not None]
    return bool(boxes) and Box.TICKED not in boxes


def is_bare_box(line: Line) -> bool:
    """Tell whether *line* is a check box and nothing else: a spreadsheet's TRUE or FALSE, too."""
    boxed = line.spans and line.spans[0].box is not None
    return bool(boxed) and all(span.box is not None or not span.text.strip() for span in line.spans)


def is_data(line: Line) -> bool:
    """Tell whether *line* is an address of the Internet, which programs write as a coloured link, or a number."""
    return not _WORD.search(_ADDRESS.sub("", line.text))


def ends_address(line: Line, last: Line) -> bool:
    """Tell whether *line* is the postcode and place of the address of which *last* was written."""
    open_ = any(map(str.isalpha, last.text)) and not POSTCODE.search(last.text)
    return open_ and bool(_TOWN.fullmatch(line.text))


def broken_at(lines: Sequence[Line]) -> int:
    """Return at how many characters a program broke *lines*, as mails are; 0 where none did."""
    width = max((len(line.text) for line in lines), default=0)
    broken = sum(is_full(one, other, width) and other.text[:1].islower() for one, other in pairwise(lines))
    return width if _NARROWEST <= width <= _WIDEST and broken >= _BROKEN else 0


def is_full(line: Line, following: Line, width: int) -> bool:
    """Tell whether *line* has no room for the first word of the *following* one."""
    word = (following.text.split() or [""])[0]
    return bool(word) and len(line.text.rstrip()) + 1 + len(word) > width


def slice_of(line: Line, start: int, end: int) -> Line:
    """Return the part of *line* from the character *start* to *end*, its spans cut to measure; no span is empty."""
    if start <= 0 and end >= len(line.text) and all(map(_TEXT, line.spans)):
        return line
    spans: list[Span] = []
    at = 0
    for span in line.spans:
        text = span.text[max(0, start - at) : max(0, end - at)]
        if text:
            spans.append(span if len(text) == len(span.text) else replace(span, text=text))
        at += len(span.text)
    return Line(spans=tuple(spans), address=line.address, answers=line.answers, size=line.size)


def parts_of(line: Line, gap: re.Pattern[str]) -> list[Line]:
    """Return what stands between the gaps of *line* and says something."""
    cuts = [0, *(at for found in gap.finditer(line.text) for at in found.span()), len(line.text)]
    parts = [slice_of(line, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    return [part for part in parts if part.text.strip()]


def labelled(label: str, answer: Line) -> Line:
    """Return *answer* behind its label and a colon, as most forms have it."""
    return Line(spans=(Span(text=f"{label}: "), *answer.spans), address=answer.address)


def with_list_in_brackets(line: Line) -> Line:
    """Return *line*, a question, with what it says behind its colon in brackets: "Ресурси (људи, новац, простор)"."""
    asked, colon, rest = line.text.partition(":")
    if not colon or not rest.strip():
        return line
    *spans, last = slice_of(line, len(line.text) - len(rest.lstrip()), len(line.text)).spans
    opened = Span(text=" (", marks=last.marks)
    closed = replace(last, text=last.text.rstrip() + ")")
    return replace(line, spans=(*slice_of(line, 0, len(asked)).spans, opened, *spans, closed))


def labels_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what may be a label: each line up to its colon, each cell."""
    for block in blocks:
        if isinstance(block, Line):
            yield block.text.partition(":")[0]
        else:
            yield from (cell.text.partition(":")[0] for cell in block.cells)


def opens_list(line: Line, following: Sequence[Line]) -> bool:
    """Tell whether *line* ends in a colon and a list begins below it."""
    return line.text.rstrip().endswith((":", "–", "—")) and bool(following) and bool(_FIRST.match(following[0].text))


def are_asked_and_answered(lines: Sequence[Line]) -> bool:
    """Tell whether a colon ends the first of two lines and not the other: "Назив општине:", "Начелник општине Брод"."""
    if len(lines) != _PAIR:
        return False
    asked, answer = lines
    return asked.text.rstrip("* ").endswith(":") and ":" not in answer.text and bool(key(answer.text))


# Where a question ends whose words nobody knows


def end_of_question(text: str) -> int:
    """How many characters of *text* are a question with its sign: a colon or a question mark."""
    whole = text.rstrip(" *").endswith("?")  # "Имате ли интернет страницу? Која је?"
    end = None if whole else _END_OF_QUESTION.search(text)
    return end.end() if end and end[1] else end.start() if end else len(text)
