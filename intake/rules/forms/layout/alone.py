"""Questions in free words that stand alone above their answers, as two do that are known, and look as they do.

Such questions may be few, where others stand in tables, in sentences or before their answers.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.layout.headlines import is_short, look_of
from intake.rules.forms.places import Line
from intake.rules.forms.words.matches import SPEAKING, Asked, Certainty

_LEAST = 2  # known questions above their answers


def alone_above(asked: Sequence[Question], found: Sequence[Item], match: Asked) -> frozenset[Line]:
    """Return the lines above a text that look so, whole, where no answer does: loose, or in the answer above them.

    There they have to ask what nothing else does, and where questions look like any text, by more than one word.
    """
    sure = [item for item in asked if item.match.known and item.match.certainty > Certainty.CONTAINED]
    looks = [look_of(item.label) for item in sure if item.cell is None and item.answer and not item.is_beside]
    look = max(looks, key=looks.count) if looks else None
    if looks.count(look) < _LEAST:
        return frozenset()
    known = {item.field.id for item in sure if not item.is_beside}  # beside its label an answer may speak of itself
    least = Certainty.CONTAINED if look else Certainty.MEANT
    within = {line for item in asked if look or item.cell is None for line in item.answer if look_of(line) == look}
    asking = frozenset(_asking(within, known, match, least))
    pairs = pairwise((line, free) for line, free in _lines(found) if line.text.strip())
    if look is None:
        return frozenset(line for (line, _), (below, _) in pairs if line in asking and below not in asking)
    return frozenset(
        line
        for (line, free), (below, free_below) in (pairs if within == asking else ())
        if look_of(line) == look != look_of(below) and (line in asking or (free and free_below))
    )


def _lines(found: Sequence[Item]) -> Iterator[tuple[Line, bool]]:
    """The lines that may be above another, or below, each with whether it stands outside tables and answers nothing."""
    for item in found:
        if isinstance(item, Loose):
            yield item.line, item.cell is None
        else:
            yield from ((line, False) for line in item.lines)


def _asking(lines: Iterable[Line], known: Container[str], match: Asked, least: Certainty) -> Iterator[Line]:
    """Yield the short *lines* that ask, at *least* so surely, for a long answer that no *known* question does."""
    for line in lines:
        asked = match(line.text) if is_short(line) else None
        sure = asked is not None and asked.certainty >= least and asked.field.type in SPEAKING
        if sure and asked is not None and asked.field.id not in known:
            yield line
