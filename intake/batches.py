"""What comes in from a mailbox, in batches that are made safe together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.rules.mailbox import Fetched, Gone, MailboxError

_COUNT = 50
_BYTES = 8 * 2**20


def batches(fetched: Iterable[Fetched | Gone]) -> Iterator[list[Fetched | Gone]]:
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
        if len(batch) >= _COUNT or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
