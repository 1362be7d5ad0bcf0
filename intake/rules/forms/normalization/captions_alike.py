"""Captions below the places of answers, of which most stand in brackets: the others are put in brackets, too.

"(Телефон)" stands so, and "Адреса (улица и број)", which has brackets of its own, without more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.layout.captions import LEAST
from intake.rules.forms.normalization.side_by_side import look_of
from intake.rules.forms.places import Document, Line, Span
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, lines_of, rewritten
from intake.rules.forms.words.matches import Asked


def with_captions_in_brackets(document: Document, asked: Asked) -> Document:
    """Return *document* with what asks in the look of its captions, which nothing else has, in brackets as they are."""
    lines = lines_of(document.blocks)
    if len([x for x in lines if x.spans and x.spans[0].text.lstrip()[:1] == "("]) < LEAST:  # no text is made of most
        return document
    lines = [line for line in lines if key(line.text)]
    captions = [line for line in lines if is_bracketed(line.text) and asked(line.text.strip(" ()."))]
    if len(captions) < LEAST:
        return document
    look, number = Counter(look_of([line]) for line in captions).most_common(1)[0]
    alike = [line for line in lines if look_of([line]) == look]
    others = [line for line in alike if not is_bracketed(line.text)]
    below = sum(look_of([one]) != look for one, two in pairwise(lines) if two in captions)
    asking = all(asked(line.text) for line in others) and not any(map(has_box, others))
    if not asking or number < len(captions) or 2 * below <= len(captions):
        return document
    return rewritten(document, {id(line): (_bracketed(line),) for line in others})


def _bracketed(line: Line) -> Line:
    marks = line.spans[0].marks
    return replace(line, spans=(Span(text="(", marks=marks), *line.spans, Span(text=")", marks=marks)))
