"""Finding the register in a workbook that staff have had open: its sheet, its header, its columns, its filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import tostring

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.cells import comment_of
from intake.records.register.pages import Page, Pages
from intake.records.register.text import unescaped
from intake.rules.register.staff import Headings, Table

_ENOUGH = 4  # headings by which a header is known whose first was changed
PARTS = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet with its header row: headings by column number.

    *typed* is what staff have made of headings of the program's; *doubtful* are columns of which only they can tell
    whether they are those of such a heading.
    """

    page: Page
    header: int
    columns: Mapping[int, str]
    typed: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[int]:
        """The columns whose heading is not empty."""
        return frozenset(cell[0] for row, cells in self.page.told if row == self.header for cell in cells if cell[1])

    @property
    def sheet(self) -> Worksheet:
        """The sheet without its cells."""
        return self.page.sheet

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of each row below the header."""
        return self.page.rows(self.header + 1)

    def own(self, headings: Headings, former: frozenset[str] | None) -> list[str]:
        """Return the headings that staff added, from left to right.

        *former* are the program's own when the file was written; where that is not known, they are told by their form.
        """
        decision = next((at for at, h in self.columns.items() if h == headings.staff[0]), 0)

        def was_ours(heading: str, at: int) -> bool:
            return heading in former if former is not None else PARTS in heading and at < decision

        return [
            heading
            for at, heading in self.columns.items()
            if heading not in headings.ours
            and heading not in (*headings.staff, headings.rest)
            and not was_ours(heading, at)
        ]

    def above(self) -> list[str]:
        """Return what staff wrote above the header, row by row."""
        rows = self.page.rows(1, self.header - 1) if self.header > 1 else ()
        told = ("\n".join(unescaped(str(c.value)).strip() for c in cells if c.value is not None) for cells in rows)
        return [text for text in told if text]

    def heads(self) -> dict[str, str]:
        """Return the comments that staff pinned to headings, and below them what they have made of these."""
        [cells] = self.page.rows(self.header, self.header)
        found = ((self.columns.get(c.column), comment_of(c)) for c in cells if c.comment is not None)
        pinned = {heading: text for heading, text in found if heading and text}
        told = {h: (pinned.get(h, ""), "" if text in pinned.get(h, "") else text) for h, text in self.typed.items()}
        return {**pinned, **{heading: "\n".join(filter(None, texts)) for heading, texts in told.items()}}

    def widths(self) -> dict[str, float]:
        """Return the width of each column."""
        shown = runs(self.sheet)
        return {h: shown[at][0] for at, h in self.columns.items() if at in shown}

    def hidden(self) -> frozenset[str]:
        """Return the headings of columns that are not shown."""
        shown = runs(self.sheet)
        return frozenset(h for at, h in self.columns.items() if at in shown and shown[at][1])

    def filters(self) -> dict[str, str]:
        """Return the filter of each column that has one, as the file's own XML."""
        areas = [(table.ref, table.autoFilter) for table in self.sheet.tables.values() if table.autoFilter]
        areas.append((self.sheet.auto_filter.ref, self.sheet.auto_filter))
        return {
            self.columns[at]: tostring(each.to_tree()).decode()
            for ref, auto_filter in areas
            for each in auto_filter.filterColumn
            if (at := range_boundaries(ref or "A1")[0] + each.colId) in self.columns
        }


def runs(sheet: Worksheet) -> dict[int, tuple[float, bool]]:
    """Return the width of each column and whether it is hidden; one record may be for a run of equal columns."""
    dimensions = list(sheet.column_dimensions.values())
    for dimension in dimensions:
        dimension.reindex()
    return {at: (d.width, bool(d.hidden)) for d in dimensions for at in range(d.min or 1, (d.max or 0) + 1)}


def find(book: Pages, headings: Headings) -> Grid | None:
    """Find the register by its title, else by its headings: staff may have renamed the sheet."""
    named = grid_of(book, headings.title, headings)
    if named is not None:
        return named
    others = (_grid(page, headings) for page in book.pages if page.sheet.title != headings.strays_title)
    return next(
        (g for g in others if g and set(headings.staff) & set(g.columns.values()) and _is_register(g, headings)), None
    )


def _is_register(grid: Grid, headings: Headings) -> bool:
    return len(headings.ours & set(grid.columns.values())) > len(headings.ours) // 2


def grid_of(book: Pages, title: str, headings: Headings) -> Grid | None:
    """Return the sheet of that title, where it has the register's headings."""
    page = book[title]
    return _grid(page, headings) if page is not None else None


def listed(page: Page, table: Table) -> Grid | None:
    """Return one of the program's other sheets by the headings that tell its rows apart; None where these are gone."""
    known = {_folded(heading): heading for heading in table.headings}
    for row in page.rows(1):
        told = {cell.column: _heading(cell, known) for cell in row}
        if set(table.known_by) <= set(told.values()):
            return Grid(page=page, header=row[0].row, columns=_named(told, page, row[0].row))
    return None


def _grid(page: Page, headings: Headings) -> Grid | None:
    known = _spellings(headings)
    for row in page.rows(1):
        told = {cell.column: _heading(cell, known) for cell in row}
        found = set(told.values()) & {*headings.ours, *headings.staff}
        if len(found) > 1 and (headings.entry in found or len(found) >= _ENOUGH):
            return Grid(page=page, header=row[0].row, columns=_named(told, page, row[0].row))
    return None


def _spellings(headings: Headings) -> dict[str, str]:
    """Map each heading in both languages, and in either alone, to the heading; the first to claim a word keeps it."""
    spellings: dict[str, str] = {}
    for heading in (*sorted(headings.ours), *headings.staff, headings.rest):
        spellings[_folded(heading)] = heading
    for heading in headings.staff:
        for part in heading.split(PARTS):
            spellings.setdefault(_folded(part), heading)
    for part in headings.entry.split(PARTS):
        spellings.setdefault(_folded(part), headings.entry)
    return spellings


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _heading(cell: Cell, known: Mapping[str, str]) -> str:
    text = "" if cell.value is None else unescaped(str(cell.value)).strip()
    return known.get(_folded(text), text)


def _named(told: Mapping[int, str], page: Page, header: int) -> dict[int, str]:
    """Name every column apart; one without a heading is named by its letter where anything stands in it."""
    named: dict[int, str] = {}
    for at, heading in told.items():
        name = heading or (get_column_letter(at) if page.holds_words(at, header) else "")
        while name and _folded(name) in map(_folded, named.values()):
            name += "*"
        if name:
            named[at] = name
    return named
