"""The whole way on Cyrus, so that no habit of Dovecot's is built in; its contract is in test_mailbox_contract.py.

It keeps its folders below "INBOX/", answers a search past the end with nothing, and numbers otherwise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desks import FOLDER, IN_TIME, form, imap_section, lay_out_desk, mail
from faults.proxy import Deed, Fault, Proxy
from intake.mailbox.imap.mailbox import ImapMailbox
from intake.mailbox.imap.release import KEYWORD
from intake.rules.mailbox import Gone, LoginRefused, MailboxError
from intake.settings import After, Security
from servers.cyrus import Cyrus
from servers.imap import ImapAccount

MESSAGE = b"Message-ID: <1@applicants.example>\r\nSubject: Prijava\r\n\r\nTekst.\r\n"
DONE = "INBOX/Processed"


def mailbox_of(account: ImapAccount, *, after: After = After.NONE, **changed: object) -> ImapMailbox:
    """Open the account's INBOX over TLS, or as *changed* says."""
    return ImapMailbox(
        account.settings(**changed),
        folder="INBOX",
        after=after,
        processed_folder="Processed",
        size_limit=2**20,
    )


def lying(account: ImapAccount, folder: str = "INBOX") -> list[tuple[bytes, set[bytes]]]:
    """Look at a folder from outside: contents and flags, in order."""
    with account.imap() as client:
        client.select_folder(folder, readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]", "FLAGS"])
    return [(parts[b"BODY[]"], set(parts[b"FLAGS"]) - {b"\\Recent"}) for _, parts in sorted(found.items())]


@pytest.mark.parametrize("security", list(Security))
def test_every_road_leads_in(cyrus: Cyrus, cyrus_account: ImapAccount, security: Security) -> None:
    """TLS, STARTTLS, and no TLS to this very machine."""
    cyrus_account.deliver(MESSAGE)
    port = cyrus.tls_port if security is Security.TLS else cyrus.port
    with closing(mailbox_of(cyrus_account, security=security, port=port)) as mailbox:
        assert len(mailbox.listing()) == 1


def test_a_wrong_password_is_told_from_a_fault(cyrus_account: ImapAccount) -> None:
    """Cyrus says it in other words, and late."""
    with closing(mailbox_of(cyrus_account, password="wrong")) as mailbox, pytest.raises(LoginRefused):
        mailbox.listing()


def test_a_renumbered_folder_is_listed_whole(cyrus_account: ImapAccount) -> None:
    """Under another UIDVALIDITY an old UID means nothing, not even where it is the same number."""
    with closing(mailbox_of(cyrus_account)) as mailbox:
        cyrus_account.deliver(MESSAGE)
        (waiting,) = mailbox.listing()
        old = replace(waiting, position=waiting.position._replace(validity=waiting.position.validity - 1))
        assert mailbox.listing(after=old.position) == (waiting,)
        assert list(mailbox.fetch([old])) == [Gone(position=old.position)]


def test_mail_is_announced(cyrus_account: ImapAccount) -> None:
    """IDLE tells within the second, long before any schedule."""
    with closing(mailbox_of(cyrus_account)) as mailbox:
        mailbox.listing()
        timer = threading.Timer(0.5, cyrus_account.deliver, args=[MESSAGE])
        timer.start()
        began = time.monotonic()
        assert mailbox.wait(timedelta(seconds=30))
        timer.join()
        assert time.monotonic() - began < 10


def test_a_line_that_breaks_in_a_message_is_a_failure_and_the_next_try_has_it(
    cyrus: Cyrus, cyrus_account: ImapAccount
) -> None:
    """Literals are framed by other words here."""
    cyrus_account.deliver(MESSAGE)
    cut = Fault(deed=Deed.CUT, after=b"BODY[] {", offset=20)
    with (
        Proxy(cyrus.port, cut) as proxy,
        closing(mailbox_of(cyrus_account, security=Security.NONE, port=proxy.port)) as mailbox,
    ):
        waiting = mailbox.listing()
        with pytest.raises(MailboxError):
            list(mailbox.fetch(waiting))
        assert proxy.to_come == ()
        assert len(list(mailbox.fetch(waiting))) == 1


@pytest.fixture(scope="module")
def without_move() -> Iterator[Cyrus]:
    """Give a server with UIDPLUS, but without MOVE."""
    with Cyrus(settings="suppress_capabilities: MOVE XMOVE") as server:
        yield server


def test_without_move_a_message_is_copied_once_and_only_it_expunged(without_move: Cyrus) -> None:
    """What staff have marked as deleted stays, and a copy of an attempt that died is not made again."""
    account = without_move.add_user("move@alvrs.example")
    other = account.deliver(MESSAGE.replace(b"<1@", b"<other@"))
    with account.imap() as client:
        client.select_folder("INBOX")
        client.add_flags([other], [b"\\Deleted"])
        client.create_folder(DONE)
    ours = account.deliver(MESSAGE)
    account.deliver(MESSAGE, folder=DONE)
    with closing(mailbox_of(account, after=After.MOVE)) as mailbox:
        assert mailbox.release([one.position for one in mailbox.listing() if one.position.uid == str(ours)]) == ()
    assert [flags for _, flags in lying(account)] == [{b"\\Deleted"}]
    assert [content for content, _ in lying(account, DONE)] == [MESSAGE]


@pytest.mark.parametrize("after", ["keyword", "move"])
def test_the_main_job_is_done_and_done_once(tmp_path: Path, cyrus_account: ImapAccount, after: str) -> None:
    """Check, one pass, a second one, and the books held against the mailbox: all as on the other server."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(cyrus_account, after=f'"{after}"'), FOLDER)
    application, invoice = mail(form(0)), mail(subject="Рачун", text="Рачун број 5.\n")
    for content in (application, invoice):
        cyrus_account.deliver(content, IN_TIME)
    assert [line for line in desk.json("check", "--json") if not line["ok"]] == []
    counts = desk.json("once", "--json")["counts"]
    assert (counts["application"], counts["letters sent"], counts["released"]) == (1, 1, 1)
    again = desk.json("once", "--json")
    assert (again["errors"], again["counts"]["new"], again["counts"]["letters sent"]) == ([], 0, 0)
    (entry,) = desk.json("list", "--json")
    assert (entry["entry"], entry["status"], entry["letter"]["state"]) == ("LC21-0001", "accepted", "sent")
    assert desk.json("reconcile", "--json") == []
    if after == "move":
        assert lying(cyrus_account) == [(invoice, set())]
        assert lying(cyrus_account, DONE) == [(application, set())]
    else:
        assert lying(cyrus_account) == [(application, {KEYWORD.encode()}), (invoice, set())]
