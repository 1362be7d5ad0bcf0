"""Every construct in which a workbook can hold an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from intake.reading.excel.workbook import read_excel
from intake.reading.gate import Limits, Package, RefusedError, pass_gate
from intake.rules.finding import Code
from intake.rules.forms.places import Box, Cell, Control, ControlKind, Document, Line, Mark, Table
from packages import references, xlsx, zipped

LIMITS = Limits()


def read(content: bytes, limits: Limits = LIMITS) -> Document:
    """Pass the gate and read."""
    package = pass_gate(content, limits)
    assert isinstance(package, Package), package
    return read_excel(package, limits)


def filled(fill: Callable[[Worksheet], None]) -> bytes:
    """Save a workbook whose only sheet *fill* has filled."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells(document: Document) -> dict[str, Cell]:
    """Return the cells of all sheets by address."""
    return {c.address: c for block in document.blocks if isinstance(block, Table) for c in block.cells}


def only(value: object, **look: object) -> Cell:
    """Write one cell, with its look, and read it."""

    def fill(sheet: Worksheet) -> None:
        sheet["C7"] = value  # type: ignore[assignment]
        for name, what in look.items():
            setattr(sheet["C7"], name, what)

    (found,) = cells(read(filled(fill))).values()
    return found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Лакташи", "Лакташи"),
        ("а_x000D_\nб", "а\nб"),
        (38765123456, "38765123456"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        ("#DIV/0!", "#DIV/0!"),
    ],
)
def test_values_are_told_as_people_see_them(value: object, text: str) -> None:
    """A telephone number must not end in ".0"."""
    cell = only(value)
    assert (cell.text, cell.address, cell.row, cell.column) == (text, "Sheet!C7", 6, 2)


def test_leading_zeros_of_a_number_format_are_kept() -> None:
    """065… typed as a number keeps its zero only in the format."""
    assert only(65123456, number_format="000000000").text == "065123456"


@pytest.mark.parametrize("value", [date(2021, 9, 13), datetime(2021, 9, 13)])  # noqa: DTZ001 - a workbook has no zones
def test_dates_are_iso_dates(value: date) -> None:
    """A date is a number in the file; nobody could read that."""
    span = only(value).lines[0].spans[0]
    assert (span.text, span.control) == ("2021-09-13", Control(kind=ControlKind.DATE, date="2021-09-13"))


@pytest.mark.parametrize(("value", "box"), [(True, Box.TICKED), (False, Box.EMPTY)])
def test_booleans_are_boxes(value: bool, box: Box) -> None:  # noqa: FBT001 - it is the subject matter
    """Excel 365 shows them as check boxes."""
    assert only(value).lines[0].spans[0].box is box


@pytest.mark.parametrize(
    ("look", "mark"),
    [
        ({"font": Font(bold=True)}, Mark.BOLD),
        ({"font": Font(strike=True)}, Mark.STRIKE),
        ({"font": Font(underline="single")}, Mark.UNDERLINE),
        ({"font": Font(color="FFFF0000")}, Mark.COLOUR),
        ({"fill": PatternFill("solid", fgColor="FFFFFF00")}, Mark.HIGHLIGHT),
    ],
)
def test_marks_of_a_cell_are_told(look: dict[str, object], mark: Mark) -> None:
    """People choose by colour and by striking out."""
    assert only("а", **look).lines[0].spans[0].marks == {mark}


def test_marks_of_a_part_of_a_cell_are_told() -> None:
    """Three of four options struck out in one cell is a choice."""
    text = CellRichText("а ", TextBlock(InlineFont(strike=True), "б"))
    assert [(s.text, s.marks) for s in only(text).lines[0].spans] == [("а ", frozenset()), ("б", {Mark.STRIKE})]


@pytest.mark.parametrize(
    ("value", "look", "size"),
    [
        ("а", {"font": Font(size=8)}, 8),
        ("а", {}, 11),
        (CellRichText("а ", TextBlock(InlineFont(sz=8), "б")), {"font": Font(size=12)}, 0),
    ],
)
def test_the_size_of_letters_is_told(value: object, look: dict[str, object], size: float) -> None:
    """Hints are printed in smaller ones; nobody knows it of a cell whose pieces have their own."""
    assert only(value, **look).lines[0].size == size


