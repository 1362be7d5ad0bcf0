"""The register as a file: what is in it, and that no word of the staff's is ever lost."""

from __future__ import annotations

import gc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.building import build
from intake.records.register.reading import RegisterUnreadableError, read_back
from intake.records.register.text import CAPACITY, unescaped, visible
from intake.records.register.workbook import (
    Memory,
    RegisterUnwritableError,
    publish,
    write,
)
from intake.records.register_file import is_locked, pending_path
from intake.rules.register.joining import remembered
from intake.rules.register.register import compose
from intake.rules.register.staff import Formula, Remark, StaffWords, headings_of
from samples.register import content, entry, frame, records
from samples.workbook import CONTENT, column, words

DECISION, HANDLED, NOTE = "Одлука · Decision", "Обрадио · Handled by", "Напомена · Note"
TITLE = "Регистар · Register"


def edit(register: Path, change: Callable[[Worksheet], None]) -> None:
    """Change the register as a member of staff would."""
    workbook = load_workbook(register)
    change(workbook[TITLE])
    workbook.save(register)


def say(heading: str, entry_id: str, value: object) -> Callable[[Worksheet], None]:
    """Return the change that writes *value* for an entry."""

    def change(sheet: Worksheet) -> None:
        row = next(cell.row for cell in sheet["A"] if cell.value == entry_id)
        sheet.cell(row, column(sheet, heading)).value = value  # type: ignore[assignment]

    return change


# What is in the file


def test_the_sheets_stand_in_the_order_of_the_interface_with_the_calendar_behind(register: Path) -> None:
    """Others look the sheets up by these titles."""
    sheets = load_workbook(register).worksheets
    assert [sheet.title for sheet in sheets if sheet.sheet_state == "visible"] == [
        TITLE,
        "Историја · History",
        "Преглед · Overview",
        "Поруке · Messages",
        "Календар · Calendar",
    ]


def test_the_register_is_a_table_that_can_be_filtered_and_printed(register: Path) -> None:
    """A clerk sorts, filters and prints it the first day."""
    sheet = load_workbook(register)[TITLE]
    assert [table.ref for table in sheet.tables.values()] == [sheet.dimensions]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert [cell.value for cell in sheet[1]][-3:] == [DECISION, HANDLED, NOTE]
    assert sheet.data_validations.dataValidation[0].formula1 == '"примљено,одбијено,на чекању"'
    assert any("✓" in rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules)


def test_dates_are_dates_telephones_are_text_and_links_are_relative(register: Path) -> None:
    """Sorting by date and dialling both depend on it."""
    sheet = load_workbook(register)[TITLE]
    assert isinstance(sheet.cell(2, column(sheet, "Примљено · Received")).value, datetime)
    phone = sheet.cell(2, column(sheet, "Телефон контакт особе · Telephone of the contact person"))
    assert (phone.value, phone.data_type, phone.quotePrefix) == ("+38751123401", "s", True)
    links = [str(cell.hyperlink.target) for row in sheet for cell in row if cell.hyperlink]
    assert links
    assert all(link.startswith(("var/archive/", "outbox/")) for link in links)


def test_the_overview_has_native_charts_by_cluster_and_by_day(register: Path) -> None:
    """Charts that Excel can restyle, not pictures."""
    overview = load_workbook(register)["Преглед · Overview"]
    assert len(overview._charts) == 2  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl has no public way


@pytest.mark.parametrize("text", ["=1+1", "+38751", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "1e5", "TRUE"])
def test_a_text_from_outside_is_never_a_formula(tmp_path: Path, text: str) -> None:
    """An applicant must not run anything on the clerk's computer."""
    one = replace(entry(1), answers={"contact_name": text}, sender=text)
    write(tmp_path / "r.xlsx", compose(records(one), frame()), StaffWords())
    cells = [cell for row in load_workbook(tmp_path / "r.xlsx")[TITLE] for cell in row if cell.value == text]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(cells) == 2


def test_a_text_that_no_cell_can_hold_is_cut_with_a_word_about_it(tmp_path: Path) -> None:
    """Excel repairs a longer cell by dropping it in silence."""
    one = replace(entry(1), answers={"motivation": "😀" * CAPACITY})
    write(tmp_path / "r.xlsx", compose(records(one), frame()), StaffWords())
    sheet = load_workbook(tmp_path / "r.xlsx")[TITLE]
    value = str(sheet.cell(2, column(sheet, "Разлози за пријаву · Reasons for applying")).value)
    assert len(value.encode("utf-16-le")) // 2 <= CAPACITY
    assert value.endswith("the whole text is in the archived mail]")


