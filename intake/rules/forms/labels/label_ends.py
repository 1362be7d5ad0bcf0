"""Where a label ends: at what parts it from its answer, or behind a second part that asks the same."""

from __future__ import annotations

import re

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import Certainty, Match
from intake.rules.script import SMALL_LETTERS

_CLOSING = (":", "?")  # behind which a question is over
_LISTED = re.compile(rf"[{SMALL_LETTERS}\s]+,[{SMALL_LETTERS}\s,/]+")  # what a question asks in particular
_LONG = 160  # characters of a label
_SENTENCE = 4  # words of a label that no caption in an answer has
_OPENING = 3  # words of a question, one of which asks
_QUESTION = re.compile(r"[\s:–—-]*([^\W\d_][^:?@]*\?)(?:[\s:]+|$)")


def end_of_label(label: Match, separator: re.Match[str], labels: Labels) -> int:
    """Where the answer to *label* begins, up to whose *separator* it was recognised.

    It may have a colon in it and behind that ask the same: "Мотивација: разлози за пријаву: …". An answer that begins
    with a caption of its own begins as a sentence does: "Нацрт концепта: Прва замисао: …". Or it asks behind that, in
    whatever words: "Опис стања: ко су рањиве групе? …".
    """
    text, start = separator.string, separator.end()
    if label.certainty > Certainty.CONTAINED and (question := _question(text, separator.end(), labels)):
        return question
    if separator.group() not in _CLOSING:
        start = separator.start()
    colon = text.find(":", start)
    end = colon + 1 if colon >= 0 else len(text)
    part = text[start:end].strip(" \t:*_–—-")
    if label.certainty is Certainty.CONTAINED or not key(part) or len(part) > _LONG:
        return start
    if colon >= 0 and _LISTED.fullmatch(part):
        return end  # "Адреса: улица, број и мјесто: …"
    asked = labels.match(part)
    if asked is None or asked.field is not label.field:
        return start
    alone, small, exact = not text[end:].strip(), part[0].islower(), asked.certainty is Certainty.EXACT
    whole = exact and (small or len(key(part).split()) >= _SENTENCE)
    return end if whole or (alone and colon >= 0 and (small or exact)) else start


def _question(text: str, start: int, labels: Labels) -> int:
    """Where a question ends that stands right behind *start*, up to its sign; 0 where none does.

    One of its first words asks ("са ким …"). It begins small, or nothing stands behind it, for sentences have capitals.
    """
    found = _QUESTION.match(text, start)
    if found is None or len(found[1]) > _LONG or not any(map(labels.questions, key(found[1]).split()[:_OPENING])):
        return 0
    return found.end() if found[1][0].islower() or found.end() == len(text) else 0
