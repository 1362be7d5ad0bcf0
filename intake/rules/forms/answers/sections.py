"""To which section of the form a bare label belongs: "Телефон" of the municipality, or of the contact person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Cell, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import REACHED_BY, Certainty

_BLOCKS = 2  # side by side
_PAIR = 2  # a label and its answer
_FEW_WORDS = 8  # beside an address


class Sections:
    """Follows the sections of documents with one call's *labels*; *is_option* knows the titles that can be chosen."""

    def __init__(self, labels: Labels, is_option: Callable[[Line], bool]) -> None:
        self._labels = labels
        self._is_option = is_option

    def resolved(self, items: Sequence[Item], asked: AbstractSet[str] = frozenset()) -> tuple[Item, ...]:
        """Return *items* with each bare label given to the section in which it stands; *asked* is asked elsewhere."""
        items = tuple(_with_prefixed(items))
        section: str | None = None
        above: str | None = None
        resolved: list[Item] = []
        sure = (i for i in items if isinstance(i, Question) and i.match.certainty > Certainty.CONTAINED)
        named = {*asked, *(i.field.id for i in sure if not i.match.bare)}
        blocks, others = self._blocks(items)
        for at, item in enumerate(items):
            if at in others:
                continue
            match item:
                case Loose(line=line):
                    above = self.heading(line) or above
                    section = self.heading(line) or section
                    resolved.append(item)
                case Question(match=found) if item.supposed:
                    section = self._labels.sections.of(found.field)
                    resolved.append(item)
                case Question(match=found) if found.certainty is Certainty.CONTAINED and found.field.type in REACHED_BY:
                    meant = self._labels.sections.of_kind(found, section)
                    taken = meant.field.id in named or meant.field.id == found.field.id
                    resolved.append(item if taken else replace(item, match=meant))
                case Question(match=found) if found.bare:
                    meant = self._labels.sections.in_section(found, blocks.get(at, section))
                    headed = _is_heading_of(meant.field.id, items[at - 1]) if at else False
                    own = at not in blocks and not headed and meant.field.id in named
                    own = own or self._leads_on(item, items[at + 1 : at + 2])
                    resolved.append(self._unheaded(item, above, named) if own else replace(item, match=meant))
                case Question(match=found) if not found.known:
                    section = self._labels.headings.of(item.label.text) or section
                    resolved.append(replace(item, section=above))
                case Question(match=found):
                    section = self._labels.sections.of(found.field)
                    resolved.append(item)
        return tuple(self._lone(resolved))

    def heading(self, line: Line) -> str | None:
        """Return the section that a line announces; a cluster's title announces none."""
        return None if self._is_option(line) else self._labels.headings.of(line.text)

    def _unheaded(self, item: Question, above: str | None, named: AbstractSet[str]) -> Question:
        """A bare label asked elsewhere asks for the other of its kind, unless the heading *above* is its section's."""
        asked = item.match.field.type in REACHED_BY and item.match.field.id in named
        if not asked or above == self._labels.sections.of(item.field):
            return item
        return replace(item, match=self._labels.sections.unasked(item.match, named))

    def _leads_on(self, item: Question, following: Sequence[Item]) -> bool:
        """Tell whether the next question is the one that the form asks behind this one: "Мјесто", then "Датум"."""
        if not following or not isinstance(following[0], Question) or following[0].match.bare:
            return False
        return (item.field.id, following[0].field.id) in self._labels.order

    def _lone(self, items: Sequence[Item]) -> Iterator[Item]:
        """A bare label that was given to an office goes to the person where the form asks for only one such thing."""
        questions = [item for item in items if isinstance(item, Question)]
        asked = {field for question in questions for field in self._labels.asked_by(question.match)}
        asked |= {field for question in questions for field in self._particulars(question)}
        for item in items:
            if isinstance(item, Question) and item.match.bare:
                owner = self._labels.match(item.match.key)
                alone = owner is not None and owner.field.id not in asked and owner.field.type is item.field.type
                alone = alone and not (item.field.type is FieldType.EMAIL and _has_addresses(items))
                if owner is not None and alone and owner.field.required and not item.field.required:
                    yield replace(item, match=owner)
                    continue
            yield item

    def _particulars(self, question: Question) -> frozenset[str]:
        """What is asked for beside a person's name: "Контакт (име, функција, тел., е-пошта)"."""
        named = question.match.known and question.field.required and question.field.type is FieldType.TEXT
        listed = self._labels.listed(question.label.text) if named else frozenset[str]()
        return listed if len(listed) > 1 else frozenset()

    # Blocks side by side

    def _blocks(self, items: Sequence[Item]) -> tuple[dict[int, str], frozenset[int]]:
        """The sections of bare labels in blocks side by side, by where they stand in *items*; and what is nobody's.

        Where each column of labels has a heading, or keeps to a section of its own, a label belongs to its column's;
        otherwise the form goes row by row, and the label before it decides.
        """
        told: dict[int, str | None] = {}
        for run in self._runs(items):
            heads = self._heads(items, run)
            told.update(self._below(items, run, heads) if heads else self._by_columns(items, run))
        return {at: section for at, section in told.items() if section}, frozenset(at for at in told if not told[at])

    def _below(
        self, items: Sequence[Item], run: Sequence[int], heads: Mapping[int, str]
    ) -> Iterator[tuple[int, str | None]]:
        """Each question with the section of the heading above it; None where that is asked of nobody there."""
        first, rest = run[: len(heads)], run[len(heads) :]
        current = {_column(items[head]): (items[head], heads[_column(items[head])]) for head in first}
        for at in rest:
            item = items[at]
            if isinstance(item, Question) and _is_across(item, current):
                return  # below the blocks
            column = max((c for c in current if c <= _column(item)), default=None)
            if isinstance(item, Loose):  # the next heading in its column
                alone = _column(item) in current and not _is_answered(item, current)
                section = self.heading(item.line) if alone else None
                current.update({_column(item): (item, section)} if section else {})
            elif column is not None:
                head, owner = current[column]
                person = _is_of_person(head)
                fits = self._fits(item, owner, person=person)
                if fits or person:
                    yield at, owner if fits else None

    def _by_columns(self, items: Sequence[Item], run: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The bare labels with the section that their column tells above them, or else below, and no other column.

        Only of sections in which the form asks for such a thing.
        """
        columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for at in run:
            if section := self._announced(items[at]):
                columns[_column(items[at])].append((_row(items[at]), section))
        for at in run:
            item = items[at]
            if not isinstance(item, Question) or not item.match.bare:
                continue
            told = columns[_column(item)]
            if len(item.row) > _PAIR:  # questions beside each other, and not one below the other
                told = [one for one in told if self._fits(item, one[1], person=False)]
            elif len({section for _, section in told}) > 1:
                continue
            own = next((section for row, section in reversed(told) if row <= _row(item)), told[0][1] if told else "")
            rest = {section for column in columns.keys() - {_column(item)} for _, section in columns[column]}
            if own and rest and own not in rest:
                yield at, own

    def _heads(self, items: Sequence[Item], run: Sequence[int]) -> dict[int, str]:
        """The sections that the first row of a table announces, by column; none where it is no row of headings."""
        first = [at for at in run if _row(items[at]) == _row(items[run[0]])]
        announced = {_column(items[at]): self._announced(items[at]) for at in first if _is_heading(items[at])}
        sections = {section for section in announced.values() if section}
        sure = len(announced) == len(first) == len(sections) >= _BLOCKS
        return {column: section for column, section in announced.items() if section} if sure else {}

    def _fits(self, item: Question, section: str, *, person: bool) -> bool:
        """Tell whether the form asks for such a thing in *section*; of a *person*, only what is asked of that one."""
        own = self._labels.sections.of(item.field) == section
        if person and not own and item.field.type in REACHED_BY:
            return False
        return own or self._labels.sections.of(self._labels.sections.in_section(item.match, section).field) == section

    def _runs(self, items: Sequence[Item]) -> Iterator[list[int]]:
        """Parts of tables between empty rows, or headings that have a row to themselves."""
        run: list[int] = []
        row = 0
        for at, item in enumerate(items):
            cell = item.cell
            if cell is None or cell.row not in (row, row + 1) or self._is_lone_heading(item):
                yield run
                run = []
            if cell is not None and not (isinstance(item, Loose) and self._labels.headings.is_title(item.line.text)):
                run.append(at)
            row = cell.row if cell else 0
        yield run

    def _is_lone_heading(self, item: Item) -> bool:
        alone = sum(1 for cell in item.row if cell.text.strip()) == 1
        return alone and (
            bool(SECTION.match(item.line.text)) or (isinstance(item, Loose) and bool(self.heading(item.line)))
        )

    def _announced(self, item: Item) -> str | None:
        if isinstance(item, Loose):
            return self.heading(item.line)
        return None if item.match.bare or not item.match.known else self._labels.sections.of(item.field)


def _has_addresses(items: Sequence[Item]) -> bool:
    """Tell whether several places hold an e-mail address, whatever is asked there."""
    asked = (i for i in items if isinstance(i, Question) and i.field.type is not FieldType.TABLE)
    said = (question.said for question in asked)
    return sum("@" in text and len(text.split()) <= _FEW_WORDS for text in said) > 1


def _is_heading_of(field: str, item: Item) -> bool:
    """Tell whether *item* asks for *field* and leaves that to the label below: "Начелник", then "Име и презиме"."""
    blank = isinstance(item, Question) and not any(line.text.strip(" _.…") for line in item.answer)
    return blank and isinstance(item, Question) and item.field.id == field and not item.match.bare


def _is_heading(item: Item) -> bool:
    return isinstance(item, Loose) or not any(line.text.strip(" _.…") for line in item.answer)


def _is_answered(item: Loose, blocks: Iterable[int]) -> bool:
    """Tell whether something stands right of *item*, before the next of the *blocks*, which begin in these columns."""
    end = min((column for column in blocks if column > _column(item)), default=None)
    right = (c for c in item.row if c.column > _column(item) and (end is None or c.column < end))
    return any(cell.text.strip() for cell in right)


def _is_across(item: Question, blocks: Iterable[int]) -> bool:
    """Tell whether the answer to *item* stands in another of the *blocks*, which begin in these columns."""
    end = min((column for column in blocks if column > _column(item)), default=None)
    beside = [cell for cell in item.row if end is not None and cell.column >= end]
    return any(line in cell.lines for cell in beside for line in item.answer)


def _is_of_person(item: Item) -> bool:
    return isinstance(item, Question) and item.field.type is FieldType.TEXT


def _row(item: Item) -> int:
    return -1 if item.cell is None else item.cell.row


def _column(item: Item) -> int:
    cell: Cell | None = item.cell
    return -1 if cell is None else cell.column


# Answers that begin with what they are: "моб: 065/123-456" behind "Телефон:", and no question of its own


def _with_prefixed(items: Sequence[Item]) -> Sequence[Item]:
    """Return *items*, each telephone or address that says itself what it is with the question right before it."""
    pairs = [
        (above, below)
        for above, below in pairwise(items)
        if isinstance(above, Question) and isinstance(below, Question)
        if above.match.field.type in REACHED_BY and above.match.field.type is below.match.field.type
    ]
    said = {id(above): below for above, below in pairs if _says_itself(above, below)}
    taken = set(map(id, said.values()))
    return [_with_said(item, said.get(id(item))) for item in items if id(item) not in taken] if said else items


def _with_said(item: Item, below: Question | None) -> Item:
    return replace(item, answer=(*item.answer, *below.answer)) if below and isinstance(item, Question) else item


def _says_itself(above: Question, below: Question) -> bool:
    """Tell whether *below* is what was written for *above*: in its line, or in the next row of its column."""
    if any(key(line.text) for line in above.answer) or not any(key(line.text) for line in below.answer):
        return False
    return len(key(below.asked).split()) == 1 and _is_near(above, below)


def _is_near(above: Question, below: Question) -> bool:
    if above.label.address == below.label.address:
        return True
    one, other = above.cell, below.cell
    if one is None or other is None:
        return False
    alone = sum(1 for cell in (*above.row, *below.row) if key(cell.text)) == len((one, other))
    return alone and one.column == other.column and other.row == one.row + 1
