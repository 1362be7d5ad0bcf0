"""Questions in two languages, one below the other: "Назив општине", below it "Name of the municipality: …".

They are put in one line, as other forms have them. That the languages are two, the letters tell: a hint may ask the
same as the question above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.labels.question_ends import end_of_question
from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Certainty, Match

_LEAST = 4  # questions so asked
_SIGNS = (":", "?", "–", "-")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_BOTH = re.compile(r":|\s/\s")
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]*|[^\W\d_][.)])\s")

Matched = Callable[[str], Match | None]


def with_both_languages(document: Document, matched: Matched) -> Document:
    """Return *document* with such questions in one line each; *matched* tells what a text asks."""
    runs = _runs(document.blocks)
    pairs = [pair for run in runs for pair in pairwise(run) if _are_one(*pair, matched)]
    asked = {id(one) for one, _ in pairs}
    pairs = [pair for pair in pairs if id(pair[1]) not in asked]  # and no heading with the first of them
    if len(pairs) < _LEAST:
        return document
    if all(_NUMBER.match(one.text) for one, _ in pairs):
        known = {id(line) for pair in pairs for line in pair}
        pairs += [
            (one, two)
            for run in runs
            for one, two in pairwise(run)
            if known.isdisjoint((id(one), id(two))) and _may_be_one(one, two)
        ]
    below = {id(one): two for one, two in pairs}
    gone = {id(two) for _, two in pairs}
    blocks = (_table(b, below, gone) if isinstance(b, Table) else _joined(b, below) for b in document.blocks)
    return replace(
        document, blocks=tuple(b for old, b in zip(document.blocks, blocks, strict=True) if id(old) not in gone)
    )


def _runs(blocks: Sequence[Block]) -> list[Sequence[Line]]:
    """The lines that follow each other in paragraphs and in cells."""
    found: list[Sequence[Line]] = []
    run: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            if block.text.strip():
                run.append(block)
            continue
        if run:
            found.append(run)
            run = []
        found += [cell.lines for cell in block.cells if len(cell.lines) > 1]
    return [*found, run]


def _are_one(one: Line, two: Line, matched: Matched) -> bool:
    """Tell whether *two* goes on asking what *one* asks."""
    first = None if _BOTH.search(one.text) or SECTION.match(one.text) else matched(one.text)
    if first is None or first.certainty <= Certainty.CONTAINED or has_box(one) or not _may_go_on(one, two):
        return False
    second = matched(two.text[: end_of_question(two.text)])
    return second is not None and second.certainty > Certainty.CONTAINED and second.field is first.field


def _may_go_on(one: Line, two: Line) -> bool:
    """Tell whether *two* has no number, and the letters of another language than *one*."""
    if _NUMBER.match(two.text):
        return False
    asked = two.text[: end_of_question(two.text)].partition("(")[0]
    return bool(_CYRILLIC.search(one.text)) is not bool(_CYRILLIC.search(asked))


def _may_be_one(one: Line, two: Line) -> bool:
    """Tell whether they look so in a form with numbers: the first has one, and the other its look or a sign."""
    if not _NUMBER.match(one.text) or one.text.rstrip().endswith(_SIGNS) or not _may_go_on(one, two):
        return False
    marks = first_marks(one)
    return (bool(marks) and first_marks(two) == marks) or two.text.rstrip().endswith(_SIGNS)


def _table(table: Table, below: dict[int, Line], gone: set[int]) -> Table:
    cells = tuple(_cell(cell, below, gone) for cell in table.cells)
    return replace(table, cells=cells)


def _cell(cell: Cell, below: dict[int, Line], gone: set[int]) -> Cell:
    return replace(cell, lines=tuple(_joined(line, below) for line in cell.lines if id(line) not in gone))


def _joined(one: Line, below: dict[int, Line]) -> Line:
    two = below.get(id(one))
    if two is None:
        return one
    marks = one.spans[-1].marks & two.spans[0].marks
    return replace(one, spans=(*one.spans, Span(text=" / ", marks=marks), *two.spans))
