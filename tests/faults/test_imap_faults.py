"""An IMAP server, or the line to it, misbehaves: nothing is lost or doubled, the next good pass ends the work."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from imapclient import DELETED

from desks import FOLDER, IN_TIME, Bench, DeskFolder, form, imap_section, lay_out_desk, mail
from faults.proxy import Deed, Fault, Proxy, Side
from intake.desk import Report
from intake.mailbox.imap.mailbox import ImapMailbox
from intake.ports import Reader
from intake.reading.pool import ReaderPool
from intake.rules.mailbox import Fetched, Gone, MailboxError, Waiting
from intake.rules.states import Outcome
from intake.settings import After, Security, Server
from intake.wiring import Secrets, Workshop
from servers.certificates import certify
from servers.dovecot import Account, Dovecot

TIMEOUT = timedelta(seconds=0.4)
KEYWORD = b"$IntakeProcessed"
LITERAL = b"BODY[] {"
PLACES = {
    "greeting": Fault(deed=Deed.CUT),
    "log-in": Fault(deed=Deed.CUT, side=Side.CLIENT, after=b" LOGIN "),
    "log-in answered": Fault(deed=Deed.CUT, after=b"OK [CAPABILITY", offset=600),
    "UIDVALIDITY": Fault(deed=Deed.CUT, after=b"[UIDVALIDITY "),
    "SEARCH": Fault(deed=Deed.CUT, after=b"* SEARCH"),
    "INTERNALDATE": Fault(deed=Deed.CUT, after=b"INTERNALDATE "),
    "listing answered": Fault(deed=Deed.CUT, after=b"Fetch completed"),
    "size of a literal": Fault(deed=Deed.CUT, after=LITERAL),
    "inside a literal": Fault(deed=Deed.CUT, after=LITERAL, offset=3000),
    "after a literal": Fault(deed=Deed.CUT, after=b"--\r\n)\r\n"),
    "STORE": Fault(deed=Deed.CUT, side=Side.CLIENT, after=b" STORE "),
    "STORE answered": Fault(deed=Deed.CUT, after=b"Store completed"),
}


OFTEN = {
    ("greeting", Deed.CUT),
    ("log-in", Deed.STALL),
    ("inside a literal", Deed.CUT),
    ("inside a literal", Deed.STALL),
    ("STORE answered", Deed.CUT),
}
"""What `make test` tries; the other places wait for `make faults`."""


def broken_lines() -> Iterator[ParameterSet]:
    """Give every place with both ways of breaking there."""
    for place in PLACES:
        for deed in (Deed.CUT, Deed.STALL):
            rare = () if (place, deed) in OFTEN else (pytest.mark.faults,)
            yield pytest.param(place, deed, marks=rare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Two applications and an invoice in a mailbox, and a desk that sees it through a proxy."""

    account: Account
    proxy: Proxy
    bench: Bench

    def run_pass(self) -> Report:
        """Make one pass."""
        return self.bench.run_pass()

    def check_all_done(self) -> None:
        """Nothing is lost, nothing doubled, foreign mail is as it was."""
        assert self.bench.states() == [("LC21-0001", 1, "accepted"), ("LC21-0002", 1, "accepted")]
        assert [letter.state.value for letter in self.bench.letters] == ["sent", "sent"]
        outcomes = sorted(message.outcome.value for message in self.bench.messages if message.outcome)
        assert outcomes == ["application", "application", "other"]
        assert flags(self.account) == [{KEYWORD}, {KEYWORD}, set()]


@contextmanager
def scene_of(
    folder: Path, account: Account, proxy: Proxy, reader: Reader, keys: Mapping[str, str] | None = None
) -> Iterator[Scene]:
    """Set up a desk behind *proxy*, and two applications and an invoice in the INBOX."""
    for content in (mail(form(0)), mail(form(1), sender="grad@banjaluka.example"), mail(subject="Рачун", text="5.\n")):
        account.deliver(content, IN_TIME)
    with environ_passwords(), Workshop.open(desk_of(folder, account, proxy, keys).config, secrets=Secrets.NEEDED) as w:
        yield Scene(
            account=account,
            proxy=proxy,
            bench=Bench(desk_folder=DeskFolder(folder=folder), workshop=w, reader=reader),
        )


