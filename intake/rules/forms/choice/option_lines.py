"""Options as lines of a form: which lines are options, and what was done to each in its line and its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from intake.rules.finding import Evidence
from intake.rules.forms.choice.options import Option, Options
from intake.rules.forms.choice.printed_lists import GAP, Arrangement, number_in, printed_number, without_v
from intake.rules.forms.choice.sightings import Sighting, evidence_of
from intake.rules.forms.labels.items import Loose
from intake.rules.forms.marks.marks import common_marks, pieces, said, typed, yes_no
from intake.rules.forms.places import Box, Cell, Line, Mark, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bare_box

_LIST = 2  # different clusters that make a list of options
_REMARKED = re.compile(r"(\S{1,3})\s*(?:[–—(,;]|\s-\s)\s*\S")
_COUNTED = re.compile(r"\s*\(?(?:\d{1,2}|[^\W\d_]{1,4}[).]|[^\W\d_](?=\s)|[IVX]{1,4})[).]?\s*")
_NUMBER = re.compile(r"^\(?\d{1,2}[.)]?\s+|\s+\(?\d{1,2}[.)]?$")  # beside a mark
_COUNT = r"(?:\d|[^\W\d_]|[IVX]{1,4})"
_RINGED = re.compile(  # "[c. Мобилни тимови]", "c. *Мобилни тимови*", "(3. Мобилни тимови)", "(c) Мобилни тимови"
    rf"\s*(?:(?:{_COUNT}[.)]\s*)?[\[{{<«»*](?=.?.?.?.?[^\W\d_]{{3}}).{{3,200}}[\]}}>«»*]|\(\s*{_COUNT}[.)].{{3,200}}\)"
    rf"|[\[{{<(/«»*]{{1,2}}\s*{_COUNT}\s?[.)]?\s?[\]}}>)/«»*]{{1,2}}(?:[.)]?\s.*)?)[\s.;,]*"
)
_NEARLY_ALL = 0.75  # of the letters of an option
_BRACKETS = ("(", "[")
_SIGN = 2  # characters of a sign that stands for a tick
_WITH_MARK = 2  # lines of a cell with an option and its mark
_SHORT = 12  # characters of a cell that may be nothing but a mark


class OptionLines:
    """Knows the lines of one call's *options*."""

    def __init__(self, options: Options, lexicon: Lexicon) -> None:
        self._options = options
        self._lexicon = lexicon
        self._is_titled = lru_cache(maxsize=1024)(self._has_title)
        self._offers = lru_cache(maxsize=1024)(self._has_option)
        self._title = lru_cache(maxsize=1024)(lexicon.without_chosen)

    def is_option(self, line: Line) -> bool:
        """Tell whether *line* is the title of an option, or of several that stand in one line."""
        return (has_box(line) and self._offers(line)) or self._is_titled(line.text)

    def _has_title(self, text: str) -> bool:
        parts = [text, *(GAP.split(text.strip()) if GAP.search(text) else ())]
        whole, *beside = (self._options.line(self._title(part), listed=False) for part in parts)
        return whole is not None or (len(set(beside)) == len(beside) > 1 and None not in beside)

    def _has_option(self, line: Line) -> bool:
        return any(map(self.option_of, pieces(line)))

    def is_beside(self, item: Loose) -> bool:
        """Tell whether an option stands in another cell of the row of *item*."""
        others = (cell for cell in item.row if item.line not in cell.lines)
        return any(self.is_option(line) for cell in others for line in cell.lines)

    def option_of(self, line: Line) -> Option | None:
        """Return the option whose title *line* is; a box before it, typed in brackets, is no part of that."""
        text = line.text if line.text.lstrip()[:1] not in _BRACKETS else _unboxed(line)
        return self._options.line(self._title(text), listed=has_box(line))

    def is_listed(self, line: Line, known: AbstractSet[str], *, in_words: bool) -> bool:
        """Tell whether *line* is the option that a list has beside the *known* ones, or is *in words* of its own."""
        text = self._title(line.text)
        option = self._options.line(text, listed=True) if in_words or len(known) >= _LIST else None
        return option is not None and option.cluster not in known

    def sightings(self, item: Loose, part: str, listed: Arrangement) -> Iterator[Sighting]:
        """Yield the options in *item*, each with what was done to it."""
        for piece in pieces(item.line):
            option = self.option_of(piece) or self._options.line(self._title(_unboxed(piece)), listed=True)
            if option is None:
                continue
            sighting = self._sighting(piece, option, part, counted=listed.have_v)
            sighting = self._beside(_numbered(sighting, item, listed), item, listed)
            if not (sighting.is_bare and self.is_asking(item)):
                yield sighting

    def is_asking(self, item: Loose) -> bool:
        """Tell whether a line asks for what was left blank behind its colon or right of it: "Подгрупа за мањине: /"."""
        _, colon, behind = item.line.text.rpartition(":")
        named = [cell for cell in item.row if any(map(str.isalpha, cell.text)) or _boxes(cell)]
        alone = len(item.row) > 1 and len(named) == 1 and item.line in named[0].lines and item.row[0].column == 0
        blank = alone and item.row[-1] is not named[0] and not key(item.row[-1].text)
        return blank or (bool(colon) and self._lexicon.is_blank(behind) and not has_box(item.line))

    def _sighting(self, line: Line, option: Option, part: str, *, counted: bool) -> Sighting:
        text = without_v(line.text) if counted else None  # the V of such a list is no tick
        boxes = [span for span in line.spans if span.box is not None and (text is None or key(span.text) != "v")]
        boxes = [*(s for s in boxes if s.box is Box.TICKED), *boxes] if len(boxes) > 1 else boxes  # "☐ Форум ✓"
        letters = [span for span in line.spans if span.box is None and key(span.text)]
        number = _number_of(letters)
        words = [span for span in letters if any(map(str.isalpha, span.text)) and span not in number]
        return Sighting(
            option=option,
            evidence=evidence_of(line, part),
            number=printed_number(line.text, counted=counted),
            box=boxes[0].box if boxes else None,
            glyph=boxes[0].text if boxes else "",
            typed=typed(line.text if text is None else text, self._lexicon),
            struck=self._is_struck(words, option),
            ringed=_RINGED.fullmatch(line.text) is not None,
            marks=_prevailing(words) or common_marks(number),
        )

    def _is_struck(self, words: Sequence[Span], option: Option) -> bool:
        """Tell whether the *words* of an option are struck out; what was added behind it need not be: "(грешком)"."""
        struck = [span for span in words if Mark.STRIKE in span.marks]
        rest = "".join(span.text for span in words if Mark.STRIKE not in span.marks)
        return bool(struck) and not self._options.has_word_of(option, rest)

    def _beside(self, sighting: Sighting, item: Loose, listed: Arrangement) -> Sighting:
        """Take in what stands in the other cells of the option's row: a box, a typed mark, "ДА".

        A row that names it in two languages is its own, wherever the mark stands.
        """
        cells: Sequence[Cell] = item.row
        options = [cell for cell in cells if cell.address in listed.cells]
        several = len(options) > 1 and not all(self._is_of(cell, sighting.option) for cell in options)
        if several and item.cell:
            cells = listed.beside(item.cell, cells)
        shown = (cell for cell in cells if item.line not in cell.lines and not cell.hidden)
        others = [cell for cell in shown if cell.column not in listed.columns or _has_more(cell)]
        if item.cell and len(item.cell.lines) == _WITH_MARK:
            others[:0] = self._own_mark(item)
        boxes = [box for cell in others for box in _boxes(cell)]
        if boxes and sighting.box is None:
            sighting = self._boxed(sighting, others, boxes)
        for cell in others:
            if sighting.number is None:
                sighting = replace(sighting, number=printed_number(cell.text + "."))
            answer = None if _boxes(cell) else self._cell_answer(cell)
            if answer is not None and sighting.typed is None:
                sighting = replace(sighting, typed=answer, evidence=_joined(sighting.evidence, cell))
            elif answer is None and _is_sign(cell, item):
                sighting = replace(sighting, signed=True, evidence=_joined(sighting.evidence, cell))
        blank = sighting.typed is None and any(not cell.text.strip() for cell in others)
        return replace(sighting, typed=False) if blank else sighting

    def _own_mark(self, item: Loose) -> Iterator[Cell]:
        """What stands in the option's own cell and is nothing but its mark, a yes or a no."""
        rest = [x for x in item.cell.lines if x is not item.line] if item.cell else []
        marked = [x for x in rest if is_bare_box(x) or said(x.text.strip(), self._lexicon) is not None]
        if item.cell and len(rest) == len(marked) == 1:
            yield replace(item.cell, lines=tuple(marked))

    def _is_of(self, cell: Cell, option: Option) -> bool:
        """Tell whether *cell* holds *option* and no other."""
        return all(self.option_of(line) == option for line in cell.lines if line.text.strip())

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

    def _cell_answer(self, cell: Cell) -> bool | None:
        text = _NUMBER.sub("", cell.text.strip())
        remarked = _REMARKED.match(text)  # "X – приоритет за нашу општину"
        return said(remarked[1] if remarked else text, self._lexicon) if remarked or 0 < len(text) <= _SHORT else None


