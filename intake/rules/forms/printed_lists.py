"""Options that a form prints in one line, behind its question, to be chosen from: numbered, or with a slash between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from intake.rules.forms.lines import has_box, slice_of
from intake.rules.forms.options import Options
from intake.rules.forms.places import Line

_NUMBERED = re.compile(r"(?:^|(?<=[\s:;,.–—(]))\(?(\d)\s?[.)]\s*(?=[^\W\d_])")
_BEHIND = re.compile(r":|\t|_{2,}|…|\.{3,}")  # where the answer begins, behind the last option
_BETWEEN = re.compile(r"\s*[/|;,]\s*|\s{2,}")
_FEW = 2  # options that make a list


def parted_list(line: Line, options: Options) -> tuple[Line, ...]:
    """Part a line that prints a numbered list of all there is to choose from, and what was written behind it.

    "… – уписати број: 1) Дневни центар; 2) Повећање свијести; …": nobody answers with everything.
    """
    starts = [found.start() for n, found in enumerate(_NUMBERED.finditer(line.text), 1) if found[1] == str(n)]
    if len(starts) < _FEW or has_box(line):
        return (line,)
    end = found.start() if (found := _BEHIND.search(line.text, starts[-1])) else len(line.text)
    listed = tuple(slice_of(line, *cut) for cut in pairwise((*starts, end)))
    if not options.are_all([options.named(x.text) for x in listed]):
        return (line,)
    behind = slice_of(line, end, len(line.text))
    return (*listed, behind) if behind.text.strip() else listed


def without_offer(line: Line, options: Options) -> tuple[Line, ...]:
    """Leave out of what stands behind a question the approaches that it offers: "Форум / Повјереник: Повјереник".

    Where one of them is struck out or set apart, each is a line of its own.
    """
    colon = line.text.find(":")
    end = colon if colon >= 0 else len(line.text)
    offer, behind = slice_of(line, 0, end), slice_of(line, end + 1, len(line.text))
    offered = tuple(_offered(offer))
    each = [options.named(x.text) for x in offered]
    told = {one[0] for one in each if len(one) == 1 and one[0].approach is not None}
    if has_box(offer) or _NUMBERED.search(offer.text) or not len(each) == len(told) >= _FEW:
        return (line,)
    marks = {frozenset(span.marks for span in x.spans if span.text.strip()) for x in offered}
    return (*(offered if len(marks) > 1 else ()), *((behind,) if behind.text.strip() else ()))


def _offered(line: Line) -> Iterator[Line]:
    at = 0
    for found in (*_BETWEEN.finditer(line.text), None):
        option = slice_of(line, at, found.start() if found else len(line.text))
        if option.text.strip():
            yield option
        at = found.end() if found else at
