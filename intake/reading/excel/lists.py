"""Drop-down lists: which cells of a workbook have one, what each offers, and what only holds what they offer.

Lists that take their values from another sheet stand where Excel 2007 expects none: in an extension of the sheet
([MS-XLSX] 2.3.8), which openpyxl leaves out. So both are read from the sheet's own part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from intake.reading.gate import Package
from intake.reading.opc import parse_part

_MOST_OPTIONS = 200

_Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class DropDown:
    """One list: the *areas* of its sheet that have it, and the *source* of its values, or these as *written* out."""

    areas: tuple[_Area, ...]
    written: tuple[str, ...] = ()
    source: tuple[Worksheet, _Area] | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """What the list allows; nothing where a formula that is no range says it."""
        values = (value for _, value in self.listed)
        return self.written or tuple(str(value) for value in values if value is not None)

    @property
    def listed(self) -> Iterator[tuple[tuple[int, int], object]]:
        """The cells that hold what the list allows: row and column from 1, and the value."""
        if self.source is not None:
            sheet, (left, top, right, bottom) = self.source
            for at in islice(product(range(top, bottom + 1), range(left, right + 1)), _MOST_OPTIONS):
                if at in sheet._cells:  # noqa: SLF001 - reading must not make cells
                    yield at, sheet._cells[at].value  # noqa: SLF001


def drop_downs(
    book: Workbook, package: Package, parts: Mapping[str, str], within: tuple[int, int]
) -> dict[str, tuple[DropDown, ...]]:
    """Return the lists of each sheet of *book* by its title; *within* are the last row and column that are read."""
    found: dict[str, tuple[DropDown, ...]] = {}
    for sheet in book.worksheets:
        part = parts.get(sheet.title, "")
        if part in package and b"dataValidation" in package.read(part):
            root = parse_part(package, part)
            found[sheet.title] = tuple(_lists(root, book, sheet, within))
    return found


def columns_of_lists(book: Workbook, lists: Mapping[str, tuple[DropDown, ...]]) -> dict[str, frozenset[int]]:
    """Return the columns, from 0, that hold what lists offer, with a heading or none, by the title of the sheet.

    They are all of the sheet where the first of it is one and it has no lists itself.
    """
    listed: dict[str, set[tuple[int, int]]] = {}
    for one in (one for each in lists.values() for one in each if one.source):
        listed.setdefault(one.source[0].title if one.source else "", set()).update(at for at, value in one.listed)
    found: dict[str, frozenset[int]] = {}
    for title, offered in listed.items():
        filled = [(row, column) for (row, column), cell in book[title]._cells.items() if cell.value is not None]  # noqa: SLF001 - reading must not make cells
        others = Counter(column for row, column in filled if (row, column) not in offered)
        own = frozenset(column - 1 for _, column in offered if others[column] <= 1)
        every = frozenset(column - 1 for _, column in filled)
        found[title] = every if every and min(every) in own and not lists.get(title) else own
    return found


def _lists(root: etree._Element, book: Workbook, sheet: Worksheet, within: tuple[int, int]) -> Iterator[DropDown]:
    for validation in root.iter("{*}dataValidation"):
        if validation.get("type") == "list":
            formula = _text(validation, "formula1").removeprefix("=")
            areas = (validation.get("sqref") or _text(validation, "sqref")).split()
            placed = tuple(filter(None, (_area(area, within) for area in areas)))
            if formula.startswith('"'):
                written = tuple(option.strip() for option in formula.strip('"').split(","))
                yield DropDown(areas=placed, written=written)
            else:
                yield DropDown(areas=placed, source=_source(formula, book, sheet, within))


def _text(element: etree._Element, name: str) -> str:
    """The text in the child of that *name*, in whichever of the two ways it is written."""
    child = element.find(f"{{*}}{name}")
    return "" if child is None else "".join(map(str, child.itertext())).strip()


def _source(formula: str, book: Workbook, sheet: Worksheet, within: tuple[int, int]) -> tuple[Worksheet, _Area] | None:
    """The range that *formula* names, or a name of one stands for."""
    name = book.defined_names.get(formula)
    title, _, area = (name.attr_text if name else formula).rpartition("!")
    title = title.removeprefix("=").strip("'").replace("''", "'")
    found = _area(area, within)
    sheets = {each.title: each for each in book.worksheets}
    return (sheets.get(title, sheet), found) if found else None


def _area(area: str, within: tuple[int, int]) -> _Area | None:
    """The columns and rows of *area*, from 1: left, top, right and bottom; whole rows and columns go to the end."""
    try:
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
    except (ValueError, TypeError):
        return None
    return left or 1, top or 1, min(right or within[1], within[1]), min(bottom or within[0], within[0])