def test_wingdings_are_boxes() -> None:
    """In Excel a tick is a letter in another font."""
    assert only("þ", font=Font(name="Wingdings")).lines[0].spans[0].box is Box.TICKED


def test_merged_cells_stand_once() -> None:
    """An answer across three columns is one answer."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "а"
        sheet.merge_cells("A1:C2")

    (cell,) = cells(read(filled(fill))).values()
    assert (cell.row_span, cell.column_span) == (2, 3)


def test_hidden_rows_columns_and_sheets_are_marked() -> None:
    """Hidden places hold lists, not answers."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B1"] = "а", "б", "в"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        assert sheet.parent is not None
        sheet.parent.create_sheet("Листе").sheet_state = "hidden"

    document = read(filled(fill))
    assert {address: cell.hidden for address, cell in cells(document).items()} == {
        "Sheet!A1": False,
        "Sheet!B1": True,
        "Sheet!A2": True,
    }
    assert [block.hidden for block in document.blocks if isinstance(block, Table)] == [False, True]


@pytest.mark.parametrize("formula", ['"Да,Не"', "$D$1:$D$2", "Sheet!$D$1:$D$2"])
def test_a_validation_list_tells_its_options(formula: str) -> None:
    """The blank form offers its choices so."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["D1"], sheet["D2"] = "Да", "Да", "Не"
        validation = DataValidation(type="list", formula1=formula)
        validation.add("A1:A2")
        sheet.add_data_validation(validation)

    span = cells(read(filled(fill)))["Sheet!A1"].lines[0].spans[0]
    assert span.control == Control(kind=ControlKind.CHOICE, options=("Да", "Не"))


def test_a_list_that_newer_excel_wrote_tells_its_options() -> None:
    """Excel writes lists of another sheet into an extension, which openpyxl leaves out."""
    ns = "http://schemas.microsoft.com/office/"
    list_ = (
        '<extLst><ext uri="{CCE6A557}">'
        f'<x:dataValidations xmlns:x="{ns}spreadsheetml/2009/9/main" xmlns:m="{ns}excel/2006/main">'
        f'<x:dataValidation type="list"><x:formula1><m:f>Лист1!$D$1:$D$2</m:f></x:formula1><m:sqref>A1 A2</m:sqref>'
        "</x:dataValidation></x:dataValidations></ext></extLst>"
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="D{n}"><v>{n}</v></c></row>' for n in (1, 2))
    span = cells(read(xlsx(f"<sheetData>{rows}</sheetData>{list_}")))["Лист1!A2"].lines[0].spans[0]
    assert span.control == Control(kind=ControlKind.CHOICE, options=("1", "2"))


def _with_lists(formula: str, *, on: str = "Листе", heads: bool = False) -> dict[str, bool]:
    """Whether each cell is hidden where A2 has the list of *formula*, and lists stand in columns on the sheet *on*."""

    def fill(sheet: Worksheet) -> None:
        sheet.title = "Образац"
        sheet["A1"], sheet["A2"], sheet["B1"] = "Кластер", "Мањине", "Општина"
        sheet["B2"] = "Рудо"
        lists = sheet if on == sheet.title else sheet.parent.create_sheet(on)  # type: ignore[union-attr]
        rows = [("Кластер", "Да?"), ("Мањине", "ДА"), ("Катастрофе", "НЕ")]
        for number, row in enumerate(rows[0 if heads else 1 :], 1):
            lists[f"E{number}"], lists[f"F{number}"] = row
        validation = DataValidation(type="list", formula1=formula)
        validation.add("A2")
        sheet.add_data_validation(validation)

    return {address: cell.hidden for address, cell in cells(read(filled(fill))).items()}


@pytest.mark.parametrize("heads", [True, False])
@pytest.mark.parametrize("formula", ["Листе!$E$1:$E$4", "='Листе'!$E$1:$E$4", "Листе!$E:$E"])
def test_a_sheet_that_holds_what_lists_offer_is_hidden(formula: str, *, heads: bool) -> None:
    """Beside the options stood the yes and the no of another list: that ticked the first of them in silence."""
    found = _with_lists(formula, heads=heads)
    shown = [address for address, hidden in found.items() if not hidden]
    assert shown == ["Образац!A1", "Образац!B1", "Образац!A2", "Образац!B2"]


def test_a_column_that_holds_what_a_list_offers_is_hidden() -> None:
    """Right of the form it stood in the rows of its questions, and the option there was taken for the answer."""
    found = _with_lists("$E$1:$E$2", on="Образац")
    assert {address[-2:] for address, hidden in found.items() if hidden} == {"E1", "E2"}


def test_a_form_from_which_a_list_takes_its_values_is_shown() -> None:
    """Whom to contact may be chosen from the members: they stand among what the form asks and what was answered."""

    def fill(sheet: Worksheet) -> None:
        for row in (("Чланови", "Институција"), ("Ана Анић", "Дом здравља"), ("Контакт", "Ана Анић")):
            sheet.append(row)
        validation = DataValidation(type="list", formula1="$A$2:$A$2")
        validation.add("B3")
        sheet.add_data_validation(validation)

    assert not any(cell.hidden for cell in cells(read(filled(fill))).values())


def test_a_formula_without_a_value_is_noted() -> None:
    """A program that does not calculate leaves its answer out."""
    assert read(filled(lambda sheet: sheet.append(["=1+1"]))).notes == ("Sheet!A1: a formula without a value",)


def test_a_far_cell_is_noted_and_the_rest_is_read() -> None:
    """A cell at the far end makes other readers walk a thousand million cells."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "а", "б"

    document = read(filled(fill))
    assert list(cells(document)) == ["Sheet!A1"]
    assert document.notes == ("Sheet: read to row 2000 and column 60 only",)


