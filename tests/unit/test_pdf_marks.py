"""What is drawn on a PDF's page and put over it: strokes, colours, check boxes, notes, marks, form fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intake.reading.pdf.document import read_pdf
from intake.rules.forms.places import Line, Mark, Table
from pdfs import pdf, ruled, text
from reading_forms import LIMITS

WORDS = text("Day centre", 72, 700)
TOP, BOTTOM = 710, 698  # of its letters


def lines(drawn: bytes, notes: bytes = b"") -> list[Line]:
    """The lines of a page."""
    return [block for block in read_pdf(pdf(drawn, widgets=notes), LIMITS).blocks if isinstance(block, Line)]


def marked(found: list[Line], mark: Mark) -> list[str]:
    """What is marked so, line by line."""
    return ["".join(span.text for span in line.spans if mark in span.marks).strip() for line in found]


def note(kind: str, box: tuple[int, int, int, int], more: str = "") -> bytes:
    """An annotation there: left, bottom, right, top."""
    return f"<< /Subtype /{kind} /Rect [{box[0]} {box[1]} {box[2]} {box[3]}] {more} >>".encode("ascii")


@pytest.mark.parametrize(
    ("height", "mark"),
    [(703, Mark.STRIKE), (702, Mark.STRIKE), (699, Mark.UNDERLINE), (697, Mark.UNDERLINE), (714, None), (690, None)],
)
def test_a_stroke_goes_through_words_or_below_them(height: int, mark: Mark | None) -> None:
    """Programs print struck-out words so: an option that does not apply, or a deletion that was tracked."""
    found = lines(WORDS + b"72 %d m 127 %d l S\n" % (height, height))

    assert {m for m in Mark if marked(found, m) == ["Day centre"]} == ({mark} if mark else set())


def test_a_part_of_what_is_written_together_may_be_struck_out() -> None:
    """The prompt of a form, before what was typed behind it."""
    assert marked(lines(text("(fill in)Laktasi", 72, 700) + b"72 703 m 101 703 l S\n"), Mark.STRIKE) == ["(fill in)"]


@pytest.mark.parametrize(("colour", "seen"), [("1 1 0", True), ("0.9 0.9 0.9", True), ("1 1 1", False)])
def test_a_colour_behind_words_is_seen(colour: str, *, seen: bool) -> None:
    """White is none."""
    drawn = f"{colour} rg 70 697 60 14 re f 0 g\n".encode("ascii") + WORDS + text("Forum", 72, 680)

    assert marked(lines(drawn), Mark.HIGHLIGHT) == ["Day centre" if seen else "", ""]


def test_the_background_of_a_page_marks_nothing() -> None:
    """Paper may have a colour."""
    assert marked(lines(b"0.9 0.9 1 rg 0 0 595 842 re f 0 g\n" + WORDS), Mark.HIGHLIGHT) == [""]


def test_drawn_check_boxes_are_boxes() -> None:
    """Printed form fields of Word are squares, and the ticked ones have a cross in them."""
    cross = b"58 700 m 68 710 l S 68 700 m 58 710 l S\n"
    drawn = b"58 700 10 10 re S 58 680 10 10 re S\n" + cross + WORDS + text("Forum", 72, 680)

    assert [line.text for line in lines(drawn)] == ["☒ Day centre", "☐ Forum"]


_SIDES = b"%d %d m %d %d l S\n"


def sides(left: int, bottom: int) -> bytes:
    """A square of ten points, drawn by its four sides."""
    right, top = left + 10, bottom + 10
    ends = (
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    )
    return b"".join(_SIDES % end for end in ends)


@pytest.mark.parametrize("square", [sides, lambda left, bottom: b"%d %d 10 10 re S " % (left, bottom)])
def test_check_boxes_may_touch_each_other_or_be_drawn_by_their_sides(square: Callable[[int, int], bytes]) -> None:
    """They are no table, and none of them is lost beside its option; in a table, too."""
    cross = b"58 689 m 68 699 l S 68 689 m 58 699 l S\n"
    options = WORDS + text("Forum", 72, 690) + text("Mobile teams", 72, 680)
    drawn = square(58, 699) + square(58, 689) + square(58, 679) + cross + options

    assert [line.text for line in lines(drawn)] == ["☐ Day centre", "☒ Forum", "☐ Mobile teams"]
    (table,) = (b for b in read_pdf(pdf(ruled((50, 150, 300), (670, 720)) + drawn), LIMITS).blocks)
    assert isinstance(table, Table)
    assert table.cells[0].text.split("\n") == ["☐ Day centre", "☒ Forum", "☐ Mobile teams"]


@pytest.mark.parametrize(
    ("kind", "mark"),
    [("Highlight", Mark.HIGHLIGHT), ("StrikeOut", Mark.STRIKE), ("Underline", Mark.UNDERLINE), ("Circle", Mark.RING)],
)
def test_marks_that_were_put_over_words_are_theirs(kind: str, mark: Mark) -> None:
    """Whoever opens a PDF in a viewer can mark it; nothing of it is printed on the page."""
    drawn = WORDS + text("Forum", 72, 680)

    assert marked(lines(drawn, note(kind, (70, BOTTOM, 130, TOP))), mark) == ["Day centre", ""]
    assert marked(lines(drawn, note(kind, (70, BOTTOM, 130, TOP), "/F 2")), mark) == ["", ""]


def test_a_mark_of_two_lines_covers_no_more_than_these() -> None:
    """The rest of both lines is in its rectangle, too (ISO 32000-1, 12.5.6.10)."""
    quads = "/QuadPoints [100 710 130 710 100 698 130 698 72 690 90 690 72 678 90 678]"
    found = lines(WORDS + text("Fo rum", 72, 680), note("StrikeOut", (72, 678, 130, 710), quads))

    assert marked(found, Mark.STRIKE) == ["centre", "Fo"]


def test_what_was_written_on_the_page_is_read() -> None:
    """Viewers call it "add text"; a note that is hidden is not there."""
    asked = text("Municipality:", 72, 700) + text("Mayor:", 72, 680)
    notes = note("FreeText", (160, 697, 260, 711), "/Contents (Laktasi)")
    notes += note("FreeText", (160, 677, 260, 691), "/Contents (Marko) /F 2")

    assert [line.text for line in lines(asked, notes)] == ["Municipality:\tLaktasi", "Mayor:"]


@pytest.mark.parametrize(
    ("value", "shown"), [("(dc)", "Day centre"), ("(other)", "other"), ("[(dc) (f)]", "Day centre\nForum")]
)
def test_a_list_answers_with_what_it_shows(value: str, shown: str) -> None:
    """What it sends is the form's own affair (ISO 32000-1, 12.7.4.4)."""
    options = "/Opt [[(dc) (Day centre)] [(f) (Forum)] (other)]"
    field = note("Widget", (160, 697, 260, 711), f"/FT /Ch /V {value} {options}")

    read = "\n".join(line.text for line in lines(text("Cluster:", 72, 700), field))
    assert read.replace("Cluster:", "").split() == shown.split()


def test_a_button_that_keeps_no_value_is_no_box() -> None:
    """It sends the form, or empties it."""
    field = note("Widget", (160, 697, 260, 711), "/FT /Btn /Ff 65536")

    assert [line.text for line in lines(WORDS, field)] == ["Day centre"]
