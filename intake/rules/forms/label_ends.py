"""Where a label ends: at what parts it from its answer, or behind a second part that asks the same."""

from __future__ import annotations

import re

from intake.rules.forms.labels import Labels
from intake.rules.forms.lexicon import key
from intake.rules.forms.matches import Certainty, Match

_CLOSING = (":", "?")  # behind which a question is over
_LONG = 160  # characters of a label
_SENTENCE = 4  # words of a label that no caption in an answer has


def end_of_label(label: Match, separator: re.Match[str], labels: Labels) -> int:
    """Where the answer to *label* begins, up to whose *separator* it was recognised.

    It may have a colon in it and behind that ask the same: "Мотивација: разлози за пријаву: …". An answer that begins
    with a caption of its own begins as a sentence does: "Нацрт концепта: Прва замисао: …".
    """
    if separator.group() not in _CLOSING:
        return separator.start()
    text, start = separator.string, separator.end()
    colon = text.find(":", start)
    end = colon + 1 if colon >= 0 else len(text)
    part = text[start:end].strip(" \t:*")
    asked = labels.match(part) if key(part) and len(part) <= _LONG else None
    if asked is None or asked.field is not label.field or label.certainty is Certainty.CONTAINED:
        return start
    alone, small, exact = not text[end:].strip(), part[0].islower(), asked.certainty is Certainty.EXACT
    whole = exact and (small or len(key(part).split()) >= _SENTENCE)
    return end if whole or (alone and colon >= 0 and (small or exact)) else start
