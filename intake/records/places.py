"""Which message came first: by time of receipt, and within one moment as they stand in their mailbox.

INTERNALDATE and Received lines know no part of a second; UIDs grow with every message (RFC 9051, 2.3.1.1), and files in
a Maildir are named by their time. Of two mailboxes, as where a folder was renamed, the older one is the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from intake.records.schema import mailboxes, sightings

_CHUNK = 500  # messages in one question
_DIGITS = re.compile(r"(\d+)")

Place = tuple[datetime, str, int, tuple[int | str, ...]]


def in_order(connection: Connection, received: Mapping[str, datetime]) -> tuple[str, ...]:
    """Return messages in their order, given by the time at which each was *received*."""
    moments = Counter(received.values())
    places = _places(connection, [message for message, at in received.items() if moments[at] > 1])

    def order(message: str) -> tuple[datetime, Place, str]:
        return received[message], places.get(message, (received[message], "", 0, ())), message

    return tuple(sorted(received, key=order))


def order_of_uid(uid: str) -> tuple[int | str, ...]:
    """Return a key by which UIDs, and the names of files in a Maildir, stand in their order: 9 before 10."""
    return tuple(int(part) if number % 2 else part for number, part in enumerate(_DIGITS.split(uid)))


def _places(connection: Connection, messages: Collection[str]) -> dict[str, Place]:
    """Return where each message lies, or lay first."""
    found: dict[str, Place] = {}
    for message, place in _sighted(connection, list(messages)):
        found[message] = min(found.get(message, place), place)
    return found


def _sighted(connection: Connection, messages: list[str]) -> Iterator[tuple[str, Place]]:
    if not messages:
        return  # an idle pass asks the store little
    columns = (sightings.c.message, sightings.c.mailbox, sightings.c.validity, sightings.c.uid)
    listed = {row.mailbox: row.first_listed_at for row in connection.execute(select(mailboxes))}
    for some in _chunks(messages):
        for row in connection.execute(select(*columns).where(sightings.c.message.in_(some))):
            yield row.message, (listed[row.mailbox], row.mailbox, row.validity, order_of_uid(row.uid))


def _chunks(messages: list[str]) -> Iterable[list[str]]:
    return (messages[start : start + _CHUNK] for start in range(0, len(messages), _CHUNK))
