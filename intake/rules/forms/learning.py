"""What the questions that were found say of the others: their look, their captions, and which of them are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intake.rules.call import FieldType
from intake.rules.forms.captions import LEAST as LEAST_CAPTIONS
from intake.rules.forms.items import Question
from intake.rules.forms.lines import is_bracketed
from intake.rules.forms.looks import Look, learn
from intake.rules.forms.matches import Certainty


def weak_lines(asked: Sequence[Question]) -> Iterable[str]:
    """The lines that seem to ask what another one asks more clearly, and not only in a word that fits several."""
    said = (i for i in asked if any(line.text.strip(" _.…") for line in i.answer))
    sure = [i for i in said if i.match.certainty >= Certainty.FUZZY]
    exact = {i.field.id for i in sure if i.match.certainty is Certainty.EXACT and not i.match.bare}
    for item in asked:
        if item.field.type is FieldType.MUNICIPALITY and item.match.certainty is Certainty.FUZZY:
            if item.field.id in exact:
                yield item.label.text
        elif item.match.certainty < Certainty.FUZZY:
            rivals = (i for i in sure if i.field.id == item.field.id)
            if any(not i.match.bare or item.match.bare or item.cell is None for i in rivals):
                yield item.label.text


def plain_lines(asked: Sequence[Question], look: Look | None) -> Iterable[str]:
    """The lines that do not look like the document's labels and ask what one that does asks: an answer speaks so."""
    if look is None:
        return
    looking = {item.field.id for item in asked if look.label_in(item.label) is not None}
    for item in asked:
        own = item.field.type is FieldType.LONG_TEXT and look.label_in(item.label) is None
        if own and item.field.id in looking:
            yield item.label.text


def captions_of(asked: Sequence[Question]) -> frozenset[str]:
    """The known captions of a document that has several."""
    found = frozenset(item.label.text for item in asked if item.match.known and is_bracketed(item.label.text))
    return found if len(found) >= LEAST_CAPTIONS else frozenset()


def look_of(asked: Sequence[Question]) -> Look | None:
    """How the labels look that are known by their words."""
    sure = [item for item in asked if item.match.certainty > Certainty.CONTAINED]
    return learn([item.label for item in sure], (line for item in sure for line in item.answer))
