"""What the text of a mail quotes: another mail's lines, and perhaps a letter of ours, told by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.places import Block, Document, Line
from intake.rules.forms.words.lines import slice_of

_QUOTED = re.compile(r"\s*>")
_MARKS = re.compile(r"(?:\s*>)+ ?")
_LEAST = 4  # answers between the lines of a form
_NUMBERS = 6  # answers to questions by their numbers
_FEW = 1  # of them that may say what the question does
_ALIKE = 12  # characters with which a line tells its question
_COUNTED = re.compile(r"\D{0,14}(\d{1,2})\s*[.):–—-]+(?!\d)\s*(.*)")
_NUMBER = r"[A-Z][A-Z0-9]{0,11}-\d{4,}"  # of an application: "LC21-0007"
_OURS = re.compile(rf"(?:^|\s){_NUMBER} ·|^\W*(?:[^\W\d]+\W+){{0,2}}{_NUMBER}\W*$", re.MULTILINE)
_HEADER = re.compile(r"\s*\*?[^\W\d_][^:]{0,20}:\*?\s+\S")
_HEADERS = 4  # that may stand above a quoted message's subject: from, date, to, copy


def own_words(document: Document) -> Document:
    """Return *document* without the lines marked as another mail's (RFC 3676, 4.5); places stay as they are.

    Where several are answered one by one, below each or by their numbers, they are a form that was sent as text: then
    without their marks.
    """
    if _answers_between(document.blocks) >= _LEAST or _are_answered_by_number(document.blocks):
        return replace(document, blocks=tuple(map(_without_marks, document.blocks)))
    return replace(document, blocks=tuple(block for block in document.blocks if not _is_marked(block)))


def _answers_between(blocks: Sequence[Block]) -> int:
    """Count the places where something of one's own stands between marked lines."""
    marked = [_is_marked(block) for block in blocks if _text(block).strip()]
    end = len(marked) - marked[::-1].index(True) if True in marked else 0
    return sum(before and not after for before, after in pairwise(marked[:end]))


def _are_answered_by_number(blocks: Sequence[Block]) -> bool:
    """Tell whether one's own lines have the numbers of marked ones and say something else: "> 3. Адреса", "3. Трг"."""
    asked: dict[str, str] = {}
    told: dict[str, str] = {}
    for block in blocks:
        if found := _COUNTED.match(_text(_without_marks(block))):
            (asked if _is_marked(block) else told).setdefault(found[1], found[2][:_ALIKE])
    alike = [number for number in told.keys() & asked.keys() if told[number] == asked[number]]
    return len(told.keys() & asked.keys()) >= _NUMBERS and len(alike) <= _FEW


def _without_marks(block: Block) -> Block:
    found = _MARKS.match(block.text) if isinstance(block, Line) else None
    return slice_of(block, found.end(), len(block.text)) if found and isinstance(block, Line) else block


def above_letter(document: Document) -> Document | None:
    """Return what stands above what looks like a letter of ours, its subject or its number; None where nothing does."""
    at = next((at for at, block in enumerate(document.blocks) if _OURS.search(_text(block))), None)
    return None if at is None else replace(document, blocks=document.blocks[: _without_headers(document.blocks, at)])


def _without_headers(blocks: Sequence[Block], subject: int) -> int:
    """Go up from the *subject* of a quoted message to its sender: these lines answer nothing either."""
    first = subject
    for at in range(subject - 1, max(subject - _HEADERS, 0) - 1, -1):
        if not _HEADER.match(_text(blocks[at])):
            break
        if "@" in _text(blocks[at]):
            first = at
    return first


def _is_marked(block: Block) -> bool:
    return isinstance(block, Line) and bool(_QUOTED.match(block.text))


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else "\n".join(cell.text for cell in block.cells)
