"""Members in a list who are named first, and then by what they are reached: "– Ана Анић, психолог, e-mail: …".

What stands before such a colon asks nothing, nor does what has a number of an outline ("6.1. Ана Анић; …"). A dash ends
what asks for them right above as a colon does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from intake.rules.call import FieldType
from intake.rules.forms.places import Block, Document, Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.matches import Asked
from intake.rules.forms.words.persons import is_named_first

_REACHED = re.compile(r"(?:[,;)]|\s[–—/-])\s.*(?::\s*\S*\d|\S@\S)")
_PARTS = re.compile(r"[,;(]|\s[–—/-]\s")
_DASHED = re.compile(r"\s+[–—-]+\s*$")


def with_members_listed(document: Document, asked: Asked, lexicon: Lexicon) -> Document:
    """Return *document* with each such line as an answer, right below what asks for the members."""
    if not [block for block in document.blocks if isinstance(block, Line) and _REACHED.search(block.text)]:
        return document
    return replace(document, blocks=tuple(_marked(document.blocks, asked, lexicon)))


def _marked(blocks: Sequence[Block], asked: Asked, lexicon: Lexicon) -> Iterator[Block]:
    below = False  # a label that asks for members, or one of them
    for block, following in zip_longest(blocks, blocks[1:]):
        if not isinstance(block, Line):
            below = False
            yield block
        elif below and _is_member(block.text, lexicon):
            yield replace(block, answers=True) if _REACHED.search(block.text) else block
        elif key(block.text):
            label, colon, rest = block.text.partition(":")
            match = asked(label)
            below = match is not None and match.field.type is FieldType.TABLE
            if below and ":" in rest and _is_member(rest, lexicon):
                at = len(label) + len(colon)
                yield slice_of(block, 0, at)
                yield replace(slice_of(block, at, len(block.text)), answers=True)
            elif below and isinstance(following, Line) and _is_member(following.text, lexicon):
                yield _closed(block)
            else:
                yield block
        else:
            yield block


def _closed(label: Line) -> Line:
    """Return *label* with a colon in the place of the dash at its end."""
    dash = _DASHED.search(label.text)
    if dash is None:
        return label
    asking = slice_of(label, 0, dash.start())
    return replace(asking, spans=(*asking.spans, Span(text=":", marks=asking.spans[-1].marks)))


def _is_member(text: str, lexicon: Lexicon) -> bool:
    """Tell whether *text* begins with a person's name, and is no one's of whom a title says more."""
    first = _PARTS.split(text, maxsplit=1)[0]
    return is_named_first(text) and ":" not in first and not lexicon.is_calling(first)
