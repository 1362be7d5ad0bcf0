# ruff: noqa: E501 - markup is best read whole
"""WordprocessingML in strings: paragraphs, tables, controls, and the package around them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO

from accuracy.paper import Ink, Line, Span

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_INKS = {
    Ink.BOLD: "<w:b/>",
    Ink.ITALIC: "<w:i/>",
    Ink.STRIKE: "<w:strike/>",
    Ink.HIGHLIGHT: '<w:highlight w:val="yellow"/>',
    Ink.UNDERLINE: '<w:u w:val="single"/>',
    Ink.SMALL: '<w:sz w:val="16"/>',
    Ink.BLUE: '<w:color w:val="0070C0"/>',
    Ink.GREY: '<w:color w:val="808080"/>',
}
_ROOTS = {"header": "hdr", "footer": "ftr"}
_ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def run(text: str, *inks: Ink) -> str:
    """A run; tabs and line ends become w:tab and w:br."""
    if Ink.WINGDINGS in inks:
        return f'<w:r><w:sym w:font="Wingdings" w:char="{ord(text):04X}"/></w:r>'
    looks = "".join(xml for ink, xml in _INKS.items() if ink in inks)
    inner = escape(text, quote=False).replace("\t", "</w:t><w:tab/>" + _T).replace("\n", "</w:t><w:br/>" + _T)
    return f"<w:r><w:rPr>{looks}</w:rPr>{_T}{inner}</w:t></w:r>"


_T = '<w:t xml:space="preserve">'


def spans(line: Line) -> str:
    """The runs of a line; boxes as their glyphs."""
    return "".join(run(piece.text, *piece.inks) for piece in line)


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of ready runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def text_paragraph(text: str, *inks: Ink) -> str:
    """A paragraph of one look."""
    return paragraph(run(text, *inks))


def cell(*blocks: str, span: int = 1, merge: str = "") -> str:
    """A table's cell; *merge* is "restart" or "continue" of a cell over several rows."""
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = "".join(blocks) or "<w:p/>"
    closing = "<w:p/>" if inner.endswith("</w:tbl>") else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{inner}{closing}</w:tc>'


def row(*cells: str) -> str:
    """A table's row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], columns: int) -> str:
    """A table of *columns* grid columns."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def control(inner: str, *, alias: str = "", kind: str = "<w:text/>", prompt: str = "") -> str:
    """A content control around runs, paragraphs, cells or rows; *prompt* is shown while it is empty."""
    shown = run(prompt) if prompt else inner
    name = f'<w:alias w:val="{escape(alias)}"/>' if alias else ""
    empty = "<w:showingPlcHdr/>" if prompt else ""
    return f"<w:sdt><w:sdtPr>{name}{empty}{kind}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def choosing(allowed: Sequence[str], *, combo: str = "dropDownList") -> str:
    """The kind of a control with a list."""
    entries = "".join(f'<w:listItem w:displayText="{escape(o)}" w:value="{escape(o)}"/>' for o in allowed)
    return f"<w:{combo}>{entries}</w:{combo}>"


def check_box(piece: Span) -> str:
    """A box as Word 2010 and later make it."""
    state = int(bool(piece.box))
    kind = f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
    return control(run("☒" if piece.box else "☐"), kind=kind)


def form_box(piece: Span) -> str:
    """A box as Word 97 made it."""
    data = f'<w:ffData><w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked w:val="{int(bool(piece.box))}"/></w:checkBox></w:ffData>'
    return _field(data, "FORMCHECKBOX", "")


def form_text(text: str) -> str:
    """A text field as Word 97 made it; five blanks stand in an empty one."""
    shown = run(text) if text else run("\u2002" * 5)
    return _field("<w:ffData><w:enabled/><w:textInput/></w:ffData>", "FORMTEXT", shown)


def form_list(allowed: Sequence[str], chosen: str) -> str:
    """A list as Word 97 made it; the first entry stands where nothing was chosen."""
    entries = "".join(f'<w:listEntry w:val="{escape(o)}"/>' for o in allowed)
    data = f'<w:ffData><w:enabled/><w:ddList><w:result w:val="{allowed.index(chosen)}"/>{entries}</w:ddList></w:ffData>'
    return _field(data, "FORMDROPDOWN", "")


def _field(data: str, code: str, shown: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_AUTHOR = 'w:id="7" w:author="Lice" w:date="2021-09-08T10:00:00Z"'


def inserted(runs: str) -> str:
    """Runs that were put in while changes were tracked."""
    return f"<w:ins {_AUTHOR}>{runs}</w:ins>"


def deleted(text: str) -> str:
    """Text that was taken out while changes were tracked."""
    return f'<w:del {_AUTHOR}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def text_box(*blocks: str) -> str:
    """A paragraph that anchors a text box, with the copy for older programs."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="Text Box 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    older = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>'
    return f"<w:p><w:r>{both}</w:r></w:p>"


def hyperlink(text: str) -> str:
    """A link in field codes whose target was never changed."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "mailto:stara.adresa@opstina.example" '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(text, Ink.UNDERLINE)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def document(*blocks: str, header: str = "", footer: str = "") -> bytes:
    """Pack a document; *header* and *footer* are blocks too."""
    parts = {name: xml for name, xml in (("header", header), ("footer", footer)) if xml}
    references = "".join(f'<w:{name}Reference w:type="default" r:id="{name}1"/>' for name in parts)
    body = f"{''.join(blocks)}<w:sectPr>{references}</w:sectPr>"
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _ROOT_RELATIONS,
        "word/_rels/document.xml.rels": _relations(parts),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{
            f"word/{name}1.xml": f"<w:{_ROOTS[name]} {_NAMESPACES}>{xml}</w:{_ROOTS[name]}>"
            for name, xml in parts.items()
        },
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    """Pack XML parts with a fixed time, so that equal forms are equal bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in files.items():
            package.writestr(
                zipfile.ZipInfo(name, (2021, 9, 8, 10, 0, 0)), f'<?xml version="1.0" encoding="UTF-8"?>{xml}'
            )
    return packed.getvalue()


def _content_types(parts: Iterable[str]) -> str:
    overrides = {"document": f"{_TYPES}.document.main+xml", **{f"{name}1": f"{_TYPES}.{name}+xml" for name in parts}}
    lines = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _relations(parts: Iterable[str]) -> str:
    links = "".join(f'<Relationship Id="{name}1" Type="{_OFFICE}/{name}" Target="{name}1.xml"/>' for name in parts)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
