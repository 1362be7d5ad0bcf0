"""The tests' own servers do what the other tests rely on."""

import email
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix
from servers.process import free_port, wait_until
from servers.smtpd import Answer, Cut, ScriptedSMTP, Security, Stage, TakeAndCut, Wait

MESSAGE = b"Subject: prijava\r\nMessage-ID: <1@opstina.example>\r\n\r\n.dot\r\n"
SENDER = "opstina@applicants.example"
TIMEOUT = 10


def trust(ca_file: Path) -> ssl.SSLContext:
    """Trust one authority and no other."""
    return ssl.create_default_context(cafile=ca_file)


@contextmanager
def conversation(server: ScriptedSMTP | Postfix) -> Iterator[smtplib.SMTP]:
    """Connect without TLS, and close the connection whatever has become of it."""
    client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        yield client
    finally:
        client.close()


def send(client: smtplib.SMTP) -> None:
    """Send the message to one recipient."""
    client.sendmail(SENDER, ["info@alvrs.example"], MESSAGE)


def messages(account: Account) -> tuple[Message, ...]:
    """Read the whole INBOX from outside."""
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]"])
    return tuple(email.message_from_bytes(parts[b"BODY[]"]) for _, parts in sorted(found.items()))


class TestDovecot:
    """A real IMAP server."""

    def test_a_message_keeps_its_bytes_and_its_time(self, mail_account: Account) -> None:
        """The time of receipt decides about the deadline, and the hash of the bytes is a message's identity."""
        received = datetime(2021, 9, 13, 21, 59, 59, tzinfo=UTC)
        uid = mail_account.deliver(MESSAGE, received)
        with mail_account.imap() as client:
            client.normalise_times = False
            client.select_folder("INBOX")
            found = client.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE", "FLAGS"])[uid]
        assert found[b"BODY[]"] == MESSAGE
        assert found[b"INTERNALDATE"] == received
        assert b"\\Seen" not in found[b"FLAGS"]

    def test_its_authority_is_accepted_on_both_roads(self, dovecot: Dovecot, mail_account: Account) -> None:
        """TLS from the first byte and STARTTLS are both in use by providers."""
        context = trust(dovecot.ca_file)
        with IMAPClient(dovecot.host, dovecot.tls_port, ssl_context=context, timeout=TIMEOUT) as client:
            client.login(mail_account.address, mail_account.password)
        with IMAPClient(dovecot.host, dovecot.port, ssl=False, timeout=TIMEOUT) as client:
            client.starttls(context)
            client.login(mail_account.address, mail_account.password)

    def test_it_is_refused_without_its_authority(self, dovecot: Dovecot) -> None:
        """A certificate that nobody vouches for has to end the connection."""
        with pytest.raises(ssl.SSLCertVerificationError):
            IMAPClient(dovecot.host, dovecot.tls_port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)

    def test_a_wrong_password_is_refused_at_once(self, dovecot: Dovecot, mail_account: Account) -> None:
        """Tests of refusals must not wait for the server's penalty."""
        began = time.monotonic()
        with IMAPClient(dovecot.host, dovecot.port, ssl=False, timeout=TIMEOUT) as client:
            for _ in range(3):
                with pytest.raises(LoginError):
                    client.login(mail_account.address, "wrong")
            client.login(mail_account.address, mail_account.password)
        assert time.monotonic() - began < 2

    def test_it_has_what_the_mailbox_uses(self, mail_account: Account) -> None:
        """IDLE, MOVE, UIDPLUS and keywords of our own."""
        with mail_account.imap() as client:
            assert {b"IDLE", b"MOVE", b"UIDPLUS"} <= set(client.capabilities())
            assert b"\\*" in client.select_folder("INBOX")[b"PERMANENTFLAGS"]

    def test_idle_announces_a_message(self, mail_account: Account) -> None:
        """The daemon is woken by the server."""
        with mail_account.imap() as client:
            client.select_folder("INBOX")
            client.idle()
            mail_account.deliver(MESSAGE)
            announced = client.idle_check(timeout=TIMEOUT)
            client.idle_done()
        assert (1, b"EXISTS") in announced

    def test_mail_by_lmtp_gets_its_return_path(self, mail_account: Account) -> None:
        """The letter goes to the Return-Path, so a real server has to write it."""
        mail_account.receive(MESSAGE, sender=SENDER)
        (message,) = messages(mail_account)
        assert message["Return-Path"] == f"<{SENDER}>"
        assert message["Delivered-To"] == mail_account.address

    def test_settings_take_a_capability_away(self) -> None:
        """A server without MOVE is played by the same Dovecot."""
        with (
            Dovecot(settings="imap_capability = IMAP4rev1 UIDPLUS") as server,
            server.add_user("desk@alvrs.example").imap() as client,
        ):
            assert not client.has_capability("MOVE")

    @pytest.mark.parametrize("end", [Dovecot.stop, Dovecot.kill])
    def test_mail_outlives_the_server(self, end: Callable[[Dovecot], None]) -> None:
        """A pass goes on after the server was away."""
        with Dovecot() as server:
            account = server.add_user("desk@alvrs.example")
            account.deliver(MESSAGE)
            end(server)
            with pytest.raises(ConnectionRefusedError):
                account.imap()
            server.start()
            assert len(messages(account)) == 1


