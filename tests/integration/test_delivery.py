"""Letters on their way: whatever the server does, it is known whether it may have the letter."""

from __future__ import annotations

import socketserver
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY
from threading import Thread
from typing import Any

import pytest

from intake.replies.delivery import FolderDelivery, SmtpDelivery
from intake.replies.letter import Original
from intake.replies.smtp_connection import connected
from intake.rules.entry import Letter
from intake.rules.letters.attempt import Attempt, Deferred, Refused, Sent, Unfit, Unknown
from intake.rules.letters.delivery import Delivery, DeliveryError
from intake.rules.letters.facts import facts_of
from intake.settings import DeliveryKind, DeliverySettings, Security, Server
from samples.letters import LAKTASI, RECEIVED, entry, letter, letter_writer, the_call
from servers import smtpd
from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix
from servers.process import wait_until
from servers.smtpd import Answer, Cut, ScriptedSMTP, Stage, TakeAndCut, Wait

SENDER = "info@alvrs.example"
LARGE = letter(content=b"Subject: LC21-0007\r\n\r\n" + 200_000 * (b"." * 70 + b"\r\n"))  # no socket swallows it at once
BEFORE_THE_DOT = [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.BODY]
ANSWERED = [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.DOT]


def server_settings(server: ScriptedSMTP | Postfix) -> Server:
    """Give the settings by which *server* is reached in the open."""
    return Server(host=server.host, port=server.port, security=Security.NONE, timeout=timedelta(seconds=5))


def road(server: ScriptedSMTP | Postfix, *, envelope_from: str = SENDER, **changes: Any) -> SmtpDelivery:  # noqa: ANN401  # any field of Server
    """Make the road to *server*; *changes* are of its settings."""
    return SmtpDelivery(
        DeliverySettings(
            kind=DeliveryKind.SMTP,
            sender=SENDER,
            envelope_from=envelope_from,
            outbox=Path("outbox"),
            server=server_settings(server)._replace(**changes),
        )
    )


def nothing() -> None:
    """Record the dot nowhere."""


def deliver(road: Delivery, one: Letter | None = None, on_dot: Callable[[], None] = nothing) -> Attempt:
    """Deliver one letter in a session of its own."""
    with road.session() as session:
        return session.deliver(one or letter(), on_dot)


