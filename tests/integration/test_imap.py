"""What only an IMAP server can do to a mailbox: log-ins, certificates, numbering, flags, capabilities, death."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from intake.mailbox.imap.mailbox import ImapMailbox
from intake.mailbox.imap.release import KEYWORD
from intake.rules.mailbox import Fetched, Gone, LoginRefused, MailboxError, name_of
from intake.settings import After, Security, Server
from servers.dovecot import Account, Dovecot

MESSAGE = b"Message-ID: <1@applicants.example>\r\nSubject: Prijava\r\n\r\nTekst.\r\n"
SENDER = "opstina@laktasi.example"


def mailbox_of(server: Server, *, folder: str = "INBOX", after: After = After.NONE) -> ImapMailbox:
    """Open a folder."""
    return ImapMailbox(server, folder=folder, after=after, processed_folder="Processed", size_limit=2**20)


def release_all(account: Account, after: After) -> list[str]:
    """Release everything in the INBOX; give the reasons of those that were kept."""
    mailbox = mailbox_of(account.settings(), after=after)
    kept = mailbox.release([one.position for one in mailbox.listing()])
    mailbox.close()
    return [one.why for one in kept]


def flags(account: Account, folder: str = "INBOX") -> list[set[bytes]]:
    """Look at the flags from outside."""
    with account.imap() as client:
        client.select_folder(folder, readonly=True)
        found = client.fetch(client.search(), ["FLAGS"])
    return [set(parts[b"FLAGS"]) - {b"\\Recent"} for _, parts in sorted(found.items())]


@pytest.mark.parametrize("security", list(Security))
def test_every_road_of_the_configuration_works(mail_account: Account, security: Security) -> None:
    """TLS, STARTTLS, and no TLS to this very machine."""
    mail_account.deliver(MESSAGE)
    port = mail_account.server.tls_port if security is Security.TLS else mail_account.server.port
    mailbox = mailbox_of(mail_account.settings(security=security, port=port))
    assert len(mailbox.listing()) == 1
    mailbox.close()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_nobody_vouches_for_is_refused(mail_account: Account, security: Security) -> None:
    """The password must not reach a stranger."""
    port = mail_account.server.tls_port if security is Security.TLS else mail_account.server.port
    mailbox = mailbox_of(mail_account.settings(security=security, port=port, ca_file=None))
    with pytest.raises(MailboxError, match="certificate verify failed"):
        mailbox.listing()


def test_a_password_never_leaves_the_machine_in_the_clear(mail_account: Account) -> None:
    """The settings refuse it too; here is the last door."""
    server = mail_account.settings(security=Security.NONE, host="mail.example.org")
    with pytest.raises(MailboxError, match="without TLS"):
        mailbox_of(server)


def test_a_wrong_password_is_told_from_a_fault(mail_account: Account) -> None:
    """Trying again does not help: a person has to look."""
    mailbox = mailbox_of(mail_account.settings(password="wrong"))
    with pytest.raises(LoginRefused, match="look at username and password"):
        mailbox.listing()
    (line,) = mailbox.probe()
    assert (line.name, line.ok) == ("log-in", False)


def test_a_password_may_have_any_letters(dovecot: Dovecot) -> None:
    """LOGIN knows ASCII only."""
    account = dovecot.add_user("letters@alvrs.example", password="šifra Ђ")
    with closing(mailbox_of(account.settings())) as mailbox:
        assert mailbox.listing() == ()


def test_a_folder_that_is_not_there_is_said(mail_account: Account) -> None:
    """`check` names it."""
    mailbox = mailbox_of(mail_account.settings(), folder="Prijave")
    with pytest.raises(MailboxError, match="Prijave"):
        mailbox.listing()
    assert [(line.name, line.ok) for line in mailbox.probe()] == [("log-in", True), ("folder", False)]


def test_a_folder_may_have_a_cyrillic_name(mail_account: Account) -> None:
    """Folder names travel in modified UTF-7."""
    with mail_account.imap() as client:
        client.create_folder("Пријаве")
    mail_account.deliver(MESSAGE, folder="Пријаве")
    with closing(mailbox_of(mail_account.settings(), folder="Пријаве")) as mailbox:
        assert len(mailbox.listing()) == 1


def test_past_the_end_there_is_nothing(mail_account: Account) -> None:
    """Dovecot answers "n:*" past the end with the last message."""
    mail_account.deliver(MESSAGE)
    mailbox = mailbox_of(mail_account.settings())
    (first,) = mailbox.listing()
    assert mailbox.listing(after=first.position) == ()
    uid = mail_account.deliver(MESSAGE)
    assert [one.position.uid for one in mailbox.listing(after=first.position)] == [str(uid)]
    mailbox.close()


def test_a_renumbered_folder_is_listed_whole(mail_account: Account) -> None:
    """Under another UIDVALIDITY an old UID means nothing: not to list, not to fetch, not to release."""
    with mail_account.imap() as client:
        client.create_folder("Prijave")
    mail_account.deliver(MESSAGE, folder="Prijave")
    mailbox = mailbox_of(mail_account.settings(), folder="Prijave", after=After.MOVE)
    (old,) = mailbox.listing()
    with mail_account.imap() as client:
        client.delete_folder("Prijave")
        time.sleep(1.1)  # Dovecot takes the second for the UIDVALIDITY
        client.create_folder("Prijave")
    mail_account.deliver(MESSAGE, folder="Prijave")
    (new,) = mailbox.listing(after=old.position)
    assert (new.position.uid, new.position.validity) != (old.position.uid, old.position.validity)
    assert list(mailbox.fetch([old])) == [Gone(position=old.position)]
    mailbox.release([old.position])
    assert mailbox.listing() == (new,)
    mailbox.close()


def test_the_keyword_leaves_other_flags_alone(mail_account: Account) -> None:
    """Staff and their programs have flags of their own."""
    uid = mail_account.deliver(MESSAGE)
    with mail_account.imap() as client:
        client.select_folder("INBOX")
        client.add_flags([uid], [b"\\Flagged", b"$Label1"])
    assert release_all(mail_account, After.KEYWORD) == []
    assert flags(mail_account) == [{b"\\Flagged", b"$Label1", KEYWORD.encode()}]


def test_releasing_a_message_that_is_gone_is_well(mail_account: Account) -> None:
    """Staff may have moved it themselves."""
    uid = mail_account.deliver(MESSAGE)
    for after in (After.KEYWORD, After.MOVE):
        mailbox = mailbox_of(mail_account.settings(), after=after)
        positions = [one.position._replace(uid=str(uid + 7)) for one in mailbox.listing()]
        assert mailbox.release(positions) == ()
        mailbox.close()
    assert flags(mail_account) == [set()]


def test_messages_are_never_moved_into_their_own_folder(mail_account: Account) -> None:
    """Each pass would find them again as new ones."""
    with pytest.raises(MailboxError, match="come from"):
        mailbox_of(mail_account.settings(), folder="Processed", after=After.MOVE)


@pytest.fixture(scope="module")
def plain_server() -> Iterator[Dovecot]:
    """Give a server with UIDPLUS, but neither MOVE nor IDLE."""
    with Dovecot(settings="imap_capability = IMAP4rev1 UIDPLUS") as server:
        yield server


def test_without_move_a_message_is_copied_and_only_it_expunged(plain_server: Dovecot) -> None:
    """A plain EXPUNGE would take away what staff have marked as deleted and may still want."""
    account = plain_server.add_user("move@alvrs.example")
    uid = account.deliver(MESSAGE.replace(b"<1@", b"<other@"))
    with account.imap() as client:
        client.select_folder("INBOX")
        client.add_flags([uid], [b"\\Deleted"])
    account.deliver(MESSAGE)
    mailbox = mailbox_of(account.settings(), after=After.MOVE)
    assert mailbox.release([one.position for one in mailbox.listing() if one.position.uid != str(uid)]) == ()
    mailbox.close()
    assert flags(account) == [{b"\\Deleted"}]
    assert flags(account, "Processed") == [set()]


def test_a_copy_of_an_earlier_attempt_is_not_made_again(plain_server: Dovecot) -> None:
    """A pass may die between COPY and UID EXPUNGE; the copy is known by Message-ID and size."""
    account = plain_server.add_user("again@alvrs.example")
    with account.imap() as client:
        client.create_folder("Processed")
    account.deliver(MESSAGE)
    account.deliver(MESSAGE, folder="Processed")
    account.deliver(MESSAGE + b"another one of the same name\r\n")
    assert release_all(account, After.MOVE) == []
    assert flags(account) == []
    assert len(flags(account, "Processed")) == 2


def test_without_move_and_uidplus_messages_stay(mail_account: Account) -> None:
    """Nothing is expunged that cannot be named."""
    with Dovecot(settings="imap_capability = IMAP4rev1") as server:
        account = server.add_user(mail_account.address)
        account.receive(MESSAGE, sender=SENDER)
        assert release_all(account, After.MOVE) == ["the server has neither MOVE nor UIDPLUS"]
        assert flags(account) == [set()]
        with closing(mailbox_of(account.settings(), after=After.MOVE)) as mailbox:
            assert [line.name for line in mailbox.probe() if not line.ok] == ["move"]
            [waiting] = mailbox.listing()
            [content] = [one.content for one in mailbox.fetch([waiting]) if isinstance(one, Fetched)]
            assert "delete by hand" in mailbox.erase([(name_of(content), waiting)])[0]
        assert flags(account) == [set()]


def test_without_idle_mail_is_found_by_looking(plain_server: Dovecot) -> None:
    """The wait sleeps, and still ends at once for mail that came before it."""
    account = plain_server.add_user("idle@alvrs.example")
    mailbox = mailbox_of(account.settings())
    mailbox.listing()
    assert not mailbox.wait(timedelta(seconds=0.3))
    account.deliver(MESSAGE)
    assert mailbox.wait(timedelta(seconds=20))
    mailbox.close()


def test_reading_by_staff_does_not_end_the_wait(mail_account: Account) -> None:
    """IDLE tells of flags too; only mail is news."""
    uid = mail_account.deliver(MESSAGE)
    mailbox = mailbox_of(mail_account.settings())
    mailbox.listing()

    def read() -> None:
        with mail_account.imap() as client:
            client.select_folder("INBOX")
            client.add_flags([uid], [b"\\Seen"])

    timer = threading.Timer(0.3, read)
    timer.start()
    assert not mailbox.wait(timedelta(seconds=2.5))
    timer.join()
    mailbox.close()


@pytest.mark.parametrize("end", [Dovecot.stop, Dovecot.kill])
def test_a_server_that_dies_ends_the_wait_and_is_found_again(end: object) -> None:
    """A dead line must be an error, not silence; afterwards the same mailbox goes on."""
    assert callable(end)
    with Dovecot() as server:
        account = server.add_user("desk@alvrs.example")
        mailbox = mailbox_of(account.settings())
        mailbox.listing()
        timer = threading.Timer(0.5, end, args=[server])
        timer.start()
        began = time.monotonic()
        with pytest.raises(MailboxError):
            mailbox.wait(timedelta(seconds=30))
        timer.join()
        assert time.monotonic() - began < 8
        server.start()
        account.deliver(MESSAGE)
        assert len(mailbox.listing()) == 1
        server.restart()
        assert len(mailbox.listing()) == 1
        mailbox.close()


def test_what_came_before_the_line_broke_is_not_lost() -> None:
    """Each message that was given is safe in the archive before the next is asked for."""
    with Dovecot() as server:
        account = server.add_user("desk@alvrs.example")
        with account.imap() as client:
            for number in range(60):
                client.append("INBOX", b"Subject: %d\r\n\r\nx\r\n" % number)
        mailbox = mailbox_of(account.settings())
        outcomes = mailbox.fetch(mailbox.listing())
        given = [next(outcomes)]
        server.kill()
        with pytest.raises(MailboxError):
            given.extend(outcomes)
        assert len(given) == 50
        assert all(isinstance(one, Fetched) for one in given)


def test_a_message_the_server_cannot_read_does_not_keep_back_the_others(
    dovecot: Dovecot, mail_account: Account
) -> None:
    """One damaged file on the server never stops a pass; it is reported when the others are through."""
    for number in range(3):
        mail_account.receive(b"Subject: %d\r\n\r\nx\r\n" % number, sender=SENDER)
    with closing(mailbox_of(mail_account.settings())) as mailbox:
        waiting = mailbox.listing()
        files = sorted(dovecot.maildir(mail_account.address).glob("*/*.*"))
        next(file for file in files if b"Subject: 1" in file.read_bytes()).chmod(0)
        given: list[Fetched | Gone] = []
        with pytest.raises(MailboxError, match="1 messages could not be read"):
            given.extend(mailbox.fetch(waiting))
    assert [one.position for one in given] == [waiting[0].position, waiting[2].position]


def test_a_server_may_keep_its_folders_below_the_inbox() -> None:
    """Courier and Cyrus have "INBOX.Processed" where the configuration says "Processed" (RFC 2342)."""
    spaces = "namespace inbox {\n  inbox = yes\n  prefix = INBOX.\n  separator = .\n}"
    with Dovecot(settings=spaces) as server:
        account = server.add_user("desk@alvrs.example")
        account.deliver(MESSAGE)
        assert release_all(account, After.MOVE) == []
        account.deliver(MESSAGE)
        assert release_all(account, After.MOVE) == []
        assert len(flags(account, "INBOX.Processed")) == 2


def test_a_silent_server_runs_into_the_timeout(mail_account: Account) -> None:
    """A firewall that swallows packets must not stop the desk for ever."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        silent = mail_account.settings()._replace(
            port=listener.getsockname()[1],
            security=Security.NONE,
            timeout=timedelta(seconds=0.5),
        )
        began = time.monotonic()
        with pytest.raises(MailboxError, match="could not list INBOX"):
            mailbox_of(silent).listing()
        assert time.monotonic() - began < 5
