"""Ways in which applicants mark their choice, as (text, marks) pieces for each option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Key = tuple[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of text with its formatting."""

    text: str
    bold: bool = False
    strike: bool = False
    underline: bool = False
    highlight: bool = False


Lines = tuple[tuple[Piece, ...], ...]
Style = Callable[[Mapping[Key, str], Key], Lines]


def _glyphs(on: str, off: str) -> Style:
    def style(options: Mapping[Key, str], chosen: Key) -> Lines:
        return tuple((Piece(text=f"{on if k == chosen else off} {text}"),) for k, text in options.items())

    return style


def _behind(on: str, off: str) -> Style:
    def style(options: Mapping[Key, str], chosen: Key) -> Lines:
        return tuple((Piece(text=f"{text} {on if k == chosen else off}".rstrip()),) for k, text in options.items())

    return style


def _formatted(**marks: bool) -> Style:
    def style(options: Mapping[Key, str], chosen: Key) -> Lines:
        return tuple((Piece(text=text, **(marks if k == chosen else {})),) for k, text in options.items())

    return style


def _others_struck(options: Mapping[Key, str], chosen: Key) -> Lines:
    return tuple((Piece(text=text, strike=k != chosen),) for k, text in options.items())


def _numbered_x(options: Mapping[Key, str], chosen: Key) -> Lines:
    return tuple(
        (Piece(text=f"{n}. {text}" + (" – X" if k == chosen else "")),)
        for n, (k, text) in enumerate(options.items(), 1)
    )


def _only_one_left(options: Mapping[Key, str], chosen: Key) -> Lines:
    return ((Piece(text=options[chosen]),),)


STYLES: dict[str, Style] = {
    "glyph boxes": _glyphs("☒", "☐"),
    "tick glyphs": _glyphs("☑", "☐"),
    "square brackets": _glyphs("[x]", "[ ]"),
    "round brackets": _glyphs("(X)", "( )"),
    "x before": _glyphs("Х", ""),
    "box behind": _behind("☒", "☐"),
    "yes and no": _behind("– ДА", "– НЕ"),
    "bold": _formatted(bold=True),
    "underlined": _formatted(underline=True),
    "highlighted": _formatted(highlight=True),
    "others struck": _others_struck,
    "numbered, x behind": _numbered_x,
    "only one left": _only_one_left,
}
