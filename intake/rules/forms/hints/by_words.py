"""By which words a line tells how to answer, as a form does and no applicant: imperatives, limits of length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import is_data, lines_of, rewritten, slice_of

_ASKING = re.compile(r"[:?]|^[^\W\d_][.)]\s")  # or a letter of a list
_PART = re.compile(r"[.,;:!?(–-]\s*")
_IMPERATIVE = re.compile(r"[a-z]{3,}(?:i|j)te")  # "прикажите", "представите"
_INFINITIVE = re.compile(r"[a-z]{2,}[tc]i")
_OF, _HEAD = "of", 2  # "List of partners" is a title
_LONGEST = 40  # words
_LONG_LIMIT = 10  # words of a line that says nothing but how long an answer may be


class Told(IntEnum):
    """How surely a line tells how to answer."""

    NO = 0
    WEAK = 1  # an answer may well be worded so
    MAYBE = 2
    SURE = 3


class HintWords:
    """Knows such lines by the words of a *lexicon*."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = tuple(f"{name} " for name in lexicon.names)
        self.is_example = lexicon.is_hint
        self.told = lru_cache(maxsize=2048)(self._told)
        self.without_example = lru_cache(maxsize=1024)(self._without_example)

    def instructs(self, text: str) -> bool:
        """Tell whether *text* begins as an instruction: "Молимо опишите стање", "Наведите партнере:"."""
        words = key(text).split()
        return self._begins(words[self._opening(words) :])

    def _without_example(self, text: str) -> str:
        """Return *text* up to the example that it gives: "Означите један. Нпр. …"."""
        begun = (found.start() for found in _PART.finditer(text) if self._lexicon.is_hint(text[found.end() :]))
        return text[: next(begun, len(text))]

    def asks_name(self, text: str) -> bool:
        """Tell whether *text* begins with a word for a person's name."""
        return f"{key(text)} ".startswith(self._names)

    def _told(self, text: str) -> Told:
        """Tell how surely *text* says how to answer."""
        words = key(text).split() if text[:1].isalpha() and not _ASKING.search(text) else []
        if not 0 < len(words) <= _LONGEST:
            return Told.NO
        start = self._opening(words)
        if self._is_limit(words) or self._begins(words[start:]):
            return Told.SURE
        if self._lexicon.are_ours(words[start:]):
            return Told.NO
        begun = f"{' '.join(words[start:])} ".startswith(self._lexicon.may_instruct) and _OF not in words[:_HEAD]
        if begun and not self._lexicon.addressing.isdisjoint(words[:start]):
            return Told.SURE  # "Please state …"
        if begun or self._is_limited(text):
            return Told.MAYBE
        return Told.NO if self._lexicon.addressing.isdisjoint(words) else Told.WEAK

    def _opening(self, words: Sequence[str]) -> int:
        return next((at for at, word in enumerate(words) if word not in self._lexicon.hint_openings), len(words))

    def _begins(self, words: Sequence[str]) -> bool:
        imperative = bool(words) and words[0] not in self._lexicon.not_imperative and _IMPERATIVE.fullmatch(words[0])
        return bool(imperative) or f"{' '.join(words)} ".startswith(self._lexicon.instructing)

    def _is_limit(self, words: Sequence[str]) -> bool:
        """Tell whether *words* say nothing but how long an answer may be: "највише 10 реченица", "max. 500 words"."""
        if len(words) > _LONG_LIMIT or self._lexicon.lengths.union(self._lexicon.most).isdisjoint(words):
            return False
        limiting = [word.isdigit() or word in self._lexicon.limits for word in words]
        return any(limiting) and all(
            limit or word in self._lexicon.lengths for limit, word in zip(limiting, words, strict=True)
        )

    def _is_limited(self, text: str) -> bool:
        """Tell whether *text* ends with a limit: in brackets, or behind a comma."""
        head, _, end = text.rstrip(" .)").replace("(", ",").rpartition(",")
        return bool(head) and self._is_limit(key(end).split())


def begins_with_infinitive(text: str) -> bool:
    """Tell whether *text* begins with an infinitive, as the items of a plan may: "Обучити волонтере."."""
    return bool(_INFINITIVE.fullmatch(next(iter(key(text).split()), "")))


def without_instructions(document: Document, words: HintWords) -> Document:
    """Return *document* without what says how to answer behind a question mark: "Имате ли страницу? Наведите је."."""
    told: dict[int, Sequence[Line]] = {}
    for line in lines_of(document.blocks):
        end = line.text.rfind("?") + 1
        rest = line.text[end:].strip() if end else ""
        plain = rest and not is_data(line) and all(span.box is None and span.control is None for span in line.spans)
        if plain and words.told(rest) is Told.SURE:
            told[id(line)] = (slice_of(line, 0, end),)
    return rewritten(document, told)
