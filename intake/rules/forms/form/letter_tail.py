"""Where the letter around a form in a mail ends: its closing words with the signature, and the message quoted below.

And what in it says whom to ask about the call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.layout.signed_lines import is_dated, signed_at
from intake.rules.forms.places import Block, Line
from intake.rules.forms.words.lexicon import Lexicon, key

_SIGNATURE = 8  # lines that may stand below "С поштовањем,"
_HEADERS = 2  # "Послано: …", "Наслов: …", below "Од: …"
_CLOSING = 6  # words of a line that closes a letter
_RULED = re.compile(r"\s*[-–—_=*]{2,}\s*[^\W\d_].{0,60}?[-–—_=*]{2,}\s*$")  # "-----Original Message-----"
_DASHES = re.compile(r"--\s*$")  # RFC 3676, 4.3
_QUOTED = re.compile(r"\s*>")
_HEADER = re.compile(r"\s*\*?([^\W\d_][^:]{0,20}):\*?\s+\S")


def tails(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where the letter may end in *blocks*, the signature first: where its tail begins, and what is quoted."""
    marked = len(list(takewhile(_is_marked, reversed(blocks))))
    quoted = next((at for at in range(len(blocks)) if _is_quoted(blocks, at, lexicon)), len(blocks) - marked)
    closing = [at for at in range(quoted) if _closes(blocks[at], lexicon)][-1:]
    below = [block for block in blocks[(closing or [quoted])[0] + 1 : quoted] if not _is_blank(block)]
    if closing and len(below) <= _SIGNATURE and all(isinstance(block, Line) for block in below):
        yield closing[0], quoted
    if any(not _is_blank(block) for block in blocks[quoted:]):
        yield quoted, quoted


def signed_in(tail: Sequence[Block]) -> tuple[Line, ...]:
    """Return the lines of a *tail* that say where and when the letter was signed, below a blank one."""
    said = [block for block in tail if isinstance(block, Line) and (is_dated(block.text) or signed_at(block.text))]
    return (Line(spans=(), address=said[0].address), *said) if said else ()


def _closes(block: Block, lexicon: Lexicon) -> bool:
    """Tell whether *block* is the line with which a letter ends: "С поштовањем,"; or the dashes below it."""
    if not isinstance(block, Line):
        return False
    words = key(block.text)
    return bool(_DASHES.match(block.text)) or (
        len(words.split()) <= _CLOSING and f"{words} ".startswith(lexicon.closings)
    )


def _is_quoted(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> bool:
    """Tell whether another message begins at *at*: with a line that says so, or with its headers."""
    first = blocks[at]
    if not isinstance(first, Line):
        return False
    if _RULED.match(first.text) and f"{key(first.text)} ".startswith(lexicon.quotings):
        return True
    if first.text.rstrip().endswith(":") and any(map(str.isdigit, first.text)):  # "On 20 August 2021, … wrote:"
        return not lexicon.wrote.isdisjoint(key(first.text).split()[-2:])
    if _header(first) not in lexicon.senders:
        return False
    below = (block for block in blocks[at + 1 : at + _SIGNATURE] if not _is_blank(block))
    heads = [_header(block) in lexicon.headers for block in islice(below, _HEADERS)]
    return len(heads) == _HEADERS and all(heads)


def _header(block: Block) -> str:
    found = _HEADER.match(block.text) if isinstance(block, Line) else None
    return key(found[1]) if found else ""


def _is_marked(block: Block) -> bool:
    return isinstance(block, Line) and (not block.text.strip() or bool(_QUOTED.match(block.text)))


def _is_blank(block: Block) -> bool:
    return isinstance(block, Line) and not block.text.strip()


def without_information(items: Sequence[Item], lexicon: Lexicon) -> Iterator[Item]:
    """Yield *items*, what a line as "За додатне информације: Ана Анић, тел. …" holds answering nothing.

    Where the form asks for one of these things elsewhere: then it is the association's own.
    """
    told = {i.line.address for i in items if lexicon.informs(i.line.text)}
    if not told:
        yield from items
        return
    inside = [i for i in items if isinstance(i, Question) and i.cell is None and i.label.address in told]
    elsewhere = {i.field.id for i in items if isinstance(i, Question) and i.label.address not in told}
    own = {i.label.address for i in inside if i.field.id in elsewhere}
    for item in items:
        noted = isinstance(item, Question) and item.cell is None and item.label.address in own
        yield Loose(line=item.line) if noted else item