def test_words_of_the_staff_s_that_no_cell_can_hold_are_cut_with_a_word_about_it(tmp_path: Path) -> None:
    """Two long notes of one entry are joined and may be too long; the store keeps them whole."""
    said = {("LC21-0001", NOTE): "позвати " * CAPACITY}
    done = publish(tmp_path / "r.xlsx", CONTENT, Memory(words=remembered(said, CONTENT.staff)))
    sheet = load_workbook(tmp_path / "r.xlsx")[TITLE]
    value = str(sheet.cell(2, column(sheet, NOTE)).value)
    assert len(value) == CAPACITY
    assert value.endswith("the program keeps the whole text]")
    assert done.words.texts() == said


def test_an_empty_register_is_a_whole_file(tmp_path: Path) -> None:
    """The first pass may come before the first application."""
    publish(tmp_path / "register.xlsx", content(0))
    assert publish(tmp_path / "register.xlsx", CONTENT).words.texts() == {}


# What staff wrote


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=st.text(max_size=80), note=st.text(max_size=80), own=st.text(max_size=20))
def test_any_answer_and_any_note_survive(tmp_path: Path, answer: str, note: str, own: str) -> None:
    """Written, read back, written again: the same words, whatever the letters."""
    register = tmp_path / "register.xlsx"
    told = compose(records(replace(entry(1), answers={"contact_name": answer})), frame())
    said = {("LC21-0001", NOTE): note, ("LC21-0001", "Моја колона"): own}
    first = StaffWords(columns=("Моја колона",), rows=remembered(said, told.staff).rows)
    write(register, told, first)
    again = publish(register, told).words.texts()
    assert again == {key: visible(text) for key, text in said.items() if text}
    sheet = load_workbook(register)[TITLE]
    told_as = sheet.cell(2, column(sheet, "Контакт особа · Contact person")).value
    assert unescaped(str(told_as or "")) == visible(answer)


def test_an_escape_of_the_format_is_only_text(tmp_path: Path) -> None:
    """The letters _x0041_ are not an A."""
    note = {("LC21-0001", NOTE): "_x0041_ и _x000D_"}
    write(tmp_path / "r.xlsx", CONTENT, remembered(note, CONTENT.staff))
    assert words(tmp_path / "r.xlsx").texts() == note


