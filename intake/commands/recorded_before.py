"""What a replay takes over of a message that cannot be read any more: all that came after it keep their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from intake.commands.replayed import position_of
from intake.records.store import Store
from intake.rules.call import Call
from intake.rules.entry import Entry, Letter, Message
from intake.rules.judging.versions import numbers, settled
from intake.rules.mailbox import Waiting
from intake.rules.pending import Arrival
from intake.rules.recorded import Past, Recorded
from intake.rules.states import LetterState

_WAITS = (LetterState.HELD, LetterState.SUPPRESSED)


def take_over(past: Past, before: Store, after: Store, calls: Mapping[str, Call]) -> None:
    """Record in *after* what *before* has of a message, as its form said it; nothing of one that was not decided."""
    message = before.messages.find(past.message)
    if message is None or message.outcome is None or past.decided_at is None:
        return
    place = position_of(past)
    waiting = Waiting(position=place, size=0, received_at=past.received_at)
    after.sightings.sight(place.mailbox, [waiting], at=past.received_at)
    after.sightings.received([Arrival(position=place, message=past.message, size=0)])
    after.record(_recorded(message, past, before, after, calls))


def _recorded(message: Message, past: Past, before: Store, after: Store, calls: Mapping[str, Call]) -> Recorded:
    assert message.outcome is not None  # noqa: S101 - see `take_over`
    assert past.decided_at is not None  # noqa: S101 - the same
    originals = before.entries.originals()
    known = before.entries.of_message(message.message)
    numbered = list(_numbered([originals.get((one.entry, one.version), one) for one in known], after, calls))
    first = numbered[0][1] if numbered else message
    return Recorded(
        message=message.message,
        outcome=message.outcome,
        decided_at=past.decided_at,
        heading=before.messages.heading(message.message),
        why=message.why,
        entry=first.entry,
        version=first.version,
        entries=tuple(entry for _, _, changes in numbered for entry in changes),
        letters=tuple(_letters([(old, new) for old, new, _ in numbered], before)),
    )


def _numbered(
    known: Sequence[Entry], after: Store, calls: Mapping[str, Call]
) -> Iterator[tuple[Entry, Entry, tuple[Entry, ...]]]:
    """Give each application, as it stands by what came before it, and all that changes by it."""
    for call in dict.fromkeys(one.call for one in known):
        ours = [one for one in known if one.call == call]
        given = numbers([one.municipality for one in ours], after.entries, calls[call])
        for one, (entry, version, latest) in zip(ours, given, strict=True):
            changes, _ = settled(replace(one, entry=entry, version=version), latest, after.entries, calls[call])
            yield one, changes[-1], changes


def _letters(numbered: Iterable[tuple[Entry, Entry]], before: Store) -> Iterator[Letter]:
    """Give the answers as the program wrote them, under the numbers of today."""
    for old, new in numbered:
        if letter := before.letters.of(old.entry, old.version):
            state = letter.state if letter.state in _WAITS else LetterState.QUEUED
            content = letter.original or letter.content
            yield replace(
                letter, entry=new.entry, version=new.version, state=state, content=content, original=None, attempts=0
            )
