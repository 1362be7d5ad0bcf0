"""Lines that were broken, as mails and narrow cells break texts behind check boxes, or run together, as in PDFs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from intake.rules.call import FieldType
from intake.rules.forms.places import Block, Document, Line, Span, Table
from intake.rules.forms.words.lines import (
    broken_at,
    end_of_question,
    has_box,
    is_full,
    labels_in,
    lines_of,
    rewritten,
    slice_of,
)
from intake.rules.forms.words.matches import SPEAKING, Asked, Certainty
from intake.rules.script import SMALL_LETTERS

IsApart = Callable[[Line, Line], bool]  # whether a line was written below the other, and is no rest of it

_ITEM = re.compile(r"\w{1,2}[.)]")
_REST = 6  # words of a short answer
_LIST = 2  # boxes in one place that make a list
_MOST = 8  # lines below one with a box
_SHORTEST = 12  # characters of a line that was full
_BEGINNING = re.compile(rf"(?<=\s)[^\W\d_{SMALL_LETTERS}][^\W\d_]{{2,}}")
_ANSWERED = re.compile(rf"\s[^\W\d_{SMALL_LETTERS}][^\W\d_]{{2,}}[^:]{{0,60}}(?::|\d)")
_ASKED = re.compile(rf"(?<=[.!?]\s)[^\W\d_{SMALL_LETTERS}][^.!?:]{{7,160}}:\s*$")
_WRITTEN = 90  # characters of an answer below a list, with its question
_OPENED = re.compile(r"\([^()]*$")
_CLOSED = re.compile(rf"\s*[{SMALL_LETTERS}][^()]{{,40}}\)[\s.:]*$")


class Unbroken:
    """Puts together the rows that a mail program broke, by what is *asked* in so many words."""

    def __init__(self, asked: Asked, is_printed: Callable[[Line], bool]) -> None:
        self._asked = asked
        self._is_printed = is_printed

    def of(self, document: Document) -> Document:
        """Return *document* with such rows in one line, if there are several that go on in small letters."""
        width = broken_at([block for block in document.blocks if isinstance(block, Line)])
        if not width:
            return document
        blocks: list[Block] = []
        for above, block in zip((None, *document.blocks), document.blocks, strict=False):
            full = isinstance(above, Line) and isinstance(block, Line) and is_full(above, block, width)
            whole = blocks[-1] if full else None
            if isinstance(whole, Line) and isinstance(block, Line) and self._goes_on(block, whole):
                blocks[-1] = replace(whole, spans=(*whole.spans, Span(text=" "), *block.spans))
            else:
                blocks.append(block)
        return replace(document, blocks=tuple(blocks))

    def _goes_on(self, line: Line, whole: Line) -> bool:
        """Tell whether *line* is no item, and neither asks something nor says how to answer what is asked above it.

        With a capital it may be anything, but for a few words below a short answer.
        """
        text = line.text
        label, colon, _ = text.partition(":")
        if _ITEM.match(text) or has_box(line) or self._is_printed(line) or (colon and self._asked(label)):
            return False
        end = end_of_question(whole.text)
        behind = whole.text[end:].strip()
        above = self._asked(whole.text[:end])
        if text[:1].islower():
            return bool(behind) or above is None
        short = above is not None and above.field.type is FieldType.TEXT and not colon
        return short and bool(behind) and len(text.split()) <= _REST and not text.isupper()


def unwrapped(document: Document, is_apart: IsApart) -> Document:
    """Return *document* with each text of a list of boxes in one line: what begins small below a box goes on there.

    Not the title of an option, nor what names another than the one above: that was written below the list.
    """
    told: dict[int, Sequence[Line]] = {}
    for is_line, run in groupby(document.blocks, key=lambda block: isinstance(block, Line)):
        if is_line:
            told |= _joined([block for block in run if isinstance(block, Line)], is_apart)
            continue
        for cell in (cell for table in run if isinstance(table, Table) for cell in table.cells):
            told |= _joined(cell.lines, is_apart) if len(cell.lines) > _LIST else {}
    return rewritten(document, told)


def with_answers_below(document: Document, is_apart: IsApart) -> Document:
    """Return *document* with what was written below the last option of a list in a line of its own.

    A PDF tells no paragraphs: "6. Ризици" and below it "Број одабраног: 3" are one where the row above is full.
    """
    lines = [line for line in lines_of(document.blocks) if _ANSWERED.search(line.text)]
    return rewritten(document, {id(line): _parted(line, is_apart) for line in lines})


def with_questions_apart(document: Document, asks: Asked) -> Document:
    """Return *document* with the question that ends a line behind a sentence in a line of its own.

    As PDFs run both together where the line above is full: "Желимо да учимо. Досадашње искуство:". It asks for a long
    answer in the very words of a label, and nothing else in the form asks for that.
    """
    run = [line for line in lines_of(document.blocks) if line.spans and _ASKED.search(line.spans[-1].text)]
    found = [(line, len(line.text) - len(begun[0]), begun[0]) for line in run if (begun := _ASKED.search(line.text))]
    matches = [(line, at, match) for line, at, text in found if (match := asks(text))]
    sure = [(x, at, m) for x, at, m in matches if m.certainty is Certainty.EXACT and m.field.type in SPEAKING]
    if not sure:
        return document
    others = {match.field.id for text in labels_in(document.blocks) if (match := asks(text))}
    parted = [(line, at) for line, at, match in sure if match.field.id not in others]
    return rewritten(document, {id(x): (slice_of(x, 0, at), slice_of(x, at, len(x.text))) for x, at in parted})


def _parted(line: Line, is_apart: IsApart) -> tuple[Line, ...]:
    text = line.text
    for found in _BEGINNING.finditer(text, max(0, len(text) - _WRITTEN)):
        behind = slice_of(line, found.start(), len(text))
        if not has_box(behind) and is_apart(behind, slice_of(line, 0, found.start())):
            return slice_of(line, 0, found.start()), behind
    return (line,)


def _joined(lines: Sequence[Line], is_apart: IsApart) -> Mapping[int, Sequence[Line]]:
    """What stands for those of *lines* that go on with one above, and for that one, by their id()."""
    if len([line for line in lines if _leads(line)]) < _LIST:
        return {}
    found: dict[int, Sequence[Line]] = {}
    first = lines[0]  # the last line with a box
    whole = first
    rest = 0  # how many of the next lines may go on with it
    for above, line in pairwise((lines[0], *lines)):
        if rest and _goes_on(line, above) and not is_apart(line, whole):
            space = Span(text=" ", marks=above.spans[-1].marks)
            whole = replace(whole, spans=(*whole.spans, space, *line.spans))
            found |= {id(first): (whole,), id(line): ()}
            rest -= 1
        else:
            first = whole = line
            rest = _MOST if _leads(line) else 0
    return found


def _leads(line: Line) -> bool:
    """Tell whether *line* begins with its only box."""
    boxes = [span for span in line.spans if span.box is not None]
    return len(boxes) == 1 and line.text.startswith(boxes[0].text, len(line.text) - len(line.text.lstrip()))


def _goes_on(line: Line, above: Line) -> bool:
    text = line.text.strip()
    return text[:1].islower() and len(above.text) >= _SHORTEST and not has_box(line) and ":" not in text


def with_closed_brackets(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* with each label in one line whose brackets were broken: "Општина (потпис лица и", "печат)".

    What *asks* nothing is an answer, and stays as it is.
    """
    told: dict[int, Sequence[Line]] = {}
    for above, line in pairwise(document.blocks):
        if isinstance(above, Line) and isinstance(line, Line) and _closes(above, line, asks):
            space = Span(text=" ", marks=above.spans[-1].marks)
            told |= {id(above): (replace(above, spans=(*above.spans, space, *line.spans)),), id(line): ()}
    return rewritten(document, told)


def _closes(above: Line, line: Line, asks: Callable[[str], bool]) -> bool:
    if not _CLOSED.match(line.text) or not _OPENED.search(above.text):
        return False
    label = above.text.rpartition("\t")[2]
    return asks(f"{label.strip()} {line.text.strip()}")