def desk_of(folder: Path, account: Account, proxy: Proxy, keys: Mapping[str, str] | None = None) -> DeskFolder:
    """Lay out a desk that talks to the account's server through *proxy*, in the clear."""
    given = {"port": str(proxy.port), "security": '"none"', "timeout": '"0.4 seconds"', **(keys or {})}
    return lay_out_desk(folder, imap_section(account, **given), FOLDER)


@contextmanager
def environ_passwords() -> Iterator[None]:
    """Set the passwords that the configurations name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEST_IMAP_PASSWORD", "secret")
        yield


def flags(account: Account) -> list[set[bytes]]:
    """Look at the INBOX's flags from outside."""
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["FLAGS"])
    return [set(parts[b"FLAGS"]) - {b"\\Recent"} for _, parts in sorted(found.items())]


def server_at(port: int, account: Account) -> Server:
    """Give the account's server as the settings have it, at *port* and in the clear."""
    return Server(
        host="localhost",
        port=port,
        security=Security.NONE,
        username=account.address,
        password=account.password,
        timeout=TIMEOUT,
    )


def mailbox_of(server: Server) -> ImapMailbox:
    """Open the INBOX there."""
    return ImapMailbox(server, folder="INBOX", after=After.KEYWORD, processed_folder="Processed", size_limit=2**20)


def mailbox_at(port: int, account: Account) -> ImapMailbox:
    """Open the account's INBOX at *port*, in the clear."""
    return mailbox_of(server_at(port, account))


