"""How every sheet is shown and printed: A4, landscape, as wide as the page, numbered."""

from __future__ import annotations

from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9  # ST_PaperSize
_ZOOM = 90


def set_page(sheet: Worksheet) -> None:
    """Set *sheet* up for the screen and for paper."""
    sheet.sheet_view.zoomScale = _ZOOM
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.35
    sheet.page_margins.top = sheet.page_margins.bottom = 0.65
    sheet.page_margins.header = sheet.page_margins.footer = 0.3  # smaller than top and bottom, or they are not printed
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&A", "&P / &N"
    sheet.HeaderFooter.oddFooter = footer


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet of ours, where none is merged; made as openpyxl's reader makes it, for speed."""
    cells = sheet._cells  # noqa: SLF001 - as openpyxl's reader does
    if (row, column) not in cells:
        cells[row, column] = Cell(sheet, row=row, column=column)
    return cast("Cell", cells[row, column])
