"""The database behind the store: how it is opened, brought up to date, read and written."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from glob import escape
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, insert, make_url, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from intake.events import Event
from intake.logs import log
from intake.records.migrate import bring_up_to_date
from intake.records.schema import generations
from intake.rules.ledger import NewerStoreError, StoreError

_PATIENCE_SECONDS = 30
_PAUSE_SECONDS = 0.02
_WAITS = "synchronous"  # how long commits on a connection wait for the disk, as it was told last
_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # a commit outlives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased, or written over, is zeros in the file and no free page
)
_GROWN = update(generations).where(generations.c.name == bindparam("which")).values(number=generations.c.number + 1)


class Database:
    """Short transactions over one engine; one writer at a time, readers at any time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        snapshot = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reader = engine.execution_options(**snapshot)  # by itself, PostgreSQL shows each question another state
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE", synchronous="FULL")
        self._noter = engine.execution_options(begin="BEGIN IMMEDIATE", synchronous="NORMAL")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give one consistent view of the store; StoreError where it cannot be read."""
        with _our_errors(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Commit all that is done inside, or none of it; wait until no one else writes. StoreError where it fails."""
        with _our_errors(), self._writer.begin() as connection:
            _keep_others_out(connection)
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Write what the register shows: the store's generation grows in the same transaction."""
        with self.writing() as connection:
            yield connection
            _grow(connection)

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """Write what outlives the program, and a power cut once something is written after it.

        The log keeps the order of all commits: a power cut takes the last ones, and never one that others build on
        (docs/decisions/0018).
        """
        with _our_errors(), self._noter.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL synchronous_commit = off"))
            _keep_others_out(connection)
            yield connection

    @contextmanager
    def noting_change(self) -> Iterator[Connection]:
        """Note what the register shows."""
        with self.noting() as connection:
            yield connection
            _grow(connection)

    def secure(self) -> None:
        """Let all that was noted outlive a power cut, before anything outside learns of it."""
        with self.writing() as connection:
            _grow(connection, "secured")  # only a commit that changes something waits for the disk


def _keep_others_out(connection: Connection) -> None:
    """Where there is no BEGIN IMMEDIATE, this row's lock keeps other writers out."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(generations).where(generations.c.name == "store").with_for_update())


def _grow(connection: Connection, name: str = "store") -> None:
    if not connection.execute(_GROWN, {"which": name}).rowcount:
        connection.execute(insert(generations).values(name=name, number=1))


def open_database(url: str) -> Database:
    """Open, make or upgrade the database at *url*; NewerStoreError where a newer program wrote it.

    Before an upgrade a SQLite file is copied to one beside it: "intake.db.before-0004" is as it was before that.
    """
    with _our_errors():
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            _make_private_file(_file(engine))
            event.listen(engine, "connect", _configure_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            try:
                bring_up_to_date(connection, before=lambda revision: _keep_as_it_is(connection, revision))
            except NewerStoreError as newer:
                way_back = _way_back(engine, newer.found)
                raise NewerStoreError(f"{engine.url}: {newer}; {way_back}", found=newer.found) from newer
    return Database(engine)


def sqlite_file(url: str) -> Path | None:
    """Return the file that a URL of SQLite names; None for another database."""
    found = make_url(url)
    return Path(found.database) if found.get_backend_name() == "sqlite" and found.database else None


def _keep_as_it_is(connection: Connection, revision: str) -> None:
    """Copy a SQLite store before it is upgraded to *revision*; of other databases only their own means make copies."""
    if connection.dialect.name == "sqlite":
        copy = _as_before(connection.engine, revision)
        with closing(sqlite3.connect(_file(connection.engine))) as reader:  # SQLite copies no connection that writes
            _copy(reader, copy)
        log.warning(Event.STORE_UPGRADED, revision=revision, copy=str(copy))
    else:
        log.warning(Event.STORE_UPGRADED, revision=revision, copy="none: pg_dump makes one, best before each update")


def _way_back(engine: Engine, revision: str) -> str:
    """Say what can be done about a store that a newer program has upgraded to *revision*."""
    again = "nothing was changed. Install the newer program again"
    if engine.dialect.name != "sqlite":
        return f"{again}, or restore the dump from before its upgrade"
    copy = _as_before(engine, revision)
    if not copy.exists():
        return f"{again}: there is no copy {copy} from before its upgrade"
    return (
        f"{again}, or go back to the store as it was before its upgrade, {copy}: what was done since is not in it, and "
        "would be done again. docs/restore.md says how to keep letters from going out twice"
    )


def _as_before(engine: Engine, revision: str) -> Path:
    store = _file(engine)
    return store.with_name(f"{store.name}.before-{revision}")


def copy_sqlite(database: Database, path: Path) -> None:
    """Copy the database to *path*, whole or not at all; StoreError where it is no SQLite or cannot be written."""
    if database.engine.dialect.name != "sqlite":
        raise StoreError("only a SQLite store is copied here; use the database's own means (pg_dump)")
    with database.reading() as connection:
        _copy(connection.connection.driver_connection, path)


def _copy(source: Any, path: Path) -> None:  # noqa: ANN401 - whichever driver is in use
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        _make_private_file(unfinished)
        with closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
        unfinished.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the store cannot be copied to {path}: {error}") from error


def compact(database: Database) -> bool:
    """Write the file anew without what was deleted and empty the log beside it; whether that could be finished.

    Copies from before upgrades go, for what was deleted is still in them. A long reader keeps the log from being
    emptied: then again later. Other databases have means of their own.
    """
    if database.engine.dialect.name != "sqlite":
        return True
    store = _file(database.engine)
    for copy in store.parent.glob(f"{escape(store.name)}.before-*"):
        copy.unlink(missing_ok=True)
    with _our_errors(), closing(database.engine.raw_connection()) as pooled:
        connection: Any = pooled.driver_connection
        try:
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"the store failed: {error}") from error
    return not busy


def _make_private_file(path: Path) -> None:
    """Applications hold personal data: only the desk's own user reads them (the -wal file takes the same mode)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _file(engine: Engine) -> Path:
    if not engine.url.database:
        raise StoreError(f"the store's URL names no file: {engine.url}")
    return Path(engine.url.database)


def _configure_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - whichever driver is in use
    connection.isolation_level = None  # the driver starts no transactions of its own
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_SECONDS * 1000}")  # first: the others may have to wait
    _write_ahead(connection)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _write_ahead(connection: Any) -> None:  # noqa: ANN401 - the same
    """Switch to WAL; SQLite does not wait by itself where another process is just making the same new file."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin on the driver's own connection: there are several transactions to a message, and this takes a tenth."""
    options, info = connection.get_execution_options(), connection.info
    driver: Any = connection.connection.driver_connection
    wanted = options.get("synchronous", info.get(_WAITS))
    if wanted != info.get(_WAITS):
        driver.execute(f"PRAGMA synchronous = {wanted}")
        info[_WAITS] = wanted
    driver.execute(options.get("begin", "BEGIN"))


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreError(f"the store failed: {cause}") from error
