"""What follows each question of a form, up to the next: hints, the answer or the place of one, and hints again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from intake.rules.call import Field, FieldType
from intake.rules.forms.hints.by_words import HintWords, Told
from intake.rules.forms.labels.looks import is_all
from intake.rules.forms.layout.grid import without_rows
from intake.rules.forms.places import Block, Cell, Line, Mark, Table
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import end_of_question, has_box, is_bracketed, lines_of
from intake.rules.forms.words.matches import SPEAKING, Certainty, Match

LOOKS = (Mark.ITALIC, Mark.GREY, Mark.COLOUR)
"""In which forms print hints."""

SMALL = 0.93
"""Of the usual size; smaller letters are a look, too."""

Labels = Callable[[str], Match | None]
"""What a text asks by more than a part of its words."""

SIGN = re.compile(r"[:?]")
"""Of a question."""

_PUT = re.compile(r"\s*\d{1,2}[.)]\s|.*[:?]\s*$")
_NUMBERED = re.compile(r"\s*(\d{1,2})([.)])\s")
_CLOSED = frozenset({FieldType.CHOICE})


class Asked(NamedTuple):
    """The *fields* that a form asks for, in lines that are no hints by their words; the *looks* of most of these.

    The *plain* are asked for in lines that have no look of hints.
    """

    fields: AbstractSet[str]
    plain: AbstractSet[str]
    looks: AbstractSet[Mark]

    @classmethod
    def of(cls, lines: Iterable[Line], labels: Labels) -> Asked:
        """What *lines* ask."""
        found = [(match.field.id, line) for line in lines if (match := labels(line.text))]
        looks = (look for look in LOOKS if 2 * sum(is_all(line, look) for _, line in found) > len(found))
        plain = (id_ for id_, line in found if not any(is_all(line, look) for look in LOOKS))
        return cls(frozenset(id_ for id_, _ in found), frozenset(plain), frozenset(looks))


@dataclass(slots=True, kw_only=True)
class Region:
    """The *lines* below a *label*; *inline*: something is written behind the label itself.

    *is_put* where the label surely asks, and is no answer over a caption; *is_roomy* where it may have several lines.
    *signs* tell of each line how surely it is a hint; *habitual*: others have hints where it may have one.
    """

    label: Line
    asked: Field
    is_put: bool
    is_roomy: bool
    lines: list[Line] = field(default_factory=list)
    inline: bool = False
    signs: list[Told] = field(default_factory=list)
    habitual: bool = False

    @property
    def is_list(self) -> bool:
        """Tell whether members are listed."""
        return self.asked.type is FieldType.TABLE

    def leading(self) -> list[int]:
        """Where the lines stand that may be hints right below the label."""
        end = next((at for at, sign in enumerate(self.signs) if not sign), len(self.signs))
        return [] if self.inline else [*range(end)]

    def trailing(self) -> list[int]:
        """Where those stand that may be hints below an answer; below a short one only what surely is."""
        least = Told.MAYBE if self.is_roomy else Told.SURE
        ends = (at for at in range(len(self.signs), 0, -1) if self.signs[at - 1] < least)
        return [*range(max(next(ends, 0), len(self.leading())), len(self.signs))]

    def inside(self) -> list[int]:
        """Where those stand that are hints by their words and their look, with headings or other questions below.

        In a list they stand at each place.
        """
        sure = (at for at, sign in enumerate(self.signs) if sign is Told.SURE)
        return [at for at in sure if self.is_list or is_apart(self.lines[at], self.label)]

    def hints(self) -> list[tuple[Line, Told]]:
        """The lines that may be hints, each with how surely it is one."""
        places = {*self.leading(), *self.inside(), *self.trailing()}
        return [(self.lines[at], self.signs[at]) for at in sorted(places)]

    def is_blank(self) -> bool:
        """Tell whether nothing is written but what may be hints, where a sentence may be the answer."""
        own = {*self.leading(), *self.trailing()}
        written = any(key(line.text) for at, line in enumerate(self.lines) if at not in own)
        return self.is_roomy and not self.inline and not written


def regions_of(
    flow: Sequence[Line],
    labels: Labels,
    words: HintWords,
    asked: Callable[[], Asked],
    columns: Callable[[str], bool],
) -> Iterator[Region]:
    """The regions of lines that follow each other; what says how to answer is no question that is *asked* elsewhere.

    Nor is what names *columns*, at the place of each member.
    """
    region: Region | None = None
    for line in flow if len(flow) > 1 else ():
        found = labels(line.text)
        if found and region and region.is_list:
            bare = found.bare and columns(line.text)
            found = None if bare and _is_at_place(line, region, columns) else found
        elif found and region and _is_hint(line, found, region, words, asked):
            found = None
        begun = question_before(line.text) if found is None and SIGN.search(line.text) else ""
        inline = labels(begun) if begun else None
        if inline and region and _is_hint(line, inline, region, words, asked):
            inline = None
        if (found or inline or has_box(line)) and region:
            yield from (region,) if region.lines else ()
            region = None
        if match := found or inline:
            put = match.certainty is Certainty.EXACT or is_put(line)
            roomy = match.field.type in SPEAKING
            own = Region(label=line, asked=match.field, is_put=put, is_roomy=roomy, inline=inline is not None)
            region = None if match.field.type in _CLOSED else own
        elif region and line.text.lstrip()[:1].isdigit() and _follows(line, region.label):
            yield from (region,) if region.lines else ()
            region = None
        elif region:
            region.lines.append(line)
            region.signs.append(Told.NO)
    if region and region.lines:
        yield region


def _is_at_place(line: Line, region: Region, columns: Callable[[str], bool]) -> bool:
    """Tell whether *line* stands at the place of a member: at a number, right below the label, or as one before.

    Below a single name without a number somebody may have signed, unless it names several *columns*.
    """
    lines = region.lines
    above = lines[-1].text if lines else ""
    first = not lines or (len(lines) + region.inline == 1 and columns(line.text.strip(" ()[].")))
    return first or bool(_NUMBERED.match(above)) or key(line.text) in [key(other.text) for other in lines]


def _follows(line: Line, label: Line) -> bool:
    """Tell whether *line* has the number behind that of *label*, and is closed as that is: another question."""
    own, other = _NUMBERED.match(label.text), _NUMBERED.match(line.text)
    if own is None or other is None or own[2] != other[2] or int(other[1]) != int(own[1]) + 1:
        return False
    return label.text.rstrip()[-1:] == line.text.rstrip()[-1:] or ":" in line.text


def _is_hint(line: Line, found: Match, region: Region, words: HintWords, asked: Callable[[], Asked]) -> bool:
    """Tell whether *line*, though it asks something, says how to answer what *region* asks."""
    if words.is_example(line.text):
        return True
    if is_bracketed(line.text):
        own = found.field is region.asked or (found.bare and words.asks_name(line.text))
        return own and region.is_put and not region.lines
    apart = is_apart(line, region.label) and not any(is_all(line, look) for look in asked().looks)
    if found.field is region.asked and (apart or _is_gloss(line, region)):
        return True
    first = not region.lines and not line.text.rstrip().endswith(":")
    if apart and first and found.certainty < Certainty.EXACT and found.field.id in asked().plain:
        return True  # "Ресурси", below it in italics "Ко ће радити?"
    told = words.told(line.text.strip())
    sure = told is Told.SURE or (told is Told.MAYBE and found.certainty < Certainty.EXACT)
    return sure and (found.field is region.asked or found.field.id in asked().fields)


def _is_gloss(line: Line, region: Region) -> bool:
    """Tell whether *line*, right below a question of the same, begins small where that does not, and has no colon."""
    begins, closed = line.text.strip()[:1].islower(), line.text.rstrip().endswith((":", "?"))
    return region.is_roomy and not region.lines and begins and not closed and region.label.text.strip()[:1].isupper()


def is_apart(line: Line, label: Line) -> bool:
    """Tell whether *line* is in the look of hints and *label* is not."""
    return 0 < line.size < SMALL * label.size or any(is_all(line, look) and not is_all(label, look) for look in LOOKS)


def is_put(line: Line) -> bool:
    """Tell whether *line* has a number or a sign, as no hint has."""
    return bool(_PUT.match(line.text))


def question_before(text: str) -> str:
    """The question that stands before an answer in the line *text*, up to its sign; "" where nothing does."""
    end = end_of_question(text)
    return text[:end] if key(text[end:]) else ""


# Lines as they follow each other, whether in paragraphs or in cells; and the document without some


def flows_of(blocks: Sequence[Block]) -> Iterator[list[Line]]:
    """The lines of the body and of tables of one column, of cells alone in their rows, of each cell and that beside it.

    An empty cell is an empty line.
    """
    body: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            body += (block,) if block.text.strip() else ()
        elif _is_column(block):
            body += (line for cell in block.cells for line in _written(cell))
        else:
            yield body
            body = []
            yield from _in_table(block)
    yield body


def _in_table(table: Table) -> Iterator[list[Line]]:
    for cell in table.cells:
        right = table.grid.get((cell.row, cell.column + cell.column_span)) if cell.text.strip() else None
        if right:
            yield [*_written(cell), *_written(right)]
    run: list[Line] = []
    row = 0
    for cell in _lone(table):
        if cell.row > row + 1:
            yield run
            run = []
        run += _written(cell)
        row = cell.row + cell.row_span - 1
    yield run


def _lone(table: Table) -> list[Cell]:
    """The cells beside which nothing is written in their rows."""
    written = [cell for cell in table.cells if cell.text.strip()]
    counted = Counter([cell.row for cell in written])
    high = {row for cell in table.cells if cell.row_span > 1 for row in range(cell.row, cell.row + cell.row_span)}
    return [cell for cell in written if counted[cell.row] == 1 and cell.row not in high]


def _is_column(table: Table) -> bool:
    return len({cell.column for cell in table.cells}) == 1


def _written(cell: Cell) -> Sequence[Line]:
    written = [line for line in cell.lines if line.text.strip()]
    return written or (replace(cell.lines[0], spans=()) if cell.lines else Line(spans=(), address=cell.address),)


def without_lines(block: Block, lines: AbstractSet[int]) -> Block:
    """Return *block* without these *lines*, told by their id(); the rows below one that they filled move up."""
    if isinstance(block, Line) or lines.isdisjoint(map(id, lines_of((block,)))):
        return block
    lone = (
        {cell.row for cell in (block.cells if _is_column(block) else _lone(block))} if len(block.cells) > 1 else set()
    )
    cells = [replace(cell, lines=tuple(x for x in cell.lines if id(x) not in lines)) for cell in block.cells]
    pairs = zip(block.cells, cells, strict=True)
    gone = {cell.row for cell, left in pairs if cell.lines and not left.lines and cell.row in lone}
    return replace(block, cells=without_rows(cells, gone))
