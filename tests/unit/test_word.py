"""Every construct in which a Word form can hold an answer, one small document each."""

from __future__ import annotations

import pytest

from intake.reading.gate import Limits, Package, RefusedError, pass_gate
from intake.reading.word.document import read_word
from intake.rules.finding import Code
from intake.rules.forms.places import Box, Control, ControlKind, Document, Line, Mark, Span, Table
from packages import docx, word_part, zipped

LIMITS = Limits()


def read(content: bytes, limits: Limits = LIMITS) -> Document:
    """Pass the gate and read."""
    package = pass_gate(content, limits)
    assert isinstance(package, Package), package
    return read_word(package, limits)


def lines(document: Document) -> list[Line]:
    """Return all lines, those of cells too."""
    return [
        line
        for block in document.blocks
        for line in ([block] if isinstance(block, Line) else [x for cell in block.cells for x in cell.lines])
    ]


def texts(body: str) -> list[str]:
    """Return the text of every line."""
    return [line.text for line in lines(read(docx(body)))]


def spans(body: str) -> list[Span]:
    """Return all spans."""
    return [span for line in lines(read(docx(body))) for span in line.spans]


def table(body: str) -> Table:
    """Return the first table."""
    found = next(block for block in read(docx(body)).blocks if isinstance(block, Table))
    assert isinstance(found, Table)
    return found


def run(text: str, properties: str = "") -> str:
    """Write a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str) -> str:
    """Write a paragraph."""
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """Write a cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Write a row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Write a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def sdt(properties: str, content: str) -> str:
    """Write a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def checkbox(state: str, content: str) -> str:
    """Write a check box control."""
    return sdt(f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>', content)


def form_field(data: str, result: str = "") -> str:
    """Write a legacy form field."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORM </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_split_runs_are_one_span() -> None:
    """Word cuts a word into runs as it is edited; the cuts mean nothing."""
    assert spans(p(run("Општина "), run("Лакта"), run("ши"))) == [Span(text="Општина Лакташи")]


def test_paragraphs_and_their_broken_lines_are_numbered_as_people_count() -> None:
    """Staff look an answer up by its address."""
    body = p(run("а")) + p() + p(run("б"), "<w:r><w:br/></w:r>", run("в"))
    assert [(line.address, line.text) for line in lines(read(docx(body)))] == [
        ("paragraph 1", "а"),
        ("paragraph 2", ""),
        ("paragraph 3", "б"),
        ("paragraph 3, line 2", "в"),
    ]


def test_tabs_and_non_breaking_hyphens_are_characters() -> None:
    """A label and its answer are often parted by a tab only."""
    assert texts(p(run("Име:"), "<w:r><w:tab/></w:r>", run("е"), "<w:r><w:noBreakHyphen/></w:r>", run("м"))) == [
        "Име:\tе-м"
    ]


@pytest.mark.parametrize(
    "wrapper",
    ["w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", 'w:fldSimple w:instr="AUTHOR"'],
)
def test_wrappers_show_their_content(wrapper: str) -> None:
    """python-docx loses each of these."""
    assert texts(p(run("а"), f"<{wrapper}>{run('б')}</{wrapper.partition(' ')[0]}>")) == ["аб"]


@pytest.mark.parametrize("wrapper", ["w:del", "w:moveFrom"])
def test_deleted_and_moved_text_is_gone(wrapper: str) -> None:
    """What the applicant deleted is not an answer."""
    assert texts(p(run("а"), f"<{wrapper}>{run('б')}<w:r><w:delText>в</w:delText></w:r></{wrapper}>")) == ["а"]


def test_tracked_changes_are_noted() -> None:
    """Staff should know that they may see another text in Word."""
    assert read(docx(p(f"<w:ins>{run('а')}</w:ins>"))).notes == ("tracked changes",)


@pytest.mark.parametrize(
    "body",
    [
        p(sdt('<w:tag w:val="field:municipality"/>', run("Лакташи"))),
        sdt('<w:tag w:val="field:municipality"/>', p(run("Лакташи"))),
        tbl(row(cell(sdt('<w:tag w:val="field:municipality"/>', p(run("Лакташи")))))),
        tbl(row(sdt('<w:tag w:val="field:municipality"/>', cell(p(run("Лакташи")))))),
        tbl(sdt('<w:tag w:val="field:municipality"/>', row(cell(p(run("Лакташи")))))),
    ],
    ids=["in a run", "a block", "in a cell", "around a cell", "around a row"],
)
def test_a_text_control_is_told_with_its_tag(body: str) -> None:
    """The blank form of this desk finds its answers by tag."""
    assert spans(body) == [Span(text="Лакташи", control=Control(kind=ControlKind.TEXT, tag="field:municipality"))]