@contextmanager
def rude_server() -> Iterator[int]:
    """Run a server that refuses a body while it comes in; give its port."""

    class Rude(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 localhost\r\n")
            for answer in (b"250 localhost", b"250 ok", b"250 ok", b"354 go on"):
                self.rfile.readline()
                self.wfile.write(answer + b"\r\n")
            self.rfile.readline()
            self.wfile.write(b"452 4.3.1 disk full\r\n")
            while self.rfile.read1():
                pass

    with socketserver.TCPServer(("127.0.0.1", 0), Rude) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        yield server.server_address[1]
        thread.join()


class Dots:
    """Remembers that the dot was recorded, and what the server had taken by then."""

    def __init__(self, server: ScriptedSMTP) -> None:
        self.server = server
        self.taken: list[int] = []

    def __call__(self) -> None:
        """Record the dot, once the server has had time to take whatever it holds."""
        time.sleep(0.1)
        self.taken.append(len(self.server.mails))


class TestByTheBook:
    """A server that takes what it is given."""

    def test_the_letter_arrives_byte_for_byte(self, smtp_server: ScriptedSMTP) -> None:
        """Lines that begin with a dot are the trap (RFC 5321, 4.5.2)."""
        attempt = deliver(road(smtp_server))
        (mail,) = smtp_server.mails
        assert attempt == Sent(reply="250 2.0.0 taken")
        assert (mail.sender, mail.recipients) == (SENDER, ("opstina@applicants.example",))
        assert mail.content == letter().content

    def test_the_dot_is_recorded_before_it_goes_out(self, smtp_server: ScriptedSMTP) -> None:
        """A crash between the two leaves the letter uncertain, never sent in silence."""
        dots = Dots(smtp_server)
        deliver(road(smtp_server), on_dot=dots)
        assert dots.taken == [0]
        assert len(smtp_server.mails) == 1

    def test_one_session_carries_many_letters(self, smtp_server: ScriptedSMTP) -> None:
        """A refused letter in the middle does not hold up the others."""
        smtp_server.plan(Stage.RCPT, Answer(code=550))
        with road(smtp_server).session() as session:
            attempts = [session.deliver(letter(), nothing) for _ in range(3)]
        assert [type(attempt) for attempt in attempts] == [Refused, Sent, Sent]
        assert smtp_server.connections == 1

    def test_no_letter_waits_for_the_acknowledgement_of_its_own_body(self, smtp_server: ScriptedSMTP) -> None:
        """The final dot is a segment of its own, which Nagle's algorithm holds for 40 ms."""
        with closing(connected(server_settings(smtp_server), SENDER, None)) as client:
            assert client.sock is not None
            assert client.sock.getsockopt(IPPROTO_TCP, TCP_NODELAY)

    def test_bounces_can_be_declined(self, smtp_server: ScriptedSMTP) -> None:
        """The envelope of an answer may be empty (RFC 3834, 3.3)."""
        deliver(road(smtp_server, envelope_from=""))
        assert smtp_server.mails[0].sender == "<>"

    def test_our_own_domain_goes_out_in_ascii_too(self, smtp_server: ScriptedSMTP) -> None:
        """An association may have a Cyrillic domain."""
        deliver(road(smtp_server, envelope_from="info@општина.срб"))
        assert smtp_server.mails[0].sender == "info@xn--80appcfs5b.xn--90a3ac"

    def test_a_letter_without_a_last_line_end_gets_one(self, smtp_server: ScriptedSMTP) -> None:
        """The dot has to stand on a line of its own."""
        deliver(road(smtp_server), letter(content=b"Subject: x\r\n\r\nend"))
        assert smtp_server.mails[0].content == b"Subject: x\r\n\r\nend\r\n"

    def test_a_name_in_letters_of_ones_own_is_kept_from_a_server_without_utf8(self, smtp_server: ScriptedSMTP) -> None:
        """There is no other form of it (RFC 6531): a person decides."""
        attempt = deliver(road(smtp_server), letter(to="општина@applicants.example"))
        assert isinstance(attempt, Unfit)
        assert "SMTPUTF8" in attempt.why
        assert smtp_server.mails == ()

    def test_the_domain_goes_out_in_ascii(self, smtp_server: ScriptedSMTP) -> None:
        """No server has to know the other form."""
        deliver(road(smtp_server), letter(to="kancelarija@општина.срб"))
        assert smtp_server.mails[0].recipients == ("kancelarija@xn--80appcfs5b.xn--90a3ac",)


class TestFaults:
    """A server that fails at a chosen place."""

    @pytest.mark.parametrize("stage", ANSWERED)
    def test_a_temporary_refusal_defers(self, smtp_server: ScriptedSMTP, stage: Stage) -> None:
        """4xx: not sent, worth another try."""
        smtp_server.plan(stage, Answer(code=451, text="4.3.0 later"))
        assert deliver(road(smtp_server)) == Deferred(reply="451 4.3.0 later")
        assert smtp_server.mails == ()

    @pytest.mark.parametrize("stage", ANSWERED)
    def test_a_permanent_refusal_refuses(self, smtp_server: ScriptedSMTP, stage: Stage) -> None:
        """5xx: not sent, and never will be."""
        smtp_server.plan(stage, Answer(code=554, text="5.7.1 no"))
        assert deliver(road(smtp_server)) == Refused(reply="554 5.7.1 no")
        assert smtp_server.mails == ()

    @pytest.mark.parametrize("stage", BEFORE_THE_DOT)
    def test_a_connection_that_dies_before_the_dot_sent_nothing(self, smtp_server: ScriptedSMTP, stage: Stage) -> None:
        """A server forgets a body without its final dot, so the letter may go again."""
        smtp_server.plan(stage, Cut())
        assert isinstance(deliver(road(smtp_server), LARGE, on_dot=pytest.fail), Deferred)
        assert smtp_server.mails == ()

    def test_a_server_that_breaks_into_the_body_gets_no_dot(self) -> None:
        """It has said that it will not have the letter: then this is known, and no dot makes it uncertain."""
        with rude_server() as port:
            settings = Server(host="127.0.0.1", port=port, security=Security.NONE)
            attempt = deliver(
                SmtpDelivery(
                    DeliverySettings(
                        kind=DeliveryKind.SMTP, sender=SENDER, envelope_from=SENDER, outbox=Path(), server=settings
                    )
                ),
                LARGE,
                on_dot=pytest.fail,
            )
        assert attempt == Deferred(reply="452 4.3.1 disk full")

    @pytest.mark.parametrize("act", [Cut(), TakeAndCut(), Wait(seconds=3)], ids=["cut", "taken-and-cut", "silent"])
    def test_no_answer_after_the_dot_leaves_it_unknown(
        self, smtp_server: ScriptedSMTP, act: Cut | TakeAndCut | Wait
    ) -> None:
        """Only the server knows whether it took the letter; from here the three look alike."""
        smtp_server.plan(Stage.DOT, act)
        assert isinstance(deliver(road(smtp_server, timeout=timedelta(seconds=0.2))), Unknown)

    def test_the_answer_to_the_dot_is_waited_for_longer_than_any_other(self, smtp_server: ScriptedSMTP) -> None:
        """A server may scan the whole letter before it answers: to give up sooner means to write twice."""
        smtp_server.plan(Stage.DOT, Wait(seconds=0.7))
        smtp_server.plan(Stage.RCPT, Wait(seconds=0), Wait(seconds=0.7))
        with road(smtp_server, timeout=timedelta(seconds=0.2)).session() as session:
            attempts = [session.deliver(letter(), nothing) for _ in range(2)]
        assert [type(attempt) for attempt in attempts] == [Sent, Deferred]

    @pytest.mark.parametrize("stage", BEFORE_THE_DOT[:3])
    def test_a_silent_server_is_not_waited_for_without_end(self, smtp_server: ScriptedSMTP, stage: Stage) -> None:
        """The library has no timeout of its own accord."""
        smtp_server.plan(stage, Wait(seconds=3))
        assert isinstance(deliver(road(smtp_server, timeout=timedelta(seconds=0.5))), Deferred)

    def test_after_a_lost_connection_the_session_makes_a_new_one(self, smtp_server: ScriptedSMTP) -> None:
        """One bad letter must not keep the queue waiting for the next pass."""
        smtp_server.plan(Stage.MAIL, Cut(), Answer(code=421))
        with road(smtp_server).session() as session:
            attempts = [session.deliver(letter(), nothing) for _ in range(3)]
        assert [type(attempt) for attempt in attempts] == [Deferred, Deferred, Sent]
        assert smtp_server.connections == 3

    def test_a_dot_that_cannot_be_recorded_is_not_sent(self, smtp_server: ScriptedSMTP) -> None:
        """If the store fails here, nothing may go out; and the next letter needs a new connection."""

        def full_disk() -> None:
            raise OSError("disk full")

        with road(smtp_server).session() as session:
            with pytest.raises(OSError, match="disk full"):
                session.deliver(letter(), full_disk)
            assert smtp_server.mails == ()
            assert isinstance(session.deliver(letter(), nothing), Sent)
        assert len(smtp_server.mails) == 1

    @pytest.mark.parametrize("to", ["", None, "nobody", "a@b.example\r\nRCPT TO:<c@d.example>", "a b@c.example"])
    def test_what_is_no_address_is_never_offered(self, smtp_server: ScriptedSMTP, to: str | None) -> None:
        """A line end in an address would be a command of its own."""
        assert isinstance(deliver(road(smtp_server), letter(to=to)), Unfit)
        assert smtp_server.mails == ()


class TestTheDoor:
    """What keeps every letter in the queue."""

    @pytest.mark.parametrize(
        ("stage", "act"),
        [(Stage.GREETING, Answer(code=554, text="closed")), (Stage.GREETING, Cut()), (Stage.EHLO, Cut())],
        ids=["refused", "cut", "cut at EHLO"],
    )
    def test_a_server_that_lets_nobody_in_is_an_error(
        self, smtp_server: ScriptedSMTP, stage: Stage, act: Answer | Cut
    ) -> None:
        """It says nothing about any letter: all stay queued."""
        smtp_server.plan(stage, act)
        with pytest.raises(DeliveryError, match=r"no letter can leave") as caught:
            deliver(road(smtp_server))
        assert caught.value.__cause__ is not None

    def test_a_server_that_is_away_is_an_error(self, smtp_server: ScriptedSMTP) -> None:
        """The same, one step earlier."""
        with pytest.raises(DeliveryError, match="localhost:1: no letter can leave"):
            deliver(road(smtp_server, port=1))

    @pytest.mark.parametrize("security", list(smtpd.Security))
    def test_a_password_opens_every_kind_of_door(self, security: smtpd.Security) -> None:
        """TLS from the first byte, STARTTLS, and loopback without either."""
        with ScriptedSMTP(security=security, credentials=("desk", "secret")) as server:
            key: dict[str, Any] = {"security": Security(security.value), "ca_file": server.ca_file, "username": "desk"}
            assert isinstance(deliver(road(server, password="secret", **key)), Sent)
            for password in ("wrong", "лозинка"):
                with pytest.raises(DeliveryError):
                    deliver(road(server, password=password, **key))
            assert [mail.user for mail in server.mails] == ["desk"]

    @pytest.mark.parametrize("security", [smtpd.Security.TLS, smtpd.Security.STARTTLS])
    def test_a_strangers_certificate_is_refused(self, security: smtpd.Security) -> None:
        """A password is not told to anyone who answers the telephone."""
        with ScriptedSMTP(security=security) as server, pytest.raises(DeliveryError, match="certificate verify failed"):
            deliver(road(server, security=Security(security.value)))

    def test_no_letter_leaves_in_the_clear_where_starttls_is_asked_for(self, smtp_server: ScriptedSMTP) -> None:
        """Somebody on the way may take the offer out of the greeting."""
        with pytest.raises(DeliveryError, match="STARTTLS"):
            deliver(road(smtp_server, security=Security.STARTTLS))

    def test_a_server_that_asks_for_a_log_in_is_an_error(self) -> None:
        """530 speaks of us, not of the letter: it stays queued."""
        with ScriptedSMTP(credentials=("desk", "secret")) as server, pytest.raises(DeliveryError, match="530"):
            deliver(road(server))

    def test_the_door_that_closes_during_a_session_is_an_error(self, smtp_server: ScriptedSMTP) -> None:
        """Nothing of the second letter was offered."""
        smtp_server.plan(Stage.DOT, TakeAndCut())
        with road(smtp_server).session() as session:
            session.deliver(letter(), nothing)
            smtp_server.plan(Stage.GREETING, Answer(code=421))
            with pytest.raises(DeliveryError):
                session.deliver(letter(), pytest.fail)


class TestRealServers:
    """Postfix takes the letter, Dovecot keeps it."""

    def test_a_letter_comes_out_as_it_went_in(self, postfix: Postfix, mail_account: Account, dovecot: Dovecot) -> None:
        """What lies in the outbox is what the applicant has."""
        applicant = dovecot.add_user("opstina-laktasi@applicants.example")
        facts = facts_of(entry(), call=the_call(), now=RECEIVED, applicant=LAKTASI)
        written = letter_writer().write(
            facts, to=applicant.address, original=Original(message_id="<1@applicants.example>")
        )
        one = letter(to=applicant.address, content=written.content)
        key: dict[str, Any] = {
            "username": mail_account.address,
            "password": mail_account.password,
            "ca_file": postfix.ca_file,
        }
        for changes in ({"port": postfix.tls_port, "security": Security.TLS}, {"security": Security.STARTTLS}):
            attempt = deliver(road(postfix, **key, **changes), one)
            assert isinstance(attempt, Sent)
            assert "queued as" in attempt.reply
        wait_until(lambda: len(_inbox(applicant)) == 2)
        for content in _inbox(applicant):
            assert content.startswith(b"Return-Path: <info@alvrs.example>\r\n")
            assert content.endswith(written.content)

    def test_a_name_in_letters_of_ones_own_goes_to_a_server_with_utf8(
        self, postfix: Postfix, mail_account: Account
    ) -> None:
        """RFC 6531: envelope and header in UTF-8."""
        key: dict[str, Any] = {
            "username": mail_account.address,
            "password": mail_account.password,
            "ca_file": postfix.ca_file,
        }
        one = letter(to="општина@applicants.example", content="To: општина@applicants.example\r\n\r\n.\r\n".encode())
        assert isinstance(deliver(road(postfix, security=Security.STARTTLS, **key), one), Sent)

    def test_an_unknown_domain_is_refused(self, postfix: Postfix, mail_account: Account) -> None:
        """The real server's words are kept for staff."""
        key: dict[str, Any] = {
            "username": mail_account.address,
            "password": mail_account.password,
            "ca_file": postfix.ca_file,
        }
        attempt = deliver(road(postfix, security=Security.STARTTLS, **key), letter(to="a@elsewhere.example"))
        assert isinstance(attempt, Refused)
        assert attempt.reply.startswith("550 5.1.2")


def _inbox(account: Account) -> list[bytes]:
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        return [parts[b"BODY[]"] for parts in client.fetch(client.search(), ["BODY.PEEK[]"]).values()]


def test_the_folder_road_takes_everything() -> None:
    """A desk without a server: letters are in the outbox, and there is no moment at which only a server would know."""
    with FolderDelivery().session() as session:
        assert isinstance(session.deliver(letter(), pytest.fail), Sent)
