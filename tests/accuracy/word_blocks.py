"""What all layouts of Word forms are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from accuracy.ooxml import cell, paragraph, row, run, spans, table, text_paragraph
from accuracy.paper import Ink, Item, Kind, Line, Paper, Section

Layout = Callable[[Paper, Random], bytes]
Drawn = Callable[[Line], str]


def heading_of(paper: Paper) -> str:
    """The title and what is printed under it."""
    title = "".join(text_paragraph(text, Ink.BOLD) for text in paper.title)
    return title + "".join(text_paragraph(note, Ink.ITALIC) for note in paper.notes)


def foot_of(paper: Paper) -> str:
    """What is printed at the end."""
    return "".join(text_paragraph(text) for text in paper.foot)


def answer(item: Item, drawn: Drawn = spans) -> str:
    """An answer as blocks: a paragraph a line, pairs as a table of their own."""
    paragraphs = "".join(paragraph(drawn(one)) for one in item.lines)
    hint = text_paragraph(item.hint, Ink.ITALIC) if item.hint else ""
    return paragraphs + pairs(item, drawn) + hint


def pairs(item: Item, drawn: Drawn = spans) -> str:
    """Options with their marks, or a table's rows, side by side."""
    if not item.pairs:
        return ""
    rows = (row(*(cell(paragraph(drawn(one))) for one in cells)) for cells in item.pairs)
    return table(rows, max(map(len, item.pairs)))


def is_single(item: Item) -> bool:
    """Tell whether an item is best put over the whole width: a statement with its box, a table of people."""
    return item.kind in (Kind.STATEMENT, Kind.MEMBERS)


def whole(item: Item, drawn: Drawn = spans) -> str:
    """An item of the whole width, as blocks."""
    if item.kind is Kind.MEMBERS:
        return text_paragraph(item.label, Ink.BOLD) + pairs(item, drawn)
    return "".join(paragraph(drawn(one)) for one in item.lines)


def rows_of(section: Section, columns: int, one: Callable[[Item], str], drawn: Drawn = spans) -> Iterator[str]:
    """A section's rows: *one* makes those of label and answer; the others go over all *columns*."""
    for item in section.items:
        yield row(cell(whole(item, drawn), span=columns)) if is_single(item) else one(item)


def is_short(item: Item) -> bool:
    """Tell whether two such questions fit on one row."""
    return item.kind is Kind.TEXT and len(item.lines) <= 1 and len(item.text) < 80 and not item.pairs


def inline(item: Item, between: str) -> str:
    """Label, colon and answer in one paragraph; longer answers under the label."""
    if item.kind is Kind.CHOICE or item.pairs or len(item.lines) != 1:
        return text_paragraph(f"{item.label}:") + answer(item)
    hint = text_paragraph(item.hint, Ink.ITALIC) if item.hint else ""
    return paragraph(run(f"{item.label}:{between}"), spans(item.lines[0])) + hint
