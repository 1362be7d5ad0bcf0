"""A message's own text as a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake.reading.text import read_html, read_text, words_of_html
from intake.rules.forms.places import Box, Document, Line, Mark, Table


def test_plain_lines_are_numbered() -> None:
    """A form pasted into a mail is read line by line."""
    assert [(b.address, b.text) for b in read_text("а\r\nб").blocks if isinstance(b, Line)] == [
        ("line 1", "а"),
        ("line 2", "б"),
    ]


def test_html_paragraphs_and_breaks_are_lines() -> None:
    """A person sees lines there."""
    blocks = read_html("<p>Општина:\n <b>Лакташи</b><br>Тел</p><style>x</style><div>a</div>").blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == ["Општина: Лакташи", "Тел", "a"]


def test_the_numbers_of_a_counted_html_list_are_told() -> None:
    """They stand in no text; letters and signs before items count nothing here."""
    html = "<ol start=3><li>а<ul><li>б</ul><li><p>в</p></ol><ol type=a><li>г</ol>"
    items = [(b.text, b.item.number if b.item else "") for b in read_html(html).blocks if isinstance(b, Line)]
    assert items == [("а", "3."), ("б", ""), ("в", "4."), ("г", "")]


def test_an_html_table_is_a_table_with_its_spans() -> None:
    """Word pastes forms into mails so."""
    html = "<table><tr><td rowspan=2>а</td><td>б</td></tr><tr><td>в<table><tr><td>г</td></tr></table></td></tr></table>"
    outer, inner = read_html(html).blocks
    assert isinstance(outer, Table)
    assert isinstance(inner, Table)
    assert [(c.row, c.column, c.row_span, c.text) for c in outer.cells] == [
        (0, 0, 2, "а"),
        (0, 1, 1, "б"),
        (1, 1, 1, "в"),
    ]
    assert inner.cells[0].address == "table 1, row 2, cell 1, table 1, row 1, cell 1"


def test_marks_and_boxes_of_html_are_told() -> None:
    """People choose by striking out in a mail, too."""
    (line,) = read_html("<s>а</s><input type=checkbox checked>☐").blocks
    assert isinstance(line, Line)
    assert [(span.marks, span.box) for span in line.spans] == [
        (frozenset({Mark.STRIKE}), None),
        (frozenset(), Box.TICKED),
        (frozenset(), Box.EMPTY),
    ]


def test_html_as_plain_words_keeps_its_lines() -> None:
    """The rules look at it as at any text."""
    assert words_of_html("<p>а</p><table><tr><td>б<td>в</table>") == "а\nб\nв"


@given(st.text(max_size=300))
def test_no_html_makes_it_fail(html: str) -> None:
    """Mail programs write anything."""
    assert isinstance(read_html(f"<table><tr><td {html}"), Document)
