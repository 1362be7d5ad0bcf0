"""Headings that staff changed: the column is known all the same, or staff are asked; no word of theirs is dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.reading import RegisterUnreadableError
from intake.records.register.workbook import Memory, publish
from intake.rules.register.staff import StaffWords
from samples.workbook import CONTENT, column, words

REGISTER = "Регистар · Register"
ENTRY, MUNICIPALITY = "Број · Entry", "Општина или град · Municipality"
DECISION, HANDLED, NOTE = "Одлука · Decision", "Обрадио · Handled by", "Напомена · Note"
FIRST, SECOND, THIRD = "LC21-0001", "LC21-0002", "LC21-0003"
REFUSED, ACCEPTED = "одбијено", "примљено"

Change = Callable[[Worksheet], object]


def edited(path: Path, *changes: Change, memory: Memory | None = None) -> StaffWords:
    """Change the register as a member of staff would, write it anew and return what was read."""
    book: Workbook = load_workbook(path)
    for change in changes:
        change(book[REGISTER])
    book.save(path)
    return publish(path, CONTENT, memory).words


def write(entry: str, heading: str, text: str) -> Change:
    """Return the change that writes into a cell."""

    def change(sheet: Worksheet) -> None:
        row = next(cell.row for cell in sheet["A"] if cell.value == entry)
        sheet.cell(row, column(sheet, heading)).value = text

    return change


def rename(heading: str, name: str | None) -> Change:
    """Return the change that gives a column another heading."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(1, column(sheet, heading)).value = name

    return change


def move(heading: str, to: int) -> Change:
    """Return the change that cuts a column out and puts it in elsewhere."""

    def change(sheet: Worksheet) -> None:
        at = column(sheet, heading)
        texts = [sheet.cell(row, at).value for row in range(1, sheet.max_row + 1)]
        sheet.delete_cols(at)
        sheet.insert_cols(to)
        for row, text in enumerate(texts, start=1):
            sheet.cell(row, to).value = text

    return change


def add(name: str, to: int, text: str) -> Change:
    """Return the change that puts in a column of staff's own, with the same text in each row."""

    def change(sheet: Worksheet) -> None:
        sheet.insert_cols(to)
        sheet.cell(1, to).value = name
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, to).value = text

    return change


def delete(heading: str) -> Change:
    """Return the change that deletes a column."""
    return lambda sheet: sheet.delete_cols(column(sheet, heading))


def headings(path: Path) -> list[str]:
    """Read the headings of the register."""
    return [str(cell.value) for cell in load_workbook(path)[REGISTER][1]]


