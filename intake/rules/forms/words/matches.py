"""A label that was recognised, how surely, and a question that no call asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from intake.rules.call import Field, FieldType, Text
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.stems import NUMBERING

SIGNATORY = "signatory"
"""The id of the answer that tells who signs, which the interface fixes."""

REACHED_BY = frozenset({FieldType.PHONE, FieldType.EMAIL})
"""The types of fields by which somebody is reached."""

SPEAKING = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE})
"""The types of fields that are answered in sentences, which may have the words of their question."""

IN_LINES = SPEAKING | {FieldType.TABLE}
"""The types of fields whose answers take as many lines as they need."""

ROOMY = IN_LINES | {FieldType.CHOICE, FieldType.CHECKBOX}
"""The types of fields whose answer may take several paragraphs."""

_WORDS_AROUND = 5  # words that a label may have around it where only part of a text is one
_STRANGE = "?"  # before the words of a question that no field has


class Certainty(IntEnum):
    """How surely a text is a label; a weaker kind needs more support from where it stands."""

    CONTAINED = 1  # the label's words stand inside a longer text
    MEANT = 2  # several meanings of its words say so, but it is not put as a question
    FUZZY = 3
    EXACT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A label recognised: *bare* where the words fit several people or offices ("Телефон")."""

    field: Field
    certainty: Certainty
    bare: bool
    key: str

    @property
    def known(self) -> bool:
        """Tell whether the call asks this; otherwise *field* is a field of no call, made for the question alone."""
        return not self.field.id.startswith(_STRANGE)


Asked = Callable[[str], Match | None]
"""What a text asks, by some of its words or, where the caller says so, in so many words."""


def stranger(text: str) -> Match:
    """Return the match of a question that the call does not know."""
    k = key(NUMBERING.sub("", text))
    field = Field(id=_STRANGE + k, label=Text(sr=text, en=text), type=FieldType.LONG_TEXT)
    return Match(field=field, certainty=Certainty.FUZZY, bare=False, key=k)


def is_offered(match: Match, text: str) -> bool:
    """Tell whether the words of *match* are what a question offers behind its colon: "Врста: општина / град"."""
    head, _, offered = text.partition(":")
    words = set(match.key.split())
    return words <= set(key(offered).split()) and not words & set(key(head).split())


def are_two_persons(one: Match, other: Match) -> bool:
    """Tell whether two fields of free text are meant: the head of the municipality, and the contact person."""
    return one.field is not other.field and one.field.type is other.field.type is FieldType.TEXT


def is_hosted(label: Match, line: Line, end: int, is_option: Callable[[Line], bool]) -> bool:
    """Tell whether *line* names an option and its host, though *label* might go up to *end*: "Мањине, домаћин: …".

    Only where the choice may be asked for by some of its words, which options have, too.
    """
    if label.certainty is not Certainty.CONTAINED or label.field.type is not FieldType.CHOICE:
        return False
    head, rest = slice_of(line, 0, end), slice_of(line, end + 1, len(line.text))
    return is_option(head) or (is_option(line) and not is_option(rest))


def is_repeated(first: Match, again: Match) -> bool:
    """Tell whether the same question is asked again, and not answered in its words ("Разлози: …", "Три курса: …")."""
    own = first.field.type is FieldType.LONG_TEXT and set(again.key.split()) < set(first.key.split())
    sure = again.certainty is Certainty.EXACT or first.field.type not in SPEAKING
    return again.field.id == first.field.id and sure and not own


def echoes(asked: Match, said: Match) -> bool:
    """Tell whether an answer speaks in words of its question: "Пратили смо два вебинара: …", below "Вебинари"."""
    spoken = asked.field.type in SPEAKING and said.certainty < Certainty.FUZZY
    return spoken and asked.field is said.field and asked.certainty >= max(said.certainty, Certainty.MEANT)


def fits(match: Match, text: str) -> bool:
    """Tell whether little stands in *text* beside the words of a label that is only a part of it."""
    return match.certainty > Certainty.CONTAINED or len(key(text).split()) <= len(match.key.split()) + _WORDS_AROUND


def narrowed(match: Match, inner: Iterable[Match | None], section_of: Mapping[str, str]) -> Match:
    """What *match* asks, or what the brackets behind it say: "Овлашћено лице (потпис, печат)", "Тел. (централа)".

    Brackets within the same section list particulars: "Контакт особа (име и презиме, функција)". Who signs is a person,
    though the label may name an office: "Подносилац (потпис)".
    """
    found = [said for said in inner if said and section_of[said.field.id] != section_of[match.field.id]]
    said = found[0] if len(found) == 1 else match
    alike = said.field.type is match.field.type or said.field.id == SIGNATORY
    sure = not said.bare and said.certainty > Certainty.CONTAINED and alike
    certainty = min(max(said.certainty, Certainty.FUZZY), match.certainty)  # both say so
    return replace(said, certainty=certainty) if sure else match
