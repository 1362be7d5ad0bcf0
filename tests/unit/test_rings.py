"""Ovals that are drawn round an option on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from intake.reading.gate import Limits
from intake.reading.pdf.document import read_pdf
from intake.rules.judging.application import Application
from packages import docx, references, xlsx
from pdfs import pdf, text
from reading_forms import document, judged

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
OPTIONS = ("Дневни центар", "Мобилни теренски тимови", "Повећање свијести", "Инклузивно управљање ризиком")
LINE = 240_000  # EMU, about the height of a line with what stands round it


def drawn(top: int = -20_000, *, height: int = LINE, shape: str = "ellipse", said: str = "", origin: str = "") -> str:
    """An oval as Word draws it: its *top* counts from the paragraph, or from another *origin*."""
    text = f"<wps:txbx><w:txbxContent>{paragraph(said)}</w:txbxContent></wps:txbx>" if said else ""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor xmlns:wp="{WP}">'
        f'<wp:positionV relativeFrom="{origin or "paragraph"}"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="300000" cy="{height}"/><a:graphic xmlns:a="{A}"><a:graphicData><wps:wsp><wps:spPr>'
        f'<a:prstGeom prst="{shape}"/></wps:spPr>{text}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
        "</mc:Choice></mc:AlternateContent></w:r>"
    )


def vml(style: str = "position:absolute;margin-left:-4pt;margin-top:-1.6pt;width:24pt;height:18.9pt") -> str:
    """An oval as older programs write it."""
    return f'<w:r><w:pict><v:oval style="{style}"/></w:pict></w:r>'


def paragraph(text: str, ring: str = "") -> str:
    """A paragraph on which a *ring* may hang."""
    return f"<w:p>{ring}<w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(options: Sequence[str]) -> str:
    """The options, a paragraph each."""
    return "".join(options)


def cell(options: Sequence[str]) -> str:
    """The options in one cell, beside their question."""
    asked = paragraph("Кластер учења (заокружити један)")
    return f"<w:tbl><w:tr><w:tc>{asked}</w:tc><w:tc>{''.join(options)}</w:tc></w:tr></w:tbl>"


def rows(options: Sequence[str]) -> str:
    """The options in rows of their own."""
    return f"<w:tbl>{''.join(f'<w:tr><w:tc>{option}</w:tc></w:tr>' for option in options)}</w:tbl>"


def chosen(carrier: Callable[[Sequence[str]], str], *rings: str, number: bool = False) -> str | None:
    """The cluster that is read where these *rings* hang on the options, one by one."""
    texts = [f"{at}. {text}" if number else text for at, text in enumerate(OPTIONS, 1)]
    options = [paragraph(text, ring) for text, ring in zip(texts, (*rings, *("",) * len(texts)), strict=False)]
    head = ("Прилог 2", "Назив општине: Лакташи", "Контакт особа: Марко Марић", "Кластер учења (заокружити један)")
    got = judged(docx("".join(map(paragraph, head)) + carrier(options) + paragraph("Партнери: Црвени крст")))
    return got.cluster


@pytest.mark.parametrize("carrier", [lines, cell, rows])
@pytest.mark.parametrize("ring", [drawn(), drawn(shape="roundRect"), drawn(30_000, height=160_000), vml()])
@pytest.mark.parametrize("number", [True, False])
def test_an_option_with_an_oval_round_it_is_chosen(
    carrier: Callable[[Sequence[str]], str], ring: str, *, number: bool
) -> None:
    """As forms on paper are answered, where they say "заокружити"."""
    assert chosen(carrier, "", ring, number=number) == "mobile-teams"


@pytest.mark.parametrize(
    "ring",
    [
        drawn(300_000),
        drawn(-400_000),
        drawn(origin="page"),
        drawn(height=90_000),
        drawn(shape="line"),
        drawn(said="печат"),
        vml("position:absolute;margin-top:40pt;height:18.9pt"),
        vml("position:absolute;margin-top:2pt;height:9pt;mso-position-vertical-relative:page"),
        vml("margin-top:x;height:1e999pt"),
    ],
)
def test_what_stands_elsewhere_or_is_no_oval_chooses_nothing(ring: str) -> None:
    """It may stand round the next option, be a bullet, or a text box."""
    assert chosen(lines, "", ring) is None


def test_two_options_with_ovals_are_no_choice() -> None:
    """Which of them is meant, nothing tells."""
    assert chosen(lines, drawn(), drawn()) is None
    assert chosen(lines, *(drawn() for _ in OPTIONS)) is None


def test_an_oval_at_several_lines_of_one_paragraph_chooses_none() -> None:
    """Round which of them it stands, nothing tells."""
    broken = "</w:t><w:br/><w:t>".join(OPTIONS)
    got = document(docx(paragraph("Кластер:") + paragraph(broken, drawn())))

    assert "RING" not in str(got)


XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def corner(name: str, row: int, column: int, offset: int = 100_000) -> str:
    """Where an oval begins or ends, somewhere in a cell."""
    at = f"<xdr:col>{column}</xdr:col><xdr:colOff>{offset}</xdr:colOff><xdr:row>{row}</xdr:row>"
    return f"<xdr:{name}>{at}<xdr:rowOff>100000</xdr:rowOff></xdr:{name}>"


def sheet(*ovals: str, shape: str = "ellipse") -> str | None:
    """The cluster that is read in a sheet with these *ovals* over it; the options stand below their question."""
    said = ("Прилог 2", "Назив општине: Лакташи", "Кластер учења (заокружити један)", *OPTIONS, "Партнери: Нада")
    rows_ = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{text}</t></is></c></row>' for at, text in enumerate(said, 1)
    )
    form_ = f'<xdr:sp><xdr:spPr><a:prstGeom prst="{shape}"/></xdr:spPr></xdr:sp>'
    drawn_ = "".join(f"<xdr:twoCellAnchor>{oval}{form_}</xdr:twoCellAnchor>" for oval in ovals)
    drawing = f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}">{drawn_}</xdr:wsDr>'
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": references({"rId1": ("drawing", "../drawings/d.xml")}),
        "xl/drawings/d.xml": drawing,
    }
    return judged(xlsx(f"<sheetData>{rows_}</sheetData>", parts=parts)).cluster


def test_an_option_of_a_sheet_with_an_oval_round_it_is_chosen() -> None:
    """Its middle decides, for it is drawn larger than its row."""
    second = corner("from", 3, 0) + corner("to", 5, 0)

    assert sheet(second) == "mobile-teams"
    assert sheet(second, shape="line") is None
    assert sheet(second, corner("from", 5, 0) + corner("to", 6, 0)) is None
    assert sheet(corner("from", 3, 1) + corner("to", 5, 2)) is None
    assert sheet(corner("from", 3, 0)) is None


def oval(left: float, bottom: float, width: float, *, paint: str = "S") -> bytes:
    """An oval of four bends, as it is drawn on a page."""
    right, top, middle, centre = left + width, bottom + 20, bottom + 10, left + width / 2
    bends = (
        f"{left} {middle} m",
        f"{left} {top} {left} {top} {centre} {top} c",
        f"{right} {top} {right} {top} {right} {middle} c",
        f"{right} {bottom} {right} {bottom} {centre} {bottom} c",
        f"{left} {bottom} {left} {bottom} {left} {middle} c h",
    )
    return f"{' '.join(bends)} {paint}\n".encode()


def page(*ovals: bytes) -> Application:
    """A form of a page with these *ovals* on it; its options stand 20 points below each other."""
    said = (
        *("Prilog 2", "Naziv opstine: Laktasi", "Klaster ucenja (zaokruziti jedan)"),
        *("1. Dnevni centri", "2. Mobilni timovi", "3. Povecanje svijesti", "Partneri: Nada"),
        "Potvrdjujemo tacnost podataka: DA / NE",
    )
    rows_ = b"".join(text(one, 72, 700 - 20 * at) for at, one in enumerate(said))
    return judged(read_pdf(pdf(rows_ + b"".join(ovals)), Limits()))


@pytest.mark.parametrize("width", [20, 120])
def test_an_option_of_a_pdf_with_an_oval_round_it_or_its_number_is_chosen(width: int) -> None:
    """As a program prints what was drawn in Word."""
    assert page(oval(68, 614, width)).cluster == "mobile-teams"
    assert page(oval(68, 614, width, paint="f")).cluster is None
    assert page(oval(68, 614, width), oval(68, 634, width)).cluster is None


def test_the_yes_round_which_an_oval_is_drawn_counts() -> None:
    """Here the page says which of the two it is."""
    assert page(oval(226, 552, 21)).answers["accuracy"] is True
    assert page(oval(250, 552, 21)).answers["accuracy"] is False
