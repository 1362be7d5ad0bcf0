"""Header fields as people see them: encoded words (RFC 2047), raw UTF-8 and raw code pages."""

from __future__ import annotations

import base64
import quopri
import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from itertools import groupby

from intake.reading.charset import decode
from intake.rules.mail.headers import Headers

_WORD = re.compile(r"=\?([^?\s*]*)(?:\*[^?]*)?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
_RESENT = ("resent-from", "resent-sender", "resent-to", "resent-cc", "resent-bcc")
_ADDRESSES = frozenset(("from", "sender", "reply-to", "to", "cc", "bcc", *_RESENT))
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,."]')  # RFC 5322, 3.2.3


def decode_header(value: str) -> str:
    """Unfold and decode a field; *value* holds undecodable bytes as surrogates. Never fails."""
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or not pieces:  # white space between two encoded words is none (RFC 2047, 6.2)
            pieces.append(("", _bytes(between)))
        pieces.append((word[1].lower(), _decode_word(word[2], word[3])))
        end = word.end()
    pieces.append(("", _bytes(value[end:])))
    together = ((charset, b"".join(raw for _, raw in run)) for charset, run in groupby(pieces, lambda piece: piece[0]))
    return " ".join("".join(decode(raw, charset) for charset, raw in together).split())


def decode_addresses(value: str) -> str:
    """Unfold and decode a field of addresses; never fails.

    What an encoded word holds is part of a name and never of an address (RFC 2047, 5): it is quoted where it would read
    as more than that. Only a field without any other address is taken as it reads, for some programs encode it whole.
    """
    if "<" not in _WORD.sub("", value):
        return decode_header(value)
    pieces: list[str] = []
    words: list[str] = []
    end = quotes = 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip():
            pieces += [_name(words, quoted=quotes % 2 > 0), decode_header(between)]
            quotes += between.count('"')
            words = []
        words.append(word[0])
        end = word.end()
    return " ".join(filter(None, [*pieces, _name(words, quoted=quotes % 2 > 0), decode_header(value[end:])]))


def _name(words: Sequence[str], *, quoted: bool) -> str:
    """Decode encoded words that stand together as a name, or as a part of one that is already *quoted*."""
    name = decode_header(" ".join(words))
    if not _SPECIAL.search(name):
        return name
    escaped = re.sub(r'(["\\])', r"\\\1", name)
    return escaped if quoted else f'"{escaped}"'


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _decode_word(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return quopri.decodestring(_bytes(text), header=True)
    return decode_base64(text)


def decode_base64(text: str) -> bytes:
    """Decode base64 as far as it goes: strange characters, missing padding and a cut end do not matter."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(letters + "=" * (-len(letters) % 4))


class _AsWritten(Compat32):
    """Header values as they stand, undecodable bytes kept as surrogates (PEP 383)."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return value


AS_WRITTEN = _AsWritten()


def headers_of(content: bytes) -> Headers:
    """Return the headers of a message and look no further into it."""
    return Headers(fields_of(BytesHeaderParser(policy=AS_WRITTEN).parsebytes(content.removeprefix(BOM_UTF8))))


def fields_of(message: Message) -> tuple[tuple[str, str], ...]:
    """Return the names and decoded values of all fields, topmost first."""
    return tuple(
        (name, (decode_addresses if name.lower() in _ADDRESSES else decode_header)(str(value)))
        for name, value in message.raw_items()
    )
