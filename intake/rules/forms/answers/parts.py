"""Two things in answer to one question, and parts of one answer in rows of their own.

"Ана Анић, савјетник начелника", in a form that asks for the name and the position at once, or for one of them; "Општина
Лакташи, Карађорђева 56" and "051/530-000, info@laktasi.example", where both are asked for; a street and its post code,
a name and a surname below each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import Call, FieldType
from intake.rules.forms.answers.fitting import Fitting
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import POSTCODE, ends_address, parts_of, slice_of
from intake.rules.forms.words.matches import REACHED_BY, SIGNATORY, Certainty, Match
from intake.rules.forms.words.persons import is_person
from intake.rules.forms.words.stems import section_of

_BEHIND = re.compile(r"\s*(?:,|\s[–—-])\s+|\s*\((?=[^()]+\)$)")
_WORDS = 14  # of a position with its department
_DATA = re.compile(r"[@\d]")
_ASKED = re.compile(r"\s*[,/&()]\s*|\s(?:и|i|and|те)\s")
_MUNICIPALITY = re.compile(r"[\s–—:-]*([^,;\d\n]{2,60}?)\s*[,;]\s*(?=\S)")  # before the first comma
_PAIR = 2
_BETWEEN = re.compile(r"\s*[,;|\t]\s*|\s+[/–—-]\s+|(?<=\d)\s+(?=\S+@)|\s{2,}")  # a number and an address
_NUMBER = re.compile(r"\d")
_STREET = re.compile(r"\d|\bб\.?\s?б\b|\bb\.?\s?b\b")  # a number, or none
_PART = re.compile(r"\s*(?:\S+\s*$|(?:[A-Z]{1,3}[-\s])?\d{2}\s?\d{3}\b)")  # one word, or a post code


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

    def in_line(self, field: str, text: str) -> str:
        """Return *text*, in answer to *field* a name with the position below it, in one line: "Ана Анић, савјетник"."""
        name, _, said = text.strip().partition("\n")
        below = " ".join(said.split())
        both = field in self._beside and is_person(name) and self._is_position(below)
        return f"{name.strip()}, {below}" if both else text

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


# The municipality with its address


def with_addresses_parted(items: Sequence[Item], labels: Labels) -> Sequence[Item]:
    """Return *items*, such a question as two where no other asks for the municipality."""
    asked = {item.field.type for item in items if isinstance(item, Question) and item.match.known}
    return items if FieldType.MUNICIPALITY in asked else [*_all(items, labels)]


def _all(items: Sequence[Item], labels: Labels) -> Iterator[Item]:
    found = False
    for item in items:
        match = _first(item, labels) if isinstance(item, Question) and not found else None
        name = _MUNICIPALITY.match(item.answer[0].text) if isinstance(item, Question) and match else None
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


# The telephone with the e-mail address


def with_phones_parted(items: Sequence[Item], labels: Labels) -> Sequence[Item]:
    """Return *items*, each question that asks for both as two, each with what is of its kind.

    What is neither stays with the one question, and is told.
    """
    found: list[Item] = []
    for item in items:
        asked = _phone_and_address(item, labels) if isinstance(item, Question) and not item.match.known else ()
        found += _apart(item, asked) if isinstance(item, Question) and asked else (item,)
    return found


def _apart(question: Question, asked: Sequence[Match]) -> Sequence[Question]:
    said = [part for line in question.answer for part in parts_of(line, _BETWEEN)]
    kinds = [_kind(part) for part in said]
    if any(kind is None and any(map(str.isalnum, part.text)) for kind, part in zip(kinds, said, strict=True)):
        return (question,)
    return [
        replace(question, match=match, answer=tuple(p for p, kind in zip(said, kinds, strict=True) if kind is type_))
        for match in asked
        for type_ in [match.field.type]
    ]


def _phone_and_address(question: Question, labels: Labels) -> Sequence[Match]:
    """The telephone and the e-mail address, in the order of the label, if it asks for these and nothing else."""
    parts = [part for part in _ASKED.split(question.label.text.partition(":")[0]) if part.strip()]
    found = [match for part in parts if (match := labels.sure(part)) and match.field.type in REACHED_BY]
    return found if len(parts) == len(found) == len({match.field.type for match in found}) == _PAIR else ()


def _kind(part: Line) -> FieldType | None:
    """What *part* looks like."""
    if "@" in part.text:
        return FieldType.EMAIL
    return FieldType.PHONE if _NUMBER.search(part.text) else None


# Rows


class PartsInRows:
    """Joins such rows; *fitting* knows who asks for a name."""

    def __init__(self, lexicon: Lexicon, fitting: Fitting) -> None:
        self._lexicon = lexicon
        self._fitting = fitting

    def joined(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return *items*, the answers to two questions as one where the call asks for both at once.

        Only where one of the two is known and the other is not, and each answer is the part that the other lacks; or
        where neither is, and one asks for a name and the other for the surname.
        """
        found: list[Item] = []
        for item in items:
            both = None
            if found and isinstance(item, Question) and len(item.answer) == 1 and _PART.match(item.answer[0].text):
                last = found[-1]
                both = self._both(last, item) if isinstance(last, Question) else None
            if both:
                found[-1] = both
            else:
                found.append(item)
        return found

    def _both(self, first: Question, second: Question) -> Question | None:
        known, other = (first, second) if first.match.known else (second, first)
        if other.match.known:
            return None
        if not known.match.known:
            return self._both_unknown(first, second)
        if known.field.type is not FieldType.TEXT or not first.answer or len(other.answer) != 1:
            return None
        if self._fitting.is_persons(known.field):
            return self._named(first, second, known, other)
        return self._addressed(known, other) if known is first else None

    def _both_unknown(self, first: Question, second: Question) -> Question | None:
        names = all(self._lexicon.means(x.label.text, "name") for x in (first, second))
        if not names or self._is_surname(first) == self._is_surname(second):
            return None
        both = self._named(first, second, first, second)
        if both is None:
            return None
        one, two = both.answer
        return replace(both, answer=(replace(one, spans=(*one.spans, Span(text=" "), *two.spans)),))

    def _addressed(self, known: Question, other: Question) -> Question | None:
        street, town = known.answer[-1], other.answer[0]
        asked = self._lexicon.means(other.label.text, "post")
        coded = asked and POSTCODE.fullmatch(town.text.strip()) is not None and not POSTCODE.search(street.text)
        whole = ends_address(town, street) or coded
        return replace(known, answer=(*known.answer, town)) if whole and _STREET.search(street.text) else None

    def _named(self, first: Question, second: Question, known: Question, other: Question) -> Question | None:
        """The name and the surname, in this order; both rows must ask for a name."""
        if len(known.answer) != 1 or not all(_is_one(x.text) for x in (*first.answer, *second.answer)):
            return None
        if not self._lexicon.means(other.label.text, "name"):
            return None
        last_first = self._is_surname(first) and not self._is_surname(second)
        answer: tuple[Line, ...] = (*second.answer, *first.answer) if last_first else (*first.answer, *second.answer)
        return replace(known, answer=answer)

    def _is_surname(self, question: Question) -> bool:
        return any(word in key(question.label.text) for word in self._lexicon.surnames)


def _is_one(text: str) -> bool:
    """Tell whether *text* is one name, with a title perhaps: "Марић-Илић"."""
    words = [word for word in text.split() if not word.endswith(".")]
    return len(words) == 1 and words[0][:1].isupper() and not any(map(str.isdigit, text))