def test_words_follow_their_entry_when_rows_are_sorted_and_deleted(register: Path) -> None:
    """Rows are known by their id, not by their place."""
    for heading, value in ((DECISION, "примљено"), (NOTE, "позвати")):
        edit(register, say(heading, "LC21-0003", value))

    def resort(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for at, value in enumerate(row, start=1):
                sheet.cell(number, at).value = value
        sheet.delete_rows(5)

    edit(register, resort)
    memory = remembered({("LC21-0001", NOTE): "из базе"}, CONTENT.staff)
    assert publish(register, CONTENT, Memory(words=memory)).words.texts() == {
        ("LC21-0003", DECISION): "примљено",
        ("LC21-0003", NOTE): "позвати",
        ("LC21-0001", NOTE): "из базе",
    }
    assert words(register).texts()[("LC21-0001", NOTE)] == "из базе"


def test_a_word_that_staff_took_away_stays_away(register: Path) -> None:
    """What the store remembers fills rows that are gone, never cells that were emptied."""
    memory = remembered({("LC21-0001", NOTE): "старо"}, CONTENT.staff)
    assert publish(register, CONTENT, Memory(words=memory)).words.texts() == {}


def test_columns_of_their_own_keep_heading_order_width_and_look(register: Path) -> None:
    """People add columns on the first day."""

    def change(sheet: Worksheet) -> None:
        last = sheet.max_column
        sheet.cell(1, last + 1, "Позвано")
        sheet.cell(1, last + 2, 2021)
        cell = sheet.cell(3, last + 1)
        cell.value, cell.fill = "да", PatternFill(fgColor="FFFF0000", fill_type="solid")
        cell.comment = Comment("у 10 часова", "Сања")
        sheet.cell(3, last + 2).value = 7
        sheet.column_dimensions["B"].width = 33
        sheet.column_dimensions["C"].hidden = True

    edit(register, change)
    publish(register, CONTENT)
    told = publish(register, CONTENT).words
    assert told.columns == ("Позвано", "2021")
    remark = told.rows["LC21-0002"]["Позвано"]
    assert (remark.written, remark.comment, remark.look and remark.look.fill) == ("да", "у 10 часова", "FFFF0000")
    assert told.rows["LC21-0002"]["2021"].written == 7
    assert told.widths["Стање · Status"] == 33
    assert "Општина или град · Municipality" in told.hidden


def test_a_heading_of_several_lines_leaves_the_file_whole(register: Path) -> None:
    """Excel offers to repair a file whose table has a line end where Excel itself writes "_x000a_" (22.9.2.19)."""
    workbook = load_workbook(register)
    workbook[TITLE].cell(1, workbook[TITLE].max_column + 1, "Позвано\nу\tседмици")
    workbook.save(register)
    publish(register, CONTENT)
    assert publish(register, CONTENT).words.columns == ("Позвано\nу\tседмици",)
    with zipfile.ZipFile(register) as parts:
        tables = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/tables/")]
    assert any('name="Позвано_x000a_у_x0009_седмици"' in table for table in tables)


def test_a_formula_of_the_staff_s_moves_with_its_row(register: Path) -> None:
    """What staff compute goes on computing."""
    second_row = Remark(written=Formula(text="=G2*2", at="AF2"))
    write(register, CONTENT, StaffWords(columns=("Рачун",), rows={"LC21-0003": {"Рачун": second_row}}))
    formula = words(register).rows["LC21-0003"]["Рачун"].written
    assert isinstance(formula, Formula)
    assert formula.text == "=G4*2"


@pytest.mark.parametrize("formula", ["='file:///x.ods'#$Лист1.A1", "=#ИМЕ?", "=A1}", "=A1#"])
def test_a_formula_that_cannot_be_moved_stays_as_text(register: Path, formula: str) -> None:
    """It ended every pass: each writes what staff wrote."""
    edit(register, say(NOTE, "LC21-0002", formula))
    publish(register, CONTENT)
    assert publish(register, CONTENT).words.rows["LC21-0002"][NOTE].written == formula


def test_rows_without_a_known_number_are_kept_apart(register: Path) -> None:
    """Nothing that somebody typed is dropped because the program does not know what to do with it."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(6, 3).value, sheet.cell(6, column(sheet, NOTE)).value = "Општина Х", "звали телефоном"
        sheet.cell(7, 1).value, sheet.cell(7, column(sheet, NOTE)).value = "LC20-0099", "од прошле године"
        sheet.cell(8, 1).value, sheet.cell(8, column(sheet, NOTE)).value = "LC21-0001", "двапут"

    edit(register, change)
    for _ in range(2):  # they live on from writing to writing
        done = publish(register, CONTENT)
    sheet = load_workbook(register)["Без пријаве · Unmatched"]
    told = {cell.value for row in sheet for cell in row}
    assert {"LC20-0099", "од прошле године", "Општина Х", "звали телефоном"} <= told
    assert done.words.texts()[("LC21-0001", NOTE)] == "двапут"


def test_a_number_that_was_typed_again_in_small_letters_is_the_same_number(register: Path) -> None:
    """The row is still that application's, and so are the words in it: an erasure would have left them elsewhere."""

    def retype(sheet: Worksheet) -> None:
        assert sheet.cell(2, 1).value == "LC21-0001"
        sheet.cell(2, 1).value, sheet.cell(2, column(sheet, NOTE)).value = " lc21-0001", "звали телефоном"

    edit(register, retype)
    assert publish(register, CONTENT).words.texts() == {("LC21-0001", NOTE): "звали телефоном"}
    assert "Без пријаве · Unmatched" not in load_workbook(register).sheetnames


def test_a_number_that_stands_twice_keeps_both_notes_and_is_told(register: Path) -> None:
    """A copied row is an accident; both notes may matter."""
    edit(register, say(NOTE, "LC21-0001", "прво"))

    def double(sheet: Worksheet) -> None:
        sheet.cell(6, 1).value, sheet.cell(6, column(sheet, NOTE)).value = "LC21-0001", "друго"

    edit(register, double)
    done = publish(register, CONTENT)
    assert done.words.texts()[("LC21-0001", NOTE)] == "прво\nдруго"
    assert "LC21-0001 stands in two rows" in done.notes[0]


def test_a_renamed_sheet_is_known_by_its_headings(register: Path) -> None:
    """Staff rename what they work with; a heading in one language is enough for their columns."""
    edit(register, say(NOTE, "LC21-0002", "ту сам"))

    def rename(sheet: Worksheet) -> None:
        sheet.cell(1, column(sheet, NOTE)).value = "note"
        sheet.title = "Мој регистар"

    edit(register, rename)
    assert words(register).texts() == {("LC21-0002", NOTE): "ту сам"}


def test_a_sheet_that_staff_added_stays(register: Path) -> None:
    """Notes for a meeting are often a sheet of their own."""
    workbook = load_workbook(register)
    workbook.create_sheet("Састанак")["B2"] = "позвати Лакташе"
    workbook.save(register)
    publish(register, CONTENT)
    publish(register, CONTENT)
    assert load_workbook(register)["Састанак"]["B2"].value == "позвати Лакташе"


# A file that is in the way


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 broken", b"no workbook at all"])
def test_an_unreadable_register_is_set_aside_and_never_overwritten(register: Path, damage: bytes) -> None:
    """Somebody's words may still be saved from it."""
    register.write_bytes(damage)
    with pytest.raises(RegisterUnreadableError):
        words(register)
    done = publish(register, CONTENT, Memory(words=remembered({("LC21-0001", NOTE): "из базе"}, CONTENT.staff)))
    assert done.set_aside == register.with_name("register.unreadable-1.xlsx")
    assert done.set_aside.read_bytes() == damage
    assert any("register.unreadable-1.xlsx" in note for note in done.notes)
    told = [str(cell.value) for row in load_workbook(register)["Без пријаве · Unmatched"] for cell in row]
    assert any("register.unreadable-1.xlsx" in text for text in told), "who opens the new one has to hear of the old"
    assert words(register).texts() == {("LC21-0001", NOTE): "из базе"}


def test_another_workbook_of_that_name_is_set_aside(register: Path) -> None:
    """A workbook without the register's headings is somebody's other work."""
    Workbook().save(register)
    assert publish(register, CONTENT).set_aside is not None


@pytest.mark.parametrize("lock", [".~lock.register.xlsx#", "~$register.xlsx"])
def test_an_open_register_is_left_alone_and_joined_later(register: Path, lock: str) -> None:
    """The clerk has it open all day; the news is beside it, and no word of either is lost."""
    before = register.read_bytes()
    register.with_name(lock).touch()
    assert is_locked(register)
    done = publish(register, CONTENT)
    assert (done.pending, done.path) == (True, pending_path(register))
    assert register.read_bytes() == before
    edit(pending_path(register), say(NOTE, "LC21-0001", "у новом"))
    edit(register, say(NOTE, "LC21-0001", "у старом"))
    register.with_name(lock).unlink()
    assert publish(register, CONTENT).words.texts() == {("LC21-0001", NOTE): "у старом\nу новом"}
    assert not pending_path(register).exists()


def test_what_staff_changed_in_the_open_register_beats_an_untouched_pending_one(register: Path) -> None:
    """A mended note must not come back in its old wording."""
    edit(register, say(NOTE, "LC21-0001", "старо"))
    lock = register.with_name("~$register.xlsx")
    lock.touch()
    publish(register, CONTENT)
    edit(register, say(NOTE, "LC21-0001", "ново"))
    lock.unlink()
    assert publish(register, CONTENT).words.texts() == {("LC21-0001", NOTE): "ново"}


def test_a_write_that_fails_leaves_the_old_register(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk must not cost the staff's words."""
    before = register.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("intake.records.register.workbook.os.fsync", full)
    with pytest.raises(RegisterUnwritableError, match="No space left"):
        publish(register, CONTENT)
    assert register.read_bytes() == before
    assert [file.name for file in register.parent.iterdir()] == ["register.xlsx"]


def test_the_workbook_is_built_without_a_file() -> None:
    """What is written can be looked at before it is written."""
    assert build(CONTENT, StaffWords()).sheetnames[0] == TITLE


def test_a_cell_is_made_an_object_only_where_staff_or_marks_need_one(register: Path) -> None:
    """A register of ten thousand applications would be half a million objects."""
    edit(register, say(NOTE, "LC21-0002", "позвати"))
    words = read_back(register, headings_of(CONTENT))
    book = build(CONTENT, words)
    assert [sheet.max_row for sheet in book.poured] == [1] * len(book.poured)
    assert {sheet.title for sheet in book.poured} >= {table.title for table in CONTENT.tables}


def test_what_was_read_is_let_go_of(register: Path) -> None:
    """The cells of a large register take hundreds of megabytes, and are not needed while the next one is written."""

    def cells() -> int:
        return sum(isinstance(each, Cell) for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = cells()
        read_back(register, headings_of(CONTENT))
        assert cells() <= before
    finally:
        gc.enable()
