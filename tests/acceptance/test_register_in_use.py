"""The register in the hands of staff: a real LibreOffice edits and saves it between the passes of a real desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desks import DeskFolder, form, later, lay_out_desk, mail, sender
from servers import spreadsheet

pytestmark = pytest.mark.office

_ANNOTATION = 8  # com.sun.star.sheet.CellFlags
FIRST, SECOND, THIRD = "LC21-0001", "LC21-0002", "LC21-0003"
NOTE, EMAIL, CLUSTER = "Напомена", "Е-пошта контакт особе", "Кластер учења"


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk with three applications, the first of them incomplete."""
    desk = lay_out_desk(tmp_path / "desk")
    for number in range(3):
        answers = {"contact_email": ""} if number == 0 else {}
        content = mail(form(number, **answers), at=later(number), sender=sender(number))
        desk.put(content, f"{number:04d}")
    desk.intake("once")
    return desk


def cell(entry: str, heading: str) -> str:
    """Name a cell, as the macros find it."""
    return f'sheet.getCellByPosition(Col(sheet, "{heading}"), Row(sheet, "{entry}"))'


def register(desk: DeskFolder) -> Worksheet:
    """Open the register as it was written."""
    return load_workbook(desk.folder / "register.xlsx")["Регистар · Register"]


def at(sheet: Worksheet, entry: str, heading: str) -> Any:  # noqa: ANN401 - openpyxl's cells
    """Return a cell by the entry and the beginning of its heading."""
    [row] = [cell.row for cell in sheet["A"] if cell.value == entry]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))
    return sheet.cell(int(row or 0), int(column or 0))


def test_what_staff_do_in_libreoffice_is_understood_and_stays(desk: DeskFolder, tmp_path: Path) -> None:
    """A correction, nonsense, a note, a comment, colours, a hidden column, a column of their own, rows sorted."""
    path = desk.folder / "register.xlsx"
    spreadsheet.edit(
        path,
        tmp_path / "profile",
        f'{cell(FIRST, EMAIL)}.String = "nova@adresa.example"',
        f'{cell(SECOND, CLUSTER)}.String = "кластер за путеве"',
        f'{cell(THIRD, NOTE)}.String = "позвати у уторак"',
        f"{cell(THIRD, CLUSTER)}.CellBackColor = RGB(255, 200, 0)",
        f'sheet.Annotations.insertNew({cell(THIRD, CLUSTER)}.CellAddress, "питати")',
        'sheet.Columns.getByIndex(Col(sheet, "Верзија")).IsVisible = False',
        'last = Col(sheet, "Напомена") + 1',
        'sheet.getCellByPosition(last, 0).String = "Позвано"',
        f'sheet.getCellByPosition(last, Row(sheet, "{THIRD}")).Value = 7',
        'mails = document.Sheets.getByName("Поруке · Messages")',
        'mails.getCellByPosition(9, 0).String = "Звано"',
        'mails.getCellByPosition(9, 2).String = "8. 9."',
        'mails.Annotations.insertNew(mails.getCellByPosition(1, 2).CellAddress, "није се јавио")',
        "Dim by(0) As New com.sun.star.table.TableSortField",
        "by(0).Field = 0 : by(0).IsAscending = False",
        "Dim how(1) As New com.sun.star.beans.PropertyValue",
        'how(0).Name = "SortFields" : how(0).Value = by()',
        'how(1).Name = "ContainsHeader" : how(1).Value = True',
        "sheet.getCellRangeByPosition(0, 0, last, 3).sort(how())",
    )
    desk.intake("once")
    sheet = register(desk)
    assert [row.value for row in sheet["A"]][1:] == [THIRD, SECOND, FIRST]
    assert [e["status"] for e in desk.json("list", "--json")] == ["accepted"] * 3
    assert at(sheet, FIRST, EMAIL).value == "nova@adresa.example"
    assert "Исправљено у регистру" in at(sheet, FIRST, EMAIL).comment.text
    assert at(sheet, SECOND, CLUSTER).value == "кластер за путеве"
    assert "није назив ниједног кластера" in at(sheet, SECOND, CLUSTER).comment.text
    assert at(sheet, THIRD, NOTE).value == "позвати у уторак"
    assert at(sheet, THIRD, CLUSTER).comment.text == "питати"
    assert at(sheet, THIRD, CLUSTER).fill.fgColor.rgb == "FFFFC800"
    assert at(sheet, THIRD, "Позвано").value == 7
    assert sheet.column_dimensions[at(sheet, FIRST, "Верзија").column_letter].hidden
    mails = load_workbook(path)["Поруке · Messages"]
    assert [mails["J1"].value, mails["J3"].value, mails["B3"].comment.text] == ["Звано", "8. 9.", "није се јавио"]


