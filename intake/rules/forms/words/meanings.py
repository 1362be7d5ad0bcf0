"""What a question asks by what its words mean: "На који мејл да одговоримо" asks for an address to reply to.

A call says for each of its questions which meanings make it, in `asks`: "email ?contact !mayor" needs a word for
e-mail, is surer with one for a contact, and is no question with one for the mayor. Words of a meaning are those of a
language, and stand in `reading-words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from intake.rules.call import Field
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.stems import NUMBERING

_ANSWER = re.compile(r"@|https?:|\d{4}|__")  # what only an answer has
_ASKS = re.compile(rf"[?:*]\s*$|{NUMBERING.pattern}", re.IGNORECASE)
_QUESTIONING = "question"  # the meaning of what questions begin with: "који", "describe"
_IMPERATIVE = re.compile(r"(?:[zščćžšr]|..)(?:i|j)te$")  # "упишите", "набројте"
_ADDRESSING = re.compile(
    r"\bkoj\w{1,3} (?:(?:cete|ste|biste) \w{4,}|\w{3,}[aei]te\b)"
)  # in a key: "којима располажете"
_LEADS_ON = "verb"  # the meaning of what a question does not end with: "Планиране активности су:"
_OURS = "mo"  # the ending of what applicants say of themselves: "Планирамо:"
_STRANGE = "strange"
_SORT = "sort"
_LSG = "lsg"
_SORTED = frozenset({_SORT, _LSG, "choose", "question"})  # all that "Врста: општина / град (заокружити)" says
_HEADING = "heading"
_ORDINAL = "ordinal"
_HEADED = 2  # words of a heading, one of which says so: "3. корак", and not "webinars you took part in"
_MOST = 18  # words of a question
_TITLE = 8  # of a heading
_LONG = 7  # letters of a word in which a slip of the hand is forgiven
_UNLIKE = 75  # likeness of two words that no slip of the hand makes of each other
_SHORTEST = 3  # letters of a word that says something


@dataclass(frozen=True, slots=True)
class Pattern:
    """Meanings that make a question: all *needed*, none *barred*; those that *help* make it surer."""

    field: Field
    needed: frozenset[str]
    helping: frozenset[str]
    barred: frozenset[str]

    @classmethod
    def of(cls, field: Field, written: str) -> Pattern:
        """Read "email ?contact !mayor"."""
        words = written.split()
        return cls(
            field=field,
            needed=frozenset(w for w in words if w[0] not in "?!"),
            helping=frozenset(w[1:] for w in words if w[0] == "?"),
            barred=frozenset(w[1:] for w in words if w[0] == "!"),
        )


@dataclass(frozen=True, slots=True)
class Meant:
    """A field that a text may ask for: *weight* counts the meanings that say so, *share* is that of its words."""

    field: Field
    weight: int
    share: float


class Meanings:
    """The meanings of *fields*, a call's questions."""

    def __init__(self, fields: Iterable[Field], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._patterns = tuple(Pattern.of(field, written) for field in fields for written in field.asks)
        self._missing = {slip: means for stem, means in lexicon.meaning_stems.items() for slip in _without_letter(stem)}
        self._word = lru_cache(maxsize=8192)(self._of_word)
        self.of = lru_cache(maxsize=2048)(self._of)

    def _of(self, text: str) -> tuple[Meant, ...]:
        """Return every field that *text* may ask for, the likeliest first."""
        words = tuple(_words(text)) if not _ANSWER.search(text) else ()
        each = [self._word(word) for word in words] if len(words) <= _MOST else []
        foreign = any(not means and self._lexicon.is_foreign(word) for word, means in zip(words, each, strict=False))
        said = frozenset[str]() if foreign else frozenset().union(*each)
        told = len(words) == 1 and words[0].endswith(_OURS)
        headed = any(_HEADING in means for means in each[:_HEADED])
        if told or not said or headed or _STRANGE in said:
            return ()
        if self.asks(text):
            said |= {_QUESTIONING}
        best: dict[str, Meant] = {}
        for pattern in self._patterns:
            if pattern.needed <= said and pattern.barred.isdisjoint(said):
                own = pattern.needed | pattern.helping
                meant = Meant(pattern.field, len(own & said), self._share(words, each, own))
                other = best.get(pattern.field.id)
                if other is None or (meant.weight, meant.share) > (other.weight, other.share):
                    best[pattern.field.id] = meant
        return tuple(sorted(best.values(), key=lambda m: (-m.weight, -m.share)))

    def one(self, text: str, least: float) -> Meant | None:
        """Return the one field that *text* asks for, where *least* of its words say so; None where several may be."""
        found = self.of(text)
        rivalled = len(found) > 1 and found[1].weight >= found[0].weight
        return found[0] if found and found[0].share >= least and not rivalled else None

    def lists(self, text: str, field: Field) -> bool:
        """Tell whether *text* lists nothing but what *field* is about: "људи, новац, простор" of the resources."""
        own = frozenset[str]().union(*(p.needed | p.helping for p in self._patterns if p.field is field))
        words = [word for word in _words(text) if self._tells(word)]
        listed = text.strip()[:1].islower() and not text.rstrip().endswith(".")
        asks = bool(words) or self.questions(text)  # "шта и гдје"
        return listed and asks and not any(own.isdisjoint(self._word(word)) for word in words)

    def means(self, text: str, meaning: str) -> bool:
        """Tell whether every word of *text* has this *meaning*."""
        words = tuple(_words(text))
        return bool(words) and all(meaning in self._word(word) for word in words)

    def is_strange(self, text: str) -> bool:
        """Tell whether *text* has a word of what other forms ask: "Датум оснивања"."""
        return any(_STRANGE in self._word(word) for word in _words(text))

    def is_owner(self, word: str) -> bool:
        """Tell whether a *word* says whose something is, the applicant's or the reader's: "наша", "your"."""
        return word in self._lexicon.ours or word in self._lexicon.addressing

    def asks_sort(self, text: str) -> bool:
        """Tell whether *text* asks what kind of local self-government applies, and not its name: "Врста ЈЛС"."""
        words = tuple(_words(text))
        each = [self._word(w) for w in words if w not in self._lexicon.asking] if len(words) <= _MOST else []
        said = frozenset[str]().union(*each)
        return {_SORT, _LSG} <= said and not any(map(_SORTED.isdisjoint, each))

    def is_part(self, text: str) -> bool:
        """Tell whether a short *text* begins as the parts of a form are counted: "ДИО ШЕСТИ – ИЗЈАВЕ", "Part 2"."""
        words = key(text).split()
        counted = 1 < len(words) <= _TITLE and _ORDINAL in self._word(words[1])
        return counted and _HEADING in self._word(words[0])

    def ends_in_name(self, text: str) -> bool:
        """Tell whether *text* ends in a name, as answers do: "Административна служба општине Угљевик"."""
        last = text.split()[-1:]
        return any(
            word.istitle() and not self._word(key(word)) and key(word) not in self._lexicon.asking for word in last
        )

    def leads_on(self, text: str) -> bool:
        """Tell whether *text* ends in a verb, as a sentence before a list: "Планиране активности су:"."""
        said = tuple(_words(text)) if "?" not in text else ()
        return len(said) > 1 and _LEADS_ON in self._word(said[-1])

    def says(self, text: str) -> bool:
        """Tell whether *text* says something of its subject and asks nothing: "Искуство је скромно:"."""
        each = [self._word(word) for word in _words(text)] if "?" not in text else []
        told = any(_LEADS_ON in means for means in each[1:-1])
        return told and not any(_QUESTIONING in means for means in each) and not self.asks(text.rstrip(" :"))

    def tells(self, text: str) -> bool:
        """Tell whether *text* begins as an answer does: "Очекујемо да ћемо", "Желимо сљедеће"."""
        first = next(_words(text), "")
        return self.says(text) or (first.endswith(_OURS) and not self._word(first) & {_QUESTIONING})

    def questions(self, text: str) -> bool:
        """Tell whether *text* begins with a word that asks, or ends with a question mark: "Који модел за мањине"."""
        return text.rstrip().endswith("?") or _QUESTIONING in self._word(next(_words(text), ""))

    def is_other_question(self, one: str, other: str) -> bool:
        """Tell whether the key *one* asks, or asks for something, with a word that *other* has not.

        A word more, that means something, is no slip of the hand: "контакт телефон ЈЛС"; nor is one in the place of
        another that is unlike it and means another thing or nothing: "мејл" for "име".
        """
        words, others = set(one.split()), set(other.split())
        own = words - others
        if others < words and any(map(self._word, own)):
            return True
        said, meant = (frozenset[str]().union(*map(self._word, w)) for w in (own, others - words))
        unlike = fuzz.ratio(" ".join(sorted(own)), " ".join(sorted(others - words))) <= _UNLIKE
        if said and unlike and said.isdisjoint(meant):
            return True
        return any(_QUESTIONING in self._word(word) or self._lexicon.is_foreign(word) for word in own)

    def asks(self, text: str) -> bool:
        """Tell whether *text* is put as a question: with its mark, a colon or a number, or a word that asks first.

        Or it asks the reader: "Установе са којима ћете сарађивати".
        """
        first = next(_words(text), "")
        put = _ASKS.search(text) or _IMPERATIVE.search(first) or _ADDRESSING.search(key(text))
        return bool(put) or _QUESTIONING in self._word(first)

    def _share(self, words: tuple[str, ...], each: list[frozenset[str]], own: frozenset[str]) -> float:
        """Which part of the words that say something have a meaning of the question."""
        told = [not means.isdisjoint(own) for means in each]
        telling = [t for t, word in zip(told, words, strict=True) if t or self._tells(word)]
        return sum(telling) / len(telling) if telling else 0.0

    def _tells(self, word: str) -> bool:
        return len(word) >= _SHORTEST and word not in self._lexicon.asking and not _IMPERATIVE.search(word)

    def _of_word(self, word: str) -> frozenset[str]:
        """Return what *word* means; a long one that means nothing may have two letters swapped, or one missing."""
        means = self._as_written(word)
        if means or len(word) < _LONG or word in self._lexicon.asking or self._lexicon.is_foreign(word):
            return means
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))
        missing = (self._missing.get(word[:end], means) for end in range(_LONG - 1, len(word) + 1))
        return next(filter(None, (*map(self._as_written, swapped), *missing)), means)

    def _as_written(self, word: str) -> frozenset[str]:
        means = set(self._lexicon.meanings.get(word, ()))
        for end in range(2, len(word) + 1):
            means.update(self._lexicon.meaning_stems.get(word[:end], ()))
        return frozenset(means)


def _without_letter(stem: str) -> Iterator[str]:
    """A long beginning of words as a slip of the hand leaves it, without one of its inner letters."""
    return (stem[:at] + stem[at + 1 :] for at in range(1, len(stem) - 1) if len(stem) >= _LONG)


def _words(text: str) -> Iterator[str]:
    """The words of *text*; a lone "e" belongs to the next one: "е-пошта"."""
    words = iter(key(NUMBERING.sub("", text)).split())
    for word in words:
        yield word + next(words, "") if word == "e" else word
