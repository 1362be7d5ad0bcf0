"""Boxes and ticks as characters: typed ones, and those of the symbol fonts that Word and Excel use."""

from __future__ import annotations

import re

from intake.rules.forms.places import Box, Control, Mark, Span

TICKED = "☒"
EMPTY = "☐"

_BOXES = {
    **dict.fromkeys("☑☒■✓✔✗✘⊠⌧🗹🗷🗸✅", Box.TICKED),
    **dict.fromkeys("☐□▢◻⬜❏❑❒🞎", Box.EMPTY),
}
_BOX = re.compile(f"([{''.join(_BOXES)}])\ufe0f?")

_SYMBOL_FONTS = {
    "wingdings": {
        0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x78: "☒", 0xFC: "✓", 0xFB: "✗",
    },
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x51: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□", 0x30: "□"},
    "webdings": {0x61: "✔", 0x63: "□", 0x72: "✗"},
}  # fmt: skip
_PRIVATE_USE = 0xF000  # where Word keeps the characters of symbol fonts: U+F020 to U+F0FF
_SYMBOL_FONTS["opensymbol"] = {  # LibreOffice's stand-in for Wingdings, which has letters as well
    _PRIVATE_USE + code: sign for code, sign in _SYMBOL_FONTS["wingdings"].items()
}


def is_symbol_font(font: str) -> bool:
    """Say whether letters in *font* show as other characters."""
    return font.lower() in _SYMBOL_FONTS


def in_symbol_font(text: str, font: str) -> str:
    """Return *text* with the boxes and ticks that it shows in *font*; other characters are left as they are."""
    shown = _SYMBOL_FONTS.get(font.lower())
    return "".join(shown.get(ord(letter)) or shown.get(_code(letter), letter) for letter in text) if shown else text


def _code(letter: str) -> int:
    code = ord(letter)
    return code - _PRIVATE_USE if _PRIVATE_USE <= code <= _PRIVATE_USE + 0xFF else code


def spans_of(text: str, marks: frozenset[Mark], control: Control | None = None) -> tuple[Span, ...]:
    """Cut *text* into spans: every box is one of its own."""
    if text.isascii() or not _BOX.search(text):
        return (Span(text=text, marks=marks, control=control),) if text else ()
    return tuple(
        Span(text=piece, marks=marks, box=_BOXES.get(piece), control=control) for piece in _BOX.split(text) if piece
    )
