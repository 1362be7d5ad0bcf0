"""Labels whose brackets a PDF or a mail broke over two lines: "Општина (потпис лица и", below it "печат)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from intake.rules.forms.places import Block, Document, Line, Span

_OPEN = re.compile(r"\([^()]*$")
_CLOSING = re.compile(r"\s*[^\W\d_][^()]{,40}\)[\s.:]*$")


def with_closed_brackets(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* with each such label in one line; what *asks* nothing is an answer, and stays as it is."""
    blocks = tuple(_joined(document.blocks, asks))
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=blocks)


def _joined(blocks: Iterable[Block], asks: Callable[[str], bool]) -> Iterator[Block]:
    above: Block | None = None
    for block in blocks:
        if isinstance(above, Line) and isinstance(block, Line) and _goes_on(above, block, asks):
            space = Span(text=" ", marks=above.spans[-1].marks)
            above = replace(above, spans=(*above.spans, space, *block.spans))
            continue
        if above is not None:
            yield above
        above = block
    if above is not None:
        yield above


def _goes_on(above: Line, line: Line, asks: Callable[[str], bool]) -> bool:
    if not _CLOSING.match(line.text) or not line.text.lstrip()[0].islower() or not _OPEN.search(above.text):
        return False
    label = above.text.rpartition("\t")[2]
    return asks(f"{label.strip()} {line.text.strip()}")