class TestPostfix:
    """A real submission server."""

    def test_mail_from_outside_arrives_in_dovecot(self, postfix: Postfix, mail_account: Account) -> None:
        """The way of an application: SMTP, LMTP, INBOX."""
        with conversation(postfix) as client:
            client.sendmail(SENDER, [mail_account.address], MESSAGE)
        wait_until(lambda: len(messages(mail_account)) == 1)
        assert messages(mail_account)[0]["Return-Path"] == f"<{SENDER}>"

    def test_dovecots_users_log_in_over_tls(self, postfix: Postfix, mail_account: Account) -> None:
        """Both roads that [delivery] knows, with the passwords of the mailbox."""
        context = trust(postfix.ca_file)
        with smtplib.SMTP_SSL(postfix.host, postfix.tls_port, timeout=TIMEOUT, context=context) as client:
            assert client.login(mail_account.address, mail_account.password)[0] == 235
        with conversation(postfix) as client:
            client.starttls(context=context)
            with pytest.raises(smtplib.SMTPAuthenticationError):
                client.login(mail_account.address, "wrong")

    def test_passwords_are_not_taken_in_the_clear(self, postfix: Postfix, mail_account: Account) -> None:
        """AUTH appears with TLS only."""
        with conversation(postfix) as client, pytest.raises(smtplib.SMTPNotSupportedError):
            client.login(mail_account.address, mail_account.password)

    def test_it_is_refused_without_its_authority(self, postfix: Postfix) -> None:
        """A certificate that nobody vouches for has to end the connection."""
        with conversation(postfix) as client, pytest.raises(ssl.SSLCertVerificationError):
            client.starttls(context=ssl.create_default_context())

    def test_mail_to_an_unknown_user_bounces(self, postfix: Postfix, mail_account: Account) -> None:
        """A bounce of a letter is a real one: an empty Return-Path, a delivery-status report."""
        with conversation(postfix) as client:
            client.sendmail(mail_account.address, ["nobody@applicants.example"], MESSAGE)
        wait_until(lambda: len(messages(mail_account)) == 1)
        (bounce,) = messages(mail_account)
        assert bounce["Return-Path"] == "<>"
        assert bounce.get_content_type() == "multipart/report"

    def test_other_domains_are_refused(self, postfix: Postfix) -> None:
        """Nothing that a test does may leave the machine."""
        with conversation(postfix) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail(SENDER, ["somebody@elsewhere.example"], MESSAGE)


