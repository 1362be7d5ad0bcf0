"""What is drawn on a PDF's page beside its letters: strokes below and through words, colours, ovals, check boxes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from pdfplumber.page import Page

from intake.rules.forms.places import Mark

_THIN = 2.0  # points that a stroke is high, at most
_BENDS = 4  # of an oval
_HIGHEST = 60.0  # points; a higher one goes round more than a line
_SLACK = 1.0  # points by which a stroke may be shorter or longer than what it marks
_BELOW, _ABOVE, _THROUGH = 0.3, 0.2, 0.6  # letter heights below and above their lower edge, and up to their middle
_LINE = 20.0  # points that a line is high, at most
_LARGEST = 0.4  # share of the page; a larger area is its background
_MOST = 2000  # strokes or areas of a page; more are a drawing
_WHITE = 250  # of 255
_SMALLEST, _WIDEST = 5.0, 18.0  # points that a check box is wide and high
_SIDES = 1.5  # points by which these differ, at most
_CROSS = 2  # strokes

Bounds = tuple[float, float, float, float]
"""Where a cell stands: left, top, right, bottom, in points."""

Drawn = Mapping[str, Any]
"""A letter, a word or a line, as pdfplumber describes it."""


def marks_of(letters: Sequence[Drawn], page: Page) -> Iterator[str]:
    """Yield of each of the *letters* of *page* whether a stroke goes through it, or a colour is behind it; or "".

    Each has its *area*, or None.
    """
    strokes = sorted(_strokes(page), key=lambda stroke: float(stroke["top"]))
    tops = [stroke["top"] for stroke in strokes]
    areas = _areas(page)
    for letter in letters:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        height = letter["bottom"] - letter["top"]
        ends = (letter["bottom"] - _THROUGH * height, letter["bottom"] - _ABOVE * height)
        begin, end = (bisect_left(tops, edge) for edge in ends)
        above, below = (letter["area"][1], letter["area"][3]) if letter["area"] else (0.0, page.height)
        crossing = [
            s for s in strokes[begin:end] if above + _SLACK < s["top"] < below - _SLACK
        ]  # its cell's rules do not
        if any(stroke["x0"] - _SLACK <= x <= stroke["x1"] + _SLACK for stroke in crossing):
            yield Mark.STRIKE
        else:
            yield Mark.HIGHLIGHT if any(_is_within(x, y, area) for area in areas) else ""


def _strokes(page: Page) -> Sequence[Drawn]:
    found = [each for each in (*page.lines, *page.rects) if each["height"] <= _THIN < each["width"]]
    return found if len(found) <= _MOST else ()


def _areas(page: Page) -> Sequence[Drawn]:
    """The areas of a page that are filled with a colour."""
    largest = _LARGEST * page.width * page.height
    filled = [each for each in page.rects if each["fill"] and each["height"] > _THIN]
    found = [each for each in filled if each["width"] * each["height"] < largest and _is_coloured(each)]
    return found if len(found) <= _MOST else ()


def may_rule(drawn: Drawn) -> bool:
    """Tell whether *drawn* may rule a cell: no check box or cross in one does, nor does a colour behind words.

    That is one without a border, no higher than a line.
    """
    match drawn["object_type"]:
        case "rect":
            behind = drawn["fill"] and not drawn["stroke"] and _THIN < drawn["height"] <= _LINE
            return bool(not behind and not is_small(drawn))
        case "line":
            return bool(min(drawn["width"], drawn["height"]) <= _THIN)
    return True


def _is_coloured(area: Drawn) -> bool:
    colour = hexadecimal(area["non_stroking_color"])
    return colour != "auto" and min(bytes.fromhex(colour)) < _WHITE


def hexadecimal(colour: object) -> str:
    """Return a colour of a page in six hexadecimal digits: grey, RGB or CMYK (ISO 32000-1, 8.6.4); else "auto"."""
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


def underlined(words: Sequence[Drawn], page: Page) -> Iterator[Drawn]:
    """Yield the words below which a stroke is drawn that is just as long: any other rules a place, or a cell."""
    beginning: defaultdict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        beginning[round(word["x0"])].append(at)
    for stroke in _strokes(page):
        left = round(stroke["x0"])
        for at in (at for near in (left - 1, left, left + 1) for at in beginning.get(near, ())):
            if _is_at(stroke, words[at]):
                run = _above(stroke, words[at:])
                yield from run if -_SLACK <= stroke["x1"] - run[-1]["x1"] <= _BELOW * _height(run[0]) else ()


def _above(stroke: Drawn, words: Sequence[Drawn]) -> Sequence[Drawn]:
    """The first of *words*, and those beside it that begin above the *stroke*."""
    row = takewhile(lambda word: word["x0"] < stroke["x1"] and abs(word["bottom"] - words[0]["bottom"]) < _SLACK, words)
    return tuple(row)


def _is_at(stroke: Drawn, word: Drawn) -> bool:
    """Tell whether *stroke* begins where *word* does, at its lower edge."""
    height = _height(word)
    near = -_ABOVE * height <= stroke["top"] - word["bottom"] <= _BELOW * height
    return bool(near and abs(stroke["x0"] - word["x0"]) <= _SLACK and stroke["x1"] > word["x0"])


def _height(word: Drawn) -> float:
    return float(word["bottom"] - word["top"])


def ringed(words: Sequence[Drawn], page: Page) -> Iterator[Drawn]:
    """Yield the words round which an oval is drawn: those at its middle, and not those that it only touches."""
    for oval in filter(_is_oval, page.curves):
        middle = (oval["top"] + oval["bottom"]) / 2
        row = (word for word in words if word["top"] <= middle <= word["bottom"])
        yield from (word for word in row if oval["x0"] < (word["x0"] + word["x1"]) / 2 < oval["x1"])


def _is_oval(curve: Drawn) -> bool:
    bends = sum(part[0] == "c" for part in curve.get("path") or ())
    return bool(curve["stroke"] and not curve["fill"]) and bends >= _BENDS and curve["height"] <= _HIGHEST


def check_boxes(page: Page, ruled: Iterable[Drawn]) -> Iterator[tuple[Drawn, bool]]:
    """Yield the squares that are drawn as check boxes, each once, with whether a cross is drawn in it.

    Some programs draw the sides of each by themselves: such squares are *ruled*, as cells are.
    """
    strokes = [each for each in page.lines if min(each["width"], each["height"]) > _THIN]
    drawn = (*filter(is_small, page.rects), *ruled)
    squares = {tuple(round(each[side]) for side in ("x0", "top")): each for each in drawn}
    for square in squares.values():
        cross = sum(is_over(square, stroke) for stroke in strokes)
        yield square, cross >= _CROSS


def is_small(square: Drawn) -> bool:
    """Tell whether a rectangle is a *square* as small as a check box."""
    width, height = square["width"], square["height"]
    return bool(_SMALLEST <= width <= _WIDEST and abs(width - height) <= _SIDES)


def is_over(place: Drawn, word: Drawn) -> bool:
    """Tell whether *place* covers the middle of *word*."""
    return _is_within((word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2, place)


def _is_within(x: float, y: float, area: Drawn) -> bool:
    return bool(area["x0"] <= x <= area["x1"] and area["top"] <= y <= area["bottom"])
