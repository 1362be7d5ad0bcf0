"""What staff write on the program's other sheets, on headings and above the table: no word of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.workbook import Memory, publish
from intake.records.register_file import pending_path
from samples.register import content
from samples.workbook import CONTENT, column, words

REGISTER, MESSAGES, CALENDAR, UNMATCHED = (
    "Регистар · Register",
    "Поруке · Messages",
    "Календар · Calendar",
    "Без пријаве · Unmatched",
)
WHY, OWN = "Зашто · Why", "Зовем · My calls"


def edit(register: Path, change: Callable[[Workbook], None]) -> None:
    """Change the workbook as a member of staff would."""
    workbook = load_workbook(register)
    change(workbook)
    workbook.save(register)


def after(register: Path, change: Callable[[Workbook], None], *, entries: int = 4) -> Workbook:
    """Return the workbook as it is written after a change, twice: what stays once has to stay for good."""
    edit(register, change)
    publish(register, CONTENT)
    publish(register, content(entries))
    return load_workbook(register)


def row_of(sheet: Worksheet, sender: str) -> int:
    """Return the number of the row that has *sender*, or any other text, in a cell of its own."""
    return next(cell.row for row in sheet for cell in row if cell.value == sender)


def comment_at(sheet: Worksheet, row: int, at: int) -> str | None:
    """Return what a comment says; None where there is none."""
    comment = sheet.cell(row, at).comment
    return None if comment is None else comment.text


def say(sheet: Worksheet, text: str) -> None:
    """Write into the first cell of a sheet."""
    sheet["A1"] = text


def pin_too(workbook: Workbook) -> None:
    """Pin another comment to another mail."""
    workbook[MESSAGES].cell(4, 1).comment = Comment("и ово", "Сања")


SENDER = "pisarnica@opstina2.example"


def annotate(workbook: Workbook) -> None:
    """Write beside a mail in a column of their own, pin a comment and a colour to it, and sort the mails."""
    sheet = workbook[MESSAGES]
    own, row = sheet.max_column + 1, row_of(sheet, SENDER)
    sheet.cell(1, own).value, sheet.cell(row, own).value = OWN, "звала 8. 9."
    sheet.cell(row, 2).comment = Comment("питати Марију", "Сања")
    for cell in sheet[row]:
        cell.fill = PatternFill(fgColor="FFFFFF00", fill_type="solid")
    sheet.move_range(f"A{row}:{sheet.cell(row, own).coordinate}", rows=9)


def test_words_comments_and_colours_stay_beside_their_mail(register: Path) -> None:
    """Who telephones a sender notes it where the mail stands; more mails come, and the note stays with its own."""
    sheet = after(register, annotate, entries=6)[MESSAGES]
    row = row_of(sheet, SENDER)
    assert sheet.cell(row, column(sheet, OWN)).value == "звала 8. 9."
    assert comment_at(sheet, row, 2) == "питати Марију"
    assert sheet.cell(row, 2).fill.fgColor.rgb == "FFFFFF00"
    assert not any(sheet.cell(row, 2).coordinate in area.sqref for area in sheet.conditional_formatting)
    assert [sheet.cell(at, column(sheet, OWN)).value for at in range(2, 8)].count("звала 8. 9.") == 1
    [table] = sheet.tables.values()
    assert [each.name for each in table.tableColumns][-1] == OWN, "to be filtered by"


def test_what_is_typed_over_the_program_s_words_stays_in_a_comment(register: Path) -> None:
    """The program fills its cell again; the word is there still, and does not grow from pass to pass."""

    def type_over(workbook: Workbook) -> None:
        sheet = workbook[MESSAGES]
        sheet.cell(row_of(sheet, SENDER), column(sheet, WHY)).value = "лично донесено"

    sheet = after(register, type_over)[MESSAGES]
    row, at = row_of(sheet, SENDER), column(sheet, WHY)
    assert (sheet.cell(row, at).value, comment_at(sheet, row, at)) == (None, "лично донесено")


def test_notes_in_the_calendar_follow_their_event_to_another_row(register: Path) -> None:
    """Staff book a hall for an event, and write it there."""

    def book(workbook: Workbook) -> None:
        sheet = workbook[CALENDAR]
        sheet.cell(row_of(sheet, "Концептуализација · Conceptualisation"), sheet.max_column + 1).value = "сала 5"
        sheet.insert_rows(2)

    sheet = after(register, book)[CALENDAR]
    row = row_of(sheet, "Концептуализација · Conceptualisation")
    assert "сала 5" in [cell.value for cell in sheet[row]]


def test_words_beside_a_row_that_is_gone_are_kept_apart(register: Path) -> None:
    """A row of the history or the calendar may go; what was written beside it does not."""

    def book(workbook: Workbook) -> None:
        sheet = workbook[MESSAGES]
        row = row_of(sheet, SENDER)
        sheet.cell(row, 2).value = "neko@drugi.example"
        sheet.cell(row, sheet.max_column + 1).value = "звала"

    workbook = after(register, book)
    told = (str(cell.value) for row in workbook[UNMATCHED] for cell in row)
    [said] = [text for text in told if "звала" in text]
    assert MESSAGES in said
    assert "neko@drugi.example" in said
    assert row_of(workbook[MESSAGES], SENDER), "the mail itself stands there as ever"


def test_words_beside_an_application_that_was_erased_go_with_it(register: Path) -> None:
    """They tell of it as any other note does."""
    edit(register, annotate)
    publish(register, content(4), Memory(erased=frozenset({"LC21-0002"})))
    assert "звала" not in repr(words(register))


def test_comments_on_headings_stay(register: Path) -> None:
    """There colleagues explain to each other what a column is for."""

    def explain(workbook: Workbook) -> None:
        applications, messages = workbook[REGISTER], workbook[MESSAGES]
        applications.cell(1, column(applications, "Напомена · Note")).comment = Comment("само датум позива", "Сања")
        messages.cell(1, 2).comment = Comment("овдје тражити", "Сања")

    workbook = after(register, explain)
    applications, messages = workbook[REGISTER], workbook[MESSAGES]
    assert comment_at(applications, 1, column(applications, "Напомена · Note")) == "само датум позива"
    assert comment_at(messages, 1, 2) == "овдје тражити"


@pytest.mark.parametrize("rows", [1, 40])
def test_what_stands_above_the_headings_is_kept_apart(register: Path, rows: int) -> None:
    """A title over the table, as people put it before they print, or their own account of the call."""

    def entitle(workbook: Workbook) -> None:
        sheet = workbook[REGISTER]
        sheet.tables.clear()
        sheet.insert_rows(1, rows)
        sheet["A1"] = "Стање за Скупштину"

    workbook = after(register, entitle)
    assert row_of(workbook[UNMATCHED], "Стање за Скупштину")
    assert workbook[REGISTER]["A1"].value == "Број · Entry"


def test_a_sheet_whose_headings_are_gone_is_kept_whole_as_theirs(register: Path) -> None:
    """Nobody can tell what its words stood beside."""

    def behead(workbook: Workbook) -> None:
        annotate(workbook)
        workbook[MESSAGES].delete_rows(1)

    workbook = after(register, behead)
    assert row_of(workbook[f"{MESSAGES} (2)"], "звала 8. 9.")
    assert row_of(workbook[MESSAGES], SENDER)


def test_words_on_other_sheets_make_a_register_worth_keeping(register: Path) -> None:
    """The last ten registers with staff's words are kept, wherever in the file these are."""
    assert not words(register).edited
    edit(register, annotate)
    assert words(register).edited
    publish(register, CONTENT)
    assert not words(register).edited


