"""A held letter that staff change in its file: what goes is what they wrote, and still the same letter."""

from __future__ import annotations

import email
import email.policy
import email.utils
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake.replies.letter import LetterWriter, Original
from intake.replies.revision import RevisionError, editable, revision
from intake.rules.letters.facts import facts_of
from samples.letters import LAKTASI, LANGUAGES, RECEIVED, SENDER, entry, templates, the_call


def written(to: str = "opstina@laktasi.example", languages: tuple[str, ...] = LANGUAGES) -> bytes:
    """Write a letter."""
    letter_writer = LetterWriter(templates(), sender=SENDER, languages=languages, message_id_domain="ack.alvrs.example")
    facts = facts_of(entry(), call=the_call(), now=RECEIVED, applicant=LAKTASI)
    return letter_writer.write(facts, to=to, original=Original(message_id="<1@laktasi.example>")).content


TEXTS = ("text/plain", "text/html")
WRITTEN = written()
SHOWN = editable(WRITTEN)
GREETING, GREETED = b"Dear Sir or Madam", b"Dear Ms Petrovi\xc4\x87"


def parsed(content: bytes) -> EmailMessage:
    """Read a letter as a mail program does."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def heading(content: bytes) -> list[str]:
    """Give the header lines that make a letter this one."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    return [f"{k}: {v}" for k, v in message.items() if k != "Subject" and not k.startswith("Content-")]


@pytest.mark.parametrize("to", ["opstina@laktasi.example", "општина@laktasi.example"])
@pytest.mark.parametrize("languages", [LANGUAGES, ("en",), ("sr-Cyrl",)], ids=" ".join)
def test_staff_see_the_words_and_not_an_encoding(to: str, languages: tuple[str, ...]) -> None:
    """A text editor is enough to change a letter in Cyrillic."""
    content = written(to, languages)
    shown = editable(content).decode()
    for line in ("From: Савез општина и градова Републике Српске <info@alvrs.example>", "Лакташи", "LC21-0007"):
        assert line in shown or languages == ("en",)
    texts = [part for part in parsed(shown.encode()).walk() if part.get_content_type() in TEXTS]
    assert [part["Content-Transfer-Encoding"] for part in texts] == ["8bit", "8bit"], "the calendar is a file"
    assert revision(content, shown.encode()) is None


@pytest.mark.parametrize(
    "saved",
    [
        WRITTEN,
        SHOWN,
        SHOWN.replace(b"\r\n", b"\n"),
        b"\xef\xbb\xbf" + SHOWN,
        SHOWN + b"\n\n",
        WRITTEN.replace(b"\r\n", b"\n"),
        SHOWN.replace(b"References: <", b"References:\r\n <"),
        SHOWN.replace(b"MIME-Version", b"X-Mozilla-Status: 0001\r\nMIME-Version"),
    ],
    ids=["encoded", "as it was", "LF", "a mark at the beginning", "more lines", "encoded LF", "wrapped", "Mozilla"],
)
def test_to_open_a_letter_and_save_it_changes_nothing(saved: bytes) -> None:
    """Every editor has line ends of its own, every mail program lines of its own."""
    assert revision(WRITTEN, saved) is None


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"], ids=["CRLF", "LF"])
def test_what_staff_wrote_is_sent(line_end: bytes) -> None:
    """In both texts, under the same heading, in seven bits and short lines."""
    edited = SHOWN.replace(GREETING, GREETED).replace("Потврда".encode(), "Важна потврда".encode())
    made = revision(WRITTEN, edited.replace(b"\r\n", line_end))
    assert made is not None
    letter = parsed(made)
    assert letter["Subject"] == "LC21-0007 · Важна потврда о пријему пријаве / Application received"
    texts = [part.get_content() for part in letter.walk() if part.get_content_type() in TEXTS]
    assert [GREETED.decode() in text for text in texts] == [True, True]
    assert heading(made) == heading(WRITTEN)
    assert [each.get_content() for each in letter.iter_attachments()] == [
        each.get_content() for each in parsed(WRITTEN).iter_attachments()
    ]
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) <= 78
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_a_letter_that_was_changed_is_known_by_its_file_and_can_be_changed_again() -> None:
    """After the release a file that says what goes is no lost change; and staff may hold the letter once more."""
    edited = SHOWN.replace(GREETING, GREETED)
    made = revision(WRITTEN, edited)
    assert made is not None
    assert revision(made, edited) is None
    assert revision(made, editable(made)) is None
    assert revision(made, editable(made).replace(GREETED, GREETING)) == revision(made, SHOWN) is not None


