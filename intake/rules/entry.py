"""The nouns of the desk: applications as received, messages seen, letters written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from intake.rules.finding import Evidence, Finding
from intake.rules.states import ANSWER, INFECTED, LIMIT, CorrectionState, LetterState, Outcome, Status

Value = str | bool | tuple[Mapping[str, str | None], ...] | None
"""An answer: text, a box, the rows of a table (columns by id), or nothing."""
MESSAGE_BODY = "body of the message"
"""The name of a form that is no file: it was pasted into the text of the mail itself."""
DEFERRED = "deferred"
"""Why a letter is still queued that the server did not take at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """The file that was read: its *name* as sent, *inside* which container it lay (a zip, a forwarded mail) or None."""

    name: str
    sha256: str  # hexadecimal, of the file's bytes
    kind: str  # what the content is: "docx", "xlsx", "pdf" …; never the name's ending
    inside: str | None = None

    @property
    def path(self) -> str:
        """The name with its container: "prijava.zip/Прилог 2.docx"."""
        return f"{self.inside}/{self.name}" if self.inside else self.name

    @property
    def is_text_of_mail(self) -> bool:
        """Whether it is no file, but was pasted into the mail."""
        return self.name == MESSAGE_BODY and self.inside is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One application as received; a newer one of the same municipality for the same call is a new version of it.

    *received_at* is aware. *message* is "sha256:" and the hash of the raw message. *evidence* is kept by field id.
    """

    entry: str  # "LC21-0007"
    version: int  # from 1
    call: str
    status: Status
    received_at: datetime
    sender: str
    message: str
    municipality: str | None = None  # id
    municipality_written: str | None = None
    cluster: str | None = None
    approach: str | None = None
    cluster_written: str | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    form: FormFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail that was seen, and what became of it; *outcome* is None while it has not been decided."""

    message: str
    received_at: datetime
    sender: str
    subject: str
    outcome: Outcome | None = None
    entry: str | None = None
    version: int | None = None
    why: str | None = None  # the rule, in short: "list mail (List-Id)"
    erased_at: datetime | None = None  # from then on only hash, time, outcome and entry are known

    @property
    def may_be_opened(self) -> bool:
        """Whether its mail is there, and the scanner found nothing in it."""
        return self.erased_at is None and not (self.why or "").startswith(INFECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter, whole: *content* is the RFC 5322 message as it goes out, CRLF line ends.

    It is fixed once and for all, but for what staff change in a letter that is held: then *original* keeps what the
    program wrote. *about* is ANSWER, or names the announcement that a letter is of.
    """

    message_id: str  # "<…@ack.alvrs.com>"
    message: str  # the message that it answers
    entry: str | None
    version: int | None
    to: str | None  # the only recipient; None where nobody may be answered
    template: str  # the case: "accepted", "late" …
    state: LetterState
    why: str | None  # the rule, where it is held, suppressed or failed
    content: bytes
    created_at: datetime
    attempts: int = 0
    next_try: datetime | None = None
    reply: str | None = None  # the SMTP server's last words
    sent_at: datetime | None = None
    about: str = ANSWER
    told: str | None = None  # names the dates that it tells; None where it tells none
    original: bytes | None = None

    @property
    def told_why(self) -> str | None:
        """The rule, with the server's own words where it did not take the letter, or not yet."""
        if self.reply is not None and self.state is LetterState.QUEUED:
            return f"{DEFERRED}: {self.reply}"
        return f"{self.why}: {self.reply}" if self.reply and self.state is LetterState.FAILED else self.why

    @property
    def is_answer(self) -> bool:
        """Whether it answers an application; of each version there is one such letter at most."""
        return self.about == ANSWER

    @property
    def is_held_by_limit(self) -> bool:
        """Whether a limit holds it: that alarms, while a hold by configuration does not."""
        return self.state is LetterState.HELD and (self.why or "").startswith(LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An answer that staff wrote over in the register; the form's own answer stays in the store beside it.

    *field* is the id of a question, or "municipality", "cluster", "approach". *written* is what staff typed, *original*
    what the register showed of the form. *why* names the rule that refuses it. *since* and *until* are aware; *until*
    is None while it stands. *edition* is the number of the register in which it was found.
    """

    entry: str
    version: int
    field: str
    written: str
    original: str
    state: CorrectionState
    since: datetime
    edition: int
    why: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that staff are asked in the register, at one cell, until they delete the program's comment there.

    *heading* is the column's. *about* names the question in the catalogue of words; *written* is the text that is kept
    by asking. *edition* and the times are as in Correction.
    """

    entry: str
    heading: str
    about: str
    written: str
    since: datetime
    edition: int
    until: datetime | None = None
