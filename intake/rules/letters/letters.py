"""Everything that a letter says, as frozen values.

The *case* is the letter's kind and names it in the export; its *parts* are the paragraphs, in the order in which they
stand, each a template of that name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from intake.rules.call import Approach, Call, Cluster, Event, Text

WORD_JOINER = "\u2060"
"""Marks the stops of what a mail program would take for an address; letters show something in its place."""


class Case(StrEnum):
    """The kind of a letter; its value is `letter.template` in the export."""

    ACCEPTED = "accepted"
    ACCEPTED_APPROACH = "accepted-approach"  # accepted, and asked which approach is meant
    NEWER_VERSION = "newer-version"
    LATE_VERSION = "late-version"
    WEAKER_VERSION = "weaker-version"
    SUPERSEDED = "superseded"  # it came to be read after a newer one
    LATE = "late"
    INCOMPLETE = "incomplete"
    BLANK = "blank"
    CLUSTER_SEVERAL = "cluster-several"  # nothing but the choice of one cluster is asked for; the next two likewise
    CLUSTER_UNKNOWN = "cluster-unknown"
    CLUSTER_MISSING = "cluster-missing"
    NO_FORM = "no-form"
    TOO_LARGE = "too-large"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"  # a picture or a scan
    SEVERAL_FORMS = "several-forms"
    UNKNOWN_APPLICANT = "review-unknown"
    NOT_LSG = "not-lsg"
    NOT_ELIGIBLE = "not-eligible"


class Announcement(StrEnum):
    """A letter that nobody asked for, to applicants whom it concerns; the template has its name."""

    DATES_CHANGED = "dates-changed"


class Part(StrEnum):
    """One paragraph or list of a letter, in the order in which they stand; the template has its name."""

    APPLICATION = "application"  # what was received, when, under which number
    MESSAGE = "message"  # the same where no application could be read
    LATE = "late"
    NEWER_VERSION = "newer-version"
    LATE_VERSION = "late-version"
    WEAKER_VERSION = "weaker-version"
    SUPERSEDED = "superseded"
    CHANGES = "changes"  # what this version answers otherwise
    COMPLETE = "complete"
    NO_FORM = "no-form"
    TOO_LARGE = "too-large"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    SEVERAL_FORMS = "several-forms"
    NOT_ELIGIBLE = "not-eligible"
    NOT_LSG = "not-lsg"
    UNKNOWN_APPLICANT = "unknown-applicant"
    BLANK = "blank"
    CLUSTER_SEVERAL = "cluster-several"
    CLUSTER_UNKNOWN = "cluster-unknown"
    CLUSTER_MISSING = "cluster-missing"
    MISSING = "missing"
    INVALID = "invalid"
    CONFLICTING = "conflicting"
    APPROACH_SEVERAL = "approach-several"
    APPROACH_MISSING = "approach-missing"
    MEND = "mend"  # a form put right is asked for, and until when
    REPLY = "reply"  # a few words in reply are enough
    RECEIPT_ONLY = "receipt-only"
    EVENTS = "events"
    ANSWERS = "answers"
    CONTACT = "contact"


NOTHING_READ = frozenset(
    {Part.NO_FORM, Part.TOO_LARGE, Part.ENCRYPTED, Part.DAMAGED, Part.UNSUPPORTED, Part.UNREADABLE}
)
"""What is said where no form could be read."""


class Designation(StrEnum):
    """What a local self-government is called before its name."""

    MUNICIPALITY = "municipality"
    CITY = "city"
    OTHER = "other"  # districts, capitals

    @classmethod
    def of(cls, kind: str) -> Designation:
        """Return the designation for the column `type` of the municipalities' tables."""
        return cls(kind) if kind in ("municipality", "city") else cls.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A local self-government: its bare name in Serbian ("Лакташи"), with its designation in English."""

    name: Text  # sr="Лакташи", en="Municipality of Laktaši"
    designation: Designation


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """The version that this one replaces, or that counts in its place; *received_at* in the call's zone."""

    entry: str
    version: int
    received_at: datetime


Shown = Text | bool | None
"""An answer as a letter shows it: shortened and in one line, or a box; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was read."""

    label: Text
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """What was written where it cannot be used, in each of its places."""

    label: Text
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question that this version answers otherwise than the other one.

    *answers* are the other version's and this one's; None where the other version was sent from another address than
    the one that this letter goes to: whoever names a municipality must not be told what it wrote.
    """

    label: Text
    answers: tuple[Shown, Shown] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a letter says, in both languages; times in the call's zone, strangers' texts fit to be quoted."""

    case: Case | Announcement
    parts: tuple[Part, ...]
    call: Call
    entry: str
    version: int
    message: str  # "sha256:…", the message that is answered
    received_at: datetime
    now: datetime
    reply_by: date | None  # the call's last day while it lies ahead, then the day that the call has for corrections
    applicant: Applicant | None
    applicant_written: str
    cluster: Cluster | None
    approach: Approach | None
    cluster_written: str
    chosen: tuple[Text, ...]  # of several clusters or approaches, each
    missing: tuple[Text, ...]  # labels
    invalid: tuple[Unusable, ...]
    conflicting: tuple[Unusable, ...]
    unclear: tuple[Unusable, ...]  # statements beside which neither yes nor no is clearly marked
    answers: tuple[Answer, ...]
    files: tuple[str, ...]
    from_message: bool  # a form was pasted into the text of the mail
    link: str  # the host that a link instead of a form led to, or ""
    events: tuple[Event, ...]  # of the cluster, the approach and all clusters, from the letter's day on
    other_version: OtherVersion | None
    changes: tuple[Change, ...]  # from the other version to this one
    other_association: Text | None
    language: str | None  # the applicant's own, where the call lets it come first
    blank_form: str = ""  # the name of the file that is enclosed, if one is
    calendar: str = ""  # the same

    @property
    def asks_for_form(self) -> bool:
        """Whether no form with answers came, so that a blank one helps."""
        return bool((NOTHING_READ | {Part.BLANK}) & frozenset(self.parts))

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed, so that what is sent now is late."""
        return self.reply_by != self.call.deadline_day

    @property
    def shows_addresses(self) -> bool:
        """Whether an answer has an address in it, which plain text has to break in sight."""
        texts = (one.shown.sr for one in self.answers if isinstance(one.shown, Text))
        return any(WORD_JOINER in text or "[.]" in text for text in texts)
