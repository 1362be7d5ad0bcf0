"""Tables that were pasted as text: a question, a tab or blanks, and its answer in each line. They are tables again.

Only where most of what stands before the gaps asks something in known words; then what stands before the others is a
question, too, though the call does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from intake.rules.call import FieldType
from intake.rules.forms.layout.grid import table_of
from intake.rules.forms.layout.headlines import is_short, look_of
from intake.rules.forms.layout.signed_lines import is_dated
from intake.rules.forms.places import Block, Document, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, slice_of
from intake.rules.forms.words.matches import Asked

_GAP = re.compile(r"[ \u00a0]*+\t\s*+|[ \u00a0]{3,}+")
_WORD = re.compile(r"[^\W\d_]{2}")
_SIGN = re.compile(r"\W*[^\W\d]?\W*")  # behind an option of a list: "Forum   X"
_LEAST = 4  # rows of a document
_MOST = 0.6  # share of them that ask something known
_LONGEST = 220  # characters of a question, with its hint, in two languages
_SHORT = frozenset({FieldType.MUNICIPALITY, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.DATE})


@dataclass(slots=True)
class _Row:
    """A *label* and the *lines* of its answer; the *whole* line."""

    label: Line
    lines: list[Line]
    whole: Line


def with_tabbed_rows(document: Document, asked: Asked, is_printed: Callable[[Line], bool]) -> Document:
    """Return *document* with such lines as tables; *asked* tells what a text asks in so many words.

    *is_printed* knows headings and options.
    """
    found = [parts for block in document.blocks if (parts := _parts(block)) and not _is_closed(parts[0])]
    rows = [label for label, _ in found]
    known = [label for label in rows if asked(label.text)]
    if len(rows) < _LEAST or len(known) < _MOST * len(rows):
        return document

    looks = {None, *(look_of(answer) for _, answer in found)}

    def is_left_blank(line: Line) -> bool:
        found = asked(line.text)
        rows = found is not None and found.field.type is FieldType.TABLE  # which stand below
        return found is not None and not rows and not has_box(line) and ":" not in line.text

    def ends(line: Line) -> bool:
        label = line.text.partition(":")[0]
        heads = look_of(line) not in looks and is_short(line)
        return heads or is_printed(line) or is_bracketed(line.text) or is_dated(line.text) or asked(label) is not None

    def is_roomy(label: Line) -> bool:
        found = asked(label.text)
        return found is None or found.field.type not in _SHORT

    def parted(block: Block) -> tuple[Line, Line] | None:
        parts = _parts(block)
        return None if parts and _SIGN.fullmatch(parts[1].text) and asked(parts[0].text) is None else parts

    return replace(document, blocks=tuple(_tabled(document.blocks, parted, is_left_blank, ends, is_roomy)))


def _parts(block: Block) -> tuple[Line, Line] | None:
    """The question and the answer that a tab or blanks part."""
    text = block.text if isinstance(block, Line) else ""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    gap = _GAP.search(text, start)
    if not isinstance(block, Line) or gap is None or _GAP.search(text, gap.end(), end):
        return None
    label = slice_of(block, start, gap.start())
    printed = ":" in label.text.rstrip(" :") or is_bracketed(label.text) or has_box(label) or len(label.text) > _LONGEST
    return None if printed or not _WORD.search(label.text) else (label, slice_of(block, gap.end(), len(text)))


def _is_closed(label: Line) -> bool:
    """Tell whether a colon ends *label*: such lines are told apart without a table."""
    return label.text.rstrip().endswith(":")


def _tabled(
    blocks: Sequence[Block],
    parted: Callable[[Block], tuple[Line, Line] | None],
    is_left_blank: Callable[[Line], bool],
    ends: Callable[[Line], bool],
    is_roomy: Callable[[Line], bool],
) -> Iterator[Block]:
    rows: list[_Row] = []
    waiting: list[Line] = []  # lines without a tab below the last row: of its answer, if another row follows
    for block in blocks:
        parts = parted(block)
        if isinstance(block, Line) and parts:
            _join(rows, waiting, is_roomy)
            rows.append(_Row(parts[0], [parts[1]], block))
        elif isinstance(block, Line) and rows and is_left_blank(block):
            _join(rows, waiting, is_roomy)
            rows.append(_Row(block, [], block))
        elif isinstance(block, Line) and rows and not ends(block):
            waiting.append(block)
        else:
            yield from _ended(rows, waiting)
            yield block
            rows, waiting = [], []
    yield from _ended(rows, waiting)


def _ended(rows: Sequence[_Row], waiting: Sequence[Line]) -> Iterator[Block]:
    """The table; where lines go on below its last row, whether they are of its answer is told as in other lines."""
    goes_on = any(key(line.text) for line in waiting[:1])
    if told := [([row.label], row.lines) for row in (rows[:-1] if goes_on else rows)]:
        yield table_of(*told)
    yield from (row.whole for row in rows[-1:] if goes_on)
    yield from waiting


def _join(rows: list[_Row], waiting: list[Line], is_roomy: Callable[[Line], bool]) -> None:
    """Take in the lines between two rows: more of a long answer, or questions that were left blank."""
    written = [line for line in waiting if key(line.text) or has_box(line)]
    if rows and is_roomy(rows[-1].label):
        rows[-1].lines += written
    else:
        rows += (_Row(line, [], line) for line in written)
    waiting.clear()
