"""The workbook that a host association gets, made like the register and without links into the house."""

from __future__ import annotations

from io import BytesIO

from openpyxl.worksheet.header_footer import HeaderFooterItem

from intake.records.register.rows import Book
from intake.records.register.tables import make_table, write_table
from intake.rules.register.extract import Extract

_HEADER = 240  # characters of a title; the whole of a page's header holds 255


def written(content: Extract) -> bytes:
    """Return the workbook as a file: one native table a sheet, each with the host's name above on paper."""
    workbook = Book()
    for name, table in content.tables.items():
        sheet = write_table(workbook, table, content.truncated, content.tones)
        make_table(sheet, name, len(table.columns), len(table.rows))
        header = HeaderFooterItem()
        header.left.text = content.title[:_HEADER].replace("&", "&&")
        sheet.HeaderFooter.oddHeader = header
    workbook.properties.title, workbook.properties.creator = content.title, ""
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
