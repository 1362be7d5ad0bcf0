"""The municipality with its address in answer to one question: "Општина и адреса: Општина Лакташи, Карађорђева 56"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.rules.call import FieldType
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.matches import Certainty, Match

_ASKED = re.compile(r"\s*[,/&()]\s*|\s(?:и|i|and|те)\s")
_NAME = re.compile(r"[\s–—:-]*([^,;\d\n]{2,60}?)\s*[,;]\s*(?=\S)")  # before the first comma


def parted(items: Sequence[Item], labels: Labels) -> Sequence[Item]:
    """Return *items*, such a question as two where no other asks for the municipality."""
    asked = {item.field.type for item in items if isinstance(item, Question) and item.match.known}
    return items if FieldType.MUNICIPALITY in asked else [*_all(items, labels)]


def _all(items: Sequence[Item], labels: Labels) -> Iterator[Item]:
    found = False
    for item in items:
        match = _first(item, labels) if isinstance(item, Question) and not found else None
        name = _NAME.match(item.answer[0].text) if isinstance(item, Question) and match else None
        if isinstance(item, Question) and match and name:
            found = True
            line = item.answer[0]
            yield replace(item, match=match, answer=(slice_of(line, name.start(1), name.end(1)),))
            yield replace(item, answer=(slice_of(line, name.end(), len(line.text)), *item.answer[1:]))
        else:
            yield item


def _first(question: Question, labels: Labels) -> Match | None:
    """The municipality, if *question* asks for it first and for something in short text besides."""
    if question.field.type is not FieldType.TEXT or not question.answer:
        return None
    parts = [part for part in _ASKED.split(question.label.text.partition(":")[0]) if part.strip()]
    first, *rest = [labels.match(part) for part in parts] or [None]
    if first is None or first.field.type is not FieldType.MUNICIPALITY or first.certainty is not Certainty.EXACT:
        return None
    return first if any(match and match.field is question.field for match in rest) else None