def _has_more(cell: Cell) -> bool:
    """Tell whether *cell*, in a column of numbers, holds more than that: "X 3", "3. ✓"."""
    return number_in(cell) is None and bool(cell.text.strip())


def _unboxed(line: Line) -> str:
    """The text of *line* without a box that is typed in brackets."""
    first = line.spans[0] if line.spans else None
    return line.text if first is None or first.box is None else line.text[len(first.text) :]


def _numbered(sighting: Sighting, item: Loose, listed: Arrangement) -> Sighting:
    """Take in the number of the option from its own cell, and its look: "IV", circled."""
    for cell in (cell for cell in item.row if cell.column in listed.columns and item.line not in cell.lines):
        spans = [span for line in cell.lines for span in line.spans if key(span.text)]
        number, marks = number_in(cell) or sighting.number, sighting.marks or common_marks(spans)
        ringed = sighting.ringed or _RINGED.fullmatch(cell.text) is not None
        sighting = replace(sighting, number=number, marks=marks, ringed=ringed)
    return sighting


def _number_of(letters: Sequence[Span]) -> list[Span]:
    """The number or letter before an option where it stands in a formatting of its own: it was circled."""
    first = [span for span in letters[:1] if _COUNTED.fullmatch(span.text)]
    return first if len(letters) > len(first) else []


def _prevailing(words: Sequence[Span]) -> frozenset[Mark]:
    """The formatting of nearly all the *words*: a stroke of the mouse misses a letter or the full stop."""
    letters = [(len(key(span.text)), common_marks([span])) for span in words]
    least = _NEARLY_ALL * sum(many for many, _ in letters)
    marks = frozenset[Mark]().union(*(own for _, own in letters))
    return frozenset(mark for mark in marks if sum(many for many, own in letters if mark in own) >= least)


def _boxes(cell: Cell) -> list[Span]:
    return [span for line in cell.lines for span in line.spans if span.box is not None]


def _is_sign(cell: Cell, item: Loose) -> bool:
    """Tell whether something short stands right of an option, whatever it is: "1"."""
    right = item.cell is not None and cell.column > item.cell.column
    return right and 0 < len(cell.text.strip()) <= _SIGN and not _boxes(cell)


def _joined(evidence: Evidence, cell: Cell) -> Evidence:
    return replace(evidence, written=f"{evidence.written} | {' '.join(cell.text.split())}")
