"""Mailbox, archive, store, register and outbox held against each other: what differs, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from intake.rules.entry import Entry, Letter, Message
from intake.rules.mailbox import Position
from intake.rules.states import LetterState

_ONCE = "run `intake once`"
_WRITE = "run `intake reconcile --mend` or `intake register`"
_ASK = "look for its Message-ID in the mail server's log, then `intake outbox drop` (it arrived) or `resend`"


class Kind(StrEnum):
    """In what two places differ."""

    FILE_MISSING = "file-missing"
    FILE_DAMAGED = "file-damaged"
    FILE_UNKNOWN = "file-unknown"
    FILE_ERASED = "file-erased"
    UNSIGHTED = "unsighted"
    UNFETCHED = "unfetched"
    UNDECIDED = "undecided"
    UNRELEASED = "unreleased"
    UNREACHABLE = "unreachable"
    REGISTER = "register"
    ROW_MISSING = "row-missing"
    ROW_UNKNOWN = "row-unknown"
    LETTER_FILE_MISSING = "letter-file-missing"
    LETTER_FILE_UNKNOWN = "letter-file-unknown"
    LETTER_STUCK = "letter-stuck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that does not fit: *what* it is, *where*, and the *mend*, each a part of a sentence for staff."""

    kind: Kind
    what: str
    where: str
    mend: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.what} ({self.where}): {self.mend}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What each place holds, all of one moment.

    *archived* and *damaged* name the archive's files by message. *unsighted* counts what lies in the mailbox and was
    never listed; *left_behind* was seen in a mailbox of another name. Of *unreachable* places each says why it could
    not be looked at. *rows* are the ids in the register, None where it could not be read. *letters_unshown* have no
    file in the outbox, *strays* are files of no letter.
    """

    messages: tuple[Message, ...] = ()
    entries: tuple[Entry, ...] = ()
    letters: tuple[Letter, ...] = ()
    archived: frozenset[str] = frozenset()
    damaged: frozenset[str] = frozenset()
    unsighted: int = 0
    unfetched: tuple[Position, ...] = ()
    left_behind: tuple[Position, ...] = ()
    unreleased: tuple[Position, ...] = ()
    unreachable: tuple[str, ...] = ()
    rows: frozenset[str] | None = None
    register_outdated: bool = False
    letters_unshown: tuple[Letter, ...] = ()
    strays: tuple[str, ...] = ()


def differences(held: Held) -> tuple[Difference, ...]:
    """Return everything in which the places differ, in the order in which mail goes through them; pure."""
    return (*_of_mailbox(held), *_of_archive(held), *_of_register(held), *_of_letters(held))


def _of_mailbox(held: Held) -> Iterator[Difference]:
    for why in held.unreachable:
        yield Difference(kind=Kind.UNREACHABLE, what="one place could not be looked at", where=why, mend="try again")
    if held.unsighted:
        what = f"{held.unsighted} message(s) were never seen by the desk"
        yield Difference(kind=Kind.UNSIGHTED, what=what, where="mailbox", mend=_ONCE)
    for position in held.unfetched:
        what = "a message was seen and never fetched"
        yield Difference(kind=Kind.UNFETCHED, what=what, where=_place(position), mend=_ONCE)
    for position in held.left_behind:
        what = "a message was seen in another mailbox than today's and never fetched"
        mend = "move it into today's if it is not there, or name its folder there again in [mailbox]"
        yield Difference(kind=Kind.UNFETCHED, what=what, where=_place(position), mend=mend)
    for position in held.unreleased:
        what = "an application is neither marked nor moved"
        yield Difference(kind=Kind.UNRELEASED, what=what, where=_place(position), mend=_ONCE)


def _place(position: Position) -> str:
    return f"{position.mailbox}, UID {position.uid}"


def _of_archive(held: Held) -> Iterator[Difference]:
    known = {message.message for message in held.messages if message.erased_at is None}
    erased = {message.message for message in held.messages if message.erased_at is not None}
    for name in sorted(held.archived & erased):
        yield Difference(kind=Kind.FILE_ERASED, what="an erased message has a file", where=name, mend="remove it")
    for name in sorted(known - held.archived):
        mend = "take its file from a backup, or deliver the mail again if somebody still has it"
        yield Difference(kind=Kind.FILE_MISSING, what="a message has no file", where=name, mend=mend)
    for name in sorted(held.damaged):
        mend = "put the file from a backup in its place, or deliver the mail again if somebody still has it"
        yield Difference(kind=Kind.FILE_DAMAGED, what="a message's file is damaged", where=name, mend=mend)
    for name in sorted(held.archived - known - erased):
        mend = f"{_ONCE}; if it stays, the mail is gone from the mailbox: put a copy of the file back there"
        yield Difference(kind=Kind.FILE_UNKNOWN, what="the store does not know a file", where=name, mend=mend)
    for message in held.messages:
        if message.outcome is None:
            what = "a message waits for its decision"
            yield Difference(kind=Kind.UNDECIDED, what=what, where=message.message, mend=_ONCE)


def _of_register(held: Held) -> Iterator[Difference]:
    if held.rows is None:
        yield Difference(kind=Kind.REGISTER, what="it is not there or cannot be read", where="register", mend=_WRITE)
        return
    if held.register_outdated:
        yield Difference(kind=Kind.REGISTER, what="it is older than the store", where="register", mend=_WRITE)
    known = {entry.entry for entry in held.entries}
    for entry in sorted(known - held.rows):
        yield Difference(kind=Kind.ROW_MISSING, what="an application has no row", where=entry, mend=_WRITE)
    for row in sorted(held.rows - known):
        mend = "staff wrote it, or the store is an older one: see the backup, or remove the row"
        yield Difference(kind=Kind.ROW_UNKNOWN, what="a row has no application", where=row, mend=mend)


def _of_letters(held: Held) -> Iterator[Difference]:
    for letter in held.letters_unshown:
        what = "a letter has no file in the outbox"
        yield Difference(kind=Kind.LETTER_FILE_MISSING, what=what, where=_name(letter), mend=_WRITE)
    for stray in held.strays:
        what = "a file in the outbox is no letter of the store"
        yield Difference(kind=Kind.LETTER_FILE_UNKNOWN, what=what, where=stray, mend=_WRITE)
    yield from _stuck(held.letters)


def _stuck(letters: Iterable[Letter]) -> Iterator[Difference]:
    for letter in letters:
        if letter.state is LetterState.SENDING:
            what = "a delivery was cut off"
            yield Difference(kind=Kind.LETTER_STUCK, what=what, where=_name(letter), mend=_ONCE)
        elif letter.state is LetterState.UNCERTAIN:
            what = "nobody knows whether a letter was sent"
            yield Difference(kind=Kind.LETTER_STUCK, what=what, where=_name(letter), mend=_ASK)


def _name(letter: Letter) -> str:
    return f"{letter.entry or 'message'} {letter.message_id}"
