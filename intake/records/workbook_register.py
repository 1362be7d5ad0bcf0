"""The register's own sheet: the program's columns and the staff's, in the order in which staff have put them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter, FilterColumn
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.workbook_page import cell_at
from intake.records.workbook_remarks import pin, put_mark, put_remark
from intake.records.workbook_styles import CELLS, HEADER, STAFF, STAFF_HEADER
from intake.records.workbook_tables import (
    band,
    height_of,
    make_table,
    put,
    set_style,
    set_tones,
    set_up,
    write_headings,
)
from intake.rules.register.sheets import Column, Kind, RegisterContent, Value
from intake.rules.register.staff import Remark, StaffWords

_NOTHING: Mapping[str, Remark] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One column where it stands: *ours* is its place among the program's, None where it is the staff's."""

    column: Column
    ours: int | None


def write_register(sheet: Worksheet, content: RegisterContent, words: StaffWords) -> None:
    """Write the register into the empty *sheet*, as *content* says and as staff left it."""
    places = _places(content, words)
    for at, place in enumerate(places, start=1):
        write_headings(sheet, [place.column], STAFF_HEADER if place.ours is None else HEADER, start=at)
    for number, row in enumerate(content.register.rows, start=2):
        _write_row(sheet, number, row, places, (content, words))
    _around(sheet, places, content, words)


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


def _write_row(
    sheet: Worksheet,
    number: int,
    row: tuple[Value, ...],
    places: list[_Place],
    told: tuple[RegisterContent, StaffWords],
) -> None:
    content, words = told
    entry = str(row[0])
    remarks = words.rows.get(entry, _NOTHING)
    said: list[Value] = []
    for at, place in enumerate(places, start=1):
        cell, remark = cell_at(sheet, number, at), remarks.get(place.column.heading)
        if place.ours is None:
            set_style(cell, STAFF)
            said.append(remark.text if remark else None)
            if remark is not None:
                put_remark(cell, remark, content.words_truncated)
        else:
            put(cell, row[place.ours], CELLS[place.column.kind], content.truncated)
            said.append(row[place.ours])
            if remark is not None:
                pin(cell, remark)
        mark = content.marks.get((entry, place.column.heading))
        if mark is not None:
            put_mark(cell, mark, entry, remark)
    dimension = sheet.row_dimensions[number]
    dimension.height = height_of(said, [place.column for place in places], content.register.tallest)
    if entry in words.hidden_rows:
        dimension.hidden = True


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
    ours = {c.heading: _Place(column=_as_left(c, words), ours=at) for at, c in enumerate(content.register.columns)}
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
