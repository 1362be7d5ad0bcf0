"""The clusters and approaches that a text names, in any case, script, dialect and inflection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

from intake.rules.call import Approach, Call, Cluster
from intake.rules.forms.words.lexicon import key
from intake.rules.script import canonical

_WORD = 3  # shorter words ("o", "za", "i") say nothing
_FIRST = 2  # words that tell where an option begins
_PREFIX = 4  # letters that an inflected word keeps
_TYPO = 82  # similarity of a mistyped word
_COVERED = 0.7  # share of a line's words that are an option's own where the line is that option
_LISTED = 0.5  # where it is one of a list, its host stands behind it, or the others are of other options
_MOST_OF_A_HOST = 0.75  # share of the words of its name
_TAIL = re.compile(r"\s*[(\[]|\s[–—-]\s|[,;.:]\s|\s/\s")  # how what stands behind an option begins
_COUNTED = re.compile(r"^\s*[^\W\d_]+\s+\d{1,2}\s*[.):–—-]\s*")  # "Кластер 1 – "
_OR = re.compile(r"\s(?:ili|or)\s")  # in canonical letters
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Option:
    """Something to choose: a cluster, or an approach inside it."""

    cluster: str
    approach: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The names of one thing: all their *words*; names of one word, and the words of each other name."""

    words: frozenset[str]
    single: frozenset[str]
    several: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, wordings: Iterable[tuple[str, ...]]) -> _Names:
        """Sort the words of names."""
        names = tuple(wordings)
        return cls(
            words=frozenset(chain.from_iterable(names)),
            single=frozenset(name[0] for name in names if len(name) == 1),
            several=tuple(frozenset(name) for name in names if len(name) > 1),
        )

    def stand_in(self, words: tuple[str, ...], alike: frozenset[str]) -> bool:
        """Tell whether a name stands in *words*: one word as it is, all of several among those *alike*."""
        return not self.single.isdisjoint(words) or any(map(alike.issuperset, self.several))

    def share(self, alike: frozenset[str]) -> float:
        """Return what share of the words of one of the names are among those *alike*."""
        return max((len(name & alike) / len(name) for name in self.several), default=0.0)


