"""The units of local self-government and every name by which one is known."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from intake.rules.municipalities.declension import inflected
from intake.rules.municipalities.words import Words
from intake.rules.script import canonical, to_latin

_SHORTEST_TYPO = 5  # letters; in a shorter word only two that changed places count
_SHORTEST_NAME = 4
_LONG_NAME = 9  # letters from which two may be wrong
_UNDECLINED = "alb"  # Albanian has cases of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One municipality, city or district; *id* begins with the prefix of its entity or economy ("srp-laktasi")."""

    id: str
    cyrillic: str  # empty where none is known
    latin: str
    english: str  # "Municipality of Laktaši"
    type: str  # "municipality", "city" or "district", on the day of the call's deadline
    economy: str
    entity: str = ""
    parent: str = ""  # the id of the city that it is a part of
    other_names: tuple[str, ...] = ()
    status_change: str = ""

    @property
    def prefix(self) -> str:
        """The part of the id that says where the unit lies: "srp"."""
        return self.id.partition("-")[0]


def units_from_csv(text: str) -> tuple[Unit, ...]:
    """Return the units in the *text* of a municipalities file, in its order; KeyError where a column is missing."""
    return tuple(
        Unit(
            id=row["id"],
            cyrillic=row["name_cyrl"],
            latin=row["name_latn"],
            english=row["name_en"],
            type=row["type"],
            economy=row["economy"],
            entity=row["entity"],
            parent=row["parent"],
            other_names=tuple(filter(None, row["alt_names"].split("|"))),
            status_change=row["status_change"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The units that a name may mean, and in plain English how it was found."""

    units: frozenset[str]
    how: str
    former: bool = False
    shared: bool = False  # nobody's alone, whoever is at home
    misspelt: bool = False


class Names:
    """Looks up names, never longer texts: exactly, in the cases, abbreviated, with a typing error."""

    def __init__(self, units: Sequence[Unit], words: Words) -> None:
        self._units = units
        self._words = words
        self._exact: Mapping[str, frozenset[str]] = _index(_names(units))
        self._joined = _index((key.replace(" ", ""), unit) for key, unit in _names(units) if " " in key)
        self._spelt = frozenset(_spellings(units))
        names = (tuple(key.split()) for key in self._exact)
        self._beginnings = frozenset(name[:end] for name in names for end in range(1, len(name) + 1))

    @cached_property
    def _oblique(self) -> Mapping[str, frozenset[str]]:
        """The names in their other cases: a hundred thousand forms, made for the first text that is no name."""
        declined = ((key, unit) for key, unit in _names(self._units) if not unit.startswith(_UNDECLINED))
        return _index((form, unit) for key, unit in declined for form in inflected(key))

    def exact(self, words: tuple[str, ...]) -> Hit | None:
        """Find a name as it is, written in one word or several."""
        key = " ".join(words)
        if units := self._words.shared.get(words):
            return Hit(units=frozenset(units), how=f'"{key}" is a name that no unit has for itself', shared=True)
        if found := self._exact.get(key) or self._joined.get(key) or self._exact.get(key.replace(" ", "")):
            former = words in self._words.former
            return Hit(units=found, how=f'"{key}" is {"a former" if former else "the exact"} name', former=former)
        return None

    def oblique(self, words: tuple[str, ...]) -> Hit | None:
        """Find a name in another case."""
        key = " ".join(words)
        found = self._oblique.get(key)
        return Hit(units=found, how=f'"{key}" is an inflected form of the name') if found else None

    def abbreviated(self, words: tuple[str, ...]) -> Hit | None:
        """Find a name of several words of which all but the last are cut short: "K. Dubica"."""
        if len(words) == 1:
            return None
        found = {u for key, units in self._exact.items() if _is_abbreviation(words, tuple(key.split())) for u in units}
        return Hit(units=frozenset(found), how=f'"{" ".join(words)}" abbreviates the name') if found else None

    def misspelt(self, words: tuple[str, ...], spelling: str) -> Hit | None:
        """Find the one name that is a typing error away; *spelling* with diacritics decides between two that are.

        With one wrong letter no other name may be as near, with two none nearer than three.
        """
        key = " ".join(words)
        near = sorted(
            (distance, 0 if spelling.isascii() else OSA.distance(spelling, spelt), name)
            for name, spelt in self._spelt
            if (distance := self._distance(words, tuple(name.split()))) is not None
        )
        if not near or len(key) < _SHORTEST_NAME:
            return None
        nearest, marks, first = near[0]
        if len(key) < _SHORTEST_TYPO and (sorted(key) != sorted(first) or len({name for *_, name in near}) > 1):
            return None
        names = {name for distance, m, name in near if (distance, m) == (nearest, marks) or distance < 2 * nearest - 1}
        units = frozenset.union(*(self._exact[name] for name in names))
        shared = len({self._exact[name] for name in names}) > 1
        how = f'"{key}" is {nearest} letter(s) from the name'
        return Hit(units=units, how=how, shared=shared, misspelt=True)

    def begins(self, words: tuple[str, ...]) -> bool:
        """Tell whether some name is or begins with *words*: "Novi Grad" before "Sarajevo" is not all of it."""
        return words in self._beginnings

    def _distance(self, words: tuple[str, ...], name: tuple[str, ...]) -> int | None:
        """Count the wrong letters, word by word; None where they are too many, or a wrong word is a name of its own."""
        if len(words) != len(name):
            joined = OSA.distance("".join(words), "".join(name), score_cutoff=1)
            return joined if joined <= 1 else None
        total = 0
        for word, meant in zip(words, name, strict=True):
            if word == meant:
                continue
            distance = OSA.distance(word, meant, score_cutoff=2)
            if distance > _may_be_wrong(word) or (len(words) > 1 and word in self._exact):
                return None
            total += distance
        return total if total <= _may_be_wrong(" ".join(words)) else None


def _may_be_wrong(text: str) -> int:
    return 2 if len(text) >= _LONG_NAME else 1


def _names(units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """Yield every key of a unit; a part of a city also goes by its name without the city's ("Novi Grad Sarajevo")."""
    units = tuple(units)
    latin = {unit.id: canonical(unit.latin) for unit in units}
    for unit in units:
        for name in (unit.cyrillic, unit.latin, unit.english, *unit.other_names, *_unbracketed(unit.other_names)):
            if key := canonical(name):
                yield key, unit.id
        apart = latin[unit.id].removesuffix(" " + latin.get(unit.parent, ""))
        if " " in apart:
            yield apart, unit.id


def _unbracketed(names: Iterable[str]) -> Iterator[str]:
    """Yield "Foča" of "Foča (FBiH)": the name that others share."""
    return (name.partition("(")[0] for name in names if "(" in name)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Index *pairs*; equal sets of units are one object, since a hundred thousand forms name five hundred units."""
    found: dict[str, frozenset[str]] = {}
    same: dict[frozenset[str], frozenset[str]] = {}
    alone: dict[str, frozenset[str]] = {}
    for key, unit in pairs:
        units = alone.get(unit) or alone.setdefault(unit, frozenset((unit,)))
        if key in found and found[key] is not units:
            units = found[key] | units
            units = same.setdefault(units, units)
        found[key] = units
    return found


def _spellings(units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """Yield the names that a typing error is looked for in, as key and in small Latin letters with diacritics."""
    for unit in units:
        for name in filter(None, (to_latin(unit.cyrillic), unit.latin, *unit.other_names)):
            yield canonical(name), name.lower()


def _is_abbreviation(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if len(words) != len(name) or words[-1] != name[-1] or words == name:
        return False
    return all(full.startswith(short) for short, full in zip(words, name, strict=True))
