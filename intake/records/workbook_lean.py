"""A register without what nobody reads back: the program's other sheets, links, charts. Reading it takes half the time.

openpyxl makes an object of each link and looks for its target among all others: ten thousand rows would take minutes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path, PurePosixPath

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = "xl/workbook.xml"
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_LINKS = re.compile(rb"<(\w+:)?hyperlinks>.*?</(\w+:)?hyperlinks>", re.DOTALL)
_UNREAD = re.compile(rb'<Relationship\b[^>]*Type="[^"]*/(?:hyperlink|drawing)"[^>]*?(?:/>|>\s*</Relationship>)')


def lean_copy(path: Path, unread: Collection[str]) -> BytesIO:
    """Return the workbook at *path* in memory: the sheets whose titles are *unread* empty, all others without links.

    Raises what zipfile and lxml raise for a damaged file.
    """
    copy = BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as lean:
        empty = _parts(book, unread)
        for name in book.namelist():
            content = _EMPTY if name in empty else book.read(name)
            if name.startswith("xl/worksheets/_rels/"):
                content = _UNREAD.sub(b"", content)
            elif name.startswith("xl/worksheets/"):
                content = _LINKS.sub(b"", content)
            lean.writestr(name, content)
    copy.seek(0)
    return copy


def _parts(book: zipfile.ZipFile, titles: Collection[str]) -> set[str]:
    """Return the parts of the sheets of these *titles*; none where the workbook is not laid out as all are."""
    if _BOOK not in book.namelist():
        return set()
    targets = {one.get("Id"): one.get("Target", "") for one in _parsed(book, "xl/_rels/workbook.xml.rels")}
    ids = [sheet.get(_ID) for sheet in _parsed(book, _BOOK).iter(_SHEET) if sheet.get("name") in titles]
    return {str(PurePosixPath("/xl", targets[one])).lstrip("/") for one in ids if one in targets}


def _parsed(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name), _PARSER)
