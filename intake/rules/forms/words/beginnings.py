"""Lists of words of which some may go on: "референт-"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Keys of words, and of their beginnings where the word may go on."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    @classmethod
    def of(cls, words: Sequence[str], key: Key) -> Beginnings:
        """Take *words* as they stand in the file, with "-" behind those that may go on."""
        begun = tuple(key(word) for word in words if word.endswith("-"))
        return cls(frozenset(key(word) for word in words if not word.endswith("-")), begun)

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.begun)
