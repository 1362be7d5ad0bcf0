"""The words of a PDF's page: those that are printed, and those that were typed into its form fields or on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfplumber.page import Page

from intake.reading.pdf.annotations import marked_by, texts_of
from intake.reading.pdf.clipped import areas_of
from intake.reading.pdf.drawn import Bounds, Drawn, check_boxes, hexadecimal, is_over, marks_of, ringed, underlined
from intake.reading.word.styles import marks_of_colour
from intake.reading.word.symbols import EMPTY, TICKED, in_symbol_font
from intake.rules.forms.places import Mark

_LOOKS = {"bold": Mark.BOLD, "italic": Mark.ITALIC, "oblique": Mark.ITALIC}  # by what stands in a font's name
_MARK, _AREA = "mark", "area"
_LOOK = ["fontname", "non_stroking_color", _MARK, _AREA]  # what all letters of a word have in common
_WORD_GAP = 0.25  # letter heights
_SYMBOL_FONTS = {
    "wingdings-regular": "wingdings",
    "wingdings2": "wingdings 2",
    "wingdings-2": "wingdings 2",
    "opensymbol": "wingdings",  # LibreOffice prints with it what it has no Wingdings for
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and where it stands, in points from the page's left upper corner.

    *area*: what shows of it and of others, not all of which do.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str = ""
    marks: frozenset[Mark] = frozenset()
    area: Bounds | None = None

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.bottom - self.top

    @property
    def is_hidden(self) -> bool:
        """Tell whether it stands above or below what shows."""
        return self.area is not None and not self.area[1] <= (self.top + self.bottom) / 2 <= self.area[3]

    def is_in(self, bounds: Bounds) -> bool:
        """Tell whether it was written in the cell there, whether that shows it or not."""
        left, top, right, bottom = self.area or (self.left, self.top, self.right, self.bottom)
        middle = left + 1 if self.area else (left + right) / 2
        return bounds[0] <= middle < bounds[2] and bounds[1] <= (top + bottom) / 2 < bounds[3]


def words_of(page: Page) -> Iterator[Word]:
    """Yield the printed words; letters of symbol fonts as the boxes that they show, and the looks of others."""
    for letter, area in zip(page.chars, areas_of(page), strict=True):
        letter[_AREA] = area
    distinct = page.dedupe_chars()
    for letter, mark in zip(distinct.chars, marks_of(distinct.chars, page), strict=True):
        letter[_MARK] = mark
    printed = distinct.extract_words(x_tolerance_ratio=_WORD_GAP, extra_attrs=_LOOK)
    underlines = frozenset(map(id, underlined(printed, page)))
    rings = frozenset(map(id, ringed(printed, page)))
    notes = tuple(marked_by(page))
    for word in printed:
        covering = {mark for mark, place in notes if is_over(place, word)}
        font = str(word["fontname"]).rpartition("+")[2].lower()
        yield Word(
            text=in_symbol_font(word["text"], _SYMBOL_FONTS.get(font, font)),
            left=_within(word["x0"], word[_AREA]),
            top=word["top"],
            right=_within(word["x1"], word[_AREA]),
            bottom=word["bottom"],
            font=f"{font} {word['bottom'] - word['top']:.0f}",
            marks=frozenset(
                {mark for name, mark in _LOOKS.items() if name in font}
                | ({Mark.UNDERLINE} if id(word) in underlines else set())
                | ({Mark.RING} if id(word) in rings else set())
                | ({Mark(word[_MARK])} if word[_MARK] else set())
                | covering
                | marks_of_colour(hexadecimal(word["non_stroking_color"]))
            ),
            area=word[_AREA],
        )


def _within(x: float, area: Bounds | None) -> float:
    """Keep a word whose cell is too narrow out of the next one: it stands at its end, behind what shows."""
    return x if area is None else min(max(x, area[0]), area[2])


def fields_of(page: Page, squares: Iterable[Drawn]) -> Iterator[Word]:
    """Yield what stands in the page's form fields and was written on it, line by line, and its drawn check boxes.

    *squares* are those that are ruled like cells.
    """
    for text, field in texts_of(page):
        lines = text.split("\n")
        yield from (_placed(line, field, number, len(lines)) for number, line in enumerate(lines))
    for box, ticked in check_boxes(page, squares):
        yield _placed(TICKED if ticked else EMPTY, box, 0, 1)


def _placed(text: str, place: Drawn, number: int, lines: int) -> Word:
    top, height = place["top"], (place["bottom"] - place["top"]) / lines
    left = place["x0"]  # as narrow as can be: nothing is said to have been wrapped
    return Word(text=text, left=left, top=top + number * height, right=left + 1, bottom=top + (number + 1) * height)
