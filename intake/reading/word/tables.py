"""The rows of a Word table to a grid: merged cells stand once, deleted rows and cells not at all (17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from intake.reading.word.controls import open_control
from intake.reading.word.wml import DEL, SDT, TC, TR, TRANSPARENT, VAL, W, is_on
from intake.rules.forms.places import Control

_TC_PR = f"{W}tcPr"
_TR_PR = f"{W}trPr"
_MOST_COLUMNS = 63  # Word's own limit


@dataclass(slots=True, kw_only=True)
class Place:
    """Where a cell's element stands; *number* counts the row's cells from 1, as a person does."""

    element: etree._Element
    row: int
    column: int
    number: int
    row_span: int = 1
    column_span: int = 1
    hidden: bool = False
    control: Control | None = None  # around the whole cell or its row


def places_of(table: etree._Element) -> list[Place]:
    """Return the cells of a table in reading order; a vertically merged one where it begins."""
    places: list[Place] = []
    above: dict[int, Place] = {}  # the cell that a continued one belongs to, by its first column
    for row, (element, control) in enumerate(_rows(table)):
        here: dict[int, Place] = {}
        for place, continued in _row(element, row, control):
            origin = above.get(place.column) if continued else None
            if origin is None:
                places.append(place)
            else:
                origin.row_span = row - origin.row + 1
            here[place.column] = origin or place
        above = here
    return places


def _row(element: etree._Element, row: int, outer: Control | None) -> Iterator[tuple[Place, bool]]:
    properties = element.find(_TR_PR)
    hidden = properties is not None and _flag(properties, "hidden")
    column = _number(properties, "gridBefore", 0)
    number = 0
    last: Place | None = None
    for cell, control in _cells(element, outer):
        own = cell.find(_TC_PR)
        width = _number(own, "gridSpan", 1) or 1
        if last is not None and _merge(own, "hMerge"):
            last.column_span += width
        else:
            number += 1
            last = Place(
                element=cell,
                row=row,
                column=column,
                number=number,
                column_span=width,
                hidden=hidden,
                control=control,
            )
            yield last, _merge(own, "vMerge")
        column += width


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, Control | None]]:
    for row, control in _unwrapped(table, TR, None):
        properties = row.find(_TR_PR)
        if properties is None or properties.find(DEL) is None:
            yield row, control


def _cells(row: etree._Element, outer: Control | None) -> Iterator[tuple[etree._Element, Control | None]]:
    for cell, control in _unwrapped(row, TC, outer):
        properties = cell.find(_TC_PR)
        if properties is None or properties.find(f"{W}cellDel") is None:
            yield cell, control


def _unwrapped(
    parent: etree._Element, wanted: str, control: Control | None
) -> Iterator[tuple[etree._Element, Control | None]]:
    """Yield the *wanted* children with the control around them, those in other wrappers too."""
    for child in parent:
        if child.tag == wanted:
            yield child, control
        elif child.tag == SDT:
            content, inner = open_control(child, control)
            if content is not None:
                yield from _unwrapped(content, wanted, inner)
        elif child.tag in TRANSPARENT:
            yield from _unwrapped(child, wanted, control)


def _merge(properties: etree._Element | None, name: str) -> bool:
    """Say whether a cell goes on with the one before it: an element without "restart" does (17.4.85)."""
    merge = properties.find(f"{W}{name}") if properties is not None else None
    return merge is not None and merge.get(VAL) != "restart"


def _flag(properties: etree._Element, name: str) -> bool:
    element = properties.find(f"{W}{name}")
    return element is not None and is_on(element.get(VAL))


def _number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    element = properties.find(f"{W}{name}") if properties is not None else None
    written = element.get(VAL, "") if element is not None else ""
    return min(int(written), _MOST_COLUMNS) if written.isdecimal() else otherwise
