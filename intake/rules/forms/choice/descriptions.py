"""What a form prints below the options to tell more of each: "Домаћин: ЗЕЛС. Обухвата форум и повјереника."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from intake.rules.forms.labels.items import Loose
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.words.lexicon import key

_MANY = 3  # options with such a line below: nobody answers below each
_WORDS = 3  # of such a line, at least


def descriptions(
    zone: Sequence[Loose], options: AbstractSet[int], *, are_ours: Callable[[Sequence[str]], bool]
) -> frozenset[int]:
    """Return the ids of such lines among those of *zone*; *options* are the ids of its options.

    They look alike. Below the last option they are as many as below others: what follows may be an answer, as may what
    has words that *are_ours*, the applicants' own.
    """
    below = [[i for i in lines if not are_ours(key(i.line.text).split())] for lines in _below(zone, options)]
    looks = Counter(first_marks(lines[0].line) for lines in below if lines)
    longest = max(map(len, below[:-1]), default=0)
    told = (item for lines in below for item in lines[:longest] if looks[first_marks(item.line)] >= _MANY)
    return frozenset(map(id, told))


def _below(zone: Sequence[Loose], options: AbstractSet[int]) -> Iterator[Sequence[Loose]]:
    """The lines of some words below each option, up to the next."""
    lines: list[Loose] | None = None
    for item in zone:
        if id(item) in options:
            if lines is not None:
                yield lines
            lines = []
        elif lines is not None and len(key(item.line.text).split()) >= _WORDS:
            lines.append(item)
    if lines is not None:
        yield lines
