"""Letters through a real Postfix into a real Dovecot, read there by other programs than the one that wrote them."""

from __future__ import annotations

import email.policy
import imaplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import dkim
import mailparser
import pytest
from imapclient.response_types import BodyData, Envelope

from intake.replies.delivery import SmtpDelivery
from intake.replies.letter import LetterWriter, Original, Written
from intake.rules.letters.attempt import Sent
from intake.rules.letters.letters import Case
from intake.rules.letters.sample import sample_facts
from intake.settings import DeliveryKind, DeliverySettings, DkimSettings, Security, Server
from samples.keys import dkim_settings, dns
from samples.letters import LAKTASI, RECEIVED, SENDER, letter, letter_writer, templates, the_call
from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix
from servers.process import wait_until

ORIGINAL = Original(message_id="<1@laktasi.example>", references="<0@laktasi.example>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A letter as it was written, and as it lies in the applicant's mailbox under that *uid*."""

    account: Account
    written: Written
    uid: int
    content: bytes


def road(postfix: Postfix, account: Account, dkim: DkimSettings | None = None) -> SmtpDelivery:
    """Submit as the desk does."""
    server = Server(
        host=postfix.host,
        port=postfix.tls_port,
        security=Security.TLS,
        ca_file=postfix.ca_file,
        username=account.address,
        password=account.password,
        timeout=timedelta(seconds=20),
    )
    return SmtpDelivery(
        DeliverySettings(
            kind=DeliveryKind.SMTP,
            sender=SENDER,
            envelope_from="info@alvrs.example",
            outbox=Path("outbox"),
            server=server,
            dkim=dkim,
        )
    )


def every_case(writer: LetterWriter, to: str) -> list[Written]:
    """Write one letter of each case, each with every paragraph that there is."""
    facts = {one.case: one for one in sample_facts(the_call())}
    told = (replace(one, applicant=LAKTASI, now=RECEIVED) for one in facts.values())
    return [writer.write(one, to=to, original=ORIGINAL) for one in told]


@pytest.fixture(scope="module", params=[("sr-Cyrl", "en"), ("en",)], ids=" ".join)
def arrived(request: pytest.FixtureRequest, postfix: Postfix, dovecot: Dovecot) -> list[Arrived]:
    """Send every case, and fetch what has come."""
    name = f"{len(request.param)}-languages"
    desk, applicant = dovecot.add_user(f"{name}@alvrs.example"), dovecot.add_user(f"{name}@applicants.example")
    writer = LetterWriter(templates(), sender=SENDER, languages=request.param, message_id_domain="ack.alvrs.example")
    written = {one.message_id: one for one in every_case(writer, applicant.address)}
    assert len(written) == len(Case)
    with road(postfix, desk).session() as session:
        for one in written.values():
            attempt = session.deliver(letter(to=applicant.address, content=one.content), lambda: None)
            assert isinstance(attempt, Sent)
    wait_until(lambda: len(inbox(applicant)) == len(written))
    return [
        Arrived(account=applicant, written=written[str(parsed(content)["Message-ID"])], uid=uid, content=content)
        for uid, content in inbox(applicant).items()
    ]


def inbox(account: Account) -> dict[int, bytes]:
    """Fetch everything with imapclient."""
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]"])
    return {uid: parts[b"BODY[]"] for uid, parts in found.items()}


def parsed(content: bytes) -> EmailMessage:
    """Read a letter with the library."""
    message = message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def texts(content: bytes) -> list[str]:
    """Give both texts as the library reads them."""
    bodies = (parsed(content).get_body((kind,)) for kind in ("plain", "html"))
    return [body.get_content() for body in bodies if body]


def enclosed(content: bytes) -> list[str | None]:
    """Name the files in a letter as the library reads them."""
    return [part.get_filename() for part in parsed(content).iter_attachments()]


def test_every_letter_arrives_byte_for_byte(arrived: list[Arrived]) -> None:
    """No server on the way had to change anything: it stands below the lines that they put on top."""
    for one in arrived:
        assert one.content.endswith(b"\r\n" + one.written.content)


def test_every_line_is_one_that_any_server_takes(arrived: list[Arrived]) -> None:
    """RFC 5322, 2.1.1: 998 bytes are allowed, 78 are asked for."""
    for one in arrived:
        assert one.written.content.isascii()
        assert max(map(len, one.written.content.split(b"\r\n"))) <= 78


def test_another_program_reads_the_same_heading(arrived: list[Arrived]) -> None:
    """Dovecot's ENVELOPE: whom a letter is from, what about, and what it answers."""
    for one in arrived:
        with one.account.imap() as client:
            client.select_folder("INBOX", readonly=True)
            client.normalise_times = False
            envelope: Envelope = client.fetch([one.uid], ["ENVELOPE"])[one.uid][b"ENVELOPE"]
        (sender,), (recipient,) = envelope.from_, envelope.to
        assert f"{shown(sender.name)} <{sender.mailbox.decode()}@{sender.host.decode()}>" == SENDER
        assert f"{recipient.mailbox.decode()}@{recipient.host.decode()}" == one.account.address
        assert shown(envelope.subject) == str(parsed(one.written.content)["Subject"])
        assert envelope.message_id.decode() == one.written.message_id
        assert envelope.in_reply_to == b"<1@laktasi.example>"
        assert envelope.date == RECEIVED.replace(tzinfo=envelope.date.tzinfo)
        assert parsed(one.content)["References"] == "<0@laktasi.example> <1@laktasi.example>"
        assert parsed(one.content)["Auto-Submitted"] == "auto-replied"


