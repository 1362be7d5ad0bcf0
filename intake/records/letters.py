"""The letters and where each of them stands; no step of a delivery starts from the wrong state.

- queued, sending, (the final dot,) and then sent, failed, uncertain, or queued again
- queued to held by a limit, sending to held where the server cannot carry it; held to queued by staff
- sent, uncertain or failed to queued by staff
- all but sending and sent to suppressed, for ever
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, delete, func, insert, select, update

from intake.records.database import Database
from intake.records.few import AFewAtATime
from intake.records.schema import letters
from intake.rules.ledger import UnknownError, WrongStateError
from intake.rules.letters.delivery import LONGEST_PAUSE
from intake.rules.states import ANSWER, LetterState

if TYPE_CHECKING:
    from intake.rules.entry import Letter

_RELEASED = "staff: released by hand"
_AT_A_TIME = 100
_NEW = insert(letters)
_AS_THEY_ARE = (
    *("message_id", "message", "entry", "version", "about", "to", "template", "told", "content", "original"),
    *("state", "why", "created_at", "attempts", "next_try", "reply", "sent_at"),
)
_IN_ORDER = (letters.c.created_at, letters.c.message_id)
_UNDER_WAY = letters.c.state.in_((LetterState.SENDING, LetterState.SENT, LetterState.UNCERTAIN)) | (
    (letters.c.state == LetterState.QUEUED) & (letters.c.attempts > 0)
)  # it went out, may have, or goes by itself as soon as the server takes it

_WENT = (  # put together once, as every letter asks it: that takes longer than the answer
    select(func.count()).select_from(letters).where(_UNDER_WAY, letters.c.sending_since >= bindparam("since"))
)
_WENT_TO = _WENT.where(letters.c.to_lower == bindparam("address"))
_STEP = update(letters).where(
    letters.c.message_id == bindparam("this"), letters.c.state.in_(bindparam("from_states", expanding=True))
)


class Letters:
    """Every letter, whole. Every method is one transaction.

    A step raises UnknownError where there is no such letter and WrongStateError where it does not start there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # Asking

    def find(self, message_id: str) -> Letter | None:
        """Return the letter of that Message-ID."""
        return next(iter(self._where(letters.c.message_id == message_id)), None)

    def of(self, entry: str, version: int) -> Letter | None:
        """Return the letter that answers that version of an application."""
        answer = (letters.c.entry == entry, letters.c.version == version, letters.c.about == ANSWER)
        return next(iter(self._where(*answer)), None)

    def __iter__(self) -> Iterator[Letter]:
        """Give every letter, the oldest first, a few at a time: all of them need not fit into memory."""
        from intake.records.rows import letter_of

        query = select(letters).order_by(*_IN_ORDER).execution_options(yield_per=_AT_A_TIME)
        with self._database.reading() as connection, connection.execute(query) as rows:
            yield from map(letter_of, rows)

    def held(self) -> Collection[Letter]:
        """Return the letters that wait for a person, the oldest first."""
        return self._few(letters.c.state == LetterState.HELD)

    def due(self, *, now: datetime) -> Collection[Letter]:
        """Return the queued letters whose next try is due, the oldest first."""
        return self._few(letters.c.state == LetterState.QUEUED, is_due(letters.c.next_try, now))

    def may_leave(self, *, now: datetime) -> bool:
        """Tell whether a letter is due, or may have gone and is uncertain; where not, nothing can leave."""
        due = (letters.c.state == LetterState.QUEUED) & is_due(letters.c.next_try, now)
        return self._any(due | (letters.c.state == LetterState.UNCERTAIN))

    def count_since(self, since: datetime) -> int:
        """Count the letters that went out, may have gone out, or were put off *since* then."""
        return self._count(_WENT, since=since)

    def count_to(self, address: str, since: datetime) -> int:
        """Count the same of one *address*, in whatever case it is written."""
        return self._count(_WENT_TO, since=since, address=address.lower())

    # Announcing

    def announce(self, new: Collection[Letter], *, instead_of: Collection[str] = (), why: str = "") -> None:
        """Write announcements, and let earlier ones never go that still wait, for *why*: all of it or nothing.

        StoreError where one of them was written before.
        """
        waiting = (letters.c.message_id.in_(instead_of), letters.c.state.in_((LetterState.HELD, LetterState.QUEUED)))
        if new or instead_of:
            with self._database.changing() as connection:
                connection.execute(update(letters).where(*waiting).values(state=LetterState.SUPPRESSED, why=why))
                for letter in new:
                    write_letter(connection, letter)

    # Delivering

    def begin_sending(self, message_id: str, *, at: datetime) -> None:
        """Note that a delivery begins, before the server hears of it; one attempt more."""
        self._note(
            message_id,
            LetterState.QUEUED,
            state=LetterState.SENDING,
            attempts=letters.c.attempts + 1,
            sending_since=at,
            dot=False,
        )

    def at_dot(self, message_id: str) -> None:
        """Commit, before the final dot goes out, that from now on the letter may have been accepted."""
        self._step(message_id, LetterState.SENDING, dot=True)

    def sent(self, message_id: str, *, at: datetime, reply: str) -> None:
        """Record that the server took the letter, with its last words."""
        self._step(message_id, LetterState.SENDING, state=LetterState.SENT, sent_at=at, reply=reply, why=None)

    def shown(self, message_id: str, *, at: datetime, reply: str) -> None:
        """Note that the letter stands in the outbox, where no server is to have it."""
        self._note(message_id, LetterState.SENDING, state=LetterState.SENT, sent_at=at, reply=reply, why=None)

    def retry_later(self, message_id: str, *, next_try: datetime, reply: str) -> None:
        """Queue a letter again that was surely not sent."""
        self._step(message_id, LetterState.SENDING, state=LetterState.QUEUED, next_try=next_try, reply=reply)

    def failed(self, message_id: str, why: str, *, reply: str | None) -> None:
        """Record that the letter will not be delivered: refused, or given up."""
        self._step(message_id, LetterState.SENDING, LetterState.QUEUED, state=LetterState.FAILED, why=why, reply=reply)

    def uncertain(self, message_id: str, why: str) -> None:
        """Record that nobody knows whether the server took the letter."""
        self._step(message_id, LetterState.SENDING, state=LetterState.UNCERTAIN, why=why)

    def recover(self, why: str = "the program died while the server had the letter") -> tuple[str, ...]:
        """Settle what a crash left in the middle: not sent before the final dot, uncertain for *why* from it on.

        Return the Message-IDs of the uncertain ones. To be called while nobody delivers, before a first delivery.
        """
        if not self._any(letters.c.state == LetterState.SENDING):
            return ()
        died = (letters.c.state == LetterState.SENDING, letters.c.dot.is_(True))
        with self._database.changing() as connection:
            lost = connection.scalars(select(letters.c.message_id).where(*died).order_by(*_IN_ORDER)).all()
            connection.execute(update(letters).where(*died).values(state=LetterState.UNCERTAIN, why=why))
            connection.execute(
                update(letters).where(letters.c.state == LetterState.SENDING).values(state=LetterState.QUEUED)
            )
        return tuple(lost)

    def resend_uncertain_once(self) -> int:
        """Queue every uncertain letter that was not sent twice yet, with the same bytes; return how many."""
        once = (letters.c.state == LetterState.UNCERTAIN, letters.c.resent == 0)
        if not self._any(*once):
            return 0
        with self._database.changing() as connection:
            return connection.execute(update(letters).where(*once).values(_again())).rowcount

    # The copies in the folder of sent mail

    def unfiled(self) -> Collection[Letter]:
        """Return the letters that were sent and of which no copy is known to be filed, the oldest first."""
        return self._few(letters.c.state == LetterState.SENT, letters.c.filed_at.is_(None))

    def filed(self, message_id: str, *, at: datetime) -> None:
        """Record that a copy is in the folder of sent mail; the register shows nothing of it."""
        with self._database.writing() as connection:
            connection.execute(update(letters).where(letters.c.message_id == message_id).values(filed_at=at))

    # By limits and by staff

    def hold(self, message_id: str, why: str) -> None:
        """Let a letter wait for a person that is queued, or that the server cannot carry: nothing of it was offered."""
        self._step(message_id, LetterState.QUEUED, LetterState.SENDING, state=LetterState.HELD, why=why)

    def leave_uncertain(self, message_id: str) -> None:
        """Let an uncertain letter never go once more by itself."""
        self._step(message_id, LetterState.UNCERTAIN, resent=1)

    def release(self, message_id: str, *, edited: bytes | None = None) -> None:
        """Queue a held letter, as staff have *edited* it; what the program wrote is kept beside.

        *why* keeps that a person released it, so that no limit holds it again.
        """
        values: dict[str, object] = {"state": LetterState.QUEUED, "why": _RELEASED, "next_try": None}
        if edited is not None:
            values |= {"content": edited, "original": func.coalesce(letters.c.original, letters.c.content)}
        self._step(message_id, LetterState.HELD, **values)

    def write(self, letter: Letter, *, instead_of: str) -> None:
        """Put *letter* in the place of a held one that a mistake in a template had left without content."""
        with self._database.changing() as connection:
            blank = (letters.c.message_id == instead_of, letters.c.state == LetterState.HELD, letters.c.content == b"")
            if not connection.execute(delete(letters).where(*blank)).rowcount:
                raise _wrong_step(instead_of, "written")
            write_letter(connection, letter)

    def resend(self, message_id: str) -> None:
        """Queue a letter again, with the same bytes, although it may have arrived; its pauses begin anew."""
        again = {**_again(), "attempts": case((letters.c.attempts > 1, 1), else_=letters.c.attempts)}
        self._step(message_id, LetterState.SENT, LetterState.UNCERTAIN, LetterState.FAILED, **again)

    def drop(self, message_id: str, why: str) -> None:
        """Make sure that a letter never goes (again)."""
        states = (LetterState.QUEUED, LetterState.HELD, LetterState.UNCERTAIN, LetterState.FAILED)
        self._step(message_id, *states, state=LetterState.SUPPRESSED, why=why)

    def _step(self, message_id: str, *from_states: LetterState, **values: object) -> None:
        with self._database.changing() as connection:
            _move(connection, message_id, from_states, values)

    def _note(self, message_id: str, *from_states: LetterState, **values: object) -> None:
        with self._database.noting_change() as connection:
            _move(connection, message_id, from_states, values)

    def _any(self, *conditions: ColumnElement[bool]) -> bool:
        """Look before changing: a change that changes nothing would have the register written at every pass."""
        with self._database.reading() as connection:
            return connection.execute(select(letters.c.message_id).where(*conditions).limit(1)).first() is not None

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Letter, ...]:
        from intake.records.rows import letter_of

        with self._database.reading() as connection:
            query = select(letters).where(*conditions).order_by(*_IN_ORDER)
            return tuple(map(letter_of, connection.execute(query)))

    def _few(self, *conditions: ColumnElement[bool]) -> AFewAtATime[Letter]:
        """Return those that are named now, each loaded when its turn comes: thousands need not fit into memory."""
        with self._database.reading() as connection:
            names = connection.scalars(select(letters.c.message_id).where(*conditions).order_by(*_IN_ORDER)).all()
        return AFewAtATime(names, lambda some: self._where(letters.c.message_id.in_(some)))

    def _count(self, query: Select[int], **values: object) -> int:
        with self._database.reading() as connection:
            return connection.execute(query, values).scalar_one()