@pytest.mark.parametrize(
    "body",
    [tbl(row(cell(p(run("а"))), sdt("", cell(p(run("б")))))), tbl(sdt("", row(cell(p(run("а"))), cell(p(run("б"))))))],
    ids=["around a cell", "around a row"],
)
def test_controls_around_cells_and_rows_do_not_shift_the_table(body: str) -> None:
    """python-docx drops such cells, and the answer moves under another label."""
    assert [(c.row, c.column, c.text) for c in table(body).cells] == [(0, 0, "а"), (0, 1, "б")]


def test_a_prompt_that_still_shows_is_marked() -> None:
    """A prompt such as "Click here to enter text." is no answer."""
    control = spans(p(sdt("<w:showingPlcHdr/>", run("Унесите"))))[0].control
    assert control is not None
    assert control.placeholder


def test_a_drop_down_list_tells_its_options() -> None:
    """An option is a choice only among the others."""
    items = '<w:listItem w:displayText="Да" w:value="1"/><w:listItem w:value="Не"/>'
    assert spans(p(sdt(f"<w:dropDownList>{items}</w:dropDownList>", run("Да")))) == [
        Span(text="Да", control=Control(kind=ControlKind.CHOICE, options=("Да", "Не")))
    ]


def test_a_date_control_tells_its_date() -> None:
    """The date stands in the control whatever the text looks like."""
    body = p(sdt('<w:date w:fullDate="2021-09-13T00:00:00Z"/>', run("13. септембар")))
    assert spans(body)[0].control == Control(kind=ControlKind.DATE, date="2021-09-13")


def test_google_docs_own_controls_are_no_controls() -> None:
    """It wraps ordinary text in them."""
    assert spans(p(sdt('<w:tag w:val="goog_rdk_0"/>', run("а")))) == [Span(text="а")]


@pytest.mark.parametrize(("state", "box"), [("1", Box.TICKED), ("true", Box.TICKED), ("0", Box.EMPTY)])
@pytest.mark.parametrize("glyph", ["☒", "☐"])
def test_the_state_of_a_check_box_wins_over_its_glyph(state: str, box: Box, glyph: str) -> None:
    """Some programs change one of the two only; Word goes by the state."""
    assert [span.box for span in spans(p(checkbox(state, run(glyph)), run(" Да")))] == [box, None]


def test_a_check_box_around_a_cell_is_a_box_in_that_cell() -> None:
    """Word writes a lone box so."""
    body = tbl(row(checkbox("1", cell(p(run("☐")))), cell(p(run("Форум")))))
    assert [[span.box for span in line.spans] for c in table(body).cells for line in c.lines] == [[Box.TICKED], [None]]


def test_a_check_box_without_content_still_shows_its_state() -> None:
    """Its glyph was deleted, its state was not."""
    assert [span.box for span in spans(p(checkbox("1", "")))] == [Box.TICKED]


@pytest.mark.parametrize(
    ("data", "box"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", Box.TICKED),
        ("<w:checkBox/>", Box.EMPTY),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', Box.TICKED),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', Box.EMPTY),
    ],
    ids=["on", "off", "on by default", "on by default, then off"],
)
def test_legacy_check_boxes_tell_their_state(data: str, box: Box) -> None:
    """Half of the forms of municipalities are made with them."""
    assert [(span.text, span.box) for span in spans(p(form_field(data), run(" Да")))][1:] == [(" Да", None)]
    assert spans(p(form_field(data)))[0].box is box


def test_a_legacy_text_field_shows_its_result() -> None:
    """Its instruction is no text."""
    assert spans(p(form_field('<w:name w:val="Text1"/><w:textInput/>', "Лакташи"))) == [
        Span(text="Лакташи", control=Control(kind=ControlKind.TEXT, tag="Text1"))
    ]


