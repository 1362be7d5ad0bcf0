"""How the Word form looks: page, styles, tables, footer. No words of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from intake.blank.controls import element
from intake.rules.call import FieldType, Text

ANNEX, TITLE, TITLE_ENGLISH = "Form Annex", "Form Title", "Form Title English"
CALL, CALL_ENGLISH, HEADING, NOTE, CAPTION = "Form Call", "Form Call English", "Heading 1", "Form Note", "Form Caption"
LABEL, LABEL_ENGLISH, HINT = "Form Label", "Form Label English", "Form Hint"
ANSWER, OPTION, SUBOPTION = "Form Answer", "Form Option", "Form Suboption"
STAMP, SIGNATURE, GAP = "Form Stamp", "Form Signature", "Form Gap"
ENGLISH, PROMPT = "Form English", "Placeholder Text"
GRID, BORDERLESS = "Table Grid", "Normal Table"

WIDTH = (Cm(17),)
LABEL_AND_ANSWER = (Cm(6.2), Cm(10.8))
STAMP_AND_SIGNATURE = (Cm(8.5), Cm(8.5))
_ROOM = {FieldType.LONG_TEXT: Cm(2.6), FieldType.MULTIPLE: Cm(1.5)}
ROW_TO_FILL = Cm(1.1)

LABEL_FILL, NOTE_FILL = "F1F5FA", "FBF6E9"
_LINE = "B8C4D6"
_BLUE, _GREY, _BLACK = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x5F, 0x67, 0x73), RGBColor(0x1A, 0x1A, 0x1A)
_FONT = "Calibri"
_SERBIAN, _ENGLISH = "sr-Cyrl-BA", "en-GB"
_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = {"top": 60, "left": 110, "bottom": 60, "right": 110}  # twentieths of a point


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A paragraph style; sizes and spaces in points, indents in centimetres."""

    size: float
    colour: RGBColor = _BLACK
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    indent: float = 0
    hanging: float = 0  # how far the first line stands out of the indent: room for a box
    align: WD_ALIGN_PARAGRAPH = _LEFT
    language: str = _SERBIAN


_LOOKS = {
    "Normal": _Look(size=10.5),
    "Footer": _Look(size=8.5, colour=_GREY, align=_CENTRE),
    ANNEX: _Look(size=10.5, colour=_GREY, bold=True, align=_RIGHT),
    TITLE: _Look(size=20, colour=_BLUE, bold=True, before=4, align=_CENTRE),
    TITLE_ENGLISH: _Look(size=12, colour=_GREY, after=6, align=_CENTRE, language=_ENGLISH),
    CALL: _Look(size=12, bold=True, align=_CENTRE),
    CALL_ENGLISH: _Look(size=10, colour=_GREY, after=8, align=_CENTRE, language=_ENGLISH),
    HEADING: _Look(size=13, colour=_BLUE, bold=True, before=14, after=4),
    CAPTION: _Look(size=10.5, bold=True, before=10, after=2),
    NOTE: _Look(size=10.5, before=2),
    GAP: _Look(size=2),
    LABEL: _Look(size=10, bold=True),
    LABEL_ENGLISH: _Look(size=8.5, colour=_GREY, language=_ENGLISH),
    HINT: _Look(size=8.5, colour=_GREY, italic=True, before=1),
    ANSWER: _Look(size=10.5, before=1, after=1),
    OPTION: _Look(size=10.5, before=1, after=1, indent=0.5, hanging=0.5),
    SUBOPTION: _Look(size=10.5, before=1, after=1, indent=1.3, hanging=0.5),
    STAMP: _Look(size=9, colour=_GREY, align=_CENTRE),
    SIGNATURE: _Look(size=9, colour=_GREY, align=_CENTRE),
}


def prepare(document: Document, *, title: str, subject: str) -> None:
    """Set the page to A4, make the styles and name the document; what the template says of itself goes."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(1.6), Cm(1.8), Cm(0.9)
    properties = document.core_properties
    properties.title, properties.subject, properties.language = title, subject, _SERBIAN
    properties.author = properties.comments = ""
    _forget_template(document)
    for name, look in _LOOKS.items():
        _shape(_style(document, name), look)
    english = document.styles.add_style(ENGLISH, WD_STYLE_TYPE.CHARACTER)
    _dress(english, size=8.5, colour=_GREY, language=_ENGLISH)
    english.font.bold = False
    _dress(document.styles.add_style(PROMPT, WD_STYLE_TYPE.CHARACTER), size=9.5, colour=_GREY, language=_SERBIAN)
    _line_below(document.styles[HEADING])


def _forget_template(document: Document) -> None:
    """Take out the day and the picture of the library's own template."""
    described = document.core_properties._element  # noqa: SLF001  # no public way in
    for name in ("dcterms:created", "dcterms:modified"):
        for moment in described.findall(qn(name)):
            described.remove(moment)
    relations = document.part.package.rels
    for relation in [rid for rid, rel in relations.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(relation)


def _style(document: Document, name: str) -> ParagraphStyle:
    styles = document.styles
    found: ParagraphStyle = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return found


def _shape(style: ParagraphStyle, look: _Look) -> None:
    _dress(style, size=look.size, colour=look.colour, language=look.language)
    style.font.bold, style.font.italic = look.bold, look.italic
    space = style.paragraph_format
    space.space_before, space.space_after, space.line_spacing = Pt(look.before), Pt(look.after), 1.0
    space.left_indent, space.first_line_indent = Cm(look.indent), Cm(-look.hanging)
    space.alignment = look.align
    space.keep_with_next = style.name in (HEADING, CAPTION)


def _dress(style: CharacterStyle, *, size: float, colour: RGBColor, language: str) -> None:
    style.font.size, style.font.color.rgb, style.font.name = Pt(size), colour, _FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), _FONT)
    properties.append(element("w:lang", val=language, eastAsia="en-US"))


