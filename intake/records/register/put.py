"""Setting single cells: a text is always text, a look is one of the named styles."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from urllib.parse import quote
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from intake.records.register.styles import LINK
from intake.records.register.text import escaped, held, visible
from intake.rules.register.sheets import Link, Value

_LIKE_FORMULA = "=+-@\t"


def put(cell: Cell, value: Value, style: str, truncated: str) -> None:
    """Set one cell; a text is always text, whatever it begins with."""
    set_style(cell, style)
    match value:
        case Link():
            cell.hyperlink = address(value)
            put(cell, value.text, LINK, truncated)
        case str():
            put_text(cell, value, truncated)
        case datetime() | date() | int():
            cell.value = value
        case None:
            pass


def set_style(cell: Cell, style: str) -> None:
    """Give *cell* a named style; the look of the first cell that had it is copied, for naming it is slow."""
    looks = _LOOKS.setdefault(cell.parent.parent, {})  # type: ignore[arg-type] # every sheet of ours is in a workbook
    if style in looks:
        cell._style = copy(looks[style])  # type: ignore[attr-defined] # noqa: SLF001 - as openpyxl's own copy_worksheet does
    else:
        cell.style = style
        looks[style] = copy(cell._style)  # type: ignore[attr-defined] # noqa: SLF001 - the same


_LOOKS: WeakKeyDictionary[Workbook, dict[str, object]] = WeakKeyDictionary()


def put_text(cell: Cell, text: str, truncated: str) -> None:
    """Set a text that is never a formula, an error or a number (quotePrefix: not after the cell is edited either)."""
    cell.value = told(text, truncated)
    cell.data_type = "s"
    if is_like_formula(text):
        cell.quotePrefix = True


def told(text: str, truncated: str) -> str:
    """Return a text as it stands in the file."""
    return escaped(held(visible(text), truncated))


def is_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula, were it typed in."""
    return text[:1] in _LIKE_FORMULA


def address(link: Link) -> str:
    """Return where a link leads."""
    return quote(link.target)
