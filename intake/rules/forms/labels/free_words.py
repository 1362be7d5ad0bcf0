"""Which question of the form a text asks in words of its own: by their meanings, or by words of a field among them."""

from __future__ import annotations

from dataclasses import replace

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.asking import Asking
from intake.rules.forms.labels.field_sections import FieldSections
from intake.rules.forms.labels.known_labels import KnownLabels
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import Certainty, Match, are_two_persons, is_offered
from intake.rules.forms.words.meanings import Meanings
from intake.rules.forms.words.vocabulary import Vocabulary

_WORDS_AROUND_ONE = 3
_CLOSED = frozenset({FieldType.CHOICE, FieldType.CHECKBOX, FieldType.TABLE})
_SAID = 0.7  # share of a question that one field's words say where it is known by them alone
_HALF = 0.5  # where it has a whole label in it
_TELLING = 0.9  # weight of these words: about that of one which no other field has
_MARGIN = 0.3  # by which the next field weighs less


class FreeWords:
    """Knows such questions by their *meanings*, by *known* labels and by the *vocabulary* of each field."""

    def __init__(
        self,
        meanings: Meanings,
        asking: Asking,
        known: KnownLabels,
        vocabulary: Vocabulary,
        sections: FieldSections,
    ) -> None:
        self._meanings = meanings
        self._asking = asking
        self._known = known
        self._vocabulary = vocabulary
        self._sections = sections

    def told(self, text: str, whole: str) -> Match | None:
        """What the meanings of its words or the words themselves say that *text* asks; several meanings say more."""
        if self._meanings.is_strange(text) or self._meanings.leads_on(text):
            return None
        meant, worded = self._asking.match(text, whole), self._worded(text, whole)
        if meant is None or (worded is not None and worded.field is meant.field):
            return max((m for m in (worded, meant) if m), key=lambda m: m.certainty, default=None)
        return meant if self._asking.is_sure(meant, text) else worded or meant

    def _worded(self, text: str, whole: str) -> Match | None:
        """A label among other words; one word of a long question that is not its first says less than all of them."""
        inside = self._known.inside(whole)
        if inside and inside.field.type is FieldType.MUNICIPALITY and is_offered(inside, text):
            inside = None
        found = inside if inside is not None and self._is_said(inside, text) else None
        weak = found is not None and " " not in found.key and len(whole.split()) > _WORDS_AROUND_ONE
        if found is not None and not (weak and whole.split(maxsplit=1)[0] != found.key):
            named = self._meanings.ends_in_name(text)  # "Начелник општине Лакташи" may well be who applies
            return replace(found, certainty=Certainty.CONTAINED) if named else found
        guessed = self._guessed(text)
        if guessed and inside and are_two_persons(guessed, inside):
            return None  # "Одговорно лице које представља ЈЛС": the label inside speaks of somebody else
        return guessed or found

    def _guessed(self, text: str) -> Match | None:
        """The one field in whose words most of *text* is said ("Којим ресурсима располажете")."""
        heard = self._vocabulary.heard(text)
        if not heard or self._asking.is_option(text):
            return None
        best, second = heard[0], heard[1].weight if len(heard) > 1 else 0.0
        if len(heard) > 1 and self._is_both(heard[0].field, heard[1].field) and second >= _TELLING:
            best, second = heard[0], 0.0  # "Телефон и е-пошта контакт особе"
        told = best.share >= _SAID and best.weight >= _TELLING and best.weight - second >= _MARGIN
        if not told or best.field.type in _CLOSED:
            return None
        return Match(field=best.field, certainty=Certainty.CONTAINED, bare=False, key=key(text))

    def _is_both(self, one: Field, other: Field) -> bool:
        kinds = {one.type, other.type}
        return kinds == {FieldType.EMAIL, FieldType.PHONE} and self._sections.of(one) == self._sections.of(other)

    def _is_said(self, match: Match, text: str) -> bool:
        """Tell whether *text* says what *match* asks, and not something else with some of its words."""
        own, first = self._vocabulary.of(match.field, text), self._vocabulary.heard(text)[:1]
        rival = first[0].weight - own.weight if first else 0.0
        if match.bare and self._vocabulary.claimed(match.field, text) >= _HALF:
            return False  # "E-mail начелника" is nobody's whom the call asks for
        return match.field.type is FieldType.CHOICE or (own.share >= _HALF and rival < _MARGIN)

    def asked_by(self, match: Match) -> tuple[str, ...]:
        """Return the ids of the fields that a label asks for: its own, and "Телефон и е-пошта" an address as well."""
        heard = () if match.bare else self._vocabulary.heard(match.key)
        both = (h.field.id for h in heard if h.weight >= _TELLING and self._is_both(match.field, h.field))
        return (match.field.id, *both)
