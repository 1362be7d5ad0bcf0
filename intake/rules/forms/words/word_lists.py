"""Lists of words: of which some may go on ("референт-"), and by which a part of a form says whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Key = Callable[[str], str]

_PART = re.compile(r"^\s*(?:[IVXІХ]{1,4}|\d{1,2}|[^\W\d_])[.):]?\s+(?=\S{3})")  # the number of a part of the form
_WORDS = 9  # of a heading


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """The lists `office_…` and `applying_bodies` of `reading-words.toml`, as keys."""

    key: Key
    uses: tuple[str, ...]  # each with a blank behind it
    places: frozenset[str]
    fills: frozenset[str]
    bodies: Beginnings
    applicants: Beginnings

    @classmethod
    def of(cls, words: Mapping[str, Any], key: Key) -> OfficeWords:
        """Take them from the parsed file; KeyError where a list is missing."""
        return cls(
            key=key,
            uses=tuple(f"{key(text)} " for text in words["office_uses"]),
            places=frozenset(map(key, words["office_places"])),
            fills=frozenset(map(key, words["office_fills"])),
            bodies=Beginnings.of(words["office_bodies"], key),
            applicants=Beginnings.of(words["applying_bodies"], key),
        )

    def head(self, text: str) -> bool:
        """Tell whether *text* heads what is not the applicant's; whoever is named first fills it in."""
        words = self.key(_PART.sub("", text)).split()
        plain = " ".join(words)
        if len(words) > _WORDS:
            return False
        if f"{plain} ".startswith(self.uses) or plain in self.places:
            return True
        at = next((at for at, word in enumerate(words) if word in self.fills), None)
        if at is None:
            return False
        bodies = (word for word in (*words[at:], *words[:at]) if word in self.bodies or word in self.applicants)
        return next(bodies, "") in self.bodies
