"""The whole pass where one message in a hundred is at the limits, beside the same mailbox without them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

from desk_measured import imap_desk
from mailboxes import fill, mail
from measure import Measured, measure

from servers.dovecot import Dovecot

SIZE = 14 * 2**20  # just below what an attachment may be
UNPACKED = 95 * 2**20  # just below what a container may unpack to
PARAGRAPHS = 400_000  # more than a reader gets through in a message's seconds, or in its memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed:
    """The pass over *applications* alone, and over the same with *hostile* messages among them."""

    applications: int
    hostile: int
    alone: Measured
    together: Measured


def measured(server: Dovecot, folder: Path, messages: Sequence[bytes]) -> Disturbed:
    """Measure both."""
    found = {}
    bad = list(_hostile(max(2, len(messages) // 100)))
    mixed = list(messages)
    for number, one in enumerate(bad):
        mixed.insert(number * len(messages) // len(bad) + number, one)
    for name, content in (("alone", messages), ("together", mixed)):
        account = server.add_user(f"{name}-{len(messages)}@alvrs.example")
        fill(account, content)
        desk = imap_desk(folder / name, account)
        found[name] = measure(desk.command("once"))
        sent = desk.json("status", "--json")["letters"]["sent"]
        assert sent >= len(messages), f"{sent} letters to {len(messages)} applicants"
    hostile = len(mixed) - len(messages)
    return Disturbed(applications=len(messages), hostile=hostile, alone=found["alone"], together=found["together"])


def _hostile(count: int) -> Iterator[bytes]:
    """Yield mails in turn: as large as may be, a container that unpacks to the limit, a document without an end."""
    makers = (_large, _unpacking, _endless)
    for number in range(count):
        yield mail(1_000_000 + number, makers[number % len(makers)](), subject="Hostile")


def _large() -> bytes:
    return _package({"word/document.xml": b"<x/>", "word/media/a.bin": Random(1).randbytes(SIZE)})  # noqa: S311 - no secret


def _unpacking() -> bytes:
    return _package({"word/document.xml": b"<x/>", "word/media/a.bin": bytes(UNPACKED)})


def _endless() -> bytes:
    paragraph = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    name = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    whole = b"<w:document %s><w:body>%s</w:body></w:document>" % (name, paragraph * PARAGRAPHS)
    return _package({"word/document.xml": whole})


def _package(parts: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()
