"""Questions in two languages, one below the other: "Назив општине", below it "Name of the municipality: …".

They are put in one line, as other forms have them, with a stroke between, also where a dash parts them. That the
languages are two, letters or words tell: a hint may ask the same as the question above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.places import Block, Document, Line, Mark, Span
from intake.rules.forms.words.lines import (
    end_of_question,
    has_box,
    lines_of,
    rewritten,
    slice_of,
    with_list_in_brackets,
)
from intake.rules.forms.words.matches import Asked, Certainty
from intake.rules.forms.words.stems import BRACKETS
from intake.rules.forms.words.tongues import Tongues

_LEAST = 4  # questions so asked
_SIGNS = (":", "?", "–", "-")
_PARTED = re.compile(r"\s[–-](?:\s|$)")
_SIGNED = re.compile(r"[:?](?!//)|\s[–-](?:\s|$)")
_STROKE = re.compile(r"\s/\s")
_SIGN = re.compile(r"\s*\?(?=\s*(?:\([^()]*\))?\s*$)")
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]*|[^\W\d_][.)])\s")
_PLAIN = (frozenset[Mark](), False)

_Pair = tuple[Line, Line]
_Look = tuple[frozenset[Mark], bool]


def with_both_languages(document: Document, matched: Asked, tongues: Tongues) -> Document:
    """Return *document* with such questions in one line each; *matched* tells what a text asks, *tongues* in what."""
    document = _with_strokes(document, matched, tongues)
    going = [pair for run in _runs(document.blocks) for pair in pairwise(run) if _may_go_on(*pair, tongues)]
    going = _in_order(going, [pair for pair in going if are_one(*pair, matched)], tongues)
    pairs = [pair for pair in going if are_one(*pair, matched)]
    asked = {id(one) for one, _ in pairs}
    pairs = [pair for pair in pairs if id(pair[1]) not in asked]  # and no heading with the first of them
    if len(pairs) < _LEAST:
        return document
    numbered = all(_NUMBER.match(one.text) for one, _ in pairs)
    known = {id(line) for pair in pairs for line in pair}
    looks = {_look(one) for one, _ in pairs} - {_PLAIN}
    pairs += [
        (one, two)
        for one, two in going
        if id(one) not in known
        and id(two) not in known
        and (
            are_alike(one, two, matched)
            or (
                _may_be_one(one, two)
                and (_NUMBER.match(one.text) if numbered else _is_apart(one, two, looks) or asks(one.text, matched))
            )
        )
    ]
    told: dict[int, Sequence[Line]] = {id(one): (joined(one, two),) for one, two in pairs}
    return rewritten(document, told | {id(two): () for _, two in pairs})


def _with_strokes(document: Document, matched: Asked, tongues: Tongues) -> Document:
    """Return *document* with a stroke for each dash between a question and the same in another language."""
    halves = [
        (line, slice_of(line, 0, dash.start()), slice_of(line, dash.end(), len(line.text)))
        for line in lines_of(document.blocks)
        for dash in list(_PARTED.finditer(line.text))[:1]
    ]
    going = [(line, one, two) for line, one, two in halves if _may_go_on(one, two, tongues)]
    if sum([are_one(one, two, matched) for _, one, two in going]) < _LEAST:
        return document
    asking = [(line, one, two) for line, one, two in going if asks(one.text, matched)]
    return rewritten(document, {id(line): (joined(one, two),) for line, one, two in asking})


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


def are_one(one: Line, two: Line, matched: Asked) -> bool:
    """Tell whether *two* goes on asking what *one* asks."""
    first = asks(one.text, matched)
    second = matched(question_of(two.text)) if first else None
    return second is not None and second.certainty > Certainty.CONTAINED and first is second.field


def are_alike(one: Line, two: Line, matched: Asked) -> bool:
    """Tell whether *two*, by a part of its words, seems to ask what *one* does."""
    first = asks(one.text, matched)
    second = matched(question_of(two.text)) if first else None
    return second is not None and first is second.field


def asks(text: str, matched: Asked) -> Field | None:
    """Return what *text* asks in one language, and in words enough."""
    found = None if _STROKE.search(text) or SECTION.match(text) else matched(text)
    if found is None or found.certainty <= Certainty.CONTAINED:
        return None
    return found.field if ":" not in text or found.field.type is FieldType.LONG_TEXT else None


def _in_order(pairs: Sequence[_Pair], known: Sequence[_Pair], tongues: Tongues) -> list[_Pair]:
    """Those of *pairs* whose languages follow each other as in most of the *known*: an answer may be in either."""
    leading = sum(tongues.leads(one.text, question_of(two.text)) for one, two in known)
    most = 2 * leading >= len(known)
    return [(one, two) for one, two in pairs if tongues.leads(one.text, question_of(two.text)) is most]


def _may_go_on(one: Line, two: Line, tongues: Tongues) -> bool:
    """Tell whether *two* has neither box nor number, and is in another language than *one*, and in no other."""
    if _NUMBER.match(two.text) or has_box(one) or has_box(two):
        return False
    return tongues.differ(one.text, question_of(two.text))


@lru_cache(maxsize=4096)
def question_of(text: str) -> str:
    """What *text* asks, up to its sign, without its hint."""
    return _PARTED.split(BRACKETS.sub("", text[: end_of_question(text)]), maxsplit=1)[0].strip()


def _may_be_one(one: Line, two: Line) -> bool:
    """Tell whether they look so in a form of such questions: the first has no sign, the other its look or a sign."""
    if one.text.rstrip().endswith(_SIGNS):
        return False
    marks = first_marks(one)
    return (bool(marks) and first_marks(two) == marks) or _SIGNED.search(two.text) is not None


def _is_apart(one: Line, two: Line, looks: Collection[_Look]) -> bool:
    """Tell whether all of *one* is set apart as those of the *looks* are, and *two* begins so."""
    look = _look(one)
    return look in looks and _look(two) == look and all(s.marks == look[0] for s in one.spans if s.text.strip())


def _look(line: Line) -> _Look:
    """How the question in *line* begins, and whether it is in capitals."""
    return first_marks(line), question_of(line.text).isupper()


def _without_sign(one: Line) -> Line:
    """*one* without its question mark, also where brackets stand behind that: the question ends in the other line."""
    sign = _SIGN.search(one.text)
    if sign is None:
        return slice_of(one, 0, len(one.text.rstrip()))
    return replace(one, spans=(*slice_of(one, 0, sign.start()).spans, *slice_of(one, sign.end(), len(one.text)).spans))


def joined(one: Line, two: Line) -> Line:
    """Both as one question, which ends behind the second."""
    one = with_list_in_brackets(_without_sign(one))
    two = slice_of(two, len(two.text) - len(two.text.lstrip()), len(two.text))  # set in: not a column
    marks = one.spans[-1].marks & two.spans[0].marks
    return replace(one, spans=(*one.spans, Span(text=" / ", marks=marks), *two.spans))
