"""Ovals that are drawn round an option on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from packages import docx
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
