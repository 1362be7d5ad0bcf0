"""Options that a form prints in one line, behind its question, to be chosen from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.rules.forms.lines import has_box, slice_of
from intake.rules.forms.options import Options
from intake.rules.forms.places import Line

_BETWEEN = re.compile(r"\s*[/|;,]\s*|\s{2,}")
_FEW = 2  # options that make a list


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
    if has_box(offer) or not len(each) == len(told) >= _FEW:
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
