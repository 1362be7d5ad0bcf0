"""Status and versions: where an application stands among all that its municipality has sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from intake.rules.call import Call
from intake.rules.entry import Entry, FormFile
from intake.rules.finding import EACH, Code, Evidence, Finding
from intake.rules.judging.application import Application
from intake.rules.recorded import is_current
from intake.rules.script import canonical
from intake.rules.states import Status

_REVIEW = frozenset(
    {
        Code.FORM_SEVERAL,
        Code.MUNICIPALITY_UNKNOWN,
        Code.MUNICIPALITY_AMBIGUOUS,
        Code.MUNICIPALITY_NOT_ELIGIBLE,
        Code.MUNICIPALITY_NOT_LSG,
        Code.MUNICIPALITY_SUPPOSED,
    }
)
_INCOMPLETE = frozenset(
    {
        Code.FORM_BLANK,
        Code.CLUSTER_MISSING,
        Code.CLUSTER_UNKNOWN,
        Code.CLUSTER_SEVERAL,
        Code.MUNICIPALITY_MISSING,
        Code.FIELD_MISSING,
    }
)
_OF_A_FIELD = frozenset({Code.FIELD_INVALID, Code.FIELD_SEVERAL})  # incomplete only where the field is required
_UNREADABLE = frozenset(
    {Code.FORM_UNREADABLE, Code.FORM_ENCRYPTED, Code.FORM_DAMAGED, Code.FORM_UNSUPPORTED, Code.FORM_TOO_LARGE}
)
_WRITTEN_KINDS = frozenset(
    {"docx", "xlsx", "doc", "xls", "odt", "ods", "rtf"}
)  # what forms are filled in, not printed to
_VERSION = frozenset({Code.VERSION_NEWER, Code.VERSION_LATE, Code.VERSION_WEAKER})


def is_late(received_at: datetime, call: Call) -> bool:
    """Tell whether *received_at* (aware) lies after the call's last moment.

    The call: "најкасније до 13. септембра 2021. године"; that day counts whole, in the call's time zone.
    """
    return received_at > call.deadline


def lateness(received_at: datetime, other_sources: Sequence[tuple[str, datetime]], call: Call) -> tuple[Finding, ...]:
    """Return what is to be said of the time of receipt.

    *other_sources* are (name, time) pairs such as the topmost Received line or the Date line: they decide nothing, but
    where they fall on the other side of the deadline a person should know.
    """
    late = is_late(received_at, call)
    own = received_at.isoformat()
    findings = [Finding(code=Code.LATE, details=(("received_at", own),))] if late else []
    against = tuple(
        Evidence(part="message", place=name, written=when.isoformat())
        for name, when in other_sources
        if is_late(when, call) is not late
    )
    if against:
        findings.append(Finding(code=Code.RECEIVED_DISPUTED, evidence=against, details=(("received_at", own),)))
    return tuple(findings)


def merit(findings: Sequence[Finding], call: Call) -> Status:
    """Return the status that *findings* alone give, lateness and versions aside."""
    codes = {finding.code for finding in findings}
    if codes & _UNREADABLE:
        return Status.UNREADABLE
    if Code.FORM_MISSING in codes:
        return Status.NO_FORM
    if any(f.code in _REVIEW and not f.is_settled for f in findings):
        return Status.REVIEW
    required = {field.id for field in call.fields if field.required}
    spoilt = any(f.code in _OF_A_FIELD and f.field in required for f in findings)
    return Status.INCOMPLETE if codes & _INCOMPLETE or spoilt else Status.ACCEPTED


def status(findings: Sequence[Finding], call: Call) -> Status:
    """Return the first status that fits: late, unreadable, no-form, review, incomplete, accepted."""
    late = any(finding.code is Code.LATE for finding in findings)
    return Status.LATE if late else merit(findings, call)


def standing(versions: Sequence[Entry], call: Call, *, arrived: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Return all *versions* of one municipality's application as they stand, judged by time of receipt.

    Of the same second, the message that stands first in *arrived* is the older one.
    The newer displaces the older; one that came too late never displaces one that came in time, and one that could not
    be accepted never displaces one that was.
    """
    current: Entry | None = None
    settled: dict[int, Entry] = {}
    places = {message: place for place, message in enumerate(arrived)}
    for entry in sorted(versions, key=lambda e: (e.received_at, places.get(e.message, 0), e.version)):
        if current is None:
            current = settled[entry.version] = _fresh(entry, call)
            continue
        older, newer = joined(current, entry, call)
        settled[older.version], settled[newer.version] = older, newer
        current = newer if is_current(newer) else older
    return tuple(settled[entry.version] for entry in versions)


def joined(counts: Entry, entry: Entry, call: Call) -> tuple[Entry, Entry]:
    """Return the version that *counts* and *entry*, which came in after all others, as both stand from now on."""
    fresh = _fresh(entry, call)
    if reason := _weaker(fresh, counts, call):
        return counts, _marked(fresh, reason, counts)
    return replace(counts, status=Status.SUPERSEDED), _marked(fresh, Code.VERSION_NEWER, counts)


