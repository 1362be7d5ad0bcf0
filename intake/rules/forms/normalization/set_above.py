"""Labels that stand alone in a line above their answers and look like any other text: "Сједиште", below it the address.

Where several that are known for sure stand so, the others do: those that are known by some of their words, and,
where a blank line stands above each, those that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, is_bracketed
from intake.rules.forms.words.matches import Certainty, Match, fits

_LEAST = 5  # different questions that a form asks so
_WORDS = 9  # of a question
_SPACED = 2  # long answers above which a blank line stands
_NO_LABEL = re.compile(r"[:@!;,\t\d]|[ \u00a0]{3}|[.]\s*$")
_ROOMY = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.TABLE})


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
    found = weak | set(_unknown(lines, [at for at in alone if asked[at] is None], sure, lexicon))
    return frozenset(found | set(above)) if found else frozenset()


def _is_alone(lines: Sequence[Line], at: int) -> bool:
    line, below = lines[at], lines[at + 1]
    text = line.text.strip()
    short = bool(text) and len(text.split()) <= _WORDS and not _NO_LABEL.search(text)
    plain = not any(span.marks for span in (*line.spans, *below.spans)) and not has_box(line) and not is_bracketed(text)
    return short and plain and not text[0].islower() and bool(below.text.strip())


def _is_asking(lines: Sequence[Line], at: int, match: Match, sure: dict[int, Match]) -> bool:
    elsewhere = any(other.field is match.field for other in sure.values())
    roomy = match.field.type in _ROOMY and not _begins(lines, at)  # a line of another answer
    return not elsewhere and not roomy and at - 1 not in sure and fits(match, lines[at].text)


def _unknown(lines: Sequence[Line], alone: Sequence[int], sure: dict[int, Match], lexicon: Lexicon) -> Sequence[int]:
    """Those that nobody knows, where each question with room for a long answer begins a paragraph of its own."""
    roomy = [at for at, match in sure.items() if match.field.type in _ROOMY]
    if len(roomy) < _SPACED or not all(_begins(lines, at) for at in roomy):
        return ()
    between = (at for at in alone if min(sure) < at < max(roomy))
    return [at for at in between if _begins(lines, at) and not lexicon.is_hint(lines[at].text)]


def _begins(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a blank line stands above the line *at*."""
    return at == 0 or not lines[at - 1].text.strip()
