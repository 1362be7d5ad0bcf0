"""One page of a PDF: its words in lines and cells, as the eye would put them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as Ruled

from intake.reading.pdf_fields import fields_of
from intake.reading.pdf_words import Word, words_of
from intake.reading.symbols import spans_of
from intake.rules.places import Cell, Line, Span, Table

_EDGES = 4000  # ruling lines of a page; more are a drawing, and comparing them all takes long
_TAB = 1.6  # letter heights: a wider gap in a line is a tab
_SNAP = 3.0  # points within which ruling lines are one
_FRAME = 0.5  # share of the page that a ruled box without columns takes where it is only a frame around the page
_LINE_OVERLAP = 0.5  # of a word's height that lies beside the other words of its line

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table of one page; *columns* are where its columns begin, in points.

    *first* says that nothing stands above it on its page.
    """

    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    address: str
    first: bool

    def table(self) -> Table:
        """Return the table without its measures."""
        return Table(cells=self.cells, address=self.address)


@dataclass(slots=True)
class _Row:
    """The words that stand beside each other, from left to right."""

    words: list[Word] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


def read_page(page: Page) -> tuple[Line | Grid, ...]:
    """Return the page's lines and ruled tables from top to bottom: "page 1, line 3", "page 1, table 1"."""
    words = sorted([*words_of(page), *fields_of(page)], key=lambda word: (word.top, word.left))
    free, blocks = words, []
    for number, ruled in enumerate(_ruled(page), start=1):
        inside, free = _divided(free, ruled.bbox)
        grid = _grid(ruled, inside, f"page {page.page_number}, table {number}", first=not blocks and not number > 1)
        blocks.append((ruled.bbox[1], grid))
    del blocks, free
    return ()
