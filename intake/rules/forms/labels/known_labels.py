"""The labels that the call prints or knows as synonyms: found by equality, by likeness and among other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import REACHED_BY, Certainty, Match
from intake.rules.forms.words.stems import STEM, section_of, wordings

_TOKEN = re.compile(r"[^\W\d_]+\.?")
_FUZZY_FROM = 8  # shorter keys are too near to each other
_FUZZY_RATIO = 88
_FUZZY_MARGIN = 4
_FUZZY_LEAST = _FUZZY_RATIO - _FUZZY_MARGIN
_HEADING = 8  # words of a heading
_WORD = 3  # letters of a word that says little
_LENGTHS = 400  # of keys, whose likely labels are remembered


class KnownLabels:
    """Every wording of one call's questions, by its key; `owner` is the field that it asks for."""

    def __init__(self, call: Call) -> None:
        self.owner: dict[str, Field] = {}
        for field in call.fields:
            for wording in wordings(field):
                self.owner.setdefault(key(wording), field)
        self.owner.pop("", None)
        self._fields = {field.id: field for field in call.fields}
        self._long = tuple(k for k in self.owner if len(k) >= _FUZZY_FROM)
        self._section_of = section_of(call)
        self._words_of = {k: frozenset(k.split()) for k in self.owner}
        self._having = self._by_rarest_word()
        self._bare = frozenset(self._bare_keys())
        self._words = {
            f: {w[:STEM] for k, o in self.owner.items() if o.id == f for w in k.split()} for f in self._fields
        }
        self._as_long = lru_cache(maxsize=_LENGTHS)(self._labels_as_long)

    def _by_rarest_word(self) -> dict[str, list[tuple[int, str]]]:
        """The labels with their places, each by the one of its words that fewest have: where that is missing, it is."""
        spread = Counter(word for own in self._words_of.values() for word in own)
        having: dict[str, list[tuple[int, str]]] = {}
        for placed in enumerate(self._words_of):
            having.setdefault(min(sorted(self._words_of[placed[1]]), key=spread.__getitem__), []).append(placed)
        return having

    def _bare_keys(self) -> Iterator[str]:
        labels = [(k, self._words_of[k], owner) for k, owner in self.owner.items()]
        for field in self._fields.values():
            section, reached = self._section_of[field.id], field.type in REACHED_BY
            others = [w for _, w, f in labels if f.type is field.type and self._section_of[f.id] != section]
            anyones = frozenset[str]().union(*others if reached else ())  # "Мејл адреса"
            own = ((k, words) for k, words, owner in labels if owner is field)
            yield from (k for k, words in own if words <= anyones or any(words < other for other in others))

    def _labels_as_long(self, letters: int) -> tuple[str, ...]:
        """The labels that may be as like a key of so many letters as a slip of the hand leaves it."""
        return tuple(k for k in self._long if 200 * min(len(k), letters) >= _FUZZY_LEAST * (len(k) + letters))

    def exactly(self, k: str) -> Match | None:
        """Return the question whose label has the key *k*."""
        return self._found(k, Certainty.EXACT) if k in self.owner else None

    def alike(self, k: str) -> Match | None:
        """Return the question whose label differs from *k* by a slip of the hand, and no other's does."""
        if len(k) < _FUZZY_FROM:
            return None
        hits = process.extract(k, self._as_long(len(k)), scorer=fuzz.ratio, score_cutoff=_FUZZY_LEAST, limit=4)
        if not hits or hits[0][1] < _FUZZY_RATIO:
            return None
        best = self.owner[hits[0][0]]
        rivals = [hit for hit in hits if self.owner[hit[0]].id != best.id]
        if rivals and hits[0][1] - rivals[0][1] < _FUZZY_MARGIN:
            return None
        return self._found(hits[0][0], Certainty.FUZZY)

    def abbreviated(self, text: str) -> Match | None:
        """Return the one question whose label *text* abbreviates, word by word: "Конт. особа", "Бр. тел. општине"."""
        words = tuple((key(word), word.endswith(".")) for word in _TOKEN.findall(text))
        if not 1 < len(words) <= _HEADING or not any(short and len(word) > 1 for word, short in words):
            return None
        meant = [k for k in self.owner if len(own := k.split()) == len(words) and _abbreviate(words, own)]
        asked = {self.owner[k].id for k in meant}
        return self._found(meant[0], Certainty.FUZZY) if len(asked) == 1 else None

    def inside(self, k: str) -> Match | None:
        """Return the question whose label's words all stand in *k*, with others around or between them."""
        padded, words = f" {k} ", frozenset(k.split())
        short = len(words) <= _HEADING
        near = sorted(placed for word in words for placed in self._having.get(word, ()))
        among = (o for _, o in near if self._words_of[o] <= words)
        inside = {o: whole for o in among if (whole := f" {o} " in padded) or short}
        if not inside:
            return None
        found = self.owner[max(inside, key=lambda o: (self._covered(self.owner[o], k), len(o)))]
        longest = max((o for o in inside if self.owner[o] is found), key=lambda o: (inside[o], len(o)))
        movable = found.type is not FieldType.TEXT or longest in self._bare  # "Одговорно лице" says who it is
        alike = (f for f in self._fields.values() if movable and f.type is found.type and f is not found)
        field = max((found, *alike), key=lambda f: self._covered(f, k)[0])
        chosen = field.type is FieldType.CHOICE  # "Пријављујемо се за мобилне тимове" is an answer
        mostly = inside[longest] and not chosen and " " in longest and 2 * len(longest.split()) >= len(k.split())
        more = self._covered(field, k)[0] > self._covered(field, longest)[0]  # it says whose
        certainty = Certainty.FUZZY if mostly else Certainty.CONTAINED
        return Match(field=field, certainty=certainty, bare=longest in self._bare and not more, key=longest)

    def _covered(self, field: Field, k: str) -> tuple[int, bool]:
        """How many words of *k* are words of *field*, and whether the first is.

        "Кластер за који се општина пријављује" asks for the cluster, "E-mail адреса општине" for an e-mail.
        """
        stems = [word[:STEM] for word in k.split() if len(word) > _WORD]
        own = self._words[field.id]
        return sum(stem in own for stem in stems), bool(own.intersection(stems[:1]))

    def _found(self, k: str, certainty: Certainty) -> Match:
        return Match(field=self.owner[k], certainty=certainty, bare=k in self._bare, key=k)


def _abbreviate(words: Sequence[tuple[str, bool]], label: Sequence[str]) -> bool:
    """Tell whether each of *words* is that of *label*, or its beginning where it has a full stop."""
    pairs = zip(words, label, strict=True)
    return all(whole.startswith(word) if short else whole == word for (word, short), whole in pairs)
