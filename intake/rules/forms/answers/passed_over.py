"""What a form asks in so many words, and nobody found answered: staff should look, for an answer may stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.call import FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.answers.answers import Doubt, quoted
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.layout.headlines import is_short
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bracketed
from intake.rules.forms.words.matches import SPEAKING, Certainty, Match, fits

_LEAST = 5  # questions that were found: it is a form
_WORDS = 14  # of a question
_DASH = re.compile(r"\s[–—-]\s")
_TOLD_ELSEWHERE = frozenset({FieldType.CHOICE, FieldType.TABLE, FieldType.CHECKBOX, FieldType.MUNICIPALITY})


def passed_over(
    items: Sequence[Item], part: str, labels: Labels, lexicon: Lexicon, is_option: IsOption
) -> Sequence[Doubt]:
    """Return the lines of no question with a text behind their dash or below, if they ask what nothing else does."""
    asking = [
        at
        for at, item in enumerate(items)
        if isinstance(item, Loose)
        and (match := labels.match(_DASH.split(item.line.text, maxsplit=1)[0]))
        and (match.certainty > Certainty.CONTAINED or _is_titled(item.line, match))
        and match.field.type not in _TOLD_ELSEWHERE
    ]
    asked = {item.field.id for item in items if isinstance(item, Question)} if asking else ()
    if len(asked) < _LEAST:
        return ()
    found: list[Doubt] = []
    for at in asking:
        item = items[at]
        question, *behind = _DASH.split(item.line.text, maxsplit=1) if isinstance(item, Loose) else ("",)
        match = labels.match(question)
        if match is None or match.field.id in asked or len(question.split()) > _WORDS or is_bracketed(question):
            continue
        said = behind[0] if behind else _below(items, at, labels, is_option)
        if isinstance(item, Loose) and not has_box(item.line) and key(said) and not lexicon.is_blank(said):
            written = quoted(said)
            evidence = Evidence(part=part, place=item.line.address, written=f"{question.strip()} {written}")
            found.append(Doubt(question=quoted(question), written=written, evidence=evidence))
    return found


def _is_titled(line: Line, match: Match) -> bool:
    """Tell whether *line* is short, as the questions of long answers are, some of whose words it has."""
    return match.field.type in SPEAKING and is_short(line) and fits(match, line.text)


def _below(items: Sequence[Item], at: int, labels: Labels, is_option: IsOption) -> str:
    """The next line that says something, if it may answer the one at *at*."""
    here = items[at]
    below = next((item for item in items[at + 1 :] if isinstance(item, Question) or item.line.text.strip()), None)
    if not isinstance(below, Loose) or not isinstance(here, Loose) or (below.cell is None) is not (here.cell is None):
        return ""
    text = below.line.text
    printed = has_box(below.line) or is_option(below.line) or labels.heads(text) or labels.match(text) is not None
    return "" if printed else text