def test_the_same_letter_by_another_program_is_the_same_letter() -> None:
    """It may save everything anew, with another boundary and as one text alone."""
    rewritten = EmailMessage(policy=email.policy.SMTP)
    for name, value in parsed(SHOWN).items():
        if not name.startswith(("Content-", "MIME-")):
            rewritten[name] = str(value)
    rewritten.set_content("Поштовани,\n\nпријава је примљена.\n")
    made = revision(WRITTEN, rewritten.as_bytes())
    assert made is not None
    assert parsed(made).get_content() == "Поштовани,\r\n\r\nпријава је примљена.\r\n"
    assert heading(made) == heading(WRITTEN)


def without(name: str) -> bytes:
    """Take a header line out."""
    return b"\r\n".join(line for line in SHOWN.split(b"\r\n") if not line.startswith(name.encode() + b": "))


@pytest.mark.parametrize(
    ("edited", "why"),
    [
        (SHOWN.replace(b"To: opstina", b"To: nacelnik"), "To is not opstina@laktasi.example"),
        (SHOWN.replace(b"info@alvrs", b"office@alvrs"), "From is not"),
        (SHOWN.replace("Савез општина".encode(), "Савез".encode()), "From is not"),
        *((without(n), n) for n in ("From", "To", "Message-ID", "Auto-Submitted", "In-Reply-To", "References")),
        (SHOWN.replace(b"auto-replied", b"no"), "Auto-Submitted"),
        (SHOWN.replace(b"Date: ", b"Bcc: a@b.example\r\nDate: "), "Bcc was added"),
        (SHOWN.replace(b"Date: ", b"To: a@b.example\r\nDate: "), "To is not"),
        (SHOWN[: len(SHOWN) // 2], "no whole message"),
        (b"", "empty"),
        (WRITTEN.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", "no whole message"),
        (SHOWN.replace(GREETING, GREETED.decode().encode("cp1250")), "save the file as UTF-8"),
        (SHOWN.replace(GREETING, GREETED, 1), "text/plain was changed and text/html was not"),
        (GREETED.join(SHOWN.rsplit(GREETING, 1)), "text/html was changed and text/plain was not"),
        (SHOWN.replace(b'charset="utf-8"', b'charset="klingon"'), "klingon"),
        (SHOWN.replace(b"MIME-Version: 1.0\r\n", b"", 1), "no whole message"),
    ],
)
def test_a_letter_that_is_no_longer_this_letter_stays(edited: bytes, why: str) -> None:
    """It would go astray, start two machines answering each other, or say two things at once."""
    with pytest.raises(RevisionError, match=why):
        revision(WRITTEN, edited)


@given(edited=st.binary(max_size=300), at=st.integers(0, len(SHOWN)), end=st.integers(0, len(SHOWN)))
@example(edited=b"\r", at=SHOWN.index(b" 1.0\r\n"), end=SHOWN.index(b" 1.0\r\n"))
def test_whatever_is_in_the_file_a_letter_goes_well_formed_or_not_at_all(edited: bytes, at: int, end: int) -> None:
    """A slip of the hand, half a save, a cat on the keyboard."""
    try:
        made = revision(WRITTEN, SHOWN[:at] + edited + SHOWN[end:])
    except RevisionError:
        return
    if made is not None:
        assert heading(made) == heading(WRITTEN)
        assert max(map(len, made.split(b"\r\n"))) <= 998
        assert made.isascii()
        assert BytesParser(policy=email.policy.default).parsebytes(made).defects == []


@given(st.binary(max_size=60))
def test_anything_can_be_shown(content: bytes) -> None:
    """A letter that a template failed on is empty."""
    assert isinstance(editable(content), bytes)
