"""Labels that nothing but the hand of the form's writer parts from their answers.

A form is made by one hand. Where several labels that are known for sure have their answers right behind them in a look
of their own ("Адреса *Карађорђева 49*"), behind a mere blank, or in the line below, the others have them there, too.
Such labels are given the look of labels and their colon, so that they are read as those of any other form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.normalization.in_capitals import InCapitals, in_capitals
from intake.rules.forms.normalization.joined_by_look import joined_by_look
from intake.rules.forms.normalization.plain_labels import joined_by_blank, set_above
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import rewritten, slice_of

_CLOSING = (":", "?")
_BLANKS = " \t\u00a0–—-"


def with_labels_apart(document: Document, labels: Labels, lexicon: Lexicon, is_option: IsOption) -> Document:
    """Return *document* with such labels set apart: in bold, with a colon before an answer in the same line."""
    lines = [block for block in document.blocks if isinstance(block, Line)]
    if sum([len(block.cells) for block in document.blocks if isinstance(block, Table)]) > len(lines):
        return document  # it asks in tables
    looks = joined_by_look(lines, labels, lexicon, is_option)
    capitals = InCapitals() if looks.ends else in_capitals(lines, labels, is_option)
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
