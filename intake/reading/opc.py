"""Open Packaging Conventions (ISO/IEC 29500-2): the parts of an office package and how they refer to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from intake.reading.gate import Package, RefusedError, Relationship
from intake.rules.finding import Code

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)
_LENIENT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    recover=True,
)  # fmt: skip


def parse_part(package: Package, name: str) -> etree._Element:
    """Parse an XML part; raises RefusedError (damaged) where it is no XML or declares a document type."""
    return parse_xml(package.read_xml(name), name)


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Parse *content*, the part *name* or a piece of it; raises RefusedError as `parse_part` does."""
    return _parse(content, name, _PARSER)


def parse_leniently(package: Package, name: str) -> etree._Element:
    """Parse a part that programs write sloppily, as far as it goes: Excel leaves the "br" of its VML open."""
    return _parse(package.read_xml(name).replace(b"<br>", b"<br/>"), name, _LENIENT)


def _parse(content: bytes, name: str, parser: etree.XMLParser) -> etree._Element:
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as failure:
        raise RefusedError(Code.FORM_DAMAGED, f"{name}: {failure}") from failure
    if root is None:
        raise RefusedError(Code.FORM_DAMAGED, f"{name}: no XML")
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(Code.FORM_DAMAGED, f"{name}: a document type declaration")
    return root


def relationships(package: Package, source: str = "") -> tuple[Relationship, ...]:
    """Return what *source* refers to (the package itself: ""); nothing where it has no relationships part."""
    if source not in package.references:
        folder, name = posixpath.split(source)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        found = _read_relationships(parse_part(package, part), folder) if part in package else ()
        package.references[source] = tuple(found)
    return package.references[source]


def _read_relationships(root: etree._Element, folder: str) -> Iterator[Relationship]:
    for element in root:
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        yield Relationship(
            id=element.get("Id", ""),
            kind=element.get("Type", "").rsplit("/", 1)[-1],
            target=target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
            external=external,
        )


def main_part(package: Package, *, usual: str) -> str:
    """Return the name of the package's main part: what its relationship says, or else the *usual* one."""
    told = (rel.target for rel in relationships(package) if rel.kind == "officeDocument" and rel.target in package)
    name = next(told, usual)
    if name not in package:
        raise RefusedError(Code.FORM_DAMAGED, "the package has no main part")
    return name
