"""What the desk holds about an application or an address, and what goes when it is erased; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from intake.rules.entry import Entry, Letter, Message, Value

SENDER = "sender"
_PERSONS = frozenset({"contact_name", "head_name", "signatory", "name"})  # ids of answers, which the interface fixes
_ADDRESS = re.compile(r"[^\s@<>\"',;()]+@[^\s@<>\"',;()]+")
_PHONE = re.compile(r"\+\d{6,}")
_SHORTEST = 5  # letters of a name that tells a person from a word
_BEGINNING_OF = "only the beginning; the whole message: "  # as the store says of a message that came in two steps


class SharedMailError(Exception):
    """A mail holds other applications too, and goes only whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that the store holds of anybody. *originals* are what the forms said before staff corrected them."""

    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    letters: tuple[Letter, ...] = ()
    originals: Mapping[tuple[str, int], Entry] = field(default_factory=dict)

    @property
    def versions(self) -> tuple[Entry, ...]:
        """Return every version as it stands, and as the form said it."""
        return (*self.entries, *self.originals.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What goes: applications with all their versions, messages by hash, letters by Message-ID.

    *stubs* are messages of theirs that were erased before: they may still lie in the mailbox.
    """

    entries: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to erase."""
        return bool(self.entries or self.messages)


def scope_of(entries: Iterable[str], addresses: Iterable[str], held: Holdings) -> Scope:
    """Return what goes with these applications, and with the applicants who have these *addresses*.

    An address is an applicant's who wrote, was written to, or gave it in the form. Where it stands only among the
    persons nominated, the application is not theirs alone and stays: see `naming`. SharedMailError where a mail holds
    an application beyond them.
    """
    wanted, wrote = frozenset(entries), frozenset[str]()
    for address in addresses:
        own = _written_by(address, held)
        wrote |= own
        wanted |= {e.entry for e in held.versions if e.message in own or _is_applicants(roles(e, address))}
        wanted |= {one.entry for one in held.letters if one.entry and one.to and _same(one.to, address)}
    scope = _gathered(wanted, wrote, held)
    for entry in held.entries:
        if entry.message in scope.messages and entry.entry not in wanted:
            raise SharedMailError(
                f"the mail {entry.message} holds {entry.entry} as well, and an archived mail goes whole: "
                f"name {entry.entry} too if it is to be erased"
            )
    return scope


def about(address: str, held: Holdings) -> Scope:
    """Return everything that has to do with *address*, whosever else it is."""
    return _gathered(frozenset(naming(address, held)), _written_by(address, held), held)


def separable(wanted: frozenset[str], held: Holdings) -> frozenset[str]:
    """Return those of *wanted* whose mails hold no application beyond them: the others wait until all may go."""
    while True:
        kept = {e.message for e in held.entries if e.entry not in wanted}
        bound = frozenset(e.entry for e in held.entries if e.message in kept)
        if not bound & wanted:
            return wanted
        wanted -= bound


def naming(address: str, held: Holdings) -> tuple[str, ...]:
    """Return the applications that name *address* anywhere in the form or are from it, by id."""
    return tuple(dict.fromkeys(entry.entry for entry in held.versions if roles(entry, address)))


def roles(entry: Entry, address: str) -> tuple[str, ...]:
    """Say as what *address* stands in a version: "sender", the id of a question, or that of a table and its column."""
    found = (name for name, told in _texts(entry.answers) if any(_same(a, address) for a in _ADDRESS.findall(told)))
    own = (SENDER,) if _same(entry.sender, address) else ()
    return tuple(dict.fromkeys((*own, *found)))


def traces(scope: Scope, held: Holdings) -> tuple[str, ...]:
    """Return the texts by which the applicant is found in a file: numbers of applications, addresses, persons.

    What still stands in another application or message is left out.
    """
    gone, messages = frozenset(scope.entries), frozenset(scope.messages)
    own = Holdings(
        entries=tuple(e for e in held.versions if e.entry in gone),
        messages=tuple(m for m in held.messages if m.message in messages),
        letters=tuple(one for one in held.letters if one.message in messages),
    )
    others = Holdings(
        entries=tuple(e for e in held.versions if e.entry not in gone),
        messages=tuple(m for m in held.messages if m.message not in messages),
        letters=tuple(one for one in held.letters if one.message not in messages),
    )
    return tuple(sorted((_persons(own) - _persons(others)) | gone))


def _persons(held: Holdings) -> frozenset[str]:
    """Return the texts that tell who somebody is."""
    senders = (message.sender for message in held.messages)
    recipients = (letter.to or "" for letter in held.letters)
    return frozenset(filter(None, (*senders, *recipients, *(text for e in held.entries for text in _telling(e)))))


def _written_by(address: str, held: Holdings) -> frozenset[str]:
    return frozenset(m.message for m in held.messages if m.erased_at is None and _same(m.sender, address))


def _gathered(entries: frozenset[str], messages: frozenset[str], held: Holdings) -> Scope:
    """Add every message and letter of *entries* and *messages*."""
    made = frozenset(e.message for e in held.entries if e.entry in entries)
    living = [m for m in held.messages if m.erased_at is None]
    tied = frozenset(m.message for m in living if m.entry in entries) | made | messages
    tied |= frozenset(m.message for m in living if (m.why or "").removeprefix(_BEGINNING_OF) in tied)
    return Scope(
        entries=tuple(sorted(entries & {e.entry for e in held.entries})),
        messages=tuple(m.message for m in living if m.message in tied),
        letters=tuple(one.message_id for one in held.letters if one.entry in entries or one.message in tied),
        stubs=tuple(m.message for m in held.messages if m.erased_at is not None and m.entry in entries),
    )


def _is_applicants(found: tuple[str, ...]) -> bool:
    """Tell whether one of the roles is the applicant's own and no column of a table."""
    return any("." not in role for role in found)


def _telling(entry: Entry) -> Iterator[str]:
    """Yield the texts of a version that tell who it is about."""
    yield entry.sender
    for name, text in _texts(entry.answers):
        yield from _ADDRESS.findall(text)
        if _PHONE.fullmatch(text) or (name.rpartition(".")[2] in _PERSONS and len(text) >= _SHORTEST):
            yield text


def _texts(answers: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield every text of the answers behind the id of its question: "contact_email", "members.email"."""
    for name, value in answers.items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, tuple):
            yield from ((f"{name}.{column}", text) for row in value for column, text in row.items() if text)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
