"""A held letter in the hands of staff: how they see it in a file, and how it goes once they have changed that file.

What makes it this letter stays: sender, recipient, date, Message-ID and all else that other machines go by. Subject and
body are theirs, with whatever line ends, line lengths and encodings their program saves.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import getaddresses

from intake.replies.encoding import SEVEN_BIT, UTF8, recode, transfer_encoding

_LONGEST_LINE = 998  # RFC 5322, 2.1.1
_SAME_ADDRESSES = ("From", "To")
_SAME_WORDS = ("Message-ID", "Auto-Submitted", "In-Reply-To", "References")
_NOT_ADDED = ("Cc", "Bcc", "Reply-To", "Sender", "Resent-To", "Resent-Cc", "Resent-Bcc")
_OF_THE_BODY = ("mime-version", "content-")
_LINE_END = re.compile(rb"\r\n(?![ \t])")
_TEXTS = ("text/plain", "text/html")


class RevisionError(Exception):
    """A letter must not go as staff changed it; the message says why, as a part of a sentence for them."""


def editable(content: bytes) -> bytes:
    """Return a letter for people: the same in plain UTF-8, so that any editor shows and changes its words.

    What this program did not write comes back as it is.
    """
    message = _parsed(content, UTF8)
    if "MIME-Version" not in message:
        return content
    try:
        for part, text in _texts(message):
            recode(part, text, "8bit")
        for name in ("From", "Subject"):
            if name in message:
                message.replace_header(name, _words(str(message[name])))
        return message.as_bytes()
    except (RevisionError, UnicodeError, ValueError):
        return content


def revision(content: bytes, edited: bytes) -> bytes | None:
    """Return the letter *content* as staff *edited* its file, as bytes to be sent; None where it says the same.

    RevisionError where it must not go so: a line by which the letter is known has changed, it is no whole message any
    more, or only one of its two texts was changed.
    """
    shown = editable(content)
    if edited == shown:
        return None
    if not edited.strip():
        raise RevisionError("the file is empty")
    try:
        return _revised(content, shown, edited)
    except RevisionError:
        raise
    except Exception as failure:  # the library raises whatever it meets in a file of anybody's making
        raise RevisionError(f"it cannot be read ({failure})") from failure


def _revised(content: bytes, shown: bytes, edited: bytes) -> bytes | None:
    ours, theirs = _parsed(content), _parsed(edited.removeprefix(codecs.BOM_UTF8))
    _check_heading(ours, theirs)
    _check_structure(theirs)
    made, unchanged = _rebuilt(content, theirs), _rebuilt(content, _parsed(shown))
    if made == unchanged:
        return None
    _check_texts(ours, theirs)
    if max(map(len, made.split(b"\r\n"))) > _LONGEST_LINE:
        raise RevisionError(f"a line is longer than {_LONGEST_LINE} bytes")
    return made


def _parsed(content: bytes, policy: EmailPolicy = SEVEN_BIT) -> EmailMessage:
    message = message_from_bytes(content, policy=policy)
    assert isinstance(message, EmailMessage)  # noqa: S101 - an EmailPolicy makes nothing else
    return message


def _texts(message: EmailMessage) -> Iterator[tuple[EmailMessage, str]]:
    """Yield the parts that are read, not opened, with their texts; RevisionError where one cannot be decoded."""
    for part in message.walk():
        if part.get_content_type() in _TEXTS and part.get_content_disposition() != "attachment":
            charset, content = part.get_content_charset("utf-8"), part.get_payload(decode=True)
            try:
                yield part, bytes(content).decode(charset)
            except (LookupError, UnicodeDecodeError) as undecodable:
                raise RevisionError(f"its text is not {charset}: save the file as UTF-8") from undecodable


def _check_heading(ours: EmailMessage, theirs: EmailMessage) -> None:
    for name in _SAME_ADDRESSES:
        if _addresses(ours, name) != _addresses(theirs, name):
            raise RevisionError(f"{name} is not {_words(str(ours[name]))} any more")
    for name in _SAME_WORDS:
        if _said(ours, name) != _said(theirs, name):
            raise RevisionError(f"{name} was changed, added or taken away")
    for name in _NOT_ADDED:
        if name in theirs and name not in ours:
            raise RevisionError(f"{name} was added; a letter goes to its one recipient")


def _addresses(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    return [(_words(who), address) for who, address in getaddresses(_said(message, name))]


def _said(message: EmailMessage, name: str) -> list[str]:
    return [_words(str(value)) for value in message.get_all(name, [])]


def _words(text: str) -> str:
    return " ".join(text.split())


def _check_structure(theirs: EmailMessage) -> None:
    if defects := [defect for part in theirs.walk() for defect in part.defects]:
        raise RevisionError(f"it is no whole message any more ({type(defects[0]).__name__})")
    if "MIME-Version" not in theirs:
        raise RevisionError("it is no whole message any more (MIME-Version)")
    if not any(text.strip() for _, text in _texts(theirs)):
        raise RevisionError("it has no text")


def _check_texts(ours: EmailMessage, theirs: EmailMessage) -> None:
    """Readers see one of two texts, mostly the HTML: what was changed in the other they would never know."""
    before, after = _by_type(ours), _by_type(theirs)
    kept = [kind for kind in after if before.get(kind) == after[kind]]
    if len(after) == len(_TEXTS) and len(kept) == 1:
        (changed,) = after.keys() - kept
        raise RevisionError(f"{changed} was changed and {kept[0]} was not: change both, or delete one of the two")


def _by_type(message: EmailMessage) -> Mapping[str, str]:
    return {part.get_content_type(): _words(text) for part, text in _texts(message)}


def _rebuilt(content: bytes, theirs: EmailMessage) -> bytes:
    """Put their subject and body under our own heading, which is kept byte for byte."""
    lines = _LINE_END.split(content.partition(b"\r\n\r\n")[0])
    kept = [line for line in lines if not line.lower().startswith(tuple(each.encode() for each in _OF_THE_BODY))]
    subject = _words(str(theirs["Subject"] or ""))
    if _words(str(_parsed(content)["Subject"] or "")) != subject:
        made = EmailMessage(policy=SEVEN_BIT)
        made["Subject"] = subject
        kept = [made.as_bytes().rstrip() if line.lower().startswith(b"subject:") else line for line in kept]
    return b"\r\n".join((*kept, _body(theirs)))


def _body(theirs: EmailMessage) -> bytes:
    """Write the body anew with the header lines that belong to it, in seven bits."""
    theirs.preamble = theirs.epilogue = None
    del theirs["MIME-Version"]
    theirs["MIME-Version"] = "1.0"  # however an editor has broken that line
    for part in theirs.walk():
        for name in set(part.keys()):
            if not name.lower().startswith(_OF_THE_BODY):
                del part[name]
    for part, text in list(_texts(theirs)):
        recode(part, text, transfer_encoding(text))
    made = theirs.as_bytes()
    if not made.isascii():
        raise RevisionError("a part of it that is no text is not written in base64")
    return made
