"""Answers that a dash parts from their labels: "Сједиште – Карађорђева 49".

Where the dash parts most questions that are known, what stands before one elsewhere is a question, known or not. Where
a look sets the questions apart, or capitals, theirs is the last dash in that look; a hint before it may have another
("**Адреса** (улица и број) **–** Градска 1").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from intake.rules.call import FieldType
from intake.rules.forms.labels.looks import first_marks, set_apart
from intake.rules.forms.normalization.joints import parted
from intake.rules.forms.places import Document, Line, Mark
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, lines_of, rewritten, slice_of
from intake.rules.forms.words.matches import Asked, Certainty, Match
from intake.rules.forms.words.persons import is_person
from intake.rules.script import SMALL_LETTERS

_NUMBER = r"\s*(?:(?:\d{1,2}(?:[.)]\d{1,2})*|[^\W\d_]|[IVX]{1,5})[.)]\s*)?"
_DASHED = re.compile(rf"({_NUMBER})([^\W\d_][^:?–—\t]{{2,160}}?)\s+[–—-](?=\s|$)")
_PLAIN = (frozenset[Mark](), False)
_LEAST = 4  # questions of a form that are parted so
_LEAST_APART = 6  # the same where they have their look: a beginning in bold may be anything
_MOST = 0.6  # share of them among the known questions with something behind them in their line
_WORDS = 12  # of a question that has no look, in two languages
_NO_LABEL = re.compile(rf"[@!;]|[^\W\d_]{{4}}[.]\s+(?=[^\W\d_{SMALL_LETTERS}])")  # and not "Адреса и пошт. број"
_DASH = re.compile(r"\s[–—-](?:\s+|$)")
_GAP = re.compile(rf"(?<=\S)\s+(?=[^\W\d_{SMALL_LETTERS}])")

_Dashed = Mapping[int, re.Match[str]]


def with_dashes_apart(document: Document, asked: Asked, is_printed: Callable[[Line], bool]) -> Document:
    """Return *document* with such labels set apart: in bold, with a colon for their dash.

    *is_printed* knows headings and options. What was left blank where nothing but the dash tells labels is not answered
    by the next line: the others have their answers beside them.
    """
    lines = [line for line in lines_of(document.blocks) if "–" in line.text or "—" in line.text or "-" in line.text]
    found = {at: begun for at, line in enumerate(lines) if (begun := _DASHED.match(line.text))}
    if len(found) < _LEAST:
        return document
    apart = _set_apart(lines, found, asked)
    ends = apart or _plain(document, lines, dict(_written(lines, found, asked, is_printed)), asked)
    told: dict[int, Sequence[Line]] = {}
    for at, end in ends.items():
        line = lines[at]
        blank = [] if apart or line.text[end:].strip() else [Line(spans=(), address=line.address, answers=True)]
        told[id(line)] = (*parted(line, (end, *_further(line.text, end, asked))), *blank)
    return rewritten(document, told)


def _written(
    lines: Sequence[Line], dashes: _Dashed, asked: Asked, is_printed: Callable[[Line], bool]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield those *dashes* that stand in no heading or option, nor in a title: "Кластери учења - подаци за пријаву"."""
    for at, found in dashes.items():
        rest = slice_of(lines[at], found.end(), len(lines[at].text))
        match = asked(found[2]) if key(rest.text) else None
        titled = match is not None and match.field.type is FieldType.CHOICE and not is_printed(rest)
        if not titled and not is_printed(lines[at]):
            yield at, found


def _set_apart(lines: Sequence[Line], dashes: _Dashed, asked: Asked) -> dict[int, int]:
    """Where labels end that a look or capitals set apart; what has their look or their numbers asks, too."""
    known = {at: match for at, found in dashes.items() if (match := asked(found[2])) and _is_last(lines[at], found)}
    open_ = {at: found for at, found in dashes.items() if not _goes_on(lines[at].text[found.end() :], asked)}
    sure = [at for at in open_ if at in known]
    if len({known[at].field.id for at in sure}) < _LEAST_APART or 2 * len(sure) < len(known):
        return {}
    numbered = all(dashes[at][1].strip()[:1].isdigit() for at in sure)
    look = _look(lines[sure[0]], dashes[sure[0]])
    apart = look != _PLAIN and all(_look(lines[at], dashes[at]) == look for at in sure)
    return {
        at: found.end()
        for at, found in open_.items()
        if at in known or (numbered and found[1].strip()) or (apart and _look(lines[at], found) == look)
    }


def _plain(document: Document, lines: Sequence[Line], dashes: _Dashed, asked: Asked) -> dict[int, int]:
    """Where labels end that nothing else sets apart: before the first dash, but for a person or a sentence."""
    asking = {at: found for at, found in dashes.items() if _may_ask(lines[at], found[2], asked)}
    rests = {at: lines[at].text[found.end() :] for at, found in asking.items()}
    beside = [asked(asking[at][2]) for at, rest in rests.items() if key(rest) and not _goes_on(rest, asked)]
    fields = [match.field.id for match in beside if match and match.field.type is not FieldType.CHECKBOX]
    if len(set(fields)) < _LEAST:
        return {}
    texts = (line.text.partition(":") for line in lines_of(document.blocks))
    closed = sum(bool(key(said)) and asked(label) is not None for label, _, said in texts)
    enough = len(fields) >= _MOST * (len(fields) + closed)
    return {at: found.end() for at, found in asking.items()} if enough else {}


def _may_ask(line: Line, label: str, asked: Asked) -> bool:
    """Tell whether *label* asks, or nobody knows whether it does: no person, and no sentence."""
    if set_apart(line) or has_box(line):
        return False
    long = len(label.partition("(")[0].split()) > _WORDS
    speaks = long or _NO_LABEL.search(label) or (is_person(label) and not label.isupper())
    return not speaks or asked(label) is not None


def _look(line: Line, found: re.Match[str]) -> tuple[frozenset[Mark], bool]:
    """How what stands before the dash of *line* looks: its marks where others stand behind it, and its capitals."""
    apart = set_apart(line) and _is_last(line, found)
    return first_marks(line) if apart else frozenset(), found[2].isupper()


def _is_last(line: Line, found: re.Match[str]) -> bool:
    """Tell whether *line* is set apart up to the dash that was *found*; a hint before it may not be.

    Capitals set a question apart, too.
    """
    end = found.end()
    apart = set_apart(line)
    if not apart:
        return line.text[:end].isupper()
    marks = first_marks(line)
    dash, rest = slice_of(line, end - 1, end), slice_of(line, end, len(line.text))
    return apart <= end and dash.spans[0].marks == marks != first_marks(rest)


def _goes_on(rest: str, asked: Asked) -> bool:
    """Tell whether the question goes on in the *rest* of its line, behind the dash."""
    return ":" in rest.replace("://", "") or (bool(key(rest)) and asked(rest) is not None)


def _further(text: str, end: int, asked: Asked) -> list[int]:
    """Where an answer of *text* ends, behind the *end* of its label, and the label that a PDF ran into it, in turns.

    Only what asks so for sure, and begins with a capital behind the end of a sentence or of words, is one.
    """
    ends: list[int] = []
    for dash in _DASH.finditer(text, end):
        starts = (gap.end() for gap in _GAP.finditer(text, [end, *ends][-1], dash.start()))
        if start := next((at for at in starts if _is_sure(asked(text[at : dash.start()]))), None):
            ends += (start, dash.start())
    return ends


def _is_sure(match: Match | None) -> bool:
    return match is not None and match.certainty is Certainty.EXACT