def test_a_save_by_libreoffice_alone_corrects_and_asks_nothing(desk: DeskFolder, tmp_path: Path) -> None:
    """It writes every cell in its own way; that is no word of the staff's."""
    spreadsheet.edit(desk.folder / "register.xlsx", tmp_path / "profile")
    desk.intake("once")
    assert [e["corrections"] for e in desk.json("list", "--json")] == [[], [], []]
    workbook = load_workbook(desk.folder / "register.xlsx")
    assert [c.coordinate for sheet in workbook for row in sheet for c in row if c.comment] == []
    assert "Без пријаве · Unmatched" not in workbook.sheetnames, "no row of ours is taken for theirs"


def test_a_comment_that_is_deleted_in_libreoffice_is_an_answer(desk: DeskFolder, tmp_path: Path) -> None:
    """What is asked stays until then, and no longer."""
    path, status = desk.folder / "register.xlsx", "Стање"
    spreadsheet.edit(path, tmp_path / "profile", f'{cell(FIRST, status)}.String = "звали смо их"')
    desk.intake("once")
    spreadsheet.edit(path, tmp_path / "profile", f'{cell(FIRST, NOTE)}.String = "још не знамо"')
    desk.intake("once")
    assert "„звали смо их“" in at(register(desk), FIRST, status).comment.text
    spreadsheet.edit(
        path, tmp_path / "profile", f"{cell(FIRST, status)}.clearContents(8)  ' com.sun.star.sheet.CellFlags.ANNOTATION"
    )
    desk.intake("once")
    assert at(register(desk), FIRST, status).comment is None


def test_a_filter_of_libreoffice_stays(desk: DeskFolder, tmp_path: Path) -> None:
    """Staff look at what is incomplete all day."""
    spreadsheet.edit(
        desk.folder / "register.xlsx",
        tmp_path / "profile",
        "Dim wanted(0) As New com.sun.star.sheet.TableFilterField",
        "wanted(0).Field = 1 : wanted(0).IsNumeric = False",
        "wanted(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL",
        'wanted(0).StringValue = "! непотпуна · incomplete"',
        'area = document.DatabaseRanges.getByName("Register")',
        "filter = area.FilterDescriptor",
        "filter.FilterFields = wanted()",
        "filter.ContainsHeader = True",
        "area.refresh()",
    )
    desk.put(mail(form(3), at=later(3), sender=sender(3)), "0003")
    desk.intake("once")
    sheet = register(desk)
    hidden = [sheet.cell(number, 1).value for number, row in sheet.row_dimensions.items() if row.hidden]
    assert hidden == [SECOND, THIRD]
    [table] = sheet.tables.values()
    assert [column.colId for column in table.autoFilter.filterColumn] == [1]


def test_a_register_that_is_really_open_is_left_alone_until_it_is_closed(desk: DeskFolder, tmp_path: Path) -> None:
    """The lock file is LibreOffice's own; what was saved in it is taken in at once."""
    path = desk.folder / "register.xlsx"
    beside = path.with_name("register.pending.xlsx")
    saved = f'{cell(FIRST, EMAIL)}.String = "nova@adresa.example"'
    with spreadsheet.kept_open(path, tmp_path / "profile", saved):
        assert path.with_name(".~lock.register.xlsx#").exists()
        before = path.read_bytes()
        desk.put(mail(form(3), at=later(3), sender=sender(3)), "0003")
        desk.intake("once")
        assert path.read_bytes() == before
        assert beside.exists()
        assert desk.json("list", "--json")[0]["status"] == "accepted"
    desk.intake("once")
    assert not beside.exists()
    sheet = register(desk)
    assert at(sheet, FIRST, EMAIL).value == "nova@adresa.example"
    assert at(sheet, "LC21-0004", "Број").value == "LC21-0004"
