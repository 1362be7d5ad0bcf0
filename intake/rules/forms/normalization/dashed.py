"""Forms in which the look of each question ends with a dash: "**Назив општине –** Лакташи". A colon says the same.

A dash may stand inside a question, too ("**Контакт особа – функција** Ана"): it is not the last that looks so. A hint
before the dash may have another look ("**Адреса** (улица и број) **–** Градска 1").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from intake.rules.forms.labels.looks import first_marks, set_apart
from intake.rules.forms.places import Block, Document, Line, Mark, Span
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import lines_of, slice_of
from intake.rules.forms.words.matches import Match

_NUMBER = r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[^\W\d_]|[IVX]{1,5})[.)]\s*)?"
_DASH = re.compile(rf"({_NUMBER})([^\W\d_][^:?–—\t]{{2,120}}?)\s+[–—-](?=\s|$)")
_PLAIN = (frozenset[Mark](), False)
_LEAST = 6  # questions of a form that are parted so


def with_colons(document: Document, labels: Callable[[str], Match | None]) -> Document:
    """Return *document* with colons for such dashes; *labels* tells what a text asks by more than a part of its words.

    Where the questions have numbers, or a look of their own, what has it asks, whatever its words.
    """
    dashed = [(line, found) for line in lines_of(document.blocks) if (found := _DASH.match(line.text))]
    if len(dashed) < _LEAST:
        return document
    asked = {id(line): match for line, found in dashed if (match := labels(found[2])) and _is_last(line, found.end())}
    open_ = [(line, found) for line, found in dashed if not _goes_on(line.text[found.end() :], labels)]
    sure = [(line, found) for line, found in open_ if id(line) in asked]
    if len({asked[id(line)].field.id for line, _ in sure}) < _LEAST or 2 * len(sure) < len(asked):
        return document
    numbered = all(found[1].strip()[:1].isdigit() for _, found in sure)
    look = _look(*sure[0])
    apart = look != _PLAIN and all(_look(*one) == look for one in sure)
    ends = {
        id(line): found.end()
        for line, found in open_
        if id(line) in asked or (numbered and found[1].strip()) or (apart and _look(line, found) == look)
    }
    return replace(document, blocks=tuple(_closed(block, ends) for block in document.blocks))


def _look(line: Line, found: re.Match[str]) -> tuple[frozenset[Mark], bool]:
    """How what stands before the dash of *line* looks: its marks where others stand behind it, and its capitals."""
    apart = set_apart(line) and _is_last(line, found.end())
    return first_marks(line) if apart else frozenset(), found[2].isupper()


def _is_last(line: Line, end: int) -> bool:
    """Tell whether *line* is set apart up to the dash that ends at *end*; a hint before it may not be.

    Capitals set a question apart, too.
    """
    apart = set_apart(line)
    if not apart:
        return line.text[:end].isupper()
    marks = first_marks(line)
    dash, rest = slice_of(line, end - 1, end), slice_of(line, end, len(line.text))
    return apart <= end and dash.spans[0].marks == marks != first_marks(rest)


def _goes_on(rest: str, labels: Callable[[str], Match | None]) -> bool:
    """Tell whether the question goes on in the *rest* of its line, behind the dash."""
    return ":" in rest.replace("://", "") or (bool(key(rest)) and labels(rest) is not None)


def _closed(block: Block, ends: dict[int, int]) -> Block:
    if isinstance(block, Line):
        return _with_colon(block, ends[id(block)]) if id(block) in ends else block
    cells = (
        replace(cell, lines=tuple(_with_colon(x, ends[id(x)]) if id(x) in ends else x for x in cell.lines))
        for cell in block.cells
    )
    return replace(block, cells=tuple(cells))


def _with_colon(line: Line, end: int) -> Line:
    """Return *line* with a colon for the dash that ends at the character *end*."""
    spans: list[Span] = []
    at = 0
    for span in line.spans:
        dash = end - 1 - at
        here = 0 <= dash < len(span.text)
        spans.append(replace(span, text=f"{span.text[:dash].rstrip()}:{span.text[dash + 1 :]}") if here else span)
        at += len(span.text)
    return replace(line, spans=tuple(spans))
