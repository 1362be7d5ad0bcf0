"""What run properties and styles say about a run's marks (ISO/IEC 29500-1, 17.3.2 and 17.7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.sax.saxutils import escape

from lxml import etree

from intake.reading.word.symbols import is_symbol_font
from intake.reading.word.wml import P_PR, R_PR, VAL, W, is_on, whole
from intake.rules.forms.places import Mark

_TOGGLES = {
    f"{W}b": Mark.BOLD,
    f"{W}i": Mark.ITALIC,
    f"{W}u": Mark.UNDERLINE,
    f"{W}strike": Mark.STRIKE,
    f"{W}dstrike": Mark.STRIKE,
    f"{W}vanish": Mark.HIDDEN,
    f"{W}highlight": Mark.HIGHLIGHT,
}
_BLACK = frozenset({"auto", "000000"})
_SHADE = re.compile(r"[0-9A-Fa-f]{6}")
_OF_COLOUR = frozenset({Mark.COLOUR, Mark.GREY})
_COLOURED = frozenset({Mark.COLOUR})
_NEARLY_GREY, _WHITE, _DARK = 24, 250, 64  # of 255
_NO_FILL = frozenset({"auto", "FFFFFF", "ffffff"})
_FONTS, _ASCII, _H_ANSI = f"{W}rFonts", f"{W}ascii", f"{W}hAnsi"
_R_STYLE, _COLOR = f"{W}rStyle", f"{W}color"
_SIZE, _USUAL_SIZE = f"{W}sz", 20  # in half-points; what 17.3.2.38 gives a document that tells none
_SHADING, _FILL = f"{W}shd", f"{W}fill"
_NUM_PR, _NUM_ID, _LEVEL = f"{W}numPr", f"{W}numId", f"{W}ilvl"
_DEEPEST = 20  # styles based on styles
NONE: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProperties:
    """What one w:rPr or style sets: marks that it turns *on* or *off*; the rest is inherited."""

    on: frozenset[Mark] = NONE
    off: frozenset[Mark] = NONE
    style: str = ""
    font: str = ""  # where it is a symbol font
    size: int = 0  # in half-points, where it is told

    def over(self, inherited: frozenset[Mark]) -> frozenset[Mark]:
        """Lay these properties over inherited marks."""
        return (inherited - self.off) | self.on


NOTHING = RunProperties()


def read_properties(element: etree._Element) -> RunProperties:
    """Read one w:rPr."""
    on: set[Mark] = set()
    off: set[Mark] = set()
    style = font = ""
    size = 0
    for child in element:
        tag = child.tag
        mark = _TOGGLES.get(tag)
        if mark is not None:
            (on if is_on(child.get(VAL)) else off).add(mark)
        elif tag == _COLOR:
            colour = child.get(VAL, "auto")
            own = marks_of_colour(colour)
            on |= own
            off |= _OF_COLOUR - own
        elif tag == _SHADING:
            if child.get(_FILL, "auto") not in _NO_FILL:
                on.add(Mark.HIGHLIGHT)
        elif tag == _FONTS:
            named = child.get(_ASCII) or child.get(_H_ANSI) or ""
            font = named if is_symbol_font(named) else ""
        elif tag == _R_STYLE:
            style = child.get(VAL, "")
        elif tag == _SIZE:
            size = whole(child.get(VAL, ""))
    if not (on or off or style or font or size):
        return NOTHING
    return RunProperties(on=frozenset(on), off=frozenset(off - on), style=style, font=font, size=size)


def marks_of_colour(colour: str) -> frozenset[Mark]:
    """Return how text in a *colour* is marked: six hexadecimal digits, or "auto"; nearly black is black."""
    if colour in _BLACK:
        return NONE
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)] if _SHADE.fullmatch(colour) else [_WHITE]
    if max(parts) < _DARK:
        return NONE
    return _OF_COLOUR if max(parts) - min(parts) <= _NEARLY_GREY and max(parts) < _WHITE else _COLOURED


def is_shaded(properties: etree._Element | None) -> bool:
    """Say whether a cell's properties give it a fill other than white."""
    shading = properties.find(_SHADING) if properties is not None else None
    return shading is not None and shading.get(_FILL, "auto") not in _NO_FILL


@dataclass(slots=True)
class _Given:
    """What a style gives, with those that it is based on."""

    marks: frozenset[Mark] = NONE
    size: int = 0
    item: tuple[str, int] = ("", 0)


