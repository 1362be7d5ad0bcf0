"""Which cluster was chosen: ticks, typed marks, words, emphasis and strokes, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache

from intake.rules.finding import Evidence
from intake.rules.forms.items import Loose
from intake.rules.forms.lexicon import Lexicon, key
from intake.rules.forms.lines import has_box
from intake.rules.forms.marks import common_marks, pieces, said, typed, yes_no
from intake.rules.forms.options import Option, Options
from intake.rules.forms.places import Box, Cell, Line, Mark, Span
from intake.rules.forms.printed_lists import BEFORE_V, fifth, parted_list, printed_number, side_by_side
from intake.rules.forms.sightings import Chosen, Sighting, approach_left, chosen_by, left, repeated
from intake.rules.forms.written_choice import WrittenChoice
from intake.rules.forms.zones import Zone

_LIST = 2  # different clusters that make a list of options
_HINTED = 3  # that make one where some have other words than the call's
_ALONE = "the only option that stands there"
_REMARKED = re.compile(r"(\S{1,3})\s*(?:[–—(,;]|\s-\s)\s*\S")
_SHORT = 12  # characters of a cell that may be nothing but a mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen: *chosen* in the form's order; *unknown* is what was written and names no option."""

    chosen: tuple[Chosen, ...] = ()
    unknown: tuple[Evidence, ...] = ()
    listed: int = 0  # different clusters that the form prints as options
    emptied: tuple[Evidence, ...] = field(default=())  # the options that were left unmarked

    def approaches(self) -> frozenset[str]:
        """Return the ids of the approaches chosen."""
        return frozenset(c.option.approach for c in self.chosen if c.option.approach)

    def clusters(self) -> frozenset[str]:
        """Return the ids of the clusters chosen."""
        return frozenset(c.option.cluster for c in self.chosen)


