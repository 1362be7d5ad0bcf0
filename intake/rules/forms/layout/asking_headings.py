"""Lines that ask alone above their answers, though no label does so: headings, and questions in free words.

A heading asks in so many words, in a form that asks it nowhere else: "IV ЧЛАНОВИ КЛАСТЕРА", above their list. Questions
in free words may be few, where others stand in tables, in sentences or before their answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from intake.rules.call import FieldType
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.layout.headlines import Look, is_short, look_of
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import IN_LINES, SPEAKING, Asked, Certainty, Match
from intake.rules.forms.words.persons import is_named_first

_NUMBER = re.compile(r"^\s*(?:[IVXІХ]{1,4}|\d{1,2})[.)]?\s+")  # with or without a sign behind it
_LEAST = 3  # headings of one look
_ASKED = 2  # known questions above their answers


def with_headings_asking(items: Sequence[Item], asked: Asked) -> Sequence[Item]:
    """Return *items*, each such heading with what stands below it, up to the next: nothing there asks anything."""
    found = [(at, match) for at in _alone(items) if (match := _asks(items[at], asked))]
    if not found:
        return items
    known = {item.field.id for item in items if isinstance(item, Question)}
    looks = [_look(item) for item in items]
    told = list(items)
    for at, match in reversed(found):
        item, below = items[at], _below(items, looks, at)
        heads = looks[at] is not None and looks.count(looks[at]) >= _LEAST
        if isinstance(item, Loose) and heads and below and match.field.id not in known:
            told[at : at + 1 + len(below)] = [Question(match=match, label=item.line, answer=below)]
    return told


def with_members_below(items: Sequence[Item], asked: Asked, only: Callable[[str], bool]) -> Sequence[Item]:
    """Return *items*, a heading that asks for members, and *only* for these, with the persons right below it.

    What is taken for a question, but begins with a person's name, is one of them.
    """
    told = list(items)
    labels = (item.label if isinstance(item, Question) else item.line for item in items)
    for first in reversed([at for at, label in enumerate(labels) if "@" in label.text]):
        at = first - 1
        while at >= 0 and _named(items[at]) == ():
            at -= 1  # a number
        match = _asks_members(items[at], asked, only) if at >= 0 and _named(items[first]) else None
        if match:
            below = [*takewhile(lambda lines: lines is not None, map(_named, items[at + 1 :]))]
            answer = tuple(line for lines in below for line in lines or ())
            told[at : at + 1 + len(below)] = [Question(match=match, label=items[at].line, answer=answer)]
    return told


def _named(item: Item) -> tuple[Line, ...] | None:
    """The lines of *item* if each begins with a person's name; none of a number, None where anything else stands."""
    if isinstance(item, Question) and item.match.known:
        return None
    lines = tuple(line for line in item.lines if any(map(str.isalpha, line.text)))
    return lines if all(is_named_first(line.text) for line in lines) else None


def _asks_members(item: Item, asked: Asked, only: Callable[[str], bool]) -> Match | None:
    text = _NUMBER.sub("", item.line.text, count=1)
    blank = isinstance(item, Loose) or (item.field.type is FieldType.TABLE and not item.said.strip())
    return asked(text) if blank and only(text) else None


def _alone(items: Sequence[Item]) -> Sequence[int]:
    """Where a line of *items* in some look, and of no table, has another below it that answers nothing."""
    loose = [isinstance(item, Loose) and item.cell is None for item in items]
    return [
        at
        for at, (item, below) in enumerate(zip(items, loose[1:], strict=False))
        if below and isinstance(item, Loose) and item.cell is None and item.line.spans
        if item.line.spans[0].marks or item.line.text.isupper()
    ]


def _asks(item: Item, asked: Asked) -> Match | None:
    """What *item* asks in so many words behind its number, where answers have room for several lines."""
    match = asked(_NUMBER.sub("", item.line.text, count=1)) if isinstance(item, Loose) else None
    roomy = match is not None and match.certainty is Certainty.EXACT and match.field.type in IN_LINES
    return match if roomy else None


def _look(item: Item) -> Look | None:
    """How *item* looks if it may be a heading: a short line, in a look of its own."""
    heads = isinstance(item, Loose) and item.cell is None and is_short(item.line)
    return look_of(item.line) if isinstance(item, Loose) and heads else None


def _below(items: Sequence[Item], looks: Sequence[Look | None], at: int) -> tuple[Line, ...]:
    """The lines below the heading *at*, up to the next of its look; none where one of them asks or may be ticked."""
    rest = zip(items[at + 1 :], looks[at + 1 :], strict=True)
    below = [item for item, _ in takewhile(lambda one: one[1] != looks[at], rest)]
    lines = [item.line for item in below if isinstance(item, Loose) and not has_box(item.line)]
    return tuple(lines) if len(lines) == len(below) and any(key(line.text) for line in lines) else ()


# Questions in free words that look as two do that are known


def alone_above(asked: Sequence[Question], found: Sequence[Item], match: Asked) -> frozenset[Line]:
    """Return the lines above a text that look so, whole, where no answer does: loose, or in the answer above them.

    There they have to ask what nothing else does, and where questions look like any text, by more than one word.
    """
    sure = [item for item in asked if item.match.known and item.match.certainty > Certainty.CONTAINED]
    looks = [look_of(item.label) for item in sure if item.cell is None and item.answer and not item.is_beside]
    look = max(looks, key=looks.count) if looks else None
    if looks.count(look) < _ASKED:
        return frozenset()
    known = {item.field.id for item in sure if not item.is_beside}  # beside its label an answer may speak of itself
    least = Certainty.CONTAINED if look else Certainty.MEANT
    within = {line for item in asked if look or item.cell is None for line in item.answer if look_of(line) == look}
    asking = frozenset(_roomy(within, known, match, least))
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


def _roomy(lines: Iterable[Line], known: Container[str], match: Asked, least: Certainty) -> Iterator[Line]:
    """Yield the short *lines* that ask, at *least* so surely, for a long answer that no *known* question does."""
    for line in lines:
        asked = match(line.text) if is_short(line) else None
        sure = asked is not None and asked.certainty >= least and asked.field.type in SPEAKING
        if sure and asked is not None and asked.field.id not in known:
            yield line
