"""Which question of the form a text asks: labels known by their content, in any script, dialect and language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.lexicon import key
from intake.rules.forms.stems import (
    BRACKETS,
    NUMBERING,
    STATEMENT_STEM,
    STEM,
    option_stems,
    section_of,
    section_stems,
    statement_stems,
    title_stems,
    wordings,
)

_ENDING = re.compile(r"[\s:?*_.…·\-–—]+$")
_ANSWERED = re.compile(r"[\d@]")
_LANGUAGES = re.compile(r"\s+[/|–—]\s+|\s*\n\s*")
_WORDS_AROUND_ONE = 3
_OF_ANY_HEADING = frozenset({"podac", "podat", "infor", "data", "detai"})  # "Подаци о …", "Information on …"
_GUESSED = 14  # words of a question that is known by its words alone
_OPEN = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.EMAIL, FieldType.PHONE})
_GUESSED_MARGIN = 0.6
_FUZZY_FROM = 8  # shorter keys are too near to each other
_FUZZY_RATIO = 88
_FUZZY_MARGIN = 4
_LONGEST = 400  # characters of a label
_HEADING = 8  # words of a heading
SECTION = re.compile(r"^\s*[IVXІХ]{1,4}[.)]\s")
"""How a numbered heading begins: "IV. ", in either script."""
_WORD = 3  # letters of a word that says little


class Certainty(IntEnum):
    """How surely a text is a label; a weaker kind needs more support from where it stands."""

    CONTAINED = 1  # the label's words stand inside a longer text
    FUZZY = 2
    EXACT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A label recognised: *bare* where the words fit several people or offices ("Телефон")."""

    field: Field
    certainty: Certainty
    bare: bool
    key: str