@pytest.mark.parametrize(("place", "deed"), tuple(broken_lines()))
def test_a_line_that_breaks_anywhere_costs_a_pass_and_nothing_else(
    tmp_path: Path, mail_account: Account, reader: ReaderPool, place: str, deed: Deed
) -> None:
    """Mail taken from the server before it is safe is lost, mail marked too late is answered twice: here neither."""
    where = PLACES[place]
    fault = Fault(deed=deed, side=where.side, after=where.after, offset=where.offset)
    with (
        Proxy(mail_account.server.port, fault) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        began = time.monotonic()
        first = scene.run_pass()
        assert proxy.to_come == (), "the conversation never came to that place"
        # After a cut in a batch each message is asked for alone, on a new connection: that may be enough.
        overcome = deed is Deed.CUT and "literal" in place
        assert ["tried again later" in error for error in first.errors] == ([] if overcome else [True])
        assert time.monotonic() - began < 10, "every read has a timeout"
        assert scene.run_pass().errors == []
        scene.check_all_done()


@pytest.mark.parametrize(
    ("place", "mask"),
    [
        ("greeting", 0x55),
        ("UIDVALIDITY", 0x80),
        ("INTERNALDATE", 0x01),
        ("size of a literal", 0x01),
        ("STORE answered", 0x55),
    ],
)
def test_a_garbled_answer_is_a_failure_of_the_server_and_no_crash(
    tmp_path: Path, mail_account: Account, reader: ReaderPool, place: str, mask: int
) -> None:
    """Whatever the library makes of nonsense stops at the adapter; the next pass finishes the work."""
    fault = Fault(deed=Deed.GARBLE, after=PLACES[place].after, mask=mask)
    with (
        Proxy(mail_account.server.port, fault) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        scene.run_pass()
        assert proxy.to_come == ()
        assert scene.run_pass().errors == []
        assert {m.outcome for m in scene.bench.messages} == {Outcome.APPLICATION, Outcome.OTHER}
        assert scene.bench.states() == [("LC21-0001", 1, "accepted"), ("LC21-0002", 1, "accepted")]
        assert [letter.state.value for letter in scene.bench.letters] == ["sent", "sent"]


def sweep(account: Account, step: int) -> list[str]:
    """Strike at every *step*th byte that the server says, cutting and garbling; give what went wrong with us."""
    for number in range(3):
        account.deliver(b"Message-ID: <%d@x.example>\r\n\r\nTekst %d\r\n" % (number, number))
    with Proxy(account.server.port) as proxy:
        clean, _ = conversation(mailbox_at(proxy.port, account))
        length = proxy.said[Side.SERVER]
    wrong = []
    for offset in range(0, length, step):
        for deed, mask in ((Deed.CUT, 0), (Deed.GARBLE, 0x55), (Deed.GARBLE, 0x80), (Deed.GARBLE, 0x01)):
            with Proxy(account.server.port, Fault(deed=deed, offset=offset, mask=mask)) as proxy:
                what = outcome_of(mailbox_at(proxy.port, account), clean)
            if what:
                wrong.append(f"{deed} at byte {offset} (mask {mask:#x}): {what}")
    return wrong


def conversation(mailbox: ImapMailbox) -> tuple[Sequence[Waiting], Sequence[Fetched | Gone]]:
    """List, fetch and release everything."""
    with closing(mailbox):
        waiting = mailbox.listing()
        given = tuple(mailbox.fetch(waiting))
        mailbox.release([one.position for one in waiting])
    return waiting, given


def outcome_of(mailbox: ImapMailbox, clean: Sequence[Waiting]) -> str | None:
    """Say what should not have happened: an exception of somebody else's, or a message that is called gone."""
    try:
        waiting, given = conversation(mailbox)
    except MailboxError:
        return None
    except Exception as error:  # noqa: BLE001 - that is the question
        return repr(error)
    gone = [one for one in given if isinstance(one, Gone)]
    return f"called gone: {gone}" if gone and waiting == clean else None


def test_a_fault_at_any_of_some_bytes_is_our_own_error_and_no_message_is_called_gone(mail_account: Account) -> None:
    """A sample of the whole sweep below."""
    assert sweep(mail_account, step=211) == []


@pytest.mark.faults
def test_a_fault_at_any_byte_is_our_own_error_and_no_message_is_called_gone(mail_account: Account) -> None:
    """Cut or garbled anywhere, the conversation ends in MailboxError or well; never in a message given up."""
    assert sweep(mail_account, step=11) == []


def test_a_message_that_an_answer_leaves_out_is_asked_for_again(mail_account: Account) -> None:
    """A UID garbled on its way is no message taken away: calling it gone would lose it for good."""
    for number in range(3):
        mail_account.deliver(b"Subject: %d\r\n\r\nx\r\n" % number)
    # The second UID of the FETCH that brings the bodies becomes another number.
    fault = Fault(deed=Deed.GARBLE, after=b"Subject: 0\r\n\r\nx\r\n)\r\n* 2 FETCH (UID ", mask=0x04)
    with Proxy(mail_account.server.port) as proxy, closing(mailbox_at(proxy.port, mail_account)) as mailbox:
        waiting = mailbox.listing()
        proxy.plan(fault)
        given: list[Fetched | Gone] = []
        with suppress(MailboxError):
            given.extend(mailbox.fetch(waiting))
        assert proxy.to_come == ()
        assert [one for one in given if isinstance(one, Gone)] == []
        assert all(isinstance(one, Fetched) for one in mailbox.fetch(waiting))


def test_a_message_that_a_listing_leaves_out_is_not_passed_over(mail_account: Account) -> None:
    """The next listing begins behind the last one's end: what was left out before that would never be seen."""
    for number in range(3):
        mail_account.deliver(b"Subject: %d\r\n\r\nx\r\n" % number)
    seen: tuple[Waiting, ...] = ()
    left_out = {b"* 2 FETCH (UID 2 ": b"* 2 FETCH (UID 9 "}
    with (
        Proxy(mail_account.server.port, substitutes=left_out) as proxy,
        closing(mailbox_at(proxy.port, mail_account)) as mailbox,
        suppress(MailboxError),
    ):
        seen = mailbox.listing()
    with closing(mailbox_at(mail_account.server.port, mail_account)) as mailbox:
        seen += mailbox.listing(after=seen[-1].position if seen else None)
    assert [one.position.uid for one in seen] == ["1", "2", "3"]


def test_a_server_that_drips_runs_into_the_deadline_of_the_exchange(mail_account: Account) -> None:
    """A byte now and then keeps every read within its timeout; the desk must not hang on it for ever."""
    mail_account.deliver(mail(form(0)))
    drip = Fault(deed=Deed.DRIP, after=LITERAL, offset=100)
    with Proxy(mail_account.server.port, drip) as proxy, closing(mailbox_at(proxy.port, mail_account)) as mailbox:
        waiting = mailbox.listing()
        began = time.monotonic()
        given: list[Fetched | Gone] = []
        with pytest.raises(MailboxError):
            given.extend(mailbox.fetch(waiting))
        assert given == []
        assert TIMEOUT.total_seconds() * 5 < time.monotonic() - began < TIMEOUT.total_seconds() * 25


def test_a_server_that_drips_is_not_asked_for_each_message_of_the_batch(mail_account: Account) -> None:
    """A line that is cut off over one message means this message; one that we cut off ourselves means the server."""
    for number in range(4):
        mail_account.deliver(mail(form(number)))
    drips = [Fault(deed=Deed.DRIP, after=LITERAL, offset=100)] * 4
    with Proxy(mail_account.server.port, *drips) as proxy, closing(mailbox_at(proxy.port, mail_account)) as mailbox:
        waiting = mailbox.listing()
        began = time.monotonic()
        with pytest.raises(MailboxError, match="no whole answer within 4 seconds"):
            list(mailbox.fetch(waiting))
        assert len(proxy.to_come) == 3
        assert time.monotonic() - began < TIMEOUT.total_seconds() * 25


def test_a_pass_that_takes_too_long_leaves_the_rest_to_the_next(
    tmp_path: Path, mail_account: Account, reader: ReaderPool
) -> None:
    """A slow server must not keep letters and register waiting until the last message is here."""
    for number in range(60):
        mail_account.deliver(b"Subject: %d\r\n\r\nx\r\n" % number)
    with (
        Proxy(mail_account.server.port) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        first = scene.bench.run_pass(patience=timedelta())
        assert first.counts["received"] == 50
        assert ["13 messages are left for the next pass" in error for error in first.errors] == [True]
        second = scene.run_pass()
        assert (second.errors, second.counts["received"]) == ([], 13)
        assert len(scene.bench.entries) == 2


def test_a_line_that_breaks_over_tls_is_the_same_failure(tmp_path: Path, mail_account: Account) -> None:
    """Libraries tell a lost TLS line by other exceptions than a plain one."""
    certificate = certify(tmp_path)
    mail_account.deliver(mail(form(0)))
    cut = Fault(deed=Deed.CUT, after=LITERAL, offset=3000)
    stall = Fault(deed=Deed.STALL, after=LITERAL, offset=3000)
    with Proxy(mail_account.server.port, cut, stall, certificate=certificate) as proxy:
        server = server_at(proxy.port, mail_account)._replace(security=Security.TLS, ca_file=certificate.ca_file)
        with closing(mailbox_of(server)) as mailbox:
            for _ in (cut, stall):
                with pytest.raises(MailboxError):
                    list(mailbox.fetch(mailbox.listing()))
            assert len(list(mailbox.fetch(mailbox.listing()))) == 1


def test_a_mailbox_that_was_emptied_meanwhile_ends_the_work_without_an_alarm(
    tmp_path: Path, mail_account: Account, reader: ReaderPool
) -> None:
    """Staff took everything away between listing and fetch: that is theirs to do, and no reason to try for ever."""
    stall = Fault(deed=Deed.STALL, after=LITERAL)  # listed and sighted, nothing fetched
    with (
        Proxy(mail_account.server.port) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        proxy.plan(stall)
        assert scene.run_pass().errors
        with mail_account.imap() as client:
            client.select_folder("INBOX")
            client.add_flags(client.search(), [DELETED])
            client.expunge()
        assert scene.run_pass().errors == []
        name = scene.bench.workshop.mailbox().name
        assert scene.bench.workshop.store.sightings.unfetched(name) == ()
        assert scene.bench.entries == ()


def test_a_server_without_keywords_leaves_the_message_and_nothing_is_done_twice(
    tmp_path: Path, mail_account: Account, reader: ReaderPool
) -> None:
    r"""Exchange has no "\*" among its permanent flags: state lives in the store, flags are a courtesy."""
    plain = {b" \\*)]": b")]", b" $IntakeProcessed": b""}
    with (
        Proxy(mail_account.server.port, substitutes=plain) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        assert scene.run_pass().errors == []
        assert scene.run_pass().counts.get("new", 0) == 0
        assert flags(mail_account) == [set(), set(), set()]
        assert [letter.state.value for letter in scene.bench.letters] == ["sent", "sent"]


def test_a_password_that_was_changed_is_said_and_the_right_one_goes_on(
    tmp_path: Path, dovecot: Dovecot, mail_account: Account
) -> None:
    """Passwords expire: the command says whose and where, ends with 1, and nothing is lost meanwhile."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), FOLDER)
    mail_account.deliver(mail(form(0)), IN_TIME)
    time.sleep(1.1)  # Dovecot does not see a password file that is rewritten within the second
    dovecot.add_user(mail_account.address, "another")
    (error,) = desk.json("once", "--json", status=1)["errors"]
    assert "look at username and password" in error
    assert mail_account.address in error
    new = {"TEST_IMAP_PASSWORD": "another"}
    desk.intake("once", environ=new)
    (entry,) = desk.json("list", "--json")
    assert (entry["status"], entry["letter"]["state"]) == ("accepted", "sent")


def test_an_authority_nobody_knows_is_refused_with_status_1(tmp_path: Path, mail_account: Account) -> None:
    """The password does not reach a stranger; once the authority is named, the pass goes through."""
    stranger = certify(tmp_path)
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account, ca_file=f'"{stranger.ca_file}"'), FOLDER)
    mail_account.deliver(mail(form(0)), IN_TIME)
    (error,) = desk.json("once", "--json", status=1)["errors"]
    assert "certificate verify failed" in error
    known = desk.config.read_text().replace(str(stranger.ca_file), str(mail_account.server.ca_file))
    desk.config.write_text(known)
    assert desk.json("once", "--json")["counts"]["letters sent"] == 1


def test_reading_by_staff_hides_nothing_from_the_desk(
    tmp_path: Path, mail_account: Account, reader: ReaderPool
) -> None:
    r"""Others take \Seen for "done" and lose what a person opened first: here UIDs decide."""
    with (
        Proxy(mail_account.server.port) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        with mail_account.imap() as client:
            client.select_folder("INBOX")
            client.add_flags(client.search(), [b"\\Seen"])
        assert scene.run_pass().errors == []
        assert len(scene.bench.entries) == 2


def test_what_is_known_is_not_fetched_again(tmp_path: Path, mail_account: Account, reader: ReaderPool) -> None:
    """Others fetch whole mailboxes every ten minutes, above all what they do not want."""
    with (
        Proxy(mail_account.server.port) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        scene.run_pass()
        first = proxy.said[Side.SERVER]
        scene.run_pass()
        assert first > 50_000
        assert proxy.said[Side.SERVER] < 5_000


def test_a_message_id_is_no_identity(tmp_path: Path, mail_account: Account, reader: ReaderPool) -> None:
    """Some senders give one Message-ID to different mails: each of them is an application."""
    with (
        Proxy(mail_account.server.port) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        same = {"Message-ID": "<parcel@carrier.example>"}
        for number in (2, 3):
            mail_account.deliver(mail(form(number), sender=f"o{number}@x.example", headers=same), datetime.now(UTC))
        assert scene.run_pass().errors == []
        assert len(scene.bench.entries) == 4


def test_messages_are_counted_once_while_staff_move_and_delete_others(
    tmp_path: Path, mail_account: Account, reader: ReaderPool
) -> None:
    """By sequence numbers every other mail is skipped when one goes; UIDs stay."""
    with (
        Proxy(mail_account.server.port) as proxy,
        scene_of(tmp_path / "desk", mail_account, proxy, reader) as scene,
    ):
        assert scene.run_pass().errors == []
        with mail_account.imap() as client:
            client.select_folder("INBOX")
            client.add_flags([client.search()[0]], [DELETED])
            client.expunge()
        mail_account.deliver(mail(form(2), sender="c@x.example"), IN_TIME)
        assert scene.run_pass().counts["new"] == 1
        assert len(scene.bench.entries) == 3
