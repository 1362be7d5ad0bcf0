"""A message's bytes to its headers, its text and every part of it, whatever its sender's program did wrong."""

from __future__ import annotations

import email.utils
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import InvalidBase64LengthDefect
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

import mailparser

from intake.reading.charset import decode
from intake.reading.cms import signed_content
from intake.reading.headers import AS_WRITTEN, decode_base64, decode_header, fields_of
from intake.reading.parts import Part, clean_name
from intake.reading.text import words_of_html
from intake.reading.uuencoded import files_in
from intake.rules.mail.headers import Headers, path

_SIGNED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_ENTITY = re.compile(rb"\s*(?:Content-[A-Za-z-]+|MIME-Version):", re.IGNORECASE)
_MOST_PARTS = 500
_DEEPEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message: *headers* unfolded and decoded, in order; *parts* are all its leaves, in order, bodies included.

    *sender* is the bare address of From, or else of the Return-Path, or "". *date* is what the Date line says, aware
    (without a zone: UTC), or None. *text* is what the sender wrote: the plain text, or else what the HTML says;
    forwarded messages are left out of both. *notes* tell what was odd about the message, in English.
    """

    headers: tuple[tuple[str, str], ...]
    sender: str
    subject: str
    message_id: str
    date: datetime | None
    text: str
    html: str
    parts: tuple[Part, ...]
    enclosed: tuple[str, ...] = ()  # the Message-IDs of the messages within this one, as written
    notes: tuple[str, ...] = ()


def parse(content: bytes) -> Mail:
    """Read a message; never fails: what cannot be read is said in the notes, and nothing is left out without one."""
    notes: list[str] = []
    walk = _Walk(notes)
    content = content.removeprefix(BOM_UTF8)  # of an editor: behind it the first field would be none
    try:
        message = BytesParser(policy=AS_WRITTEN).parsebytes(content)
        parts = tuple(walk.leaves(message))
    except Exception as failure:  # noqa: BLE001 - no message may stop a pass, whatever the library trips over
        notes.append(f"its parts cannot be told apart: {failure!r}")
        message, parts = BytesHeaderParser(policy=AS_WRITTEN).parsebytes(content), ()
    headers = fields_of(message)
    first = {name.lower(): value for name, value in reversed(headers)}
    sender = _second_opinion(content, parts, notes)
    html = _body(parts, "text/html")
    return Mail(
        headers=headers,
        sender=sender or _sender(Headers(headers)),
        subject=first.get("subject", ""),
        message_id=first.get("message-id", ""),
        date=_date(first.get("date", "")),
        text=_body(parts, "text/plain") or words_of_html(html),
        html=html,
        parts=parts,
        enclosed=tuple(walk.enclosed),
        notes=tuple(dict.fromkeys(notes)),
    )


def parts_of(content: bytes) -> tuple[Part, ...]:
    """Return the leaves of a message alone; none where they cannot be told apart."""
    try:
        return tuple(_Walk([]).leaves(BytesParser(policy=AS_WRITTEN).parsebytes(content.removeprefix(BOM_UTF8))))
    except Exception:  # noqa: BLE001 - whatever the library trips over
        return ()


class _Walk:
    """Takes the leaves of a message in order; what it must leave out goes to *notes*."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes
        self.enclosed: list[str] = []
        self._left = _MOST_PARTS

    def leaves(self, message: Message, path: str = "", inside: str | None = None, depth: int = 0) -> Iterator[Part]:
        """Every leaf of *message*, numbered from *path*; a forwarded message is walked into."""
        _mend_transfer_encoding(message)
        nested = _nested(message)
        if nested is not None:
            self.enclosed.append(str(nested.get("message-id", "")))
            subject = decode_header(str(nested.get("subject", "")))
            title = clean_name(subject or _file_name(message), otherwise=f"part {path or 1}")
            within = _join(inside, f"forwarded message: {title}")
            yield from self._deeper(_parts_of(nested) or [nested], path, within, depth)
        elif parts := _parts_of(message) or _signed(message):
            yield from self._deeper(parts, path, inside, depth)
        elif self._left:
            self._left -= 1
            if message.get_content_maintype() == "multipart":
                self._notes.append("a multipart without its boundary")
            leaf = _leaf(message, path or "1", inside)
            yield leaf
            yield from files_in(leaf) if leaf.body else ()
        else:
            self._notes.append(f"more than {_MOST_PARTS} parts: the rest was not read")

    def _deeper(self, children: list[Message], path: str, inside: str | None, depth: int) -> Iterator[Part]:
        if depth >= _DEEPEST:
            self._notes.append(f"parts nested deeper than {_DEEPEST}: they were not read")
            return
        for number, child in enumerate(children, start=1):
            yield from self.leaves(child, f"{path}.{number}".lstrip("."), inside, depth + 1)


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _parts_of(message: Message) -> list[Message]:
    """Return the parts of a multipart; nothing of any other type."""
    return _children(message) if message.get_content_maintype() == "multipart" else []


