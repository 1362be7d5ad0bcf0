"""A pass that adds one application to a register of many, with a note of the staff's beside each.

Measured is the command itself (`intake once`), from its start to its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from measure import Measured, measure
from openpyxl import load_workbook
from sqlalchemy import insert

from desks import DeskFolder, form, later, lay_out_desk, mail
from intake.records.database import open_database
from intake.records.entries import write_entry
from intake.records.form_files import FormFiles
from intake.records.letters import write_letter
from intake.records.schema import messages
from intake.rules.entry import Entry
from samples.letters import the_call
from samples.register import entry, letter, message

NOTE = "Напомена · Note"


def fill(desk: DeskFolder, count: int) -> None:
    """Put that many applications with their mails and letters into a fresh desk, the forms beside the store."""
    database = open_database(f"sqlite:///{desk.folder}/var/intake.db")
    entries = [replace(entry(number), call=the_call().id) for number in range(1, count + 1)]
    with database.changing() as connection:
        connection.execute(insert(messages), [message_row(one) for one in entries])
        for one in entries:
            write_entry(connection, one)
            write_letter(connection, letter(one))
    database.engine.dispose()
    files = FormFiles(desk.folder / "var" / "forms")
    files.keep({path: b"a form" for one in entries if (path := files.path(one)) is not None})


def message_row(one: Entry) -> dict[str, object]:
    """Return the row of the message that made *one*, as the store keeps it."""
    seen = message(one)
    names = ("message", "received_at", "sender", "subject", "outcome", "entry", "version")
    kept = {name: getattr(seen, name) for name in names}
    return kept | {
        "size": 50_000,
        "attempts": 1,
        "failures": 0,
        "decided_at": one.received_at,
        "truncated": False,
        "historic": False,
    }


def work_in(register: Path) -> None:
    """Write a note beside each application, as staff do."""
    workbook = load_workbook(register)
    sheet = workbook.worksheets[0]
    [column] = [cell.column for cell in sheet[1] if cell.value == NOTE]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, int(column or 0)).value = f"позвати {row}"
    workbook.save(register)


def add_one(count: int, folder: Path) -> Measured:
    """Measure the pass that adds one application to *count* of them."""
    desk = lay_out_desk(folder / f"register-{count}")
    fill(desk, count)
    desk.intake("register")
    work_in(desk.folder / "register.xlsx")
    desk.put(mail(form(0, municipality="Општина Рибник"), at=later(count)), "0001")
    found = measure(desk.command("once"))
    sheet = load_workbook(desk.folder / "register.xlsx", read_only=True).worksheets[0]
    assert sum(1 for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True) if row[0]) == count + 1
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One size of register, and the pass that adds one to it."""

    entries: int
    passed: Measured


def measured(folder: Path, sizes: Sequence[int]) -> Iterator[Added]:
    """Measure every size."""
    for count in sizes:
        yield Added(entries=count, passed=add_one(count, folder))
