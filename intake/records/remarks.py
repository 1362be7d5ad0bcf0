"""What staff wrote into the register: kept by entry and column, with all that stood there before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, insert, select, update

from intake.records.database import Database
from intake.records.schema_seldom import remarks

if TYPE_CHECKING:
    from intake.rules.recorded import Remark

_Cell = tuple[str, str]  # entry and column


class Remarks:
    """Staff's words; nothing of them is ever deleted. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self) -> Mapping[_Cell, str]:
        """Return what stands in the register, by entry and column."""
        with self._database.reading() as connection:
            return _standing(connection)

    def history(self, entry: str) -> tuple[Remark, ...]:
        """Return all that was ever written about *entry*, the oldest first."""
        from intake.rules.recorded import Remark

        query = select(remarks).where(remarks.c.entry == entry).order_by(remarks.c.since, remarks.c.id)
        with self._database.reading() as connection:
            return tuple(
                Remark(entry=row.entry, column=row.column, value=row.value, since=row.since, until=row.until)
                for row in connection.execute(query)
            )

    def ever(self) -> frozenset[tuple[str, str, str]]:
        """Return every word that ever stood, by entry, column and text."""
        query = select(remarks.c.entry, remarks.c.column, remarks.c.value)
        with self._database.reading() as connection:
            return frozenset((row.entry, row.column, row.value) for row in connection.execute(query))

    def keep(self, words: Mapping[_Cell, str], *, at: datetime) -> None:
        """Make *words* all that stands; what they replace or leave out becomes history, ended *at* that time."""
        with self._database.writing() as connection:
            before = _standing(connection)
            ended = [cell for cell in before if words.get(cell) != before[cell]]
            begun = [(*cell, word) for cell, word in words.items() if before.get(cell) != word]
            if ended:
                connection.execute(
                    _END, [{"of_entry": entry, "of_column": column, "ended_at": at} for entry, column in ended]
                )
            if begun:
                connection.execute(
                    insert(remarks),
                    [{"entry": entry, "column": column, "value": word, "since": at} for entry, column, word in begun],
                )


_END = (
    update(remarks)
    .where(
        remarks.c.entry == bindparam("of_entry"), remarks.c.column == bindparam("of_column"), remarks.c.until.is_(None)
    )
    .values(until=bindparam("ended_at"))
)


def _standing(connection: Connection) -> Mapping[_Cell, str]:
    rows = connection.execute(select(remarks).where(remarks.c.until.is_(None)).order_by(remarks.c.id))
    return {(row.entry, row.column): row.value for row in rows}