def test_words_on_other_sheets_of_an_open_register_are_joined_later(register: Path) -> None:
    """In both files, as it is with all their words."""
    lock = register.with_name(f".~lock.{register.name}#")
    lock.touch()
    publish(register, CONTENT)
    edit(register, annotate)
    edit(pending_path(register), pin_too)
    lock.unlink()
    publish(register, CONTENT)
    sheet = load_workbook(register)[MESSAGES]
    assert sheet.cell(row_of(sheet, SENDER), column(sheet, OWN)).value == "звала 8. 9."
    assert {cell.comment.text for row in sheet for cell in row if cell.comment} == {"питати Марију", "и ово"}


def test_a_sheet_of_theirs_that_differs_in_both_files_is_kept_twice(register: Path) -> None:
    """Under a title that a spreadsheet takes."""
    edit(register, lambda workbook: say(workbook.create_sheet("Моје"), "прво"))
    lock = register.with_name(f".~lock.{register.name}#")
    lock.touch()
    publish(register, CONTENT)
    edit(register, lambda workbook: say(workbook["Моје"], "друго"))
    edit(pending_path(register), lambda workbook: say(workbook["Моје"], "треће"))
    lock.unlink()
    publish(register, CONTENT)
    workbook = load_workbook(register)
    assert [workbook[title]["A1"].value for title in ("Моје", "Моје (2)")] == ["друго", "треће"]


