"""What one piece of the municipality field is: a name with its designation, an address, an institution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from intake.rules.municipalities.names import Hit, Names
from intake.rules.municipalities.words import Key, Words
from intake.rules.script import canonical, to_latin

Lookup = Callable[[Key], Hit | None]

_STREET = 6  # letters from which a word before a house number is a street, not a part of the name ("na", "Jug")


class PartKind(Enum):
    """What a piece of text is."""

    EMPTY = auto()
    UNIT = auto()
    AREA = auto()  # an entity, an economy, a canton
    INSTITUTION = auto()
    SETTLEMENT = auto()
    ABROAD = auto()
    DESIGNATION = auto()  # only words such as "Opština", or a placeholder
    ADDRESS = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece, as it was understood."""

    kind: PartKind
    text: str = ""
    why: tuple[str, ...] = ()
    units: frozenset[str] = frozenset()
    area: frozenset[str] = frozenset()  # prefixes of units that its qualifier allows; empty: none is named
    designated: bool = False
    federation: bool = False  # the designation is the Federation's
    numbered: bool = False  # with a postcode or a house number
    former: bool = False
    shared: bool = False
    misspelt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """A piece as words: qualifiers cut from the end, numbers taken out."""

    words: Key
    text: str
    area: frozenset[str] = frozenset()
    numbered: bool = False
    ending: Key = ()  # designations that were cut from the end


