"""In which language an applicant writes, told by the letters that only one of the two has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.rules.call import Call, FieldType
from intake.rules.entry import Entry

_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_ENGLISH = re.compile("[qwxy]")  # no Serbian word has them, in Latin letters either
_SERBIAN = re.compile("[čćđšžjа-џ]")  # j is in every tenth word of Serbian, and seldom in English
_SENTENCES = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE})  # names and places are of no language


def language_of(entry: Entry, call: Call) -> str | None:
    """Return "sr-Cyrl" or "en", after the longer answers of *entry*; None where they do not tell."""
    text = _ADDRESS.sub("", " ".join(_sentences(entry, call))).casefold()
    english, serbian = (len(letters.findall(text)) for letters in (_ENGLISH, _SERBIAN))
    if english == serbian:
        return None
    return "en" if english > serbian else "sr-Cyrl"


def _sentences(entry: Entry, call: Call) -> Iterator[str]:
    for field in call.fields:
        answer = entry.answers.get(field.id)
        if field.type in _SENTENCES and isinstance(answer, str):
            yield answer
