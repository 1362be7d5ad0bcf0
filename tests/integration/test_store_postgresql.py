"""The store in PostgreSQL, on a real server: the desk does there what it does in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from desks import FOLDER, MAILDIR, form, lay_out_desk, mail, sender
from intake.records.database import open_database
from intake.records.schema import messages
from intake.records.schema_seldom import metadata
from intake.records.store import Store
from samples import records as sample
from servers.postgresql import PostgreSQL


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    """Start a server."""
    with PostgreSQL() as server:
        yield server


def test_the_migrations_make_the_tables_there_as_well(server: PostgreSQL) -> None:
    """A type may be another one in another database."""
    database = open_database(server.new_database())
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.engine.dispose()


def test_what_is_read_together_is_of_one_moment(server: PostgreSQL) -> None:
    """A register or an export made of two moments would show an entry whose message it does not know."""
    url = server.new_database()
    database, store = open_database(url), Store.open(url)
    with database.reading() as connection:
        asked = select(func.count()).select_from(messages)
        before = connection.scalar(asked)
        sample.arrive(store, 1)
        assert connection.scalar(asked) == before == 0
    with database.reading() as connection:
        assert connection.scalar(asked) == 1
    store.close()
    database.engine.dispose()


def test_a_desk_works_and_goes_on(server: PostgreSQL, tmp_path: Path) -> None:
    """From the mailbox to the letters, with what staff do to letters, an erasure, and a comparison of all places."""
    url = f'[store]\nurl = "{server.new_database()}"\n'
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, url, '[replies]\nmode = "hold"\n')
    for number in range(3):
        desk.put(mail(form(number), sender=sender(number)), str(number))
    desk.put(mail(subject="Рачун", text="Рачун број 5.\n").replace(b"Subject: ", b"Subject: \x00"), "3")
    desk.intake("once")
    assert [e["status"] for e in desk.json("list", "--json")] == ["accepted"] * 3
    desk.intake("outbox", "release", "LC21-0001")
    desk.intake("outbox", "drop", "LC21-0002")
    assert desk.json("once", "--json")["counts"]["letters sent"] == 1
    assert desk.json("replay", "--json") == []
    desk.intake("erase", "LC21-0003", "--yes")
    assert desk.json("once", "--json")["errors"] == []
    assert [e["letter"]["state"] for e in desk.json("list", "--json")] == ["sent", "suppressed"]
    assert desk.json("reconcile", "--json") == []
    assert "pg_dump" in desk.start("backup", str(tmp_path / "desk.tar")).communicate()[1]
