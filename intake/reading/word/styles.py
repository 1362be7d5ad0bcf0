"""What run properties and styles say about a run's marks (ISO/IEC 29500-1, 17.3.2 and 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from intake.reading.word.symbols import is_symbol_font
from intake.reading.word.wml import R_PR, VAL, W, is_on
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
_NO_FILL = frozenset({"auto", "FFFFFF", "ffffff"})
_FONTS, _ASCII, _H_ANSI = f"{W}rFonts", f"{W}ascii", f"{W}hAnsi"
_R_STYLE, _COLOR = f"{W}rStyle", f"{W}color"
_SHADING, _FILL = f"{W}shd", f"{W}fill"
_DEEPEST = 20  # styles based on styles
NONE: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProperties:
    """What one w:rPr or style sets: marks that it turns *on* or *off*; the rest is inherited."""

    on: frozenset[Mark] = NONE
    off: frozenset[Mark] = NONE
    style: str = ""
    font: str = ""  # where it is a symbol font

    def over(self, inherited: frozenset[Mark]) -> frozenset[Mark]:
        """Lay these properties over inherited marks."""
        return (inherited - self.off) | self.on


NOTHING = RunProperties()


def read_properties(element: etree._Element) -> RunProperties:
    """Read one w:rPr."""
    on: set[Mark] = set()
    off: set[Mark] = set()
    style = font = ""
    for child in element:
        tag = child.tag
        mark = _TOGGLES.get(tag)
        if mark is not None:
            (on if is_on(child.get(VAL)) else off).add(mark)
        elif tag == _COLOR:
            (off if child.get(VAL, "auto") in _BLACK else on).add(Mark.COLOUR)
        elif tag == _SHADING:
            if child.get(_FILL, "auto") not in _NO_FILL:
                on.add(Mark.HIGHLIGHT)
        elif tag == _FONTS:
            named = child.get(_ASCII) or child.get(_H_ANSI) or ""
            font = named if is_symbol_font(named) else ""
        elif tag == _R_STYLE:
            style = child.get(VAL, "")
    if not (on or off or style or font):
        return NOTHING
    return RunProperties(on=frozenset(on), off=frozenset(off - on), style=style, font=font)


def is_shaded(properties: etree._Element | None) -> bool:
    """Say whether a cell's properties give it a fill other than white."""
    shading = properties.find(_SHADING) if properties is not None else None
    return shading is not None and shading.get(_FILL, "auto") not in _NO_FILL


@dataclass(frozen=True, kw_only=True)
class Styles:
    """The styles of a document by id; each is resolved when it is first met."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""  # the paragraph style of paragraphs that name none
    _resolved: dict[str, frozenset[Mark]] = field(default_factory=dict)

    def marks(self, style: str) -> frozenset[Mark]:
        """Return the marks that a style gives, with those of the styles that it is based on."""
        if style not in self._resolved:
            self._resolved[style] = self._resolve(style)
        return self._resolved[style]

    def _resolve(self, style: str) -> frozenset[Mark]:
        chain: list[etree._Element] = []
        while style in self.elements and len(chain) < _DEEPEST:
            chain.append(self.elements[style])
            based_on = chain[-1].find(f"{W}basedOn")
            style = based_on.get(VAL, "") if based_on is not None else ""
        marks = NONE
        for element in reversed(chain):
            properties = element.find(R_PR)
            marks = read_properties(properties).over(marks) if properties is not None else marks
        return marks


def read_styles(root: etree._Element) -> Styles:
    """Index the styles part."""
    elements = {element.get(f"{W}styleId", ""): element for element in root.iterchildren(f"{W}style")}
    default = (
        name
        for name, element in elements.items()
        if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0"))
    )
    return Styles(elements=elements, default=next(default, ""))
