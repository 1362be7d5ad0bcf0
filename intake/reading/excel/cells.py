"""What one cell of a workbook shows, as lines of spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock

from intake.reading.word.symbols import in_symbol_font, spans_of
from intake.rules.forms.places import Box, Control, ControlKind, Mark, Span

_NO_MARKS: frozenset[Mark] = frozenset()
_UNSTYLED = (-1, -1)
_PADDED = re.compile(r"0{2,}")  # a number format of zeros only: 0038765…
_BLACK = frozenset({"00000000", "FF000000"})
_WHITE = frozenset({"00FFFFFF", "FFFFFFFF"})
_LIGHT_BACKGROUND, _DARK_TEXT = 0, 1  # theme colours
_BLACK_INDEXED = frozenset({0, 8, 64})  # the last is the system's text
_WHITE_INDEXED = frozenset({1, 9, 65})  # the last is the system's background
_RETURN = re.compile(r"_x000D_|\r")  # how XLSX writes a carriage return (ST_Xstring, 22.9.2.19)


@dataclass(kw_only=True)
class CellReader:
    """Turns cells into spans; looks are kept by font and fill, since openpyxl's style objects are slow."""

    _looks: dict[tuple[int, int], tuple[frozenset[Mark], str, float]] = field(default_factory=dict)

    def size(self, cell: SheetCell) -> float:
        """Return the size of *cell*'s letters, in points; 0 where its pieces have their own."""
        return 0 if isinstance(cell.value, CellRichText) else self._look(cell)[2]

    def spans(self, cell: SheetCell, control: Control | None) -> tuple[Span, ...]:
        """Return what *cell* shows; nothing for an empty one without a control."""
        value = cell.value
        if value is None:
            return (Span(text="", control=control),) if control else ()
        marks, font, _ = self._look(cell)
        if isinstance(value, CellRichText):
            return tuple(span for piece in value for span in _rich(piece, marks, control))
        if isinstance(value, bool):
            return (Span(text=str(value).upper(), marks=marks, box=Box.TICKED if value else Box.EMPTY),)
        text, written = _plain(value, cell)
        if written:
            control = Control(kind=ControlKind.DATE, date=written)
        return spans_of(in_symbol_font(text, font), marks, control) or (Span(text="", control=control),)

    def _look(self, cell: SheetCell) -> tuple[frozenset[Mark], str, float]:
        styled = cell.has_style
        key = (cell._style.fontId, cell._style.fillId) if styled else _UNSTYLED  # type: ignore[attr-defined]  # noqa: SLF001 - the public way builds objects for every cell
        if key not in self._looks:
            font = cell.font
            marks, name = (_font_marks(font) | _fill_marks(cell), font.name or "") if styled else (_NO_MARKS, "")
            self._looks[key] = (marks, name, font.sz or 0)
        return self._looks[key]


def split_lines(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Cut spans where the writer broke the line."""
    if not any("\n" in span.text for span in spans):
        return [spans]
    lines: list[list[Span]] = [[]]
    for span in spans:
        if "\n" not in span.text:
            lines[-1].append(span)
            continue
        first, *rest = span.text.split("\n")
        if first:
            lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=text)] if text else [] for text in rest]
    return [tuple(line) for line in lines]


def _rich(piece: str | TextBlock, marks: frozenset[Mark], control: Control | None) -> tuple[Span, ...]:
    if isinstance(piece, str):
        return spans_of(_RETURN.sub("", piece), marks, control)
    text = in_symbol_font(_RETURN.sub("", piece.text), piece.font.rFont or "")
    return spans_of(text, _font_marks(piece.font) | (marks & {Mark.HIGHLIGHT}), control)


def _plain(value: object, cell: SheetCell) -> tuple[str, str]:
    """Return a value's text and, of a date, its ISO date."""
    match value:
        case str():
            return _RETURN.sub("", value), ""
        case datetime():
            day, moment = value.date().isoformat(), value.time()
            return (day if moment == time() else f"{day} {moment.isoformat('minutes')}"), day
        case date():
            return value.isoformat(), value.isoformat()
        case int() | float():
            return _number(value, cell.number_format), ""
        case _:
            return str(value), ""


def _number(value: float, number_format: str) -> str:
    """Write a number as a person reads it: no ".0", no exponent, leading zeros where the format has them."""
    text = str(int(value)) if value == int(value) else format(value, ".15g")
    return text.zfill(len(number_format)) if _PADDED.fullmatch(number_format) else text


def _font_marks(font: object) -> frozenset[Mark]:
    """Read the marks of a Font or of a rich text run's InlineFont: they share these names."""
    found = {
        Mark.BOLD: getattr(font, "b", None),
        Mark.ITALIC: getattr(font, "i", None),
        Mark.UNDERLINE: getattr(font, "u", None) not in (None, "none"),
        Mark.STRIKE: getattr(font, "strike", None),
        Mark.COLOUR: _is_coloured(getattr(font, "color", None)),
    }
    return frozenset(mark for mark, present in found.items() if present)


def _is_coloured(color: object) -> bool:
    return color is not None and not _is_one_of(color, rgb=_BLACK, theme=_DARK_TEXT, indexed=_BLACK_INDEXED)


def _fill_marks(cell: SheetCell) -> frozenset[Mark]:
    if cell.fill.fill_type != "solid" or _is_one_of(
        cell.fill.fgColor, rgb=_WHITE, theme=_LIGHT_BACKGROUND, indexed=_WHITE_INDEXED
    ):
        return _NO_MARKS
    return frozenset({Mark.HIGHLIGHT})


def _is_one_of(color: object, *, rgb: frozenset[str], theme: int, indexed: frozenset[int]) -> bool:
    """Compare a colour in whichever of the three ways it is told (CT_Color, 18.8.19)."""
    match getattr(color, "type", None):
        case "rgb":
            return getattr(color, "rgb", None) in rgb
        case "theme":
            return getattr(color, "theme", None) == theme and not getattr(color, "tint", 0)
        case _:
            return getattr(color, "indexed", None) in indexed
