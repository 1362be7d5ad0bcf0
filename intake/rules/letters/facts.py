"""From an entry to the facts of its letter: what strangers wrote is shortened, cleaned and never a live link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from intake.rules.call import Approach, Call, Cluster, Event, Field, FieldType, First, Text
from intake.rules.entry import MESSAGE_BODY, Entry, Value
from intake.rules.finding import Code, Finding
from intake.rules.letters.cases import case_of, parts_of
from intake.rules.letters.language import language_of
from intake.rules.letters.letters import (
    WORD_JOINER,
    Answer,
    Applicant,
    Change,
    Facts,
    OtherVersion,
    Shown,
    Unusable,
)
from intake.rules.wording import day, label, quotable

_ANSWER = 160  # characters of a long answer that the list of answers shows
_MARKS = str.maketrans(dict.fromkeys('„“”‟"«»‹›', "'"))  # a quotation inside a quotation
DOCUMENTS = r"(?i:docx?|docm|xlsx?|xlsm|odt|ods|rtf|pdf|txt|csv|jpe?g|png|tiff?|heic|eml|msg)"
"""What names of documents end in, and no host does (of the top-level domains, .zip is one)."""
_SCHEME = re.compile(r"(?<=[A-Za-z])://")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_JOINT = re.compile(
    r"(?<=\w)(@(?=\w)|\.(?=[^\W\d_]))"
)  # inside an address, or a name that may pass for one ("prijava.zip")
_HOST = re.compile(
    rf"(?<![\w@.-])([\w-]{{2,}}(?:\.[\w-]{{2,}})*)\.(?!{DOCUMENTS}(?!\w))(?=[A-Za-z]{{2,24}}(?![\w@.-]))"
)
_REMARKS = frozenset({Code.VERSION_NEWER, Code.VERSION_LATE, Code.VERSION_WEAKER})


def facts_of(  # noqa: PLR0913 - what several parts of the desk know
    entry: Entry,
    *,
    call: Call,
    now: datetime,
    applicant: Applicant | None = None,
    other_association: Text | None = None,
    other: Entry | None = None,
    to: str | None = None,
) -> Facts:
    """Gather what the letter to *entry* says, at *now* (aware).

    *applicant* is the municipality that was recognised, *other_association* whom one from elsewhere should turn to,
    *other* the version that *entry* replaces, or that counts in its place, *to* the letter's recipient.
    """
    cluster, approach = _choice(entry, call)
    several = tuple(_of(entry, Code.FIELD_SEVERAL))
    statements = frozenset(asked.id for asked in call.fields if asked.type is FieldType.CHECKBOX)
    return Facts(
        case=case_of(entry),
        parts=parts_of(entry),
        call=call,
        entry=entry.entry,
        version=entry.version,
        message=entry.message,
        received_at=entry.received_at.astimezone(call.zone),
        now=now.astimezone(call.zone),
        reply_by=_reply_by(call, now),
        applicant=applicant,
        applicant_written=inert(quotable(entry.municipality_written or "")),
        cluster=cluster,
        approach=approach,
        cluster_written=_unknown_cluster(entry),
        chosen=tuple(_chosen(entry, call)),
        missing=tuple(_missing(entry, call)),
        invalid=tuple(_written(_of(entry, Code.FIELD_INVALID), call)),
        conflicting=tuple(_written((f for f in several if f.field not in statements), call)),
        unclear=tuple(_written((f for f in several if f.field in statements), call)),
        answers=tuple(_answers(entry, call)),
        files=tuple(_files(entry)),
        from_message=MESSAGE_BODY in _parts(entry),
        link=_link(entry),
        events=_events(cluster, approach, call, now),
        other_version=_other_version(entry, call, other),
        changes=tuple(_changes(other, entry, call, to)) if other else (),
        other_association=other_association,
        language=language_of(entry, call) if call.first is First.APPLICANT else None,
    )


def _reply_by(call: Call, now: datetime) -> date | None:
    if now <= call.deadline:
        return call.deadline_day
    today, last = now.astimezone(call.zone).date(), call.corrections_until
    return last if last and today <= last else None


def unlinked(text: str) -> str:
    """Return *text* so that no mail program makes a link of its web addresses or loses its quotation marks."""
    return without_links(text.translate(_MARKS))


def inert(text: str) -> str:
    """Return *text* as `unlinked` does, and so that no mail program makes a link of its e-mail addresses either.

    A joiner, which no letter shows, marks their stops: in HTML an element takes its place and that of brackets, in
    plain text brackets do (`replies.sandbox`). Staff, who may want to copy one, are shown it without.
    """
    return _JOINT.sub(rf"\1{WORD_JOINER}", unlinked(text))


def without_links(text: str) -> str:
    """Return *text* so that no mail program makes a link of its web addresses; e-mail addresses stay."""
    return _HOST.sub(r"\1[.]", _without_schemes(text))


def _without_schemes(text: str) -> str:
    return _WWW.sub(r"\1[.]", _SCHEME.sub("[:]//", text))


def labelled(field_id: str, call: Call) -> Text:
    """Return the question's label in both languages, without its bracketed hints."""
    return Text(sr=label(field_id, call, "sr-Cyrl"), en=label(field_id, call, "en"))


def _of(entry: Entry, *codes: Code) -> Iterator[Finding]:
    return (finding for finding in entry.findings if finding.code in codes)