def _nested(message: Message) -> Message | None:
    """Return the message within a message/rfc822 part, also one that was encoded though RFC 2046 (5.2.1) forbids it."""
    if message.get_content_type() not in ("message/rfc822", "message/global"):
        return None
    inner = next(iter(_children(message)), None)
    if (
        inner is None
        or inner.keys()
        or message.get("content-transfer-encoding", "") not in ("base64", "quoted-printable")
    ):
        return inner
    inner["Content-Transfer-Encoding"] = message["content-transfer-encoding"]
    return BytesParser(policy=AS_WRITTEN).parsebytes(_decoded(inner))


def _signed(message: Message) -> list[Message]:
    """Return the entity that an opaque signature encloses (RFC 8551, 3.5.2): all of what the sender wrote."""
    if message.get_content_type() not in _SIGNED:
        return []
    try:
        content = signed_content(_decoded(message))
    except ValueError:
        return []
    return [BytesParser(policy=AS_WRITTEN).parsebytes(content)] if _ENTITY.match(content) else []


def _mend_transfer_encoding(message: Message) -> None:
    """Write "BASE64 " as "base64": the standard library knows only the latter."""
    written = str(message.get("content-transfer-encoding", ""))
    known = written.partition(";")[0].strip().strip('"').lower()
    if written != known and known:
        message.replace_header("content-transfer-encoding", known)


def _leaf(message: Message, path: str, inside: str | None) -> Part:
    name = _file_name(message)
    disposition = message.get_content_disposition() or ""
    kind = message.get_content_type()
    return Part(
        name=clean_name(name, otherwise=f"part {path}"),
        content=_decoded(message),
        path=path,
        declared_type=kind,
        charset=message.get_content_charset() or "",
        disposition=disposition,
        inside=inside,
        body=kind in ("text/plain", "text/html") and not name and disposition != "attachment",
    )


def _file_name(message: Message) -> str:
    """Return the name in Content-Disposition or Content-Type: RFC 2231, RFC 2047 in quotes, or raw bytes."""
    return decode_header(message.get_filename() or "")


def _decoded(message: Message) -> bytes:
    if message.is_multipart():  # message/delivery-status and its like: blocks of fields
        return b"\n".join(child.as_bytes() for child in _children(message))
    payload = message.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in message.defects):
        return decode_base64(str(message.get_payload()))  # the standard library gives it back undecoded
    return payload if isinstance(payload, bytes) else b""


def _body(parts: tuple[Part, ...], kind: str) -> str:
    """Return the message's own text of one type, its parts joined: a list's footer comes as a part of its own."""
    own = [part for part in parts if part.body and part.inside is None and part.declared_type == kind]
    return "\n".join(decode(part.content, part.charset) for part in own).replace("\r\n", "\n")


def _date(written: str) -> datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _sender(headers: Headers) -> str:
    """What the header says of the sender where the library finds no address in From: perhaps a bracket is missing."""
    returned = (path(value) for value in headers.all("Return-Path"))
    return next(iter(headers.addresses("From")), None) or next(filter(None, returned), "")


def _join(inside: str | None, name: str) -> str:
    return f"{inside}/{name}" if inside else name


def _second_opinion(content: bytes, parts: tuple[Part, ...], notes: list[str]) -> str:
    """Read the message a second way, note what that one sees and the walk does not, and return its sender."""
    try:
        view = mailparser.parse_from_bytes(content)
        forwarded = {part.inside for part in parts if part.inside}  # it counts those themselves, too
        unseen = len(view.attachments) - sum(not part.body for part in parts) - len(forwarded)
        sender = next((str(address) for _, address in view.from_ if "@" in address), "")
    except Exception as failure:  # noqa: BLE001 - it is known to fail on some real messages
        notes.append(f"mail-parser failed: {failure!r}")
        return ""
    if unseen > 0:
        notes.append(f"mail-parser sees {unseen} more attachments")
    return sender
