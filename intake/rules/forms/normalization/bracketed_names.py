"""Names in brackets where people sign: "Начелница: ________", and below it "(Ана Анић)"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.places import Document, Line, Span
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import is_bracketed, lines_of, rewritten
from intake.rules.forms.words.matches import SIGNATORY, Asked
from intake.rules.forms.words.persons import is_named_first

_RULED = re.compile(r"(?:_{3,}|…{2,}|\.{4,})\s*$")
_CAPTION = ("written", "name", "person", "mayor")  # meanings of the words of captions


def with_names_unbracketed(document: Document, asked: Asked, lexicon: Lexicon) -> Document:
    """Return *document* without the brackets round a name below a rule, or below the question who signs."""
    said = [line for line in lines_of(document.blocks) if line.text.strip()]
    bracketed = [(above, line) for above, line in pairwise(said) if ")" in line.text and is_bracketed(line.text)]
    named = ((above, line) for above, line in bracketed if _is_name(line, asked, lexicon))
    return rewritten(document, {id(line): (_inside(line),) for above, line in named if _signs(above, asked)})


def _inside(line: Line) -> Line:
    return replace(line, spans=(Span(text=line.text.strip()[1:-1]),))


def _is_name(line: Line, asked: Asked, lexicon: Lexicon) -> bool:
    """Tell whether *line* names a person, and is no caption such as "(Име и Презиме)" or "(Назив ЈЛС)"."""
    inner = line.text.strip()[1:-1]
    name = inner.partition(",")[0]
    known = asked(inner) is not None or lexicon.is_calling(name)
    return is_named_first(name) and not known and not any(lexicon.means(name, meaning) for meaning in _CAPTION)


def _signs(line: Line, asked: Asked) -> bool:
    if _RULED.search(line.text):
        return True
    match = asked(line.text)
    return match is not None and match.field.id == SIGNATORY
