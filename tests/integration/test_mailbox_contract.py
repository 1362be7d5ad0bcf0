"""What every mailbox promises, asked of each: an IMAP folder of a real Dovecot, one of a real Cyrus, and a Maildir."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol
from unittest.mock import Mock

import pytest

from intake.mailbox.imap.mailbox import ImapMailbox
from intake.mailbox.maildir import MaildirMailbox
from intake.rules.mailbox import Fetched, Gone, Mailbox, MailboxError, Position, name_of
from intake.settings import After
from servers.dovecot import Account
from servers.imap import ImapAccount

SIZE_LIMIT = 400_000
RECEIVED = datetime(2021, 9, 13, 23, 59, 59, tzinfo=timezone(timedelta(hours=2)))
LONG_WAIT = timedelta(seconds=20)

_numbers = itertools.count(1)


def letter(*, subject: str = "Prijava", text: bytes = b"Tekst.\r\n", received: datetime = RECEIVED) -> bytes:
    """Give a message as a server has put it into a folder."""
    head = (
        "Received: from mx.example (mx.example [192.0.2.1])\r\n"
        f"\tby mail.example; {received:%a, %d %b %Y %H:%M:%S %z}\r\n"
        "Received: from pc.example by mx.example; Mon, 06 Sep 2021 08:00:00 +0200\r\n"
        f"Message-ID: <{next(_numbers)}@applicants.example>\r\n"
        f"Subject: {subject}\r\n\r\n"
    )
    return head.encode() + text


class Place(Protocol):
    """A mailbox, and what people and servers do to it from outside."""

    def open(self, after: After = After.NONE) -> Mailbox:
        """Give a new Mailbox of this place."""
        ...

    def put(self, message: bytes) -> str:
        """Deliver; give the uid."""
        ...

    def remove(self, uid: str) -> None:
        """Take a message away."""
        ...

    def read(self, uid: str) -> None:
        """Mark as read, as staff do."""
        ...

    def facts(self) -> dict[str, frozenset[str]]:
        """Give the flags of what waits, by uid."""
        ...

    def processed(self) -> list[tuple[bytes, frozenset[str]]]:
        """Give contents and flags in the processed folder."""
        ...


@dataclass(frozen=True, kw_only=True)
class ImapPlace:
    """An INBOX, and the folder for what is done as this server calls it."""

    account: ImapAccount
    processed_folder: str = "Processed"

    def open(self, after: After = After.NONE) -> Mailbox:
        """Open over TLS."""
        return imap_mailbox(self.account, after=after)

    def put(self, message: bytes) -> str:
        """Append with the time of receipt."""
        return str(self.account.deliver(message, RECEIVED))

    def remove(self, uid: str) -> None:
        """Expunge."""
        with self.account.imap() as client:
            client.select_folder("INBOX")
            client.delete_messages([int(uid)])
            client.uid_expunge([int(uid)])

    def read(self, uid: str) -> None:
        r"""Set \Seen."""
        with self.account.imap() as client:
            client.select_folder("INBOX")
            client.add_flags([int(uid)], [b"\\Seen"])

    def facts(self) -> dict[str, frozenset[str]]:
        """Fetch the flags."""
        with self.account.imap() as client:
            client.select_folder("INBOX", readonly=True)
            found = client.fetch(client.search(), ["FLAGS"])
        return {str(uid): _flags(parts[b"FLAGS"]) for uid, parts in found.items()}

    def processed(self) -> list[tuple[bytes, frozenset[str]]]:
        """Fetch everything."""
        with self.account.imap() as client:
            client.select_folder(self.processed_folder, readonly=True)
            found = client.fetch(client.search(), ["BODY.PEEK[]", "FLAGS"])
        return [(parts[b"BODY[]"], _flags(parts[b"FLAGS"])) for _, parts in sorted(found.items())]


def _flags(flags: tuple[bytes, ...]) -> frozenset[str]:
    return frozenset(flag.decode() for flag in flags) - {"\\Recent"}


def imap_mailbox(account: ImapAccount, *, after: After = After.NONE, folder: str = "INBOX") -> ImapMailbox:
    """Open *folder* of *account* over TLS."""
    server = account.settings()
    return ImapMailbox(server, folder=folder, after=after, processed_folder="Processed", size_limit=SIZE_LIMIT)


@dataclass(frozen=True, kw_only=True)
class MaildirPlace:
    """A Maildir in a temporary folder."""

    path: Path

    def open(self, after: After = After.NONE) -> Mailbox:
        """Open the folder."""
        return MaildirMailbox(self.path, after=after, processed_folder="Processed", size_limit=SIZE_LIMIT)

    def put(self, message: bytes) -> str:
        """Deliver by tmp and rename, as the format's page says."""
        uid = f"1631570399.M{next(_numbers)}P1.mail"
        (self.path / "tmp" / uid).write_bytes(message)
        (self.path / "tmp" / uid).rename(self.path / "new" / uid)
        return uid

    def remove(self, uid: str) -> None:
        """Unlink."""
        self._file(uid).unlink()

    def read(self, uid: str) -> None:
        """Rename into cur with the flag S."""
        self._file(uid).rename(self.path / "cur" / f"{uid}:2,S")

    def facts(self) -> dict[str, frozenset[str]]:
        """Read the names."""
        return {file.name.partition(":")[0]: _maildir_flags(file.name) for file in _files(self.path)}

    def processed(self) -> list[tuple[bytes, frozenset[str]]]:
        """Read the files."""
        return [(file.read_bytes(), _maildir_flags(file.name)) for file in _files(self.path / ".Processed")]

    def _file(self, uid: str) -> Path:
        (file,) = (file for file in _files(self.path) if file.name.partition(":")[0] == uid)
        return file


