"""Words of the staff's at the edges: saved meanwhile, in files that may not be read, off the table."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from intake.records.register.workbook import Memory, publish
from intake.records.register_file import pending_path
from samples.workbook import CONTENT, column, words

REGISTER, NOTE = "Регистар · Register", "Напомена · Note"
FIRST = "LC21-0001"
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
