"""Forms that say in a sentence who somebody is: "За контакт особу одређује се Марко Марић, савјетник, тел. …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from intake.rules.call import Field
from intake.rules.forms.places import Block, Document, Line
from intake.rules.forms.words.lines import has_box, labelled, labels_in, rewritten, slice_of
from intake.rules.forms.words.matches import Asked
from intake.rules.forms.words.persons import is_person
from intake.rules.script import SMALL_LETTERS

_LONGEST_ROLE = 400  # characters of a sentence that says who somebody is
_ROLE = 7  # words before the name
_NAME = rf"[^\W\d_{SMALL_LETTERS}][\w'’-]+"
_SENTENCE = re.compile(
    rf"(?P<role>[^\W\d_]+(?:\s+[{SMALL_LETTERS}]+){{1,{_ROLE}}})\s+(?P<name>{_NAME}(?:\s+{_NAME}){{1,3}})\s*(?=[,;(.–—-]|$)"
)
# A copula, or a verb with its reflexive word, behind which the name stands as it is called: "је", "одређује се", "is".
_VERBS = (
    re.compile(rf"\s+[{SMALL_LETTERS}]{{2}}(?:\s+[{SMALL_LETTERS}]+)?$"),
    re.compile(rf"\s+[{SMALL_LETTERS}]+\s+[{SMALL_LETTERS}]{{2}}$"),
)
_FIRST = re.compile(r"[,;]\s+([^\W\d_]{5,})\s")
_GOES_ON = re.compile(rf"[^\W\d_]{{4}}\.\s+\S|,\s[{SMALL_LETTERS}]\s")  # to tell something else: ", а замјеник је …"


def with_roles_labelled(document: Document, sure: Asked, persons: AbstractSet[str]) -> Document:
    """Return *document* with what each such sentence says behind the label that it lacks.

    *persons* are the questions for somebody's name; a sentence says only what nothing asks but its own heading.
    """
    found = list(_said(document, sure, persons))
    if not found:
        return document
    told = {id(line): field for line, field, _ in found}
    blocks = pairwise((*document.blocks, None))
    others = [block for block, below in blocks if block and not is_heading_of(told.get(id(below)), block, sure)]
    asked = [match.field.id for text in labels_in(others) if (match := sure(text))]
    asked += [field.id for _, field, _ in found]
    return rewritten(
        document,
        {id(line): [labelled(field.label.sr, told)] for line, field, told in found if asked.count(field.id) == 1},
    )


def is_heading_of(field: Field | None, block: Block, sure: Asked) -> bool:
    """Tell whether *block* is a line that asks for *field*: "Контакт особа", above a sentence that tells it."""
    asked = sure(block.text) if field is not None and isinstance(block, Line) else None
    return asked is not None and asked.field is field


def _said(document: Document, sure: Asked, persons: AbstractSet[str]) -> Iterator[tuple[Line, Field, Line]]:
    """Each such sentence, whom it names by which field, and what it says from the name on."""
    for line in document.blocks:
        if not isinstance(line, Line) or len(line.text) > _LONGEST_ROLE:
            continue
        sentence = _SENTENCE.match(line.text)
        if sentence is None or not is_person(sentence["name"]) or has_box(line):
            continue
        roles = (verb.split(sentence["role"], maxsplit=1)[0] for verb in _VERBS if verb.search(sentence["role"]))
        field = next((match.field for role in roles if (match := sure(role)) and match.field.id in persons), None)
        asking = any(map(sure, _FIRST.findall(line.text)))  # each clause with its first word: none is only named
        if field and not asking and not _GOES_ON.search(line.text):
            yield line, field, slice_of(line, sentence.start("name"), len(line.text.rstrip(" .")))
