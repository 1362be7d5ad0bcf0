"""Where the choice is made: the lines at the question of the cluster, and those at the question of its part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import takewhile

from intake.rules.call import Call, FieldType
from intake.rules.forms.choice.options import Options
from intake.rules.forms.choice.printed_lists import is_offer, number_in, printed_number, without_offer
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.labels.series import own_list
from intake.rules.forms.places import Cell, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, slice_of

_NEAR = 5  # lines, those of the cells beside included
_NEXT = 3  # rows from an option to another in words of its own
_COUNTED = re.compile(r"\s*\(?\d(?:[.)]|\s+[–—-]\s)")
_RULED = re.compile(r"(?:_{3,}|\.{4,}|…+)\s*$")
_LIST = 2  # options that make one
_BOTH = 2  # parts that are offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The lines among which the cluster is chosen (*whole*), and those at the question of its part (*inside*).

    *alone* are those with which one of these questions is answered, and with nothing else.
    """

    whole: tuple[Loose, ...]
    inside: tuple[Loose, ...] = ()
    alone: tuple[Loose, ...] = ()

    @property
    def lone(self) -> frozenset[int]:
        """The ids of *alone*; they are kept here, so that nothing else can have an id of theirs."""
        return frozenset(map(id, self.alone))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What may choose at one question, or below a heading: *field* is what is asked, if it is known.

    *behind* is what was written in the line of its label; *blank*: that line ends with a rule on which nothing was.
    *row*: the cells beside the label.
    """

    field: str | None = None
    lines: list[Loose]
    behind: tuple[Line, ...] = ()
    blank: bool = False
    row: Sequence[Cell] = ()


class Zones:
    """Finds the lines of the choice among the items of forms of one *call*."""

    def __init__(
        self,
        call: Call,
        labels: Labels,
        options: Options,
        *,
        is_option: IsOption,
        is_printed: IsOption,
        is_held: IsOption,
    ) -> None:
        asked = [f for f in call.fields if f.type is FieldType.CHOICE]
        self._whole, self._inside = asked[0].id, frozenset(f.id for f in asked[1:])
        self._labels = labels
        self._section = labels.sections.of(asked[0])
        self._options = options
        self._is_option = is_option
        self._is_printed = is_printed
        self._is_held = is_held

    def of(self, items: Sequence[Item], headings: AbstractSet[Line] = frozenset()) -> Zone:
        """All lines below the questions of the choice up to *headings*, and titles of options that stand alone."""
        parted = [part for group in self._groups(items, headings) for part in self._parted(group) if part.lines]
        groups = self._without_offers(parted)
        whole = [group for group in groups if not self._is_part(group, groups)]
        parts = [self._answering(group) for group in groups if group not in whole]
        asked = (group for group in (*whole, *parts) if self._asks(group))
        return Zone(
            whole=tuple(self._chosen_among([item for group in whole for item in group.lines])),
            inside=tuple(item for group in parts for item in group.lines),
            alone=tuple(item for group in asked if (item := _lone(group))),
        )

    def _without_offers(self, groups: Sequence[_Group]) -> Sequence[_Group]:
        """Leave out of *groups* the lines that only say what there is to choose from, where anything else is said."""
        lines = [item for group in groups for item in group.lines]
        several = [i for i in lines if len(self._options.named(i.line.text)) > 1 and not self._is_option(i.line)]
        offers = {id(i) for i in several if is_offer(i.line, self._options)}
        if not offers or not any(key(i.line.text) or has_box(i.line) for i in lines if id(i) not in offers):
            return groups
        return [replace(group, lines=[i for i in group.lines if id(i) not in offers]) for group in groups]

    def _groups(self, items: Sequence[Item], headings: AbstractSet[Line]) -> Sequence[_Group]:
        groups = [_Group(lines=[])]
        listed = own_list([i.line for i in items if isinstance(i, Loose)], self._is_option)
        for at, item in enumerate(items):
            match item:
                case Question() if not item.match.known and self._asks(groups[-1]) and self._is_held(item.label):
                    groups[-1].lines.append(Loose(line=item.label, cell=item.cell, row=item.row))
                case Question() if self._asks(groups[-1]) and self._options.begins_with_host(item.label.text):
                    pass  # printed below an option: "Домаћин: ЗЕЛС. Обухвата форум и повјереника."
                case Question():
                    asked = item.field.id == self._whole or item.field.id in self._inside
                    answer = tuple(self._up_to_heading(item, headings)) if asked else ()
                    lines = [Loose(line=x) for x in answer if not self._is_printed(x)]
                    behind = tuple(x for x in answer if x.address == item.label.address and not has_box(x))
                    blank = _RULED.search(item.label.text) is not None and not any(key(x.text) for x in behind)
                    lines = [x for x in lines if x.line in behind or self._may_answer(x.line)] if blank else lines
                    groups.append(_Group(field=item.field.id, lines=lines, behind=behind, blank=blank, row=item.row))
                    if asked and len(answer) < len(item.answer):
                        groups.append(_Group(lines=[]))
                case Loose(line=line) if self._is_option(line) or (
                    line not in headings and ((listed and line in listed) or self._is_among_options(items, at))
                ):
                    groups[-1].lines.append(item)
                case Loose(line=line) if self._asks(groups[-1]):
                    beside = self._is_beside(item, groups[-1].row)
                    if not beside and (line in headings or self._is_heading(line) or self._is_between(items, at)):
                        groups.append(_Group(lines=[]))
                    elif (
                        not self._is_printed(line)
                        and not (self._counts(item) and item.cell not in groups[-1].row)
                        and (not groups[-1].blank or self._may_answer(line))
                    ):
                        groups[-1].lines.append(item)
                case _:
                    pass
        return groups

    def _is_beside(self, item: Loose, row: Sequence[Cell]) -> bool:
        """Tell whether *item* stands in the *row* of its question, or in that of an option, as its host does."""
        others = (cell for cell in item.row if item.line not in cell.lines)
        return item.cell is not None and (
            item.cell in row or any(self._is_option(line) for cell in others for line in cell.lines)
        )

    def _parted(self, group: _Group) -> Sequence[_Group]:
        """Part what asks for a part from the cluster's answer, where no label tells: "За мањине: ☐ Форум ☐ …"."""
        if group.field != self._whole or not group.lines:
            return (group,)
        asking = [at for at, item in enumerate(group.lines) if self._asks_part(item.line, group.lines[at + 1 : at + 2])]
        if len(asking) != 1:
            return (group,)
        at = asking[0]
        asked, below = group.lines[at].line, group.lines[at + 1 :]
        behind = slice_of(asked, asked.text.index(":") + 1, len(asked.text))
        if any(option.approach is None for item in below for option in self._options.named(item.line.text)):
            return (group,)
        below = [replace(i, row=tuple(c for c in i.row if asked not in c.lines)) for i in below]
        part = [Loose(line=behind), *below] if behind.text.strip() else below
        return (replace(group, lines=group.lines[:at]), _Group(field=min(self._inside), lines=part))

    def _asks_part(self, line: Line, following: Sequence[Loose]) -> bool:
        """Tell whether *line* speaks of a cluster, and of its parts behind its colon or in the line below."""
        head, colon, behind = line.text.partition(":")
        if not colon or any(span.box for span in slice_of(line, 0, len(head)).spans):
            return False
        told = behind if key(behind) else following[0].line.text if following else ""
        parts = self._options.named(told)
        clusters = {option.cluster for option in parts}
        return len(clusters) == 1 and self._options.told(head) == clusters and all(option.approach for option in parts)

    def _asks(self, group: _Group) -> bool:
        return group.field == self._whole or group.field in self._inside

    def _is_part(self, group: _Group, groups: Sequence[_Group]) -> bool:
        """Tell whether *group* chooses a cluster's part: its question asks for it, or it offers nothing but parts.

        Where the list of clusters stands below such a question, it is the list. What offers parts under another
        question asks for them where the cluster is asked for elsewhere.
        """
        named = {option for item in group.lines for option in self._options.named(item.line.text)}
        if len({option.cluster for option in named}) > 1:
            return False
        if group.field in self._inside:
            return True
        others = any(other is not group and other.field == self._whole for other in groups)
        parts = all(option.approach for option in named) and len(named) >= (1 if group.field == self._whole else _BOTH)
        return bool(named) and others and parts

    def _chosen_among(self, lines: Sequence[Loose]) -> Sequence[Loose]:
        """Leave out of *lines* the parts that the form offers beside its list of clusters, and nobody touched."""
        between = [item for item in lines if "/" in item.line.text or "|" in item.line.text]
        parts = [item for item in between if without_offer(item.line, self._options) == ()]
        others = (item for item in lines if item not in parts) if parts else ()
        clusters = {option.cluster for item in others for option in self._options.named(item.line.text)}
        return [item for item in lines if item not in parts] if len(clusters) >= _LIST else lines

    def _answering(self, group: _Group) -> _Group:
        """Leave out of what answers the question of a part the parts that the form offers there."""
        return replace(group, lines=[rest for item in group.lines for rest in self._unoffered(item)])

    def _unoffered(self, item: Loose) -> Iterator[Loose]:
        lines = without_offer(item.line, self._options)
        return iter((item,)) if lines == (item.line,) else (Loose(line=x) for x in lines if not self._is_printed(x))

    def _up_to_heading(self, question: Question, headings: AbstractSet[Line]) -> Iterator[Line]:
        """The lines that answer *question*: below what was left blank the heading of what comes next is none."""
        for line in question.answer:
            below = line.address != question.label.address
            if line in headings or (below and self._is_heading(line) and not self._options.told(line.text)):
                return
            yield line

    def _may_answer(self, line: Line) -> bool:
        """Tell whether *line* answers below a rule that was left blank: it names a cluster, or is a word or number."""
        return len(key(line.text).split()) == 1 or bool(self._options.told(line.text)) or self._is_held(line)

    def _is_heading(self, line: Line) -> bool:
        return bool(SECTION.match(line.text)) or self._labels.headings.of(line.text) not in (None, self._section)

    def _is_between(self, items: Sequence[Item], at: int) -> bool:
        """Tell whether the line at *at* heads the question below it: what is above was left blank in its own line."""
        above, below = items[at - 1], next((i for i in items[at + 1 :] if not _is_blank(i)), None)
        blank = isinstance(above, Question) and above.cell is None and not any(x.text.strip() for x in above.answer)
        return blank and isinstance(below, Question) and below.cell is None and below.match.known

    def _counts(self, item: Loose) -> bool:
        """Tell whether *item* is the number of a row that says other things than options: "1. | Подаци о општини"."""
        if item.cell is None or number_in(item.cell) is None:
            return False
        right = [cell for cell in item.row if cell.column > item.cell.column and cell.text.strip()]
        lines = [line for cell in right for line in cell.lines]
        return bool(right) and not any(self._is_option(line) and not self._asks_part(line, ()) for line in lines)

    def _is_among_options(self, items: Sequence[Item], at: int) -> bool:
        """Tell whether the line at *at* stands in a column of options, in the next row; an option may be farther.

        What stands above the first of them heads the column: "2 Кластер".
        """
        item = items[at]
        cell = item.cell
        if cell is None:
            counted = isinstance(item, Loose) and _COUNTED.match(item.line.text) is not None
            return counted and self._counts_on(items, at)
        near = (i for i in items[max(0, at - _NEAR) : at + _NEAR] if isinstance(i, Loose) and i.cell is not None)
        own = [i for i in near if i.cell and _table(i.cell) == _table(cell) and i.cell.column == cell.column]
        if [i for i in own if i.cell and i.cell.row == cell.row - 1 and self._is_option(i.line)]:
            return True
        listed = len(own) > 1 and isinstance(item, Loose) and self._options.line(item.line.text, listed=True)
        return bool(listed) and any(
            i.cell and abs(i.cell.row - cell.row) <= _NEXT and self._is_option(i.line) for i in own
        )

    def _counts_on(self, items: Sequence[Item], at: int) -> bool:
        """Tell whether the line at *at* has the next number in a list of options, and a telling word of another."""
        item = items[at]
        number = _number(item)
        if number is None or not isinstance(item, Loose) or self._options.hinted(item.line.text) is None:
            return False
        above = takewhile(lambda pair: _number(pair[1]) == number - pair[0], enumerate(reversed(items[:at]), 1))
        below = takewhile(lambda pair: _number(pair[1]) == number + pair[0], enumerate(items[at + 1 :], 1))
        listed = [own for _, own in (*above, *below)]
        return sum(1 for own in listed if isinstance(own, Loose) and self._is_option(own.line)) >= _LIST


def _is_blank(item: Item) -> bool:
    return isinstance(item, Loose) and not item.line.text.strip()


def _number(item: Item) -> int | None:
    """The number of a line in a list."""
    printed = printed_number(item.line.text) if isinstance(item, Loose) and item.cell is None else None
    return int(printed) if printed is not None and printed.isdigit() else None


def _lone(group: _Group) -> Loose | None:
    """The only line of *group* that says something, where nothing stands beside it; behind its label, above boxes."""
    said = [item for item in group.lines if key(item.line.text) or has_box(item.line)]
    below = [item.line for item in said[1:]]
    boxed = any(map(has_box, below)) and not any(line in group.behind for line in below)  # else one cell has them all
    behind = [item for item in said[:1] if item.line in group.behind and boxed]
    alone = behind or said
    if len(alone) != 1:
        return None
    row = alone[0].row
    beside = [cell for cell in row if alone[0].line not in cell.lines]
    right = bool(row) and row[0].column > 0  # of its question: what is blank there is no place of a mark
    return alone[0] if not beside or (right and not any(cell.text.strip() for cell in beside)) else None


def _table(cell: Cell) -> str:
    """The address of the table in which a cell stands; of a sheet's, none."""
    return cell.address.rpartition(", row ")[0]
