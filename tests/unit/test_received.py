"""What else speaks of the time of receipt, as far as it can be read; junk says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from intake.rules.mail.headers import Headers
from intake.rules.mail.received import other_times

NINE = datetime(2021, 9, 10, 9, 14, tzinfo=timezone(timedelta(hours=2)))


def test_the_topmost_received_line_and_the_date_are_read() -> None:
    """Only the topmost line is our own server's (RFC 5321, 4.4); its date stands behind the last semicolon."""
    headers = Headers(
        (
            ("Received", "from a by b (x; y); Fri, 10 Sep 2021 09:14:00 +0200 (CEST)"),
            ("Received", "from c by a; Thu, 09 Sep 2021 01:00:00 +0200"),
            ("Date", "Fri, 10 Sep 2021 07:14:00 -0000"),
        )
    )
    assert other_times(headers) == (("Received", NINE), ("Date", NINE.astimezone(UTC)))


@given(st.text(), st.text())
def test_no_header_can_break_it(received: str, date: str) -> None:
    """Both lines are strangers' words; whatever is read is aware."""
    found = other_times(Headers((("Received", received), ("Date", date))))
    assert all(when.tzinfo for _, when in found)
