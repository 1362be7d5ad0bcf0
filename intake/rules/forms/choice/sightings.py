"""Options as a form prints them, with what was done to them, and what that leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from intake.rules.finding import Evidence
from intake.rules.forms.choice.options import Option
from intake.rules.forms.places import Box, Line, Mark

_IS_BARE = attrgetter("is_bare")
_MANY = 3  # options of which one alone has a sign beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One option as the form prints it, with all that was done to it."""

    option: Option
    evidence: Evidence
    number: str | None = None  # printed before it
    box: Box | None = None
    glyph: str = ""
    typed: bool | None = None  # a typed mark or "ДА" (True), an empty pair of brackets or "НЕ" (False), nothing (None)
    struck: bool = False
    signed: bool = False  # something short and strange stands in the cell right of it: "1"
    ringed: bool = False  # it, or its number, stands in brackets: "[c. Мобилни тимови]", "(c) Мобилни тимови"
    marks: frozenset[Mark] = frozenset()

    @property
    def is_bare(self) -> bool:
        """Whether neither a box nor a typed mark stands at it, and it is not struck out."""
        return self.box is None and self.typed is None and not self.struck


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An option that counts as chosen, and what says so."""

    option: Option
    evidence: Evidence
    how: str  # "ticked box", "typed mark", "the only one not struck out" …


def left(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The options that are left where others were struck out; the approaches may be a list of their own."""
    left = [s for s in sightings if not s.struck]
    touched = any(s.struck for s in sightings if s.option.approach)
    return left if touched else [s for s in left if not s.option.approach] or left


def repeated(sightings: Sequence[Sighting]) -> Iterator[Chosen]:
    """An option that stands in the list and is named once more, unmarked, is written as an answer beside the list.

    Where every option is named twice, the list is printed in two languages.
    """
    named: dict[Option, list[Sighting]] = {}
    for sighting in sightings:
        named.setdefault(sighting.option, []).append(sighting)
    again = {option: same for option, same in named.items() if len(same) > 1}
    if len({option.cluster for option in named}) > len({option.cluster for option in again}) >= 1:
        written = (_written(same) for same in again.values())
        yield from (chosen_by(s, "written beside the list") for s in written if s is not None)


def _written(same: Sequence[Sighting]) -> Sighting | None:
    """Of the places that name one option, the first that is unmarked and not the list's, which is first or has a box.

    Beside boxes, a blank cell left of it is no place of a mark.
    """
    listed = any(s.box is not None for s in same)
    free = (s for s in same if s.box is None and not s.struck and not s.typed) if listed else filter(_IS_BARE, same[1:])
    return next(iter(free), None)


def approach_left(sightings: Sequence[Sighting], chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """An approach that stands unmarked below the list in which its cluster was chosen, and no other beside it."""
    clusters = {c.option.cluster for c in chosen}
    inside = [s for s in sightings if s.option.approach is not None and s.option.cluster in clusters]
    whole = any(s.option.approach is None and s.option.cluster in clusters for s in sightings)
    unmarked = all(s.is_bare for s in inside)
    if whole and unmarked and len(clusters) == len({s.option for s in inside}) == 1:
        yield chosen_by(inside[0], "the only approach that stands there")


def chosen_by(sighting: Sighting, how: str) -> Chosen:
    """Return the option that was sighted as chosen, and *how*."""
    return Chosen(option=sighting.option, evidence=sighting.evidence, how=how)


def marked(sightings: Sequence[Sighting]) -> tuple[Chosen, ...]:
    """Return what was chosen by a tick or a typed mark, by strokes through the others, or by emphasis."""
    live = [s for s in sightings if not s.struck]
    several = len({s.option for s in sightings}) > 1
    ticked = [s for s in live if s.box is Box.TICKED]
    if several and len(ticked) == len(sightings) and ticked[0].glyph in "■●•":
        ticked = []  # the list's bullets
    typed = [s for s in live if s.typed]
    if several and len(typed) == len(sightings):
        typed = []
    if ticked or typed:
        return (
            *(chosen_by(s, "ticked box") for s in ticked),
            *(chosen_by(s, "typed mark") for s in typed if s not in ticked),
        )
    if len(live) < len(sightings) and live:
        return tuple(chosen_by(s, "not struck out") for s in left(sightings))
    ringed = [s for s in live if s.ringed]
    if several and len(ringed) < len(live) and _is_one([s.option for s in ringed]):
        return tuple(chosen_by(s, "set in brackets") for s in ringed)
    signed = [s for s in live if s.signed]
    if len(signed) == 1 and len({s.option for s in sightings}) >= _MANY and all(s.is_bare for s in sightings):
        return (chosen_by(signed[0], "the only one with a sign beside it"),)
    return _emphasised(live) if several else ()


def _is_one(options: Sequence[Option]) -> bool:
    """Tell whether *options* are a cluster, an approach of one, or both; a form may print the approaches alike."""
    return len({o.cluster for o in options}) == 1 and len({o.approach for o in options if o.approach}) <= 1


def _emphasised(sightings: Sequence[Sighting]) -> tuple[Chosen, ...]:
    """One option set apart by an oval, bold, underline, highlight or colour that none of the others has."""
    parents = {s.option.cluster for s in sightings if s.option.approach}
    for mark in (Mark.RING, Mark.HIGHLIGHT, Mark.UNDERLINE, Mark.BOLD, Mark.COLOUR, Mark.ITALIC):
        apart = [s for s in sightings if mark in s.marks]
        plain = [s for s in sightings if mark not in s.marks]
        options = {s.option for s in apart}
        heading_only = all(s.option.approach is None and s.option.cluster in parents for s in apart)
        if apart and plain and len({o.cluster for o in options}) == 1 and not (heading_only and mark is Mark.BOLD):
            return tuple(chosen_by(s, f"set apart: {mark}") for s in apart)
    return ()


def evidence_of(line: Line, part: str) -> Evidence:
    """Return what is written in *line* of the file *part*, with its place."""
    return Evidence(part=part, place=line.address, written=" ".join(line.text.split()))