def test_a_legacy_drop_down_shows_what_was_chosen() -> None:
    """The choice stands in the field's data only."""
    entries = '<w:listEntry w:val="Да"/><w:listEntry w:val="Не"/>'
    body = p(form_field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', "x"))
    assert [(span.text, span.control and span.control.options) for span in spans(body)] == [("Не", ("Да", "Не"))]


def test_a_field_that_never_ends_silences_its_own_paragraph_only() -> None:
    """A broken document must not lose the rest of its answers."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(p(begin, run("а")) + p(run("б"))) == ["", "б"]


@pytest.mark.parametrize(
    ("symbol", "box"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', Box.TICKED),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', Box.EMPTY),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', Box.TICKED),
        (run("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'), Box.TICKED),
        (run("þ", '<w:rFonts w:ascii="Wingdings"/>'), Box.TICKED),
        (run("\uf0fe", '<w:rFonts w:ascii="OpenSymbol"/>'), Box.TICKED),  # as LibreOffice writes Wingdings
        (run("\uf06f", '<w:rFonts w:ascii="OpenSymbol"/>'), Box.EMPTY),
        (run("☑"), Box.TICKED),
        (run("✓"), Box.TICKED),
        (run("☐"), Box.EMPTY),
        (run("□"), Box.EMPTY),
    ],
)
def test_symbols_that_look_like_boxes_are_boxes(symbol: str, box: Box) -> None:
    """People see a box, whatever it is made of."""
    assert [span.box for span in spans(p(symbol, run(" Да")))] == [box, None]


@pytest.mark.parametrize("code", ["D800", "110000", "x", ""])
def test_a_symbol_that_is_no_character_is_left_out(code: str) -> None:
    """Half a character would keep the whole application from being exported."""
    [line] = spans(p(run("a"), f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'))
    assert line.text == "a"


def test_letters_of_a_font_that_has_boxes_beside_them_are_letters() -> None:
    """An "o" in OpenSymbol is no box."""
    assert [(s.text, s.box) for s in spans(p(run("or", '<w:rFonts w:ascii="OpenSymbol"/>')))] == [("or", None)]


def test_two_boxes_in_one_run_are_two_spans() -> None:
    """Both answers are often typed on one line."""
    found = [(span.text, span.box) for span in spans(p(run("☒ Да ☐ Не")))]
    assert found == [("☒", Box.TICKED), (" Да ", None), ("☐", Box.EMPTY), (" Не", None)]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """Word writes it twice: for itself and for old readers."""
    box = f"<w:txbxContent>{p(run('у оквиру'))}</w:txbxContent>"
    alternate = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    found = [(line.address, line.text) for line in lines(read(docx(p(f"<w:r>{alternate}</w:r>", run("а")))))]
    assert found == [("paragraph 1", "а"), ("text box 1, paragraph 1", "у оквиру")]


def test_a_vml_text_box_in_a_cell_belongs_to_the_cell() -> None:
    """An answer drawn over a cell is that cell's answer."""
    pict = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(run('б'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert table(tbl(row(cell(p(run("а"), pict))))).cells[0].text == "а\nб"


@pytest.mark.parametrize(
    ("properties", "mark"),
    [
        ("<w:b/>", Mark.BOLD),
        ("<w:i/>", Mark.ITALIC),
        ('<w:u w:val="single"/>', Mark.UNDERLINE),
        ('<w:highlight w:val="yellow"/>', Mark.HIGHLIGHT),
        ('<w:shd w:fill="FFFF00"/>', Mark.HIGHLIGHT),
        ('<w:color w:val="FF0000"/>', Mark.COLOUR),
        ("<w:strike/>", Mark.STRIKE),
        ("<w:dstrike/>", Mark.STRIKE),
        ("<w:vanish/>", Mark.HIDDEN),
    ],
)
def test_marks_are_told(properties: str, mark: Mark) -> None:
    """People choose by striking out, by bold, by colour."""
    assert spans(p(run("а", properties))) == [Span(text="а", marks=frozenset({mark}))]


@pytest.mark.parametrize("shade", ["808080", "A6A6A6", "7f7f7f", "767171"])
def test_grey_is_a_colour_of_its_own(shade: str) -> None:
    """Forms print their hints in it; who answers in blue writes in no such colour, whatever the style says."""
    grey = f'<w:color w:val="{shade}"/>'
    styles = word_part("styles", f'<w:style w:styleId="A"><w:rPr>{grey}</w:rPr></w:style>')
    runs = (run("а"), run("б", '<w:color w:val="0070C0"/>'), run("в", '<w:color w:val="auto"/>'), run("г", grey))
    body = p('<w:pPr><w:pStyle w:val="A"/></w:pPr>', *runs)
    found = lines(read(docx(body, parts={"word/styles.xml": ("styles", styles)})))[0].spans

    both = frozenset({Mark.COLOUR, Mark.GREY})
    assert [span.marks for span in found] == [both, frozenset({Mark.COLOUR}), frozenset(), both]


@pytest.mark.parametrize(
    "properties",
    ['<w:b w:val="0"/>', '<w:u w:val="none"/>', '<w:color w:val="auto"/>', '<w:color w:val="000000"/>'],
)
def test_a_mark_that_is_off_is_none(properties: str) -> None:
    """Word writes both."""
    assert spans(p(run("а", properties))) == [Span(text="а")]


def test_marks_come_from_styles_and_runs_may_undo_them() -> None:
    """A heading style is bold; a run in it need not be."""
    styles = word_part(
        "styles",
        '<w:style w:styleId="A"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:i/></w:rPr></w:style>',
    )
    body = p('<w:pPr><w:pStyle w:val="B"/></w:pPr>', run("а"), run("б", '<w:b w:val="0"/>'))
    found = lines(read(docx(body, parts={"word/styles.xml": ("styles", styles)})))[0].spans
    assert [span.marks for span in found] == [frozenset({Mark.BOLD, Mark.ITALIC}), frozenset({Mark.ITALIC})]


@pytest.mark.parametrize(
    ("style", "properties", "size"),
    [("A", "", 14), ("B", "", 14), ("B", '<w:sz w:val="17"/>', 8.5), ("C", "", 11), ("C", '<w:rStyle w:val="A"/>', 14)],
)
def test_the_size_of_letters_comes_from_runs_styles_and_defaults(style: str, properties: str, size: float) -> None:
    """Hints are printed in smaller ones."""
    styles = word_part(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:styleId="A"><w:rPr><w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    body = p(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>', run("а", properties))

    assert lines(read(docx(body, parts={"word/styles.xml": ("styles", styles)})))[0].size == size


@pytest.mark.parametrize("told", ["", "many", "99999999999"])
def test_a_document_that_tells_no_size_has_the_usual_one(told: str) -> None:
    """Ten points (17.3.2.38), of the largest letters of each line."""
    body = p(run("а", f'<w:sz w:val="{told}"/>'), run("б", '<w:sz w:val="16"/><w:i/>'), "<w:r><w:br/></w:r>")
    small = p(run("в", '<w:sz w:val="16"/>'))

    assert [line.size for line in lines(read(docx(body + small)))] == [10, 0, 8]


def test_merged_cells_stand_once_with_their_spans() -> None:
    """docx2python counts 36 boxes where there are 12."""
    body = tbl(
        row(cell(p(run("а")), properties='<w:gridSpan w:val="2"/>'), cell(p(run("б")))),
        row(cell(p(run("в")), properties='<w:vMerge w:val="restart"/>'), cell(p(run("г"))), cell(p(run("д")))),
        row(cell(p(), properties="<w:vMerge/>"), cell(p(run("ђ"))), cell(p(run("е")))),
    )
    found = [(c.text, c.row, c.column, c.row_span, c.column_span, c.address) for c in table(body).cells]
    assert found == [
        ("а", 0, 0, 1, 2, "table 1, row 1, cell 1"),
        ("б", 0, 2, 1, 1, "table 1, row 1, cell 2"),
        ("в", 1, 0, 2, 1, "table 1, row 2, cell 1"),
        ("г", 1, 1, 1, 1, "table 1, row 2, cell 2"),
        ("д", 1, 2, 1, 1, "table 1, row 2, cell 3"),
        ("ђ", 2, 1, 1, 1, "table 1, row 3, cell 2"),
        ("е", 2, 2, 1, 1, "table 1, row 3, cell 3"),
    ]


def test_deleted_rows_and_cells_are_gone_and_inserted_rows_are_there() -> None:
    """The final view is what the applicant means."""
    body = tbl(
        row(cell(p(run("а"))), properties="<w:del/>"),
        row(cell(p(run("б"))), properties="<w:ins/>"),
        row(cell(p(run("в")), properties="<w:cellDel/>"), cell(p(run("г")))),
    )
    assert [(c.row, c.column, c.text) for c in table(body).cells] == [(0, 0, "б"), (1, 0, "г")]


def test_old_merges_indents_and_hidden_rows_are_told() -> None:
    """Word 97 merged sideways by hMerge; a row may begin further right."""
    body = tbl(
        row(
            cell(p(run("а")), properties='<w:hMerge w:val="restart"/>'),
            cell(p(), properties="<w:hMerge/>"),
            cell(p(run("б"))),
        ),
        row(cell(p(run("в"))), properties='<w:gridBefore w:val="2"/><w:hidden/>'),
    )
    found = [(c.text, c.row, c.column, c.column_span, c.hidden) for c in table(body).cells]
    assert found == [("а", 0, 0, 2, False), ("б", 0, 2, 1, False), ("в", 1, 2, 1, True)]


def test_a_shaded_cell_is_highlighted() -> None:
    """Some applicants colour the cell of their choice."""
    (span,) = spans(tbl(row(cell(p(run("а")), properties='<w:shd w:fill="FFFF00"/>'))))
    assert span.marks == {Mark.HIGHLIGHT}


def test_alternatives_around_runs_and_blocks_are_read_once() -> None:
    """The choice is what today's Word shows."""

    def either(first: str, second: str) -> str:
        branches = f"<mc:Choice Requires='w14'>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>"
        return f"<mc:AlternateContent>{branches}</mc:AlternateContent>"

    body = (
        p(either(run("а"), run("x"))) + either(p(run("б")), p(run("x"))) + f"<w:customXml>{p(run('в'))}</w:customXml>"
    )
    assert texts(body) == ["а", "б", "в"]


def test_formulas_and_ruby_show_their_letters() -> None:
    """A number may be typed as a formula."""
    math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>7</m:t></m:r></m:oMath>'
    ruby = f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('б')}</w:rubyBase></w:ruby></w:r>"
    assert texts(p(math, ruby)) == ["7б"]


def test_a_nested_table_follows_the_outer_one() -> None:
    """Its text is not the outer cell's."""
    body = tbl(row(cell(p(run("а")), tbl(row(cell(p(run("б"))))), p())))
    outer, inner = read(docx(body)).blocks
    assert isinstance(outer, Table)
    assert isinstance(inner, Table)
    assert outer.cells[0].text == "а\n"
    assert (outer.below, inner.below) == (None, 1)  # the line above it in that cell
    assert inner.cells[0].address == "table 1, row 1, cell 1, table 1, row 1, cell 1"


def test_tables_beyond_ten_deep_are_noted_and_left_out() -> None:
    """Fifty nested tables stopped other readers."""
    body = p(run("а"))
    for _ in range(12):
        body = tbl(row(cell(body)))
    document = read(docx(body))
    assert len(document.blocks) == 10
    assert document.notes == ("tables nested deeper than 10",)


def test_headers_notes_and_comments_are_the_margins_of_the_body() -> None:
    """Answers may stand there, too; but a letterhead must not answer what the body asks."""
    body = p(run("тело")) + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    parts = {
        "word/header1.xml": ("header", word_part("hdr", p(run("заглавље")))),
        "word/footnotes.xml": (
            "footnotes",
            word_part(
                "footnotes", f'<w:footnote w:type="separator">{p()}</w:footnote><w:footnote>{p(run("ф"))}</w:footnote>'
            ),
        ),
        "word/comments.xml": ("comments", word_part("comments", f"<w:comment>{p(run('к'))}</w:comment>")),
    }
    document = read(docx(body, parts=parts))
    found = [(line.address, line.text) for line in document.margins if isinstance(line, Line)]
    assert [line.text for line in lines(document)] == ["тело"]
    assert found == [
        ("header 1, paragraph 1", "заглавље"),
        ("footnote 1, paragraph 1", "ф"),
        ("comment 1, paragraph 1", "к"),
    ]


def test_a_side_part_that_is_broken_is_noted_and_the_rest_is_read() -> None:
    """A broken comment must not cost an application."""
    document = read(docx(p(run("а")), parts={"word/comments.xml": ("comments", "<w:oops")}))
    assert [line.text for line in lines(document)] == ["а"]
    assert document.notes[0].startswith("not read: word/comments.xml")


def test_pasted_parts_are_noted() -> None:
    """Text in an altChunk is not read; staff are told."""
    assert read(docx('<w:altChunk r:id="rId9"/>')).notes == ("altChunk",)


def test_the_main_part_is_found_whatever_its_name() -> None:
    """Some programs call it document2.xml."""
    assert [line.text for line in lines(read(docx(p(run("а")), main="text/main.xml")))] == ["а"]


def test_strict_documents_are_read() -> None:
    """Word writes them on request; python-docx opens none."""
    package = pass_gate(docx(p(run("а"))), LIMITS)
    assert isinstance(package, Package)
    strict = {
        name: package.read(name)
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"
        )
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name in package.sizes
    }
    assert [line.text for line in lines(read(zipped(strict)))] == ["а"]


@pytest.mark.parametrize("limits", [Limits(text_length=9), Limits(cells=0)], ids=["too much text", "too many cells"])
def test_a_document_beyond_the_limits_is_refused(limits: Limits) -> None:
    """Little bytes can hold much text."""
    with pytest.raises(RefusedError) as refused:
        read(docx(tbl(row(cell(p(run("десет слова")))))), limits)
    assert refused.value.code is Code.FORM_TOO_LARGE
