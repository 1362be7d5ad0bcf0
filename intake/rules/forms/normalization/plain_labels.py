"""Labels that look like any other text, in a form that was typed so: a blank or a new line parts them from answers.

"Начелник Марко Марић": where one ends and the other begins, a capital letter, a number or an address tells, if what
stands before it asks something. "Сједиште", below it the address. One such line says little; where several that are
known for sure stand so, the others do: those that are known by some of their words, and, where each question with room
for a long answer begins a paragraph of its own, those that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, is_bracketed
from intake.rules.forms.words.matches import IN_LINES, Certainty, Match, fits
from intake.rules.forms.words.persons import is_person
from intake.rules.script import SMALL_LETTERS

_LEAST = 5  # different questions that a form asks so
_SURE = 3  # of them that are more than "тел. 051/123-456", which any letter has
_MOST = 0.6  # share of the lines that begin with a known question
_WORDS = 9  # of a question
_LONGEST = 90  # characters of one
_SPACED = 2  # long answers above which a blank line stands
_FEW = 3  # words of a line that is no answer: a name, a greeting
_BEGINS = re.compile(rf"\s+(?=[„“”\"'(]?[^\W\d_{SMALL_LETTERS}]|[+(]?\d|\S+@\S|www\.|https?:|[/–—-]\s*$)")
_REACHED = re.compile(r"[+(]?\d|\S+@\S")
_NO_LABEL = re.compile(r"[:@?!;=_\t\d]|[.]{2}|\([^)]*$|[,–—/-]\s*$")
_DASHED = re.compile(r"[^\d@–—]{2,80}\s[–—-](?:\s|$)")  # a dash parts the question from its answer
_NO_LABEL_ABOVE = re.compile(r"[:@!;,\t\d]|[ \u00a0]{3}|[.]\s*$")
_WIDE = re.compile(r"\t|[ \u00a0]{3}")
_DAY = re.compile(r"\d{4}|\d\s*[./-]\s*\d")


class _Joint(NamedTuple):
    """Where a label ends, and what it asks."""

    end: int
    match: Match


def joined_by_blank(lines: Sequence[Line], labels: Labels, lexicon: Lexicon, is_option: IsOption) -> dict[int, int]:
    """Return where the labels end in such *lines*, by their numbers; nothing where the form is not typed so."""
    may = [at for at, line in enumerate(lines) if _may_be_joined(line)]
    if len(may) < _LEAST:
        return {}
    sure = {at: found for at in may if not is_option(lines[at]) and (found := _joint(lines[at].text, labels))}
    fields = {joint.match.field.id for joint in sure.values()}
    telling = {j.match.field.id for at, j in sure.items() if not _REACHED.match(lines[at].text[j.end :].lstrip())}
    others = sum(at not in sure and _is_asked(line.text, labels) for at, line in enumerate(lines))
    if len(fields) < _LEAST or len(telling) < _SURE or len(sure) < _MOST * (len(sure) + others):
        return {}
    spaced = _is_spaced(lines, {at: joint.match for at, joint in sure.items()})
    kept = {at: joint.end for at, joint in sure.items()}
    kept |= {at: len(line.text) for at, line in enumerate(lines) if at not in kept and _is_left_blank(line, labels)}
    return kept | (dict(_unknown(lines, may, kept, lexicon)) if spaced else {})


def _may_be_joined(line: Line) -> bool:
    text = line.text[:_LONGEST].strip()
    if ":" in text or has_box(line) or _WIDE.search(text) or _DASHED.match(text):
        return False
    return _BEGINS.search(text) is not None


def _joint(text: str, labels: Labels) -> _Joint | None:
    """The longest label that is known as it is, else the shortest known in words of its own."""
    sure = [_Joint(end, match) for end in _ends(text) if (match := labels.sure(text[:end].strip()))]
    exact = [joint for joint in sure if joint.match.certainty is Certainty.EXACT]
    return (*exact[::-1], *sure, None)[0]


def _ends(text: str) -> Iterator[int]:
    start = len(text) - len(text.lstrip())
    small = text[start : start + 1].islower()
    for found in _BEGINS.finditer(text, start, start + _LONGEST):
        label = text[start : found.start()]
        if _NO_LABEL.search(label) or len(label.split()) > _WORDS:
            return
        if label and (not small or _REACHED.match(text, found.end())):
            yield found.start()


def _is_asked(text: str, labels: Labels) -> bool:
    """Tell whether a question stands in *text* that is parted from its answer otherwise, or stands alone."""
    return len(text) <= _LONGEST and labels.sure(text.partition(":")[0]) is not None


def _is_left_blank(line: Line, labels: Labels) -> bool:
    """Tell whether *line* is a question and nothing else: nobody answered it."""
    short = 0 < len(line.text.strip()) <= _LONGEST and not _NO_LABEL.search(line.text.strip())
    match = labels.sure(line.text.strip()) if short and not has_box(line) else None
    return match is not None and match.field.type is not FieldType.CHOICE


def _is_spaced(lines: Sequence[Line], sure: Mapping[int, Match]) -> bool:
    """Tell whether each question with room for a long answer begins a paragraph of its own."""
    roomy = [at for at, match in sure.items() if match.field.type in IN_LINES]
    return len(roomy) >= _SPACED and all(_begins(lines, at) for at in roomy)


def _begins(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a blank line stands above the line *at*."""
    return at == 0 or not lines[at - 1].text.strip()


