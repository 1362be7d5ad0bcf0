"""The second reader of workbooks: bare values, for those on which openpyxl fails.

It is a few lines on lxml and no library, for it gets the files that broke one: python-calamine ends the whole process
on a shared string table that says it is large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from intake.reading.excel.package import S, hidden_sheets, sheet_parts
from intake.reading.gate import Budget, Package
from intake.reading.opc import parse_part
from intake.reading.word.symbols import EMPTY, TICKED, spans_of
from intake.rules.forms.places import Block, Cell, Line, Table

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_STRINGS = "xl/sharedStrings.xml"
_WHOLE = re.compile(r"(-?\d+)\.0+")


def read_values(package: Package, budget: Budget, *, rows: int, columns: int) -> tuple[Block, ...]:
    """Return a table for every sheet, without marks, controls, dates and merged cells; raises RefusedError."""
    strings, hidden = _shared_strings(package), hidden_sheets(package)
    return tuple(
        Table(
            cells=tuple(_cells(parse_part(package, part), name, strings, budget, (rows, columns))),
            address=name,
            hidden=name in hidden,
        )
        for name, part in sheet_parts(package).items()
        if part in package
    )


def _shared_strings(package: Package) -> list[str]:
    return [_text(item) for item in parse_part(package, _STRINGS).iter(f"{S}si")] if _STRINGS in package else []


def _cells(
    root: etree._Element, sheet: str, strings: list[str], budget: Budget, most: tuple[int, int]
) -> Iterator[Cell]:
    for element in root.iter(f"{S}c"):
        place = _CELL.fullmatch(element.get("r", ""))
        text = _value(element, strings)
        if place and text:
            row, column = int(place[2]) - 1, column_index_from_string(place[1]) - 1
            if row < most[0] and column < most[1]:
                budget.spend(cells=1, length=len(text))
                yield _cell(row, column, text, f"{sheet}!{get_column_letter(column + 1)}{row + 1}")


def _cell(row: int, column: int, text: str, address: str) -> Cell:
    lines = tuple(Line(spans=spans_of(line, frozenset()), address=address) for line in text.split("\n"))
    return Cell(row=row, column=column, address=address, lines=lines)


def _value(cell: etree._Element, strings: list[str]) -> str:
    """Read a cell's value by its type (ST_CellType, 18.18.11)."""
    value = cell.findtext(f"{S}v") or ""
    match cell.get("t", "n"):
        case "s":
            return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
        case "inlineStr":
            return _text(cell)
        case "b":
            return TICKED if value == "1" else EMPTY
        case "n":
            return _WHOLE.sub(r"\1", value)
        case _:
            return value


def _text(item: etree._Element) -> str:
    return "".join(t.text or "" for t in item.iter(f"{S}t"))