class Chooser:
    """Reads choices with one call's *options*."""

    def __init__(self, options: Options, lexicon: Lexicon) -> None:
        self._options = options
        self._lexicon = lexicon
        self._written = WrittenChoice(options, lexicon)
        self.is_option = lru_cache(maxsize=1024)(self._is_option)
        self.held = self._written.held
        self._title = lru_cache(maxsize=1024)(lexicon.without_chosen)

    def read(self, zone: Zone, part: str) -> Choice:
        """Judge the lines of *zone*: those at the form's questions of the choice, and those that no question claims.

        What is chosen at the question of a cluster's part counts together with the cluster; it never stands for a
        cluster that was written in words which name none.
        """
        whole, inside = self._read(zone.whole, zone.lone, part), self._inside(zone, part)
        if not inside or (whole.unknown and not whole.chosen):
            return whole
        return replace(whole, chosen=_merged((*whole.chosen, *inside)))

    def _inside(self, zone: Zone, part: str) -> tuple[Chosen, ...]:
        """What is chosen where the part of a cluster is asked for: several parts that stand unmarked are printed."""
        chosen = self._read(zone.inside, zone.lone, part).chosen
        alone = {c.option for c in chosen if c.how == _ALONE}
        return tuple(c for c in chosen if c.how != _ALONE or len(alone) == 1)

    def _read(self, zone: Sequence[Loose], lone: AbstractSet[int], part: str) -> Choice:
        zone = [own for item in zone for own in self._listed(item)]
        known = {option.cluster for item in zone for x in pieces(item.line) if (option := self._option_of(x))}
        told = {option.cluster for item in zone if (option := self._options.hinted(item.line.text))}
        in_words = len(known | told) >= _HINTED
        printed = (i for i in zone if not (id(i) in lone and self._is_written(i.line)))
        options = [i for i in printed if self.is_option(i.line) or self._is_listed(i.line, known, in_words=in_words)]
        counted = any(printed_number(item.line.text) == BEFORE_V for item in options)
        sightings = tuple(s for item in options for s in self._sightings(item, part, counted=counted))
        offered = frozenset(map(id, options))
        others = (item for item in zone if id(item) not in offered and not self._is_asking(item))
        texts = [item for item in others if not self._beside_option(item)]
        listed = len({s.option.cluster for s in sightings})
        chosen = (*self._marked(sightings), *repeated(sightings))
        chosen += tuple(approach_left(sightings, chosen))
        written = tuple(
            Chosen(option=option, evidence=_evidence(item.line, part), how=how)
            for item in texts
            for option, how in self._written.chosen(item.line, sightings, listed)
        )
        answering = (item for item in texts if not listed or id(item) in lone)
        unknown = tuple(_evidence(x.line, part) for x in answering if self._written.is_unknown(x.line))
        if not chosen and listed == 1 and all(s.box is None and s.typed is not False for s in sightings):
            chosen = tuple(chosen_by(s, _ALONE) for s in sightings if not s.struck)
        return Choice(
            chosen=_merged((*chosen, *written) or self._held(texts, part)),
            unknown=unknown,
            listed=listed,
            emptied=tuple(s.evidence for s in sightings),
        )

    def _held(self, items: Sequence[Loose], part: str) -> tuple[Chosen, ...]:
        """The cluster that is told by its host alone; a form that prints the host of each says nothing."""
        found = [(held, _evidence(item.line, part)) for item in items if (held := self.held(item.line))]
        same = len({option for option, _ in found}) == 1
        return tuple(Chosen(option=o, evidence=e, how="told by its host") for o, e in found if same)

    def _listed(self, item: Loose) -> tuple[Loose, ...]:
        lines = parted_list(item.line, self._options)
        lines = side_by_side(item.line, self._options, self._is_marked) if len(lines) == 1 else lines
        return (item,) if len(lines) == 1 else tuple(Loose(line=line) for line in lines)

    def _is_marked(self, line: Line) -> bool:
        return bool(typed(line.text, self._lexicon))

    def _is_written(self, line: Line) -> bool:
        """Tell whether *line*, the only answer to its question, is no option that was marked or left unmarked."""
        return not has_box(line) and typed(line.text, self._lexicon) is None and not common_marks(line.spans)

    # Options as they are printed

    def _is_option(self, line: Line) -> bool:
        """Tell whether *line* is the title of an option, or of several that stand in one line."""
        return any(self._option_of(piece) for piece in pieces(line))

    def is_below(self, line: Line, option: Line) -> bool:
        """Tell whether *line* was written below *option* and names an option itself, or another one."""
        if self.is_option(line):
            return True
        named = {o.cluster for o in self._options.named(line.text)}
        return bool(named) and self.is_option(option) and named.isdisjoint(self._options.told(option.text))

    def names_only(self, line: Line) -> bool:
        """Tell whether *line* says nothing but the names of several options: "1. Мобилни тимови 2. Мањине"."""
        return self._options.several(line.text)

    def _beside_option(self, item: Loose) -> bool:
        others = (cell for cell in item.row if item.line not in cell.lines)
        return any(self.is_option(line) for cell in others for line in cell.lines)

    def _option_of(self, line: Line) -> Option | None:
        return self._options.line(self._title(line.text), listed=has_box(line))

    def _is_listed(self, line: Line, known: AbstractSet[str], *, in_words: bool) -> bool:
        """Tell whether *line* is the option that a list has beside the *known* ones, or is *in words* of its own."""
        text = self._title(line.text)
        option = self._options.line(text, listed=True) if in_words or len(known) >= _LIST else None
        return option is not None and option.cluster not in known

    def _sightings(self, item: Loose, part: str, *, counted: bool) -> Iterator[Sighting]:
        for piece in pieces(item.line):
            option = self._option_of(piece) or self._options.line(self._title(piece.text), listed=True)
            if option is None:
                continue
            sighting = self._beside(self._sighting(piece, option, part, counted=counted), item)
            if not (sighting.is_bare and self._is_asking(item)):
                yield sighting

    def _is_asking(self, item: Loose) -> bool:
        """Tell whether a line asks for what was left blank behind its colon or right of it: "Подгрупа за мањине: /"."""
        _, colon, behind = item.line.text.rpartition(":")
        named = [cell for cell in item.row if any(map(str.isalpha, cell.text)) or _boxes(cell)]
        alone = len(item.row) > 1 and len(named) == 1 and item.line in named[0].lines and item.row[0].column == 0
        blank = alone and item.row[-1] is not named[0] and not key(item.row[-1].text)
        return blank or (bool(colon) and self._lexicon.is_blank(behind) and not has_box(item.line))

    def _sighting(self, line: Line, option: Option, part: str, *, counted: bool) -> Sighting:
        text = fifth(line.text) if counted else None  # of a list in Roman numbers: its V is no tick
        boxes = [span for span in line.spans if span.box is not None and (text is None or key(span.text) != "v")]
        boxes = [*(s for s in boxes if s.box is Box.TICKED), *boxes] if len(boxes) > 1 else boxes  # "☐ Форум ✓"
        letters = [span for span in line.spans if span.box is None and key(span.text)]
        words = [span for span in letters if any(map(str.isalpha, span.text))]
        return Sighting(
            option=option,
            evidence=_evidence(line, part),
            number=printed_number(line.text),
            box=boxes[0].box if boxes else None,
            glyph=boxes[0].text if boxes else "",
            typed=typed(line.text if text is None else text, self._lexicon),
            struck=self._is_struck(words, option),
            marks=common_marks(words) or common_marks(_number_of(letters)),
        )

    def _is_struck(self, words: Sequence[Span], option: Option) -> bool:
        """Tell whether the *words* of an option are struck out; what was added behind it need not be: "(грешком)"."""
        struck = [span for span in words if Mark.STRIKE in span.marks]
        rest = "".join(span.text for span in words if Mark.STRIKE not in span.marks)
        return bool(struck) and not self._options.has_word_of(option, rest)

    def _beside(self, sighting: Sighting, item: Loose) -> Sighting:
        """Take in what stands in the other cells of the option's row: a box, a typed mark, "ДА", a coloured number."""
        others = [cell for cell in item.row if item.line not in cell.lines and not cell.hidden]
        if sum(1 for cell in item.row if any(self.is_option(x) for x in cell.lines)) > 1 and not self._same_option(
            item, sighting
        ):
            return sighting
        boxes = [box for cell in others for box in _boxes(cell)]
        if boxes and sighting.box is None:
            sighting = self._boxed(sighting, others, boxes)
        for cell in others:
            if sighting.number is None:
                sighting = replace(sighting, number=printed_number(cell.text + "."))
            answer = None if _boxes(cell) else self._cell_answer(cell)
            if answer is not None and sighting.typed is None:
                sighting = replace(sighting, typed=answer, evidence=_joined(sighting.evidence, cell))
        blank = sighting.typed is None and any(not cell.text.strip() for cell in others)
        return replace(sighting, typed=False) if blank else sighting

    def _boxed(self, sighting: Sighting, cells: Sequence[Cell], boxes: Sequence[Span]) -> Sighting:
        """One box in the cells beside, or a yes and a no box."""
        state = boxes[0].box
        if len(boxes) > 1:
            yes = yes_no([line for cell in cells if _boxes(cell) for line in cell.lines], self._lexicon)
            state = None if yes is None else Box.TICKED if yes else Box.EMPTY
        evidence = sighting.evidence
        for cell in cells:
            evidence = _joined(evidence, cell) if _boxes(cell) else evidence
        return replace(sighting, box=state, glyph=boxes[0].text, evidence=evidence)

    def _same_option(self, item: Loose, sighting: Sighting) -> bool:
        named = {self._option_of(x) for cell in item.row for x in cell.lines if self._option_of(x)}
        return named == {sighting.option}

    def _cell_answer(self, cell: Cell) -> bool | None:
        text = cell.text.strip()
        remarked = _REMARKED.match(text)  # "X – приоритет за нашу општину"
        return said(remarked[1] if remarked else text, self._lexicon) if remarked or 0 < len(text) <= _SHORT else None

    # What was done to them

    def _marked(self, sightings: Sequence[Sighting]) -> tuple[Chosen, ...]:
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
        return self._emphasised(live) if several else ()

    def _emphasised(self, sightings: Sequence[Sighting]) -> tuple[Chosen, ...]:
        """One option set apart by bold, underline, highlight or colour that none of the others has."""
        parents = {s.option.cluster for s in sightings if s.option.approach}
        for mark in (Mark.HIGHLIGHT, Mark.UNDERLINE, Mark.BOLD, Mark.COLOUR, Mark.ITALIC):
            apart = [s for s in sightings if mark in s.marks]
            plain = [s for s in sightings if mark not in s.marks]
            options = {s.option for s in apart}
            heading_only = all(s.option.approach is None and s.option.cluster in parents for s in apart)
            if apart and plain and len({o.cluster for o in options}) == 1 and not (heading_only and mark is Mark.BOLD):
                return tuple(chosen_by(s, f"set apart: {mark}") for s in apart)
        return ()


def _number_of(letters: Sequence[Span]) -> list[Span]:
    """The number before an option where it stands in a formatting of its own: it was circled."""
    first = [span for span in letters[:1] if span.text.strip(" ().").isdigit()]
    return first if len(letters) > len(first) else []


def _boxes(cell: Cell) -> list[Span]:
    return [span for line in cell.lines for span in line.spans if span.box is not None]


def _evidence(line: Line, part: str) -> Evidence:
    return Evidence(part=part, place=line.address, written=" ".join(line.text.split()))


def _joined(evidence: Evidence, cell: Cell) -> Evidence:
    return replace(evidence, written=f"{evidence.written} | {' '.join(cell.text.split())}")


def _merged(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Keep each option once for each way in which it is marked, in the form's order."""
    return tuple({(c.option, c.how): c for c in reversed(chosen)}.values())[::-1]
