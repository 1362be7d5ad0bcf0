"""PDF with a text layer, as Word, LibreOffice and browsers print forms; a scan is told from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import TypeGuard

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from intake.reading.gate import Budget, Limits, RefusedError
from intake.reading.pdf.page import Grid, read_page
from intake.rules.finding import Code
from intake.rules.forms.places import Block, Cell, Document, Line, Span, Table

_DRAWN = 2**20  # bytes of drawing instructions; a page of text has a tenth of that, a map much more
_STAMP = 40  # characters that a scanning program or a stamp may leave on scanned pages
_EDGE = 6  # lines of a page's head or foot
_PAGE_NUMBER = 5  # characters
_HINT = re.compile(r"\([^\W\d_]{2}")  # "(до 200 ријечи)", and no number of a question
_ENDS = ".:?!"
_SAME_PLACE = 3.0  # points by which columns may differ from page to page


def read_pdf(content: bytes, limits: Limits) -> Document:
    """Read the first pages of a PDF: lines, ruled tables as tables (one that goes on overleaf as one), form fields.

    A box is a span of its own, whether it was printed or is a field. Raises RefusedError: encrypted, damaged, too
    large, unreadable where the pages are pictures (a scan), or unsupported where they hold nothing.
    """
    if len(content) > limits.attachment_size:
        raise RefusedError(Code.FORM_TOO_LARGE, f"{len(content)} bytes; at most {limits.attachment_size}")
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            return _document(pdf, limits)
    except PdfminerException as failure:
        if isinstance(failure.args[0], PDFPasswordIncorrect | PDFEncryptionError):
            raise RefusedError(Code.FORM_ENCRYPTED, "the document is protected by a password") from failure
        raise RefusedError(Code.FORM_DAMAGED, repr(failure)) from failure


def _document(pdf: PDF, limits: Limits) -> Document:
    notes: list[str] = []
    pages: list[tuple[Line | Grid, ...]] = []
    budget = Budget(limits=limits)
    pictures = 0
    for page in pdf.pages[: limits.pages]:
        if _drawn(page) > _DRAWN:
            notes.append(f"page {page.page_number} was not read: it is a drawing")
            continue
        blocks = read_page(page)
        budget.spend(length=sum(map(_length, blocks)), cells=sum(len(b.cells) for b in blocks if isinstance(b, Grid)))
        pages.append(blocks)
        pictures += len(page.images)
        page.close()
    if len(pdf.pages) > limits.pages:
        notes.append(f"only the first {limits.pages} of {len(pdf.pages)} pages were read")
    if budget.length <= (_STAMP * len(pages) if pictures else 0):
        raise RefusedError(Code.FORM_UNSUPPORTED, "a scan: pictures without text" if pictures else "no text in it")
    running = _running(pages)
    margins = dict.fromkeys(block for page in pages for block in page if _is_of(block, running))
    body = [tuple(block for block in page if not _is_of(block, running)) for page in pages]
    return Document(blocks=tuple(_joined(body)), margins=tuple(margins), notes=tuple(notes))


def _running(pages: list[tuple[Line | Grid, ...]]) -> frozenset[str]:
    """The texts that stand first, or last, on several pages: what the program prints at the head or foot of each."""
    heads, feet = [page[:_EDGE] for page in pages], [page[-_EDGE:] for page in pages]
    return _repeated(heads) | _repeated(feet)


def _repeated(edges: list[tuple[Line | Grid, ...]]) -> frozenset[str]:
    texts = ({block.text for block in edge if isinstance(block, Line)} for edge in edges)
    printed = Counter(text for edge in texts for text in edge if len(text.strip()) > _PAGE_NUMBER)
    return frozenset(text for text, pages_with in printed.items() if pages_with > 1)


def _is_of(block: Line | Grid, running: frozenset[str]) -> TypeGuard[Line]:
    return isinstance(block, Line) and block.text in running


def _drawn(page: Page) -> int:
    """Count the bytes of a page's drawing instructions: in one stream, or in several that are referred to."""
    contents = (resolve1(each) for each in page.page_obj.contents)
    return sum(len(stream.get_data()) for stream in contents if isinstance(stream, PDFStream))


def _length(block: Line | Grid) -> int:
    return len(block.text) if isinstance(block, Line) else sum(len(cell.text) for cell in block.cells)


def _joined(pages: list[tuple[Line | Grid, ...]]) -> Iterator[Block]:
    """Yield the blocks of all pages; tables with the same columns, or some of them, and nothing between are one.

    What stands in a cell of the first is not between them.
    """
    grid: Grid | None = None
    within: list[Grid] = []
    for block in chain.from_iterable(pages):
        match block:
            case Grid(inner=True):
                within.append(block)
            case Grid() if grid is not None and (fitted := _in_same_columns(grid, block)):
                grid = _continued(*fitted)
            case Grid():
                yield from _tables(grid, within)
                grid, within = block, []
            case Line():
                yield from _tables(grid, within)
                grid, within = None, []
                yield block
    yield from _tables(grid, within)


