"""What the mailboxes decide by themselves, without a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.mailbox.imap.mailbox import BYTES_IN_A_BATCH, MESSAGES_IN_A_BATCH, _batches
from intake.mailbox.imap.release import KEYWORD, takes_keywords
from intake.mailbox.maildir import received
from intake.rules.mailbox import Position, Waiting

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - bounds are naive
LIMIT = 2**20


@given(moment=MOMENTS)
def test_the_topmost_received_line_dates_a_message(moment: datetime) -> None:
    """It was written by the last server, our own; the lines below it are the word of strangers."""
    lines = f"Return-Path: <a@b.example>\nReceived: from mx\n\tby us (x; y); {format_datetime(moment)} (CEST)\n"
    found = received(lines.encode() + b"Received: by mx; Mon, 06 Sep 2021 08:00:00 +0200\nSubject: x\n\ntext\n")
    assert found == moment.replace(microsecond=0)
    assert received(b"\xef\xbb\xbfReceived: by us; Mon, 06 Sep 2021 08:00:00 +0200\n\n"), "an editor's mark before it"


@given(beginning=st.binary() | st.binary().map(lambda noise: b"Received: by us; " + noise + b"\n\n"))
def test_no_header_upsets_the_listing(beginning: bytes) -> None:
    """Anyone may send anything: one odd line must not stop the mailbox."""
    found = received(beginning)
    assert found is None or found.utcoffset() == timedelta(0)


@given(sizes=st.lists(st.integers(0, LIMIT * 9), max_size=200), limit=st.sampled_from([LIMIT, LIMIT * 20]))
def test_batches_are_small_and_complete(sizes: list[int], limit: int) -> None:
    """Memory holds one batch; what is over the limit is asked for alone, because it is asked for differently."""
    waiting = [_waiting(uid, size) for uid, size in enumerate(sizes, 1)]
    batches = list(_batches(waiting, limit))
    assert [one for batch in batches for one in batch] == waiting
    for batch in batches:
        assert 0 < len(batch) <= MESSAGES_IN_A_BATCH
        assert len(batch) == 1 or sum(one.size for one in batch) <= BYTES_IN_A_BATCH
        assert len(batch) == 1 or all(one.size <= limit for one in batch)


def _waiting(uid: int, size: int) -> Waiting:
    position = Position(mailbox="imap:a@b/INBOX", validity=1, uid=str(uid))
    return Waiting(position=position, size=size, received_at=datetime(2021, 9, 13, tzinfo=UTC))


@pytest.mark.parametrize(
    ("permanent", "kept"),
    [
        ((b"\\Seen", b"\\*"), True),
        ((b"\\Seen", KEYWORD.upper().encode()), True),
        ((b"\\Seen", b"\\Deleted", b"$MDNSent"), False),  # Exchange
        ((), False),
    ],
)
def test_a_keyword_is_set_only_where_it_lasts(permanent: tuple[bytes, ...], kept: object) -> None:
    """Exchange answers BAD to unknown keywords, others forget them with the session."""
    assert takes_keywords({b"PERMANENTFLAGS": permanent}) is kept


def test_a_server_that_says_nothing_of_keywords_has_none() -> None:
    """Silence means that flags last (RFC 9051, 7.1), not that new ones may be made."""
    assert not takes_keywords({})


def test_a_time_of_receipt_without_zone_is_refused() -> None:
    """The deadline is judged by it."""
    position = Position(mailbox="maildir:/x", validity=0, uid="1")
    with pytest.raises(ValueError, match="zone"):
        Waiting(position=position, size=1, received_at=datetime(2021, 9, 13))  # noqa: DTZ001 - the point
