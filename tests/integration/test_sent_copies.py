r"""Copies of sent letters in the mailbox's folder of sent mail: once, read, and never in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desks import IN_TIME, form, imap_section, lay_out_desk, mail, smtp_section
from intake.filing import file_copies
from intake.mailbox.imap.sent import SentFolder
from intake.records.store import Store
from intake.rules.mailbox import MailboxError
from samples.letters import RECEIVED
from samples.records import NOON, arrive, letter, letter_bytes, letter_id, recorded
from servers.dovecot import Account, Dovecot
from servers.imap import ImapAccount
from servers.postfix import Postfix
from servers.process import free_port

MARKED = """\
namespace inbox {
  inbox = yes
  separator = /
  mailbox Poslato {
    auto = create
    special_use = \\Sent
  }
}
"""


@pytest.fixture(scope="module")
def marking() -> Iterator[Dovecot]:
    r"""Start a server that marks its folder of sent mail with \Sent."""
    with Dovecot(settings=MARKED) as server:
        yield server


@pytest.fixture(params=["dovecot", "cyrus"])
def account(request: pytest.FixtureRequest) -> ImapAccount:
    """Give a new mailbox on each of the servers."""
    name = {"dovecot": "mail_account", "cyrus": "cyrus_account"}[request.param]
    found: ImapAccount = request.getfixturevalue(name)
    return found


def copies(account: ImapAccount, folder: str) -> list[tuple[bytes, set[bytes]]]:
    """Look into a folder from outside: bytes and flags of all that is in it; one that is not there is empty."""
    with account.imap() as client:
        names = [name for _, _, name in client.list_folders() if name.endswith(folder)]  # Cyrus: INBOX.Sent
        if not names:
            return []
        client.select_folder(names[0], readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]", "FLAGS"])
    return [(parts[b"BODY[]"], set(parts[b"FLAGS"]) - {b"\\Recent"}) for _, parts in sorted(found.items())]


def send(store: Store, *numbers: int) -> None:
    """Let letters be sent."""
    arrive(store, *numbers)
    for number in numbers:
        store.record(recorded(number, letters=[replace(letter(number), content=letter_bytes(number))]))
        store.letters.begin_sending(letter_id(number), at=NOON)
        store.letters.at_dot(letter_id(number))
        store.letters.sent(letter_id(number), at=NOON, reply="250")


def test_a_copy_lies_once_in_the_folder_of_that_name(store: Store, account: ImapAccount) -> None:
    """The folder is made, the copy is read, and has the letter's very bytes; on both servers."""
    send(store, 1, 2)
    with closing(SentFolder(account.settings(), name="Послато")) as folder:
        for _ in range(2):
            file_copies(store.letters, folder, NOON)
    assert copies(account, "Послато") == [(letter_bytes(1), {b"\\Seen"}), (letter_bytes(2), {b"\\Seen"})]
    assert tuple(store.letters.unfiled()) == ()


def test_what_was_filed_before_the_program_died_is_not_filed_again(store: Store, account: ImapAccount) -> None:
    """The copy is there and the record is not; the same where the provider files what it sends."""
    send(store, 1, 2)
    with closing(SentFolder(account.settings(), name="Sent")) as folder:
        folder.file(letter_id(1), letter_bytes(1), sent_at=NOON)
        file_copies(store.letters, folder, NOON)
    assert [each for each, _ in copies(account, "Sent")] == [letter_bytes(1), letter_bytes(2)]


def test_the_folder_that_the_server_marks_is_found(marking: Dovecot) -> None:
    """RFC 6154: it may be called anything; the copy is of the time when the letter went."""
    account = marking.add_user("desk@alvrs.example")
    with closing(SentFolder(account.settings(), name=None)) as folder:
        assert folder.probe().detail == "folder Poslato"
        folder.file(letter_id(1), letter_bytes(1), sent_at=RECEIVED)
    with account.imap() as client:
        client.select_folder("Poslato", readonly=True)
        client.normalise_times = False
        (parts,) = client.fetch(client.search(), ["INTERNALDATE"]).values()
    assert parts[b"INTERNALDATE"] == RECEIVED


def test_without_any_such_folder_staff_are_told_to_name_one(mail_account: Account) -> None:
    """Nothing is made by guessing."""
    with closing(SentFolder(mail_account.settings(), name=None)) as folder:
        assert not folder.probe().ok
        with pytest.raises(MailboxError, match=r"delivery\.sent_copy"):
            folder.file(letter_id(1), letter_bytes(1), sent_at=NOON)


def test_a_server_that_is_away_is_asked_three_times_and_again_after_the_next_pass(
    store: Store, mail_account: Account
) -> None:
    """A copy is worth no pass."""
    send(store, 1, 2, 3, 4)
    with closing(SentFolder(mail_account.settings(port=free_port()), name="Sent")) as away:
        file_copies(store.letters, away, NOON)
    assert len(store.letters.unfiled()) == 4
    with closing(SentFolder(mail_account.settings(), name="Sent")) as folder:
        file_copies(store.letters, folder, NOON)
    assert len(copies(mail_account, "Sent")) == 4


def test_letters_that_are_refused_for_ever_keep_no_other_back(store: Store) -> None:
    """A quota or a filter of the provider's may refuse three at every pass; those behind were never filed."""
    send(store, *range(1, 6))
    filed = set[str]()

    class Refusing:
        def file(self, message_id: str, content: bytes, *, sent_at: datetime) -> None:  # noqa: ARG002 - as the real one
            if message_id in {letter_id(1), letter_id(2), letter_id(3)}:
                raise MailboxError("NO [LIMIT] too large")
            filed.add(message_id)

    for at in (NOON + timedelta(microseconds=each) for each in range(5)):
        file_copies(store.letters, Refusing(), at)
    assert filed == {letter_id(4), letter_id(5)}


def test_a_letter_that_goes_again_has_one_copy(store: Store, mail_account: Account) -> None:
    """It is the same letter."""
    send(store, 1)
    with closing(SentFolder(mail_account.settings(), name="Sent")) as folder:
        file_copies(store.letters, folder, NOON)
        store.letters.resend(letter_id(1))
        assert tuple(store.letters.unfiled()) == ()
        store.letters.begin_sending(letter_id(1), at=NOON)
        store.letters.sent(letter_id(1), at=NOON, reply="250")
        file_copies(store.letters, folder, NOON)
    assert len(copies(mail_account, "Sent")) == 1


@pytest.mark.parametrize(
    ("wanted", "checked", "filed"), [("Sent", [True], 1), ("auto", [False], 0), ("off", [], 0)], ids=str
)
def test_a_desk_files_what_it_sends_and_is_well_where_it_cannot(
    tmp_path: Path, postfix: Postfix, mail_account: Account, wanted: str, checked: list[bool], filed: int
) -> None:
    """The letter goes all the same."""
    desk = lay_out_desk(
        tmp_path / "desk", imap_section(mail_account), smtp_section(mail_account, postfix, sent_copy=f'"{wanted}"')
    )
    headers = {"To": mail_account.address}
    mail_account.deliver(mail(form(0), sender="o0@applicants.example", headers=headers), IN_TIME)
    probes = desk.json("check", "--json", status=1 if wanted == "auto" else 0)
    assert [probe["ok"] for probe in probes if probe["name"] == "mailbox: copies"] == checked
    desk.intake("once")
    assert desk.json("status", "--json")["letters"] == {"sent": 1}
    assert len(copies(mail_account, "Sent")) == filed
