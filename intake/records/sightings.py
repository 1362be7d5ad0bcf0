"""Where messages were seen: positions in mailboxes, from the first sight to the release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, tuple_, update

from intake.records.database import Database
from intake.records.places import order_of_uid
from intake.records.schema import mailboxes, messages, sightings
from intake.rules.ledger import UnknownError
from intake.rules.mailbox import Position, Waiting
from intake.rules.states import Outcome

if TYPE_CHECKING:
    from intake.rules.pending import Arrival

_CHUNK = 500  # positions in one question; databases bound the number of parameters
_RELEASED = (Outcome.APPLICATION, Outcome.DUPLICATE)  # all else stays in the mailbox as it was
_KEY = (sightings.c.mailbox, sightings.c.validity, sightings.c.uid)
_AT_KEY = (
    sightings.c.mailbox == bindparam("of_mailbox"),
    sightings.c.validity == bindparam("of_validity"),
    sightings.c.uid == bindparam("of_uid"),
)
_AT_HAND = update(sightings).where(*_AT_KEY)
_SIGHTED = select(sightings.c.received_at, sightings.c.historic, sightings.c.message).where(*_AT_KEY)
_NEW = insert(messages)


class Sightings:
    """What was seen where. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first_listed(self, mailbox: str) -> datetime | None:
        """Return when *mailbox* was listed for the first time, or None if it never was."""
        with self._database.reading() as connection:
            return connection.scalar(select(mailboxes.c.first_listed_at).where(mailboxes.c.mailbox == mailbox))

    def began(self) -> datetime | None:
        """Return when the desk looked into a mailbox for the first time, or None if it never did."""
        with self._database.reading() as connection:
            began: datetime | None = connection.scalar(select(func.min(mailboxes.c.first_listed_at)))
        return began

    def sight(
        self, mailbox: str, waiting: Sequence[Waiting], *, at: datetime, historic: AbstractSet[Position] = frozenset()
    ) -> int:
        """Record a listing of *mailbox* made *at* that time, empty or not; return how many positions are new.

        A known position keeps what its first sight said, but a message that was found gone is there again. One that was
        fetched, and is of another size or time now, is another message: a restored server gives its numbers anew.
        *historic* ones are recorded but never answered. The last of *waiting* becomes the watermark.
        """
        with self._database.writing() as connection:
            _mark_listed(connection, mailbox, waiting, at)
            known = _known(connection, [each.position for each in waiting])
            rows = [_sighting_row(each, historic) for each in waiting if each.position not in known]
            if rows:
                connection.execute(insert(sightings), rows)
            others = [each for each in waiting if (row := known.get(each.position)) and _is_another(each, row)]
            for each in others:
                connection.execute(_AT_HAND, _key(each.position) | _anew(each, historic))
            if back := [_key(position) for position, row in known.items() if row.gone]:
                connection.execute(_AT_HAND.values(gone=False), back)
        return len(rows) + len(others)

    def unknown(self, positions: Sequence[Position]) -> tuple[Position, ...]:
        """Return those of *positions* that no listing has recorded."""
        with self._database.reading() as connection:
            known = _known(connection, positions)
        return tuple(position for position in positions if position not in known)

    def watermark(self, mailbox: str) -> Position | None:
        """Return the last position of the latest listing that was not empty, or None: a next one may begin after it."""
        columns = (mailboxes.c.mailbox, mailboxes.c.validity, mailboxes.c.uid)
        query = select(*columns).where(mailboxes.c.mailbox == mailbox, mailboxes.c.uid.is_not(None))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _position(row)

    def unfetched(self, mailbox: str) -> tuple[Waiting, ...]:
        """Return what was seen in *mailbox* and is neither archived nor gone, in order of receipt and of the mailbox.

        A message of which only the beginning is archived, and that waits for a decision, is fetched again: the limit
        may have been raised since.
        """
        again = select(messages.c.message).where(messages.c.outcome.is_(None), messages.c.truncated)
        query = (
            select(*_KEY, sightings.c.size, sightings.c.received_at)
            .where(sightings.c.message.is_(None) | sightings.c.message.in_(again), sightings.c.gone.is_(False))
            .order_by(sightings.c.received_at)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        found = [row for row in rows if row.mailbox == mailbox]  # in the query, SQLite would go through all of it
        found.sort(key=lambda row: (row.received_at, order_of_uid(row.uid)))
        return tuple(Waiting(position=_position(row), size=row.size, received_at=row.received_at) for row in found)

    def left_behind(self, mailbox: str) -> tuple[Position, ...]:
        """Return what was seen in other mailboxes than *mailbox* and never fetched, here neither."""
        with self._database.reading() as connection:
            return tuple(_position(row) for row in still_unfetched(connection) if row.mailbox != mailbox)

    def received(self, arrivals: Sequence[Arrival]) -> int:
        """Record that the bytes of *arrivals* are in the archive, all together; return how many messages are new.

        The same bytes at another position are the same message: it keeps the time of its first sight. A beginning
        whose whole message arrives is done with. UnknownError where a position was never sighted.
        """
        with self._database.changing() as connection:
            return sum(_receive(connection, arrival) for arrival in arrivals)

    def mark_gone(self, positions: Sequence[Position]) -> None:
        """Record that messages left the mailbox before they could be fetched."""
        self._mark(positions, "gone")

    def to_release(self, mailbox: str) -> tuple[Position, ...]:
        """Return where the messages of decided applications, duplicates included, still lie in *mailbox*."""
        decided = select(messages.c.message).where(messages.c.outcome.in_(_RELEASED))
        query = (
            select(*_KEY)
            .where(sightings.c.message.in_(decided), sightings.c.released.is_(False), sightings.c.gone.is_(False))
            .order_by(sightings.c.received_at, sightings.c.uid)
        )
        with self._database.reading() as connection:
            found = map(_position, connection.execute(query))
            return tuple(position for position in found if position.mailbox == mailbox)

    def released(self, positions: Sequence[Position]) -> None:
        """Record that the mailbox's part is done for *positions*, all together."""
        self._mark(positions, "released")

    def _mark(self, positions: Sequence[Position], column: str) -> None:
        if positions:
            with self._database.writing() as connection:
                connection.execute(_AT_HAND, [{**_key(p), column: True} for p in positions])


def still_unfetched(connection: Connection) -> tuple[Row[*tuple[Any, ...]], ...]:
    """Return what was seen and is neither archived nor gone.

    What was fetched from a mailbox of another name, of the same size and time, is the same: a folder or server was
    renamed. It may still be fetched where it was seen, should that be its name again.
    """
    columns = (*_KEY, sightings.c.size, sightings.c.received_at, sightings.c.historic)
    rows = connection.execute(select(*columns).where(sightings.c.message.is_(None), sightings.c.gone.is_(False))).all()
    if not rows or connection.scalar(select(func.count()).select_from(mailboxes)) == 1:
        return tuple(rows)
    fetched: dict[tuple[int, datetime], set[str]] = {}
    for row in connection.execute(select(*columns).where(sightings.c.message.is_not(None))):
        fetched.setdefault((row.size, row.received_at), set()).add(row.mailbox)
    return tuple(row for row in rows if not fetched.get((row.size, row.received_at), set()) - {row.mailbox})


def _mark_listed(connection: Connection, mailbox: str, waiting: Sequence[Waiting], at: datetime) -> None:
    this = mailboxes.c.mailbox == mailbox
    if connection.scalar(select(mailboxes.c.mailbox).where(this)) is None:
        connection.execute(insert(mailboxes).values(mailbox=mailbox, first_listed_at=at))
    if waiting:
        last = waiting[-1].position
        connection.execute(update(mailboxes).where(this).values(validity=last.validity, uid=last.uid))


def _is_another(waiting: Waiting, row: Row[*tuple[Any, ...]]) -> bool:
    return row.message is not None and (row.size, row.received_at) != (waiting.size, waiting.received_at)


def _anew(waiting: Waiting, historic: AbstractSet[Position]) -> dict[str, object]:
    """Return what is to be written over what a position held before."""
    row = _sighting_row(waiting, historic)
    return {name: row[name] for name in ("size", "received_at", "historic", "gone", "released")} | {"message": None}


def _known(connection: Connection, positions: Sequence[Position]) -> dict[Position, Row[*tuple[Any, ...]]]:
    """Return those of *positions* that were seen before, each with what was noted of it."""
    chunks = (positions[start : start + _CHUNK] for start in range(0, len(positions), _CHUNK))
    return dict(known for chunk in chunks for known in _known_of(connection, chunk))


def _known_of(
    connection: Connection, positions: Sequence[Position]
) -> Iterator[tuple[Position, Row[*tuple[Any, ...]]]]:
    keys = [(p.mailbox, p.validity, p.uid) for p in positions]
    columns = (sightings.c.message, sightings.c.size, sightings.c.received_at, sightings.c.gone)
    query = select(*_KEY, *columns).where(tuple_(*_KEY).in_(keys))
    yield from ((_position(row), row) for row in connection.execute(query))


def _receive(connection: Connection, arrival: Arrival) -> bool:
    """Tie one sighting to its message; tell whether the message is new."""
    key = _key(arrival.position)
    sighting = connection.execute(_SIGHTED, key).one_or_none()
    if sighting is None:
        raise UnknownError(f"{arrival.position} was never sighted")
    known = connection.scalar(select(messages.c.message).where(messages.c.message == arrival.message))
    if known is None:
        connection.execute(_NEW, _message_row(arrival, sighting))
    elif not arrival.truncated:  # a small one may have been whole already
        connection.execute(update(messages).where(messages.c.message == arrival.message).values(truncated=False))
    connection.execute(_AT_HAND, key | {"message": arrival.message})
    if sighting.message not in (None, arrival.message):
        beginning = messages.c.message == sighting.message
        why = f"only the beginning; the whole message: {arrival.message}"
        connection.execute(update(messages).where(beginning).values(outcome=Outcome.OTHER, why=why))
    return known is None


def _message_row(arrival: Arrival, sighting: Row[*tuple[Any, ...]]) -> dict[str, object]:
    return {
        "message": arrival.message,
        "received_at": sighting.received_at,
        "size": arrival.size,
        "truncated": arrival.truncated,
        "historic": sighting.historic,
        "sender": "",
        "subject": "",
        "attempts": 0,
        "failures": 0,
    }


def _sighting_row(waiting: Waiting, historic: AbstractSet[Position]) -> dict[str, object]:
    return {
        "mailbox": waiting.position.mailbox,
        "validity": waiting.position.validity,
        "uid": waiting.position.uid,
        "size": waiting.size,
        "received_at": waiting.received_at,
        "historic": waiting.position in historic,
        "gone": False,
        "released": False,
    }


def _key(position: Position) -> dict[str, object]:
    return {"of_mailbox": position.mailbox, "of_validity": position.validity, "of_uid": position.uid}


def _position(row: Row[*tuple[Any, ...]]) -> Position:
    return Position(mailbox=row.mailbox, validity=row.validity, uid=row.uid)
