"""The two languages in which a call words its questions, told apart by its words where both are in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from intake.rules.call import Call
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.stems import wordings

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_STROKE = re.compile(r"\s/\s")


class Tongues:
    """Tells a text in the first language of a *call* from one in the second; wordings have the first in Cyrillic."""

    def __init__(self, call: Call) -> None:
        words: tuple[set[str], set[str]] = (set(), set())
        for wording in (wording for field in call.fields for wording in wordings(field)):
            words[is_cyrillic(wording)].update(key(wording).split())
        self._second, self._first = words[False] - words[True], words[True] - words[False]
        self.differ, self.leads = lru_cache(maxsize=4096)(self._differ), lru_cache(maxsize=4096)(self._leads)

    def _differ(self, one: str, two: str) -> bool:
        """Tell whether *one* and *two* are in two languages, by their letters or by their words."""
        letters, others = _scripts(one), _scripts(two)
        if len(letters) != 1 or len(others) != 1 or letters != others:
            return len(letters) == len(others) == 1
        return letters == {False} and {self._is_first(one), self._is_first(two)} == {True, False}

    def _leads(self, one: str, two: str) -> bool:
        """Tell whether *one* is in Cyrillic and *two* is not, or in the first language where both are in Latin."""
        letters = _scripts(one)
        return letters == {True} if letters != _scripts(two) else self._is_first(one) is True

    def _is_first(self, text: str) -> bool | None:
        """Tell whether *text*, in Latin letters, has more words of the first language, or of the second; None: neither.

        Of two languages that a stroke parts each may say the whole: then it is both.
        """
        words = key(text).split()
        first, second = (sum(word in known for word in words) for known in (self._first, self._second))
        return None if first == second or (first and second and _STROKE.search(text)) else first > second


def is_cyrillic(text: str) -> bool:
    """Tell whether *text* has Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


def _scripts(text: str) -> frozenset[bool]:
    """Whether the languages of *text*, parted by a stroke, are in Cyrillic: each of them may say the whole."""
    return frozenset(map(is_cyrillic, _STROKE.split(text)))
