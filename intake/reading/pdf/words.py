"""The words of a PDF's page: those that are printed, and those that were typed into its form fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from intake.reading.word.styles import marks_of_colour
from intake.reading.word.symbols import EMPTY, TICKED, in_symbol_font
from intake.rules.forms.places import Mark

_LOOKS = {"bold": Mark.BOLD, "italic": Mark.ITALIC, "oblique": Mark.ITALIC}  # by what stands in a font's name
_LOOK = ["fontname", "non_stroking_color"]  # what all letters of a word have in common
_WORD_GAP = 0.25  # letter heights
_THIN = 2.0  # points that a stroke below words is high, at most
_BENDS = 4  # of an oval
_HIGHEST = 60.0  # points; a higher one goes round more than a line
_SLACK = 1.0  # points by which it may be shorter or longer than they are
_BELOW = 0.3  # letter heights between it and their lower edge; a blank behind the last may be underlined, too
_SYMBOL_FONTS = {"wingdings-regular": "wingdings", "wingdings2": "wingdings 2", "wingdings-2": "wingdings 2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and where it stands, in points from the page's left upper corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str = ""
    marks: frozenset[Mark] = frozenset()

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.bottom - self.top


def words_of(page: Page) -> Iterator[Word]:
    """Yield the printed words; letters of symbol fonts as the boxes that they show, and the looks of others."""
    printed = page.dedupe_chars().extract_words(x_tolerance_ratio=_WORD_GAP, extra_attrs=_LOOK)
    underlined = frozenset(map(id, _underlined(printed, page)))
    ringed = frozenset(map(id, _ringed(printed, page)))
    for word in printed:
        font = str(word["fontname"]).rpartition("+")[2].lower()
        yield Word(
            text=in_symbol_font(word["text"], _SYMBOL_FONTS.get(font, font)),
            left=word["x0"],
            top=word["top"],
            right=word["x1"],
            bottom=word["bottom"],
            font=f"{font} {word['bottom'] - word['top']:.0f}",
            marks=frozenset(
                {mark for name, mark in _LOOKS.items() if name in font}
                | ({Mark.UNDERLINE} if id(word) in underlined else set())
                | ({Mark.RING} if id(word) in ringed else set())
                | marks_of_colour(_hexadecimal(word["non_stroking_color"]))
            ),
        )


def _hexadecimal(colour: object) -> str:
    """A colour of a page in six hexadecimal digits: grey, RGB or CMYK (ISO 32000-1, 8.6.4)."""
    parts = (
        [*map(float, colour)] if isinstance(colour, tuple) and all(isinstance(x, int | float) for x in colour) else []
    )
    match parts:
        case [grey]:
            shades = [grey] * 3
        case [_, _, _]:
            shades = parts
        case [cyan, magenta, yellow, black]:
            shades = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        case _:
            return "auto"
    return "".join(f"{round(255 * min(max(shade, 0), 1)):02X}" for shade in shades)


def _underlined(words: Sequence[Mapping[str, Any]], page: Page) -> Iterator[Mapping[str, Any]]:
    """Yield the words below which a stroke is drawn that is just as long: any other rules a place, or a cell."""
    beginning: defaultdict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        beginning[round(word["x0"])].append(at)
    for stroke in (each for each in (*page.lines, *page.rects) if each["height"] <= _THIN):
        left = round(stroke["x0"])
        for at in (at for near in (left - 1, left, left + 1) for at in beginning.get(near, ())):
            if _is_at(stroke, words[at]):
                run = _above(stroke, words[at:])
                yield from run if -_SLACK <= stroke["x1"] - run[-1]["x1"] <= _slack(run[0]) else ()


def _ringed(words: Sequence[Mapping[str, Any]], page: Page) -> Iterator[Mapping[str, Any]]:
    """Yield the words round which an oval is drawn: those at its middle, and not those that it only touches."""
    for oval in filter(_is_oval, page.curves):
        middle = (oval["top"] + oval["bottom"]) / 2
        row = (word for word in words if word["top"] <= middle <= word["bottom"])
        yield from (word for word in row if oval["x0"] < (word["x0"] + word["x1"]) / 2 < oval["x1"])


def _is_oval(curve: Mapping[str, Any]) -> bool:
    bends = sum(part[0] == "c" for part in curve.get("path") or ())
    return bool(curve["stroke"] and not curve["fill"]) and bends >= _BENDS and curve["height"] <= _HIGHEST


def _above(stroke: Mapping[str, Any], words: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The first of *words*, and those beside it that begin above the *stroke*."""
    row = takewhile(lambda word: word["x0"] < stroke["x1"] and abs(word["bottom"] - words[0]["bottom"]) < _SLACK, words)
    return tuple(row)


def _is_at(stroke: Mapping[str, Any], word: Mapping[str, Any]) -> bool:
    """Tell whether *stroke* begins where *word* does, at its lower edge."""
    near = abs(stroke["top"] - word["bottom"]) <= _slack(word) and abs(stroke["x0"] - word["x0"]) <= _SLACK
    return bool(near and stroke["x1"] > word["x0"])


def _slack(word: Mapping[str, Any]) -> float:
    return float(_BELOW * (word["bottom"] - word["top"]))


def fields_of(page: Page) -> Iterator[Word]:
    """Yield what stands in the page's form fields (ISO 32000-1, 12.7.4): each line of text, each check box."""
    for widget in page.annots:
        data = widget["data"]
        value = resolve1(_inherited(data, "V"))
        match _name(_inherited(data, "FT")):
            case "Btn":
                state = _name(data.get("AS")) or _name(value)
                yield _placed(TICKED if state not in ("", "Off") else EMPTY, widget, 0, 1)
            case "Tx" | "Ch" if isinstance(value, bytes):
                lines = decode_text(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
                for number, line in enumerate(lines):
                    yield _placed(line, widget, number, len(lines))
            case _:
                pass


def _placed(text: str, widget: Mapping[str, Any], number: int, lines: int) -> Word:
    top, height = widget["top"], (widget["bottom"] - widget["top"]) / lines
    left = widget["x0"]  # as narrow as can be: nothing is said to have been wrapped
    return Word(text=text, left=left, top=top + number * height, right=left + 1, bottom=top + (number + 1) * height)


def _inherited(data: Mapping[str, Any], name: str) -> object:
    parent = resolve1(data.get("Parent"))
    return data.get(name) or (parent.get(name) if isinstance(parent, dict) else None)


def _name(value: object) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