def is_due(next_try: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    """Tell whether the time of a *next_try* has come, or lies so far ahead that our clock was put back since."""
    return next_try.is_(None) | (next_try <= now) | (next_try > now + LONGEST_PAUSE)


def latest_letter(database: Database, *conditions: ColumnElement[bool]) -> Letter | None:
    """Return the youngest letter of which *conditions* hold."""
    from intake.records.rows import letter_of

    query = select(letters).where(*conditions).order_by(letters.c.created_at.desc(), letters.c.message_id).limit(1)
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else letter_of(row)


def letters_about(database: Database, entry: str) -> tuple[Letter, ...]:
    """Return the letters about that application, the youngest first."""
    from intake.records.rows import letter_of

    query = select(letters).where(letters.c.entry == entry).order_by(letters.c.created_at.desc(), letters.c.message_id)
    with database.reading() as connection:
        return tuple(map(letter_of, connection.execute(query)))


def write_letter(connection: Connection, letter: Letter) -> None:
    """Write a new letter."""
    row = {name: getattr(letter, name) for name in _AS_THEY_ARE}
    connection.execute(_NEW, {**row, "to_lower": letter.to and letter.to.lower(), "dot": False, "resent": 0})


def _move(
    connection: Connection, message_id: str, from_states: Sequence[LetterState], values: Mapping[str, object]
) -> None:
    step = _STEP.values({name: value for name, value in values.items() if isinstance(value, ColumnElement)})
    plain = {name: value for name, value in values.items() if not isinstance(value, ColumnElement)}
    if not connection.execute(step, {"this": message_id, "from_states": from_states, **plain}).rowcount:
        state = connection.scalar(select(letters.c.state).where(letters.c.message_id == message_id))
        raise _wrong_step(message_id, state)


def _again() -> dict[str, object]:
    return {"state": LetterState.QUEUED, "why": None, "reply": None, "next_try": None, "resent": letters.c.resent + 1}


def _wrong_step(message_id: str, state: str | None) -> UnknownError | WrongStateError:
    if state is None:
        return UnknownError(f"there is no letter {message_id}")
    return WrongStateError(f"the letter {message_id} is {state}: this cannot be done to it")
