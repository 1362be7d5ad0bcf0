"""From an entry to the facts of its letter: what strangers wrote is shortened, cleaned and never a live link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from intake.rules.call import Approach, Call, Cluster, Event, FieldType, Text
from intake.rules.entry import Entry, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.letters.letters import Applicant, Facts, OtherVersion, Said, case_of, parts_of
from intake.rules.wording import label, quotable

_ANSWER = 160  # characters of a long answer that the list of answers shows
_MARKS = str.maketrans(dict.fromkeys('„“”‟"«»‹›', "'"))  # a quotation inside a quotation
_SCHEME = re.compile(r"(?<=[A-Za-z])://")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w@.-])([\w-]{2,}(?:\.[\w-]{2,})*)\.(?=[A-Za-z]{2,24}(?![\w@.-]))")
_REMARKS = frozenset({Code.VERSION_NEWER, Code.VERSION_LATE, Code.VERSION_WEAKER})


def facts_of(
    entry: Entry,
    *,
    call: Call,
    now: datetime,
    applicant: Applicant | None = None,
    other_association: Text | None = None,
    counts: Entry | None = None,
) -> Facts:
    """Gather what the letter to *entry* says, at *now* (aware).

    *applicant* is the municipality that was recognised; *other_association* the one that an applicant from elsewhere
    should turn to; *counts* the newer version that superseded *entry*, where one did.
    """
    cluster = call.cluster(entry.cluster) if entry.cluster else None
    local = now.astimezone(call.zone)
    return Facts(
        case=case_of(entry),
        parts=parts_of(entry),
        call=call,
        entry=entry.entry,
        version=entry.version,
        message=entry.message,
        received_at=entry.received_at.astimezone(call.zone),
        now=local,
        reply_by=call.deadline_day if now <= call.deadline else None,
        applicant=applicant,
        applicant_written=unlinked(quotable(entry.municipality_written or "")),
        cluster=cluster,
        approach=_approach(cluster, entry.approach),
        cluster_written=_unknown_cluster(entry),
        chosen=tuple(_chosen(entry, call)),
        missing=tuple(_missing(entry, call)),
        invalid=tuple(_written(entry, call, Code.FIELD_INVALID)),
        conflicting=tuple(_written(entry, call, Code.FIELD_SEVERAL)),
        answers=tuple(_answers(entry, call)),
        files=tuple(_files(entry)),
        link=_link(entry),
        events=tuple(sorted(_events(cluster, call, local), key=lambda event: event.starts)),
        other_version=_other_version(entry, call, counts),
        other_association=other_association,
    )


def unlinked(text: str) -> str:
    """Return *text* so that no mail program makes a link of it or loses its quotation marks; e-mail addresses stay."""
    return without_links(text.translate(_MARKS))


def without_links(text: str) -> str:
    """Return *text* so that no mail program makes a link of it; e-mail addresses stay."""
    return _HOST.sub(r"\1[.]", _WWW.sub(r"\1[.]", _SCHEME.sub("[:]//", text)))


def labelled(field_id: str, call: Call) -> Text:
    """Return the question's label in both languages, without its bracketed hints."""
    return Text(sr=label(field_id, call, "sr-Cyrl"), en=label(field_id, call, "en"))


def _of(entry: Entry, *codes: Code) -> Iterator[Finding]:
    return (finding for finding in entry.findings if finding.code in codes)


def _approach(cluster: Cluster | None, approach_id: str | None) -> Approach | None:
    approaches = cluster.approaches if cluster else ()
    return next((approach for approach in approaches if approach.id == approach_id), None)


def _unknown_cluster(entry: Entry) -> str:
    unknown = next(_of(entry, Code.CLUSTER_UNKNOWN), None)
    written = unknown.evidence[0].written if unknown and unknown.evidence else entry.cluster_written
    return unlinked(quotable(written or ""))


def _chosen(entry: Entry, call: Call) -> Iterator[Text]:
    choices = {cluster.id: cluster.short for cluster in call.clusters}
    choices |= {approach.id: approach.short for cluster in call.clusters for approach in cluster.approaches}
    for finding in _of(entry, Code.CLUSTER_SEVERAL, Code.APPROACH_SEVERAL):
        named = ",".join(value for name, value in finding.details if name in ("clusters", "approaches", "options"))
        yield from (choices[one] for one in named.split(",") if one in choices)


def _missing(entry: Entry, call: Call) -> Iterator[Text]:
    for finding in _of(entry, Code.MUNICIPALITY_MISSING, Code.FIELD_MISSING):
        if finding.field:
            yield labelled(finding.field, call)


def _written(entry: Entry, call: Call, code: Code) -> Iterator[Said]:
    for finding in _of(entry, code):
        written = tuple(dict.fromkeys(unlinked(quotable(e.written)) for e in finding.evidence))
        if finding.field:
            yield Said(label=labelled(finding.field, call), said=tuple(filter(None, written)))


def _answers(entry: Entry, call: Call) -> Iterator[Said]:
    for asked in call.fields:
        if asked.type is FieldType.CHOICE:
            continue  # the opening paragraph names the cluster
        said = _said(entry.answers.get(asked.id))
        if said or said is False:
            yield Said(label=labelled(asked.id, call), said=said)


def _said(value: Value) -> tuple[str, ...] | bool:
    match value:
        case bool():
            return value
        case str():
            return tuple(filter(None, (unlinked(quotable(value, _ANSWER)),)))
        case None:
            return ()
        case rows:
            return tuple(filter(None, (_row(row) for row in rows)))


def _row(row: Mapping[str, str | None]) -> str:
    return unlinked(", ".join(quotable(cell) for cell in row.values() if cell))


def _link(entry: Entry) -> str:
    missing = next(_of(entry, Code.FORM_MISSING), None)
    return unlinked(quotable(dict(missing.details).get("link", ""))) if missing else ""


def _files(entry: Entry) -> Iterator[str]:
    named = [Evidence(part=entry.form.path, place="", written="")] if entry.form else []
    faulty = [e for f in entry.findings if f.code.startswith("form.") for e in f.evidence]
    shown = (quotable(e.part).translate(_MARKS) for e in faulty or named)
    yield from dict.fromkeys(_SCHEME.sub("[:]//", name) for name in shown if name)


def _events(cluster: Cluster | None, call: Call, now: datetime) -> Iterator[Event]:
    events = (*cluster.events, *call.events) if cluster else ()
    return (event for event in events if event.starts >= now.date())


def _other_version(entry: Entry, call: Call, counts: Entry | None) -> OtherVersion | None:
    if counts is not None:
        received = counts.received_at.astimezone(call.zone)
        return OtherVersion(entry=counts.entry, version=counts.version, received_at=received)
    for finding in _of(entry, *_REMARKS):
        details = dict(finding.details)
        return OtherVersion(
            entry=details["entry"],
            version=int(details["version"]),
            received_at=datetime.fromisoformat(details["received_at"]).astimezone(call.zone),
        )
    return None
