"""Mails to staff as the desk keeps them: digests, alarms, and the word that an alarm is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from intake.rules.ledger import Alarm

_LOCAL_PART = "staff."


class NoticeKind(StrEnum):
    """What a mail to staff is for."""

    DIGEST = "digest"
    ALARM = "alarm"
    OVER = "over"


class NoticeState(StrEnum):
    """Where a mail to staff stands."""

    WAITING = "waiting"  # surely not sent
    OFFERED = "offered"  # the final dot may have gone out: never offered again
    SENT = "sent"
    FAILED = "failed"  # refused, or given up
    DROPPED = "dropped"  # a later one says it all
    EMPTY = "empty"  # a digest that had nothing to say: only its day is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One mail to one member of staff, whole; *about* names the occasion, of which everybody hears once."""

    message_id: str
    about: str  # "digest 2021-09-13", "alarm quarantine 2021-09-10T10:00:00+00:00"
    kind: NoticeKind
    to: str | None  # None where nothing is sent
    state: NoticeState
    content: bytes
    created_at: datetime
    attempts: int = 0
    next_try: datetime | None = None
    offered_at: datetime | None = None
    reply: str | None = None  # the server's last words


def digest_of(day: date) -> str:
    """Name the digest of *day*."""
    return f"{NoticeKind.DIGEST} {day.isoformat()}"


def begin_of(alarm: Alarm) -> str:
    """Name the news that *alarm* has begun."""
    return f"{NoticeKind.ALARM} {alarm.code} {_moment(alarm)}"


def end_of(alarm: Alarm) -> str:
    """Name the news that *alarm* is over."""
    return f"{NoticeKind.OVER} {alarm.code} {_moment(alarm)}"


def _moment(alarm: Alarm) -> str:
    return alarm.since.astimezone(UTC).isoformat()


def staff_message_id(identity: str, domain: str) -> str:
    """Return the Message-ID of a mail to staff: what refers to it is known even where the store has lost it."""
    return f"<{_LOCAL_PART}{identity}@{domain}>"


def is_staff_message_id(message_id: str) -> bool:
    """Tell whether one of our own Message-IDs is that of a mail to staff."""
    return message_id.lower().startswith(f"<{_LOCAL_PART}")
