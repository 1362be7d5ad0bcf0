"""The parts of a desk that replays: its mailbox is the archive, and nothing leaves it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intake.ports import Secretary
from intake.records.archive import Archive
from intake.rules.entry import Letter
from intake.rules.judging.submission import Submission
from intake.rules.judging.verdict import Verdict
from intake.rules.mailbox import Fetched, Gone, Kept, Position, Waiting, name_of
from intake.rules.pending import Pending
from intake.rules.probe import Probe, Scratch
from intake.rules.recorded import Past

_NAME = "archive"


class ArchiveAsItIs(Archive):
    """The archive, into which nothing is written: a pass may be writing there just now, or an erasure removing."""

    def put_all(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Name *contents*, which came from here."""
        return tuple(map(name_of, contents))

    def clear_leftovers(self) -> None:
        """Leave what a pass is writing."""


class ArchivedMailbox:
    """A Mailbox of every message of *past*: each listing gives those that were decided in one go, in their order.

    What came in late and was decided late is so again: versions and entries get the same numbers. What is *lost* cannot
    be read any more: it is a round of its own, and not listed.
    """

    def __init__(self, past: Sequence[Past], archive: Archive, *, lost: Collection[str]) -> None:
        self._archive = archive
        self._truncated = {each.message: each.truncated for each in past}
        self.rounds = _rounds(past, lost)
        self._left = (each for each in self.rounds if each[0].message not in lost)

    @property
    def name(self) -> str:
        """The name of its positions."""
        return _NAME

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:  # noqa: ARG002 - rounds go by themselves
        """List the messages of the next round."""
        return tuple(Waiting(position=position_of(p), size=0, received_at=p.received_at) for p in next(self._left, ()))

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        """Give each message from the archive."""
        for each in waiting:
            message = each.position.uid.partition(" ")[2]
            yield Fetched(
                position=each.position,
                received_at=each.received_at,
                content=self._archive.get(message),
                truncated=self._truncated[message],
            )

    def release(self, positions: Sequence[Position]) -> tuple[Kept, ...]:  # noqa: ARG002 - nothing is to be marked
        """Leave everything as it is."""
        return ()

    def erase(self, messages: Sequence[tuple[str, Waiting]]) -> tuple[str, ...]:  # noqa: ARG002 - nothing is erased here
        """Leave everything as it is."""
        return ()

    def wait(self, timeout: timedelta) -> bool:  # noqa: ARG002 - an archive announces nothing
        """Return at once."""
        return False

    def wake(self) -> None:
        """There is nothing to wake."""

    def probe(self) -> Iterator[Probe]:
        """There is nothing to try."""
        yield from ()

    def try_with(self, scratch: Scratch) -> Iterator[Probe]:  # noqa: ARG002 - an archive takes nothing
        """There is nothing to try."""
        yield from ()

    def take_back(self, message_id: str) -> bool:  # noqa: ARG002 - nothing comes here
        """Say that nothing has come."""
        return False

    def close(self) -> None:
        """There is nothing to close."""


def position_of(past: Past) -> Position:
    """Return where a message lies in the archive: those of one second stand as they stood in their own mailbox."""
    return Position(mailbox=_NAME, validity=0, uid=f"{past.place} {past.message}")


def _rounds(past: Sequence[Past], lost: Collection[str]) -> tuple[tuple[Past, ...], ...]:
    """Part the messages where one was decided after another that came in later: a pass goes by time of receipt."""
    rounds: list[list[Past]] = []
    for each in past:
        if not rounds or rounds[-1][-1].place > each.place or {each.message, rounds[-1][-1].message} & set(lost):
            rounds.append([])
        rounds[-1].append(each)
    return tuple(map(tuple, rounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSecretary:
    """Writes each letter as of the moment at which its message was decided: then even its date is the same."""

    secretary: Secretary
    past: Mapping[str, Past]

    def letters(self, verdict: Verdict, submission: Submission, pending: Pending, now: datetime) -> tuple[Letter, ...]:
        """Return the letters of that moment; one of a message that waits still is of *now*."""
        past = self.past[pending.message]
        as_it_was = replace(pending, historic=past.historic)
        return self.secretary.letters(verdict, submission, as_it_was, past.decided_at or now)


class NoPublisher:
    """Publishes nothing."""

    def register(self) -> None:
        """Leave the register alone."""

    def outbox(self) -> None:
        """Leave the outbox alone."""


class NobodysPostman:
    """Delivers nothing."""

    def deliver(self, now: datetime) -> int:  # noqa: ARG002 - no time is the right one
        """Leave every letter where it is."""
        return 0
