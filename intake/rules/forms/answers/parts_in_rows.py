"""Parts of one answer in rows of their own: a street and its post code, a name and a surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.rules.call import Call, FieldType
from intake.rules.forms.answers.fitting import asks_name
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.places import Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import ends_address

_STREET = re.compile(r"\d|\bб\.?\s?б\b|\bb\.?\s?b\b")  # a number, or none
_PART = re.compile(r"\s*(?:\S+\s*$|(?:[A-Z]{1,3}[-\s])?\d{2}\s?\d{3}\b)")  # one word, or a post code
_CODE = re.compile(r"(?<!\d)\d{2}\s?\d{3}(?!\d)")
_POSTCODE = re.compile(r"\s*\d{2}\s?\d{3}\s*")


class PartsInRows:
    """Joins such rows in forms of one *call*."""

    def __init__(self, call: Call, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._persons = frozenset(field.id for field in call.fields if asks_name(field, lexicon))

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
        if known.field.id in self._persons:
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
        coded = asked and _POSTCODE.fullmatch(town.text) is not None and not _CODE.search(street.text)
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
