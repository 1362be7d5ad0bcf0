"""Where the choice is made: the lines at the question of the cluster, and those at the question of its part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.rules.call import Call, FieldType
from intake.rules.forms.headings import SECTION
from intake.rules.forms.items import Item, Loose, Question
from intake.rules.forms.labels import Labels
from intake.rules.forms.options import Options
from intake.rules.forms.parting import IsOption
from intake.rules.forms.places import Cell, Line
from intake.rules.forms.printed_lists import without_offer

_NEAR = 5  # lines, those of the cells beside included


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The lines among which the cluster is chosen (*whole*), and those at the question of its part (*inside*)."""

    whole: tuple[Loose, ...]
    inside: tuple[Loose, ...]


class Zones:
    """Finds the lines of the choice among the items of forms of one *call*."""

    def __init__(
        self, call: Call, labels: Labels, options: Options, *, is_option: IsOption, is_printed: IsOption
    ) -> None:
        asked = [f for f in call.fields if f.type is FieldType.CHOICE]
        self._whole, self._inside = asked[0].id, frozenset(f.id for f in asked[1:])
        self._labels = labels
        self._section = labels.section_of(asked[0])
        self._options = options
        self._is_option = is_option
        self._is_printed = is_printed

    def of(self, items: Sequence[Item]) -> Zone:
        """All lines below the questions of the choice, and titles of options that stand alone."""
        whole: list[Loose] = []
        inside: list[Loose] = []
        lines, asked = whole, False
        for at, item in enumerate(items):
            match item:
                case Question():
                    asked = item.field.id == self._whole or item.field.id in self._inside
                    lines = inside if item.field.id in self._inside else whole
                    lines.extend(self._answers(item) if asked else ())
                case Loose(line=line) if self._is_option(line) or self._is_among_options(items, at):
                    (lines if asked else whole).append(item)
                case Loose(line=line):
                    asked = asked and not self._is_heading(line)
                    if asked and not self._is_printed(line):
                        lines.append(item)
        return Zone(whole=tuple(whole), inside=tuple(inside))

    def _answers(self, question: Question) -> Iterator[Loose]:
        """What may answer *question*, without the approaches that it offers in its own line."""
        for line in question.answer:
            own = line.address == question.label.address and question.label.text.endswith(line.text)
            offered = own and question.field.id in self._inside
            for rest in without_offer(line, self._options) if offered else (line,):
                if not self._is_printed(rest):
                    yield Loose(line=rest)

    def _is_heading(self, line: Line) -> bool:
        return bool(SECTION.match(line.text)) or self._labels.headings.of(line.text) not in (None, self._section)

    def _is_among_options(self, items: Sequence[Item], at: int) -> bool:
        """Tell whether the line at *at* stands in a column of options, in the next row."""
        cell = items[at].cell
        if cell is None:
            return False
        near = (i for i in items[max(0, at - _NEAR) : at + _NEAR] if isinstance(i, Loose) and i.cell is not None)
        own = (i for i in near if i.cell and _table(i.cell) == _table(cell) and i.cell.column == cell.column)
        beside = (i for i in own if i.cell and abs(i.cell.row - cell.row) == 1)
        return any(self._is_option(i.line) for i in beside)


def _table(cell: Cell) -> str:
    """The address of the table in which a cell stands; of a sheet's, none."""
    return cell.address.rpartition(", row ")[0]