def other_version(entry: Entry, versions: Sequence[Entry]) -> Entry | None:
    """Return the version that *entry* replaced, or else the one that counts in its place; None where it stands alone.

    *versions* are all of its application, as they stand.
    """
    if entry.status is Status.SUPERSEDED:
        return next(filter(is_current, versions), None)
    named = next((dict(finding.details)["version"] for finding in entry.findings if finding.code in _VERSION), None)
    return next((one for one in versions if str(one.version) == named), None)


def _fresh(entry: Entry, call: Call) -> Entry:
    findings = tuple(finding for finding in entry.findings if finding.code not in _VERSION)
    return replace(entry, findings=findings, status=status(findings, call))


def _weaker(entry: Entry, current: Entry, call: Call) -> Code | None:
    """The reason why *entry* does not displace *current*, or None where it does."""
    if entry.status is Status.LATE and current.status is not Status.LATE:
        return Code.VERSION_LATE
    accepted = merit(current.findings, call) is Status.ACCEPTED
    return Code.VERSION_WEAKER if accepted and merit(entry.findings, call) is not Status.ACCEPTED else None


def _marked(entry: Entry, code: Code, other: Entry) -> Entry:
    details = (("entry", other.entry), ("version", str(other.version)), ("received_at", other.received_at.isoformat()))
    return replace(entry, findings=(*entry.findings, Finding(code=code, details=details)))


def of_one_message(applications: Sequence[Application]) -> tuple[Application, ...]:
    """Return the applications that one message makes.

    Forms that answer the same are one, and so are a form and its printed copy. Different forms of different
    municipalities are each an application of its own; different forms of one, or of nobody knows which, are one for a
    person to look at: nothing is chosen in silence.
    """
    distinct = told_apart(applications)
    if len(distinct) == 1:
        return (distinct[0],)
    apart = _apart(distinct)
    return tuple(_alone(group[0], distinct) if len(group) == 1 else _several(group) for group in apart)


def told_apart(applications: Sequence[Application]) -> list[Application]:
    """Leave out blank forms beside filled ones, printed copies, and what answers the same as one before it."""
    ordered = sorted(applications, key=_is_copy_kind)
    filled = [a for a in ordered if not any(f.code is Code.FORM_BLANK for f in a.findings)] or ordered[:1]
    originals = [a for at, a in enumerate(filled) if not any(_is_copy(a, other) for other in filled[:at])]
    return list({_answers_key(a): a for a in reversed(originals)}.values())[::-1]


def _apart(applications: Sequence[Application]) -> list[list[Application]]:
    """Put those of one municipality together, in order; all of them where fewer than two municipalities are known."""
    groups: dict[object, list[Application]] = {}
    for application in applications:
        groups.setdefault(application.municipality or id(application), []).append(application)
    known = {a.municipality for a in applications if a.municipality is not None}
    return list(groups.values()) if len(known) > 1 else [list(applications)]


def _alone(application: Application, all_of: Sequence[Application]) -> Application:
    return replace(application, findings=(*application.findings, _noted(_several_files(all_of), application.form)))


def _several(applications: Sequence[Application]) -> Application:
    first = applications[0]
    return replace(first, findings=(_several_files(applications), *first.findings))


def _several_files(applications: Sequence[Application]) -> Finding:
    names = ", ".join(a.form.path for a in applications if a.form)
    return Finding(code=Code.FORM_SEVERAL, evidence=_files(applications), details=(("files", names),))


def _is_copy_kind(application: Application) -> bool:
    """Tell whether the form came in a format into which forms are printed or pasted, not written."""
    return application.form is not None and application.form.kind not in _WRITTEN_KINDS


def _is_copy(application: Application, original: Application) -> bool:
    """Tell whether *application* was read from a print of *original*: it says nothing else of who and what."""
    if not _is_copy_kind(application) or _is_copy_kind(original):
        return False
    return _is_of_the_same(application, original) and application.cluster in (None, original.cluster)


def _is_of_the_same(application: Application, original: Application) -> bool:
    """Tell whether a copy names who applies in *original*, or nobody; a name that nobody recognised is another's."""
    if application.municipality is not None:
        return application.municipality == original.municipality
    return canonical(application.municipality_written or "") in ("", canonical(original.municipality_written or ""))


def _answers_key(application: Application) -> str:
    return repr(
        (application.municipality, application.cluster, application.approach, sorted(application.answers.items()))
    )


def _files(applications: Sequence[Application]) -> tuple[Evidence, ...]:
    return tuple(Evidence(part=a.form.path, place="", written="") for a in applications if a.form)


def _noted(several: Finding, own: FormFile | None) -> Finding:
    return replace(several, details=(*several.details, (EACH, own.path if own else "")))
