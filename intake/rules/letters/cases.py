"""Which letter answers an application: one that names every fault, the most important first."""

from __future__ import annotations

from intake.rules.entry import Entry
from intake.rules.finding import PICTURE, Code, Finding
from intake.rules.letters.letters import NOTHING_READ, Case, Part
from intake.rules.states import Status

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
    Code.MUNICIPALITY_SUPPOSED: Part.UNKNOWN_APPLICANT,
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
}  # what is for staff alone (received.disputed, *.review, *.partial, *.supposed, question.unknown) has no paragraph

_CHOICE = frozenset({Part.CLUSTER_SEVERAL, Part.CLUSTER_UNKNOWN, Part.CLUSTER_MISSING})
_VERSIONS = frozenset({Part.NEWER_VERSION, Part.LATE_VERSION, Part.WEAKER_VERSION})
_APPROACH = frozenset({Part.APPROACH_SEVERAL, Part.APPROACH_MISSING})
_ASKED = (
    NOTHING_READ
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

_FIRST_FIT = (
    (Part.SUPERSEDED, Case.SUPERSEDED),
    (Part.NOT_ELIGIBLE, Case.NOT_ELIGIBLE),
    (Part.LATE_VERSION, Case.LATE_VERSION),
    (Part.WEAKER_VERSION, Case.WEAKER_VERSION),
    (Part.LATE, Case.LATE),
    (Part.TOO_LARGE, Case.TOO_LARGE),
    (Part.ENCRYPTED, Case.ENCRYPTED),
    (Part.DAMAGED, Case.DAMAGED),
    (Part.UNSUPPORTED, Case.UNSUPPORTED),
    (Part.UNREADABLE, Case.UNREADABLE),
    (Part.NO_FORM, Case.NO_FORM),
    (Part.NOT_LSG, Case.NOT_LSG),
    (Part.UNKNOWN_APPLICANT, Case.UNKNOWN_APPLICANT),
    (Part.SEVERAL_FORMS, Case.SEVERAL_FORMS),
    (Part.BLANK, Case.BLANK),
)
_CHOICE_ALONE = (
    (Part.CLUSTER_SEVERAL, Case.CLUSTER_SEVERAL),
    (Part.CLUSTER_UNKNOWN, Case.CLUSTER_UNKNOWN),
    (Part.CLUSTER_MISSING, Case.CLUSTER_MISSING),
)
_OF_ANSWERS = frozenset({Part.MISSING, Part.INVALID, Part.CONFLICTING})


def case_of(entry: Entry) -> Case:
    """Return the kind of letter that answers *entry*: lateness before defects, a defect before what is well."""
    faults = _faults(entry)
    for part, case in _FIRST_FIT:
        if part in faults:
            return case
    if entry.status is Status.INCOMPLETE:
        choices = () if faults & _OF_ANSWERS else _CHOICE_ALONE
        return next((case for part, case in choices if part in faults), Case.INCOMPLETE)
    if Part.NEWER_VERSION in faults:
        return Case.NEWER_VERSION
    return Case.ACCEPTED_APPROACH if faults & _APPROACH else Case.ACCEPTED


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """Return the paragraphs of the letter that answers *entry*, in order; an optional one may find nothing to say."""
    faults = _faults(entry)
    read = not faults & NOTHING_READ
    parts = faults | {Part.APPLICATION if read else Part.MESSAGE, Part.RECEIPT_ONLY, Part.CONTACT}
    if faults & _ASKED and entry.status is not Status.SUPERSEDED:
        parts |= {Part.REPLY if faults & _ASKED <= _APPROACH else Part.MEND}
    if faults & _VERSIONS:
        parts |= {Part.CHANGES}
    if entry.status is Status.ACCEPTED:
        parts |= {Part.COMPLETE}
    if entry.status in (Status.ACCEPTED, Status.LATE) and read and not faults & (_ELSEWHERE | {Part.LATE_VERSION}):
        parts |= {Part.EVENTS}
    if read and not faults & (_ELSEWHERE | {Part.BLANK}):
        parts |= {Part.ANSWERS}
    return tuple(part for part in Part if part in parts)


def _part(finding: Finding) -> Part:
    """Return what a letter says of *finding*: a scan is not of a wrong type, it cannot be read."""
    is_picture = any(name == PICTURE for name, _ in finding.details)
    return Part.UNREADABLE if is_picture else _BY_FINDING[finding.code]


def _faults(entry: Entry) -> frozenset[Part]:
    asked = (f for f in entry.findings if not f.is_settled)
    found = frozenset(_part(f) for f in asked if f.code in _BY_FINDING)
    if Part.LATE_VERSION in found:
        found -= {Part.LATE}
    if Part.BLANK in found:
        found -= _SAID_BY_BLANK
    if entry.status is Status.SUPERSEDED:
        return found & NOTHING_READ | {Part.SUPERSEDED}
    if Part.NOT_ELIGIBLE in found:
        return frozenset({Part.NOT_ELIGIBLE})  # the rest is for another association to ask
    return found