class Options:
    """Everything that a call lets applicants choose, ready to be found in texts; *hosting* are words for a host."""

    def __init__(self, call: Call, hosting: AbstractSet[str] = frozenset()) -> None:
        self._hosting = hosting
        self._names: dict[Option, _Names] = {}
        for cluster in call.clusters:
            self._names[Option(cluster=cluster.id)] = _Names.of(_wordings(cluster))
            for approach in cluster.approaches:
                self._names[Option(cluster=cluster.id, approach=approach.id)] = _Names.of(_wordings(approach))
        whole = [(Option(cluster=c.id), c.known_by) for c in call.clusters]
        inside = [(Option(cluster=c.id, approach=a.id), a.known_by) for c in call.clusters for a in c.approaches]
        self._known_by = tuple((option, _parts(k)) for option, known_by in (*whole, *inside) for k in known_by)
        titles = ((host.id, host.title.sr, host.title.en) for host in call.hosts)
        self._hosts = _Names.of(words for names in titles for name in names if (words := _words(name)))
        self.hosts = frozenset(key(host.id) for host in call.hosts)
        self._held = tuple(
            (cluster.id, _Names.of(map(_words, (host.id, host.title.sr, host.title.en))))
            for cluster in call.clusters
            for host in call.hosts
            if host.id in cluster.hosts
        )
        vocabulary = self._hosts.words.union(*(names.words for names in self._names.values()))
        choices: list[Cluster | Approach] = [*call.clusters, *(a for c in call.clusters for a in c.approaches)]
        wordings = chain.from_iterable(map(_wordings, choices))
        self._first = frozenset(wording[:_FIRST] for wording in wordings if len(wording) >= _FIRST)
        self._long = tuple(word for word in vocabulary if len(word) > _PREFIX)
        self._beginning: dict[str, list[str]] = {}
        for word in vocabulary:
            self._beginning.setdefault(word[:_WORD], []).append(word)
        self._alike = lru_cache(maxsize=8192)(self._words_like)
        self.named = lru_cache(maxsize=4096)(self._named)
        self.line = lru_cache(maxsize=4096)(self._line)
        self.hinted = lru_cache(maxsize=4096)(self._hinted)
        self.held = lru_cache(maxsize=1024)(self._held_by)

    def _named(self, text: str) -> tuple[Option, ...]:
        """Return every option that *text* names; a cluster is left out where one of its approaches is named."""
        words = _words(text)
        alike = self._said(words)
        found = {option for option, names in self._names.items() if names.stand_in(words, alike)}
        found |= self._inside(frozenset(words), found) | self._either(text, found)
        narrowed = {Option(cluster=o.cluster) for o in found if o.approach is not None}
        return tuple(sorted(found - narrowed, key=lambda o: (o.cluster, o.approach or "")))

    def _inside(self, words: frozenset[str], found: AbstractSet[Option]) -> set[Option]:
        """The approach some of whose telling words stand beside its cluster's name: "Модели …: Форум за соц."."""
        whole = {o.cluster for o in found} - {o.cluster for o in found if o.approach is not None}
        told = {o for o, parts in self._known_by if o.approach and o.cluster in whole and _begun(parts, words)}
        return told if len(told) == 1 else set()

    def _either(self, text: str, found: AbstractSet[Option]) -> set[Option]:
        """The other approach beside one that is named, with a word for "or" between: "форум или повјереник"."""
        clusters = {o.cluster for o in found if o.approach is not None}
        parts = (
            [frozenset(_words(part)) for whole in text.split("/") for part in _OR.split(canonical(whole))]
            if clusters
            else []
        )
        own = [(o, k) for o, k in self._known_by if o.approach is not None and o.cluster in clusters]
        told = [{o for o, k in own if _begun(k, part)} for part in parts]
        each = {next(iter(options)) for options in told if len(options) == 1}
        return each if len(parts) > 1 and len(each) > 1 else set()

    def offers(self, text: str) -> bool:
        """Tell whether *text* names everything that there is to choose from: every cluster, or each part of one.

        Between the parts a word for "or" stands, or a stroke: two of them may be chosen.
        """
        named = set(self.named(text))
        if len(named) <= 1:
            return False
        if self.told(text) == frozenset(self.clusters()):
            return True
        clusters = {option.cluster for option in named}
        parts = {option for option in self._names if option.approach and option.cluster in clusters}
        return len(clusters) == 1 and len(parts) > 1 and self._either(text, named) == parts

    def _hinted(self, text: str) -> Option | None:
        """Return the one option of whose telling words a short *text* mostly consists: "Рад с мањинама"."""
        words = frozenset(_words(text))
        said: dict[Option, frozenset[str]] = {}
        for option, parts in self._known_by:
            said[option] = said.get(option, frozenset()) | _begun(parts, words)
        told = [option for option, own in said.items() if own]
        approaches = [option for option in told if option.approach is not None]
        if len({option.cluster for option in told}) != 1 or text.lstrip().startswith("("):
            return None
        own = frozenset[str]().union(*(self._names[o].words for o in (*told, Option(cluster=told[0].cluster))))
        covered = {w for w in words if not own.isdisjoint(self._alike(w))}.union(*said.values())
        if len(covered) < _LISTED * len(words):
            return None
        return approaches[0] if len(approaches) == 1 else Option(cluster=told[0].cluster)

    def _held_by(self, text: str) -> Option | None:
        """Return the one cluster of which *text* names an association that holds it: "Савез општина Албаније"."""
        words = _words(text)
        said = self._said(words)
        clusters = {cluster for cluster, names in self._held if names.stand_in(words, said)}
        clusters = clusters or {cluster for cluster, names in self._held if names.share(said) >= _MOST_OF_A_HOST}
        return Option(cluster=clusters.pop()) if len(clusters) == 1 else None

    def has_word_of(self, option: Option, text: str) -> bool:
        """Tell whether *text* has a word of the names of *option*."""
        return not self._names[option].words.isdisjoint(self._said(_words(text)))

    def told(self, text: str) -> frozenset[str]:
        """Return the clusters that *text* has a word of, whatever else it says."""
        words = frozenset(_words(text))
        begun = (option for option, parts in self._known_by if _begun(parts, words))
        return frozenset(option.cluster for option in (*self.named(text), *begun))

    def _line(self, text: str, *, listed: bool = False) -> Option | None:
        """Return the one option that *text* is the title of, or None where it is more than a title, or several.

        What is *listed*, with a box or among other options, may have as many words of its own, or telling ones only.
        """
        return self._titled(text, listed=listed) or (self.hinted(text) if listed and not self.named(text) else None)

    def _titled(self, text: str, *, listed: bool) -> Option | None:
        named = self.named(text)
        if not named or len({o.cluster for o in named}) > 1:
            return None
        option = named[0] if len(named) == 1 else Option(cluster=named[0].cluster)
        meant = (option, Option(cluster=option.cluster), *named)
        own = frozenset[str]().union(*(self._names[o].words for o in meant))
        title = _COUNTED.sub("", text)
        kept = self._without_hosts(title)
        remarks = reversed(tuple(_TAIL.finditer(kept))) if listed else ()  # one of a list is known by how it begins
        parts = (kept, *(kept[: found.start()] for found in remarks))
        return option if any(self._covers(own, part, sure=listed or len(kept) < len(title)) for part in parts) else None

    def _covers(self, own: frozenset[str], text: str, *, sure: bool) -> bool:
        """Tell whether *text* consists mostly of *own* words."""
        words = _words(text)
        covered = sum(1 for word in words if not own.isdisjoint(self._alike(word)))
        telling = covered + sum(1 for word in words if not self._alike(word))  # "дневни центар за рањиве групе"
        return covered > 0 and covered >= _LISTED * len(words) and (sure or covered >= _COVERED * telling)

    def begins_with_host(self, text: str) -> bool:
        """Tell whether *text* begins with a word for who holds a cluster."""
        return not self._hosting.isdisjoint(key(text).split()[:1])

    def begins(self, text: str) -> bool:
        """Tell whether *text* begins as an option does in the call."""
        return _words(text)[:_FIRST] in self._first

    def several(self, text: str) -> bool:
        """Tell whether *text* names several clusters and says little more."""
        named, words = self.named(text), _words(text)
        own = frozenset[str]().union(*(self._names[Option(cluster=o.cluster)].words for o in named))
        covered = sum(1 for word in words if not own.isdisjoint(self._alike(word)))
        return len({o.cluster for o in named}) > 1 and covered >= _COVERED * len(words)

    def are_all(self, named: Sequence[Sequence[Option]]) -> bool:
        """Tell whether the items of a list, with what each *named*, are every cluster, or every approach of one."""
        clusters = [{option.cluster for option in one} for one in named]
        listed = {option for one in named for option in one}
        own = {option for option in self._names if option.approach and {option.cluster} in clusters}
        parts = listed == own and all(len(one) == 1 for one in named)
        whole = frozenset().union(*clusters) == frozenset(self.clusters())
        return all(len(one) == 1 for one in clusters) and (whole or parts)

    def _without_hosts(self, title: str) -> str:
        """The *title* without the associations that host it: "(домаћин Савез општина Албаније)", "– СКГО"."""
        for tail in reversed(tuple(_TAIL.finditer(title))):
            if tail.start() and self._is_of_hosts(title[tail.start() :]):
                title = title[: tail.start()]
        return title

    def _is_of_hosts(self, text: str) -> bool:
        words = _words(text)
        own = sum(1 for word in words if not self._hosts.words.isdisjoint(self._alike(word)))
        named = own >= max(1, _COVERED * len(words)) or self._hosts.stand_in(words, self._said(words))
        return named or not self._hosting.isdisjoint(words)

    def _said(self, words: tuple[str, ...]) -> frozenset[str]:
        """The words of options and hosts that *words* may be."""
        return frozenset[str]().union(*map(self._alike, words))

    def _words_like(self, word: str) -> frozenset[str]:
        """The words of options and hosts that *word* may be, inflected or with a slip of the hand."""
        inflected = (own for own in self._beginning.get(word[:_WORD], ()) if _is_inflected(word, own))
        if len(word) <= _PREFIX:
            return frozenset(inflected)
        mistyped = process.extract(word, self._long, scorer=fuzz.ratio, score_cutoff=_TYPO, limit=None)
        return frozenset(chain(inflected, (own for own, *_ in mistyped)))

    def clusters(self) -> tuple[str, ...]:
        """Return the clusters' ids in the call's order."""
        return tuple(o.cluster for o in self._names if o.approach is None)