def _choice(entry: Entry, call: Call) -> tuple[Cluster | None, Approach | None]:
    if not entry.cluster:
        return None, None
    cluster = call.cluster(entry.cluster)
    return cluster, next((approach for approach in cluster.approaches if approach.id == entry.approach), None)


def _unknown_cluster(entry: Entry) -> str:
    unknown = next(_of(entry, Code.CLUSTER_UNKNOWN), None)
    written = unknown.evidence[0].written if unknown and unknown.evidence else entry.cluster_written
    return inert(quotable(written or ""))


def _chosen(entry: Entry, call: Call) -> Iterator[Text]:
    choices = _choices(call)
    for finding in _of(entry, Code.CLUSTER_SEVERAL, Code.APPROACH_SEVERAL):
        named = ",".join(value for name, value in finding.details if name in ("clusters", "approaches", "options"))
        yield from (choices[one] for one in named.split(",") if one in choices)


def _choices(call: Call) -> Mapping[str, Text]:
    """The names of clusters and approaches, by id."""
    names = {cluster.id: cluster.short for cluster in call.clusters}
    return names | {approach.id: approach.short for cluster in call.clusters for approach in cluster.approaches}


def _missing(entry: Entry, call: Call) -> Iterator[Text]:
    for finding in _of(entry, Code.MUNICIPALITY_MISSING, Code.FIELD_MISSING):
        if finding.field:
            yield labelled(finding.field, call)


def _written(findings: Iterable[Finding], call: Call) -> Iterator[Unusable]:
    for finding in findings:
        written = tuple(dict.fromkeys(inert(quotable(e.written)) for e in finding.evidence))
        if finding.field:
            yield Unusable(label=labelled(finding.field, call), written=tuple(filter(None, written)))


def _answers(entry: Entry, call: Call) -> Iterator[Answer]:
    for asked in call.fields:
        if asked.type is FieldType.CHOICE:
            continue  # the opening paragraph names the cluster
        shown = _shown(_answer(entry, asked, call))
        if shown is not None:
            yield Answer(label=labelled(asked.id, call), shown=shown)


def _changes(old: Entry, new: Entry, call: Call, to: str | None) -> Iterator[Change]:
    """Name what *new* answers otherwise; the answers themselves only where *old* was sent from the address *to*."""
    confided = (to or "").casefold() == old.sender.casefold()
    for asked in call.fields:
        before, after = (_answer(entry, asked, call) for entry in (old, new))
        if before != after:
            answers = (_shown(before), _shown(after)) if confided else None
            yield Change(label=labelled(asked.id, call), answers=answers)


def _answer(entry: Entry, asked: Field, call: Call) -> Value | Text:
    """Return what *entry* answers: a choice by its name, a day as tables show it, all else as it was read, in full."""
    answer = entry.answers.get(asked.id)
    if asked.type is FieldType.DATE and isinstance(answer, str):
        return _day(answer)
    if asked.type is not FieldType.CHOICE:
        return answer
    return _choices(call).get({"cluster": entry.cluster, "approach": entry.approach}.get(asked.id) or "")


def _day(answer: str) -> Value | Text:
    try:
        read = date.fromisoformat(answer)
    except ValueError:
        return answer
    return Text(sr=day(read, "sr-Cyrl"), en=day(read, "en"))


def _shown(value: Value | Text) -> Shown:
    match value:
        case None | bool() | Text():
            return value
        case str():
            return _same(inert(quotable(value, _ANSWER)))
        case rows:
            return _same("; ".join(filter(None, map(_row, rows))))


def _same(text: str) -> Text | None:
    return Text(sr=text, en=text) if text else None


def _row(row: Mapping[str, str | None]) -> str:
    return inert(", ".join(quotable(cell) for cell in row.values() if cell))


def _link(entry: Entry) -> str:
    missing = next(_of(entry, Code.FORM_MISSING), None)
    return inert(quotable(dict(missing.details).get("link", ""))) if missing else ""


def _files(entry: Entry) -> Iterator[str]:
    named = (part for part in _parts(entry) if part != MESSAGE_BODY)
    shown = (_without_schemes(quotable(part).translate(_MARKS)) for part in named)
    yield from dict.fromkeys(_JOINT.sub(rf"\1{WORD_JOINER}", name) for name in shown if name)


def _parts(entry: Entry) -> tuple[str, ...]:
    """Return what a letter is about: what is wrong with files, or else the form that was read."""
    faulty = [e.part for f in entry.findings if f.code.startswith("form.") and not f.is_settled for e in f.evidence]
    return tuple(dict.fromkeys(faulty or ([entry.form.path] if entry.form else ())))


def _events(cluster: Cluster | None, approach: Approach | None, call: Call, now: datetime) -> tuple[Event, ...]:
    """Return what still lies ahead for the members of *cluster*, in order."""
    if cluster is None:
        return ()
    today = now.astimezone(call.zone).date()
    events = (*cluster.events, *(approach.events if approach else ()), *call.events)
    return tuple(sorted((event for event in events if event.starts >= today), key=lambda event: event.starts))


def _other_version(entry: Entry, call: Call, other: Entry | None) -> OtherVersion | None:
    if other is not None:
        received = other.received_at.astimezone(call.zone)
        return OtherVersion(entry=other.entry, version=other.version, received_at=received)
    for finding in _of(entry, *_REMARKS):
        details = dict(finding.details)
        return OtherVersion(
            entry=details["entry"],
            version=int(details["version"]),
            received_at=datetime.fromisoformat(details["received_at"]).astimezone(call.zone),
        )
    return None