def _tables(grid: Grid | None, within: Sequence[Grid]) -> Iterator[Table]:
    return (each.table() for each in ((grid,) if grid else ()) + tuple(within))


def _in_same_columns(above: Grid, below: Grid) -> tuple[Grid, Grid] | None:
    """Return both in the columns of that which has more; None where those of the other are not among them.

    Where members stand on one page only, its rows are divided further than those of the others.
    """
    few, many = sorted((above, below), key=lambda grid: len(grid.columns))
    places = [at for left in few.columns for at, x in enumerate(many.columns) if abs(left - x) <= _SAME_PLACE]
    framed = len(few.columns) == 1 < len(many.columns)
    if framed or len(places) != len(few.columns) or places[0] or len({*places}) != len(places):
        return None
    ends = [*places, len(many.columns)]
    spread = replace(few, columns=many.columns, cells=tuple(_spread(cell, ends) for cell in few.cells))
    return (spread, many) if few is above else (many, spread)


def _spread(cell: Cell, ends: Sequence[int]) -> Cell:
    column = ends[cell.column]
    return replace(cell, column=column, column_span=ends[cell.column + cell.column_span] - column)


def _continued(above: Grid, below: Grid) -> Grid:
    """Put the rows of *below* under *above*; a first row that begins with an empty cell is the rest of the last one."""
    rows = max(cell.row + cell.row_span for cell in above.cells)
    rest = {cell.column: cell for cell in below.cells if cell.row == 0}
    last = {cell.column: cell for cell in above.cells if cell.row + cell.row_span == rows}
    first = next(iter(rest.values()))
    goes_on = not first.text.strip() or _goes_on(above, below) or _is_cut(above, last, below, rest)
    cells, rooms = list(above.cells), {**above.rooms, **below.rooms}
    if goes_on:
        cells = [c if last.get(c.column) is not c else _with_rest(c, rest.get(c.column)) for c in cells]
        ends = {cell.address: rest[column].address for column, cell in last.items() if column in rest}
        rooms |= {own: below.rooms[end] for own, end in ends.items() if end in below.rooms}
    fresh = (replace(c, row=c.row + rows - goes_on) for c in below.cells if c.row > 0 or not goes_on)
    return replace(above, cells=(*cells, *fresh), rooms=rooms)


def _with_rest(cell: Cell, rest: Cell | None) -> Cell:
    return cell if rest is None else replace(cell, lines=_overleaf(cell.lines, rest.lines))


def _goes_on(above: Grid, below: Grid) -> bool:
    """Tell whether *below* begins with the end of what the last row above begins: "12. С ким ћете", "сарађивати?".

    A hint in brackets ends a label, too, with the answer going on beside it: alone, or beside others, it is a caption.
    """
    rest = [cell for cell in below.cells if cell.row == 0]
    text = rest[0].text.strip()
    last = max(cell.row for cell in above.cells)
    begun = next((cell.text.rstrip() for cell in above.cells if cell.row == last and cell.text.strip()), "")
    beside = [cell.text.strip() for cell in rest[1:] if cell.text.strip()]
    hint = _HINT.match(text) is not None and bool(beside) and not any(map(_HINT.match, beside))
    return (text[0].islower() or hint) and bool(begun) and begun[-1] not in _ENDS


def _is_cut(above: Grid, last: Mapping[int, Cell], below: Grid, rest: Mapping[int, Cell]) -> bool:
    """Tell whether the page's end broke a row, though its label tells nothing, in capitals: one of its cells goes on.

    No first word of the rest fits behind what stands above it, and a sentence goes on there in small letters.
    """
    written = [(last.get(column), cell) for column, cell in rest.items() if cell.text.strip()]
    pairs = [(begun, cell) for begun, cell in written if begun is not None and begun.text.strip()]
    broken = len(pairs) == len(written) and all(above.breaks_off(begun, below, cell) for begun, cell in pairs)
    return broken and any(c.text.lstrip()[0].islower() and b.text.rstrip()[-1] not in _ENDS for b, c in pairs)


def _overleaf(above: tuple[Line, ...], below: tuple[Line, ...]) -> tuple[Line, ...]:
    """Put together the lines of a cell that the page's end broke; mostly it broke a paragraph, never an option."""
    if not above or not below or below[0].spans[0].box:
        return *above, *below
    whole = Line(spans=(*above[-1].spans, Span(text=" "), *below[0].spans), address=above[-1].address)
    return *above[:-1], whole, *below[1:]