def is_or(word: str) -> bool:
    """Tell whether *word* stands between two of which one is meant."""
    return _OR.fullmatch(f" {canonical(word)} ") is not None


def _wordings(choice: Cluster | Approach) -> Iterator[tuple[str, ...]]:
    seen = set()
    for wording in (choice.title.sr, choice.title.en, choice.short.sr, choice.short.en, *choice.aliases):
        for text in (wording, _BRACKETS.sub(" ", wording), *_BRACKETS.findall(wording)):
            words = _words(text)
            if words and words not in seen and (len(words) > 1 or text.isupper() or wording in choice.aliases):
                seen.add(words)
                yield words


def _parts(known_by: str) -> tuple[tuple[str, bool], ...]:
    """The words of "управљ- ризи-", each with whether it may go on."""
    return tuple((key(word.removesuffix("-")), word.endswith("-")) for word in known_by.split())


def _begun(parts: Sequence[tuple[str, bool]], words: frozenset[str]) -> frozenset[str]:
    """Those of *words* that are the *parts*; none where a part is missing."""
    each = [{w for w in words if w == part or (goes_on and w.startswith(part))} for part, goes_on in parts]
    return frozenset().union(*each) if all(each) else frozenset()


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in key(text).split() if len(word) >= _WORD)


def _is_inflected(one: str, other: str) -> bool:
    """Tell whether two words that begin alike are one but for inflection."""
    shorter, longer = sorted((one, other), key=len)
    common = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if common >= max(_PREFIX, len(shorter) - 2) and len(longer) - len(shorter) <= _PREFIX:
        return True
    return common == len(shorter) == _WORD and len(longer) <= _WORD + 3
