"""The register's own sheet: the program's columns and the staff's, in the order in which staff have put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter, FilterColumn
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.put import put, set_style
from intake.records.register.rows import Book, Pen, Row
from intake.records.register.styles import CELLS, HEADER, STAFF, STAFF_HEADER
from intake.records.register.tables import (
    as_wide_as_told,
    band,
    height_of,
    make_table,
    set_tones,
    set_up,
    write_headings,
)
from intake.records.register.written_back import pin, put_mark, put_remark
from intake.rules.register.sheets import Column, Kind, RegisterContent, Value
from intake.rules.register.staff import Remark, StaffWords

_NOTHING: Mapping[str, Remark] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One column where it stands: *ours* is its place among the program's, None where it is the staff's."""

    column: Column
    ours: int | None


def write_register(book: Book, content: RegisterContent, words: StaffWords) -> list[str]:
    """Write the register into a new sheet of *book*, as *content* says and as staff left it; return its headings."""
    sheet = book.create_sheet(content.register.title)
    places = _places(content, words)
    for at, place in enumerate(places, start=1):
        write_headings(sheet, [place.column], STAFF_HEADER if place.ours is None else HEADER, start=at)
    book.poured[sheet] = _rows(Pen(sheet, content.truncated), places, content, words)
    _around(sheet, places, content, words)
    return [place.column.heading for place in places]


def _around(sheet: Worksheet, places: list[_Place], content: RegisterContent, words: StaffWords) -> None:
    """Set up the page, bands, tones, lists to choose from and filters."""
    columns, rows = [place.column for place in places], len(content.register.rows)
    set_up(sheet)
    plain = (place.ours is not None and place.column.kind is not Kind.STATUS for place in places)
    band(sheet, [at for at, is_plain in enumerate(plain, start=1) if is_plain], rows, _coloured(places, content, words))
    for at, column in enumerate(columns, start=1):
        if column.kind is Kind.STATUS:
            set_tones(sheet, at, rows, content.tones)
        if column.heading == content.staff.decision:
            _offer_decisions(sheet, content, at)
    table = make_table(sheet, "Register", len(columns), rows)
    table.autoFilter = _filters(table.ref, columns, words)


def as_staff_sorted(content: RegisterContent, words: StaffWords) -> tuple[tuple[Value, ...], ...]:
    """Return the rows in the order in which staff left them, new ones at the end."""
    place = {entry: at for at, entry in enumerate(words.order)}
    return tuple(sorted(content.register.rows, key=lambda row: place.get(str(row[0]), len(place))))


def _rows(pen: Pen, places: list[_Place], content: RegisterContent, words: StaffWords) -> Iterator[Row]:
    """Give the rows below the headings: what the program says and what staff wrote."""
    columns = [place.column for place in places]
    for number, values in enumerate(content.register.rows, start=2):
        entry = str(values[0])
        remarks = words.rows.get(entry, _NOTHING)
        shown = [_shown(place, values, remarks) for place in places]
        height = height_of(shown, columns, content.register.tallest)
        row = pen.row(number, height, hidden=entry in words.hidden_rows)
        for at, (place, value) in enumerate(zip(places, shown, strict=True), start=1):
            remark, mark = remarks.get(place.column.heading), content.marks.get((entry, place.column.heading))
            if remark is None and mark is None:
                row.put(at, value, _style(place))
                continue
            cell = row.cell(at)
            if place.ours is None:
                set_style(cell, STAFF)
            else:
                put(cell, value, _style(place), content.truncated)
            if remark is not None:
                put_remark(cell, remark, content.words_truncated) if place.ours is None else pin(cell, remark)
            if mark is not None:
                put_mark(cell, mark, entry, remark)
            row.add(cell)
        yield row


def _shown(place: _Place, values: tuple[Value, ...], remarks: Mapping[str, Remark]) -> Value:
    if place.ours is not None:
        return values[place.ours]
    remark = remarks.get(place.column.heading)
    return remark.text if remark else None


def _style(place: _Place) -> str:
    return STAFF if place.ours is None else CELLS[place.column.kind]


def _coloured(places: list[_Place], content: RegisterContent, words: StaffWords) -> dict[int, list[int]]:
    """Return the rows of each column at which staff or a mark of the program's have given the cell a colour."""
    columns = {place.column.heading: at for at, place in enumerate(places, start=1)}
    found: dict[int, list[int]] = {}
    for number, row in enumerate(content.register.rows, start=2):
        remarks = words.rows.get(str(row[0]), _NOTHING)
        theirs = {heading for heading, remark in remarks.items() if remark.look is not None and remark.look.fill}
        for heading in theirs | {h for h in columns if (str(row[0]), h) in content.marks}:
            if heading in columns:
                found.setdefault(columns[heading], []).append(number)
    return found


def _places(content: RegisterContent, words: StaffWords) -> list[_Place]:
    """Return every column with the width and the fold that staff gave it, in their order; the id stays first."""
    staff = content.staff
    widths = {staff.decision: 14.0, staff.handled_by: 15.0, staff.note: 32.0}
    ours = {
        c.heading: _Place(
            column=as_wide_as_told(_as_left(c, words), (row[at] for row in content.register.rows)), ours=at
        )
        for at, c in enumerate(content.register.columns)
    }
    theirs = {
        h: _Place(column=_as_left(Column(heading=h, width=widths.get(h, 20.0)), words), ours=None)
        for h in (*staff.headings, *words.columns)
    }
    known = {**theirs, **ours}
    default = [*ours, *theirs]
    first = default[0]
    return [known[heading] for heading in (first, *(h for h in _ordered(default, words.layout) if h != first))]


def _ordered(default: list[str], layout: Iterable[str]) -> list[str]:
    """Return the headings in the order of *layout*; one that is new stands behind the one it follows by itself."""
    order = [heading for heading in dict.fromkeys(layout) if heading in default]
    for before, heading in zip([None, *default], default, strict=False):
        if heading not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, heading)
    return order


def _as_left(column: Column, words: StaffWords) -> Column:
    if column.heading not in words.widths:
        return column
    return replace(column, width=words.widths[column.heading], folded=column.heading in words.hidden)


def _filters(area: str, columns: list[Column], words: StaffWords) -> AutoFilter:
    """Return the filter buttons, set as staff have set them."""
    at = {column.heading: number for number, column in enumerate(columns)}
    auto_filter = AutoFilter(ref=area)
    for heading, xml in words.filters.items():
        if heading in at:
            column: Any = FilterColumn.from_tree(cast("Any", fromstring(xml)))  # noqa: S314 - of openpyxl's own making
            column.colId = at[heading]
            auto_filter.filterColumn.append(column)
    return auto_filter


def _offer_decisions(sheet: Worksheet, content: RegisterContent, column: int) -> None:
    staff = content.staff
    offer = DataValidation(type="list", formula1=f'"{",".join(staff.decisions)}"', allow_blank=True)
    offer.showErrorMessage, offer.error, offer.errorTitle = True, staff.prompt, staff.decision
    letter = get_column_letter(column)
    offer.add(f"{letter}2:{letter}{max(len(content.register.rows), 1) + 1}")
    sheet.add_data_validation(offer)
