"""Headings that ask in so many words, in a form that asks it nowhere else: "IV ЧЛАНОВИ КЛАСТЕРА", above their list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.layout.headlines import Look, is_short, look_of
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import IN_LINES, Asked, Certainty, Match

_NUMBER = re.compile(r"^\s*(?:[IVXІХ]{1,4}|\d{1,2})[.)]?\s+")  # with or without a sign behind it
_LEAST = 3  # headings of one look


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
