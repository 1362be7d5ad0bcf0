"""What a question in words of its own may ask: how much of it is said in the words of each field of the call."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from intake.rules.call import Call, Field
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.stems import BRACKETS, NUMBERING, STEM, wordings

_SHORTEST = 3  # letters of a word that says something
_UNKNOWN = 0.6  # what a word of no field weighs: less than one that only one field has, for anything may be said so


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How much of a question one field's words say: *weight*, the rarer the words the more, *share* of the whole."""

    field: Field
    weight: float
    share: float


class Vocabulary:
    """The words of one call's questions.

    The *lexicon* knows words that any question may have ("који", "наведите"), and foreign ones, which speak for none.
    """

    def __init__(self, call: Call, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._fields = call.fields
        self._words = {f.id: frozenset(s for w in wordings(f) for s in self._stems(w)) for f in call.fields}
        self._spread = Counter(stem for own in self._words.values() for stem in own)
        self._weights = {stem: self._rarity(spread) for stem, spread in self._spread.items()}
        self.heard = lru_cache(maxsize=2048)(self._heard)

    def _heard(self, text: str) -> tuple[Hearing, ...]:
        """Return every field that shares words with *text*, what says most first; brackets may only help."""
        plain = NUMBERING.sub("", text)
        stems = dict.fromkeys(self._stems(plain))
        foreign = {s for s in stems if self._lexicon.is_foreign(s)}
        outside = set(self._stems(BRACKETS.sub(" ", plain))) or set(stems)
        whole = sum(1 if s in foreign else self._weight(s) for s in stems if s in outside or self._spread[s])
        own = {s: self._weights[s] for s in stems if s in self._weights and s not in foreign}
        heard = (f for f in self._fields if not self._words[f.id].isdisjoint(own))
        weighed = ((f, sum(weight for s, weight in own.items() if s in self._words[f.id])) for f in heard)
        found = (Hearing(field=f, weight=weight, share=weight / whole) for f, weight in weighed)
        return tuple(sorted(found, key=lambda hearing: -hearing.weight))

    def of(self, field: Field, text: str) -> Hearing:
        """Return how much of *text* the words of *field* say."""
        nothing = Hearing(field=field, weight=0.0, share=0.0)
        return next((hearing for hearing in self.heard(text) if hearing.field is field), nothing)

    def claimed(self, field: Field, text: str) -> float:
        """Return the weight of the words of *text* that other fields have and *field* has not."""
        stems = dict.fromkeys(self._stems(NUMBERING.sub("", text)))
        return sum(self._weight(s) for s in stems if self._spread[s] and s not in self._words[field.id])

    def _stems(self, text: str) -> Sequence[str]:
        words = key(text).split()
        return [w[:STEM] for w in words if len(w) >= _SHORTEST and not w.isdigit() and w not in self._lexicon.asking]

    def _weight(self, stem: str) -> float:
        return self._weights.get(stem, _UNKNOWN)

    def _rarity(self, spread: int) -> float:
        """From 1, for a word that only one field has, towards 0."""
        return math.log((len(self._fields) + 1) / spread) / math.log(len(self._fields) + 1)
