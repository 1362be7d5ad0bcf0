"""Books of a desk, and digests of them, for the tests of what staff are told by mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from intake.replies.notice import NoticeWriter
from intake.rules.entry import Entry, Letter, Message
from intake.rules.finding import Finding
from intake.rules.ledger import Alarm
from intake.rules.register.frame import Frame
from intake.rules.staff.digest import Books, Digest, digest
from intake.rules.states import Outcome, Status
from samples.letters import LANGUAGES, RECEIVED, SENDER, ZONE, entry, templates, the_call
from samples.register import economies, municipalities, wording

MORNING = datetime(2021, 9, 10, 7, 30, tzinfo=ZONE)
"""Three days before the deadline: no special day."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def frame(at: datetime = MORNING) -> Frame:
    """Tell things by the shipped words, as of *at*."""
    return Frame(
        calls=(the_call(),),
        municipalities=municipalities(),
        economies=economies(),
        wording=wording(),
        zone=ZONE,
        as_of=at,
    )


def application(
    number: int,
    status: Status = Status.ACCEPTED,
    *findings: Finding,
    version: int = 1,
    **changes: Any,  # noqa: ANN401 - any field of Entry
) -> Entry:
    """Make an application of that number; each version came with a message of its own."""
    brought = message_of(number, version)
    return entry(status, *findings, entry=f"LC21-{number:04d}", message=brought, version=version, **changes)


def message_of(number: int, version: int = 1) -> str:
    """Name the message that brought a version."""
    return f"sha256:{number:04d}-{version}"


def books(
    entries: Iterable[Entry] = (),
    *,
    old: Iterable[str] = (),
    letters: Iterable[Letter] = (),
    messages: Iterable[Message] = (),
    settled: Iterable[str] = (),
    alarms: Iterable[Alarm] = (),
    **more: Any,  # noqa: ANN401 - any field of Books
) -> Books:
    """Give a store in which all was decided an hour before MORNING, but for *old* messages: two days before."""
    entries, messages = tuple(entries), tuple(messages)
    decided = dict.fromkeys([*(e.message for e in entries), *(m.message for m in messages)], MORNING - HOUR)
    return Books(
        entries=entries,
        messages=messages,
        letters=tuple(letters),
        decided=decided | dict.fromkeys(old, MORNING - 2 * DAY),
        settled=frozenset(settled),
        alarms=tuple(alarms),
        **more,
    )


def digest_of(*entries: Entry, at: datetime = MORNING, since: datetime | None = MORNING - DAY, **more: Any) -> Digest:  # noqa: ANN401 - as `books`
    """Compose a digest about *entries* and more."""
    return digest(books(entries, **more), frame(at), since=since)


def message(number: int, outcome: Outcome, **changes: Any) -> Message:  # noqa: ANN401 - any field of Message
    """Make a message that brought no application."""
    given = {"sender": "pisarnica@laktasi.example", "subject": "Питање о обрасцу", **changes}
    return Message(message=f"sha256:m{number}", received_at=RECEIVED, outcome=outcome, **given)


def notice_writer(*folders: Path, languages: Sequence[str] = LANGUAGES) -> NoticeWriter:
    """Return a writer of mails to staff, in both languages."""
    return NoticeWriter(templates(*folders), sender=SENDER, languages=languages, message_id_domain="ack.alvrs.example")
