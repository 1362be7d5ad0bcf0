"""The places of a form: one picture of a document for every format, printable and free of files.

A document is a sequence of lines and tables in reading order. Readers of DOCX, XLSX and the like make it; the rules
find answers in it. Everything is told as it stands on the page: nothing is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Mark(StrEnum):
    """How a stretch of text is marked, as far as it may carry a choice."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    HIGHLIGHT = "highlight"
    COLOUR = "colour"
    GREY = "grey"  # a colour, too: that of what forms print small
    RING = "ring"  # an oval drawn round the line
    STRIKE = "strike"
    HIDDEN = "hidden"


class Box(StrEnum):
    """The state of a check box, whether a control, a form field, a symbol or a typed glyph."""

    TICKED = "ticked"
    EMPTY = "empty"


class ControlKind(StrEnum):
    """What kind of control an answer was written into."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"  # drop-down list, combo box, data validation list


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A content control, a legacy form field or a validated cell around a stretch of text."""

    kind: ControlKind
    tag: str = ""  # w:tag; the blank form of this program writes "field:<id>"
    placeholder: bool = False  # the prompt is still showing: nothing was answered
    options: tuple[str, ...] = ()
    date: str = ""  # ISO date of w:fullDate, where the control holds one


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text with one formatting; a check box is a span of its own whose text is its glyph."""

    text: str
    marks: frozenset[Mark] = frozenset()
    box: Box | None = None
    control: Control | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """An item of a *list* that the program numbers by itself, and its *number* there ("2.", "b)"); "" for a bullet."""

    list: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph, or one line of it where the writer broke it; *address* says where a person finds it.

    *answers*: the form says that it is an answer ("Одговор: …"), whatever stands in it. *size*: of its largest letters,
    in points; 0 where nobody knows. *item*: of which list it is, if its number stands in none of its spans.
    """

    spans: tuple[Span, ...]
    address: str
    answers: bool = False
    size: float = field(default=0, compare=False)
    item: ListItem | None = field(default=None, compare=False)

    @cached_property
    def text(self) -> str:
        """The whole line as it is written, struck-out and hidden text included."""
        return "".join(span.text for span in self.spans)

    def __hash__(self) -> int:
        """Of its text and place alone, which tell lines apart well enough: lines are looked up all the time."""
        return hash((self.text, self.address))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a table or a sheet: *row* and *column* are where it begins, counted from 0."""

    row: int
    column: int
    address: str
    lines: tuple[Line, ...] = ()
    row_span: int = 1
    column_span: int = 1
    hidden: bool = False

    @cached_property
    def text(self) -> str:
        """The cell's lines, joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table or a sheet: its cells in reading order; a merged cell stands once, where it begins.

    A table nested in a cell follows the outer table in the document and is not repeated in the cell's text.
    *below* counts the lines of that cell that stand above it. A text *box* is a table of one cell.
    """

    cells: tuple[Cell, ...]
    address: str
    hidden: bool = False
    box: bool = False
    below: int | None = field(default=None, compare=False)

    @cached_property
    def grid(self) -> dict[tuple[int, int], Cell]:
        """Every position that a cell covers, spans included, to that cell."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }


Block = Line | Table


@dataclass(frozen=True, kw_only=True)
class Document:
    """What stands in one file, in reading order; *notes* say what a reader met or had to pass over ("altChunk").

    *margins* stand beside the body: heads and feet of pages, notes, comments.
    """

    blocks: tuple[Block, ...]
    margins: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
