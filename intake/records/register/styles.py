"""How the register looks: a few named styles, shared by all cells."""

from __future__ import annotations

from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from intake.rules.register.sheets import Kind, Tone

FONT = "Calibri"
HEADER, STAFF_HEADER, LINK, STAFF, TITLE, CHAPTER, LABEL, COUNT, TOTAL, SMALL, NAME = (
    "intake header",
    "intake staff header",
    "intake link",
    "intake staff",
    "intake title",
    "intake chapter",
    "intake label",
    "intake count",
    "intake total",
    "intake small",
    "intake name",
)
PLAIN = "Normal"  # openpyxl's own
CELLS = {kind: f"intake {kind}" for kind in Kind}

_NAVY, _OLIVE, _INK, _BLUE, _GREY = "FF1F3A5F", "FF6B5B1E", "FF1A1A1A", "FF1F5FA8", "FF666666"
_STAFF_FILL, _TOTAL_FILL = "FFFFF9E5", "FFE8EDF4"
BAND = PatternFill(bgColor="FFF1F5FA", fill_type="solid")
_TONES = {
    Tone.GOOD: ("FF1E6B34", "FFDDF2E3"),
    Tone.ATTENTION: ("FF7A4B00", "FFFFEFC7"),
    Tone.BAD: ("FF9B1C1C", "FFFBE0DE"),
    Tone.QUIET: ("FF555555", "FFE9E9E9"),
}
MARKS = {True: "FFFFD9B3", False: "FFDCE9F9"}
"""The fill of cells at which the program has something to say: whether staff should act on it or only know it."""
PAPERS = frozenset({_STAFF_FILL, "00000000", BAND.bgColor.rgb, *MARKS.values()})
"""Fills that the program gives to cells itself; any other is staff's."""
INKS = frozenset({_INK, _BLUE, "FF000000", "00000000"})
"""Colours of letters that the program writes cells in itself."""
_HAIR = Side(style="thin", color="FFD5DCE5")
_FRAME = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_COUNTS = '0;-0;"–"'  # nothing is a dash: gaps are seen without reading
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="top")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


def register_styles(workbook: Workbook) -> None:
    """Add the styles to *workbook*, once."""
    for style in _styles():
        workbook.add_named_style(style)


def tone_style(tone: Tone) -> DifferentialStyle:
    """Return what a status of that tone looks like, beside its sign."""
    ink, paper = _TONES[tone]
    return DifferentialStyle(font=Font(bold=True, color=ink), fill=PatternFill(bgColor=paper, fill_type="solid"))


def _styles() -> tuple[NamedStyle, ...]:
    formats = {Kind.DAY: "d. m. yyyy.", Kind.MOMENT: "d. m. yyyy. hh:mm", Kind.NUMBER: "0"}
    cells = (
        _style(
            CELLS[kind],
            alignment=_WRAPPED if kind in (Kind.TEXT, Kind.STATUS) else _MIDDLE,
            number_format=formats.get(kind, "@"),
            border=_FRAME,
        )
        for kind in Kind
    )
    return (
        *cells,
        _style(HEADER, ink="FFFFFFFF", bold=True, fill=_NAVY, alignment=_CENTRED, border=_FRAME),
        _style(STAFF_HEADER, ink="FFFFFFFF", bold=True, fill=_OLIVE, alignment=_CENTRED, border=_FRAME),
        _style(LINK, ink=_BLUE, underline="single", alignment=_WRAPPED, number_format="@", border=_FRAME),
        _style(STAFF, fill=_STAFF_FILL, alignment=_WRAPPED, border=_FRAME),
        _style(TITLE, ink=_NAVY, bold=True, size=16),
        _style(CHAPTER, ink=_NAVY, bold=True, size=12, alignment=Alignment(vertical="bottom")),
        _style(LABEL, alignment=_WRAPPED, number_format="@", border=_FRAME),
        _style(COUNT, alignment=Alignment(horizontal="right", vertical="top"), number_format=_COUNTS, border=_FRAME),
        _style(TOTAL, bold=True, fill=_TOTAL_FILL, alignment=Alignment(vertical="top"), border=_FRAME),
        _style(NAME, number_format="@"),
        _style(SMALL, ink=_GREY, size=9, italic=True),
    )


def _style(  # noqa: PLR0913 - the parts of a style, each by its name
    name: str,
    *,
    ink: str = _INK,
    size: int = 11,
    bold: bool = False,
    italic: bool = False,
    underline: Literal["single"] | None = None,
    fill: str | None = None,
    alignment: Alignment | None = None,
    number_format: str = "General",
    border: Border | None = None,
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=Font(name=FONT, size=size, bold=bold, italic=italic, underline=underline, color=ink),
        fill=PatternFill(fgColor=fill, fill_type="solid") if fill else PatternFill(),
        alignment=alignment or Alignment(),
        number_format=number_format,
        border=border or Border(),
    )
