"""What a new version of an application changes, by as little of what the desk remembers as will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intake.rules.call import Call
from intake.rules.entry import Entry
from intake.rules.judging.decision import joined, other_version, standing
from intake.rules.judging.verdict import Latest, Ledger


def numbers(
    municipalities: Iterable[str | None], ledger: Ledger, call: Call
) -> Iterator[tuple[str, int, Latest | None]]:
    """Give each application of one message its id and its version, and where the application stands before it."""
    taken = 0
    for municipality in municipalities:
        latest = ledger.latest(call.id, municipality) if municipality else None
        if latest:
            yield latest.counts.entry, latest.last + 1, latest
        else:
            yield ledger.next_entry(call, taken=taken), 1, None
            taken += 1


def settled(entry: Entry, latest: Latest | None, ledger: Ledger, call: Call) -> tuple[tuple[Entry, ...], Entry | None]:
    """Return what changes by *entry*, itself the last of it, and the version that it stands beside.

    One that came in after all others, as most do, stands by the one that counts: the others are not even looked at.
    """
    if latest and entry.received_at > latest.received_at:
        older, newer = joined(latest.counts, entry, call)
        return ((newer,) if older is latest.counts else (older, newer)), older
    earlier = ledger.versions(call.id, entry.municipality or "") if latest else ()
    stands = standing((*earlier, entry), call, arrived=_in_order((*earlier, entry), ledger))
    changed = tuple(new for new, old in zip(stands, (*earlier, None), strict=True) if new != old)
    return changed, other_version(stands[-1], stands)


def _in_order(versions: Sequence[Entry], ledger: Ledger) -> tuple[str, ...]:
    """The messages that made *versions*, as they came in; nothing where their times alone tell that."""
    several = len({entry.received_at for entry in versions}) < len(versions)
    return ledger.in_order([entry.message for entry in versions]) if several else ()
