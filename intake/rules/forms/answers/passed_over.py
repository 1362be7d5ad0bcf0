"""What a form asks in so many words, and nobody found answered: staff should look, for an answer may stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from intake.rules.call import Call, FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.answers.answers import Answer, Doubt, quoted
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.layout.headlines import is_short
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
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
        (at, item, match)
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
    for at, item, match in asking:
        question, *behind = _DASH.split(item.line.text, maxsplit=1)
        if match.field.id in asked or len(question.split()) > _WORDS or is_bracketed(question):
            continue
        said = behind[0] if behind else _below(item, items[at + 1 :], labels, is_option)
        if not has_box(item.line) and not lexicon.is_blank(said):
            written = quoted(said)
            evidence = Evidence(part=part, place=item.line.address, written=f"{question.strip()} {written}")
            found.append(Doubt(question=quoted(question), written=written, evidence=evidence))
    return found


def _is_titled(line: Line, match: Match) -> bool:
    """Tell whether *line* is short, as the questions of long answers are, some of whose words it has."""
    return match.field.type in SPEAKING and is_short(line) and fits(match, line.text)


def _below(asking: Loose, following: Sequence[Item], labels: Labels, is_option: IsOption) -> str:
    """The next line that says something, if it may answer the one that is *asking*."""
    below = next((item for item in following if isinstance(item, Question) or item.line.text.strip()), None)
    if not isinstance(below, Loose) or (below.cell is None) is not (asking.cell is None):
        return ""
    text = below.line.text
    printed = has_box(below.line) or is_option(below.line) or labels.heads(text) or labels.match(text) is not None
    return "" if printed else text


def left_notes(answers: Iterable[Answer], call: Call, lexicon: Lexicon) -> Iterator[Doubt]:
    """Yield the remarks that stand alone where a long answer should: forms print such, applicants write them.

    The place counts as blank, and staff should look.
    """
    for answer in answers:
        if answer.value is not None or answer.contradicts or not answer.evidence:
            continue
        first = answer.evidence[0]
        noted = lexicon.is_note(first.written) and lexicon.is_hint(first.written)
        if noted and call.field(answer.field).type in SPEAKING:
            yield Doubt(question=quoted(first.written), written="", evidence=first, field=answer.field, cut=True)
