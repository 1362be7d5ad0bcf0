"""One page of a PDF: its words in lines and cells, as the eye would put them together."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise

from pdfplumber.page import Page

from intake.reading.gate import RefusedError
from intake.reading.pdf.captions import captioned
from intake.reading.pdf.drawn import Bounds, Drawn, is_small, may_rule
from intake.reading.pdf.frames import Cells, apart, inner_first, unframed
from intake.reading.pdf.items import begins_item
from intake.reading.pdf.joints import joint, whole_words
from intake.reading.pdf.rows import Row, is_columnar, is_gap, is_wrapped, rows_of, width_behind
from intake.reading.pdf.unruled import unruled
from intake.reading.pdf.words import Word, fields_of, words_of
from intake.reading.word.symbols import spans_of
from intake.rules.finding import Code
from intake.rules.forms.places import Cell, Line, Mark, Span, Table

_EDGES = 4000  # ruling lines of a page; more are a drawing, and comparing them all takes long
_SNAP = 3.0  # points within which ruling lines are one
_FRAME = 0.5  # share of the page that a ruled box without columns takes where it is only a frame around the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table of one page; *columns* are where its columns begin, in points.

    *rooms* are the points that are left behind the last word of each cell, by its address; *firsts* are those that its
    first word needs behind another. *inner*: it stands in a cell of another.
    """

    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    address: str
    rooms: Mapping[str, float] = field(default_factory=dict)
    firsts: Mapping[str, float] = field(default_factory=dict)
    inner: bool = False

    def table(self) -> Table:
        """Return the table without its measures."""
        return Table(cells=self.cells, address=self.address)

    def breaks_off(self, above: Cell, other: Grid, below: Cell) -> bool:
        """Tell whether the first word of *below*, of the *other* page, did not fit behind what stands in *above*."""
        return other.firsts.get(below.address, 0.0) > self.rooms.get(above.address, 0.0)


def read_page(page: Page) -> tuple[Line | Grid, ...]:
    """Return the page's lines and ruled tables from top to bottom: "page 1, line 3", "page 1, table 1".

    Raises RefusedError (unreadable) where columns without rules stand beside each other, or lines that do not show over
    others: what is in one row would be guessed.
    """
    ruled = list(_tables(page))
    squares = [_square(cell) for table in ruled if _are_check_boxes(table) for cell in table]
    free = sorted([*words_of(page), *fields_of(page, squares)], key=lambda word: (word.top, word.left))
    whole = whole_words(rows_of(free))
    placed: list[tuple[float, Line | Grid]] = []
    tables = unframed([table for table in ruled if not _are_check_boxes(table)])
    for number, inner, bounds in inner_first(tables):
        cells = apart([(cell, [word for word in free if word.is_in(cell)]) for cell in bounds])
        free = _without(cells, free)
        grid = replace(_grid(cells, f"page {page.page_number}, table {number}", whole), inner=inner)
        placed.append((min(top for _, top, _, _ in bounds), grid))
    rows = tuple(rows_of(free))
    beside = (*(unruled(rows) if is_columnar(free) else ()), *captioned(rows))
    for number, columns in enumerate(beside, start=len(tables) + 1):
        free = _without(columns, free)
        placed.append((columns[0][0][1], _grid(columns, f"page {page.page_number}, table {number}", whole)))
    tops = [top for top, _ in placed]
    margin = min((word.left for word in free), default=0.0)
    groups = groupby(free, key=lambda word: sum(top < word.top for top in tops))  # between which tables it stands
    if any(word.is_hidden for word in free):
        raise RefusedError(Code.FORM_UNREADABLE, f"page {page.page_number}: words over each other")
    if is_columnar(free):
        raise RefusedError(Code.FORM_UNREADABLE, f"page {page.page_number}: columns without ruling lines")
    paragraphs = chain.from_iterable(_paragraphs(list(group), page.width - margin) for _, group in groups)
    for number, rows in enumerate(paragraphs, start=1):
        line = _line(rows, page.width - margin, f"page {page.page_number}, line {number}", whole)
        placed.append((rows[0][0].top, line))
    return tuple(block for _, block in sorted(placed, key=lambda item: item[0]))


# Tables