@dataclass(frozen=True, kw_only=True)
class Styles:
    """The styles of a document; each is found by its id and resolved when it is first met."""

    find: Callable[[str], etree._Element | None] = lambda _style: None
    default: str = ""  # the paragraph style of paragraphs that name none
    usual: int = _USUAL_SIZE  # of letters, where no style tells one
    _resolved: dict[str, _Given] = field(default_factory=dict)

    def marks(self, style: str) -> frozenset[Mark]:
        """Return the marks that a style gives, with those of the styles that it is based on."""
        return self._given(style).marks

    def size(self, style: str) -> int:
        """Return the size of letters that a style or one below it gives, in half-points; 0 where none does."""
        return self._given(style).size

    def item(self, style: str) -> tuple[str, int]:
        """Return of which list paragraphs of a style are items, and at which level; "" where they are of none."""
        return self._given(style).item

    def _given(self, style: str) -> _Given:
        if style not in self._resolved:
            self._resolved[style] = self._resolve(style)
        return self._resolved[style]

    def _resolve(self, style: str) -> _Given:
        chain: list[etree._Element] = []
        while len(chain) < _DEEPEST and (element := self.find(style)) is not None:
            chain.append(element)
            based_on = element.find(f"{W}basedOn")
            style = based_on.get(VAL, "") if based_on is not None else ""
        given = _Given()
        for element in reversed(chain):
            given.item = item_of(element.find(P_PR), given.item)
            if (properties := element.find(R_PR)) is not None:
                read = read_properties(properties)
                given.marks, given.size = read.over(given.marks), read.size or given.size
        return given


def item_of(properties: etree._Element | None, inherited: tuple[str, int]) -> tuple[str, int]:
    """Return of which list, and at which level, a paragraph with these *properties* is an item (17.9.3, 17.9.18)."""
    numbered = properties.find(_NUM_PR) if properties is not None else None
    if numbered is None:
        return inherited
    number, level = numbered.find(_NUM_ID), numbered.find(_LEVEL)
    list_ = number.get(VAL, "") if number is not None else inherited[0]
    return list_, whole(level.get(VAL, "")) if level is not None else inherited[1]


def read_styles(content: bytes, parse: Callable[[bytes], etree._Element]) -> Styles:
    """Return the styles of a part; *parse* is what makes elements of it.

    Word writes hundreds of styles and a form uses five: each is looked for in the part as it is written, and parsed by
    itself. The whole part is parsed where one is not found so.
    """
    sheet = _Sheet(content, parse)
    return Styles(find=sheet.find, default=sheet.default(), usual=_usual_size(content))


def _usual_size(content: bytes) -> int:
    """Return the size that the document's own defaults tell (17.7.5.1), before any style."""
    begin, end = content.find(_DEFAULTS), content.find(_DEFAULTS_END)
    told = _TOLD_SIZE.search(content, begin, end) if 0 <= begin < end else None
    return int(told[1]) if told else _USUAL_SIZE


_STYLE, _STYLE_ID = f"{W}style", f"{W}styleId"
_ROOT = re.compile(rb"<w:styles\b[^>]*[^>/]>")
_DEFAULT = re.compile(rb'w:default="')
_BEGIN, _END = b"<w:style ", b"</w:style>"
_DEFAULTS, _DEFAULTS_END = b"<w:docDefaults", b"</w:docDefaults>"
_TOLD_SIZE = re.compile(rb'<w:sz w:val="(\d{1,4})"')
_SIGNS = (b"'", b"!", b"\n", b"\r", b"\t")  # single bytes are found at once; what is unusual has one of them
_UNUSUAL = re.compile(rb"='|<!--|<!\[CDATA\[|<w:style[\n\r\t]")


def _is_unusual(content: bytes, start: int) -> bool:
    """Tell whether some tag from *start* on may be written otherwise than Word and LibreOffice write it."""
    return any(content.find(sign, start) >= 0 for sign in _SIGNS) and _UNUSUAL.search(content, start) is not None


class _Sheet:
    """The styles part as it is written."""

    def __init__(self, content: bytes, parse: Callable[[bytes], etree._Element]) -> None:
        self._content = content
        self._parse = parse
        root = _ROOT.search(content)
        self._root = root[0] if root is not None and not _is_unusual(content, root.end()) else b""

    def find(self, style: str) -> etree._Element | None:
        """Return the element of that id; the last, where several have it."""
        if not style:
            return None
        named = f'w:styleId="{escape(style)}"'.encode("utf-8", "surrogatepass")
        element = self._around(self._content.rfind(named))
        return self._all.get(style) if element is None else element

    def default(self) -> str:
        """Return the id of the style of paragraphs that name none; "" where no style is it."""
        found = self._marked_default() if self._root else self._all.values()
        return next((element.get(_STYLE_ID, "") for element in found if _is_default(element)), "")

    def _marked_default(self) -> Iterator[etree._Element]:
        around = (self._around(mark.start()) for mark in _DEFAULT.finditer(self._content))
        yield from (element for element in around if element is not None)

    def _around(self, at: int) -> etree._Element | None:
        """Parse the style in whose first tag the place *at* is; None where it is in no such tag."""
        begin = self._content.rfind(_BEGIN, 0, max(at, 0))
        if not self._root or begin < 0 or b">" in self._content[begin:at]:
            return None
        end = self._content.find(_END, at) + len(_END)
        return self._parse(self._root + self._content[begin:end] + b"</w:styles>").find(_STYLE)

    @cached_property
    def _all(self) -> dict[str, etree._Element]:
        return {element.get(_STYLE_ID, ""): element for element in self._parse(self._content).iterchildren(_STYLE)}


def _is_default(element: etree._Element) -> bool:
    return element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0"))
