"""The letters as a list shows them: without their bytes, which need not fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, func, literal, null, select

from intake.records.database import Database
from intake.records.schema import letters
from intake.rules.letters.delivery import PutOff
from intake.rules.states import LIMIT, LetterState

if TYPE_CHECKING:
    from intake.rules.entry import Letter

_BYTES = ("content", "original")
_HEADS = select(
    *(column for column in letters.columns if column.name not in _BYTES),
    literal(b"").label("content"),
    case((letters.c.original.is_not(None), literal(b"")), else_=null()).label("original"),
)
_IN_ORDER = (letters.c.created_at, letters.c.message_id)


class LetterList:
    """Questions about letters that need none of what stands in them. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Letter, ...]:
        """Return every letter, the oldest first: its content is b"", and so is its original where staff changed it."""
        from intake.records.rows import letter_of

        with self._database.reading() as connection:
            return tuple(map(letter_of, connection.execute(_HEADS.order_by(*_IN_ORDER))))

    def held_by_limit(self) -> int:
        """Count the letters that a limit holds."""
        return self._held(letters.c.why.startswith(LIMIT, autoescape=True))

    def unwritten(self) -> int:
        """Count the held letters that a mistake in a template left without content."""
        return self._held(letters.c.content == b"")

    def put_off(self) -> tuple[PutOff, ...]:
        """Return the queued letters that the server did not take when they were offered last."""
        asked = (letters.c.entry, letters.c.attempts, letters.c.sending_since, letters.c.next_try, letters.c.reply)
        offered = (letters.c.next_try.is_not(None), letters.c.sending_since.is_not(None))
        query = select(*asked).where(letters.c.state == LetterState.QUEUED, *offered).order_by(*_IN_ORDER)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            PutOff(entry=entry, attempts=attempts, tried_at=tried, next_try=again, reply=reply or "")
            for entry, attempts, tried, again, reply in rows
        )

    def _held(self, condition: ColumnElement[bool]) -> int:
        query = select(func.count()).where(letters.c.state == LetterState.HELD, condition)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()
