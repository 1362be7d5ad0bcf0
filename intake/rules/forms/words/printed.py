"""Texts that a form prints, found word by word: whatever their script, their breaks and what stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from intake.rules.call import Field
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of some lines: the number of its line, and where it stands in that."""

    line: int
    start: int
    end: int
    key: str


def words_of(text: str) -> tuple[str, ...]:
    """Return the keys of the words of *text*."""
    return tuple(key(word) for word in _WORD.findall(text))


def words_in(lines: Sequence[Line]) -> list[Word]:
    """Return the words of *lines*, in reading order."""
    return [
        Word(at, found.start(), found.end(), key(found[0]))
        for at, line in enumerate(lines)
        for found in _WORD.finditer(line.text)
    ]


def places_of(printed: Sequence[str], words: Sequence[Word]) -> Iterator[slice]:
    """Yield where the words of a *printed* text stand among *words*."""
    keys = [word.key for word in words]
    for at in range(len(words) - len(printed) + 1):
        if keys[at : at + len(printed)] == [*printed]:
            yield slice(at, at + len(printed))


class PrintedLabel(NamedTuple):
    """What the form prints to ask for a field: its keys, and those of its *words* in each language."""

    field: Field
    serbian: str
    english: str
    words: tuple[Sequence[str], Sequence[str]]

    @classmethod
    def of(cls, field: Field) -> PrintedLabel:
        """Return the label of *field*."""
        serbian, english = field.label.sr, field.label.en
        return cls(field, key(serbian), key(english), (words_of(serbian), words_of(english)))

    def among(self, words: Sequence[Word]) -> Sequence[Word]:
        """Return the words of the label among those of a cell: each language begins a line, or the second goes on."""
        label: list[Word] = []
        for own in self.words:
            places = (
                words[at]
                for at in places_of(own, words)
                if _begins_line(words, at.start) or words[at.start - 1] in label[-1:]
            )
            place = next(places, [])
            label += place
            if not place:
                return ()
        return label


def _begins_line(words: Sequence[Word], at: int) -> bool:
    return at == 0 or words[at - 1].line < words[at].line
