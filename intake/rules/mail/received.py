"""What else, beside the server's own word, speaks of the time at which a message was received."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from intake.rules.mail.headers import Headers


def other_times(headers: Headers) -> tuple[tuple[str, datetime], ...]:
    """Return the (aware) times of the topmost Received line and of the Date line, as far as they can be read.

    RFC 5321, 4.4: the time stands behind the last semicolon of a Received line. The Date line is the sender's word.
    """
    received = (headers.first("received") or "").rpartition(";")[2]
    named = (("Received", received), ("Date", headers.first("date") or ""))
    return tuple((name, when) for name, text in named if (when := _time(text)) is not None)


def _time(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
