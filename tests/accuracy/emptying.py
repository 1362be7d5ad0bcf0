"""The form as it was before anybody filled it in."""

from __future__ import annotations

from dataclasses import replace

from accuracy import printed
from accuracy.paper import Expected, Item, Kind, Paper, Shape, Span, line


def emptied(paper: Paper) -> Paper:
    """The same form without any answer."""
    return replace(paper, sections=tuple(replace(s, items=tuple(map(_emptied, s.items))) for s in paper.sections))


def _emptied(item: Item) -> Item:
    if item.kind is Kind.TEXT and not any(p.box is not None for one in item.lines for p in one):
        return replace(item, lines=(line(""),))
    if item.kind is Kind.MEMBERS:
        return replace(item, pairs=(item.pairs[0], *(tuple(line("") for _ in row) for row in item.pairs[1:])))
    return replace(item, lines=tuple(tuple(_untick(p) for p in one) for one in item.lines))


def _untick(piece: Span) -> Span:
    return Span("☐", piece.inks, box=False) if piece.box is not None else piece


def blank_of(paper: Paper) -> Expected:
    """What the export says of a form that was left blank: nothing but boxes that are not ticked."""
    boxes = {i.field: False for i in paper.items if i.field in printed.STATEMENTS}
    return Expected(shape=Shape.BLANK, status="incomplete", answers=boxes, codes=frozenset({"form.blank"}))
