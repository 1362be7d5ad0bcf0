"""Answers that stand right behind their labels in a look that all answers of the form have, and no label.

Or in none, behind labels that all have one: "**Адреса** Карађорђева 49".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.looks import Stretches, first_marks, set_apart, stretches
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.marks.marks import EMPHASIS
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import is_bracketed
from intake.rules.forms.words.persons import is_person

_OF_HEADINGS = frozenset({Mark.BOLD, Mark.UNDERLINE})  # looks that headings may have as well
_LEAST = 3  # different questions of a form that have such answers
_LEAST_PLAIN = 5  # the same where answers have no look, but their labels have: a beginning in bold may be anything
_FEW = 0.34  # of the lines in that look: labels, as far as anybody knows
_MANY = 0.5  # of the lines that begin so: labels that are known
_WORDS = 12  # of a label
_PARTED = re.compile(r"(?:[:?–—\-\t]|[_.…·]{2}|…)[\s_.…·]*$")  # a sign ends the label, a ruled place may follow
_SIGNS = (":", "?")
_SIGN = re.compile(r"\s*(?::|\([^\W\d])")
_DASH = re.compile(r"\s*[–—-](?=\s)")

_PAIR = 2  # a label with its answer

_Look = frozenset[Mark]
_NONE: _Look = frozenset()


class ByLook(NamedTuple):
    """Where labels and their answers end, in turns, by the number of their line; and lines that are all answer."""

    ends: dict[int, tuple[int, ...]] = {}  # noqa: RUF012 - nobody writes into it
    answers: frozenset[int] = frozenset()


def joined_by_look(lines: Sequence[Line], labels: Labels, lexicon: Lexicon, is_option: IsOption) -> ByLook:
    """Return what the look of the answers tells of *lines*; nothing where labels have it, too."""
    runs = {at: found for at, line in enumerate(lines) if len(line.spans) > 1 and (found := _turns(line))}
    looks = Counter(parts[1][0] for parts in runs.values() if parts[1][0])
    if not looks or looks.most_common(1)[0][1] < _LEAST:
        return _plain(lines, runs, labels, lexicon, is_option)
    look = looks.most_common(1)[0][0]
    joined = {at: parts for at, parts in runs.items() if _is_joined(lines[at], parts, look, lexicon, is_option)}
    asked = [labels.match(lines[at].text[: parts[0][2]]) for at, parts in joined.items()]
    fields = {match.field.id for match in asked if match is not None}
    whole = frozenset(
        at for at, line in enumerate(lines) if (own := stretches(line)) and {part[0] for part in own} == {look}
    )
    labelled = sum(labels.sure(lines[at].text) is not None for at in whole)
    if len(fields) < _LEAST or labelled > _FEW * len(whole):
        return ByLook()
    return ByLook(
        ends={at: tuple(end for _, _, end in parts[:-1]) for at, parts in joined.items()},
        answers=frozenset(
            at for at in whole if not look & _OF_HEADINGS and not _is_printed(lines[at], labels, is_option)
        ),
    )


def _plain(
    lines: Sequence[Line], runs: dict[int, Stretches], labels: Labels, lexicon: Lexicon, is_option: IsOption
) -> ByLook:
    """What the look of the labels tells, where their answers have none."""
    looks = Counter(parts[0][0] for parts in runs.values() if len(parts) == _PAIR and not parts[1][0])
    if not looks or looks.most_common(1)[0][1] < _LEAST_PLAIN:
        return ByLook()
    look = looks.most_common(1)[0][0]
    begun = {at: parts for at, parts in runs.items() if len(parts) == _PAIR and parts[0][0] == look}
    joined = {at: parts[0][2] for at, parts in begun.items() if _is_joined(lines[at], parts, _NONE, lexicon, is_option)}
    joined = {at: end for at, end in joined.items() if not is_person(lines[at].text[:end].strip())}
    rests = {at: lines[at].text[end:] for at, end in joined.items()}
    dashes = {at: joined[at] + found.end() for at, rest in rests.items() if (found := _DASH.match(rest))}
    signs = {at for at, rest in rests.items() if _SIGN.match(rest)}
    many = _MANY * len(rests)
    if len(signs) >= many or (signs and len(dashes) >= many):
        return ByLook()  # another sign parts them
    joined = {at: end for at, end in joined.items() if at not in signs}
    sure = [match for at, end in joined.items() if (match := labels.sure(lines[at].text[:end]))]
    known = [labels.match(lines[at].text[:end]) is not None for at, end in joined.items()]
    enough = len({match.field.id for match in sure}) >= _LEAST_PLAIN and sum(known) >= _MANY * len(known)
    if len(dashes) >= _MANY * len(joined):
        joined |= dashes | _left_blank(lines, look)
    return ByLook(ends={at: (end,) for at, end in joined.items()}) if enough else ByLook()


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
    parted = any(len(text.split()) > _WORDS or _PARTED.search(text) for text in texts[0::2])
    asking = any(text.endswith(_SIGNS) or is_bracketed(text) for text in texts[1::2])
    return [] if len(runs) % 2 or parted or asking else runs


def _is_joined(line: Line, runs: Stretches, look: _Look, lexicon: Lexicon, is_option: IsOption) -> bool:
    """Tell whether the answers in *line*, and no label, have their *look*."""
    if is_option(line) or any((part[0] == look) is not bool(at % 2) for at, part in enumerate(runs)):
        return False
    return not any(lexicon.is_hint(line.text[start:end].strip()) for _, start, end in runs[1::2])
