"""The register stays as staff left it: order, filters, hidden parts, colours and comments, keyed by entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import ColorFilter, CustomFilter, CustomFilters, FilterColumn, Filters
from openpyxl.worksheet.worksheet import Worksheet

from excel_saved import save_as_excel_does
from intake.records.register.reading import read_back
from intake.records.register.workbook import Memory, publish
from intake.rules.register.joining import remembered
from intake.rules.register.staff import headings_of
from samples.register import content
from samples.workbook import CONTENT, column

TITLE, NOTE, STATUS, CLUSTER = "Регистар · Register", "Напомена · Note", "Стање · Status", "Кластер учења · Cluster"


def after(register: Path, change: Callable[[Worksheet], None], entries: int = 4) -> Worksheet:
    """Change the register as a member of staff would; return it as two writings leave it."""
    workbook = load_workbook(register)
    change(workbook[TITLE])
    workbook.save(register)
    for _ in range(2):
        publish(register, content(entries))
    return load_workbook(register)[TITLE]


def ids(sheet: Worksheet) -> list[object]:
    """Return the ids from top to bottom."""
    return [cell.value for cell in sheet["A"]][1:]


def rearrange(sheet: Worksheet, order: list[int]) -> None:
    """Put the rows in another order, as sorting does."""
    rows = [[cell.value for cell in sheet[number]] for number in order]
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            sheet.cell(number, at).value = value


def test_rows_stay_in_the_order_of_the_staff_and_new_ones_come_last(register: Path) -> None:
    """Who sorts by municipality in the morning wants it so in the afternoon."""
    sheet = after(register, lambda sheet: rearrange(sheet, [4, 2, 5, 3]), entries=5)
    assert ids(sheet) == ["LC21-0003", "LC21-0001", "LC21-0004", "LC21-0002", "LC21-0005"]
    assert [sheet.cell(n, column(sheet, "Контакт особа · Contact person")).value for n in (2, 3)] == [
        "Марија Марковић 3",
        "Марија Марковић 1",
    ]


def test_columns_stay_where_staff_moved_them(register: Path) -> None:
    """A note beside the status, a column of their own in the middle."""

    def move(sheet: Worksheet) -> None:
        note = column(sheet, NOTE)
        moved = [sheet.cell(row, note).value for row in range(1, 6)]
        sheet.delete_cols(note)
        sheet.insert_cols(3)
        sheet.insert_cols(4)
        for row, value in enumerate(moved, start=1):
            sheet.cell(row, 3).value = value
        sheet.cell(1, 4).value, sheet.cell(2, 4).value = "Моје · Mine", "важно"
        sheet.cell(2, 3).value = "позвати"

    sheet = after(register, move)
    assert [cell.value for cell in sheet[1]][:5] == [
        *("Број · Entry", STATUS, NOTE, "Моје · Mine"),
        "Општина или град · Municipality",
    ]
    assert [sheet.cell(2, 3).value, sheet.cell(2, 4).value] == ["позвати", "важно"]
    assert sheet.cell(2, 3).fill.fgColor.rgb == "FFFFF9E5", "the staff's columns stay yellow"


def test_the_number_of_the_entry_stays_the_first_column(register: Path) -> None:
    """By it rows are known, and others look it up there."""

    def move(sheet: Worksheet) -> None:
        sheet.insert_cols(1)
        for row in range(1, 6):
            sheet.cell(row, 1).value = sheet.cell(row, 3).value
        sheet.delete_cols(3)

    assert [cell.value for cell in after(register, move)[1]][:2] == ["Број · Entry", STATUS]


@pytest.mark.parametrize(
    "filtered",
    [
        FilterColumn(colId=0, filters=Filters(filter=["✓ уредна · accepted"])),
        FilterColumn(colId=0, customFilters=CustomFilters(customFilter=[CustomFilter(operator="notEqual", val=" ")])),
        FilterColumn(colId=0, colorFilter=ColorFilter(dxfId=0)),
    ],
    ids=["values", "custom", "colour"],
)
def test_a_filter_stays_with_its_column_and_its_rows_hidden(register: Path, filtered: FilterColumn) -> None:
    """A filter that vanishes is set again every five minutes; what is new stands there unhidden."""

    def choose(sheet: Worksheet) -> None:
        [table] = sheet.tables.values()
        filtered.colId = column(sheet, STATUS) - 1
        table.autoFilter.filterColumn.append(filtered)
        sheet.row_dimensions[4].hidden = True

    sheet = after(register, choose, entries=5)
    [table] = sheet.tables.values()
    [kept] = table.autoFilter.filterColumn
    assert (kept.colId, kept.filters, kept.customFilters) == (1, filtered.filters, filtered.customFilters)
    assert [number for number, row in sheet.row_dimensions.items() if row.hidden] == [4]
    assert ids(sheet)[2] == "LC21-0003"


def test_hidden_columns_stay_hidden_and_opened_ones_open(register: Path) -> None:
    """Their own columns as well as the program's."""

    def fold(sheet: Worksheet) -> None:
        for heading in (CLUSTER, NOTE):
            sheet.column_dimensions[get_column_letter(column(sheet, heading))].hidden = True
        sheet.column_dimensions[get_column_letter(column(sheet, "Образац · Form"))].hidden = False

    sheet = after(register, fold)
    hidden = read_back(register, headings_of(CONTENT)).hidden
    assert {CLUSTER, NOTE} <= hidden
    assert "Образац · Form" not in hidden
    assert sheet.column_dimensions[get_column_letter(column(sheet, NOTE))].hidden


