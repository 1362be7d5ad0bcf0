"""Mails that are made to hurt: nested without end, of ten thousand parts, with line ends where none belong."""

from __future__ import annotations

import time
from email import message_from_bytes
from email.policy import SMTP

import pytest

from intake.reading.gate import Limits
from intake.reading.mail import Mail, parse
from intake.reading.submission import read_submission
from intake.replies.letter import Original
from intake.rules.letters.sample import sample_facts
from intake.rules.mail.autoreply import Reply, may_answer
from intake.rules.mail.headers import Headers
from intake.wiring import Workshop
from reading_forms import ROOT, call, reader

SECONDS = 5.0  # of the processor; a tenth of it on an idle machine
HEAD = "From: a@laktasi.example\r\nTo: info@alvrs.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def parsed(content: str) -> Mail:
    """Read a message, in time."""
    begun = time.process_time()
    message = parse(content.encode())
    read_submission(content.encode(), (reader(),), Limits())
    assert time.process_time() - begun < SECONDS
    return message


def multiparts(deep: int) -> str:
    """Multiparts in each other."""
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(deep))
    return f"{HEAD}{opened}Content-Type: text/plain\r\n\r\nOpština\r\n"


def forwarded(deep: int) -> str:
    """Messages in each other."""
    return HEAD + f"Content-Type: message/rfc822\r\n\r\n{HEAD}" * deep + "\r\nOpština\r\n"


def beside(parts: int) -> str:
    """Parts beside each other."""
    each = "--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nOpština\r\n" * parts
    return f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{each}--b--\r\n"


SHAPES = {
    "multiparts in each other": multiparts(1000),
    "forwarded a thousand times": forwarded(1000),
    "ten thousand parts": beside(10_000),
    "ten thousand fields": HEAD + "".join(f"X-{n}: a\r\n" for n in range(10_000)) + "\r\nOpština\r\n",
    "a field without end": f"{HEAD}References: {'<a@b.example> ' * 50_000}\r\n\r\nOpština\r\n",
    "words in code without end": f"{HEAD}X: {'=?utf-8?q?a?= ' * 20_000}\r\n\r\nOpština\r\n",
    "comments in each other": f"{HEAD}Reply-To: {'(' * 20_000}\r\n\r\nOpština\r\n",
    "quotes without end": HEAD.replace("a@", '"' * 20_001 + "a@") + "\r\nOpština\r\n",
    "addresses without end": HEAD.replace("info@", "a@b.example, " * 20_000 + "info@") + "\r\nOpština\r\n",
    "parameters without end": f"{HEAD}Content-Type: text/plain; {'; a*0=b' * 10_000}\r\n\r\nOpština\r\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mail_of_absurd_shape_is_read_in_time_and_what_is_left_out_is_noted(shape: str) -> None:
    """Python's own parser is recursive, and the libraries upon it too."""
    message = parsed(SHAPES[shape])
    assert message.text or message.notes
    assert len(message.parts) <= 500


def test_a_form_behind_five_hundred_parts_is_told_as_left_out() -> None:
    """Nothing is left out in silence."""
    assert any("parts" in note for note in parsed(SHAPES["ten thousand parts"]).notes)


NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\a",
    "C:\\a",
    "a\0b",
    "a\r\nX-Evil: b",
    "..",
    ".",
    "",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_name_of_an_attachment_is_one_that_leads_nowhere(name: str) -> None:
    """As it is shown; no file is ever written under it."""
    coded = "".join(f"%{byte:02X}" for byte in name.encode())
    part = f"Content-Type: application/x; name*=utf-8''{coded}\r\nContent-Disposition: attachment\r\n\r\nx\r\n"
    (found,) = parsed(f"{HEAD}{part}").parts
    assert not {"/", "\\", "\0", "\r", "\n", "\u202e"} & set(found.name)
    assert found.name.strip(" .")


EVIL = "x\r\nBcc: zrtva@applicants.example\r\n\r\n<b>"


@pytest.mark.parametrize("field", ["Subject", "From", "Message-ID", "References", "In-Reply-To", "Return-Path"])
@pytest.mark.parametrize("coded", [True, False], ids=["in code", "bare"])
def test_no_line_end_in_a_field_makes_a_field(field: str, *, coded: bool) -> None:
    """Neither of the mail that came in nor of the letter that answers it."""
    word = "=?utf-8?q?" + "".join(f"={byte:02X}" for byte in EVIL.encode()) + "?="
    written = word if coded else EVIL.replace("\r\n", "\r").replace("\r\r", "\r")
    lines = [f"{field}: <{written}@a.example>", "To: info@alvrs.example", "Subject: x", "", "tekst"]
    message = parsed("\r\n".join(lines))
    assert all("\r" not in value and "\n" not in value for _, value in message.headers)
    headers = Headers(message.headers)
    answer = may_answer(headers, own_addresses=["info@alvrs.example"], own_message_id_domain="ack.alvrs.example")
    to = answer.to if isinstance(answer, Reply) else "opstina@laktasi.example"
    original = Original(message_id=headers.first("message-id"), references=headers.first("references"))
    with Workshop.open(ROOT / "config.toml") as workshop:
        letter = workshop.letter_writer.write(next(iter(sample_facts(call()))), to=to, original=original)
    sent = message_from_bytes(letter.content, policy=SMTP)
    assert sent.get_all("To") == [to]
    assert sent["Bcc"] is None
    assert not sent.defects
