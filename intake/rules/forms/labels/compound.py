"""Answers that hold several things: "Марко Марић, савјетник, 065/123-456, marko@opstina.example" in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import Certainty
from intake.rules.forms.words.persons import is_person

_CAPTION = r"(?:\b[^\W\d][\w-]{0,9}[.:]+\s*)?"  # "тел.", "E-mail:"
_ADDRESS = re.compile(rf"{_CAPTION}[^\s,;|<>()]+@[^\s,;|<>()]+")
_TELEPHONE = re.compile(rf"(?<![\w@.]){_CAPTION}(?:\+|\(?0)\d[\d\s()./\-–]{{4,}}\d(?![\w@])")
_REACHED_BY = {FieldType.EMAIL: _ADDRESS, FieldType.PHONE: _TELEPHONE}
_AT = re.compile(r"[(\[{]\s*at\s*[)\]}]", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;|\n]\s*|\s+[–—/-]\s+|\s*[()]\s*")
_ASKED = re.compile(r"[,/&()]|\s(?:и|i|and|те)\s")


class Compound:
    """Parts answers by what their labels ask beside their own question, with one call's *labels* and *fields*."""

    def __init__(self, labels: Labels, fields: Sequence[Field]) -> None:
        self._labels = labels
        section = {field.id: labels.sections.of(field) for field in fields}
        self._mates = {
            field.id: [mate for mate in fields if mate is not field and section[mate.id] == section[field.id]]
            for field in fields
        }
        self._fields = tuple(fields)

    def parted(self, field: Field, label: str, text: str) -> Mapping[str, str]:
        """Return what *text*, written where *label* asks for *field*, says of which field; *field* keeps the rest."""
        mates = self._mates[field.id]
        parts: dict[str, str] = {}
        rest = text
        for type_, pattern in _REACHED_BY.items():
            mate = next((mate for mate in mates if mate.type is type_), None)
            found = pattern.findall(rest)
            if mate and found:
                parts[mate.id] = "; ".join(found)
                rest = pattern.sub(" | ", rest)
        beside = next(self._asked_beside(field, label, mates), None)
        if not parts and beside is None:
            return {field.id: text}
        if parts and field.type in _REACHED_BY and _REACHED_BY[field.type].search(rest):
            return {field.id: " ".join(rest.replace("|", " ").split()).strip(" ,;–—-"), **parts}  # "(050) 561 – 803"
        words = [word for word in map(str.strip, _BETWEEN.split(rest)) if word and not (parts and self._reaches(word))]
        if beside is not None and not parts and self._is_named_first(beside, field):
            first, rest = words[0] if words else "", ", ".join(words[1:])
            return {beside.id: first, field.id: rest} if is_person(first) else {field.id: text}
        if beside is not None and words and words[0][:1].islower():
            return {field.id: "", **parts, **_without_name(beside, words)}
        if beside is not None and len(words) > 1:
            parts[beside.id] = ", ".join(words[1:])
            words = words[:1]
        kept = ", ".join(words) or (text if field.type in _REACHED_BY else "")  # a number alone is no address: told
        return {field.id: kept, **parts}

    def _reaches(self, word: str) -> bool:
        """Tell whether *word* is what stands before a telephone or an address: "телефон", "е-пошта"."""
        match = self._labels.match(word)
        return match is not None and match.certainty is Certainty.EXACT and match.field.type in _REACHED_BY

    def _is_named_first(self, one: Field, other: Field) -> bool:
        """Tell whether the call asks for *one* first, a name before a position, whichever a label says more of."""
        return self._fields.index(one) < self._fields.index(other)

    def _asked_beside(self, field: Field, label: str, mates: Sequence[Field]) -> Iterator[Field]:
        """The field of text that a label asks for in passing: "Контакт особа (име, презиме и функција)"."""
        for part in _ASKED.split(label):
            match = self._labels.match(part)
            whole = match is not None and (match.certainty is Certainty.EXACT or match.key == key(part))
            if match and whole and match.field in mates and match.field.type is field.type:
                yield match.field


def is_of_kind(type_: FieldType, text: str) -> bool:
    """Tell whether *text* may be an e-mail address or a telephone number at all; of another kind of field, anything."""
    if type_ is FieldType.EMAIL:
        return "@" in text or bool(_AT.search(text))
    return type_ is not FieldType.PHONE or any(map(str.isdigit, _ADDRESS.sub(" ", text)))


def _without_name(beside: Field, words: Sequence[str]) -> Mapping[str, str]:
    """What *words* say where the name was left out; nothing where one may stand among them."""
    named = any(sum(word[:1].isupper() for word in part.split()) > 1 for part in words)
    return {} if named else {beside.id: ", ".join(words)}
