"""The desk's own diary: its passes and its alarms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from intake.records.database import Database
from intake.records.schema import alarms, generations, passes
from intake.rules.ledger import Alarm, Pass, UnknownError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEPT = 1000  # passes; a desk that looks every few seconds would otherwise fill the disk with them
_AWAITED = select(generations.c.number).where(generations.c.name == "awaited")
_GOOD = (passes.c.ended.is_not(None), passes.c.error.is_(None))


class Passes:
    """The last thousand passes and, if it is older, the last good one. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, *, at: datetime) -> int:
        """Record that a pass starts; return its number."""
        with self._database.writing() as connection:
            begun = insert(passes).values(started=at, counts={}).returning(passes.c.id)
            return int(connection.execute(begun).scalar_one())

    def end(self, number: int, *, at: datetime, counts: Mapping[str, int], error: str | None = None) -> None:
        """Record how a pass ended; *error* is None where it went well. UnknownError for a number that never began."""
        values = {"ended": at, "counts": dict(counts), "error": error}
        with self._database.writing() as connection:
            if not connection.execute(update(passes).where(passes.c.id == number).values(values)).rowcount:
                raise UnknownError(f"no pass {number} was begun")
            good = number if error is None else connection.scalar(select(func.max(passes.c.id)).where(*_GOOD))
            connection.execute(delete(passes).where(passes.c.id <= number - _KEPT, passes.c.id != (good or 0)))

    def last(self, limit: int = 1) -> tuple[Pass, ...]:
        """Return the last passes, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(passes).order_by(passes.c.id.desc()).limit(limit))
            return tuple(_pass(row) for row in rows)

    def first_begun(self) -> datetime | None:
        """Return when the oldest pass that is remembered began."""
        with self._database.reading() as connection:
            return connection.scalar(select(passes.c.started).order_by(passes.c.id).limit(1))

    def awaited_since(self) -> datetime | None:
        """Return since when a first pass is awaited; None before anybody asked (`await_first`)."""
        with self._database.reading() as connection:
            minutes = connection.scalar(_AWAITED)
        return None if minutes is None else _EPOCH + timedelta(minutes=minutes)

    def await_first(self, *, at: datetime) -> None:
        """Remember, to the next whole minute, since when a first pass is awaited; the first time counts."""
        if self.awaited_since() is not None:
            return  # looked at before anything is locked
        with self._database.noting() as connection:
            if connection.scalar(_AWAITED) is None:
                minutes = -((at - _EPOCH) // -timedelta(minutes=1))
                connection.execute(insert(generations).values(name="awaited", number=minutes))

    def last_good(self) -> Pass | None:
        """Return the latest pass that ended without an error."""
        with self._database.reading() as connection:
            row = connection.execute(select(passes).where(*_GOOD).order_by(passes.c.id.desc()).limit(1)).one_or_none()
        return None if row is None else _pass(row)


class Alarms:
    """What a person should see to; of each code one alarm stands at a time. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, code: str, text: str, *, at: datetime) -> None:
        """Raise the alarm *code*; one that stands already keeps its time and takes the new text."""
        with self._database.writing() as connection:
            standing = update(alarms).where(alarms.c.code == code, alarms.c.until.is_(None))
            if not connection.execute(standing.values(text=text)).rowcount:
                connection.execute(insert(alarms).values(code=code, since=at, text=text))

    def clear(self, code: str, *, at: datetime) -> None:
        """End the alarm *code*, if it stands."""
        with self._database.writing() as connection:
            standing = update(alarms).where(alarms.c.code == code, alarms.c.until.is_(None))
            connection.execute(standing.values(until=at))

    def standing(self) -> tuple[Alarm, ...]:
        """Return the alarms whose cause lasts, the oldest first."""
        return self._where(alarms.c.until.is_(None))

    def since(self, moment: datetime) -> tuple[Alarm, ...]:
        """Return the alarms that last, and those that ended at *moment* or after it; the oldest first."""
        return self._where(alarms.c.until.is_(None) | (alarms.c.until >= moment))

    def _where(self, condition: ColumnElement[bool]) -> tuple[Alarm, ...]:
        query = select(alarms).where(condition).order_by(alarms.c.since, alarms.c.id)
        with self._database.reading() as connection:
            return tuple(
                Alarm(code=row.code, since=row.since, text=row.text, until=row.until)
                for row in connection.execute(query)
            )


def _pass(row: Row[*tuple[Any, ...]]) -> Pass:
    return Pass(number=row.id, started=row.started, ended=row.ended, counts=row.counts, error=row.error)
