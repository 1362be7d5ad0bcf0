"""A person's name and position in a form that asks for both at once, or for one: "Ана Анић, савјетник начелника"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import Call, FieldType
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.places import Span
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.matches import SIGNATORY
from intake.rules.forms.words.persons import is_person
from intake.rules.forms.words.stems import section_of

_BEHIND = re.compile(r"\s*(?:,|\s[–—-])\s+|\s*\((?=[^()]+\)$)")
_WORDS = 14  # of a position with its department
_DATA = re.compile(r"[@\d]")


class Positions:
    """Parts such answers in forms of one *call*: what it asks right after a person's name, in the same section."""

    def __init__(self, call: Call, lexicon: Lexicon) -> None:
        sections = section_of(call)
        self._lexicon = lexicon
        self._beside = {
            name.id: position.id
            for name, position in pairwise(call.fields)
            if name.type is position.type is FieldType.TEXT
            and name.required
            and SIGNATORY not in {name.id, position.id}
            and sections[name.id] == sections[position.id]
        }

    def parted(self, values: Mapping[str, object]) -> Iterator[tuple[str, str, str, str]]:
        """Yield each name with the position behind it, if one stands nowhere else: fields and values of both."""
        for name, position in self._beside.items():
            both = values.get(name), values.get(position)
            said = next((value for value in both if isinstance(value, str)), None)
            if said is None or all(both):
                continue
            found = _BEHIND.search(said)
            if found is None:
                continue
            person, rest = said[: found.start()].strip(), said[found.end() :].rstrip(" )")
            if is_person(person) and self._is_position(rest):
                yield name, person, position, rest

    def from_below(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return *items*, each such name with the position in the line below it, where the form asks for none."""
        found: list[Item] = []
        for item in items:
            name = found[-1] if found else None
            if isinstance(item, Loose) and isinstance(name, Question) and self._is_above(name, item, items):
                (said,) = name.answer
                spans = (*said.spans, Span(text=", "), *item.line.spans)
                found[-1] = replace(name, answer=(replace(said, spans=spans),))
            else:
                found.append(item)
        return found

    def _is_above(self, name: Question, below: Loose, items: Sequence[Item]) -> bool:
        """Tell whether *name* is answered with a person's name alone, and the position, asked nowhere, is *below*."""
        position = self._beside.get(name.field.id)
        if position is None or name.cell is not None or len(name.answer) != 1:
            return False
        if any(isinstance(item, Question) and item.field.id == position for item in items):
            return False
        return is_person(name.answer[0].text.strip()) and self._is_position(below.line.text.strip())

    def _is_position(self, text: str) -> bool:
        """Tell whether *text*, behind a name, is no degree and no other person, and begins as positions do."""
        begun = text[:1].islower() or self._lexicon.is_calling(text)
        other = _DATA.search(text) or self._lexicon.is_title(text) or is_person(text)
        return begun and not other and len(text.split()) <= _WORDS
