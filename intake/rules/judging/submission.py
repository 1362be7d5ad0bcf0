"""A mail as it was read: its headers, the forms in it, the parts that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from intake.rules.entry import FormFile
from intake.rules.finding import Code
from intake.rules.mail.headers import Headers
from intake.rules.mail.machine import Sign

if TYPE_CHECKING:  # whoever only hands readings on need not load what makes them
    from intake.rules.forms.form.reader import FormReading


class ReadingError(Exception):
    """A message could not be read within its limits, or reading it failed; no other message is affected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A message to read: its hash ("sha256:…") and the archive's file."""

    message: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A file that is the form of a call, and what it answers.

    *rivals* read it for other calls that it fits just as well: a form that was copied from an earlier call's.
    """

    file: FormFile
    reading: FormReading
    rivals: tuple[FormReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that might have been a form and could not be read."""

    file: FormFile
    code: Code
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Everything that one message holds, as far as the rules care.

    *text* is the body as text, shortened; *reports* is the text of the returned headers inside a delivery report.
    *notice* is the part that shows that a program wrote: a "report" on a mail, or an "invitation" or an answer to one.
    *above_letter* is the form in that text as far as it stands above what looks like a letter of ours: none, or one;
    None where nothing looks so, or where the forms are files.
    """

    headers: Headers
    sender: str
    subject: str
    message_id: str | None
    text: str
    forms: tuple[Form, ...] = ()
    above_letter: tuple[Form, ...] | None = None
    unread: tuple[Unread, ...] = ()
    others: tuple[FormFile, ...] = ()  # read or recognised, and no form of any call, nor titled as one of some other
    shared_at: str | None = None  # the host of a file-sharing service that the text links to; never followed
    reports: str = ""
    notice: Sign | None = None
    notes: tuple[str, ...] = ()
