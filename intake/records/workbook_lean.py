"""A register without what nobody reads back: the program's other sheets, links, charts. Reading it takes a third of it.

openpyxl makes an object of each link and looks for its target among all others: ten thousand rows would take minutes.
It makes several of each text as well, unless the text stands in its cell as that of a formula's result does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape, unescape

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_ITEM, _TEXT = (f"{{http://schemas.openxmlformats.org/spreadsheetml/2006/main}}{tag}" for tag in ("si", "t"))
_NO_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_LINKS = re.compile(rb"<(\w+:)?hyperlinks>.*?</(\w+:)?hyperlinks>", re.DOTALL)
_LINK = re.compile(rb'<(?:\w+:)?hyperlink\b([^>]*?\bref="([^"]*)"[^>]*)>')
_PAIR = re.compile(rb'([\w:]+)="([^"]*)"')
_QUOTE = {"&quot;": '"'}
_UNREAD = re.compile(rb'<Relationship\b[^>]*Type="[^"]*/(?:hyperlink|drawing)"[^>]*?(?:/>|>\s*</Relationship>)')
_CELLS = re.compile(rb"(?<=sheetData>)<.*(?=</(?:\w+:)?sheetData>)", re.DOTALL)
_INLINE = re.compile(rb'(<c\b[^<>]*? t=")inlineStr("[^<>]*>)<is><t(?: xml:space="preserve")?>([^<]+)</t></is></c>')
_SHARED = re.compile(rb'(<c\b[^<>]*? t=")s("[^<>]*>)<v>(\d+)</v></c>')
_REFERS = re.compile(rb"""\bt\s*=\s*["']s["']""")


@dataclass(frozen=True, slots=True)
class Lean:
    """A workbook in memory without links, charts and cells; beside it, by title, its sheets' cells and links."""

    copy: BytesIO
    sheets: dict[str, bytes]
    links: dict[str, Links]


def lean_copy(path: Path, unread: Collection[str]) -> Lean:
    """Return the workbook at *path* as it is read back.

    The cells of sheets whose titles are *unread* are left out. Texts without inner formats stand in their cells. Raises
    what zipfile and lxml raise for a damaged file.
    """
    copy, sheets, links = BytesIO(), dict[str, bytes](), dict[str, Links]()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as lean:
        titles, texts, refer = _titles(book), _texts(book), False
        for name in sorted(book.namelist(), key=lambda each: each == STRINGS):  # what refers to them first
            content = _EMPTY if titles.get(name) in unread else book.read(name)
            if name.startswith("xl/worksheets/_rels/"):
                content = _UNREAD.sub(b"", content)
            elif name.startswith("xl/worksheets/"):
                if name in titles:
                    links[titles[name]] = _links(content, book, name)
                content = _with_texts(_LINKS.sub(b"", content), texts)
                refer = refer or _REFERS.search(content) is not None
                if name in titles:
                    sheets[titles[name]], content = content, _CELLS.sub(b"", content)
            elif name == STRINGS and not refer:
                content = _NO_STRINGS
            lean.writestr(name, content)
    copy.seek(0)
    return Lean(copy, sheets, links)


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


def _texts(book: zipfile.ZipFile) -> list[bytes]:
    """Return the texts that the sheets share, as XML in ASCII; an empty one for each that is more than a plain text."""
    if STRINGS not in book.namelist():
        return []
    shared = _parsed(book, STRINGS).iterchildren(_ITEM)
    plain = (item[0].text if len(item) == 1 and item[0].tag == _TEXT else None for item in shared)
    return [escape(text or "", {"\r": "&#13;"}).encode("ascii", "xmlcharrefreplace") for text in plain]


def _with_texts(sheet: bytes, texts: list[bytes]) -> bytes:
    """Return a sheet whose plain texts stand in their cells; others are left to openpyxl, as is what is not known."""

    def in_its_cell(found: re.Match[bytes]) -> bytes:
        number = int(found[3])
        text = texts[number] if number < len(texts) else b""
        return b"%sstr%s<v>%s</v></c>" % (found[1], found[2], text) if text else found[0]

    return _SHARED.sub(in_its_cell, _INLINE.sub(rb"\1str\2<v>\3</v></c>", sheet))


def _titles(book: zipfile.ZipFile) -> dict[str, str]:
    """Return the titles of the sheets by their parts; none where the workbook is not laid out as all are."""
    if _BOOK not in book.namelist():
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in _parsed(book, "xl/_rels/workbook.xml.rels")}
    sheets = [(sheet.get(_ID), sheet.get("name", "")) for sheet in _parsed(book, _BOOK).iter(_SHEET)]
    return {str(PurePosixPath("/xl", targets[one])).lstrip("/"): title for one, title in sheets if one in targets}


def _parsed(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name), _PARSER)
