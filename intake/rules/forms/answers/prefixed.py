"""Answers that begin with what they are: "моб: 065/123-456" behind "Телефон:", and no question of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import REACHED_BY


def with_prefixed(items: Sequence[Item]) -> Sequence[Item]:
    """Return *items*, each telephone or address that says itself what it is with the question right before it."""
    pairs = [
        (above, below)
        for above, below in pairwise(items)
        if isinstance(above, Question) and isinstance(below, Question)
        if above.match.field.type in REACHED_BY and above.match.field.type is below.match.field.type
    ]
    said = {id(above): below for above, below in pairs if _answers(above, below)}
    taken = set(map(id, said.values()))
    return [_answered(item, said.get(id(item))) for item in items if id(item) not in taken] if said else items


def _answered(item: Item, below: Question | None) -> Item:
    return replace(item, answer=(*item.answer, *below.answer)) if below and isinstance(item, Question) else item


def _answers(above: Question, below: Question) -> bool:
    """Tell whether *below* is what was written for *above*: in its line, or in the next row of its column."""
    if any(key(line.text) for line in above.answer) or not any(key(line.text) for line in below.answer):
        return False
    return len(key(below.asked).split()) == 1 and _is_near(above, below)


def _is_near(above: Question, below: Question) -> bool:
    if above.label.address == below.label.address:
        return True
    one, other = above.cell, below.cell
    if one is None or other is None:
        return False
    alone = sum(1 for cell in (*above.row, *below.row) if key(cell.text)) == len((one, other))
    return alone and one.column == other.column and other.row == one.row + 1
