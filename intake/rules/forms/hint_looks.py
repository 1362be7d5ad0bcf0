"""Hints that are known by their look: italics or a colour that neither the questions nor the answers have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from intake.rules.forms.hint_regions import LOOKS, Region
from intake.rules.forms.hint_words import Told
from intake.rules.forms.lines import is_data
from intake.rules.forms.looks import is_all
from intake.rules.forms.places import Line, Mark

_LEAST = 2  # hints with an answer beside them
_WORDS = 4  # of a hint below an answer, where headings may stand


def sign_by_look(regions: Sequence[Region], heads: Callable[[str], bool]) -> None:
    """Sign the lines in such a look; where only one answer has a hint so, it may be a part of that."""
    ends = [line for region in regions for line in (region.lines[0], region.lines[-1])]
    marks = {mark for line in ends for span in line.spans[:1] for mark in span.marks}
    for look in (look for look in LOOKS if look in marks):
        own = [region for region in regions if not is_all(region.label, look)]
        above = [(region, range(_begins(region.lines, look))) for region in own if not region.inline]
        _sign([(region, at) for region, at in above if at], look, regions)
        below = [(region, _end(region, look)) for region in own if region.is_roomy]
        _sign([(r, at) for r, at in below if at and not heads(r.lines[at[0]].text)], look, regions)


def _sign(found: Sequence[tuple[Region, range]], look: Mark, regions: Sequence[Region]) -> None:
    answered = [at for region, at in found if len(at) < len(region.lines) + region.inline]
    alone = [region for region, at in found if len(at) == len(region.lines) + region.inline]
    if len(answered) >= _LEAST and 2 * len(answered) >= len(found):
        sign = Told.SURE
    elif all(region.is_roomy for region in alone) and _are_all(found, look, regions):
        sign = Told.WEAK if alone else Told.MAYBE
    else:
        return
    for region, places in found:
        for at in places:
            region.signs[at] = max(region.signs[at], sign)


def _are_all(found: Sequence[tuple[Region, range]], look: Mark, regions: Sequence[Region]) -> bool:
    """Tell whether no other line beside those that were *found* is in the *look*."""
    return sum(is_all(line, look) for region in regions for line in region.lines) == sum(len(at) for _, at in found)


def _begins(lines: Sequence[Line], look: Mark) -> int:
    return sum(1 for _ in takewhile(lambda line: is_all(line, look) and not is_data(line), lines))


def _end(region: Region, look: Mark) -> range:
    """Where the last lines of *region* stand that are in the *look*; headings have fewer words."""
    number = _begins(region.lines[::-1], look)
    end = len(region.lines)
    first = region.lines[end - number].text if number else ""
    return range(end - number, end) if len(first.split()) >= _WORDS else range(0)
