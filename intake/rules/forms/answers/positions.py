"""A person's name and position in a form that asks for both at once, or for one: "Ана Анић, савјетник начелника"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from intake.rules.call import Call, FieldType
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

    def _is_position(self, text: str) -> bool:
        """Tell whether *text*, behind a name, is no degree and no other person, and begins as positions do."""
        begun = text[:1].islower() or self._lexicon.is_calling(text)
        other = _DATA.search(text) or self._lexicon.is_title(text) or is_person(text)
        return begun and not other and len(text.split()) <= _WORDS