def test_strict_workbooks_are_read() -> None:
    """The library reads no cell of them and says nothing."""
    package = pass_gate(xlsx('<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'), LIMITS)
    assert isinstance(package, Package)
    strict = {
        name: package.read(name)
        .replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/")
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name in package.sizes
    }
    assert cells(read(zipped(strict)))["Лист1!A1"].text == "7"


def test_values_come_from_the_second_reader_where_the_first_fails() -> None:
    """Better an answer without its colour than no answer."""
    colour = '<sheetPr><tabColor rgb="?"/></sheetPr>'
    sheet = f'{colour}<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    document = read(xlsx(sheet))
    assert document.notes[0].startswith("values only")
    assert cells(document)["Лист1!A1"].text == "7"


def test_the_second_reader_knows_every_type_of_cell() -> None:
    """It is all there is for a broken workbook."""
    row = """<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>9</v></c><c r="C1" t="inlineStr"><is><t>у</t></is></c>
        <c r="D1" t="b"><v>1</v></c><c r="E1"><v>12.0</v></c><c r="F1" t="str"><v>с</v></c><c r="BZ1"><v>1</v></c>"""
    strings = """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="999999999999">
        <si><t>а</t></si><si><r><t>б</t></r><r><t>в</t></r></si></sst>"""
    sheet = f'<sheetPr><tabColor rgb="?"/></sheetPr><sheetData><row r="1">{row}</row></sheetData>'
    found = cells(read(xlsx(sheet, parts={"xl/sharedStrings.xml": strings})))
    assert [cell.text for cell in found.values()] == ["бв", "у", "☒", "12", "с"]
    assert found["Лист1!D1"].lines[0].spans[0].box is Box.TICKED


_DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
 <xdr:from><xdr:col>1</xdr:col><xdr:row>4</xdr:row></xdr:from><xdr:sp><xdr:txBody>
 <a:p><a:r><a:t>у оквиру</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""
