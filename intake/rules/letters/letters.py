"""Which letter answers an application, and everything that the letter says, as frozen values.

The *case* is the letter's kind and names it in the export; its *parts* are the paragraphs, in the order in which they
stand, each a template of that name. One letter names every fault, the most important first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from intake.rules.call import Approach, Call, Cluster, Event, Text
from intake.rules.entry import Entry, Status
from intake.rules.finding import Code


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
    CLUSTER = "cluster"  # nothing but the choice of one cluster is asked for
    NO_FORM = "no-form"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer as it was read, or as it was written where it cannot be used; *said* are lines, or a box."""

    label: Text
    said: tuple[str, ...] | bool


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
    reply_by: date | None  # the call's last day while it lies ahead
    applicant: Applicant | None
    applicant_written: str
    cluster: Cluster | None
    approach: Approach | None
    cluster_written: str
    chosen: tuple[Text, ...]  # of several clusters or approaches, each
    missing: tuple[Text, ...]  # labels
    invalid: tuple[Said, ...]
    conflicting: tuple[Said, ...]
    answers: tuple[Said, ...]
    files: tuple[str, ...]
    link: str  # the host that a link instead of a form led to, or ""
    events: tuple[Event, ...]  # of the cluster and of all clusters, from the letter's day on
    other_version: OtherVersion | None
    other_association: Text | None


_BY_FINDING = {
    Code.LATE: Part.LATE,
    Code.VERSION_NEWER: Part.NEWER_VERSION,
    Code.VERSION_LATE: Part.LATE_VERSION,
    Code.VERSION_WEAKER: Part.WEAKER_VERSION,
    Code.FORM_MISSING: Part.NO_FORM,
    Code.FORM_TOO_LARGE: Part.TOO_LARGE,
    Code.FORM_ENCRYPTED: Part.ENCRYPTED,
    Code.FORM_DAMAGED: Part.DAMAGED,
    Code.FORM_UNSUPPORTED: Part.UNSUPPORTED,
    Code.FORM_UNREADABLE: Part.UNREADABLE,
    Code.FORM_SEVERAL: Part.SEVERAL_FORMS,
    Code.MUNICIPALITY_NOT_ELIGIBLE: Part.NOT_ELIGIBLE,
    Code.MUNICIPALITY_NOT_LSG: Part.NOT_LSG,
    Code.MUNICIPALITY_UNKNOWN: Part.UNKNOWN_APPLICANT,
    Code.MUNICIPALITY_AMBIGUOUS: Part.UNKNOWN_APPLICANT,
    Code.MUNICIPALITY_MISSING: Part.MISSING,
    Code.FORM_BLANK: Part.BLANK,
    Code.CLUSTER_SEVERAL: Part.CLUSTER_SEVERAL,
    Code.CLUSTER_UNKNOWN: Part.CLUSTER_UNKNOWN,
    Code.CLUSTER_MISSING: Part.CLUSTER_MISSING,
    Code.FIELD_MISSING: Part.MISSING,
    Code.FIELD_INVALID: Part.INVALID,
    Code.FIELD_SEVERAL: Part.CONFLICTING,
    Code.APPROACH_SEVERAL: Part.APPROACH_SEVERAL,
    Code.APPROACH_MISSING: Part.APPROACH_MISSING,
}  # what is for staff alone (received.disputed, municipality.review) has no paragraph

_NOTHING_READ = frozenset(
    {Part.NO_FORM, Part.TOO_LARGE, Part.ENCRYPTED, Part.DAMAGED, Part.UNSUPPORTED, Part.UNREADABLE}
)
_CHOICE = frozenset({Part.CLUSTER_SEVERAL, Part.CLUSTER_UNKNOWN, Part.CLUSTER_MISSING})
_APPROACH = frozenset({Part.APPROACH_SEVERAL, Part.APPROACH_MISSING})
_ASKED = (
    _NOTHING_READ
    | _CHOICE
    | _APPROACH
    | {
        Part.SEVERAL_FORMS,
        Part.NOT_LSG,
        Part.UNKNOWN_APPLICANT,
        Part.BLANK,
        Part.MISSING,
        Part.INVALID,
        Part.CONFLICTING,
    }
)
_ELSEWHERE = frozenset({Part.NOT_ELIGIBLE, Part.NOT_LSG, Part.SUPERSEDED})
_SAID_BY_BLANK = frozenset({Part.MISSING, Part.CLUSTER_MISSING, Part.APPROACH_MISSING})
_OWN_ENTRY = ("each", "own entry")  # form.several where every form became an entry of its own: nothing to ask

_FIRST_FIT = (
    (Part.SUPERSEDED, Case.SUPERSEDED),
    (Part.LATE_VERSION, Case.LATE_VERSION),
    (Part.WEAKER_VERSION, Case.WEAKER_VERSION),
    (Part.LATE, Case.LATE),
    (Part.TOO_LARGE, Case.TOO_LARGE),
    (Part.ENCRYPTED, Case.UNREADABLE),
    (Part.DAMAGED, Case.UNREADABLE),
    (Part.UNSUPPORTED, Case.UNREADABLE),
    (Part.UNREADABLE, Case.UNREADABLE),
    (Part.NO_FORM, Case.NO_FORM),
    (Part.NOT_ELIGIBLE, Case.NOT_ELIGIBLE),
    (Part.NOT_LSG, Case.NOT_LSG),
    (Part.UNKNOWN_APPLICANT, Case.UNKNOWN_APPLICANT),
    (Part.SEVERAL_FORMS, Case.SEVERAL_FORMS),
)


def case_of(entry: Entry) -> Case:
    """Return the kind of letter that answers *entry*: lateness before defects, a defect before what is well."""
    faults = _faults(entry)
    for part, case in _FIRST_FIT:
        if part in faults:
            return case
    if entry.status is Status.INCOMPLETE:
        return Case.CLUSTER if faults & _CHOICE and not faults & {Part.MISSING, Part.INVALID} else Case.INCOMPLETE
    if Part.NEWER_VERSION in faults:
        return Case.NEWER_VERSION
    return Case.ACCEPTED_APPROACH if faults & _APPROACH else Case.ACCEPTED


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """Return the paragraphs of the letter that answers *entry*, in order; an optional one may find nothing to say."""
    faults = _faults(entry)
    read = not faults & _NOTHING_READ
    parts = faults | {Part.APPLICATION if read else Part.MESSAGE, Part.RECEIPT_ONLY, Part.CONTACT}
    if faults & _ASKED and entry.status is not Status.SUPERSEDED:
        parts |= {Part.REPLY if faults & _ASKED <= _APPROACH else Part.MEND}
    if entry.status is Status.ACCEPTED:
        parts |= {Part.COMPLETE}
    if entry.status in (Status.ACCEPTED, Status.LATE) and read:
        parts |= {Part.EVENTS}
    if read and not faults & _ELSEWHERE:
        parts |= {Part.ANSWERS}
    return tuple(part for part in Part if part in parts)


def _faults(entry: Entry) -> frozenset[Part]:
    asked = (f for f in entry.findings if _OWN_ENTRY not in f.details)
    found = frozenset(_BY_FINDING[f.code] for f in asked if f.code in _BY_FINDING)
    if Part.LATE_VERSION in found:
        found -= {Part.LATE}
    if Part.BLANK in found:
        found -= _SAID_BY_BLANK
    if entry.status is Status.SUPERSEDED:
        return found & _NOTHING_READ | {Part.SUPERSEDED}
    return found