def _line_below(style: ParagraphStyle) -> None:
    border = element("w:bottom", val="single", sz="8", space="2", color=str(_BLUE))
    _before_spacing(style.element.get_or_add_pPr(), element("w:pBdr", border))


def line_above(paragraph: Paragraph) -> None:
    """Draw a line on which to sign."""
    border = element("w:top", val="single", sz="6", space="3", color=str(_GREY))
    _before_spacing(paragraph._p.get_or_add_pPr(), element("w:pBdr", border))  # noqa: SLF001  # no public way in


def _before_spacing(properties: etree._Element, border: etree._Element) -> None:
    """Put a border where the schema wants it: before spacing, indent and alignment."""
    later = {qn(f"w:{name}") for name in ("shd", "spacing", "ind", "jc", "outlineLvl")}
    at = next((number for number, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(at, border)


# Tables


def table(document: Document, widths: tuple[Length, ...], *, style: str) -> Table:
    """Add a table without rows, with columns of those *widths*; a gap keeps it from being one with a table before."""
    before = document.element.body[-2:-1]  # the last element is the section's
    if before and before[0].tag == qn("w:tbl"):
        document.add_paragraph(style=GAP)
    made: Table = document.add_table(rows=0, cols=len(widths))
    made.style = document.styles[style]
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    _frame(made._tbl.tblPr, lined=style == GRID)  # noqa: SLF001  # no public way in
    return made


def _frame(properties: etree._Element, *, lined: bool) -> None:
    """Put lines and padding where the schema wants them: around the layout (17.4.59)."""
    at = next(number for number, child in enumerate(properties) if child.tag == qn("w:tblLayout"))
    padding = (element(f"w:{side}", w=str(space), type="dxa") for side, space in _PADDING.items())
    properties.insert(at + 1, element("w:tblCellMar", *padding))
    if lined:
        lines = (element(f"w:{side}", val="single", sz="4", space="0", color=_LINE) for side in _SIDES)
        properties.insert(at, element("w:tblBorders", *lines))


def columns(number: int) -> tuple[Length, ...]:
    """Return the widths of *number* columns, the last one narrower: it takes a level, not a name."""
    narrow = Cm(2.8)
    return (*(Length((WIDTH[0] - narrow) // (number - 1)) for _ in range(number - 1)), narrow) if number > 1 else WIDTH


def add_row(to: Table) -> _Row:
    """Add a row that stays on one page, its cells centred in height."""
    row: _Row = to.add_row()  # type: ignore[no-untyped-call]  # the library leaves it bare
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001  # no public way in
    for cell in row.cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return row


def make_room(row: _Row, kind: FieldType) -> None:
    """Make *row* high enough for an answer of that kind, which begins at the top."""
    row.height = _ROOM[kind]
    row.cells[-1].vertical_alignment = WD_ALIGN_VERTICAL.TOP


def repeat_on_every_page(row: _Row) -> None:
    """Make *row* the head of its table on every page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001  # no public way in


def shade(cell: _Cell, fill: str) -> None:
    """Give *cell* a background."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # no public way in
    shading = element("w:shd", val="clear", color="auto", fill=fill)
    alignment = properties.find(qn("w:vAlign"))
    if alignment is None:
        properties.append(shading)
    else:
        alignment.addprevious(shading)


# The foot of every page


def footer(document: Document, name: str, page: Text) -> None:
    """Write *name* and the number of the page at the foot; *page* has the places {page} and {pages}."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{name}   ·   ")
    for text, style in ((page.sr, None), (f"   ·   {page.en}", None)):
        for piece in re.split(r"(\{pages?\})", text):
            if piece in ("{page}", "{pages}"):
                _number(paragraph, "PAGE" if piece == "{page}" else "NUMPAGES")
            else:
                paragraph.add_run(piece, style=style)


def _number(paragraph: Paragraph, instruction: str) -> None:
    field = element("w:fldSimple", element("w:r", _shown("1")), instr=f" {instruction} ")
    paragraph._p.append(field)  # noqa: SLF001  # no public way in


def _shown(text: str) -> etree._Element:
    shown = element("w:t")
    shown.text = text
    return shown
