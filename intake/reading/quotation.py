"""What the text of a mail quotes: another mail's lines, and perhaps a letter of ours, told by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.rules.forms.places import Block, Document, Line

_QUOTED = re.compile(r"\s*>")
_NUMBER = r"[A-Z][A-Z0-9]{0,11}-\d{4,}"  # of an application: "LC21-0007"
_OURS = re.compile(rf"(?:^|\s){_NUMBER} ·|^\W*(?:[^\W\d]+\W+){{0,2}}{_NUMBER}\W*$", re.MULTILINE)
_HEADER = re.compile(r"\s*\*?[^\W\d_][^:]{0,20}:\*?\s+\S")
_HEADERS = 4  # that may stand above a quoted message's subject: from, date, to, copy


def own_words(document: Document) -> Document:
    """Return *document* without the lines marked as another mail's (RFC 3676, 4.5); places stay as they are."""
    return replace(document, blocks=tuple(block for block in document.blocks if not _is_marked(block)))


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
