"""Questions in capitals, in a line of their own, in a form that asks so and not otherwise.

Elsewhere such lines are the headings of a form, so several have to be known for sure, and hardly anything else may ask.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line
from intake.rules.forms.words.lines import has_box, is_bracketed

_LEAST = 5  # different questions that are known and answered
_FEW = 0.34  # of those: other lines that seem to ask
_WORDS = 9  # of a question
_NO_LABEL = re.compile(r"[:@!;\t\d]|[.]\s*$")
_NO_ANSWER = re.compile(r":|^\s*\(?\w{1,3}(?:[.)]|\s+[–-])\s")  # a label, an option
_NAME = re.compile(r"[^\W\d_]{4}")


class InCapitals(NamedTuple):
    """The numbers of the lines that ask, and of those that answer."""

    asking: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()


def in_capitals(lines: Sequence[Line], labels: Labels, is_option: IsOption) -> InCapitals:
    """Return what asks in capitals among *lines*, known or not, and what stands between; nothing in other forms."""
    capital = [at for at, line in enumerate(lines) if _is_capital(line) and not is_option(line)]
    if len(capital) < _LEAST:
        return InCapitals()
    known = {at: match for at in capital if _is_answered(lines, at) and (match := labels.sure(lines[at].text))}
    if len({match.field.id for match in known.values()}) < _LEAST:
        return InCapitals()
    others = (line.text.partition(":")[0] for at, line in enumerate(lines) if at not in capital)
    if sum(len(text.split()) <= _WORDS and labels.sure(text) is not None for text in others) > _FEW * len(known):
        return InCapitals()
    asking = [at for at in capital if at >= min(known) and not _is_heading(lines, at, known, is_option)]
    between = set(range(min(asking), max(asking))) - set(asking)
    said = (at for at in between - set(capital) if not (_NO_ANSWER.search(lines[at].text) or has_box(lines[at])))
    return InCapitals(frozenset(asking), frozenset(at for at in said if not is_option(lines[at])))


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