class Reader:
    """Reads one piece of text."""

    def __init__(self, names: Names, words: Words) -> None:
        self._names = names
        self._words = words

    def whole(self, text: str) -> Part | None:
        """Return what *text* is as a whole, punctuation and all: an exact name, a placeholder ("N/A"), or None."""
        key = tuple(canonical(text).split())
        if key in self._words.placeholders:
            return Part(kind=PartKind.DESIGNATION, text=text)
        return self._unit(_Words(words=key, text=text), self._names.exact)

    def read(self, text: str) -> Part:
        """Say what *text*, a piece between punctuation marks, is."""
        key = tuple(canonical(text).split())
        if not key:
            return Part(kind=PartKind.EMPTY)
        return self._exactly(key, text) or self._known(key, text) or self._loosely(self._cut(key, text))

    def _exactly(self, key: Key, text: str) -> Part | None:
        uncut = _Words(words=key, text=text)
        return self._unit(uncut, self._names.exact)

    def _known(self, key: Key, text: str) -> Part | None:
        """Return what is known and no unit, or a name that was taken for a designation."""
        bare = self._undesignated(key)
        if len(key) == 1 and not bare and (mistaken := self._mistaken(key, text)):
            return mistaken
        if not bare or key in self._words.placeholders or bare in self._words.placeholders:
            return Part(kind=PartKind.DESIGNATION, text=text)
        if key in self._words.qualifiers:
            return Part(kind=PartKind.AREA, text=text, area=self._words.qualifiers[key])
        return self._elsewhere(key, bare, text)

    def _mistaken(self, key: Key, text: str) -> Part | None:
        """Find the name in "Gradška", which is no "gradska" but for its key."""
        spelling = to_latin(text).strip().lower()
        hit = None if spelling.isascii() else self._names.misspelt(key, spelling)
        return self._part(_Words(words=key, text=text), hit, before=()) if hit else None

    def _elsewhere(self, key: Key, bare: Key, text: str) -> Part | None:
        """Return what lies abroad, an institution or a settlement."""
        if bare in self._words.abroad or self._words.country(key):
            return Part(kind=PartKind.ABROAD, text=text, why=(f'"{text.strip()}" lies abroad',))
        if not self._words.is_body(key[0]) and (phrase := self._words.institution(key)):
            why = f'"{phrase}" stands for an institution, not a municipality'
            return Part(kind=PartKind.INSTITUTION, text=text, why=(why,))
        if bare in self._words.settlements:
            why = f'"{" ".join(bare)}" is a settlement or a region'
            return Part(kind=PartKind.SETTLEMENT, text=text, why=(why,))
        return None

    def _loosely(self, cut: _Words) -> Part:
        if not cut.words:
            kind = PartKind.AREA if cut.area else PartKind.ADDRESS
            return Part(kind=kind, text=cut.text, area=cut.area)
        for lookup in (self._names.exact, self._names.oblique, self._names.abbreviated):
            for shorter in _endings(cut):
                if unit := self._unit(shorter, lookup) or self._behind_body(shorter, lookup):
                    return unit
            if unit := self._before_rest(cut, lookup):
                return unit
        if several := self._several(cut):
            return several
        if cut.numbered or not self._words.address.isdisjoint(cut.words):
            return Part(kind=PartKind.ADDRESS, text=cut.text)
        return self._misspelt(cut) or Part(kind=PartKind.UNKNOWN, text=cut.text.strip())

    def _cut(self, key: Key, text: str) -> _Words:
        """Take out numbers, cut qualifiers and designations from the end, a repeated name to one."""
        words = _once(tuple(word for word in key if word.isalpha()))
        numbered = not all(map(str.isalpha, key))
        area: frozenset[str] = frozenset()
        ending: Key = ()
        while words:
            if qualifier := self._qualifier_at_end(words):
                allowed = self._words.qualifiers[qualifier]
                area = allowed & area if area else allowed
                words = _once(words[: -len(qualifier)])
            elif len(words) > 1 and words[-1] in self._words.designations:
                words, ending = _once(words[:-1]), (words[-1], *ending)
            else:
                break
        return _Words(words=words, text=text, area=area, numbered=numbered, ending=ending)

    def _qualifier_at_end(self, words: Key) -> Key | None:
        endings = (words[start:] for start in range(len(words)))
        return next((ending for ending in endings if ending in self._words.qualifiers), None)

    def _unit(self, cut: _Words, lookup: Lookup) -> Part | None:
        """Find a name that is all of the piece but for a designation before it; with the designation first."""
        for start in range(len(cut.words)):
            if start and not self._words.is_designation(cut.words[start - 1]):
                return None
            if hit := lookup(cut.words[start:]):
                return self._part(cut, hit, before=cut.words[:start])
        return None

    def _behind_body(self, cut: _Words, lookup: Lookup) -> Part | None:
        """Find the name behind the last designation, where a part of an administration stands first."""
        if not self._words.is_body(cut.words[0]):
            return None
        for start in range(len(cut.words) - 1, 0, -1):
            if self._words.is_designation(cut.words[start - 1]) and (hit := lookup(cut.words[start:])):
                return self._part(cut, hit, before=cut.words[:start])
        return None

    def _before_rest(self, cut: _Words, lookup: Lookup) -> Part | None:
        """Find a designated name before a department or an address; the longest counts."""
        bare = self._undesignated(cut.words)
        before = cut.words[: len(cut.words) - len(bare)]
        if not before:
            return None
        for end in range(len(bare) - 1, 0, -1):
            ends = self._begins_rest(bare[end], cut) and not self._names.begins(bare[: end + 1])
            if ends and (hit := lookup(bare[:end])):
                return self._part(cut, hit, before=before)
        return None

    def _begins_rest(self, word: str, cut: _Words) -> bool:
        if word in self._words.address or self._words.is_body(word):
            return True
        return len(word) >= _STREET and (cut.numbered or word in self._words.designations)

    def _several(self, cut: _Words) -> Part | None:
        """Find names joined by "and": no one unit, unless all of them are the same."""
        groups = list(_groups(self._undesignated((*cut.words, *cut.ending)), self._words.conjunctions))
        if len(groups) == 1:
            return None
        hits = [self._names.exact(self._undesignated(g)) or self._names.oblique(self._undesignated(g)) for g in groups]
        units = frozenset(unit for hit in hits if hit for unit in hit.units)
        if not units:
            return None
        shared = len({hit.units if hit else None for hit in hits}) > 1 or None in hits
        why = ('joined by "and"',)
        return Part(kind=PartKind.UNIT, text=cut.text, why=why, units=units, designated=True, shared=shared)

    def _misspelt(self, cut: _Words) -> Part | None:
        """Find a typing error; "Grad" at the end may belong to the name, so it is never cut here."""
        spelling = to_latin(cut.text).strip().lower()
        attempts = [(*cut.words, *cut.ending)] if cut.ending else []
        if cut.ending != ("grad",):
            attempts.append(cut.words)
        for words in attempts:
            bare = self._undesignated(words)
            if hit := self._names.misspelt(bare, " ".join(spelling.split()[-len(bare) :])):
                return self._part(cut, hit, before=words[: len(words) - len(bare)])
        return None

    def _undesignated(self, words: Key) -> Key:
        start = next((at for at, word in enumerate(words) if not self._words.is_designation(word)), len(words))
        return words[start:]

    def _part(self, cut: _Words, hit: Hit, *, before: Key) -> Part:
        steps = (f'cut the designation "{" ".join(before)}"', hit.how) if before else (hit.how,)
        return Part(
            kind=PartKind.UNIT,
            text=cut.text,
            why=steps,
            units=hit.units,
            area=cut.area,
            designated=bool(before),
            federation=not self._words.federation.isdisjoint(before),
            numbered=cut.numbered,
            former=hit.former,
            shared=hit.shared,
            misspelt=hit.misspelt,
        )


def _once(words: Key) -> Key:
    """Return a name that stands there twice ("Laktaši Лакташи") once."""
    half = len(words) // 2
    return words[:half] if words[:half] == words[half:] else words


def _endings(cut: _Words) -> Iterator[_Words]:
    """Yield the piece with less and less of what was cut from its end: "Grad" may belong to the name."""
    for kept in range(len(cut.ending), -1, -1):
        yield replace(cut, words=(*cut.words, *cut.ending[:kept]))


def _groups(words: Key, separators: frozenset[str]) -> Iterator[Key]:
    group: list[str] = []
    for word in words:
        if word in separators and group:
            yield tuple(group)
            group = []
        else:
            group.append(word)
    yield tuple(group)
