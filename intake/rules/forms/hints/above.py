"""Hints that stand above a question in its cell: in brackets, or a sentence that says how to answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.rules.forms.hints.by_words import HintWords, Told
from intake.rules.forms.hints.flows import without_lines
from intake.rules.forms.hints.regions import SIGN, Labels, is_apart, is_put, question_before
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lines import has_box, is_bracketed

_LEAST = 2  # lines of a cell with a hint and a question
_ENDS = (")", "]", ".")


def without_hints_above(document: Document, labels: Labels, words: HintWords) -> Document:
    """Return *document* without such lines; *labels* tells what a text asks by more than a part of its words."""
    gone: set[int] = set()
    for block in document.blocks:
        for cell in () if isinstance(block, Line) else block.cells:
            if len(cell.lines) >= _LEAST and (hint := _above(cell.lines, labels, words)):
                gone.add(id(hint))
    if not gone:
        return document
    return replace(document, blocks=tuple([without_lines(block, gone) for block in document.blocks]))


def _above(lines: Sequence[Line], labels: Labels, words: HintWords) -> Line | None:
    """The first of the *lines* of a cell, if it is a hint and the next one is a question with its sign or look."""
    written = [line for line in lines if line.text.strip()]
    if len(written) < _LEAST or not written[0].text.rstrip().endswith(_ENDS) or has_box(written[0]):
        return None
    hint, label = written[:_LEAST]
    begun = question_before(label.text) if SIGN.search(label.text) else ""
    if is_bracketed(label.text) or labels(begun or label.text) is None:
        return None
    sure = words.told(hint.text.strip()) is Told.SURE and (begun or is_put(label) or is_apart(hint, label))
    return hint if sure or is_bracketed(hint.text) else None
