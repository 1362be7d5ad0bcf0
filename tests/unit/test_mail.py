"""Messages as programs really send them: every part is found and its name can be read."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reading.headers import headers_of
from intake.reading.mail import Mail, parse, parts_of
from intake.rules.mail.headers import Headers

PDF = base64.b64encode(b"%PDF-1.4 form").decode()


def message(*headers: bytes | str, body: bytes | str = b"") -> bytes:
    """Build a message."""
    lines = [header.encode() if isinstance(header, str) else header for header in headers]
    return b"\r\n".join([*lines, b"", body.encode() if isinstance(body, str) else body])


def multipart(*parts: bytes | str, boundary: bytes = b"x") -> bytes:
    """Build a multipart message."""
    whole = b"".join(
        b"--" + boundary + b"\r\n" + (part.encode() if isinstance(part, str) else part) + b"\r\n" for part in parts
    )
    head = b"Content-Type: multipart/mixed; boundary=" + boundary
    return message(head, body=whole + b"--" + boundary + b"--\r\n")


def named(disposition: bytes | str) -> str:
    """Return the name that a part with this Content-Disposition gets."""
    field = disposition if isinstance(disposition, bytes) else disposition.encode()
    part = b"Content-Type: application/octet-stream\r\nContent-Disposition: " + field + b"\r\n\r\nx"
    return parse(multipart(part)).parts[0].name


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?B?0J/RgNC40ZjQsNCy0LA=?=",
        "=?windows-1251?Q?=CF=F0=E8=BC=E0=E2=E0?=",
        "=?iso-8859-1?Q?=CF=F0=E8=BC=E0=E2=E0?=",
        "=?x-unknown?B?0J/RgNC40ZjQsNCy0LA=?=",
        "=?utf-8?B?0J/RgNA=?=\r\n =?utf-8?B?uNGY0LDQstCw?=",
        "Пријава".encode(),
        "Пријава".encode("cp1251"),
    ],
)
def test_a_subject_is_read_in_whatever_way_it_is_written(subject: bytes | str) -> None:
    """mail-parser makes an empty string of raw windows-1251."""
    field = subject if isinstance(subject, bytes) else subject.encode()
    assert parse(message(b"Subject: " + field)).subject == "Пријава"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Пријава за кластер".encode("cp1251"), "Пријава за кластер"),
        ("Опрос о кластере".encode("koi8-r"), "Опрос о кластере"),
        ("Prijava općine Čačak".encode("cp1250"), "Prijava općine Čačak"),
        ("Prijava općine Čačak".encode(), "Prijava općine Čačak"),
    ],
)
def test_raw_code_pages_are_told_apart_by_the_words_they_make(raw: bytes, text: str) -> None:
    """Old programs put them into headers as they are."""
    assert parse(message(b"Subject: " + raw)).subject == text


@pytest.mark.parametrize(("charset", "raw"), [("utf-7", b"a+2AA-"), ("unicode_escape", rb"a\ud800")])
def test_half_a_character_is_none(charset: str, raw: bytes) -> None:
    """No file takes it: one such mail would keep everything from being exported."""
    word = f"=?{charset}?q?{raw.decode()}?="
    mail = parse(message(f"Subject: {word}", f"Content-Type: text/plain; charset={charset}", body=raw.decode()))
    for text in (mail.subject, mail.text):
        assert text.encode().startswith(b"a")


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=utf-8''%D0%9F%D1%80%D0%B8%D0%BB%D0%BE%D0%B3%202.docx",
        "attachment; filename*0*=utf-8''%D0%9F%D1%80%D0%B8; filename*1*=%D0%BB%D0%BE%D0%B3%202.docx",
        'attachment; filename="=?utf-8?B?0J/RgNC40LvQvtCzIDIuZG9jeA==?="',
        'attachment; filename="Прилог 2.docx"',
        'attachment; filename="Прилог 2.docx"'.encode("cp1251"),
        'attachment; filename="Прилог 2.docx"'.encode("koi8-r"),
        'attachment; filename="C:\\\\Users\\\\a\\\\Прилог 2.docx"',
        'attachment; filename="../../Прилог 2.docx"',
        'attachment; filename="Прилог\u202e 2.docx"',
    ],
)
def test_a_file_name_is_read_in_whatever_way_it_is_written(disposition: bytes | str) -> None:
    """The name is shown to people, so it must be readable and harmless."""
    assert named(disposition) == "Прилог 2.docx"


def test_a_part_without_name_and_disposition_is_not_lost() -> None:
    """mail-parser loses such an application altogether."""
    mail = parse(multipart(f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{PDF}"))
    assert [(part.name, part.content, part.path) for part in mail.parts] == [("part 1", b"%PDF-1.4 form", "1")]


@pytest.mark.parametrize("encoding", ["base64", "BASE64 ", '"base64"', "base64; x=y"])
def test_a_sloppy_transfer_encoding_is_understood(encoding: str) -> None:
    """The standard library leaves "BASE64 " undecoded."""
    mail = parse(multipart(f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{PDF}"))
    assert mail.parts[0].content == b"%PDF-1.4 form"


def test_broken_base64_is_decoded_as_far_as_it_goes() -> None:
    """The reader then says that the file is damaged; nothing is lost before."""
    mail = parse(multipart(f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{PDF[:-3]}!"))
    assert mail.parts[0].content.startswith(b"%PDF-1.4 fo")


def test_parts_of_a_forwarded_message_say_so() -> None:
    """Secretaries forward what a mayor's office sent; its own text is not the sender's."""
    pdf = "Content-Type: application/pdf; name=a.pdf\r\n\r\nx"
    inner = multipart("Content-Type: text/plain\r\n\r\ninner", pdf, boundary=b"y")
    mail = parse(
        multipart(
            "Content-Type: text/plain\r\n\r\nouter",
            b"Content-Type: message/rfc822\r\n\r\nSubject: =?utf-8?B?0J/RgNC40ZjQsNCy0LA=?=\r\n" + inner,
        )
    )
    inside = "forwarded message: Пријава"
    assert [(part.name, part.path, part.inside) for part in mail.parts] == [
        ("part 1", "1", None),
        ("part 2.1", "2.1", inside),
        ("a.pdf", "2.2", inside),
    ]
    assert mail.text == "outer"


def test_a_forwarded_message_in_base64_is_opened_though_it_should_not_be_so() -> None:
    """RFC 2046, 5.2.1 forbids it, and programs do it."""
    inner = base64.b64encode(message("Subject: a", "Content-Type: application/pdf; name=a.pdf", body="x")).decode()
    mail = parse(multipart(f"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{inner}"))
    assert [(part.name, part.inside) for part in mail.parts] == [("a.pdf", "forwarded message: a")]


def test_the_mark_of_an_editor_before_the_first_field_hides_nothing() -> None:
    """A mail that was saved as text and put back has it; without its fields it would be a text of nobody's."""
    content = b"\xef\xbb\xbf" + message("Subject: a", "From: a@b.example", "Content-Type: application/pdf", body="x")
    mail = parse(content)
    assert (mail.subject, mail.sender, mail.parts[0].declared_type) == ("a", "a@b.example", "application/pdf")
    assert parts_of(content) == mail.parts
    assert headers_of(content).fields == mail.headers


