"""A store of any age opens as the store of today, or not at all."""

import itertools
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from intake.failures import exit_status
from intake.records.database import open_database
from intake.records.schema import HEAD
from intake.records.schema_seldom import metadata
from intake.records.store import Store
from intake.rules.ledger import NewerStoreError, StoreError
from samples import records as sample


def test_the_migrations_make_the_tables_that_the_program_uses(store_url: str) -> None:
    """The tables are written down twice; this keeps the two alike."""
    database = open_database(store_url)

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, metadata)

    database.engine.dispose()
    assert differences == []


def test_the_program_is_at_the_newest_migration() -> None:
    """A migration that nobody runs is worse than none; two branches cannot both be run."""
    config = Config()
    config.set_main_option("script_location", "intake.records:migrations")

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_opening_again_changes_nothing(store_url: str) -> None:
    """Every command opens the store."""
    first = Store.open(store_url)
    sample.arrive(first, 1)
    first.record(sample.recorded())
    first.close()

    again = Store.open(store_url)

    assert again.entries.all() == (sample.entry(),)
    again.close()


def test_an_older_program_refuses_a_newer_store_and_names_the_way_back(store_url: str, tmp_path: Path) -> None:
    """It would write rows that the newer program cannot trust."""
    database = open_database(store_url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.engine.dispose()

    with pytest.raises(NewerStoreError, match=r"9999.*nothing was changed.*there is no copy .*before-9999"):
        Store.open(store_url)

    copy = tmp_path / "var" / "intake.db.before-9999"
    copy.touch()
    with pytest.raises(NewerStoreError, match=f"{copy}.*restore.md") as refused:
        Store.open(store_url)
    assert exit_status(refused.value) == 2, "no waiting mends it: systemd does not start the daemon again and again"


def test_an_upgrade_that_fails_leaves_the_old_store(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an upgrade could neither be used nor be repeated."""
    made = itertools.count()

    def fail_at_the_fifth(*_: object, **__: object) -> None:
        if next(made) == 4:
            raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.ddl.impl.DefaultImpl.create_index", fail_at_the_fifth)
        with pytest.raises(RuntimeError):
            Store.open(store_url)

    with closing(sqlite3.connect(tmp_path / "var" / "intake.db")) as connection:
        left = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert left == []
    Store.open(store_url).close()


@pytest.mark.parametrize("edition", ["0001", "0002", "0003", "0004"])
def test_a_store_of_an_older_edition_keeps_its_applications(store_url: str, tmp_path: Path, edition: str) -> None:
    """Whoever updates has a desk full of them, and letters that went out."""
    first = Store.open(store_url)
    sample.arrive(first, 1)
    first.record(sample.recorded())
    first.close()
    age(tmp_path / "var" / "intake.db", edition)

    again = Store.open(store_url)

    assert again.entries.all() == (sample.entry(),)
    assert again.letters.of("LC21-0001", 1) == sample.letter()
    assert (again.entries.originals(), again.corrections.all(), again.edition().number) == ({}, (), 0)
    sample.arrive(again, 2)
    with pytest.raises(StoreError, match="UNIQUE"):  # what keeps a version from getting two answers still holds
        again.record(sample.recorded(2, letters=[replace(sample.letter(2), entry="LC21-0001")]))
    again.close()
    copy = tmp_path / "var" / f"intake.db.before-{HEAD}"
    assert copy.stat().st_mode & 0o777 == 0o600, "it holds personal data too"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(edition,)]
        assert connection.execute("SELECT count(*) FROM entries").fetchall() == [(1,)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_new_store_and_one_of_today_are_not_copied(store_url: str, tmp_path: Path) -> None:
    """A copy at each start would fill the disk."""
    for _ in range(2):
        Store.open(store_url).close()
    assert list((tmp_path / "var").glob("*before*")) == []


def age(database: Path, edition: str) -> None:
    """Let a store be one that a program of that *edition* has written."""
    current = database.with_name("current.db")
    database.rename(current)
    config = Config()
    config.set_main_option("script_location", "intake.records:migrations")
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, edition)
    engine.dispose()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ATTACH ? AS current", (str(current),))
        tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table != "alembic_version":
                columns = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
                names = ", ".join(f'"{name}"' for _, name, *_ in columns)
                connection.execute(f"INSERT OR REPLACE INTO main.{table} SELECT {names} FROM current.{table}")  # noqa: S608
        connection.commit()
