"""What staff corrected in the register, and what they are asked there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from intake.records.database import Database
from intake.records.schema_seldom import corrections, doubts
from intake.rules.states import CorrectionState

if TYPE_CHECKING:
    from intake.rules.entry import Correction, Doubt
    from intake.rules.recorded import Corrected


class Corrections:
    """Every correction and every question that ever was; none is deleted. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Correction, ...]:
        """Return every correction, the oldest first."""
        from intake.rules.entry import Correction

        query = select(corrections).order_by(corrections.c.since, corrections.c.id)
        with self._database.reading() as connection:
            return tuple(
                Correction(
                    entry=row.entry,
                    version=row.version,
                    field=row.field,
                    written=row.written,
                    original=row.original,
                    state=CorrectionState(row.state),
                    why=row.why,
                    since=row.since,
                    until=row.until,
                    edition=row.edition,
                )
                for row in connection.execute(query)
            )

    def doubts(self) -> tuple[Doubt, ...]:
        """Return what staff are being asked, the oldest first."""
        from intake.rules.entry import Doubt

        query = select(doubts).where(doubts.c.until.is_(None)).order_by(doubts.c.since, doubts.c.id)
        with self._database.reading() as connection:
            return tuple(
                Doubt(
                    entry=row.entry,
                    heading=row.heading,
                    about=row.about,
                    written=row.written,
                    since=row.since,
                    edition=row.edition,
                )
                for row in connection.execute(query)
            )


def write_corrected(connection: Connection, corrected: Corrected, at: datetime) -> None:
    """Write the corrections and questions of *corrected*; what ended does so *at* that time."""
    from intake.rules.entry import Correction, Doubt

    for old in corrected.ended:
        this = (
            corrections.c.entry == old.entry,
            corrections.c.version == old.version,
            corrections.c.field == old.field,
            corrections.c.state == old.state,
            corrections.c.until.is_(None),
        )
        connection.execute(update(corrections).where(*this).values(until=at))
    for new in corrected.begun:
        connection.execute(insert(corrections).values({name: getattr(new, name) for name in Correction.__slots__}))
    for answered in corrected.answered:
        asked = (
            doubts.c.entry == answered.entry,
            doubts.c.heading == answered.heading,
            doubts.c.about == answered.about,
            doubts.c.written == answered.written,
            doubts.c.until.is_(None),
        )
        connection.execute(update(doubts).where(*asked).values(until=at))
    for doubt in corrected.asked:
        connection.execute(insert(doubts).values({name: getattr(doubt, name) for name in Doubt.__slots__}))
