"""Labels whose brackets a PDF or a mail broke over two lines: "Општина (потпис лица и", below it "печат)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.places import Document, Line, Span
from intake.rules.forms.words.lines import rewritten

_OPEN = re.compile(r"\([^()]*$")
_CLOSING = re.compile(r"\s*[^\W\d_][^()]{,40}\)[\s.:]*$")


def with_closed_brackets(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* with each such label in one line; what *asks* nothing is an answer, and stays as it is."""
    told: dict[int, Sequence[Line]] = {}
    for above, line in pairwise(document.blocks):
        if isinstance(above, Line) and isinstance(line, Line) and _goes_on(above, line, asks):
            space = Span(text=" ", marks=above.spans[-1].marks)
            told |= {id(above): (replace(above, spans=(*above.spans, space, *line.spans)),), id(line): ()}
    return rewritten(document, told)


def _goes_on(above: Line, line: Line, asks: Callable[[str], bool]) -> bool:
    if not _CLOSING.match(line.text) or not line.text.lstrip()[0].islower() or not _OPEN.search(above.text):
        return False
    label = above.text.rpartition("\t")[2]
    return asks(f"{label.strip()} {line.text.strip()}")
