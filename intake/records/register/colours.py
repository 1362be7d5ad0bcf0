"""Colours of cells as ARGB, whether chosen by value, from the theme (what Excel offers first) or by an old number."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache

from openpyxl import Workbook
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.writer.theme import theme_xml

# In the order of their numbers in a cell's style, which is another one than in the theme: ECMA-376 Part 1, 18.8.3.
_NAMES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_INK = 1  # the theme's colour of plain letters
_SYSTEM = 64  # from here on they are the system's: its ink and its paper
_OPAQUE = "FF"
_COLOUR = r'<a:{}>.*?(?:lastClr|srgbClr val)="([0-9A-Fa-f]{{6}})"'


def argb(colour: Color | None, workbook: Workbook | None) -> str | None:
    """Return a colour; None where none was chosen: no colour at all, or the plain ink of the theme or the system."""
    if colour is None:
        return None
    if colour.type == "rgb":
        return str(colour.rgb)
    if colour.type == "indexed":
        return _OPAQUE + COLOR_INDEX[colour.indexed][2:] if colour.indexed < _SYSTEM else None
    if colour.type != "theme" or (colour.theme == _INK and not colour.tint):
        return None
    palette = _palette(getattr(workbook, "loaded_theme", None) or theme_xml.encode())
    return _OPAQUE + _tinted(palette[colour.theme], colour.tint) if colour.theme < len(palette) else None


@cache
def _palette(theme: bytes) -> tuple[str, ...]:
    """Return the colours of a theme as RGB; fewer where it is not whole."""
    text = theme.decode("utf-8", "replace")
    told = (re.search(_COLOUR.format(name), text, re.DOTALL) for name in _NAMES)
    return tuple(found[1].upper() for found in told if found is not None)


def _tinted(rgb: str, tint: float) -> str:
    """Return a colour made lighter (above 0) or darker, as 18.8.19 has it."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, saturation))
