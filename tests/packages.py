"""Small office packages written by hand, one construct at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "r": _OFFICE,
    }.items()
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """Zip *entries* in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def _content_types(overrides: Mapping[str, str]) -> str:
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def references(targets: Mapping[str, tuple[str, str]]) -> str:
    """Write a relationships part from ids to kinds and targets."""
    listed = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def word_part(element: str, content: str) -> str:
    """Wrap *content* in a part's root element with the usual namespaces."""
    return f"<w:{element} {_NAMESPACES}>{content}</w:{element}>"


def docx(body: str, *, parts: Mapping[str, tuple[str, str]] | None = None, main: str = "word/document.xml") -> bytes:
    """Build a docx; *parts* are further ones by name: a kind of relationship and XML. They are rId1, rId2 and so on."""
    parts = parts or {}
    targets = {f"rId{n}": (kind, f"/{name}") for n, (name, (kind, _)) in enumerate(parts.items(), start=1)}
    folder, _, name = main.rpartition("/")
    return zipped(
        {
            "[Content_Types].xml": _content_types({main: f"{_WORD}.document.main+xml"}),
            "_rels/.rels": references({"rId1": ("officeDocument", main)}),
            main: word_part("document", f"<w:body>{body}</w:body>"),
            f"{folder}/_rels/{name}.rels": references(targets),
            **{part: xml for part, (_, xml) in parts.items()},
        }
    )


def xlsx(sheet: str, *, workbook: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Build a workbook of one sheet, "Лист1": *sheet* is what its worksheet element holds."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    names = f'xmlns="{main}" xmlns:r="{_OFFICE}"'
    sheets = '<sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets>'
    return zipped(
        {
            "[Content_Types].xml": _content_types(
                {"xl/workbook.xml": f"{_SHEET}.sheet.main+xml", "xl/worksheets/sheet1.xml": f"{_SHEET}.worksheet+xml"}
            ),
            "_rels/.rels": references({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f"<workbook {names}>{sheets}{workbook}</workbook>",
            "xl/_rels/workbook.xml.rels": references({"rId1": ("worksheet", "worksheets/sheet1.xml")}),
            "xl/worksheets/sheet1.xml": f"<worksheet {names}>{sheet}</worksheet>",
            **(parts or {}),
        }
    )