def test_a_sheet_of_theirs_keeps_its_shape(register: Path) -> None:
    """A title over three columns, rows that stand still, columns that are hidden or of one width in a row."""

    def lay_out(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Састанак")
        sheet["A1"], sheet["D3"], sheet["E3"] = "Дневни ред", "позвати", "скривено"
        sheet.merge_cells("A1:C1")
        sheet.freeze_panes = "B2"
        run = sheet.column_dimensions["A"]
        run.width, run.min, run.max = 33, 1, 4  # as LibreOffice and Excel write it
        sheet.column_dimensions["E"].hidden = True

    sheet = after(register, lay_out)["Састанак"]
    assert (sheet["A1"].value, sheet["D3"].value) == ("Дневни ред", "позвати")
    assert ([str(area) for area in sheet.merged_cells.ranges], sheet.freeze_panes) == (["A1:C1"], "B2")
    assert {sheet.column_dimensions[letter].width for letter in "ABCD"} == {33}
    assert sheet.column_dimensions["E"].hidden


def test_the_overview_is_locked_and_without_a_password(register: Path) -> None:
    """It is counted anew each time, and its rows move: a word typed there could belong to nothing."""
    protection = load_workbook(register)["Преглед · Overview"].protection
    assert (protection.sheet, protection.password, protection.formatColumns) == (True, None, False)


# What staff add beside the sheets


def add_chart_and_names(workbook: Workbook) -> None:
    """Draw the versions of all applications on a sheet of its own, and name the areas."""
    chart = BarChart()
    chart.title = "Верзије"
    chart.add_data(Reference(workbook[REGISTER], min_col=7, min_row=1, max_row=5), titles_from_data=True)
    workbook.create_chartsheet("Дијаграм").add_chart(chart)
    workbook.defined_names["Рок"] = DefinedName("Рок", attr_text="44452")
    workbook.defined_names["Пријаве"] = DefinedName("Пријаве", attr_text=f"'{REGISTER}'!$A$2:$A$5")
    workbook[MESSAGES].defined_names["Моје"] = DefinedName("Моје", attr_text=f"'{MESSAGES}'!$B$2")
    workbook.defined_names["Бивши"] = DefinedName("Бивши", attr_text="'Лист који је обрисан'!$A$1")


def test_sheets_with_one_chart_and_names_of_areas_stay(register: Path) -> None:
    """An overview that somebody drew for the assembly, and formulas that go by names, are their work too."""
    workbook = after(register, add_chart_and_names)
    drawn: Any = workbook["Дијаграм"]  # there is no other way to see it
    [chart] = drawn._charts  # noqa: SLF001 - the same
    assert chart.series[0].val.numRef.f == f"'{REGISTER}'!$G$2:$G$5"
    assert chart.title.tx.rich.p[0].r[0].t == "Верзије"
    assert {name: one.attr_text for name, one in workbook.defined_names.items()} == {
        "Рок": "44452",
        "Пријаве": f"'{REGISTER}'!$A$2:$A$5",
    }
    assert workbook[MESSAGES].defined_names["Моје"].attr_text == f"'{MESSAGES}'!$B$2"
    assert row_of(workbook[UNMATCHED], "Бивши = 'Лист који је обрисан'!$A$1")
    written = words(register)
    assert not written.edited
