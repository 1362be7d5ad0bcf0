"""What keeps the store fast: no question goes through every row, and only some commits wait for the disk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from intake.records.database import Database, open_database
from intake.records.sightings import Sightings
from intake.records.store import Store
from intake.rules.finding import Evidence
from intake.rules.ledger import StoreError
from samples import records as sample

NORMAL, FULL = 1, 2  # SQLite's words for "PRAGMA synchronous"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Give a new database."""
    return open_database(f"sqlite:///{tmp_path}/intake.db")


@pytest.mark.parametrize(
    "question", [lambda s: s.unfetched("imap:a"), lambda s: s.to_release("imap:a")], ids=["unfetched", "to_release"]
)
def test_what_every_pass_asks_never_goes_through_all_that_was_ever_seen(
    database: Database, question: Callable[[Sightings], object]
) -> None:
    """A mailbox of fifty thousand old messages costs an idle pass as much as one of fifty."""
    plans: list[str] = []

    def explain(connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:  # noqa: ANN401
        if statement.startswith("SELECT"):
            driver: Any = connection.connection.driver_connection
            plans.extend(str(line[3]) for line in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(database.engine, "before_cursor_execute", explain)
    question(Sightings(database))
    assert any("ix_sightings_message (message=?)" in plan for plan in plans)
    assert [plan for plan in plans if "SCAN" in plan or "(mailbox=?" in plan] == []


@pytest.mark.parametrize(
    ("opened", "waits"),
    [(Database.writing, FULL), (Database.changing, FULL), (Database.noting, NORMAL), (Database.noting_change, NORMAL)],
)
def test_only_what_the_outside_learns_of_waits_for_the_disk(
    database: Database, opened: Callable[[Database], AbstractContextManager[Connection]], waits: int
) -> None:
    """A note is safe from the death of the program, and the next commit that waits makes it safe from a power cut."""
    for _ in range(2):  # the second time on a connection that others have used
        with database.writing():
            pass
        with opened(database) as connection:
            assert connection.execute(text("PRAGMA synchronous")).scalar_one() == waits


def test_what_was_noted_is_confirmed_by_a_commit_that_writes(database: Database) -> None:
    """SQLite asks the disk for nothing where a commit has nothing to write."""
    other = open_database(str(database.engine.url))
    with database.engine.connect() as watcher:
        before = watcher.execute(text("PRAGMA data_version")).scalar_one()
        watcher.rollback()
        other.secure()
        assert watcher.execute(text("PRAGMA data_version")).scalar_one() != before
    other.engine.dispose()


def test_a_note_says_nothing_that_needs_no_saying(database: Database) -> None:
    """There are half a dozen to each message: BEGIN IMMEDIATE keeps others out, and a connection knows how it waits."""
    said: list[str] = []
    with database.noting() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(said.append)
    said.clear()
    with database.noting_change():
        pass
    assert [statement.split()[0] for statement in said] == ["BEGIN", "UPDATE", "COMMIT"]


def test_another_writer_at_work_for_too_long_is_a_failure_of_the_store(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction begins on the driver's own connection; its errors are the store's as any other."""
    monkeypatch.setattr("intake.records.database._PATIENCE_SECONDS", 0)
    other = open_database(str(database.engine.url))
    with database.writing(), pytest.raises(StoreError, match="locked"), other.writing():
        pass
    other.engine.dispose()


def test_what_all_applications_say_alike_is_in_memory_once(store: Store) -> None:
    """The register is written of all applications: names of questions and places for each take a third of it."""
    for number in (1, 2):
        told = Evidence(part="Прилог 2.docx", place="table 1, row 2", written="…")
        told_of = replace(sample.entry(number), answers={"address": "…"}, evidence={"address": (told,)})
        sample.arrive(store, number)
        store.record(replace(sample.recorded(number), entries=(told_of,)))
    first, second = store.entries.all()
    for name in ("part", "place"):
        assert getattr(first.evidence["address"][0], name) is getattr(second.evidence["address"][0], name)
    assert next(iter(first.answers)) is next(iter(second.evidence))
