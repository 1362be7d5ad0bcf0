"""Messages, entries and letters to keep: one plain one of each, and whatever Hypothesis can think of."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from intake.records.store import Store
from intake.rules.call import Call, Text
from intake.rules.entry import Entry, FormFile, Letter
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.mailbox import Position, Waiting
from intake.rules.pending import Arrival
from intake.rules.recorded import Heading, Recorded
from intake.rules.states import LetterState, Outcome, Status

BOX = "imap:info@mail.example.org/INBOX"
NOON = datetime(2021, 9, 10, 10, 0, tzinfo=UTC)
MESSAGE = "sha256:" + "a" * 64
CALL = "learning-clusters-2021"


def position(uid: int, *, validity: int = 7, mailbox: str = BOX) -> Position:
    """Make a place in the sample mailbox."""
    return Position(mailbox=mailbox, validity=validity, uid=str(uid))


def waiting(uid: int, *, validity: int = 7, received_at: datetime | None = None) -> Waiting:
    """Make a message as listed; a greater UID came later."""
    when = received_at or NOON + timedelta(minutes=uid)
    return Waiting(position=position(uid, validity=validity), size=100 + uid, received_at=when)


def call(prefix: str) -> Call:
    """Make a call whose entries are named by *prefix*."""
    title = Text(sr="Позив", en="A call")
    return Call(
        id=f"call-{prefix}",
        prefix=prefix,
        title=title,
        address="info@mail.example.org",
        zone=ZoneInfo("Europe/Sarajevo"),
        deadline=NOON,
        deadline_day=NOON.date(),
        form=("Annex 2",),
        form_title=title,
        clusters=(),
        hosts=(),
        fields=(),
    )


def message(number: int) -> str:
    """Name the sample message of that *number*."""
    return f"sha256:{number:064x}"


def arrive(store: Store, *numbers: int) -> None:
    """Let messages of these *numbers* come in, in that order; each has its number as UID."""
    store.sightings.sight(BOX, [waiting(number) for number in numbers], at=NOON)
    store.sightings.received([arrival(number) for number in numbers])


def arrival(number: int) -> Arrival:
    """Make the news that the message of that *number* is in the archive."""
    return Arrival(position=position(number), message=message(number), size=100 + number)


def entry(
    number: int = 1, *, version: int = 1, of_message: int | None = None, status: Status = Status.ACCEPTED
) -> Entry:
    """Make a plain entry of the sample call."""
    made_by = number if of_message is None else of_message
    return Entry(
        entry=f"LC21-{number:04d}",
        version=version,
        call=CALL,
        status=status,
        received_at=NOON + timedelta(minutes=made_by),
        sender="opstina@laktasi.example",
        message=message(made_by),
        municipality="srp-laktasi",
        cluster="minorities",
        form=FormFile(name="Прилог 2.docx", sha256=f"{made_by:064x}", kind="docx"),
    )


def letter(
    number: int = 1, *, state: LetterState = LetterState.QUEUED, to: str | None = "opstina@laktasi.example"
) -> Letter:
    """Make the letter about the first version of the plain entry of that *number*."""
    return Letter(
        message_id=letter_id(number),
        message=message(number),
        entry=f"LC21-{number:04d}",
        version=1,
        to=to,
        template="accepted",
        state=state,
        why=None,
        content=b"Subject: LC21\r\n\r\n\x00\xff",
        created_at=NOON + timedelta(minutes=number),
    )


def letter_id(number: int) -> str:
    """Name the letter of that *number*."""
    return f"<{number}@ack.example.org>"


def letter_bytes(number: int) -> bytes:
    """Write what could be the letter of that *number*."""
    return f"Message-ID: {letter_id(number)}\r\nSubject: LC21\r\n\r\nText.\r\n".encode()


def recorded(number: int = 1, *, letters: Sequence[Letter] | None = None) -> Recorded:
    """Make the decision that the message of that *number* is the plain entry, with its letter."""
    return Recorded(
        message=message(number),
        outcome=Outcome.APPLICATION,
        decided_at=NOON,
        heading=Heading(sender="opstina@laktasi.example", subject="Пријава", message_id=f"<{number}@laktasi.example>"),
        entry=f"LC21-{number:04d}",
        version=1,
        entries=(entry(number),),
        letters=(letter(number),) if letters is None else tuple(letters),
    )


def other(number: int, outcome: Outcome = Outcome.OTHER) -> Recorded:
    """Make the decision that the message of that *number* is no application."""
    return Recorded(message=message(number), outcome=outcome, decided_at=NOON, why="nothing in it is for a call")


# Whatever can be: text without NUL and lone surrogates, which no database holds; those have a test of their own.

words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
moments = st.datetimes(
    min_value=datetime(2000, 1, 2),  # noqa: DTZ001 - Hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
_anything = st.text(max_size=20)  # inside JSON even NUL survives
_evidence = st.builds(Evidence, part=_anything, place=_anything, written=_anything)
findings = st.builds(
    Finding,
    code=st.sampled_from(Code),
    field=st.none() | _anything,
    evidence=st.lists(_evidence, max_size=2).map(tuple),
    details=st.lists(st.tuples(_anything, _anything), max_size=3).map(tuple),
)
_rows = st.lists(st.dictionaries(_anything, st.none() | _anything, max_size=3), max_size=3).map(tuple)
entries = st.builds(
    Entry,
    entry=st.integers(1, 99_999).map(lambda number: f"LC21-{number:04d}"),
    version=st.integers(1, 99),
    call=words,
    status=st.sampled_from(Status),
    received_at=moments,
    sender=words,
    message=st.just(MESSAGE),
    municipality=st.none() | words,
    municipality_written=st.none() | words,
    cluster=st.none() | words,
    approach=st.none() | words,
    cluster_written=st.none() | words,
    answers=st.dictionaries(_anything, st.none() | st.booleans() | _anything | _rows, max_size=4),
    evidence=st.dictionaries(_anything, st.lists(_evidence, max_size=2).map(tuple), max_size=3),
    findings=st.lists(findings, max_size=3).map(tuple),
    form=st.none() | st.builds(FormFile, name=words, sha256=words, kind=words, inside=st.none() | words),
)
letters = st.builds(
    Letter,
    message_id=words,
    message=st.just(MESSAGE),
    entry=st.none(),
    version=st.none(),
    to=st.none() | words,
    template=words,
    state=st.sampled_from([LetterState.QUEUED, LetterState.HELD, LetterState.SUPPRESSED]),
    why=st.none() | words,
    content=st.binary(max_size=50),
    created_at=moments,
    attempts=st.integers(0, 9),
    next_try=st.none() | moments,
    reply=st.none() | words,
    sent_at=st.none() | moments,
)