def test_comments_and_colours_stay_on_every_cell_and_follow_the_entry(register: Path) -> None:
    """People colour whole rows, and pin questions to the fact they ask about."""

    def mark(sheet: Worksheet) -> None:
        for cell in sheet[3]:
            cell.fill = PatternFill(fgColor="FFFFFF00", fill_type="solid")
        sheet.cell(3, column(sheet, CLUSTER)).comment = Comment("питати", "Сања")

    sheet = after(register, mark)
    assert {cell.fill.fgColor.rgb for cell in sheet[3]} == {"FFFFFF00"}
    comment = sheet.cell(3, column(sheet, CLUSTER)).comment
    assert comment is not None
    assert comment.text == "питати"
    assert not any(sheet.cell(3, 3).coordinate in area.sqref for area in sheet.conditional_formatting), (
        "no band over it"
    )
    assert sheet.cell(3, column(sheet, "Примљено · Received")).number_format == "d. m. yyyy. hh:mm"
    sheet = after(register, lambda sheet: sheet.insert_rows(2))
    assert sheet.cell(3, 1).fill.fgColor.rgb == "FFFFFF00"


@pytest.mark.parametrize(
    ("colour", "kept"),
    [
        (Color(theme=4, tint=0.5999938962981048), "FFB9CDE5"),
        (Color(theme=9), "FFF79646"),
        (Color(theme=5, tint=-0.249977111117893), "FF953735"),
        (Color(indexed=13), "FFFFFF00"),
    ],
    ids=["lighter", "of the theme", "darker", "old"],
)
def test_a_colour_stays_however_it_was_chosen(register: Path, colour: Color, kept: str) -> None:
    """Those of the theme are the first that Excel offers, and so most rows are coloured by them."""

    def paint(sheet: Worksheet) -> None:
        for heading in (CLUSTER, NOTE):
            cell = sheet.cell(3, column(sheet, heading))
            cell.fill, cell.font = PatternFill(fgColor=colour, fill_type="solid"), Font(color=colour)

    sheet = after(register, paint)
    cells = [sheet.cell(3, column(sheet, heading)) for heading in (CLUSTER, NOTE)]
    assert [(cell.fill.fgColor.rgb, cell.font.color and cell.font.color.rgb) for cell in cells] == [(kept, kept)] * 2


def test_words_stay_struck_out_and_underlined(register: Path) -> None:
    """A struck out "позвати" says that it is done."""

    def strike(sheet: Worksheet) -> None:
        cell = sheet.cell(2, column(sheet, NOTE))
        cell.value, cell.font = "позвати", Font(strike=True, underline="single")

    sheet = after(register, strike)
    font = sheet.cell(2, column(sheet, NOTE)).font
    assert (font.strike, font.underline) == (True, "single")


@pytest.mark.parametrize(
    "target", ["https://intranet.example/записник?a=1&b=2", "Z:\\Савез\\записник 7.docx", "#'Моје'!A1"]
)
def test_a_link_of_theirs_goes_on_leading_where_it_led(register: Path, target: str) -> None:
    """What "види записник" would not say without it."""

    def link(sheet: Worksheet) -> None:
        cell = sheet.cell(2, column(sheet, NOTE))
        cell.value, cell.hyperlink = "види записник", target

    sheet = after(register, link)
    cell = sheet.cell(2, column(sheet, NOTE))
    assert (cell.value, cell.hyperlink and cell.hyperlink.target) == ("види записник", target)
    assert sheet.cell(2, column(sheet, "Порука · Mail")).hyperlink is not None, "and the program's own where they lead"


