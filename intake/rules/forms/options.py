"""The clusters and approaches that a text names, in any case, script, dialect and inflection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

from intake.rules.call import Approach, Call, Cluster
from intake.rules.forms.lexicon import key

_WORD = 3  # shorter words ("o", "za", "i") say nothing
_PREFIX = 4  # letters that an inflected word keeps
_TYPO = 82  # similarity of a mistyped word
_COVERED = 0.7  # share of a line's words that are an option's own where the line is that option
_TAIL = re.compile(r"\([^()]*\)|(?:\s[–—-]|,)\s[^()–—]*$")  # in brackets, or behind a dash or a comma
_COUNTED = re.compile(r"^\s*[^\W\d_]+\s+\d{1,2}\s*[.):–—-]\s*")  # "Кластер 1 – "
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Option:
    """Something to choose: a cluster, or an approach inside it."""

    cluster: str
    approach: str | None = None


class Options:
    """Everything that a call lets applicants choose, ready to be found in texts."""

    def __init__(self, call: Call) -> None:
        self._wordings: dict[Option, tuple[tuple[str, ...], ...]] = {}
        for cluster in call.clusters:
            self._wordings[Option(cluster=cluster.id)] = tuple(_wordings(cluster))
            for approach in cluster.approaches:
                self._wordings[Option(cluster=cluster.id, approach=approach.id)] = tuple(_wordings(approach))
        titles = ((host.id, host.title.sr, host.title.en) for host in call.hosts)
        self._hosts = tuple(words for names in titles for name in names if (words := _words(name)))
        self._own = {option: frozenset(w for ws in all_ for w in ws) for option, all_ in self._wordings.items()}
        self._vocabulary = tuple(sorted(frozenset(chain(*self._hosts, *self._own.values()))))
        self._long = tuple(word for word in self._vocabulary if len(word) > _PREFIX)
        self._alike = lru_cache(maxsize=8192)(self._words_like)
        self.named = lru_cache(maxsize=4096)(self._named)
        self.line = lru_cache(maxsize=4096)(self._line)

    def _named(self, text: str) -> tuple[Option, ...]:
        """Return every option that *text* names; a cluster is left out where one of its approaches is named."""
        words = _words(text)
        alike = self._said(words)
        found = {o for o, wordings in self._wordings.items() if any(_all_stand_in(w, words, alike) for w in wordings)}
        narrowed = {Option(cluster=o.cluster) for o in found if o.approach is not None}
        return tuple(sorted(found - narrowed, key=lambda o: (o.cluster, o.approach or "")))

    def _line(self, text: str) -> Option | None:
        """Return the one option that *text* is the title of, or None where it is more than a title, or several."""
        named = self.named(text)
        if not named or len({o.cluster for o in named}) > 1:
            return None
        option = named[0] if len(named) == 1 else Option(cluster=named[0].cluster)
        own = (
            self._own[option]
            | self._own[Option(cluster=option.cluster)]
            | frozenset().union(*(self._own[o] for o in named))
        )
        words = _words(_TAIL.sub(self._kept, _COUNTED.sub("", text)))
        covered = sum(1 for word in words if not own.isdisjoint(self._alike(word)))
        return option if covered >= _COVERED * len(words) else None

    def _kept(self, tail: re.Match[str]) -> str:
        """What stands behind an option, but for the association that hosts it: "(Савез општина Албаније)"."""
        words = _words(tail[0])
        alike = self._said(words)
        return " " if any(_all_stand_in(host, words, alike) for host in self._hosts) else tail[0]

    def _said(self, words: tuple[str, ...]) -> frozenset[str]:
        return frozenset().union(*map(self._alike, words))

    def _words_like(self, word: str) -> frozenset[str]:
        """The words of options and hosts that *word* may be, inflected or mistyped."""
        inflected = (own for own in self._vocabulary if _is_inflected(word, own))
        if len(word) <= _PREFIX:
            return frozenset(inflected)
        mistyped = process.extract(word, self._long, scorer=fuzz.ratio, score_cutoff=_TYPO, limit=None)
        return frozenset(chain(inflected, (own for own, *_ in mistyped)))

    def clusters(self) -> tuple[str, ...]:
        """Return the clusters' ids in the call's order."""
        return tuple(o.cluster for o in self._wordings if o.approach is None)


def _wordings(choice: Cluster | Approach) -> Iterator[tuple[str, ...]]:
    seen = set()
    for wording in (choice.title.sr, choice.title.en, choice.short.sr, choice.short.en, *choice.aliases):
        for text in (wording, _BRACKETS.sub(" ", wording), *_BRACKETS.findall(wording)):
            words = _words(text)
            if words and words not in seen and (len(words) > 1 or text.isupper() or wording in choice.aliases):
                seen.add(words)
                yield words


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in key(text).split() if len(word) >= _WORD)


def _all_stand_in(wording: tuple[str, ...], words: tuple[str, ...], alike: frozenset[str]) -> bool:
    """Tell whether *words* have all of *wording*, perhaps inflected; a single word is to stand there as it is."""
    return wording[0] in words if len(wording) == 1 else alike.issuperset(wording)


def _is_inflected(one: str, other: str) -> bool:
    """Tell whether two words are one but for inflection."""
    if one[:_WORD] != other[:_WORD]:
        return False
    shorter, longer = sorted((one, other), key=len)
    common = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if common >= max(_PREFIX, len(shorter) - 2) and len(longer) - len(shorter) <= _PREFIX:
        return True
    return common == len(shorter) == _WORD and len(longer) <= _WORD + 3
