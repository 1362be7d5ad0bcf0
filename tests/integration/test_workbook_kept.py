"""Words of the staff's at the edges: saved meanwhile, in files that may not be read, off the table."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from intake.records.register.workbook import Memory, publish
from intake.records.register_file import pending_path
from intake.rules.register.sheets import Sheet
from samples.register import content
from samples.workbook import CONTENT, column, words

REGISTER, MESSAGES, UNMATCHED = "Регистар · Register", "Поруке · Messages", "Без пријаве · Unmatched"
NOTE, MUNICIPALITY, WHY = "Напомена · Note", "Општина или град · Municipality", "Зашто · Why"
FIRST = "LC21-0001"
PAPER, CAME = "Град на папиру", "стигло поштом"
NOBODY = 65534


def edit(register: Path, change: Callable[[Workbook], None]) -> None:
    """Change the workbook as a member of staff would."""
    workbook = load_workbook(register)
    change(workbook)
    workbook.save(register)


def write_note(workbook: Workbook) -> None:
    """Write into the note of the first application."""
    sheet = workbook[REGISTER]
    row = next(cell.row for cell in sheet["A"] if cell.value == FIRST)
    sheet.cell(row, column(sheet, NOTE)).value = "тек сада"


def note(register: Path) -> str:
    """Read that note."""
    return words(register).rows[FIRST][NOTE].text


def pin(title: str, row: int, heading: str) -> Callable[[Workbook], None]:
    """Return the change that pins a comment to a cell."""

    def change(workbook: Workbook) -> None:
        sheet = workbook[title]
        sheet.cell(row, column(sheet, heading)).comment = Comment("важно", "Сања")

    return change


def told(register: Path) -> list[str]:
    """Give every text and every comment of the sheets that people see."""
    cells = [
        cell for sheet in load_workbook(register) if sheet.sheet_state == "visible" for row in sheet for cell in row
    ]
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    return texts + [cell.comment.text for cell in cells if cell.comment is not None]


def times(text: str, register: Path) -> int:
    """Count how often *text* stands there."""
    return "\n".join(told(register)).count(text)


def renamed(sheet: Sheet, heading: str) -> Sheet:
    """Return a sheet that has another heading, as after a change of the call file."""
    return replace(
        sheet, columns=tuple(replace(c, heading="Ново") if c.heading == heading else c for c in sheet.columns)
    )


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, when a new register is written and has not replaced the old one yet."""
    fsync = os.fsync

    def plan(happens: Callable[[], object]) -> None:
        to_come = [happens]

        def written(descriptor: int) -> None:
            fsync(descriptor)
            while to_come:
                to_come.pop()()

        monkeypatch.setattr("intake.records.register.workbook.os.fsync", written)

    return plan


# Saved, opened or closed while the register is written, which takes seconds


