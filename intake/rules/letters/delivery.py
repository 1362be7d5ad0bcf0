"""What the desk expects of a road by which letters leave, and when to try a letter again."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from intake.rules.letters.attempt import Attempt

_ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;@]+")
_FIRST_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120))
LONGEST_PAUSE = timedelta(hours=4)
"""Between two tries: one that lies further ahead was set by a clock that has been put back since."""
_PATIENCE = timedelta(days=5)  # RFC 5321, 4.5.4.1: "the give-up time generally needs to be at least 4-5 days"


class DeliveryError(Exception):
    """No letter can leave now (server away, certificate or log-in refused); nothing of any letter was offered."""


class SigningError(Exception):
    """A letter cannot be signed."""


class Mail(Protocol):
    """What a road carries: a letter to an applicant, or a mail to staff."""

    @property
    def to(self) -> str | None:
        """The only recipient."""
        ...

    @property
    def content(self) -> bytes:
        """The whole RFC 5322 message, CRLF line ends."""
        ...


class PutOff(NamedTuple):
    """A letter that the server did not take yet, with its last words: *attempts* were made, the last at *tried_at*."""

    entry: str | None
    attempts: int
    tried_at: datetime
    next_try: datetime
    reply: str

    def lasts(self, now: datetime) -> timedelta:
        """Return how long at least the server has been putting it off; the time before, when staff held it, is none."""
        return _waited(self.attempts) + max(now - self.tried_at, timedelta())


class Session(Protocol):
    """An open road for any number of letters, one after another."""

    def deliver(self, letter: Mail, on_dot: Callable[[], None]) -> Attempt:
        """Offer *letter* to its one recipient; call *on_dot* when all but the final dot has gone out, then send that.

        Where no server takes letters there is no dot. If *on_dot* raises, the dot is not sent and the error comes
        through. DeliveryError where a connection that was lost cannot be had again: nothing of this letter was offered.
        """
        ...


class Delivery(Protocol):
    """A road by which letters leave."""

    def session(self) -> AbstractContextManager[Session]:
        """Open the road; DeliveryError where that fails. To open and close it is a full check of it."""
        ...


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when to try a letter again that was deferred *attempts* times, or None where it is time to give up.

    The pauses grow from a minute to four hours; together they last five days.
    """
    return None if _waited(attempts) >= _PATIENCE else now + _pause(attempts)


def _waited(attempts: int) -> timedelta:
    """Return how long the pauses between so many attempts are together."""
    return sum((_pause(number) for number in range(1, attempts)), timedelta())


def _pause(number: int) -> timedelta:
    return _FIRST_PAUSES[number - 1] if number <= len(_FIRST_PAUSES) else LONGEST_PAUSE


def envelope_address(written: str | None) -> str | None:
    """Return an address fit for an envelope, its domain in ASCII (RFC 5890); None where *written* is none.

    The local part stays as it is. A domain that has no ASCII form stays too: no server will take it, and says so.
    """
    if written is None or not _ADDRESS.fullmatch(written) or not written.isprintable():
        return None
    local, _, domain = written.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return written
