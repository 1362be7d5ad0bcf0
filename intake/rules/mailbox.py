"""Where messages wait, in our words: what a mailbox promises, whatever keeps it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from intake.rules.probe import Probe, Scratch

_BATCH_COUNT = 50
_BATCH_BYTES = 8 * 2**20
BEGINNING = 128 * 2**10
"""Bytes that are fetched of a message over the size limit: its header and the start of its text."""


ALGORITHM = "sha256:"


def name_of(content: bytes) -> str:
    """Return the name of a message of these bytes, wherever it lies."""
    return ALGORITHM + hashlib.sha256(content).hexdigest()


def is_of(content: bytes, message: str) -> bool:
    """Tell whether these bytes are *message*, or begin with it where only the beginning was ever fetched."""
    return message in (name_of(content), name_of(content[:BEGINNING]))


class Position(NamedTuple):
    """Where one message lies: never reused for another message (RFC 9051, 2.3.1.1).

    *mailbox* is a stable name: "imap:info@mail.example.org/INBOX" or "maildir:/var/mail/info". *validity* is the
    UIDVALIDITY, 0 for a Maildir; *uid* the UID in decimal, or the unique part of the file's name in a Maildir.
    """

    mailbox: str
    validity: int
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message as listed: its *size* in bytes by the server's word, and when it was received (aware).

    That is the INTERNALDATE over IMAP; in a Maildir the date of the topmost Received line, or else the file's time.
    """

    position: Position
    size: int
    received_at: datetime

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("the time of receipt needs its zone")


class Fetched(NamedTuple):
    """A message with its bytes as they lay there; of one over the size limit only the beginning: *truncated*."""

    position: Position
    received_at: datetime
    content: bytes
    truncated: bool


class Gone(NamedTuple):
    """A message that somebody took away after it was listed."""

    position: Position


class Kept(NamedTuple):
    """A message that was left as it was instead of being released, and why: a sentence for staff."""

    position: Position
    why: str


class MailboxError(Exception):
    """Something outside failed: what, where, and what to do. The cause is kept; the next pass tries again."""


class LoginRefused(MailboxError):  # noqa: N818 - an answer of the server, named as one
    """The server knows nobody of that name with that password."""


class Mailbox(Protocol):
    """A folder of messages that other people read too: only `release` changes anything in it.

    Every method may raise MailboxError, and may be called again after it. One thread at a time, except `wake`.
    """

    @property
    def name(self) -> str:
        """The stable name that its positions carry."""
        ...

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:
        """List what waits, oldest UID first; where *after* still holds, at least everything that came later."""
        ...

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        r"""Give each message of *waiting*, in its order; memory holds one small batch. Nothing becomes \Seen.

        One that cannot be read does not keep back the others: MailboxError is raised when all else has been given.
        A lost connection ends the giving at once.
        """
        ...

    def release(self, positions: Sequence[Position]) -> tuple[Kept, ...]:
        """Mark or move these messages, as configured, and give those that had to be left. Safe to do again."""
        ...

    def erase(self, messages: Sequence[tuple[str, Waiting]]) -> tuple[str, ...]:
        """Delete *messages*, each by its name and as it was listed: here and where `release` puts them, nothing else.

        A message is known by its bytes alone. What had to be left is said in sentences for staff. Safe to do again.
        """
        ...

    def wait(self, timeout: timedelta) -> bool:
        """Wait until new mail is announced (True), or for *timeout* or a `wake` (False). True is a hint only."""
        ...

    def wake(self) -> None:
        """End a `wait` in another thread soon, or the next one at once."""
        ...

    def probe(self) -> "Iterator[Probe]":
        """Try everything that a pass needs and change nothing; a failure is a line, never an exception."""
        ...

    def try_with(self, scratch: "Scratch") -> "Iterator[Probe]":
        """Do with *scratch* what a pass does with an application, where the mailbox takes it; nothing of it stays."""
        ...

    def take_back(self, message_id: str) -> bool:
        """Remove our own message of that Message-ID, and tell whether it had come."""
        ...

    def close(self) -> None:
        """Let go of the connection; the next use makes a new one."""
        ...


def in_batches(fetched: Iterable[Fetched | Gone]) -> Iterator[list[Fetched | Gone]]:
    """Group what comes in; what came before a failure is handed on before the failure is."""
    batch: list[Fetched | Gone] = []
    size = 0
    stream = iter(fetched)
    while True:
        try:
            each = next(stream, None)
        except MailboxError:
            if batch:
                yield batch
            raise
        if each is None:
            break
        batch.append(each)
        size += len(each.content) if isinstance(each, Fetched) else 0
        if len(batch) >= _BATCH_COUNT or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
