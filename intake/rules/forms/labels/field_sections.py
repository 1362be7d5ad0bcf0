"""In which section of the form each field is asked, and whose a question is that several sections may ask."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from intake.rules.call import Call, Field
from intake.rules.forms.labels.known_labels import KnownLabels
from intake.rules.forms.words.matches import REACHED_BY, Match
from intake.rules.forms.words.stems import section_of


class FieldSections:
    """The sections of one call's form; *known* are its labels."""

    def __init__(self, call: Call, known: KnownLabels) -> None:
        self._fields = call.fields
        self._known = known
        self.by_field = section_of(call)

    def of(self, field: Field) -> str:
        """Return the key of the section in which *field* is asked ("" before the first)."""
        return self.by_field.get(field.id, "")

    def in_section(self, match: Match, section: str | None) -> Match:
        """Give a bare label to the question of its kind in *section*, where that section has one."""
        if not match.bare or section is None or self.of(match.field) == section:
            return match
        words = frozenset(match.key.split())
        for k, field in self._known.owner.items():
            same_kind = field.type is match.field.type and self.of(field) == section
            if same_kind and words < frozenset(k.split()):
                return Match(field=field, certainty=match.certainty, bare=True, key=match.key)
        return self.of_kind(match, section) if match.field.type in REACHED_BY else match

    def unasked(self, match: Match, asked: AbstractSet[str]) -> Match:
        """Give a bare label whose question is *asked* elsewhere to the other of its kind, where none asks for that."""
        alike = [f for f in self._fields if f.type is match.field.type and f.id not in asked]
        reached = match.field.type in REACHED_BY and match.field.id in asked
        return replace(match, field=alike[0]) if reached and len(alike) == 1 else match

    def of_kind(self, match: Match, section: str | None) -> Match:
        """Give a question known by some of its words to the one of its kind in *section*, where that has one."""
        own = (f for f in self._fields if f.type is match.field.type and self.of(f) == section)
        field = next(own, None)
        return replace(match, field=field) if field else match