def test_the_text_is_the_plain_one_or_what_the_html_says() -> None:
    """Some programs send HTML only."""
    html = "Content-Type: text/html; charset=windows-1251\r\n\r\n<p>Пријава</p><p>Лакташи</p>".encode("cp1251")
    assert parse(multipart(html)).text == "Пријава\nЛакташи"
    assert parse(multipart(html, "Content-Type: text/plain\r\n\r\nplain")).text == "plain"


def test_a_multipart_without_its_boundary_is_noted() -> None:
    """Its parts cannot be told apart; staff must look."""
    mail = parse(message("Content-Type: multipart/mixed", body="--x\r\n\r\na\r\n--x--"))
    assert mail.notes == ("a multipart without its boundary",)
    assert len(mail.parts) == 1


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Fri, 10 Sep 2021 09:14:00 +0200", datetime(2021, 9, 10, 7, 14, tzinfo=UTC)),
        ("Fri, 10 Sep 2021 09:14:00", datetime(2021, 9, 10, 9, 14, tzinfo=UTC)),
        ("yesterday", None),
    ],
)
def test_the_date_is_aware_or_none(written: str, date: datetime | None) -> None:
    """It is compared with other aware times."""
    assert parse(message(f"Date: {written}")).date == date


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("From: =?utf-8?B?zzzz=?= <o@osmaci.example", "o@osmaci.example"),
        ("From: =?utf-8?B?zzzz=?= <o@osmaci.example\nReturn-Path: <x@y.example>", "o@osmaci.example"),
        ("From: Opština Osmaci\nReturn-Path: <o@osmaci.example>", "o@osmaci.example"),
        ("Return-Path: <o@osmaci.example>", "o@osmaci.example"),
        ("From: Opština Osmaci", ""),
        ("Return-Path: <>", ""),
    ],
)
def test_a_sender_is_an_address_or_nothing(header: str, sender: str) -> None:
    """A piece of a name in its place would be written to the register, and be the same for many."""
    assert parse(f"{header}\nTo: info@alvrs.example\n\nx".encode()).sender == sender