def test_what_is_saved_while_the_new_register_is_made_is_read_once_more(
    register: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    """A synchronised folder leaves no lock: the new file would have replaced words that nobody had read."""
    meanwhile(lambda: edit(register, write_note))
    publish(register, CONTENT)
    assert note(register) == "тек сада"


def test_what_is_saved_beside_meanwhile_is_joined_and_not_removed(
    register: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    """The file beside goes when its words are in the register, and not before."""
    lock = register.with_name(f".~lock.{register.name}#")
    lock.touch()
    publish(register, CONTENT)
    lock.unlink()
    meanwhile(lambda: edit(pending_path(register), write_note))
    publish(register, CONTENT)
    assert note(register) == "тек сада"
    assert not pending_path(register).exists()


def test_a_register_that_is_opened_meanwhile_is_left_alone(
    register: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    """Never two writers: who has just opened it would save over the new one."""
    before = register.read_bytes()
    meanwhile(register.with_name(f".~lock.{register.name}#").touch)
    done = publish(register, CONTENT)
    assert (done.pending, register.read_bytes()) == (True, before)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Give a folder in which another user, too, may replace files."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def test_a_register_that_may_not_be_read_is_never_replaced(shared_folder: Path) -> None:
    """Saved anew by a member of staff, a file may be his alone; the news is beside it until it can be read."""
    register = shared_folder / "register.xlsx"
    publish(register, CONTENT)
    edit(register, write_note)
    register.chmod(0o600)
    os.seteuid(NOBODY)
    try:
        done = publish(register, CONTENT, Memory(edition=1))
    finally:
        os.seteuid(0)
    assert (done.pending, note(register)) == (True, "тек сада")
    assert not publish(register, CONTENT).pending


# Words off the table


def test_a_comment_that_is_all_the_news_beside_an_open_register_stays(register: Path) -> None:
    """A file in which nothing was typed is not for that reason untouched."""
    edit(register, lambda workbook: workbook.create_sheet("Моје").append(["прво"]))
    lock = register.with_name(f".~lock.{register.name}#")
    lock.touch()
    publish(register, CONTENT)
    edit(pending_path(register), lambda workbook: setattr(workbook["Моје"]["A1"], "comment", Comment("важно", "Сања")))
    lock.unlink()
    publish(register, CONTENT)
    assert "важно" in told(register)


def test_a_comment_at_an_empty_cell_stays_though_nothing_else_is_in_its_row(register: Path) -> None:
    """Spreadsheets write no cell for it, and no row."""

    def say(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Моје")
        sheet["A1"], sheet["C5"].comment = "прво", Comment("важно", "Сања")

    edit(register, say)
    with zipfile.ZipFile(register) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(register, "w") as parts:
        for name, file in files.items():
            is_theirs = name.startswith("xl/worksheets/") and b'r="C5"' in file
            parts.writestr(name, re.sub(rb'<row r="5".*?</row>', b"", file) if is_theirs else file)
    for _ in range(2):
        publish(register, CONTENT)
        comment = load_workbook(register)["Моје"]["C5"].comment
        assert comment is not None
        assert comment.text == "важно"


@pytest.mark.parametrize("number", [None, "LC21-0099"])
@pytest.mark.parametrize("at", [1, 4], ids=["at the number", "at an answer"])
def test_a_comment_in_a_row_that_staff_typed_themselves_is_kept_with_it(
    register: Path, number: str | None, at: int
) -> None:
    """An application on paper, with a word about it: neither has a row of the program's to stand in."""
    edit(register, lambda workbook: type_a_row(workbook, number, at))
    for _ in range(3):
        publish(register, CONTENT)
        assert (times(PAPER, register), times(CAME, register)) == (1, 1)


def type_a_row(workbook: Workbook, number: str | None, at: int) -> None:
    """Type an application that came on paper below the others."""
    sheet = workbook[REGISTER]
    row = sheet.max_row + 1
    sheet.cell(row, 1).value, sheet.cell(row, 3).value = number, PAPER
    sheet.cell(row, at).comment = Comment(CAME, "Сања")


def test_a_typed_row_whose_number_an_application_gets_later_is_kept(register: Path) -> None:
    """Who writes an application on paper into the list takes the next number; so does the program."""
    edit(register, lambda workbook: type_a_row(workbook, "LC21-0005", 4))
    publish(register, CONTENT)
    for _ in range(3):
        publish(register, content(5))
        assert (times(PAPER, register), times(CAME, register)) == (1, 1)


@pytest.mark.parametrize("row", [1, 2], ids=["at the heading", "at an answer"])
def test_a_comment_in_a_column_that_is_called_otherwise_now_is_kept_apart(register: Path, row: int) -> None:
    """A question may be worded anew in the call file, and a heading by a new version of the program."""
    edit(register, pin(REGISTER, row, MUNICIPALITY))
    now = replace(CONTENT, register=renamed(CONTENT.register, MUNICIPALITY))
    for _ in range(2):
        publish(register, now)
        assert times("важно", register) == 1


def test_so_is_one_on_another_sheet_and_nothing_of_the_program_s(register: Path) -> None:
    """What the program itself wrote in that column is no word of the staff's."""
    edit(register, pin(MESSAGES, 2, WHY))
    now = replace(CONTENT, messages=renamed(CONTENT.messages, WHY))
    for _ in range(2):
        publish(register, now)
        assert times("важно", register) == 1
        assert load_workbook(register)[UNMATCHED].max_row == 2
