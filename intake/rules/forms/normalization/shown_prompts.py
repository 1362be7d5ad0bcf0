"""The prompts in the places of answers, where they still stand: in their controls, or as text in square brackets.

They say nothing, whatever was typed before, behind, below or into them: "[Упишите назив / Општина Рудо]".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.answers.trimming import without_prompt
from intake.rules.forms.places import Block, Document, Line, Span, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import lines_of, rewritten, slice_of
from intake.rules.script import to_latin

_OWN = "field:"  # how the tags of the controls begin that this program makes
_BRACKETS = ("[", "]")
_BEFORE, _BEHIND = " \t\u00a0/:[", " \t\u00a0/]"  # what is left of a prompt that was typed over


class ShownPrompts:
    """Knows the prompts of the form that this program writes, by *lexicon*."""

    def __init__(self, lexicon: Lexicon) -> None:
        texts = {one for text in lexicon.own_prompts for one in (text, to_latin(text))}
        one = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in sorted(texts, key=len, reverse=True))
        both = rf"(?:{one})(?:\s*/\s*(?:{one}))?"
        self._prompt = re.compile(rf"\[\s*{both}(?:\s*\])?|{both}\s*\]", re.IGNORECASE)

    def without(self, document: Document) -> Document:
        """Return *document* without them."""
        prompting = _prompting((*document.blocks, *document.margins))
        return rewritten(document, {id(line): (self._line(line),) for line in prompting})

    def _line(self, line: Line) -> Line:
        spans = tuple(_answered(span) for span in line.spans if not _is_shown(span))
        if spans != line.spans:
            line = replace(line, spans=spans)
        if not any(bracket in line.text for bracket in _BRACKETS) or not self._prompt.search(line.text):
            return line
        ends = [0, *(end for found in self._prompt.finditer(line.text) for end in found.span()), len(line.text)]
        kept = [slice_of(line, *between) for between in [*pairwise(ends)][::2]]
        rest = replace(line, spans=tuple(span for piece in kept for span in piece.spans))
        before = len(rest.text) - len(rest.text.lstrip(_BEFORE))
        behind = len(rest.text.rstrip(_BEHIND))
        return slice_of(rest, before, max(before, behind))


def _prompting(blocks: Sequence[Block]) -> Sequence[Line]:
    """The lines in which a prompt may stand; asked of every line, by loops that are cheaper than one line of code."""
    found = []
    for line in lines_of(blocks):
        for span in line.spans:
            if (span.control is not None and span.control.placeholder) or "[" in span.text or "]" in span.text:
                found.append(line)
                break
    return found


def _is_shown(span: Span) -> bool:
    """Tell whether *span* is the prompt of its control; those of this program stand in brackets, any other answers."""
    if span.control is None or not span.control.placeholder:
        return False
    text = span.text.strip()
    return not span.control.tag.startswith(_OWN) or not text or (text[0], text[-1]) == _BRACKETS


def _answered(span: Span) -> Span:
    """Return *span* without the sign of a prompt, which some programs leave at what was typed over one."""
    if span.control is None or not span.control.placeholder:
        return span
    return replace(span, control=replace(span.control, placeholder=False))


def without_prompts(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* without the prompts in brackets before what stands right of something in a table."""
    cells = [cell for block in document.blocks if isinstance(block, Table) for cell in block.cells if cell.column]
    begun = [c.lines[0] for c in cells if len(c.lines) == 1 and c.lines[0].text.lstrip().startswith("(")]
    return rewritten(document, {id(line): (_without_prompt(line, lexicon),) for line in begun})


def _without_prompt(line: Line, lexicon: Lexicon) -> Line:
    text = line.text
    rest = without_prompt(text, lexicon)
    kept = rest == text or not text.endswith(rest) or lexicon.is_blank(rest) or rest.startswith("(")
    return line if kept else slice_of(line, len(text) - len(rest), len(text))
