"""What staff wrote in the register: read back before each writing, so that no word of theirs is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from intake.rules.register.sheets import RegisterContent
from intake.rules.terms import Asked

COMMENT = " 💬"
"""Behind a heading: what the store remembers under it is not the cell's text, but the comment pinned to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula that staff wrote, and the cell it stood in ("AF2"), to be moved as a spreadsheet would."""

    text: str
    at: str


Written = str | int | float | bool | date | datetime | time | timedelta | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How staff made a cell look; colours as ARGB."""

    fill: str | None = None
    colour: str | None = None
    bold: bool = False
    italic: bool = False
    struck: bool = False
    underlined: bool = False
    number_format: str = "General"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One cell of the staff's: what was written, the comment pinned to it, its look where it is not the plain one.

    *link* is where a link of theirs leads.
    """

    written: Written = None
    comment: str | None = None
    look: Look | None = None
    link: str | None = None

    @property
    def text(self) -> str:
        """What was written, as text."""
        if self.written is None:
            return ""
        return self.written.text if isinstance(self.written, Formula) else str(self.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Something in the file that only staff can tell, at the cell of *heading*: *written* is what would be lost."""

    entry: str
    heading: str
    about: Asked
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A row that belongs to no entry (no id): the staff's cells, and the text of all the others."""

    remarks: Mapping[str, Remark]
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What staff wrote beside the rows of one of the program's other sheets.

    *rows* are by what a row is known by (`Sheet.known_by`), then by heading: words in columns of their own, and what
    they pinned to the program's cells. *columns* are the headings that they added; *entries* the numbers of the
    applications that rows name.
    """

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, Remark]] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """A whole sheet that staff added: its cells by row and column, its widths by column letter.

    *hidden* are letters of columns, *merged* areas ("A1:C1"); *frozen* is the first cell that moves.
    """

    title: str
    cells: Mapping[tuple[int, int], Remark]
    widths: Mapping[str, float] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()
    frozen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChart:
    """A sheet that staff added and that is one chart; *charts* as the file's own XML, without what it remembers."""

    title: str
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffWords:
    """All that staff put into a register.

    *rows* holds every entry that the register had, by id, then by heading; an entry without words is there as well, so
    that a cell which staff emptied is told from one that was never read. *columns* are headings that staff added.
    *rows* also has what staff pinned to the program's own cells: comments and colours, with nothing written.
    *widths*, *hidden* and *filters* are by heading, of all columns; a filter is kept as the file's own XML. *order* are
    the ids and *layout* the headings as they stand, *hidden_rows* the ids of rows that are not shown. *charts* are
    sheets of theirs that are one chart, *names* what a name stands for, by sheet ("": all) and name. *notes* tell what
    was odd ("LC21-0004 stands in two rows"). *edited* says that the words are other than those the program last wrote.

    *edition* is the number of the register that was read, 0 where it bears none; *versions* are those that it showed.
    *edits* are the program's cells that stand otherwise than they were written, by entry and heading; where the file
    does not say what was written (*based*: no), all of them. *margins* are the words on the program's other sheets, by
    title; *heads* comments on headings, by title and heading. *unflagged* are cells from which the program's comment
    was deleted, and staff's own with such a comment in which they wrote something else. *doubts* are what cannot be
    told by the file alone; *rests* what else stands in rows of ids that the file did not have when it was written.
    """

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, Remark]] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
    sheets: tuple[OwnSheet, ...] = ()
    charts: tuple[OwnChart, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    edited: bool = True
    filters: Mapping[str, str] = field(default_factory=dict)
    hidden_rows: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    edition: int = 0
    based: bool = False
    versions: Mapping[str, int] = field(default_factory=dict)
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unflagged: frozenset[tuple[str, str]] = frozenset()
    doubts: tuple[Unclear, ...] = ()
    rests: Mapping[str, str] = field(default_factory=dict)
    margins: Mapping[str, Margin] = field(default_factory=dict)
    heads: Mapping[tuple[str, str], str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()  # applications that were erased and of which the file still told

    def texts(self) -> dict[tuple[str, str], str]:
        """Return every word and comment by entry and heading, as the store remembers them."""
        said: dict[tuple[str, str], str] = {}
        for entry, remarks in self.rows.items():
            for heading, remark in remarks.items():
                if remark.text:
                    said[entry, heading] = remark.text
                if remark.comment:
                    said[entry, heading + COMMENT] = remark.comment
        return said

    def digest(self) -> str:
        """Return a hash of the words and comments: equal words, equal hash."""
        cells = sorted(
            f"{entry}\x1f{heading}\x1f{r.text}\x1f{r.comment or ''}"
            for entry, remarks in self.rows.items()
            for heading, r in remarks.items()
            if r.text or r.comment
        )
        cells.extend(
            sorted(f"{e}\x1f{h}\x1f\x1f{text}" for e, edits in self.edits.items() for h, text in edits.items())
        )
        cells.extend(sorted(f"{title}\x1f{name}\x1f{area}" for (title, name), area in self.names.items()))
        cells.extend(f"{chart.title}\x1f{number}" for chart in self.charts for number, _ in enumerate(chart.charts))
        cells.extend(f"{s.title}\x1f{at}\x1f{_said(r)}" for s in self.sheets for at, r in sorted(s.cells.items()))
        cells.extend(sorted(f"\x1f{h}\x1f{_said(r)}\x1f{s.rest}" for s in self.strays for h, r in s.remarks.items()))
        cells.extend(sorted(s.rest for s in self.strays if not s.remarks))
        cells.extend(sorted(f"{title}\x1f{h}\x1f{text}" for (title, h), text in self.heads.items()))
        cells.extend(
            sorted(
                f"{title}\x1f{key}\x1f{h}\x1f{r.text}\x1f{r.comment or ''}"
                for title, margin in self.margins.items()
                for key, remarks in margin.rows.items()
                for h, r in remarks.items()
                if r.text or r.comment
            )
        )
        return hashlib.sha256("\x1e".join(cells).encode("utf-8", "surrogatepass")).hexdigest()


def _said(remark: Remark) -> str:
    return f"{remark.text}\x1f{remark.comment}" if remark.comment else remark.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """By what one of the program's other sheets is known when it is read: its headings, and what tells rows apart."""

    headings: tuple[str, ...]
    known_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """By what a register is known when it is read: the id's heading, the staff's, and those of the program itself."""

    title: str
    titles: frozenset[str]  # of all the program's sheets
    strays_title: str
    entry: str
    rest: str
    staff: tuple[str, ...]
    ours: frozenset[str]
    tables: Mapping[str, Table] = field(default_factory=dict)  # the program's other tables, by title


def headings_of(content: RegisterContent) -> Headings:
    """Return the headings that *content* is written with."""
    columns: Iterable[str] = (column.heading for column in content.register.columns)
    return Headings(
        title=content.register.title,
        titles=frozenset((*(sheet.title for sheet in content.tables), content.overview.title, content.strays_title)),
        strays_title=content.strays_title,
        entry=content.register.columns[0].heading,
        rest=content.rest_heading,
        staff=content.staff.headings,
        ours=frozenset(columns),
        tables={
            sheet.title: Table(headings=tuple(c.heading for c in sheet.columns), known_by=sheet.known_by)
            for sheet in content.tables
            if sheet.known_by
        },
    )