def shown(encoded: bytes) -> str:
    """Read encoded words as RFC 2047 has it."""
    return str(make_header(decode_header(encoded.decode("ascii"))))


def test_another_program_reads_the_same_texts(arrived: list[Arrived]) -> None:
    """Dovecot's BODYSTRUCTURE and BINARY (RFC 3516): it takes each text out of its encoding itself."""
    for one in arrived:
        with one.account.imap() as client:
            client.select_folder("INBOX", readonly=True)
            structure = client.fetch([one.uid], ["BODYSTRUCTURE"])[one.uid][b"BODYSTRUCTURE"]
        *_, languages, _ = structure
        assert structure.is_multipart
        assert ", ".join(each.decode() for each in languages) == parsed(one.content)["Content-Language"]
        parts = [part for part in parsed(one.written.content).walk() if not part.is_multipart()]
        read = dict(leaves(structure))
        assert list(read.values()) == [part.get_content_type() for part in parts]
        assert [binary(one, number) for number in read] == [part.get_payload(decode=True) for part in parts]


def leaves(structure: BodyData, above: str = "") -> Iterator[tuple[str, str]]:
    """Name the parts of a BODYSTRUCTURE that hold something, by their numbers (RFC 3501, 6.4.5)."""
    for number, part in enumerate(structure[0], start=1):
        if part.is_multipart:
            yield from leaves(part, f"{above}{number}.")
        else:
            yield f"{above}{number}", b"/".join(part[:2]).decode()


def binary(one: Arrived, part: str) -> bytes:
    """Let the server decode a part; imapclient does not know this answer (`~{4507}`)."""
    server = one.account.server
    trust = ssl.create_default_context(cafile=server.ca_file)
    with imaplib.IMAP4_SSL(server.host, server.tls_port, ssl_context=trust, timeout=20) as client:
        client.login(one.account.address, one.account.password)
        client.select("INBOX", readonly=True)
        _, (answer, _) = client.uid("FETCH", str(one.uid), f"(BINARY.PEEK[{part}])")
    content = answer[1]
    assert isinstance(content, bytes)
    return content


def test_a_reader_finds_a_letter_by_its_words(arrived: list[Arrived]) -> None:
    """Dovecot searches in what people see: sender, subject and text in their own script, no blank lost."""
    account = arrived[0].account
    with account.imap() as client:
        client.select_folder("INBOX", readonly=True)
        for key, words in (("FROM", "градова Републике Српске"), ("BODY", "Attn: Head of the Municipality")):
            assert len(client.search([key, words], "UTF-8")) == len(arrived), (key, words)
        assert client.search(["FROM", "градоваРепублике"], "UTF-8") == []
        assert len(client.search(["SUBJECT", "Please complete your application"], "UTF-8")) == 1


def test_a_third_program_finds_nothing_wrong(arrived: list[Arrived]) -> None:
    """mail-parser, which notes every defect."""
    for one in arrived:
        read = mailparser.parse_from_bytes(one.content)
        assert not read.has_defects
        assert [each["filename"] for each in read.attachments] == enclosed(one.content)
        assert "".join(read.text_plain).strip().splitlines() == texts(one.content)[0].strip().splitlines()


def test_a_signed_letter_is_verified_where_it_arrives(
    tmp_path: Path, postfix: Postfix, dovecot: Dovecot, mail_account: Account
) -> None:
    """Through submission and LMTP, with the lines that both put on top."""
    applicant = dovecot.add_user("signed@applicants.example")
    (written, *_) = every_case(letter_writer(), applicant.address)
    with road(postfix, mail_account, dkim_settings(tmp_path)).session() as session:
        for _ in range(2):
            session.deliver(letter(to=applicant.address, content=written.content), lambda: None)
    wait_until(lambda: len(inbox(applicant)) == 2)
    first, again = (content[content.index(b"DKIM-Signature:") :] for content in inbox(applicant).values())
    assert first == again, "a letter that goes again is the same to the byte"
    assert all(dkim.verify(content, dnsfunc=dns) for content in inbox(applicant).values())


def test_a_signed_letter_to_an_international_address_arrives(
    tmp_path: Path, postfix: Postfix, mail_account: Account
) -> None:
    """RFC 6531 and 6532, through a server that offers SMTPUTF8, byte for byte."""
    to = "општина@international.example"
    (written, *_) = every_case(letter_writer(), to)
    with road(postfix, mail_account, dkim_settings(tmp_path)).session() as session:
        attempt = session.deliver(letter(to=to, content=written.content), lambda: None)
    assert isinstance(attempt, Sent)
    wait_until(lambda: bool(delivered(postfix)))
    (content,) = delivered(postfix)
    assert content.endswith(b"\r\n" + written.content)
    assert str(parsed(content)["To"]) == to
    assert dkim.verify(content, dnsfunc=dns)


def delivered(postfix: Postfix) -> list[bytes]:
    """Read what came to international addresses; Postfix writes files with the line ends of Unix."""
    return [path.read_bytes().replace(b"\n", b"\r\n") for path in postfix.maildir.glob("new/*")]
