"""Labels that nothing but the hand of the form's writer parts from their answers.

A form is made by one hand. Where several labels that are known for sure have their answers right behind them in a look
of their own ("Адреса *Карађорђева 49*"), behind a mere blank, or in the line below, the others have them there, too.
Such labels are given the look of labels and their colon, so that they are read as those of any other form.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import NamedTuple

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.normalization.joined_by_look import joined_by_look
from intake.rules.forms.normalization.plain_labels import joined_by_blank, set_above
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, is_bracketed, rewritten, slice_of

_CLOSING = (":", "?")
_BLANKS = " \t\u00a0–—-"
_CAPITALS = 5  # different questions that are known and answered
_FEW = 0.34  # of those: other lines that seem to ask
_WORDS = 9  # of a question
_NO_LABEL = re.compile(r"[:@!;\t\d]|[.]\s*$")
_NO_ANSWER = re.compile(r":|^\s*\(?\w{1,3}(?:[.)]|\s+[–-])\s")  # a label, an option
_NAME = re.compile(r"[^\W\d_]{4}")


def with_labels_apart(document: Document, labels: Labels, lexicon: Lexicon, is_option: IsOption) -> Document:
    """Return *document* with such labels set apart: in bold, with a colon before an answer in the same line."""
    lines = [block for block in document.blocks if isinstance(block, Line)]
    if sum([len(block.cells) for block in document.blocks if isinstance(block, Table)]) > len(lines):
        return document  # it asks in tables
    looks = joined_by_look(lines, labels, lexicon, is_option)
    capitals = _InCapitals() if looks.ends else _in_capitals(lines, labels, is_option)
    alone = not looks.ends and not capitals.asking
    blanks = joined_by_blank(lines, labels, lexicon, is_option) if alone else {}
    ends = looks.ends or {at: (end,) for at, end in blanks.items()}
    above = set_above(lines, ends.keys(), labels, lexicon, is_option) if alone else frozenset[int]()
    told: dict[int, Sequence[Line]] = {id(lines[at]): parted(lines[at], ends[at]) for at in ends}
    told |= {id(lines[at]): (_bold(lines[at]),) for at in above}
    told |= {id(lines[at]): (_joined(lines[at]),) for at in capitals.asking}
    told |= {id(lines[at]): (replace(lines[at], answers=True),) for at in (*looks.answers, *capitals.answers)}
    return rewritten(document, told)


def parted(line: Line, ends: Sequence[int]) -> list[Line]:
    """Each label of *line* with its answer: *ends* are where, in turns, a label ends and its answer does."""
    cuts = [0, *ends, len(line.text)]
    pairs = zip(cuts[:-1:2], cuts[1::2], cuts[2::2], strict=True)
    return [_joined(slice_of(line, start, end), slice_of(line, end, stop)) for start, end, stop in pairs]


def _joined(label: Line, answer: Line | None = None) -> Line:
    marked = _bold(label)
    closed = label.text.rstrip().endswith(_CLOSING)
    colon = Span(text=" " if closed else ": ", marks=marked.spans[-1].marks)
    return replace(label, spans=(*_stripped(marked.spans), colon, *(answer.spans if answer else ())))


def _stripped(spans: Sequence[Span]) -> Sequence[Span]:
    """Leave out what stands behind a label: blanks, and the dash before an answer."""
    return (*spans[:-1], replace(spans[-1], text=spans[-1].text.rstrip(_BLANKS)))


def _bold(line: Line) -> Line:
    return replace(line, spans=tuple(replace(span, marks=span.marks | {Mark.BOLD}) for span in line.spans))


# Questions in capitals, in a form that asks so and not otherwise: elsewhere such lines are its headings


class _InCapitals(NamedTuple):
    """The numbers of the lines that ask, and of those that answer."""

    asking: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()


def _in_capitals(lines: Sequence[Line], labels: Labels, is_option: IsOption) -> _InCapitals:
    """Return what asks in capitals among *lines*, known or not, and what stands between; nothing in other forms."""
    capital = [at for at, line in enumerate(lines) if _is_capital(line) and not is_option(line)]
    if len(capital) < _CAPITALS:
        return _InCapitals()
    known = {at: match for at in capital if _is_answered(lines, at) and (match := labels.sure(lines[at].text))}
    if len({match.field.id for match in known.values()}) < _CAPITALS:
        return _InCapitals()
    others = (line.text.partition(":")[0] for at, line in enumerate(lines) if at not in capital)
    if sum(len(text.split()) <= _WORDS and labels.sure(text) is not None for text in others) > _FEW * len(known):
        return _InCapitals()
    asking = [at for at in capital if at >= min(known) and not _is_heading(lines, at, known, is_option)]
    between = set(range(min(asking), max(asking))) - set(asking)
    said = (at for at in between - set(capital) if not (_NO_ANSWER.search(lines[at].text) or has_box(lines[at])))
    return _InCapitals(frozenset(asking), frozenset(at for at in said if not is_option(lines[at])))


def _is_capital(line: Line) -> bool:
    text = line.text.strip()
    short = len(text.split()) <= _WORDS and not _NO_LABEL.search(text) and bool(_NAME.search(text))
    plain = not any(span.marks for span in line.spans) and not has_box(line) and not is_bracketed(text)
    return text.isupper() and short and plain


def _is_heading(lines: Sequence[Line], at: int, known: Container[int], is_option: IsOption) -> bool:
    """Tell whether the line *at* stands above a list of options, and asks nothing that is known."""
    return at not in known and at + 1 < len(lines) and is_option(lines[at + 1])


def _is_answered(lines: Sequence[Line], at: int) -> bool:
    below = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return bool(below) and not below.isupper()
