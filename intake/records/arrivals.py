"""Fetched messages become part of the desk: bytes first, durably; then the one transaction that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.events import Event
from intake.logs import log
from intake.records.archive import Archive
from intake.records.store import Store
from intake.rules.ledger import StoreError
from intake.rules.mailbox import BEGINNING, Fetched, Gone, Position, name_of
from intake.rules.pending import Arrival


def receive(batch: Sequence[Fetched | Gone], archive: Archive, store: Store) -> int:
    """Keep *batch*; return how many messages are new. The bytes of a message that was erased are not kept again."""
    fetched = [each for each in batch if isinstance(each, Fetched)]
    names = _erased(fetched, store)
    kept = [each for each in fetched if each.position not in names]
    hashes = archive.put_all([each.content for each in kept])
    names |= {each.position: name for each, name in zip(kept, hashes, strict=True)}
    new = store.sightings.received(
        [
            Arrival(position=f.position, message=names[f.position], size=len(f.content), truncated=f.truncated)
            for f in fetched
        ]
    )
    store.sightings.mark_gone([each.position for each in batch if isinstance(each, Gone)])
    return new


def need_its_store(store: Store, archive: Archive) -> None:
    """Refuse a new store beside an archive with messages, StoreError: the whole mailbox would be answered once more.

    A mailbox is noted as listed before anything of it is archived: no crash leaves these two so.
    """
    if store.sightings.began() is None and next(archive.all(), None) is not None:
        raise StoreError(
            "the store is new, and the archive holds messages: mend url in [store], or restore the store "
            "(docs/restore.md); to begin anew, move the archive away"
        )


def _erased(fetched: Sequence[Fetched], store: Store) -> dict[Position, str]:
    """Return those that were erased, by where they lie: by all of their bytes, or as far as a limit of size goes."""
    fingerprints = {f.position: (name_of(f.content), name_of(f.content[:BEGINNING])) for f in fetched}
    graves = store.erasures.known({name for both in fingerprints.values() for name in both})
    found = {at: message for at, both in fingerprints.items() if (message := _grave(both, graves))}
    for position in found:
        log.warning(Event.ERASED_AGAIN, position=str(position))
    return found


def _grave(fingerprints: Sequence[str], graves: Mapping[str, str]) -> str | None:
    return next((graves[name] for name in fingerprints if name in graves), None)
