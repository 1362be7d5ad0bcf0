"""The parts of a workbook: which sheet lies where, and a copy that holds only what openpyxl needs."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from intake.reading.gate import Package
from intake.reading.opc import R_ID, main_part, parse_part, relationships

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_PIVOT_CACHES = re.compile(rb"<(\w+:)?pivotCaches>.*?</(\w+:)?pivotCaches>", re.DOTALL)
_PALETTE, _PALETTE_ENDS = re.compile(rb"<(?:\w+:)?colors>"), b"colors>"
_KEPT_KINDS = frozenset({"worksheet", "sharedStrings", "styles"})  # a colour of theme and palette is told by its number
_KEPT_REFERENCES = re.compile(rb'Type="[^"]*/(hyperlink|table)"')
_REFERENCE = re.compile(rb"<Relationship\b[^>]*?(?:/>|>\s*</Relationship>)")


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name, in the workbook's order."""
    workbook = main_part(package, usual="xl/workbook.xml")
    targets = {ref.id: ref.target for ref in relationships(package, workbook)}
    sheets = parse_part(package, workbook).iter(f"{S}sheet")
    return {sheet.get("name", ""): targets.get(sheet.get(R_ID, ""), "") for sheet in sheets}


def hidden_sheets(package: Package) -> frozenset[str]:
    """Return the names of the sheets that are not shown."""
    sheets = parse_part(package, main_part(package, usual="xl/workbook.xml")).iter(f"{S}sheet")
    return frozenset(sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") != "visible")


def lean_copy(package: Package) -> BytesIO:
    """Copy the workbook without drawings, pictures, charts, pivots, links and the palette.

    openpyxl would read them, fail on some and inflate entries without a bound; the copy holds checked sizes, no
    document type declaration and no Strict namespaces, from which openpyxl reads no cell and says nothing.
    """
    copy = BytesIO()
    workbook = main_part(package, usual="xl/workbook.xml")
    styles = {ref.target for ref in relationships(package, workbook) if ref.kind == "styles"}
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name in _kept(package, workbook):
            content = package.read_xml(name)
            if name == workbook:
                content = _PIVOT_CACHES.sub(b"", content)
            elif name in styles:
                content = _without_palette(content)
            elif "/worksheets/_rels/" in name:
                content = _REFERENCE.sub(_kept_reference, content)
            archive.writestr(name, content)
    copy.seek(0)
    return copy


def _kept(package: Package, workbook: str) -> list[str]:
    targets = {ref.target for ref in relationships(package, workbook) if ref.kind in _KEPT_KINDS}
    fixed = {"[Content_Types].xml", "_rels/.rels", "xl/sharedStrings.xml", workbook}
    return [
        name
        for name in package.sizes
        if name in fixed or name in targets or name.endswith(".rels") or name.startswith("xl/tables/")
    ]


def _without_palette(styles: bytes) -> bytes:
    """Leave out the colours that numbers stand for: openpyxl makes 64 objects of them, a tenth of a small form."""
    begin = _PALETTE.search(styles)
    end = styles.find(_PALETTE_ENDS, begin.end()) if begin else -1  # no pattern to the end: many beginnings would spin
    return styles[: begin.start()] + styles[end + len(_PALETTE_ENDS) :] if begin and end > 0 else styles


def _kept_reference(reference: re.Match[bytes]) -> bytes:
    return reference[0] if _KEPT_REFERENCES.search(reference[0]) else b""
