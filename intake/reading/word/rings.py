"""Ovals that people draw round what they choose: shapes without a text, at the paragraph on which they hang."""

from __future__ import annotations

import re

from lxml import etree

from intake.reading.word.wml import T

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"

OVALS = frozenset({"ellipse", "donut", "roundRect", "flowChartConnector", "flowChartTerminator"})
_VML = (f"{V}oval", f"{V}roundrect")
_SMALLEST = 150_000  # EMU, 12 points: what is smaller is a bullet
_EMU = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "": 12_700}
_BELOW = 250_000  # EMU from the paragraph's beginning; farther down, the middle of an oval may be at the next one
_ABOVE = -20_000
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*(pt|in|cm|mm|px|)\s*")


def is_ringed(graphic: etree._Element) -> bool:
    """Tell whether an oval in *graphic* stands round the line on which it hangs, which its middle does."""
    drawn = (_is_round(anchor) for anchor in graphic.iter(f"{WP}anchor"))
    return any(drawn) or any(_is_round_in_vml(shape) for shape in graphic.iter(*_VML))


def _is_round(anchor: etree._Element) -> bool:
    shapes = {geometry.get("prst") for geometry in anchor.iter(f"{A}prstGeom")}
    vertical, extent = anchor.find(f"{WP}positionV"), anchor.find(f"{WP}extent")
    if len(shapes) != 1 or not shapes <= OVALS or vertical is None or extent is None or _says(anchor):
        return False
    own = vertical.get("relativeFrom") in ("paragraph", "line")
    top = _whole(vertical.findtext(f"{WP}posOffset"))
    return own and top is not None and _is_beside(top, _whole(extent.get("cy")) or 0)


def _is_round_in_vml(shape: etree._Element) -> bool:
    style = dict(part.strip().split(":", 1) for part in shape.get("style", "").split(";") if ":" in part)
    own = style.get("mso-position-vertical-relative", "text") in ("text", "line")
    if not own or "absolute" not in style.get("position", "") or _says(shape):
        return False
    return _is_beside(_length(style.get("margin-top", "0")), _length(style.get("height", "0")))


def _is_beside(top: int, height: int) -> bool:
    return height >= _SMALLEST and _ABOVE <= top + height // 2 <= _BELOW


def _says(shape: etree._Element) -> bool:
    """Tell whether a text stands in *shape*: that is a text box."""
    return any((text.text or "").strip() for text in shape.iter(T))


def _whole(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain) if re.fullmatch(r"-?\d{1,9}", plain) else None


def _length(text: str) -> int:
    found = _LENGTH.fullmatch(text)
    try:
        return int(float(found[1]) * _EMU[found[2]]) if found else 0
    except (ValueError, OverflowError):
        return 0