def _without(cells: Cells, words: Sequence[Word]) -> list[Word]:
    taken = {id(word) for _, own in cells for word in own}
    return [word for word in words if id(word) not in taken]


def _tables(page: Page) -> Iterator[list[Bounds]]:
    """Yield the cells of every ruled table; a frame around the page is none."""
    if len(page.edges) > _EDGES:
        return
    found = page.filter(may_rule).debug_tablefinder({"snap_tolerance": _SNAP})
    tables = [list(table.cells) for table in found.tables]
    yield from tables
    in_tables = set(chain.from_iterable(tables))
    for cell in found.cells:  # the last row of a table may stand alone on its page
        left, top, right, bottom = cell
        if cell not in in_tables and (right - left) * (bottom - top) < _FRAME * page.width * page.height:
            yield [cell]


def _are_check_boxes(table: Sequence[Bounds]) -> bool:
    """Tell whether *table* is but a check box, or some that touch each other, one in each line."""
    return len({left for left, _, _, _ in table}) == 1 and all(is_small(_square(cell)) for cell in table)


def _square(cell: Bounds) -> Drawn:
    left, top, right, bottom = cell
    return {"x0": left, "top": top, "x1": right, "bottom": bottom, "width": right - left, "height": bottom - top}


def _grid(cells: Cells, address: str, whole: Container[str]) -> Grid:
    columns = sorted({left for (left, _, _, _), _ in cells})
    rows = sorted({top for (_, top, _, _), _ in cells})
    read: list[Cell] = []
    numbers: dict[int, int] = {}
    rooms: dict[str, float] = {}
    firsts: dict[str, float] = {}
    for bounds, words in sorted(cells, key=lambda cell: (cell[0][1], cell[0][0])):
        left, top, right, bottom = bounds
        row = rows.index(top)
        numbers[row] = numbers.get(row, 0) + 1
        place = f"{address}, row {row + 1}, cell {numbers[row]}"
        padding = min((word.left for word in words), default=left) - left
        paragraphs = tuple(_paragraphs(words, right - padding))
        if paragraphs:
            rooms[place] = right - padding - paragraphs[-1][-1][-1].right
            firsts[place] = width_behind(paragraphs[0][0][0])
        read.append(
            Cell(
                row=row,
                column=columns.index(left),
                address=place,
                lines=tuple(_line(rows, right - padding, place, whole) for rows in paragraphs),
                row_span=sum(top <= other < bottom - 1 for other in rows),
                column_span=sum(left <= other < right - 1 for other in columns),
            )
        )
    return Grid(cells=tuple(read), columns=tuple(columns), address=address, rooms=rooms, firsts=firsts)


# Lines


def _paragraphs(words: Sequence[Word], right: float) -> Iterator[tuple[Row, ...]]:
    """Put together the rows that the printing program broke: those whose next word did not fit before *right*."""
    paragraph: list[Row] = []
    rows = tuple(rows_of(words))
    for row, following in zip(rows, (*rows[1:], ()), strict=False):
        begins = paragraph and begins_item(_texts(paragraph[0]), _texts(row), _texts(following))
        if paragraph and (begins or not is_wrapped(paragraph[-1], row[0], right)):
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(row)
    if paragraph:
        yield tuple(paragraph)


def _texts(row: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.text for word in row)


def _line(rows: Sequence[Row], right: float, address: str, whole: Container[str]) -> Line:
    size = max((word.height for row in rows for word in row if word.font), default=0)  # a field is as high as can be
    return Line(spans=_spans(rows, right, whole), address=address, size=size)


def _spans(rows: Sequence[Row], right: float, whole: Container[str]) -> tuple[Span, ...]:
    pieces: list[tuple[str, frozenset[Mark]]] = []
    for number, row in enumerate(rows):
        pieces.append((joint(rows[:number], rows[number:], right, whole) + row[0].text, row[0].marks))
        for last, word in pairwise(row):
            gap = "\t" if is_gap(last, word) else " "
            pieces.append((gap + word.text, word.marks))
    runs = groupby(pieces, key=lambda piece: piece[1])
    return tuple(chain.from_iterable(spans_of("".join(text for text, _ in run), marks) for marks, run in runs))
