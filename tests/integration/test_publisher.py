"""The views of a store: the register only when something changed, staff's words kept, the outbox by state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from structlog.testing import capture_logs

from desks import lay_out_desk
from intake.ports import RegisterError
from intake.publisher import FilePublisher
from intake.rules.states import LetterState
from intake.wiring import Workshop
from samples.records import NOON, arrive, letter, letter_id, recorded

REGISTER = "Регистар · Register"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """Give a desk with one accepted application and its letter."""
    with Workshop.open(lay_out_desk(tmp_path / "desk").config) as workshop:
        arrive(workshop.store, 1)
        workshop.store.record(recorded(1, letters=[letter(1, state=LetterState.HELD)]))
        yield workshop


def written(publisher: FilePublisher) -> int:
    """Tell when the register was written."""
    return publisher.path.stat().st_mtime_ns


def test_the_register_is_written_only_where_something_has_changed(workshop: Workshop) -> None:
    """Staff have it open all day: a pass without news leaves it alone."""
    publisher = workshop.publisher
    publisher.register()
    first = written(publisher)
    publisher.register()
    assert written(publisher) == first

    arrive(workshop.store, 2)
    workshop.store.record(recorded(2))
    publisher.register()
    assert [cell.value for cell in load_workbook(publisher.path)[REGISTER]["A"]][-2:] == ["LC21-0001", "LC21-0002"]
    publisher.path.unlink()
    publisher.register()
    assert publisher.path.exists(), "a view that was deleted is made again"


def test_what_staff_wrote_stays_and_is_remembered(workshop: Workshop) -> None:
    """Even where the file is lost: the store remembers what it read back."""
    publisher = workshop.publisher
    publisher.register()
    book = load_workbook(publisher.path)
    sheet = book[REGISTER]
    [column] = [cell.column for cell in sheet[1] if cell.value == "Обрадио · Handled by"]
    sheet.cell(2, column).value = "Јелена"
    book.save(publisher.path)
    publisher.write()
    assert list(workshop.store.remarks.standing().values()) == ["Јелена"]
    publisher.path.unlink()
    publisher.write()
    assert load_workbook(publisher.path)[REGISTER].cell(2, column).value == "Јелена"


def test_the_outbox_shows_where_every_letter_stands(workshop: Workshop) -> None:
    """One file a letter, in the folder of its state; a letter that is never sent is in none."""
    publisher = workshop.publisher

    def folders() -> list[str]:
        publisher.outbox()
        return [path.parent.name for path in publisher.outbox_folder.folder.rglob("*.eml")]

    assert folders() == ["held"]
    workshop.store.letters.release(letter_id(1))
    assert folders() == ["queued"]
    workshop.store.letters.begin_sending(letter_id(1), at=NOON)
    workshop.store.letters.sent(letter_id(1), at=NOON, reply="250")
    assert folders() == ["sent"]


def test_what_cannot_be_written_is_said_and_tried_again(workshop: Workshop) -> None:
    """A failure is no change: the next pass writes what this one could not."""
    publisher = workshop.publisher
    folder = publisher.outbox_folder.folder
    (folder / "held").write_text("in the way")
    with pytest.raises(RegisterError, match="held"):
        publisher.outbox()
    (folder / "held").unlink()
    publisher.outbox()
    assert list(folder.rglob("*.eml")) != []


def test_forms_that_cannot_be_taken_out_of_their_mails_cost_their_links_and_one_line_of_the_log(
    workshop: Workshop,
) -> None:
    """An archive that is away must neither stop the register nor fill the log with a line for each application."""
    arrive(workshop.store, 2)
    workshop.store.record(recorded(2))
    with capture_logs() as logged:
        workshop.publisher.write()
    [told] = [line["note"] for line in logged if "have no link" in str(line.get("note"))]
    assert told.startswith("2 forms have no link; the first: LC21-0001 version 1")
    assert load_workbook(workshop.publisher.path)[REGISTER].max_row == 3
