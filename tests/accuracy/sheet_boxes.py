# ruff: noqa: E501 - markup is best read whole
"""A workbook whose tick boxes are form controls that float over the cells, as Excel 2007 writes them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from random import Random

from openpyxl.styles import Font

from accuracy.ooxml import zipped
from accuracy.paper import Item, Kind, Line, Paper, line
from accuracy.sheet_layouts import foot, head, new_book, put, saved

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "xl/worksheets/sheet1.xml"
Box = tuple[int, int, bool]  # row and column from 1, ticked


def sheet_form_controls(paper: Paper, rnd: Random) -> bytes:
    """Labels in A, answers from B on; each box floats over a cell of its own."""
    del rnd
    book, sheet = new_book()
    boxes: list[Box] = []
    row = head(sheet, paper)
    for section in paper.sections:
        sheet.cell(row, 1, section.heading).font = Font(bold=True)
        row += 1
        for item in section.items:
            if item.kind is not Kind.STATEMENT:
                sheet.cell(row, 1, item.label)
            row += 1 if item.kind is Kind.MEMBERS else 0
            for cells in _rows(item):
                for column, piece in enumerate(cells, 1 if item.kind is Kind.STATEMENT else 2):
                    if piece.box is None:
                        put(sheet, row, column, (replace(piece, text=piece.text.strip()),))
                    else:
                        boxes.append((row, column, piece.box))
                row += 1
        row += 1
    foot(sheet, paper, row)
    return _with_controls(saved(book), boxes)


def _rows(item: Item) -> Iterable[Line]:
    """The answer's rows of cells: texts and boxes."""
    if item.kind is Kind.TEXT and not any(piece.box is not None for one in item.lines for piece in one):
        return [line(item.text)]
    return [*item.lines, *(tuple(piece for one in pair for piece in one or line("")) for pair in item.pairs)]


def _with_controls(content: bytes, boxes: list[Box]) -> bytes:
    """Put the controls into a workbook's package."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    files[_SHEET] = files[_SHEET].replace(
        "</worksheet>", f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="rId1"/></worksheet>'
    )
    files["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/vmlDrawing" '
        'Target="/xl/drawings/vmlDrawing1.vml"/></Relationships>'
    )
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        "<Default ",
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default ',
        1,
    )
    files["xl/drawings/vmlDrawing1.vml"] = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{''.join(_shape(1025 + at, box) for at, box in enumerate(boxes))}</xml>"
    )
    return zipped(
        {name: text.removeprefix('<?xml version="1.0" encoding="UTF-8"?>').lstrip() for name, text in files.items()}
    )


def _shape(number: int, box: Box) -> str:
    row, column, ticked = box
    checked = "<x:Checked>1</x:Checked>" if ticked else ""
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201"><v:textbox><div/></v:textbox><x:ClientData ObjectType="Checkbox">'
        f"<x:Anchor>{column - 1}, 4, {row - 1}, 1, {column}, 2, {row - 1}, 18</x:Anchor>{checked}</x:ClientData></v:shape>"
    )
