"""A part: one file or text as it came, whether attached to a mail, inside a zip or inside a forwarded mail."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One leaf of a message: *content* is decoded, nothing else about it is believed.

    *path* numbers the part as IMAP does (RFC 9051, 6.4.5.1): "1.2". *inside* names what it was taken out of
    ("prijava.zip"), outermost first. *body* tells the message's own text from what was attached to it.
    """

    name: str
    content: bytes
    path: str = ""
    declared_type: str = "application/octet-stream"
    charset: str = ""  # as declared, in lower case
    disposition: str = ""  # "inline", "attachment" or ""
    inside: str | None = None
    body: bool = False

    @property
    def location(self) -> str:
        """The name with its container: "prijava.zip/Прилог 2.docx"."""
        return f"{self.inside}/{self.name}" if self.inside else self.name


def clean_name(written: str, *, otherwise: str) -> str:
    """Return a name's last component without control, bidi or unpaired characters, or *otherwise* if it is empty."""
    last = re.split(r"[/\\]", re.sub(r"\s+", " ", written))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    name = unicodedata.normalize("NFC", shown).strip(" .")
    return name[-_LONGEST_NAME:] or otherwise
