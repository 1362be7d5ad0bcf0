"""The messages that were received: those that wait, those that were decided, the quarantine."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Update, bindparam, select, update

from intake.records.database import Database
from intake.records.places import in_order
from intake.records.schema import messages
from intake.rules.ledger import AlreadyDecidedError, UnknownError, WrongStateError
from intake.rules.states import Outcome

if TYPE_CHECKING:
    from intake.rules.entry import Message
    from intake.rules.pending import Pending
    from intake.rules.recorded import Heading, Past, Recorded

_IN_ORDER = (messages.c.received_at, messages.c.message)
_UNDECIDED = update(messages).where(messages.c.message == bindparam("which"), messages.c.outcome.is_(None))
_ATTEMPTED = _UNDECIDED.values(attempts=messages.c.attempts + 1)
_FAILED = _UNDECIDED.values(failures=messages.c.failures + 1)


class Messages:
    """Every mail that was seen. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def undecided(self, *, now: datetime, limit: int) -> tuple[Pending, ...]:
        """Return at most *limit* messages whose next attempt is due, in order of receipt and of their mailbox."""
        due = messages.c.next_attempt.is_(None) | (messages.c.next_attempt <= now)
        query = select(messages).where(messages.c.outcome.is_(None), due).order_by(*_IN_ORDER).limit(limit)
        with self._database.reading() as connection:
            rows = {row.message: row for row in connection.execute(query)}
            ordered = in_order(connection, {message: row.received_at for message, row in rows.items()})
        return tuple(_pending(rows[message]) for message in ordered)

    def attempt(self, message: str) -> None:
        """Count an attempt at *message* before it starts, so that one which kills the program counts too.

        UnknownError, or AlreadyDecidedError.
        """
        with self._database.noting() as connection:
            _change_undecided(connection, _ATTEMPTED, message)

    def failed(self, message: str, error: str, *, next_attempt: datetime | None = None) -> None:
        """Count a failure and remember it, and when the next attempt is due. UnknownError, or AlreadyDecidedError."""
        with self._database.writing() as connection:
            _change_undecided(connection, _FAILED, message, last_error=error, next_attempt=next_attempt)

    def all(self) -> tuple[Message, ...]:
        """Return every message, in order of receipt and of their mailbox."""
        from intake.records.rows import message_of

        with self._database.reading() as connection:
            rows = {row.message: row for row in connection.execute(select(messages).order_by(*_IN_ORDER))}
            ordered = in_order(connection, {message: row.received_at for message, row in rows.items()})
        return tuple(message_of(rows[message]) for message in ordered)

    def past(self) -> tuple[Past, ...]:
        """Return every message in the order of their decisions, and then those that wait; none that was erased."""
        from intake.rules.recorded import Past

        columns = (messages.c[name] for name in ("message", "received_at", "truncated", "historic", "decided_at"))
        query = select(*columns).where(messages.c.erased_at.is_(None))
        query = query.order_by(messages.c.decided_at.is_(None), messages.c.decided_at, *_IN_ORDER)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
            ordered = in_order(connection, {row["message"]: row["received_at"] for row in rows})
        places = {message: place for place, message in enumerate(ordered)}
        return tuple(Past(**row, place=places[row["message"]]) for row in rows)

    def furthest_ahead(self, *, since: datetime) -> timedelta | None:
        """Return how far ahead of our clock the mail server's was at most, by the messages decided *since* then.

        It received each before we decided it, so what is more than nothing is our clock's fault; None: no messages.
        """
        query = select(messages.c.received_at, messages.c.decided_at).where(messages.c.decided_at >= since)
        with self._database.reading() as connection:
            times = [received - decided for received, decided in connection.execute(query)]
        return max(times, default=None)

    def find(self, message: str) -> Message | None:
        """Return the message of that hash."""
        from intake.records.rows import message_of

        with self._database.reading() as connection:
            row = connection.execute(select(messages).where(messages.c.message == message)).one_or_none()
        return None if row is None else message_of(row)

    def heading(self, message: str) -> Heading | None:
        """Return what the header of that message said of itself."""
        from intake.rules.recorded import Heading

        columns = (messages.c.sender, messages.c.subject, messages.c.message_id)
        with self._database.reading() as connection:
            row = connection.execute(select(*columns).where(messages.c.message == message)).mappings().one_or_none()
        return None if row is None else Heading(**row)

    def with_message_id(self, message_id: str) -> tuple[Message, ...]:
        """Return the messages that carry that Message-ID: none, one, or several that differ."""
        from intake.records.rows import message_of

        query = select(messages).where(messages.c.message_id == message_id).order_by(*_IN_ORDER)
        with self._database.reading() as connection:
            return tuple(message_of(row) for row in connection.execute(query))

    def quarantine(self) -> tuple[Message, ...]:
        """Return the messages that could not be handled, in order of receipt."""
        from intake.records.rows import message_of

        query = select(messages).where(messages.c.outcome == Outcome.QUARANTINED).order_by(*_IN_ORDER)
        with self._database.reading() as connection:
            return tuple(message_of(row) for row in connection.execute(query))

    def retry(self, message: str) -> None:
        """Let a quarantined *message* wait again, with all its attempts before it; WrongStateError for any other."""
        self._leave_quarantine(
            message, outcome=None, why=None, decided_at=None, attempts=0, failures=0, next_attempt=None
        )

    def release(self, message: str, why: str, *, at: datetime) -> None:
        """Record that a person saw to a quarantined *message*: nothing more is done; WrongStateError for any other."""
        self._leave_quarantine(message, outcome=Outcome.OTHER, why=why, decided_at=at)

    def _leave_quarantine(self, message: str, **values: object) -> None:
        quarantined = (messages.c.message == message, messages.c.outcome == Outcome.QUARANTINED)
        with self._database.changing() as connection:
            if not connection.execute(update(messages).where(*quarantined).values(values)).rowcount:
                raise WrongStateError(f"{message} is not in quarantine")


def decide_message(connection: Connection, recorded: Recorded) -> None:
    """Write what became of a message; UnknownError, or AlreadyDecidedError."""
    values: dict[str, object] = {
        "outcome": recorded.outcome,
        "why": recorded.why,
        "entry": recorded.entry,
        "version": recorded.version,
        "decided_at": recorded.decided_at,
    }
    if heading := recorded.heading:
        values |= {"sender": heading.sender, "subject": heading.subject, "message_id": heading.message_id}
    _change_undecided(connection, _UNDECIDED, recorded.message, **values)


def _change_undecided(connection: Connection, change: Update, message: str, **values: object) -> None:
    if connection.execute(change, {"which": message, **values}).rowcount:
        return
    found = connection.execute(select(messages.c.outcome).where(messages.c.message == message)).one_or_none()
    if found is None:
        raise UnknownError(f"the store knows no message {message}")
    raise AlreadyDecidedError(f"{message} was decided before: {found.outcome}")


def _pending(row: Row[*tuple[Any, ...]]) -> Pending:
    from intake.rules.pending import Pending

    return Pending(
        message=row.message,
        received_at=row.received_at,
        size=row.size,
        truncated=row.truncated,
        historic=row.historic,
        attempts=row.attempts,
        failures=row.failures,
        last_error=row.last_error,
    )
