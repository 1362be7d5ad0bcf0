"""A register without what nobody reads back: the program's other sheets, links, charts. Reading it takes a third of it.

openpyxl makes an object of each link and looks for its target among all others: ten thousand rows would take minutes.
It makes several of each text as well.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import unescape

from lxml import etree
from openpyxl.reader.strings import read_string_table

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_ITEM, TEXT = (f"{{http://schemas.openxmlformats.org/spreadsheetml/2006/main}}{tag}" for tag in ("si", "t"))
_NO_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_LINKS = re.compile(rb"<(\w+:)?hyperlinks>.*?</(\w+:)?hyperlinks>", re.DOTALL)
_LINK = re.compile(rb'<(?:\w+:)?hyperlink\b([^>]*?\bref="([^"]*)"[^>]*)>')
_PAIR = re.compile(rb'([\w:]+)="([^"]*)"')
_QUOTE = {"&quot;": '"'}
_UNREAD = re.compile(rb'<Relationship\b[^>]*Type="[^"]*/(?:hyperlink|drawing)"[^>]*?(?:/>|>\s*</Relationship>)')
_CELLS = re.compile(rb"(?<=sheetData>)<.*(?=</(?:\w+:)?sheetData>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lean:
    """A workbook in memory without links, charts and cells; beside it, by title, its sheets' cells and links.

    *texts* are those that cells share.
    """

    copy: BytesIO
    sheets: dict[str, bytes]
    links: dict[str, Links]
    texts: Texts


def lean_copy(path: Path, unread: Collection[str]) -> Lean:
    """Return the workbook at *path* as it is read back.

    The cells of sheets whose titles are *unread* are left out. Raises what zipfile and lxml raise for a damaged file.
    """
    copy, sheets, links, texts = BytesIO(), dict[str, bytes](), dict[str, Links](), Texts()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as lean:
        titles = _titles(book)
        for name in book.namelist():
            content = _EMPTY if titles.get(name) in unread else book.read(name)
            if name.startswith("xl/worksheets/_rels/"):
                content = _UNREAD.sub(b"", content)
            elif name in titles:
                links[titles[name]] = _links(content, book, name)
                sheets[titles[name]] = content = _LINKS.sub(b"", content)
                content = _CELLS.sub(b"", content)
            elif name == _STRINGS:
                texts, content = Texts(content), _NO_STRINGS
            lean.writestr(name, content)
    copy.seek(0)
    return Lean(copy, sheets, links, texts)


class Texts:
    """The texts that cells share, by number; openpyxl makes those out that are more than a plain text."""

    def __init__(self, part: bytes = _NO_STRINGS) -> None:
        self._part = part
        items = etree.fromstring(part, _PARSER).iterchildren(_ITEM)
        self._plain = [item[0].text if len(item) == 1 and item[0].tag == TEXT else None for item in items]

    def __getitem__(self, number: int) -> str:
        return self._plain[number] or self._whole[number]

    @cached_property
    def _whole(self) -> list[str]:
        return read_string_table(BytesIO(self._part))


class Links:
    """The links of a sheet; where one leads is made out when it is asked for, for most are the program's."""

    def __init__(self, sheet: bytes = b"", rels: bytes = b"") -> None:
        found = _LINKS.search(sheet)
        self._links = {ref: link for link, ref in _LINK.findall(found[0])} if found else {}
        self._rels = rels

    def at(self, cell: str) -> str | None:
        """Return where the link of a cell ("AF2") leads; None where there is none."""
        link = self._links.get(cell.encode())
        if link is None:
            return None
        told = {name.decode().rpartition(":")[2]: unescape(text.decode(), _QUOTE) for name, text in _PAIR.findall(link)}
        target, place = self._targets.get(told.get("id", ""), ""), told.get("location", "")
        return (f"{target}#{place}" if place else target) or None

    @cached_property
    def _targets(self) -> dict[str | None, str]:
        parts = etree.fromstring(self._rels, _PARSER) if self._rels else ()
        return {one.get("Id"): one.get("Target", "") for one in parts}


def _links(sheet: bytes, book: zipfile.ZipFile, name: str) -> Links:
    part = PurePosixPath(name)
    rels = f"{part.parent}/_rels/{part.name}.rels"
    return Links(sheet, book.read(rels) if rels in book.namelist() else b"")


def _titles(book: zipfile.ZipFile) -> dict[str, str]:
    """Return the titles of the sheets by their parts; none where the workbook is not laid out as all are."""
    if _BOOK not in book.namelist():
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in _parsed(book, "xl/_rels/workbook.xml.rels")}
    sheets = [(sheet.get(_ID), sheet.get("name", "")) for sheet in _parsed(book, _BOOK).iter(_SHEET)]
    return {str(PurePosixPath("/xl", targets[one])).lstrip("/"): title for one, title in sheets if one in targets}


def _parsed(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name), _PARSER)
