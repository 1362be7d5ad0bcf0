"""How a letter is written down: in 7-bit lines that no server has to change, and header lines that every program reads.

The library's own way to part a long header drops the blank between two encoded words (RFC 2047, 6.2: what stands
between them is not shown): „градова Републике“ would arrive as „градоваРепублике“.
"""

from __future__ import annotations

import re
from email.charset import Charset
from email.headerregistry import AddressHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any

_LINE = 76  # RFC 2047, 2: "each line of a header field that contains one or more 'encoded-word's"
_WORDS = re.compile(r"\s?\S{1,11}|\s")  # eleven letters of four bytes fill an encoded word of 75 (RFC 2047, 2)
_OF_IDS = ("in-reply-to", "references")
_UTF8 = Charset("utf-8")
_A_SIXTH = 6  # with fewer bytes to escape, quoted-printable is the shorter one: n + 2e < 4n/3
_PLAIN = bytes({*range(ord("~") + 1)} - {ord("=")})  # up to the last printable one of ASCII
_ALIKE = 512  # header lines that are the same in many letters


class _Registry(HeaderRegistry):
    """The library's header lines, parsed once where many letters have the same, and each kind made once."""

    @lru_cache(maxsize=_ALIKE)  # noqa: B019 - there is one, for good
    def __getitem__(self, name: str) -> type:
        """Return the type of a header line of that name."""
        return super().__getitem__(name)

    def __call__(self, name: str, value: Any) -> Any:  # noqa: ANN401 - the library's signature
        """Parse a header line; what is no text (dates, addresses) may be equal and still look otherwise."""
        return self._parsed(name, value) if type(value) is str else super().__call__(name, value)

    @lru_cache(maxsize=_ALIKE)  # noqa: B019 - the same
    def _parsed(self, name: str, value: str) -> Any:  # noqa: ANN401 - the same
        return super().__call__(name, value)


class _Policy(EmailPolicy):
    """The library's policy for SMTP, but for header lines beyond ASCII."""

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - the library's signature
        """Write one header line; names and texts beyond ASCII as encoded words, cut between two letters.

        Message-IDs stand as they are, one a line: the library would write a long one, as Exchange gives, as encoded
        words, by which nobody finds the mail that is answered.
        """
        if name.lower() in _OF_IDS and str(value).isascii():
            ids = "\r\n ".join(str(value).split())
            return f"{name}: {ids}\r\n".encode("ascii")
        if self.utf8 or str(value).isascii() or name.lower().startswith("content-"):
            return super().fold_binary(name, value)
        folded = _addresses(name, value) if isinstance(value, AddressHeader) else _encoded(name, str(value))
        return f"{name}: {folded}\r\n".encode("ascii")


_HEADERS = _Registry()
SEVEN_BIT = _Policy(linesep="\r\n", header_factory=_HEADERS)
"""RFC 5322: what every server takes."""
UTF8 = _Policy(linesep="\r\n", utf8=True, header_factory=_HEADERS)
"""RFC 6532: for an address that has no ASCII form."""


def _encoded(name: str, text: str) -> str:
    """Write *text* as encoded words, one a line; a blank goes with the word after it, and only long words are cut."""
    lines, held = [""], ""
    for word in _WORDS.findall(text):
        room = _LINE - len(" " if len(lines) > 1 else f"{name}: ")
        if held and len(_UTF8.header_encode(held + word)) > room:
            lines, held = [*lines, ""], ""
        held += word
        lines[-1] = _UTF8.header_encode(held)
    return "\r\n ".join(lines)


def _addresses(name: str, value: AddressHeader) -> str:
    shown = ((_encoded(name, one.display_name), one.addr_spec) for one in value.addresses)
    return ",\r\n ".join(f"{encoded}\r\n <{address}>" if encoded else address for encoded, address in shown)


def transfer_encoding(text: str) -> str:
    """Return "quoted-printable" for what is mostly ASCII and readable so, "base64" for the rest (RFC 2045, 6).

    8bit is none of the two: the bytes are fixed long before anybody knows whether a server offers 8BITMIME.
    """
    content = text.encode()
    escaped = len(content.translate(None, delete=_PLAIN))
    return "quoted-printable" if escaped * _A_SIXTH <= len(content) else "base64"


def recode(part: EmailMessage, text: str, encoding: str) -> None:
    """Let *part*, of whichever text type, hold *text* in UTF-8 under that transfer encoding; all else stays."""
    made = EmailMessage(policy=part.policy)
    made.set_content(text, cte=encoding)
    part.set_payload(str(made.get_payload()).encode().decode("ascii", "surrogateescape"))
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = encoding
    if part.get_param("charset") != "utf-8":
        part.set_param("charset", "utf-8", replace="Content-Type" in part)
