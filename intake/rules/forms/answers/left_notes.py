"""A remark that stands alone where a long answer should: forms print such ("Напомена: …"), applicants write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.rules.call import Call
from intake.rules.forms.answers.answers import Answer, Doubt, quoted
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.matches import SPEAKING


def left_notes(answers: Iterable[Answer], call: Call, lexicon: Lexicon) -> Iterator[Doubt]:
    """Yield what was left out so, for it may be the whole answer: the place counts as blank, and staff should look."""
    for answer in answers:
        if answer.value is not None or answer.contradicts or not answer.evidence:
            continue
        first = answer.evidence[0]
        noted = lexicon.is_note(first.written) and lexicon.is_hint(first.written)
        if noted and call.field(answer.field).type in SPEAKING:
            yield Doubt(question=quoted(first.written), written="", evidence=first, field=answer.field, cut=True)
