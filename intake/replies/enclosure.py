"""What goes with a letter: files beside its texts, and the picture in its head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage

LOGO_ID = "logo@letterhead"
"""The Content-ID by which the HTML shows the picture: `<img src="cid:logo@letterhead">` (RFC 2392)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file: *name* as its reader sees it, *kind* its media type ("text/calendar")."""

    name: str
    kind: str
    content: bytes


def enclose(message: EmailMessage, enclosures: Iterable[Enclosure], *, logo: Enclosure | None) -> None:
    """Add the files to a *message* that has its texts, and *logo* to the HTML alone (RFC 2387)."""
    html = message.get_body(("html",))
    if logo and isinstance(html, EmailMessage):
        main, sub = logo.kind.split("/")
        html.add_related(logo.content, main, sub, cid=f"<{LOGO_ID}>", filename=logo.name, disposition="inline")
    for file in enclosures:
        main, sub = file.kind.split("/")
        params = {"charset": "utf-8"} if main == "text" else {}
        message.add_attachment(file.content, main, sub, filename=file.name, params=params)


def mark_boundaries(message: EmailMessage, identity: str) -> None:
    """Part the message by lines that follow from *identity*: the same message has the same bytes whenever it is made.

    No boundary begins like another one, for readers that look at the beginning of a line alone.
    """
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{identity}")
