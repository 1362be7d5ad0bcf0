"""The mails to staff and where each of them stands: waiting, offered (committed before the final dot), sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from intake.records.database import Database
from intake.records.letters import is_due
from intake.records.schema_notices import notices
from intake.rules.ledger import WrongStateError
from intake.rules.notice import Notice, NoticeKind, NoticeState

_IN_ORDER = (notices.c.created_at, notices.c.message_id)
_UNDER_WAY = (NoticeState.WAITING, NoticeState.OFFERED)
_WENT = (NoticeState.OFFERED, NoticeState.SENT)


class Notices:
    """Every mail to staff, whole; what was offered never waits again by itself. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Asking

    def of(self, about: str) -> tuple[Notice, ...]:
        """Return the mails of one occasion, to each recipient his own."""
        return self._where(notices.c.about == about)

    def waiting(self) -> tuple[Notice, ...]:
        """Return what has not been sent yet, the oldest first."""
        return self._where(notices.c.state == NoticeState.WAITING)

    def due(self, now: datetime) -> tuple[Notice, ...]:
        """Return what waits and whose next try is due, the oldest first."""
        return self._where((notices.c.state == NoticeState.WAITING) & is_due(notices.c.next_try, now))

    def are_due(self, now: datetime) -> bool:
        """Tell whether a mail waits whose next try is due."""
        due = (notices.c.state == NoticeState.WAITING, is_due(notices.c.next_try, now))
        query = select(notices.c.message_id).where(*due).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def told(self) -> frozenset[str]:
        """Name every occasion of which there is a mail, whatever became of it."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(notices.c.about).distinct()))

    def last_digest(self, to: str | None) -> datetime | None:
        """Return when the latest digest that went out, or may have, was composed: to that recipient, or to anybody."""
        went = notices.c.state.in_(_WENT)
        return self._latest(went if to is None else went & (notices.c.to == to))

    def last_considered(self) -> datetime | None:
        """Return when a digest was last composed, whatever became of it."""
        return self._latest(notices.c.state.is_not(None))

    def count(self, kind: NoticeKind, since: datetime) -> int:
        """Count the occasions of that *kind* since then."""
        query = select(func.count(notices.c.about.distinct()))
        with self._database.reading() as connection:
            fitting = (notices.c.kind == kind, notices.c.created_at >= since)
            return connection.execute(query.where(*fitting)).scalar_one()

    # Writing and sending

    def put(self, new: Collection[Notice]) -> None:
        """Write the mails of one occasion, all or none; StoreError where one of them was written before.

        That the occasion had nothing to say earlier is forgotten.
        """
        empty = (notices.c.about.in_({each.about for each in new}), notices.c.state == NoticeState.EMPTY)
        with self._database.writing() as connection:
            connection.execute(delete(notices).where(*empty))
            connection.execute(insert(notices), [_values(notice) for notice in new])

    def offered(self, message_id: str, *, at: datetime) -> None:
        """Commit, before the final dot goes out, that the mail may have been accepted: it is never offered again."""
        self._step(message_id, NoticeState.WAITING, state=NoticeState.OFFERED, offered_at=at)

    def sent(self, message_id: str, *, reply: str) -> None:
        """Record that the server took the mail."""
        self._step(message_id, NoticeState.OFFERED, state=NoticeState.SENT, reply=reply)

    def retry_later(self, message_id: str, *, next_try: datetime, reply: str) -> None:
        """Let a mail wait that was surely not sent; one attempt more."""
        values = {"state": NoticeState.WAITING, "attempts": notices.c.attempts + 1, "offered_at": None}
        self._step(message_id, *_UNDER_WAY, next_try=next_try, reply=reply, **values)

    def failed(self, message_id: str, *, reply: str) -> None:
        """Record that the mail will not be delivered."""
        self._step(message_id, *_UNDER_WAY, state=NoticeState.FAILED, reply=reply)

    def drop(self, message_ids: Collection[str]) -> None:
        """Send none of these: a later mail says what they say."""
        waiting = (notices.c.message_id.in_(message_ids), notices.c.state == NoticeState.WAITING)
        with self._database.writing() as connection:
            connection.execute(update(notices).where(*waiting).values(state=NoticeState.DROPPED))

    def _step(self, message_id: str, *from_states: NoticeState, **values: object) -> None:
        this = (notices.c.message_id == message_id, notices.c.state.in_(from_states))
        with self._database.writing() as connection:
            if not connection.execute(update(notices).where(*this).values(values)).rowcount:
                raise WrongStateError(f"the mail to staff {message_id} does not stand where this step begins")

    def _latest(self, condition: ColumnElement[bool]) -> datetime | None:
        digests = (notices.c.kind == NoticeKind.DIGEST, condition)
        query = select(notices.c.created_at).where(*digests).order_by(notices.c.created_at.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.scalar(query)

    def _where(self, condition: ColumnElement[bool]) -> tuple[Notice, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(select(notices).where(condition).order_by(*_IN_ORDER))
            return tuple(_notice(row) for row in rows)


def _values(notice: Notice) -> dict[str, object]:
    return {column.name: getattr(notice, column.name) for column in notices.columns}


def _notice(row: Row[*tuple[Any, ...]]) -> Notice:
    values = row._asdict()
    return Notice(**{**values, "kind": NoticeKind(row.kind), "state": NoticeState(row.state)})