class Labels:
    """The labels of one call's form, ready for matching."""

    def __init__(self, call: Call) -> None:
        self._fields = {field.id: field for field in call.fields}
        self._owner: dict[str, Field] = {}
        for field in call.fields:
            for wording in wordings(field):
                self._owner.setdefault(key(wording), field)
        self._owner.pop("", None)
        self._long = tuple(k for k in self._owner if len(k) >= _FUZZY_FROM)
        self._sections = section_stems(call)
        sections = [field.section for field in call.fields if field.section]
        titles = (key(NUMBERING.sub("", text)) for section in sections for text in (section.sr, section.en))
        self._titles = frozenset(titles)
        self._title_stems = title_stems(call)
        self.order = frozenset((one.id, two.id) for one, two in pairwise(call.fields))
        self._statements = tuple(statement_stems(call))
        self._section_of = section_of(call)
        self._options = tuple(option_stems(call))
        self._owner_words = {k: frozenset(k.split()) for k in self._owner}
        self._bare = frozenset(self._bare_keys())
        self._words = {
            f: {w[:STEM] for k, o in self._owner.items() if o.id == f for w in k.split()} for f in self._fields
        }
        self._spread = Counter(stem for own in self._words.values() for stem in own)
        self.match = lru_cache(maxsize=4096)(self._match)

    def _bare_keys(self) -> Iterator[str]:
        words = self._owner_words
        for k, field in self._owner.items():
            section = self._section_of[field.id]
            others = (o for o, f in self._owner.items() if f.type is field.type and self._section_of[f.id] != section)
            if any(words[k] < words[o] for o in others):
                yield k

    def _match(self, text: str) -> Match | None:
        """Return the question that *text* asks, or None; numbering, stars and brackets are passed over."""
        if len(text) > _LONGEST:
            return None
        variants = tuple(dict.fromkeys(key(v) for v in _variants(text)))
        for k in variants:
            if k in self._owner:
                return self._found(k, Certainty.EXACT)
        for k in variants:
            if found := self._fuzzy(k):
                return found
        if found := self._in_two_languages(text):
            return found
        return self._worded(*variants[:: len(variants) - 1 or 1][:2]) if variants else None

    def _worded(self, whole: str, short: str = "") -> Match | None:
        """A label among other words; one word of a long question that is not its first says less than all of them."""
        found = self._contained(whole)
        weak = found is not None and " " not in found.key and len(whole.split()) > _WORDS_AROUND_ONE
        if found is not None and not (weak and whole.split(maxsplit=1)[0] != found.key):
            return found
        return self._guessed(short or whole) or found

    def _in_two_languages(self, text: str) -> Match | None:
        """The same question twice: "Назив општине / Name of the municipality"; one may be in words of its own."""
        parts = [part for part in _LANGUAGES.split(BRACKETS.sub(" ", NUMBERING.sub("", text))) if part.strip()]
        found = [self.match(part) for part in parts] if len(parts) > 1 else []
        sure = [match for match in found if match and match.certainty > Certainty.CONTAINED]
        if len({match.field.id for match in sure}) != 1:
            return None
        if len(sure) == len(parts):
            return replace(sure[0], certainty=min(match.certainty for match in sure))
        unknown = len(sure) + found.count(None) == len(parts) and not _ANSWERED.search(text)
        exact = unknown and "/" in text and not SECTION.match(text) and sure[0].certainty is Certainty.EXACT
        return replace(sure[0], certainty=Certainty.FUZZY) if exact else None

    def _fuzzy(self, k: str) -> Match | None:
        if len(k) < _FUZZY_FROM:
            return None
        hits = process.extract(k, self._long, scorer=fuzz.ratio, score_cutoff=_FUZZY_RATIO - _FUZZY_MARGIN, limit=4)
        if not hits or hits[0][1] < _FUZZY_RATIO:
            return None
        best = self._owner[hits[0][0]]
        rivals = [hit for hit in hits if self._owner[hit[0]].id != best.id]
        if rivals and hits[0][1] - rivals[0][1] < _FUZZY_MARGIN:
            return None
        return self._found(hits[0][0], Certainty.FUZZY)

    def _contained(self, k: str) -> Match | None:
        padded, words = f" {k} ", frozenset(k.split())
        short = len(words) <= _HEADING
        inside = {
            o: f" {o} " in padded
            for o, own in self._owner_words.items()
            if f" {o} " in padded or (short and own <= words)
        }
        if not inside:
            return None
        found = self._owner[max(inside, key=lambda o: (self._covered(self._owner[o], k), len(o)))]
        longest = max((o for o in inside if self._owner[o] is found), key=lambda o: (inside[o], len(o)))
        alike = (f for f in self._fields.values() if f.type is found.type and f is not found)
        field = max((found, *alike), key=lambda f: self._covered(f, k)[0])
        chosen = field.type is FieldType.CHOICE  # "Пријављујемо се за мобилне тимове" is an answer
        mostly = inside[longest] and not chosen and " " in longest and 2 * len(longest.split()) >= len(k.split())
        more = self._covered(field, k)[0] > self._covered(field, longest)[0]  # it says whose
        certainty = Certainty.FUZZY if mostly else Certainty.CONTAINED
        return Match(field=field, certainty=certainty, bare=longest in self._bare and not more, key=longest)

    def _guessed(self, k: str) -> Match | None:
        """The one field whose words *k* has ("Којим ресурсима располажете"); a word counts less, the more have it."""
        stems = list(dict.fromkeys(word[:STEM] for word in k.split() if len(word) > _WORD))
        if not 1 < len(stems) <= _GUESSED or any(own.issuperset(stems) for own in self._options):
            return None
        weight = {stem: 1 / n for stem in stems if (n := self._spread[stem])}
        shares = sorted(
            ((sum(weight[s] for s in weight if s in own), f) for f, own in self._words.items()), reverse=True
        )
        (best, field), (second, _) = shares[:2]
        own = [stem for stem in stems if stem in self._words[field]]
        sure = (
            self._fields[field].type in _OPEN
            and best >= 1
            and best - second >= _GUESSED_MARGIN
            and (2 * len(own) >= len(stems) or stems[0] in own)
        )
        return Match(field=self._fields[field], certainty=Certainty.CONTAINED, bare=False, key=k) if sure else None

    def _covered(self, field: Field, k: str) -> tuple[int, bool]:
        """How many words of *k* are words of *field*, and whether the first is.

        "Кластер за који се општина пријављује" asks for the cluster, "E-mail адреса општине" for an e-mail.
        """
        stems = [word[:STEM] for word in k.split() if len(word) > _WORD]
        own = self._words[field.id]
        return sum(stem in own for stem in stems), bool(own.intersection(stems[:1]))

    def _found(self, k: str, certainty: Certainty) -> Match:
        return Match(field=self._owner[k], certainty=certainty, bare=k in self._bare, key=k)

    def statement(self, text: str) -> Match | None:
        """Return the statement that *text* makes in words of its own; ask only of what has a box or a yes beside it."""
        stems = {word[:STATEMENT_STEM] for word in key(text).split()}
        if len(text) > _LONGEST:
            return None
        meant = {field.id: field for own, field in self._statements if own <= stems}
        if len(meant) != 1:
            return None
        (field,) = meant.values()
        return Match(field=field, certainty=Certainty.FUZZY, bare=False, key=key(text))

    def section_of(self, field: Field) -> str:
        """Return the key of the section in which *field* is asked ("" before the first)."""
        return self._section_of[field.id]

    def is_section(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section, with its Roman number: "II. Локална самоуправа"."""
        return bool(SECTION.match(text)) and key(NUMBERING.sub("", text)) in self._titles

    def heading(self, text: str) -> str | None:
        """Return the section that a short text announces ("Подаци о контакт особи"), or None."""
        plain = NUMBERING.sub("", text)
        parts = [part for part in _LANGUAGES.split(plain) if part.strip()]
        if len(parts) > 1:
            announced = {section for part in parts if (section := self.heading(part))}
            return announced.pop() if len(announced) == 1 else None
        stems = {word[:STEM] for word in key(plain).split() if len(word) >= _WORD} - _OF_ANY_HEADING
        if not stems or len(stems) > _HEADING:
            return None
        titled = {section for title, section in self._title_stems if title <= stems}
        if len(titled) == 1:
            return titled.pop()
        scored = sorted(((len(stems & own), section) for section, own in self._sections.items()), reverse=True)
        if not scored or 2 * scored[0][0] < len(stems) or (len(scored) > 1 and scored[1][0] == scored[0][0]):
            return None
        return scored[0][1]

    def in_section(self, match: Match, section: str | None) -> Match:
        """Give a bare label to the question of its kind in *section*, where that section has one."""
        if not match.bare or section is None or self.section_of(match.field) == section:
            return match
        words = frozenset(match.key.split())
        for k, field in self._owner.items():
            same_kind = field.type is match.field.type and self.section_of(field) == section
            if same_kind and words < frozenset(k.split()):
                return Match(field=field, certainty=match.certainty, bare=True, key=match.key)
        return match


def _variants(text: str) -> Iterator[str]:
    plain = _ENDING.sub("", NUMBERING.sub("", text))
    yield plain
    short = _ENDING.sub("", BRACKETS.sub(" ", plain))
    yield short