class TestScriptedSMTP:
    """A server that fails where a test tells it to."""

    def test_it_takes_mail_byte_for_byte(self, smtp_server: ScriptedSMTP) -> None:
        """A letter that is sent again has to be the same letter."""
        with conversation(smtp_server) as client:
            send(client)
        (mail,) = smtp_server.mails
        assert (mail.sender, mail.recipients, mail.content, mail.user) == (
            SENDER,
            ("info@alvrs.example",),
            MESSAGE,
            None,
        )

    @pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.DOT])
    def test_a_scripted_code_comes_out_once(self, smtp_server: ScriptedSMTP, stage: Stage) -> None:
        """What is refused now can be taken at the second attempt."""
        smtp_server.plan(stage, Answer(code=451, text="4.3.0 later"))
        refusals = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
        with conversation(smtp_server) as client, pytest.raises(refusals, match="later"):
            send(client)
        assert smtp_server.mails == ()
        with conversation(smtp_server) as client:
            send(client)
        assert len(smtp_server.mails) == 1

    def test_a_greeting_can_refuse(self, smtp_server: ScriptedSMTP) -> None:
        """A server that is closed says so before anything else."""
        smtp_server.plan(Stage.GREETING, Answer(code=554, text="5.3.2 closed"))
        with pytest.raises(smtplib.SMTPConnectError, match="closed"):
            smtplib.SMTP(smtp_server.host, smtp_server.port, timeout=TIMEOUT)

    def test_421_ends_the_conversation(self, smtp_server: ScriptedSMTP) -> None:
        """The code means that the channel is closed (RFC 5321, 3.8)."""
        smtp_server.plan(Stage.MAIL, Answer(code=421, text="4.3.2 closing"))
        with conversation(smtp_server) as client:
            assert client.docmd("EHLO", "desk")[0] == 250
            assert client.docmd("MAIL", "FROM:<>")[0] == 421
            with pytest.raises(smtplib.SMTPServerDisconnected):
                client.noop()

    @pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.AUTH])
    def test_a_cut_takes_no_mail(self, smtp_server: ScriptedSMTP, stage: Stage) -> None:
        """A connection can end anywhere."""
        smtp_server.plan(stage, Cut())
        with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)), conversation(smtp_server) as client:
            send(client)
        assert smtp_server.mails == ()

    def test_a_mail_can_be_taken_and_the_answer_lost(self, smtp_server: ScriptedSMTP) -> None:
        """The uncertain case: only the server knows."""
        smtp_server.plan(Stage.DOT, TakeAndCut())
        with conversation(smtp_server) as client, pytest.raises(smtplib.SMTPServerDisconnected):
            send(client)
        assert len(smtp_server.mails) == 1

    def test_a_late_answer_runs_into_the_clients_timeout(self, smtp_server: ScriptedSMTP) -> None:
        """A silent server after the dot leaves the sender uncertain."""
        smtp_server.plan(Stage.DOT, Wait(seconds=30))
        with conversation(smtp_server) as client:
            assert client.sock is not None
            client.sock.settimeout(0.2)
            with pytest.raises(smtplib.SMTPServerDisconnected) as caught:
                send(client)
        assert isinstance(caught.value.__context__, TimeoutError)
        assert len(smtp_server.mails) == 1

    def test_a_script_that_cannot_be_is_refused(self, smtp_server: ScriptedSMTP) -> None:
        """A test with an impossible script would prove nothing."""
        with pytest.raises(ValueError, match="only be taken at the dot"):
            smtp_server.plan(Stage.RCPT, TakeAndCut())
        with pytest.raises(ValueError, match="no turn to answer"):
            smtp_server.plan(Stage.BODY, Answer(code=451))

    @pytest.mark.parametrize("security", list(Security))
    def test_a_password_is_asked_for(self, security: Security) -> None:
        """[delivery] logs in on every road."""
        with ScriptedSMTP(security=security, credentials=("desk", "secret")) as server:
            context = trust(server.ca_file)
            with _connect(server, context) as client, pytest.raises(smtplib.SMTPAuthenticationError):
                client.login("desk", "wrong")
            with _connect(server, context) as client:
                with pytest.raises(smtplib.SMTPSenderRefused, match="Authentication required"):
                    send(client)
                client.login("desk", "secret")
                send(client)
            assert [mail.user for mail in server.mails] == ["desk"]

    def test_a_strangers_certificate_is_refused(self) -> None:
        """The client has to look at the authority."""
        with ScriptedSMTP(security=Security.TLS) as server, pytest.raises(ssl.SSLCertVerificationError):
            smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context())

    def test_it_leaves_nobody_listening(self) -> None:
        """A port that stays taken would trouble the next test."""
        with ScriptedSMTP() as server:
            port = server.port
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((server.host, port), timeout=TIMEOUT)


def test_no_port_is_given_twice() -> None:
    """A server takes several before it listens on the first: the kernel would give one of them again now and then."""
    ports = [free_port() for _ in range(1000)]
    assert len(set(ports)) == len(ports)


def _connect(server: ScriptedSMTP, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security is Security.STARTTLS:
        client.starttls(context=context)
    return client
