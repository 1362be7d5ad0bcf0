"""Labels that nothing but the hand of the form's writer parts from their answers.

A form is made by one hand. Where several labels that are known for sure have their answers right behind them in a look
of their own ("Адреса *Карађорђева 49*"), behind a mere blank, or in the line below, the others have them there, too.
Such labels are given the look of labels and their colon, so that they are read as those of any other form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import NamedTuple

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.looks import Stretches, first_marks, set_apart, stretches
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.marks.marks import EMPHASIS
from intake.rules.forms.normalization.plain_labels import joined_by_blank, set_above
from intake.rules.forms.places import Document, Line, Mark, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bracketed, rewritten, slice_of
from intake.rules.forms.words.persons import is_person

_CLOSING = (":", "?")
_BLANKS = " \t\u00a0–—-"
_CAPITALS = 5  # different questions that are known and answered
_FEW = 0.34  # of those: other lines that seem to ask
_WORDS = 9  # of a question
_NO_LABEL = re.compile(r"[:@!;\t\d]|[.]\s*$")
_NO_ANSWER = re.compile(r":|^\s*\(?\w{1,3}(?:[.)]|\s+[–-])\s")  # a label, an option
_NAME = re.compile(r"[^\W\d_]{4}")
_OF_HEADINGS = frozenset({Mark.BOLD, Mark.UNDERLINE})  # looks that headings may have as well
_LOOKS = 3  # different questions of a form that have such answers
_LEAST_PLAIN = 5  # the same where answers have no look, but their labels have: a beginning in bold may be anything
_FEW_LABELS = 0.34  # of the lines in that look: labels, as far as anybody knows
_MANY = 0.5  # of the lines that begin so: labels that are known
_LABEL_WORDS = 12  # of a label
_PARTED = re.compile(r"(?:[:?–—\-\t/]|[_.…·]{2}|…)[\s_.…·]*$")  # what ends a label, with the rule behind it
_SIGN = re.compile(r"\s*(?::|\([^\W\d])")
_DASH = re.compile(r"\s*[–—-](?=\s)")
_PAIR = 2  # a label with its answer

_Look = frozenset[Mark]
_NONE: _Look = frozenset()


def with_labels_apart(document: Document, labels: Labels, lexicon: Lexicon, is_option: IsOption) -> Document:
    """Return *document* with such labels set apart: in bold, with a colon before an answer in the same line."""
    lines = [block for block in document.blocks if isinstance(block, Line)]
    if sum([len(block.cells) for block in document.blocks if isinstance(block, Table)]) > len(lines):
        return document  # it asks in tables
    looks = _joined_by_look(lines, labels, lexicon, is_option)
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


# Answers right behind their labels in a look that all answers have, or in none behind labels that all have one


class _ByLook(NamedTuple):
    """Where labels and their answers end, in turns, by the number of their line; and lines that are all answer."""

    ends: dict[int, tuple[int, ...]] = {}  # noqa: RUF012 - nobody writes into it
    answers: frozenset[int] = frozenset()


def _joined_by_look(lines: Sequence[Line], labels: Labels, lexicon: Lexicon, is_option: IsOption) -> _ByLook:
    """Return what the look of the answers tells of *lines*; nothing where labels have it, too."""
    runs = {at: found for at, line in enumerate(lines) if len(line.spans) > 1 and (found := _turns(line))}
    looks = Counter(parts[1][0] for parts in runs.values() if parts[1][0])
    if not looks or looks.most_common(1)[0][1] < _LOOKS:
        return _plain(lines, runs, labels, lexicon, is_option)
    look = looks.most_common(1)[0][0]
    joined = {at: parts for at, parts in runs.items() if _is_joined(lines[at], parts, look, lexicon, is_option)}
    asked = [labels.match(lines[at].text[: parts[0][2]]) for at, parts in joined.items()]
    fields = {match.field.id for match in asked if match is not None}
    whole = frozenset(
        at for at, line in enumerate(lines) if (own := stretches(line)) and {part[0] for part in own} == {look}
    )
    labelled = sum(labels.sure(lines[at].text) is not None for at in whole)
    if len(fields) < _LOOKS or labelled > _FEW_LABELS * len(whole):
        return _ByLook()
    return _ByLook(
        ends={at: tuple(end for _, _, end in parts[:-1]) for at, parts in joined.items()},
        answers=frozenset(
            at for at in whole if not look & _OF_HEADINGS and not _is_printed(lines[at], labels, is_option)
        ),
    )


def _plain(
    lines: Sequence[Line], runs: dict[int, Stretches], labels: Labels, lexicon: Lexicon, is_option: IsOption
) -> _ByLook:
    """What the look of the labels tells, where their answers have none."""
    looks = Counter(parts[0][0] for parts in runs.values() if len(parts) == _PAIR and not parts[1][0])
    if not looks or looks.most_common(1)[0][1] < _LEAST_PLAIN:
        return _ByLook()
    look = looks.most_common(1)[0][0]
    begun = {at: parts for at, parts in runs.items() if len(parts) == _PAIR and parts[0][0] == look}
    joined = {at: parts[0][2] for at, parts in begun.items() if _is_joined(lines[at], parts, _NONE, lexicon, is_option)}
    joined = {at: end for at, end in joined.items() if not is_person(lines[at].text[:end].strip())}
    rests = {at: lines[at].text[end:] for at, end in joined.items()}
    dashes = {at: joined[at] + found.end() for at, rest in rests.items() if (found := _DASH.match(rest))}
    signs = {at for at, rest in rests.items() if _SIGN.match(rest)}
    many = _MANY * len(rests)
    if len(signs) >= many or (signs and len(dashes) >= many):
        return _ByLook()  # another sign parts them
    joined = {at: end for at, end in joined.items() if at not in signs}
    sure = [match for at, end in joined.items() if (match := labels.sure(lines[at].text[:end]))]
    known = [labels.match(lines[at].text[:end]) is not None for at, end in joined.items()]
    enough = len({match.field.id for match in sure}) >= _LEAST_PLAIN and sum(known) >= _MANY * len(known)
    if len(dashes) >= _MANY * len(joined):
        joined |= dashes | _left_blank(lines, look)
    return _ByLook(ends={at: (end,) for at, end in joined.items()}) if enough else _ByLook()


def _left_blank(lines: Sequence[Line], look: _Look) -> dict[int, int]:
    """The labels in *look* with nothing but signs behind their dash, by their number: "**Ресурси** – -"."""
    apart = ((at, set_apart(line)) for at, line in enumerate(lines) if first_marks(line) & EMPHASIS == look)
    dashes = ((at, _DASH.match(lines[at].text, end)) for at, end in apart if end and not key(lines[at].text[end:]))
    return {at: dash.end() for at, dash in dashes if dash}


def _is_printed(line: Line, labels: Labels, is_option: IsOption) -> bool:
    """Tell whether *line* is no answer, though it looks like one: an option, a heading."""
    return is_option(line) or line.text.isupper() or labels.is_heading(line.text)


def _turns(line: Line) -> Stretches:
    """The labels and what may be their answers, in turns; none where a sign parts them.

    A sign at the end, or brackets, show that what stands there in a look of its own is part of the label: "Адреса
    *(улица и број)*:".
    """
    runs = stretches(line)
    texts = [line.text[start:end].strip() for _, start, end in runs]
    parted = any(len(text.split()) > _LABEL_WORDS or _PARTED.search(text) for text in texts[0::2])
    asking = any(text.endswith(_CLOSING) or is_bracketed(text) for text in texts[1::2])
    return [] if len(runs) % 2 or parted or asking else runs


def _is_joined(line: Line, runs: Stretches, look: _Look, lexicon: Lexicon, is_option: IsOption) -> bool:
    """Tell whether the answers in *line*, and no label, have their *look*."""
    if is_option(line) or any((part[0] == look) is not bool(at % 2) for at, part in enumerate(runs)):
        return False
    return not any(lexicon.is_hint(line.text[start:end].strip()) for _, start, end in runs[1::2])