def test_of_a_thread_of_comments_stays_what_people_said(register: Path) -> None:
    """Excel puts a note beside it for programs that know no threads, with advice that nobody wants to read twice."""
    advice = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it"
        " will get removed if the file is opened in a newer version of Excel. Learn more:"
        " https://go.microsoft.com/fwlink/?linkid=870924\n\n"
    )
    said = "Comment:\n    Питати: кога?\nОвај ред:\nостаје\nReply:\n    Марију"

    def pin(sheet: Worksheet) -> None:
        sheet.cell(2, 1).comment = Comment(advice + said, "tc={2BD0B1A4-7C3E-4F2A-9D11-6A5E8C0F1B23}")

    comment = after(register, pin).cell(2, 1).comment
    assert comment is not None
    assert comment.text == "Питати: кога?\nОвај ред:\nостаје\nМарију"


def test_a_comment_of_a_row_that_was_deleted_comes_back_from_the_store(register: Path) -> None:
    """A comment is a word of theirs like any other."""

    def pin(sheet: Worksheet) -> None:
        sheet.cell(2, column(sheet, CLUSTER)).comment = Comment("питати", "Сања")
        sheet.cell(2, column(sheet, NOTE)).comment = Comment("хитно", "Сања")
        sheet.cell(2, column(sheet, NOTE)).value = "позвати"

    after(register, pin)
    texts = read_back(register, headings_of(CONTENT)).texts()
    register.unlink()
    done = publish(register, CONTENT, Memory(words=remembered(texts, CONTENT.staff)))
    assert done.words.texts() == texts
    assert len(texts) == 3
    sheet = load_workbook(register)[TITLE]
    assert [str(sheet.cell(2, column(sheet, h)).comment.text) for h in (CLUSTER, NOTE)] == ["питати", "хитно"]  # type: ignore[union-attr]


def test_a_column_of_the_program_that_staff_deleted_comes_back(register: Path) -> None:
    """It is the program's; what it holds is in the store."""
    sheet = after(register, lambda sheet: sheet.delete_cols(column(sheet, CLUSTER)))
    assert [cell.value for cell in sheet[1]][2:5] == [
        *("Општина или град · Municipality", CLUSTER, "Друштвени приступ · Approach")
    ]


def test_a_file_that_cannot_be_replaced_gets_its_news_beside(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Windows server's folder, Excel keeps an open file from being replaced, with no lock file to be seen."""
    before = register.read_bytes()
    replace = Path.replace

    def in_use(source: Path, target: Path) -> Path:
        if target == register:
            raise PermissionError(13, "sharing violation")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", in_use)
    done = publish(register, CONTENT)
    assert (done.pending, done.path.name, register.read_bytes()) == (True, "register.pending.xlsx", before)
    monkeypatch.undo()
    assert not publish(register, CONTENT).pending
    assert not done.path.exists()


def test_an_open_register_that_is_just_being_saved_is_not_set_aside(register: Path) -> None:
    """Half a file is the office program's own affair while its lock is there."""
    register.write_bytes(b"PK half")
    register.with_name("~$register.xlsx").touch()
    done = publish(register, CONTENT)
    assert (done.pending, done.set_aside, register.read_bytes()) == (True, None, b"PK half")


def test_a_save_by_excel_alone_changes_no_word(register: Path) -> None:
    """It spells nearly all of the file in its own way: nothing of that is a correction, a question or a new word."""

    def say(sheet: Worksheet) -> None:
        cell = sheet.cell(2, column(sheet, NOTE))
        cell.value, cell.comment = " <позвати> & питати\n", Comment("хитно", "Сања")

    after(register, say)
    before = read_back(register, headings_of(CONTENT))
    save_as_excel_does(register)
    after_it = read_back(register, headings_of(CONTENT))
    assert after_it == before
    assert (after_it.edited, after_it.edits, after_it.doubts, after_it.strays) == (False, {}, (), ())
    assert after_it.rows["LC21-0001"][NOTE].text == " <позвати> & питати\n"
    assert load_workbook(register)["Поруке · Messages"].max_row > 1, "and it is a workbook still"
