"""One line of a digest: an application, a letter or a message, in both languages; nothing in it is a live link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from intake.rules.call import Text
from intake.rules.entry import Entry, Message
from intake.rules.letters.facts import unlinked, without_links
from intake.rules.register.frame import Frame
from intake.rules.wording import quotable

SHOWN = 12
"""Lines of one list that a digest shows: it is read on a phone; the register has all of them."""
_NOTES = 3  # findings of one application


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is told of one application, letter or message; *entry* is "" where it belongs to none."""

    name: Text  # the municipality, or who wrote
    entry: str = ""
    version: int = 1
    cluster: Text | None = None
    status: Text | None = None  # with its sign: "! непотпуна"
    contact: str = ""  # where the applicant can be reached
    notes: tuple[Text, ...] = ()
    received_at: datetime | None = None  # in the desk's zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The first lines of a list, and how many *more* there are."""

    lines: tuple[Line, ...] = ()
    more: int = 0

    @classmethod
    def of(cls, lines: Sequence[Line], shown: int = SHOWN) -> Listed:
        """Show the first *shown* of *lines*; one line more is shown rather than counted."""
        if len(lines) <= shown + 1:
            return cls(lines=tuple(lines))
        return cls(lines=tuple(lines[:shown]), more=len(lines) - shown)

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.lines) + self.more


def line_of(entry: Entry, frame: Frame, *, notes: Sequence[Text] | None = None, contact: str = "") -> Line:
    """Tell *entry* in one line, by its findings unless other *notes* are given."""
    return Line(
        name=name_of(entry, frame),
        entry=entry.entry,
        version=entry.version,
        cluster=_cluster(entry, frame),
        status=_status(entry, frame),
        contact=unlinked(quotable(contact)),
        notes=tuple(findings_of(entry, frame) if notes is None else notes),
    )


def name_of(entry: Entry, frame: Frame) -> Text:
    """Return the municipality's name; what was written there, quoted, where it is not known; or else the sender."""
    known = frame.municipalities.get(entry.municipality or "")
    if known is not None:
        return known
    written = unlinked(quotable(entry.municipality_written or ""))
    return Text(sr=f"„{written}“", en=f"“{written}”") if written else _same(unlinked(quotable(entry.sender)))


def findings_of(entry: Entry, frame: Frame) -> tuple[Text, ...]:
    """Return the first findings of *entry* as sentences."""
    call = frame.call(entry)

    def said(language: str) -> list[str]:
        found = entry.findings[:_NOTES]
        return [without_links(frame.wording.finding(finding, call, language)) for finding in found]

    return tuple(Text(sr=sr, en=en) for sr, en in zip(said("sr-Cyrl"), said("en"), strict=True))


def reason_of(why: str | None, frame: Frame) -> tuple[Text, ...]:
    """Return a recorded reason in both languages; none where none was recorded."""
    if not why:
        return ()
    sr, en = (without_links(quotable(frame.wording.reason(why, language))) for language in ("sr-Cyrl", "en"))
    return (Text(sr=sr, en=en),)


def line_of_message(message: Message, frame: Frame, *, about: Entry | None = None) -> Line:
    """Tell a message in one line: the applicant that it is *about*, or who wrote; and the subject."""
    subject = unlinked(quotable(message.subject))
    return Line(
        name=name_of(about, frame) if about else _same(unlinked(quotable(message.sender)) or "?"),
        entry=message.entry or "",
        notes=(_same(subject),) if subject else (),
        received_at=message.received_at.astimezone(frame.zone),
    )


def _same(text: str) -> Text:
    return Text(sr=text, en=text)


def _cluster(entry: Entry, frame: Frame) -> Text | None:
    return next((c.short for c in frame.call(entry).clusters if c.id == entry.cluster), None)


def _status(entry: Entry, frame: Frame) -> Text:
    said, sign = frame.wording.statuses[entry.status], frame.wording.symbols[entry.status]
    return Text(sr=f"{sign} {said.sr}", en=f"{sign} {said.en}")
