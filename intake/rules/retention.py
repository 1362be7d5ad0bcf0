"""When the applications of a call are erased by themselves: by the date in its file, and never without a notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from intake.rules.call import Retention
from intake.rules.entry import Entry


def is_announced(retention: Retention, now: datetime) -> bool:
    """Tell whether the time has come to tell of it."""
    return now >= retention.until - retention.notice


def ends(retention: Retention, announced: datetime) -> datetime:
    """Return when applications go: the whole notice after it was first told, however late that was.

    A wrong date in a call file, or a desk that stood still for years, erases nothing at once.
    """
    return max(retention.until, announced + retention.notice)


def due(entries: Iterable[Entry], retention: Retention, announced: datetime, now: datetime) -> frozenset[str]:
    """Return the applications that go now; one with a version that came in meanwhile is kept for a notice more."""
    if now < ends(retention, announced):
        return frozenset()
    fresh, all_of_them = set[str](), set[str]()
    for entry in entries:
        all_of_them.add(entry.entry)
        if entry.received_at + retention.notice > now:
            fresh.add(entry.entry)
    return frozenset(all_of_them - fresh)
