"""Which local self-government is meant by what stands in the field for it.

A wrong unit in silence is far worse than none: a name counts only where it stands by itself, apart from its
designation, an address, an entity; whatever else surrounds it makes it a person's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import cached_property

from intake.rules.call import Text
from intake.rules.municipalities.names import Names, Unit, units_from_csv
from intake.rules.municipalities.spelling import repairs
from intake.rules.municipalities.text import Part, PartKind, Reader
from intake.rules.municipalities.words import Words

__all__ = ["Gazetteer", "Kind", "Recognition", "Unit", "Words", "units_from_csv"]

_LONGEST = 500  # characters that a name with its address may have
_AWAY = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
_FIELDS = re.compile(r"[;|\n/\\]+")
_PIECES = re.compile(r"[,()\[\]{}:]+|\s[-–—―]+\s|[–—―]+")


class Kind(StrEnum):
    """What became of the name."""

    RECOGNISED = auto()
    REVIEW = auto()  # recognised by a former name, or by one that another place shares: a person should look
    AMBIGUOUS = auto()  # several units may be meant
    NOT_LSG = auto()  # something known that is no local self-government of the region
    UNKNOWN = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The unit that was meant, or why none was recognised; *why* in plain English, step by step.

    There is a *unit* (its id) exactly where *kind* is RECOGNISED or REVIEW; *candidates* are ids, sorted.
    """

    kind: Kind
    why: tuple[str, ...]
    unit: str | None = None
    candidates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.unit is not None) != (self.kind in {Kind.RECOGNISED, Kind.REVIEW}):
            raise ValueError(f"{self.kind} and the unit {self.unit} exclude each other")