def said(found: StaffWords, heading: str = DECISION) -> dict[str, str]:
    """Return what stands in a column, by entry."""
    return {entry: remarks[heading].text for entry, remarks in found.rows.items() if heading in remarks}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Give a register with two decisions in it."""
    path = tmp_path / "register.xlsx"
    publish(path, CONTENT)
    edited(path, write(FIRST, DECISION, REFUSED), write(SECOND, DECISION, ACCEPTED))
    return path


@pytest.mark.parametrize("name", ["Odluka komisije", "Odluka", "Decision ", None])
def test_a_decision_stays_one_under_another_heading(register: Path, name: str | None) -> None:
    """Who was refused was handed to the hosts again, and nothing said so."""
    found = edited(register, rename(DECISION, name), write(THIRD, NOTE, "звати"))
    assert said(found) == {FIRST: REFUSED, SECOND: ACCEPTED}
    assert (found.columns, found.doubts) == ((), ())
    told = load_workbook(register)[REGISTER].cell(1, headings(register).index(DECISION) + 1).comment
    assert name in (None, "Odluka", "Decision ") or (told is not None and told.text == name)


def test_the_heading_is_put_back_once_and_its_comment_stays_one(register: Path) -> None:
    """Staff find what they called it; a second time it says no more."""
    for _ in range(2):
        found = edited(register, rename(DECISION, "Odluka komisije"))
        assert said(found) == {FIRST: REFUSED, SECOND: ACCEPTED}
        assert any("Odluka komisije" in note for note in found.notes)
    assert found.heads[REGISTER, DECISION] == "Odluka komisije"
    assert headings(register).count(DECISION) == 1
    assert "Odluka komisije" not in headings(register)


def test_all_three_of_staff_s_headings_may_be_changed_together(register: Path) -> None:
    """Empty columns are known by their place."""
    found = edited(
        register,
        write(FIRST, NOTE, "звати"),
        rename(DECISION, "Odluka komisije"),
        rename(HANDLED, "Ko"),
        rename(NOTE, "Komentar"),
    )
    assert said(found) == {FIRST: REFUSED, SECOND: ACCEPTED}
    assert said(found, NOTE) == {FIRST: "звати"}


def test_a_column_with_another_heading_is_known_wherever_it_was_moved(register: Path) -> None:
    """Decisions that stood in it tell which it is."""
    found = edited(register, rename(DECISION, "Odluka komisije"), move("Odluka komisije", 2), add("Рок", 3, "петак"))
    assert said(found) == {FIRST: REFUSED, SECOND: ACCEPTED}
    assert found.columns == ("Рок",)
    assert headings(register)[1] == DECISION


def test_a_fact_under_another_heading_is_a_correction(register: Path) -> None:
    """A second column appeared beside, and what was typed under the first counted for nothing."""
    found = edited(register, write(FIRST, MUNICIPALITY, "Требиње"), rename(MUNICIPALITY, "Opština"))
    assert (found.edits, found.columns) == ({FIRST: {MUNICIPALITY: "Требиње"}}, ())
    assert headings(register).count(MUNICIPALITY) == 1


def test_a_column_of_staff_s_own_in_the_place_of_a_deleted_one_corrects_no_fact(register: Path) -> None:
    """Other words in all rows are no corrections of what stood there: staff are asked."""
    at = headings(register).index(MUNICIPALITY) + 1
    found = edited(register, delete(MUNICIPALITY), add("Рок", at, "петак"))
    assert not any(found.edits.values())
    assert found.columns == ("Рок",)
    assert {(doubt.entry, doubt.heading) for doubt in found.doubts} == {(e, MUNICIPALITY) for e in found.rows}


def test_the_register_is_known_without_the_heading_of_the_numbers(register: Path) -> None:
    """The whole register was put aside, with every decision since the last pass."""
    found = edited(
        register, write(THIRD, DECISION, REFUSED), rename(ENTRY, "Broj prijave"), rename(DECISION, "Odluka komisije")
    )
    assert said(found) == {FIRST: REFUSED, SECOND: ACCEPTED, THIRD: REFUSED}
    assert found.strays == ()
    assert headings(register)[0] == ENTRY


def test_without_any_numbers_it_is_no_register(register: Path) -> None:
    """Nothing could be told of its rows; it is put aside, which is told."""
    book = load_workbook(register)
    delete(ENTRY)(book[REGISTER])
    book.save(register)
    with pytest.raises(RegisterUnreadableError, match="numbers"):
        words(register)


def test_where_a_column_cannot_be_told_staff_are_asked_and_old_decisions_stand(tmp_path: Path) -> None:
    """Moved, under another heading, and with words that never stood there: only a person can tell."""
    path = tmp_path / "register.xlsx"
    publish(path, CONTENT)
    memory = Memory(words=edited(path, write(FIRST, DECISION, REFUSED)))
    found = edited(
        path,
        write(FIRST, DECISION, ACCEPTED),
        write(SECOND, DECISION, REFUSED),
        rename(DECISION, "Odluka komisije"),
        move("Odluka komisije", 3),
        memory=memory,
    )
    assert said(found) == {FIRST: REFUSED}
    assert {(d.entry, d.heading, d.written) for d in found.doubts} == {
        (FIRST, DECISION, f"Odluka komisije: {ACCEPTED}"),
        (SECOND, DECISION, f"Odluka komisije: {REFUSED}"),
    }
    assert found.columns == ("Odluka komisije",), "what they typed stays"
    assert not edited(path).doubts, "it is asked once"


def test_decisions_come_back_where_their_column_was_deleted(register: Path) -> None:
    """As a deleted row does: the store remembers them."""
    memory = Memory(words=words(register))
    assert said(edited(register, delete(DECISION), memory=memory)) == {FIRST: REFUSED, SECOND: ACCEPTED}


def test_a_register_that_does_not_say_how_it_was_written_is_asked_about(register: Path) -> None:
    """Some programs save no hidden sheet."""
    book = load_workbook(register)
    del book["intake"]
    rename(DECISION, "Odluka komisije")(book[REGISTER])
    rename(NOTE, "Napomena")(book[REGISTER])
    book.save(register)
    found = words(register)
    assert {(d.entry, d.heading) for d in found.doubts} == {(FIRST, DECISION), (SECOND, DECISION)}
    assert NOTE in found.layout, "in the other script it is the same word"


def test_a_heading_of_staff_s_own_may_be_changed(register: Path) -> None:
    """It is theirs, also beside one of the program's that was changed with it."""
    edited(register, add("Рок", headings(register).index(NOTE) + 2, "петак"))
    found = edited(register, rename(NOTE, "Komentar"), rename("Рок", "Rok za žalbu"))
    assert found.columns == ("Rok za žalbu",)
    assert NOTE in found.layout
