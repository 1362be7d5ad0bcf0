"""The look of answers: a form whose questions are plain and whose answers are all bold, or blue, is made by one hand.

Where the answers that are known have a look of their own and their questions have none, what is plain and asks is a
question, whether or not its words are known, as in a form that sets its questions apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from intake.rules.forms.labels.items import Question
from intake.rules.forms.labels.looks import Look, first_marks, is_closed
from intake.rules.forms.marks.marks import EMPHASIS
from intake.rules.forms.places import Line, Mark

_LEAST = 5  # questions with an answer from which their look is learnt
_MOST = 0.75  # share of the answers that have it
_PLAIN = 0.8  # share of the questions that have none
_BESIDE = 0.5  # share of the answers that stand in the lines of their questions, from which nothing else asks


def look_beside_answers(asked: Sequence[Question]) -> Look | None:
    """Return the look of the questions *asked*, if it is to have none, where their answers have one."""
    said = [item for item in asked if item.answer and item.answer[0] is not item.label]
    pairs = [(item.label, item.answer[0]) for item in said if item.answer[0].text.strip()]  # what follows may ask
    if len(pairs) < _LEAST or not [line for _, line in pairs if line.spans[0].marks]:
        return None
    marks, number = Counter(_marks(line) for _, line in pairs).most_common(1)[0]
    plain = [label for label, _ in pairs if not first_marks(label)]
    if not marks or not marks <= EMPHASIS or number < _MOST * len(pairs) or len(plain) < _PLAIN * len(pairs):
        return None
    beside = sum(label.address == line.address for label, line in pairs)
    closed = sum(is_closed(end) for end in _ends(pairs))
    return Look(
        marks=frozenset(), closed=closed >= _PLAIN * len(pairs), answers=marks, beside=beside > _BESIDE * len(pairs)
    )


def _marks(line: Line) -> frozenset[Mark]:
    """How the first of *line* is marked, and be it a stroke."""
    return next((span.marks for span in line.spans if span.text.strip()), frozenset())


def _ends(pairs: Sequence[tuple[Line, Line]]) -> Iterator[str]:
    """The questions without the answers in their lines."""
    for label, line in pairs:
        own = label.address == line.address and label.text.endswith(line.text)
        yield label.text.removesuffix(line.text) if own else label.text
