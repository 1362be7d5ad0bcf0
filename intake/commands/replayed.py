"""The parts of a desk that replays: its mailbox is the archive, and nothing leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.records.archive import Archive
from intake.records.store import Store
from intake.rules.mailbox import Fetched, Gone, Kept, Position, Probe, Waiting

_NAME = "archive"


@dataclass(frozen=True, slots=True)
class ArchivedMailbox:
    """A Mailbox of every message that *store* knows, in order of receipt."""

    store: Store
    archive: Archive

    @property
    def name(self) -> str:
        """The name of its positions."""
        return _NAME

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:  # noqa: ARG002 - there is but one listing
        """List every message."""
        return tuple(
            Waiting(position=Position(mailbox=_NAME, validity=0, uid=m.message), size=0, received_at=m.received_at)
            for m in self.store.messages.all()
        )

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        """Give each message from the archive."""
        truncated = self.store.messages.truncated()
        for each in waiting:
            message = each.position.uid
            content = self.archive.get(message)
            yield Fetched(
                position=each.position,
                received_at=each.received_at,
                content=content,
                truncated=message in truncated,
            )

    def release(self, positions: Sequence[Position]) -> tuple[Kept, ...]:  # noqa: ARG002 - nothing is to be marked
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

    def close(self) -> None:
        """There is nothing to close."""


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