class Gazetteer:
    """All units of the region, and the art of finding one in what somebody wrote."""

    def __init__(self, units: Sequence[Unit], words: Words) -> None:
        self.units = {unit.id: unit for unit in units}
        if len(self.units) != len(units):
            raise ValueError("two units have one id")
        self._reader = Reader(Names(units, words), words)

    @classmethod
    def of(cls, units: Iterable[Unit], words: Words) -> Gazetteer:
        """Build the gazetteer; ValueError where two units have one id."""
        return cls(tuple(units), words)

    @cached_property
    def names(self) -> Mapping[str, Text]:
        """The units' names, by id."""
        units = self.units.values()
        return {unit.id: Text(sr=unit.cyrillic or unit.latin, en=unit.latin) for unit in units}

    @cached_property
    def economies(self) -> Mapping[str, str]:
        """The units' economies, in English, by id."""
        return {unit.id: unit.economy for unit in self.units.values()}

    def recognise(self, written: str, *, home: str = "srp") -> Recognition:
        """Say which unit *written* means; a name that several share means the one with the prefix *home*, for review.

        Where the text itself is unknown or a typing error, it is read as damaged text too; that takes an exact name.
        """
        if len(written) > _LONGEST:
            return Recognition(kind=Kind.UNKNOWN, why=("a text of this length is no name",))
        parts = self._parts(written)
        found = self._judged(parts, home)
        if found.kind is not Kind.UNKNOWN and not any(part.misspelt for part in parts):
            return found
        for text, repair in repairs(written):
            mended = self._parts(text)
            exact = self._judged(mended, home)
            if exact.unit and not any(part.misspelt for part in mended):
                return replace(exact, why=(repair, *exact.why))
        return found

    def _judged(self, parts: tuple[Part, ...], home: str) -> Recognition:
        named = tuple(part for part in parts if part.kind is PartKind.UNIT)
        if refused := _refused(parts):
            return refused
        if not named:
            return _nothing(parts)
        before = parts[: parts.index(named[0])]
        stranger = next((part for part in before if part.kind is PartKind.UNKNOWN), None)
        if stranger and not any(part.designated for part in named):
            return _unknown(f'"{stranger.text}" stands before the name', named)
        strong = tuple(part for part in named if part.designated or not part.numbered) or named
        return self._settled(parts, strong, home)

    def _parts(self, text: str) -> tuple[Part, ...]:
        """Read each piece of the text; pieces that are one name together stay together ("Foča - Ustikolina")."""
        text = _AWAY.sub(" ", text)
        parts: list[Part] = []
        for field in (text,) if self._reader.whole(text) else _FIELDS.split(text):
            whole = self._reader.whole(field)
            parts += [whole] if whole else [self._reader.read(piece) for piece in _PIECES.split(field)]
        return tuple(part for part in parts if part.kind is not PartKind.EMPTY)

    def _settled(self, parts: tuple[Part, ...], named: tuple[Part, ...], home: str) -> Recognition:
        why = tuple(dict.fromkeys(step for part in named for step in part.why))
        meant = self._meant([part.units for part in named])
        areas = [part.area for part in parts if part.area]
        within = frozenset(u for u in meant if all(self.units[u].prefix in area for area in areas))
        if not within or (all(part.shared for part in named) and not (areas and len(within) == 1)):
            candidates = meant or frozenset(u for part in named for u in part.units)
            return _ambiguous(
                (*why, "several units may be meant, or the place named beside it does not fit"), candidates
            )
        if len(within) == 1:
            return _one(within, named, why, by_area=len(meant) > 1)
        at_home = frozenset(u for u in within if self.units[u].prefix == home)
        if len(at_home) != 1 or any(part.federation for part in named):
            return _ambiguous((*why, "several units share the name"), within)
        return Recognition(
            kind=Kind.REVIEW,
            why=(*why, "the name is shared; the unit of this association is taken"),
            unit=min(at_home),
            candidates=tuple(sorted(within)),
        )

    def _meant(self, sets: Sequence[frozenset[str]]) -> frozenset[str]:
        """Return the units that all parts can mean together; a city beside its own part only says where that lies."""
        parents = {min(units) for units in sets if len(units) == 1}
        narrowed = [frozenset(u for u in units if self.units[u].parent in parents) or units for units in sets]
        inner = [units for units in narrowed if not self._is_parent(units, narrowed)]
        return frozenset.intersection(*inner)

    def _is_parent(self, units: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
        children = (child for other in others if other != units for child in other)
        return len(units) == 1 and any(self.units[child].parent in units for child in children)


def _refused(parts: tuple[Part, ...]) -> Recognition | None:
    """Refuse what is abroad, an institution, a settlement."""
    if abroad := next((part for part in parts if part.kind is PartKind.ABROAD), None):
        return Recognition(kind=Kind.NOT_LSG, why=abroad.why)
    told = [part for part in parts if part.kind in {PartKind.UNIT, PartKind.INSTITUTION, PartKind.SETTLEMENT}]
    if told and told[0].kind is not PartKind.UNIT:
        return Recognition(kind=Kind.NOT_LSG, why=told[0].why)
    institution = next((part for part in told if part.kind is PartKind.INSTITUTION), None)
    if institution:
        return _ambiguous((*told[0].why, *institution.why), told[0].units)
    return None


def _nothing(parts: tuple[Part, ...]) -> Recognition:
    kinds = {part.kind for part in parts}
    if kinds <= {PartKind.DESIGNATION}:
        return Recognition(kind=Kind.BLANK, why=("no name is written",))
    if kinds <= {PartKind.DESIGNATION, PartKind.AREA}:
        return Recognition(kind=Kind.NOT_LSG, why=("only an entity, an economy or a canton is named",))
    return Recognition(kind=Kind.UNKNOWN, why=("no known name stands there by itself",))


def _unknown(reason: str, named: tuple[Part, ...]) -> Recognition:
    candidates = sorted({unit for part in named for unit in part.units})
    return Recognition(kind=Kind.UNKNOWN, why=(reason,), candidates=tuple(candidates))


def _ambiguous(why: tuple[str, ...], candidates: frozenset[str]) -> Recognition:
    return Recognition(kind=Kind.AMBIGUOUS, why=why, candidates=tuple(sorted(candidates)))


def _one(units: frozenset[str], named: tuple[Part, ...], why: tuple[str, ...], *, by_area: bool) -> Recognition:
    kind = Kind.REVIEW if all(part.former for part in named) else Kind.RECOGNISED
    steps = (*why, "what stands beside it decides between those of that name") if by_area else why
    return Recognition(kind=kind, why=steps, unit=min(units))
