"""Forms that part each question from its answer by a dash: "Сједиште – Карађорђева 49", in known words and unknown.

A form is made by one hand: where most questions that are known have their answers behind a dash, what stands before a
dash elsewhere is a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from intake.rules.call import FieldType
from intake.rules.forms.labels.items import Question
from intake.rules.forms.labels.looks import set_apart
from intake.rules.forms.places import Line
from intake.rules.forms.words.lines import has_box, slice_of
from intake.rules.forms.words.matches import Certainty, Match
from intake.rules.forms.words.persons import is_person
from intake.rules.script import SMALL_LETTERS

_LEAST = 4  # fields that are asked so
_MOST = 0.6  # share of the known questions with something behind them in their line
_WORDS = 10  # of a question
_DASH = re.compile(r"\s[–—-](?:\s+|$)")
_ASKED = re.compile(r"\s*((?:\d{1,2}(?:[.)]\d{1,2})*[.)]\s*)?[^\W\d_][^:@?!;\t–—]{1,78}?)\s[–—-](?:\s+|$)")
_GAP = re.compile(rf"(?<=\S)\s+(?=[^\W\d_{SMALL_LETTERS}])")
_SENTENCE = re.compile(rf"[^\W\d_]{{4}}[.]\s+(?=[^\W\d_{SMALL_LETTERS}])")  # and not "Адреса и пошт. број"


def dashed(asked: Sequence[Question], written: Iterable[Line]) -> frozenset[Line]:
    """Return the *written* lines that begin with a question and its dash, if the questions *asked* do."""
    if len([i for i in asked if _DASH.search(i.label.text)]) < _LEAST:
        return frozenset()
    sure = [i for i in asked if i.match.known and i.match.certainty > Certainty.CONTAINED]
    beside = [i for i in sure if i.field.type is not FieldType.CHECKBOX and _start(i) is not None]
    parted = [i for i in beside if _is_parted(i)]
    if len({i.field.id for i in parted}) < _LEAST or len(parted) < _MOST * len(beside):
        return frozenset()
    plain = (line for line in written if not set_apart(line))  # a question's look tells where it ends
    return frozenset(line for line in plain if question_before_dash(line) is not None)


def question_before_dash(line: Line) -> int | None:
    """How many characters of *line* are a question with its dash; None where a person or a sentence stands there."""
    found = _ASKED.match(line.text)
    if found is None or has_box(line):
        return None
    label = found[1]
    speaks = len(label.split()) > _WORDS or bool(_SENTENCE.search(label)) or is_person(label)
    return None if speaks else found.end()


def joined(line: Line, label: Callable[[str], Match | None]) -> Sequence[Line]:
    """Part *line* before a question with its dash that stands behind an answer, as where a PDF runs lines together.

    *label* tells what a text asks; only what asks so for sure, and begins with a capital behind the end of a sentence
    or of words, parts it.
    """
    cuts = [0]
    for dash in _DASH.finditer(line.text, question_before_dash(line) or 0):
        starts = (gap.end() for gap in _GAP.finditer(line.text, cuts[-1], dash.start()))
        if start := next((at for at in starts if _is_sure(label(line.text[at : dash.start()]))), None):
            cuts.append(start)
    return [slice_of(line, *cut) for cut in pairwise((*cuts, len(line.text)))]


def _is_sure(match: Match | None) -> bool:
    return match is not None and match.certainty is Certainty.EXACT


def _start(item: Question) -> int | None:
    """Where the answer to *item* begins in its own line; None where it stands elsewhere."""
    behind = item.answer[0] if item.answer else None
    text = item.label.text
    own = behind is not None and behind.address == item.label.address and text.endswith(behind.text)
    return len(text) - len(behind.text) if behind is not None and own and behind is not item.label else None


def _is_parted(item: Question) -> bool:
    dash, start = _DASH.search(item.label.text), _start(item)
    return dash is not None and start is not None and dash.start() <= start <= dash.end()