_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
 <v:shape id="_x0000_s1025"><v:textbox><div>Да<br></div></v:textbox><x:ClientData ObjectType="Checkbox">
 <x:Anchor>1, 2, 3, 17, 2, 5, 5, 1</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape></xml>"""
_COMMENTS = """<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>
 <comment ref="A1"><text><t>примједба</t></text></comment></commentList></comments>"""
_CONTROL = """<sheetData/><controls><control shapeId="1025" r:id="rId9"><controlPr><anchor>
 <from xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><d:col>1</d:col><d:row>4</d:row></from>
 </anchor></controlPr></control></controls>"""
_PROPERTIES = (
    '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox"/>'
)
_SHEET_REFERENCES = "xl/worksheets/_rels/sheet1.xml.rels"


def test_floating_check_boxes_are_boxes_of_the_cell_under_them() -> None:
    """No library tells of them; their middle decides, since they are drawn a little above their row."""
    parts = {_SHEET_REFERENCES: references({"rId1": ("vmlDrawing", "../drawings/v.vml")}), "xl/drawings/v.vml": _VML}
    (cell,) = cells(read(xlsx("<sheetData/>", parts=parts))).values()
    assert cell.address == "Лист1!B5"
    assert [(span.text, span.box) for span in cell.lines[0].spans] == [("☒", Box.TICKED), (" Да", None)]


def test_control_properties_win_over_the_drawing() -> None:
    """Today's Excel goes by them."""
    parts = {
        _SHEET_REFERENCES: references(
            {"rId1": ("vmlDrawing", "../drawings/v.vml"), "rId9": ("ctrlProp", "../ctrlProps/c.xml")}
        ),
        "xl/drawings/v.vml": _VML,
        "xl/ctrlProps/c.xml": _PROPERTIES,
    }
    (cell,) = cells(read(xlsx(_CONTROL, parts=parts))).values()
    assert [(span.text, span.box) for span in cell.lines[0].spans] == [("☐", Box.EMPTY), (" Да", None)]


def test_a_label_may_stand_in_the_drawing_or_in_the_cell() -> None:
    """Not every program writes it into the VML."""
    names = 'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
    own = _DRAWING.replace("<xdr:sp>", f'<xdr:sp><xdr:nvSpPr {names}><a14:compatExt spid="_x0000_s1025"/></xdr:nvSpPr>')
    kinds = {"rId1": ("drawing", "../drawings/d.xml"), "rId9": ("ctrlProp", "../ctrlProps/c.xml")}
    parts = {"xl/ctrlProps/c.xml": _PROPERTIES, "xl/drawings/d.xml": own, _SHEET_REFERENCES: references(kinds)}
    (cell,) = cells(read(xlsx(_CONTROL, parts=parts))).values()
    assert cell.text == "☐ у оквиру"
    written = _CONTROL.replace(
        "<sheetData/>", '<sheetData><row r="5"><c r="B5" t="str"><v>Форум</v></c></row></sheetData>'
    )
    parts = {"xl/ctrlProps/c.xml": _PROPERTIES, _SHEET_REFERENCES: references({"rId9": kinds["rId9"]})}
    (cell,) = cells(read(xlsx(written, parts=parts))).values()
    assert [(span.text, span.box) for span in cell.lines[0].spans] == [("☐", Box.EMPTY), ("Форум", None)]


@pytest.mark.parametrize("title", ["Упутство", "Uputstvo za popunjavanje", "Instructions", "Објашњења"])
def test_a_sheet_of_instructions_is_a_margin(title: str) -> None:
    """It speaks in the words of the form."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "а"
        assert sheet.parent is not None
        sheet.parent.create_sheet(title)["A1"] = "Телефон: унесите број"

    document = read(filled(fill))
    assert [block.address for block in document.blocks] == ["Sheet"]
    assert [block.address for block in document.margins] == [title]


def test_text_boxes_and_comments_follow_the_sheet() -> None:
    """People write where there is room."""
    parts = {
        _SHEET_REFERENCES: references(
            {"rId1": ("drawing", "../drawings/d.xml"), "rId2": ("comments", "../comments1.xml")}
        ),
        "xl/drawings/d.xml": _DRAWING,
        "xl/comments1.xml": _COMMENTS,
    }
    blocks = read(xlsx("<sheetData/>", parts=parts)).blocks
    assert [(block.address, block.text) for block in blocks if isinstance(block, Line)] == [
        ("Лист1!B5 (text box)", "у оквиру"),
        ("Лист1!A1 (comment)", "примједба"),
    ]


@pytest.mark.parametrize(
    ("sheet", "limits"),
    [
        ("<sheetData/><mergeCells>" + '<mergeCell ref="A1:B1"/>' * 5001 + "</mergeCells>", LIMITS),
        ('<sheetData><row><c r="A1" t="str"><v>десет слова</v></c></row></sheetData>', Limits(text_length=9)),
        ('<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>', Limits(cells=0)),
    ],
    ids=["merges", "text", "cells"],
)
def test_a_workbook_beyond_the_limits_is_refused(sheet: str, limits: Limits) -> None:
    """Libraries spin on such files."""
    with pytest.raises(RefusedError) as refused:
        read(xlsx(sheet), limits)
    assert refused.value.code is Code.FORM_TOO_LARGE
