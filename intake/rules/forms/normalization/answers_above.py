"""Forms that print each question below the place of its answer, without brackets: "Ана Анић", below it "име и презиме".

Which of two places belongs to a question, the answers tell whose kind shows: an address stands above "имејл" and none
below it. Where that is so throughout, each caption changes places with its answer, and the form is read as any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from intake.rules.call import FieldType
from intake.rules.forms.answers.fitting import Fitting
from intake.rules.forms.labels.items import Question
from intake.rules.forms.layout.grid import table_of
from intake.rules.forms.normalization.side_by_side import Look, Row, look_of, looks_of, row_of, rows_of, runs_of, says
from intake.rules.forms.places import Block, Cell, Document, Line, Table
from intake.rules.forms.words.contact import written_date
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, lines_of, with_list_in_brackets
from intake.rules.forms.words.matches import IN_LINES, Asked, Certainty, Match

_LEAST = 3  # different questions whose answers are seen to stand above them
_ALTERNATING = 2  # where nothing but answers and captions stands in the same tables
_AHEAD = 2  # times as many as have theirs below: a table of persons may stand between
_ALIKE = 0.75  # share of such captions that look so, from which unknown ones are told
_FEW = 0.2  # share of what stands above them that may look so, too
_SHOWING = frozenset({FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.DATE})


class _Place(NamedTuple):
    """A caption, and its answer that stands *above* it or else below."""

    match: Match
    caption: Line
    answer: Line
    above: bool


class AnswersAbove:
    """Turns such forms; made once, used for many."""

    def __init__(
        self,
        match: Asked,
        fitting: Fitting,
        dates: AbstractSet[str],
        *,
        is_printed: Callable[[Line], bool],
        heads: Callable[[str], bool],
    ) -> None:
        self._match = match
        self._fitting = fitting
        self._is_printed = is_printed
        self._heads = heads
        self._dates = dates

    def turned(self, document: Document) -> Document:
        """Return *document* with each caption above its answer, if it has them below."""
        if not _may_have_some(document.blocks, self._match):
            return document
        runs = list(runs_of(document.blocks))
        places = [place for rows in runs for at in range(len(rows)) for place in self.places(rows, at)]
        ids = {above: {p.match.field.id for p in places if p.above is above} for above in (True, False)}
        enough = len(ids[True]) >= (_ALTERNATING if self._take_turns(runs) else _LEAST)
        if not enough or len(ids[True]) <= _AHEAD * len(ids[False]):
            return document
        look = _common([p.caption for p in places if p.above], [p.answer for p in places if p.above])
        headed = frozenset(look_of([line]) for line in lines_of(document.blocks) if self._heads(line.text))
        return replace(document, blocks=tuple(_Turning(self, look, headed).blocks(document.blocks)))

    def _take_turns(self, runs: Sequence[Sequence[Row]]) -> bool:
        """Tell whether wherever captions stand each other row is one, the last among them and never the first."""
        asking = [asks for rows in runs if sum(asks := [self.asks(row) for row in rows]) > 1]
        return all(asks == [False, True] * (len(asks) // 2) for asks in asking)

    def places(self, rows: Sequence[Row], at: int) -> Iterator[_Place]:
        """Yield the captions of a row whose answers show their kind."""
        row, around = rows[at], [rows[n] if 0 <= n < len(rows) else {} for n in (at - 1, at + 1)]
        if not self.asks(row):
            return
        sides = [{} if self.asks(side) else side for side in around]
        for column, lines in row.items():
            match = self.caption(lines)
            above, below = (match is not None and self._shows(match, side.get(column, ())) for side in sides)
            if match is not None and above != below:
                answer = sides[0 if above else 1][column]
                yield _Place(match=match, caption=lines[0], answer=answer[0], above=above)

    def asks(self, row: Row, look: Look | None = None) -> bool:
        """Tell whether captions stand in *row*, most of them known or all in their *look*, and nothing else."""
        said = [lines for lines in row.values() if any(key(line.text) for line in lines)]
        known = [lines for lines in said if self.caption(lines)]
        if look is not None and said and all(look_of(lines) == look for lines in said):
            return True
        alike = {look_of(lines) for lines in known}
        if look is not None and all(
            match.certainty <= Certainty.MEANT for lines in known if (match := self.caption(lines))
        ):
            return False  # "савјетник начелника", in the look of answers
        return len(known) * 2 > len(said) and all(look_of(lines) in alike for lines in said)

    def caption(self, lines: Sequence[Line]) -> Match | None:
        """What *lines* ask, and nothing else: without a colon, behind which an answer would stand."""
        text = " ".join(line.text.strip() for line in lines if key(line.text))
        if not text or any(map(has_box, lines)) or is_bracketed(text) or text.endswith((":", "?", "!")):
            return None
        return self._sure(text)

    def _sure(self, text: str) -> Match | None:
        """Return the question that *text* asks by more than a part of its words, and that is no statement."""
        match = self._match(text)
        known = match is not None and match.certainty > Certainty.CONTAINED
        return match if match is not None and known and match.field.type is not FieldType.CHECKBOX else None

    def is_written(self, row: Row) -> bool:
        """Tell whether nothing in *row* is what the form prints: a heading, an option, a box, a label and its colon."""
        return not any(
            has_box(line) or self._is_printed(line) or self._is_answered(line)
            for lines in row.values()
            for line in lines
        )

    def _is_answered(self, line: Line) -> bool:
        """Tell whether *line* asks before its colon, and is no long answer that speaks so."""
        head, colon, _ = line.text.partition(":")
        match = self._sure(head) if colon else None
        return match is not None and match.field.type not in IN_LINES

    def _shows(self, match: Match, lines: Sequence[Line]) -> bool:
        """Tell whether *lines* are of the kind that *match* asks for, where a kind shows at all."""
        text = " ".join(line.text for line in lines)
        question = Question(match=match, label=lines[0], answer=tuple(lines)) if key(text) else None
        field = match.field
        if question is None:
            return False
        if field.type is FieldType.MUNICIPALITY:
            return self._fitting.is_designated(question)
        if field.id in self._dates and field.type is not FieldType.DATE:
            return written_date(text) is not None and text.strip()[:1].isalpha()  # "Рудо, 4.9.2021."
        return (field.type in _SHOWING or self._fitting.is_persons(field)) and self._fitting.fits(field, question)


class _Turning:
    """Turns the captions of one document; *look* is theirs alone, if any, *headed* are the looks of headings."""

    def __init__(self, forms: AnswersAbove, look: Look | None, headed: AbstractSet[Look]) -> None:
        self._forms = forms
        self._look = look
        self._headed = headed

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield *blocks* with captions above their answers."""
        for is_line, run in groupby(blocks, key=lambda block: isinstance(block, Line)):
            if is_line:
                lines = [block for block in run if isinstance(block, Line)]
                yield from self._lines(lines, [row_of(line) for line in lines])
            else:
                yield from (self._table(block) for block in run if isinstance(block, Table))

    def _lines(self, lines: Sequence[Line], rows: Sequence[Row]) -> Iterator[Block]:
        for at, answer in self._order(rows, flowing=True):
            pieces = tuple(line for piece in rows[at].values() for line in piece)
            if not answer:
                yield lines[at]
            elif len(pieces) > 1:
                yield table_of([(piece,) for piece in pieces], [rows[answer[0]][n] for n in rows[at]])
            else:
                yield _closed(lines[at])
                yield from (replace(lines[n], answers=True) for n in answer)

    def _table(self, table: Table) -> Table:
        cells = [replace(cell, lines=self._cell(cell.lines)) for cell in table.cells]
        if any(cell.row_span > 1 for cell in cells):
            return replace(table, cells=tuple(cells))
        numbers = sorted({cell.row for cell in cells})
        turned = [*self._order(rows_of(table), flowing=False)]
        asked = {numbers[at] for at, answer in turned if answer}
        answers = {numbers[n] for _, answer in turned for n in answer}
        cells = [_asking(cell) if cell.row in asked else cell for cell in cells]
        cells = [_answered(cell) if cell.row in answers else cell for cell in cells]
        order = [n for at, answer in turned for n in (at, *answer)]
        row = {numbers[old]: number for old, number in zip(order, numbers, strict=True)}
        moved = (replace(cell, row=row[cell.row]) for cell in cells)
        return replace(table, cells=tuple(sorted(moved, key=lambda cell: (cell.row, cell.column))))

    def _cell(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        turned = self._lines(lines, [{0: (line,)} for line in lines]) if len(lines) > 1 else lines
        return tuple(line for line in turned if isinstance(line, Line))

    def _order(self, rows: Sequence[Row], *, flowing: bool) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield the numbers of *rows* in their new order: a caption with those that answer it, any other alone."""
        waiting: list[int] = []
        for at, row in enumerate(rows):
            if not self._forms.asks(row, self._look):
                waiting.append(at)
                continue
            count = self._answering(rows, waiting, at, flowing=flowing)
            split = len(waiting) - count
            yield from ((n, ()) for n in waiting[:split])
            yield at, waiting[split:]
            waiting = []
        yield from ((n, ()) for n in waiting)

    def _answering(self, rows: Sequence[Row], waiting: Sequence[int], at: int, *, flowing: bool) -> int:
        """Count the rows right above a caption that answer it, of those *waiting* since the caption before."""
        if not waiting or any(not place.above for place in self._forms.places(rows, at)):
            return 0
        above = [rows[n] for n in reversed(waiting)]
        types = {match.field.type for lines in rows[at].values() if (match := self._forms.caption(lines))}
        if types == {FieldType.CHOICE} and not self._forms.is_written(above[0]):
            return sum(1 for _ in takewhile(lambda row: not self._forms.is_written(row), above))
        if not self._forms.is_written(above[0]) or (flowing and not says(above[0])):
            return 0
        if flowing and types and types <= IN_LINES:
            own = looks_of(above[0])
            written = list(
                takewhile(lambda r: self._forms.is_written(r) and not looks_of(r) & self._headed - own, above)
            )
            return max(n for n, row in enumerate(written, 1) if says(row))
        return 1 if not flowing or len(rows[at]) in (1, len(above[0])) else 0


def _may_have_some(blocks: Sequence[Block], match: Asked) -> bool:
    """Tell whether what may ask stands right below an address or a number, as in few forms."""
    above = ""
    for block in blocks:
        if isinstance(block, Line):
            pairs = [(above, block.text)]
            above = block.text
        else:
            grid, above = block.grid, ""
            pairs = [(cell.text, grid[row + 1, at].text) for (row, at), cell in grid.items() if (row + 1, at) in grid]
            pairs += [pair for c in block.cells if len(c.lines) > 1 for pair in pairwise(c.text.split("\n"))]
        for said, asked in pairs:
            if ":" not in asked and ("@" in said or any(map(str.isdigit, said))) and match(said) is None:
                for piece in asked.split("\t"):
                    if match(piece) is not None:
                        return True
    return False


def _common(captions: Sequence[Line], answers: Sequence[Line]) -> Look | None:
    """How nearly all *captions* look, and hardly any of the *answers* above them."""
    look, number = Counter(look_of([line]) for line in captions).most_common(1)[0]
    others = sum(look_of([line]) == look for line in answers)
    return look if number >= _ALIKE * len(captions) and others <= _FEW * len(answers) else None


def _asking(cell: Cell) -> Cell:
    return replace(cell, lines=tuple(map(with_list_in_brackets, cell.lines)))


def _answered(cell: Cell) -> Cell:
    """Return *cell*, whatever it says, as an answer ("савјетник начелника"), unless it holds its own caption."""
    if any(line.answers for line in cell.lines):
        return cell
    return replace(cell, lines=tuple(replace(line, answers=True) for line in cell.lines))


def _closed(line: Line) -> Line:
    """Return *line* with a colon, as questions have it that are answered below."""
    *spans, last = with_list_in_brackets(line).spans
    return replace(line, spans=(*spans, replace(last, text=last.text.rstrip() + ":")))
