"""The words around the names of places: designations, bodies, institutions, qualifiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from intake.rules.script import canonical

Key = tuple[str, ...]  # the words of a canonical key

_LONG_WORD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of `municipality-words.toml` as keys."""

    designations: frozenset[str]
    long: frozenset[str]
    bodies: tuple[Key, ...]
    address: frozenset[str]
    federation: frozenset[str]
    conjunctions: frozenset[str]
    institutions: tuple[Key, ...]
    settlements: frozenset[Key]
    abroad: frozenset[Key]
    countries: tuple[Key, ...]
    placeholders: frozenset[Key]
    former: frozenset[Key]
    shared: Mapping[Key, tuple[str, ...]]
    qualifiers: Mapping[Key, frozenset[str]]

    @classmethod
    def of(cls, lists: Mapping[str, Any]) -> Words:
        """Build the lists from the parsed file; KeyError where one is missing."""
        return cls(
            designations=frozenset(word for phrase in _keys(lists["designations"]) for word in phrase),
            long=frozenset(word for (word,) in _keys(lists["long"])),
            bodies=_keys(lists["bodies"]),
            address=frozenset(word for (word,) in _keys(lists["address"])),
            federation=frozenset(word for (word,) in _keys(lists["federation_designations"])),
            conjunctions=frozenset(word for (word,) in _keys(lists["conjunctions"])),
            institutions=_keys(lists["institutions"]),
            settlements=frozenset(_keys(lists["settlements"])),
            abroad=frozenset(_keys(lists["abroad"])),
            countries=_keys(lists["abroad_countries"]),
            placeholders=frozenset(_keys(lists["placeholders"])),
            former=frozenset(_keys(lists["former"])),
            shared={_key(name): tuple(units) for name, units in lists["shared"].items()},
            qualifiers={_key(name): frozenset(units) for name, units in lists["qualifiers"].items()},
        )

    def is_designation(self, word: str) -> bool:
        """Tell whether *word* is one, or a long one with one letter wrong."""
        if word in self.designations:
            return True
        return len(word) >= _LONG_WORD and any(OSA.distance(word, known, score_cutoff=1) == 1 for known in self.long)

    def institution(self, words: Key) -> str | None:
        """Return the first phrase in *words* that names an institution, or None."""
        return next((" ".join(phrase) for phrase in self.institutions if _within(phrase, words)), None)

    def country(self, words: Key) -> str | None:
        """Return the foreign country that *words* name, or None."""
        return next((" ".join(phrase) for phrase in self.countries if _within(phrase, words)), None)

    def is_body(self, word: str) -> bool:
        """Tell whether *word* begins the name of a part of an administration."""
        return any(_fits(phrase[0], word) for phrase in self.bodies)


def _keys(phrases: Sequence[str]) -> tuple[Key, ...]:
    return tuple(_key(phrase) for phrase in phrases)


def _key(phrase: str) -> Key:
    return tuple(
        word + "*" * ("*" in raw) for raw, word in zip(phrase.split(), map(canonical, phrase.split()), strict=True)
    )


def _within(phrase: Key, words: Key) -> bool:
    spans = (words[at : at + len(phrase)] for at in range(len(words) - len(phrase) + 1))
    return any(all(map(_fits, phrase, span)) for span in spans)


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
