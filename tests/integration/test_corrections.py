"""Facts that staff correct in the register: taken for what they are, judged by the rules, shown everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desks import Bench, DeskFolder, codes, form, later, lay_out_desk, mail
from intake.reading.pool import ReaderPool
from intake.rules.entry import Entry
from intake.settings import Limits
from intake.wiring import Workshop, load_lexicon
from samples.letters import the_call

REGISTER, HISTORY = "Регистар · Register", "Историја · History"
STATUS, MUNICIPALITY, CLUSTER, APPROACH = (
    "Стање · Status",
    "Општина или град · Municipality",
    "Кластер учења · Cluster",
    "Друштвени приступ · Approach",
)
FINDINGS, ENTRY, NOTE = "Шта треба знати · Findings", "Број · Entry", "Напомена · Note"


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    """Keep the reading processes for all tests of this module."""
    with ReaderPool((the_call(),), load_lexicon(), Limits()) as pool:
        yield pool


@pytest.fixture
def bench(tmp_path: Path, reader: ReaderPool) -> Iterator[Bench]:
    """Give a fresh desk."""
    desk = lay_out_desk(tmp_path / "desk")
    with Workshop.open(desk.config) as workshop:
        yield Bench(desk_folder=desk, workshop=workshop, reader=reader)


class Sheet:
    """The register as staff have it open: cells by entry and the beginning of a heading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.sheet: Worksheet = self.book[REGISTER]

    def at(self, entry: str, heading: str):  # type: ignore[no-untyped-def] # noqa: ANN201 - openpyxl's cells
        """Return a cell."""
        [row] = [cell.row for cell in self.sheet["A"] if cell.value == entry]
        column = next(cell.column for cell in self.sheet[1] if str(cell.value).startswith(heading))
        return self.sheet.cell(row, column)

    def comment(self, entry: str, heading: str) -> str:
        """Return what is pinned to a cell."""
        comment = self.at(entry, heading).comment
        return "" if comment is None else comment.text

    def save(self) -> None:
        """Save as staff do."""
        self.book.save(self.path)


def sheet(bench: Bench) -> Sheet:
    """Open the register of a desk."""
    return Sheet(bench.workshop.publisher.path)


def write(bench: Bench, entry: str, heading: str, value: object) -> None:
    """Write into one cell and save."""
    opened = sheet(bench)
    opened.at(entry, heading).value = value
    opened.save()


def label(field: str) -> str:
    """Return the beginning of a question's heading."""
    text = the_call().field(field).label.sr
    return text.partition(" (")[0]


def current(bench: Bench, entry: str = "LC21-0001") -> Entry:
    """Return the version of an entry that counts."""
    return next(e for e in bench.workshop.store.entries.current() if e.entry == entry)


def test_a_missing_answer_that_staff_fill_in_makes_the_application_accepted(bench: Bench) -> None:
    """They telephoned and typed what was missing; that must not wait for a new form."""
    bench.handle(mail(form(0, contact_email="nema")))
    assert current(bench).status == "incomplete"
    write(bench, "LC21-0001", label("contact_email"), "  ANA@Laktasi.example ")
    bench.run_pass()
    entry = current(bench)
    assert (entry.status, entry.answers["contact_email"]) == ("accepted", "ana@laktasi.example")
    assert codes(entry) == set()
    [original] = bench.workshop.store.entries.originals().values()
    assert original.answers["contact_email"] is None
    opened = sheet(bench)
    assert opened.at("LC21-0001", label("contact_email")).value == "ana@laktasi.example"
    assert "уредна · accepted" in opened.at("LC21-0001", STATUS).value
    comment = opened.comment("LC21-0001", label("contact_email"))
    assert "Исправљено у регистру" in comment
    assert "Corrected in the register" in comment
    assert len(bench.letters) == 1, "a correction sends no letter"
