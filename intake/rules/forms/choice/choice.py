"""Which cluster was chosen: ticks, typed marks, words, emphasis and strokes, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from intake.rules.finding import Evidence
from intake.rules.forms.choice.descriptions import descriptions
from intake.rules.forms.choice.numbered_headings import numbered_headings
from intake.rules.forms.choice.option_lines import OptionLines
from intake.rules.forms.choice.options import Options
from intake.rules.forms.choice.printed_lists import arrangement, parted_list, run_together, side_by_side
from intake.rules.forms.choice.sightings import Chosen, approach_left, chosen_by, evidence_of, marked, repeated
from intake.rules.forms.choice.written_choice import WrittenChoice
from intake.rules.forms.choice.zones import Zone
from intake.rules.forms.labels.items import Item, Loose
from intake.rules.forms.marks.marks import common_marks, pieces, typed
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box

_HINTED = 3  # that make one where some have other words than the call's
_ALONE = "the only option that stands there"


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
        self._lines = OptionLines(options, lexicon)
        self.is_option = self._lines.is_option
        self.held = self._written.held
        self.is_number = self._written.is_number

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
        zone = self._listed(zone)
        known = {option.cluster for item in zone for x in pieces(item.line) if (option := self._lines.option_of(x))}
        told = {option.cluster for item in zone if (option := self._options.hinted(item.line.text))}
        in_words = len(known | told) >= _HINTED
        printed = (i for i in zone if not (id(i) in lone and self._is_written(i.line)))
        options = [
            i for i in printed if self.is_option(i.line) or self._lines.is_listed(i.line, known, in_words=in_words)
        ]
        listing = arrangement(options)
        sighted = [(id(item), s) for item in options for s in self._lines.sightings(item, part, listing)]
        sightings, offered = tuple(s for _, s in sighted), frozenset(item for item, _ in sighted)
        others = (item for item in zone if id(item) not in offered and not self._lines.is_asking(item))
        described = descriptions(zone, offered, are_ours=self._lexicon.are_ours)
        texts = [item for item in others if id(item) not in described and not self._lines.is_beside(item)]
        listed = len({s.option.cluster for s in sightings})
        chosen = (*marked(sightings), *repeated(sightings))
        written = tuple(
            Chosen(option=option, evidence=evidence_of(item.line, part), how=how)
            for item in texts
            for option, how in self._written.chosen(item.line, sightings, listed)
        )
        chosen += tuple(approach_left(sightings, (*chosen, *written)))
        answering = (item for item in texts if not listed or id(item) in lone)
        unknown = tuple(evidence_of(x.line, part) for x in answering if self._written.is_unknown(x.line))
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
        found = [(held, evidence_of(item.line, part)) for item in items if (held := self.held(item.line))]
        same = len({option for option, _ in found}) == 1
        return tuple(Chosen(option=o, evidence=e, how="told by its host") for o, e in found if same)

    def _listed(self, zone: Sequence[Loose]) -> Sequence[Loose]:
        """Return *zone*, with each option of a line that has several as a line of its own."""
        beside = [side_by_side(item.line, self._options) for item in zone]
        rows = [lines for lines in beside if len(lines) > 1]
        side = len(rows) > 1 or any(typed(line.text, self._lexicon) for lines in rows for line in lines)
        return [
            one for item, lines in zip(zone, beside, strict=True) for one in self._parted(item, lines if side else ())
        ]

    def _parted(self, item: Loose, beside: Sequence[Line]) -> Sequence[Loose]:
        lines = parted_list(item.line, self._options)
        lines = tuple(beside) if len(lines) == 1 and beside else lines
        lines = run_together(item.line, self._options) if len(lines) == 1 else lines
        return (item,) if len(lines) == 1 else tuple(Loose(line=line) for line in lines)

    def _is_written(self, line: Line) -> bool:
        """Tell whether *line*, the only answer to its question, is no option that was marked or left unmarked."""
        return not has_box(line) and typed(line.text, self._lexicon) is None and not common_marks(line.spans)

    def headings(self, items: Sequence[Item]) -> frozenset[Line]:
        """Return the numbered headings of a form: "III Приступ" chooses nothing by that number."""
        return numbered_headings(items, is_option=self.is_option, is_number=self.is_number)

    # Options as they are printed

    def is_below(self, line: Line, option: Line) -> bool:
        """Tell whether *line* was written below *option* and names an option itself, or another one."""
        if self.is_option(line):
            return True
        named = {o.cluster for o in self._options.named(line.text)}
        return bool(named) and self.is_option(option) and named.isdisjoint(self._options.told(option.text))

    def lists(self, line: Line) -> bool:
        """Tell whether *line* is an option, or prints all of them with their numbers."""
        return self.is_option(line) or len(parted_list(line, self._options)) > 1


def _merged(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Keep each option once for each way in which it is marked, in the form's order."""
    return tuple({(c.option, c.how): c for c in reversed(chosen)}.values())[::-1]