def encoded(name: str) -> str:
    """Write *name* as an encoded word."""
    return f"=?utf-8?B?{base64.b64encode(name.encode()).decode()}?="


NAMES = ("info@alvrs.com", "Ана <info@alvrs.com>", "Ана, b@c.example", "Ана (Лакташи", 'О "Лакташи', "Писарница: Ана")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("written", ["{} <a@x.example>", '"{}" <a@x.example>', "Ана {} {} <a@x.example>"])
def test_an_encoded_name_is_never_an_address(name: str, written: str) -> None:
    """Whoever writes our address as a name is not us, and a bracket in a name hides no sender (RFC 2047, 5)."""
    sender = written.format(encoded(name), encoded(name))
    mail = parse(f"From: {sender}\nTo: {encoded(name)} <b@x.example>\n\nx".encode())
    assert Headers(mail.headers).addresses("From") == ("a@x.example",)
    assert Headers(mail.headers).addresses("To") == ("b@x.example",)
    assert mail.sender == "a@x.example"


def test_an_address_that_a_program_encoded_whole_is_read() -> None:
    """RFC 2047 forbids it; the sender is no other for that."""
    mail = parse(f"From: {encoded('Ана <a@x.example>')}\n\nx".encode())
    assert Headers(mail.headers).addresses("From") == ("a@x.example",)


def test_sender_and_message_id_are_bare() -> None:
    """The sender's address goes into the register."""
    mail = parse(message("From: =?utf-8?B?0J/RgNC40ZjQsNCy0LA=?= <Opstina@laktasi.example>", "Message-ID: <1@x>"))
    assert (mail.sender, mail.message_id) == ("Opstina@laktasi.example", "<1@x>")


def test_hundreds_of_nested_parts_end_in_a_note() -> None:
    """Deep nesting overflows the stack of careless readers."""
    body = b"Content-Type: text/plain\r\n\r\nx"
    for number in range(300):
        body = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s\r\n--b%d--" % (
            number, number, body, number,
        )  # fmt: skip
    assert parse(body).notes


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    """A message that cannot be read must not stop the pass."""
    assert isinstance(parse(content), Mail)


_FIELDS = st.sampled_from(
    ["Content-Type: multipart/mixed; boundary=x", "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64",
     'Content-Type: text/html; charset="', "Subject: =?utf-8?B?0J?=", "From: <<>>", "--x", "--x--", "", "text"]
)  # fmt: skip


@given(st.lists(_FIELDS, max_size=14))
def test_no_order_of_fields_makes_it_fail(lines: list[str]) -> None:
    """Random bytes seldom look like a message; these do."""
    assert isinstance(parse("\r\n".join(lines).encode()), Mail)


def uuencoded(name: str, content: bytes) -> str:
    """Write a file as text."""
    lines = "".join(binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45))
    return f"begin 644 {name}\n{lines}`\nend\n"


def test_a_file_that_stands_in_the_text_is_found() -> None:
    """Outlook can be set to write so in plain text, and old programs know nothing else."""
    content = bytes(range(256)) * 40
    text = f"У прилогу.\n\n{uuencoded('Прилог 2.docx', content)}\n{uuencoded('b.txt', b'b')}\nПоздрав\n"
    found = parse(message("Content-Type: text/plain; charset=utf-8", body=text.replace("\n", "\r\n"))).parts
    assert [(part.name, part.content) for part in found[1:]] == [("Прилог 2.docx", content), ("b.txt", b"b")]


@pytest.mark.parametrize(
    "text", ["begin 644 a\nМ и Ц\nend\n", "begin 644 a\nend\n", "begin 644 a\n" + "M" * 60, "begin to end"]
)
def test_words_that_look_like_such_a_file_are_words(text: str) -> None:
    """A mail may speak of the beginning and the end."""
    assert [part.name for part in parse(message("Subject: a", body=text)).parts] == ["part 1"]