def _files(maildir: Path) -> list[Path]:
    return sorted(file for part in ("new", "cur") for file in (maildir / part).iterdir())


def _maildir_flags(name: str) -> frozenset[str]:
    return frozenset({"\\Seen"} if "S" in name.partition(":2,")[2] else ())


@pytest.fixture
def imap_place(mail_account: Account) -> ImapPlace:
    """Give an empty INBOX of Dovecot."""
    return ImapPlace(account=mail_account)


@pytest.fixture
def cyrus_place(cyrus_account: ImapAccount) -> ImapPlace:
    """Give an empty INBOX of Cyrus, which keeps all folders below it."""
    return ImapPlace(account=cyrus_account, processed_folder="INBOX/Processed")


@pytest.fixture
def maildir_place(tmp_path: Path) -> MaildirPlace:
    """Give an empty Maildir."""
    for name in ("tmp", "new", "cur"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    return MaildirPlace(path=tmp_path / "Maildir")


@pytest.fixture(params=["imap_place", "cyrus_place", "maildir_place"])
def place(request: pytest.FixtureRequest) -> Place:
    """Give each, one after the other."""
    found: Place = request.getfixturevalue(request.param)
    return found


def fetched(mailbox: Mailbox) -> dict[str, Fetched]:
    """Fetch everything that waits."""
    outcomes = mailbox.fetch(mailbox.listing())
    return {one.position.uid: one for one in outcomes if isinstance(one, Fetched)}


def test_an_empty_mailbox_lists_nothing(place: Place) -> None:
    """The first pass of a new desk."""
    mailbox = place.open()
    assert mailbox.listing() == ()
    assert list(mailbox.fetch(())) == []
    mailbox.close()


def test_a_message_keeps_its_bytes_its_size_and_its_time(place: Place) -> None:
    """The hash of the bytes is the message's identity, and the time decides about the deadline."""
    message = letter()
    uid = place.put(message)
    mailbox = place.open()
    (waiting,) = mailbox.listing()
    (outcome,) = mailbox.fetch([waiting])
    mailbox.close()
    assert (waiting.position.uid, waiting.size, waiting.received_at) == (uid, len(message), RECEIVED)
    assert waiting.received_at.utcoffset() == timedelta(0)
    assert outcome == Fetched(
        position=waiting.position, received_at=waiting.received_at, content=message, truncated=False
    )


def test_looking_changes_nothing(place: Place) -> None:
    """People work in this mailbox: what they have not read stays unread, what they have read stays read."""
    unread, read = place.put(letter()), place.put(letter())
    place.read(read)
    before = place.facts()
    mailbox = place.open()
    fetched(mailbox)
    list(mailbox.probe())
    mailbox.close()
    assert place.facts() == before == {unread: frozenset(), read: frozenset({"\\Seen"})}


def test_a_position_outlives_being_read_by_staff(place: Place) -> None:
    """A message that staff open in the middle of a pass is neither lost nor seen as another one."""
    place.put(letter())
    mailbox = place.open()
    (waiting,) = mailbox.listing()
    place.read(waiting.position.uid)
    assert [type(one) for one in mailbox.fetch([waiting])] == [Fetched]
    assert mailbox.listing() == (waiting,)
    mailbox.close()


def test_staff_may_read_while_a_fetch_runs(place: Place) -> None:
    """In a Maildir that takes the file's name away."""
    place.put(letter())
    place.put(letter())
    mailbox = place.open()
    waiting = mailbox.listing()
    outcomes = mailbox.fetch(waiting)
    given = [next(outcomes)]
    place.read(waiting[1].position.uid)
    given.extend(outcomes)
    mailbox.close()
    assert [type(one) for one in given] == [Fetched, Fetched]


def test_many_messages_come_in_the_order_asked_for(place: Place) -> None:
    """More than one batch, by count and by bytes."""
    for number in range(120):
        place.put(letter(subject=str(number), text=b"x" * (300_000 if number % 4 == 0 else 10)))
    mailbox = place.open()
    waiting = mailbox.listing()
    outcomes = list(mailbox.fetch(waiting))
    mailbox.close()
    assert len(waiting) == 120
    assert [one.position for one in outcomes] == [one.position for one in waiting]
    assert [len(one.content) for one in outcomes if isinstance(one, Fetched)] == [one.size for one in waiting]


def test_a_message_over_the_limit_is_not_fetched_whole(place: Place) -> None:
    """Its header and its text's start show whether it is an application; 600 MB in memory would end the desk."""
    small, large = letter(), letter(text=b"y" * SIZE_LIMIT)
    place.put(small)
    uid = place.put(large)
    mailbox = place.open()
    found = fetched(mailbox)
    mailbox.close()
    assert [one.truncated for one in found.values()].count(True) == 1
    assert found[uid].truncated
    assert large.startswith(found[uid].content)
    assert 64 * 1024 < len(found[uid].content) < len(large)


def test_a_message_taken_away_meanwhile_is_gone(place: Place) -> None:
    """Staff tidy up while the desk works."""
    first, second = place.put(letter()), place.put(letter())
    mailbox = place.open()
    waiting = mailbox.listing()
    place.remove(first)
    outcomes = {one.position.uid: type(one) for one in mailbox.fetch(waiting)}
    mailbox.close()
    assert outcomes == {first: Gone, second: Fetched}


@pytest.mark.parametrize("after", [After.NONE, After.MOVE])
def test_releasing_touches_only_what_is_named(place: Place, after: After) -> None:
    """Other mail stays where it is, unread."""
    application, other = letter(), letter()
    uid, other_uid = place.put(application), place.put(other)
    place.read(uid)
    mailbox = place.open(after)
    positions = [one.position for one in mailbox.listing() if one.position.uid == uid]
    assert mailbox.release(positions) == ()
    mailbox.close()
    facts = place.facts()
    assert facts[other_uid] == frozenset()
    if after is After.MOVE:
        assert set(facts) == {other_uid}
        assert place.processed() == [(application, frozenset({"\\Seen"}))]
    else:
        assert facts[uid] == frozenset({"\\Seen"})


@pytest.mark.parametrize("after", list(After))
def test_releasing_again_does_nothing_more(place: Place, after: After) -> None:
    """A pass that died after it may come back."""
    place.put(letter())
    mailbox = place.open(after)
    positions = [one.position for one in mailbox.listing()]
    assert mailbox.release(positions) == ()
    before = place.facts()
    assert mailbox.release(positions) == ()
    mailbox.close()
    assert place.facts() == before
    if after is After.MOVE:
        assert len(place.processed()) == 1


def test_positions_of_another_mailbox_are_not_ours(place: Place) -> None:
    """The configuration may have pointed elsewhere yesterday."""
    uid = place.put(letter())
    mailbox = place.open(After.MOVE)
    (waiting,) = mailbox.listing()
    stranger = Position(mailbox="elsewhere", validity=waiting.position.validity, uid=uid)
    mailbox.release([stranger])
    mailbox.close()
    assert set(place.facts()) == {uid}


def test_listing_after_a_position_has_all_that_came_later(place: Place) -> None:
    """The desk asks so, to spare the server; it must not miss anything by it."""
    place.put(letter())
    mailbox = place.open()
    (first,) = mailbox.listing()
    later = place.put(letter())
    assert later in {one.position.uid for one in mailbox.listing(after=first.position)}
    mailbox.close()


def test_new_mail_ends_the_wait(place: Place) -> None:
    """Announced mail is handled at once."""
    mailbox = place.open()
    mailbox.listing()
    _later(0.5, lambda: place.put(letter()))
    began = time.monotonic()
    assert mailbox.wait(LONG_WAIT)
    assert time.monotonic() - began < 5
    mailbox.close()


def test_mail_is_announced_once(place: Place) -> None:
    """A pass that fails before it can list must not be started again and again."""
    mailbox = place.open()
    mailbox.listing()
    time.sleep(0.05)
    place.put(letter())
    assert mailbox.wait(LONG_WAIT)
    assert not mailbox.wait(timedelta(seconds=0.3))
    mailbox.close()


def test_mail_that_came_before_the_wait_ends_it(place: Place) -> None:
    """Nothing falls between a listing and the wait that follows it."""
    mailbox = place.open()
    mailbox.listing()
    time.sleep(0.05)  # a folder's time has the grain of the kernel's clock
    place.put(letter())
    began = time.monotonic()
    assert mailbox.wait(LONG_WAIT)
    assert time.monotonic() - began < 3
    mailbox.close()


def test_a_wait_without_mail_ends_in_time(place: Place) -> None:
    """The schedule goes on."""
    place.put(letter())
    mailbox = place.open()
    mailbox.listing()
    began = time.monotonic()
    assert not mailbox.wait(timedelta(seconds=1.2))
    assert 1.1 < time.monotonic() - began < 3
    mailbox.close()


def test_a_wait_can_be_ended_from_another_thread(place: Place) -> None:
    """SIGTERM must not wait for mail."""
    mailbox = place.open()
    mailbox.listing()
    _later(0.3, mailbox.wake)
    began = time.monotonic()
    assert not mailbox.wait(LONG_WAIT)
    assert time.monotonic() - began < 3
    mailbox.close()


def test_a_healthy_mailbox_probes_well(place: Place) -> None:
    """`intake check` on a good day."""
    for after in After:
        mailbox = place.open(after)
        lines = list(mailbox.probe())
        mailbox.close()
        assert lines
        assert all(line.ok for line in lines), lines


def test_our_own_letter_is_taken_back_and_nothing_else(place: Place) -> None:
    """`intake check --probe` writes to itself and cleans up."""
    other = place.put(b"Message-ID: <1@applicants.example>\r\nSubject: 1\r\n\r\n1\r\n")
    ours = "<check.1@ack.alvrs.example>"
    place.put(f"Message-ID: {ours}\r\nSubject: intake check\r\n\r\n1\r\n".encode())
    mailbox = place.open()
    assert mailbox.take_back(ours)
    assert not mailbox.take_back(ours)
    mailbox.close()
    assert list(place.facts()) == [other]


def _later(seconds: float, act: Callable[[], object]) -> None:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


def test_a_maildir_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A path with a slip in it is the operator's first mistake."""
    mailbox = MaildirPlace(path=tmp_path / "nowhere").open()
    with pytest.raises(MailboxError, match="nowhere"):
        mailbox.listing()
    assert [line.ok for line in mailbox.probe()] == [False]


def test_without_a_received_line_a_file_has_its_own_time(maildir_place: MaildirPlace) -> None:
    """A message that was saved by hand has passed no server."""
    uid = maildir_place.put(b"Subject: x\n\ny\n")
    os.utime(maildir_place.path / "new" / uid, (1_631_570_399, 1_631_570_399))
    (waiting,) = maildir_place.open().listing()
    assert waiting.received_at == datetime(2021, 9, 13, 21, 59, 59, tzinfo=UTC)


def test_an_unreadable_file_does_not_keep_back_the_others(maildir_place: MaildirPlace) -> None:
    """One bad message never stops a pass; it is reported when the others are through."""
    for _ in range(3):
        maildir_place.put(letter())
    mailbox = maildir_place.open()
    waiting = mailbox.listing()
    outcomes = mailbox.fetch(waiting)
    given = [next(outcomes)]
    bad = maildir_place.path / "new" / waiting[1].position.uid
    bad.unlink()
    bad.mkdir()  # root reads whatever the permissions say; a folder even root cannot read
    with pytest.raises(MailboxError, match="1 messages could not be read"):
        given.extend(outcomes)
    assert [one.position for one in given] == [waiting[0].position, waiting[2].position]


def test_a_file_in_the_processed_folder_is_never_overwritten(maildir_place: MaildirPlace) -> None:
    """A rename would do it without a word."""
    uid = maildir_place.put(b"Subject: new\n\n")
    mailbox = maildir_place.open(After.MOVE)
    positions = [one.position for one in mailbox.listing()]
    for part in ("tmp", "new", "cur"):
        (maildir_place.path / ".Processed" / part).mkdir(parents=True)
    (maildir_place.path / ".Processed" / "new" / uid).write_bytes(b"Subject: old\n\n")
    assert [one.position for one in mailbox.release(positions)] == positions
    assert set(maildir_place.facts()) == {uid}
    assert maildir_place.processed() == [(b"Subject: old\n\n", frozenset())]


def test_what_lies_in_tmp_is_not_mail_yet(maildir_place: MaildirPlace) -> None:
    """A delivery that is not finished is no message."""
    (maildir_place.path / "tmp" / "1.half").write_bytes(b"Subject: ha")
    (maildir_place.path / "new" / ".hidden").write_bytes(b"")
    assert maildir_place.open().listing() == ()


def test_only_the_very_bytes_are_deleted_where_they_wait_and_where_they_were_moved(place: Place) -> None:
    """Whoever is erased takes no mail of others with him; what is gone already is no failure."""
    mailbox = place.open(After.MOVE)
    wanted, same_size = letter(text=b"Jedan.\r\n"), letter(text=b"Drugi.\r\n")
    assert len(wanted) == len(same_size)
    place.put(wanted)
    [waiting] = mailbox.listing()
    mailbox.release([waiting.position])
    place.put(wanted)
    kept = place.put(same_size)
    for _ in range(2):
        assert mailbox.erase([(name_of(wanted), waiting)]) == ()
        assert set(place.facts()) == {kept}
        assert place.processed() == []
    mailbox.close()


def test_a_maildir_is_listed_once_for_all_that_is_fetched(
    maildir_place: MaildirPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listed for each message, a first pass over thousands would take hours."""
    for _ in range(9):
        maildir_place.put(letter())
    mailbox = maildir_place.open()
    waiting = mailbox.listing()
    listing = Mock(side_effect=os.scandir)
    monkeypatch.setattr(os, "scandir", listing)
    assert len(list(mailbox.fetch(waiting))) == 9
    assert listing.call_count == len(("new", "cur"))
