"""When a digest is due, and the days on which it has more to tell."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from intake.rules.call import Call

SPECIAL_DAYS = (7, 2, 0)
"""Days before a deadline on which a digest says who applied and who can still mend an application."""
DAYS_BEFORE_ERASURE = (7, 2, 1, 0)
"""Days on which a digest goes out to say that the applications of a call are erased; and when that is announced."""


def is_due(now: datetime, at: time, zone: ZoneInfo, *, last_day: date | None) -> bool:
    """Tell whether the digest of today is due at *now* (aware), where *at* is the time of day in *zone*.

    *last_day* is the day of the last digest that was written. One that was missed is made up for on the same day.
    """
    local = now.astimezone(zone)
    return local.time() >= at and (last_day is None or last_day < local.date())


def days_left(call: Call, now: datetime) -> int:
    """Count the days to the call's last day in its time zone; 0 on that day, less than 0 after it."""
    return (call.deadline_day - now.astimezone(call.zone).date()).days


def is_special(call: Call, now: datetime) -> bool:
    """Tell whether *now* is one of the call's special days, and the deadline not yet over."""
    return now <= call.deadline and days_left(call, now) in SPECIAL_DAYS
