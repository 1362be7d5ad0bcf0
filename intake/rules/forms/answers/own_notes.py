"""A remark in a long answer ("Напомена: …") that is the applicant's, and none of the form's."""

from __future__ import annotations

from collections.abc import Callable

from intake.rules.forms.labels.items import Question
from intake.rules.forms.marks.marks import common_marks
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import Lexicon, key

_END = ". "  # of its first sentence


def is_own_note(
    line: Line, question: Question, lexicon: Lexicon, *, is_answer: Callable[[Line], bool], written: bool
) -> bool:
    """Tell whether *line* is such a remark: other lines of the answer are *written* before it, or stand below it.

    Or it goes on with what applicants say of themselves: "Напомена: подаци су процјена. Желимо учити."
    """
    if not lexicon.is_hint(line.text) or lexicon.is_remark(line.text) or Mark.ITALIC in common_marks(line.spans):
        return False
    if "*" in line.text:
        return False  # "* обавезна поља"
    after = question.answer[question.answer.index(line) + 1 :] if line in question.answer else ()
    more = key(line.text.partition(_END)[2]).split()
    ours = lexicon.are_ours(more) and lexicon.addressing.isdisjoint(more)
    return written or any(map(is_answer, after)) or ours