def _unknown(
    lines: Sequence[Line], may: Sequence[int], kept: dict[int, int], lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Where labels end that nobody knows: in what begins a paragraph between the questions, as they do."""
    first = min(at for at in kept)
    for at in may:
        text = lines[at].text
        begun = at > first and at not in kept and _begins(lines, at) and not _DAY.search(text)
        if not begun or len(text.split()) <= _FEW or is_person(text) or lexicon.is_hint(text):
            continue
        end = next(_ends(text), None)
        if end is not None:
            yield at, end


# In a line of their own


def set_above(
    lines: Sequence[Line], joined: Container[int], labels: Labels, lexicon: Lexicon, is_option: IsOption
) -> frozenset[int]:
    """Return the numbers of such *lines*; none where the form is not typed so, or labels have a look or a colon."""
    alone = [at for at in range(len(lines) - 1) if at not in joined and _is_alone(lines, at)]
    if len(alone) < _LEAST:
        return frozenset()
    asked = {at: labels.match(lines[at].text) for at in alone}
    known = {at: match for at, match in asked.items() if match and not is_option(lines[at])}
    sure = {at: match for at, match in known.items() if match.certainty > Certainty.MEANT}
    above = {at: match for at, match in sure.items() if at + 1 not in sure}
    if len({match.field.id for match in above.values()}) < _LEAST:
        return frozenset()
    weak = {at for at, match in known.items() if at not in sure and _is_asking(lines, at, match, sure)}
    found = weak | set(_unknown_above(lines, [at for at in alone if asked[at] is None], sure, lexicon))
    return frozenset(found | set(above)) if found else frozenset()


def _is_alone(lines: Sequence[Line], at: int) -> bool:
    line, below = lines[at], lines[at + 1]
    text = line.text.strip()
    short = bool(text) and len(text.split()) <= _WORDS and not _NO_LABEL_ABOVE.search(text)
    plain = not any(span.marks for span in (*line.spans, *below.spans)) and not has_box(line) and not is_bracketed(text)
    return short and plain and not text[0].islower() and bool(below.text.strip())


def _is_asking(lines: Sequence[Line], at: int, match: Match, sure: dict[int, Match]) -> bool:
    elsewhere = any(other.field is match.field for other in sure.values())
    roomy = match.field.type in IN_LINES and not _begins(lines, at)  # a line of another answer
    return not elsewhere and not roomy and at - 1 not in sure and fits(match, lines[at].text)


def _unknown_above(
    lines: Sequence[Line], alone: Sequence[int], sure: dict[int, Match], lexicon: Lexicon
) -> Sequence[int]:
    """Those that nobody knows, where each question with room for a long answer begins a paragraph of its own."""
    if not _is_spaced(lines, sure):
        return ()
    last = max(at for at, match in sure.items() if match.field.type in IN_LINES)
    return [at for at in alone if min(sure) < at < last and _begins(lines, at) and not lexicon.is_hint(lines[at].text)]
