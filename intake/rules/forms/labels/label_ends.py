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


def end_of_label(label: Match, separator: re.Match[str], labels: Labels) -> int:
    """Where the answer to *label* begins, up to whose *separator* it was recognised.

    It may have a colon in it and behind that ask the same: "Мотивација: разлози за пријаву: …". An answer that begins
    with a caption of its own begins as a sentence does: "Нацрт концепта: Прва замисао: …".
    """
    text, start = separator.string, separator.end()
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
