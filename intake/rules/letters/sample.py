"""Made-up facts with which every template can be tried before a real letter needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from intake.rules.call import Call, Event, Field, FieldType, Text
from intake.rules.entry import Entry, FormFile, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Announcement, Applicant, Case, Change, Designation, Facts, Part, Unusable
from intake.rules.states import Status

_ANYTHING = "…"
_AN_ANSWER = "…, office@applicant.example"
_SOMETHING = Text(sr=_ANYTHING, en=_ANYTHING)
_EVIDENCE = Evidence(part="form.docx", place="table 1, row 1, cell 2", written=_ANYTHING)


def sample_facts(call: Call) -> Iterator[Facts]:
    """Yield facts of *call* that, rendered, have tried every branch of every template.

    Every case with every part; then before and after the deadline, in time and late, with all that there may be to say
    and with as little.
    """
    entry = _entry(call)
    before, after = entry.received_at, call.deadline + timedelta(days=1)
    yield from (replace(_full(entry, call), case=case) for case in Case)
    for now, language in ((before, "sr-Cyrl"), (after, "en")):
        reply_by = call.deadline_day if now == before else None
        facts = replace(_full(entry, call), now=now, reply_by=reply_by, language=language)
        yield replace(facts, parts=tuple(part for part in Part if part not in (Part.LATE, Part.LATE_VERSION)))
        yield replace(facts, parts=tuple(part for part in Part if part is not Part.BLANK))
        yield replace(facts, reply_by=call.deadline_day + timedelta(days=7))
        yield from (replace(facts, parts=parts) for parts in ((Part.MEND,), (Part.SEVERAL_FORMS, Part.MEND)))
        yield from (replace(facts, applicant=Applicant(name=_SOMETHING, designation=one)) for one in Designation)
        yield replace(_bare(facts), changes=facts.changes[-1:])
        yield _bare(facts)


def sample_announcements(call: Call) -> Iterator[Facts]:
    """Yield facts of *call* that, rendered, have tried every branch of every announcement."""
    full = _full(_entry(call), call)
    for announcement in Announcement:
        yield from (replace(facts, case=announcement) for facts in (full, replace(_bare(full), cluster=None)))


def _full(entry: Entry, call: Call) -> Facts:
    day = call.deadline_day + timedelta(days=30)
    facts = facts_of(
        entry,
        call=call,
        now=entry.received_at,
        applicant=Applicant(name=_SOMETHING, designation=Designation.MUNICIPALITY),
        other_association=_SOMETHING,
    )
    return replace(
        facts,
        parts=tuple(Part),
        link=_ANYTHING,
        from_message=True,
        unclear=facts.conflicting,
        changes=(
            Change(label=_SOMETHING, answers=(None, True)),
            Change(label=_SOMETHING, answers=(False, _SOMETHING)),
            Change(label=_SOMETHING, answers=None),
        ),
        blank_form=_ANYTHING,
        calendar=_ANYTHING,
        events=(_event(day, day, online=True), _event(day, day + timedelta(days=2), online=False)),
    )


def _event(starts: date, ends: date, *, online: bool) -> Event:
    return Event(id="sample", title=_SOMETHING, starts=starts, ends=ends, online=online)


def _bare(facts: Facts) -> Facts:
    return replace(
        facts,
        version=1,
        applicant=None,
        applicant_written="",
        approach=None,
        cluster_written="",
        chosen=(),
        missing=(),
        invalid=(Unusable(label=_SOMETHING, written=()),),
        conflicting=(Unusable(label=_SOMETHING, written=()),),
        unclear=(Unusable(label=_SOMETHING, written=()),),
        answers=(),
        files=(),
        from_message=False,
        link="",
        events=(),
        changes=(),
        other_association=None,
        blank_form="",
        calendar="",
    )


def _entry(call: Call) -> Entry:
    cluster = next((cluster for cluster in call.clusters if cluster.approaches), call.clusters[0])
    received_at = call.deadline - timedelta(hours=10)
    details = (
        ("entry", f"{call.prefix}-0001"),
        ("version", "1"),
        ("received_at", (received_at - timedelta(days=1)).isoformat()),
        ("clusters", ",".join(cluster.id for cluster in call.clusters)),
    )
    asked = call.fields[0].id if call.fields else None
    return Entry(
        entry=f"{call.prefix}-0001",
        version=2,
        call=call.id,
        status=Status.REVIEW,
        received_at=received_at,
        sender="office@applicant.example",
        message="sha256:" + "0" * 64,
        municipality_written=_ANYTHING,
        cluster=cluster.id,
        cluster_written=_ANYTHING,
        answers={field.id: _answer(field) for field in call.fields},
        findings=tuple(Finding(code=code, field=asked, evidence=(_EVIDENCE,), details=details) for code in Code),
        form=FormFile(name="form.docx", sha256="0" * 64, kind="docx"),
    )


def _answer(field: Field) -> Value:
    match field.type:
        case FieldType.CHECKBOX:
            return True
        case FieldType.TABLE:
            return ({column.id: _ANYTHING for column in field.columns},)
        case _:
            return _AN_ANSWER
