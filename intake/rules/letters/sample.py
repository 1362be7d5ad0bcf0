"""Made-up facts with which every template can be tried before a real letter needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from intake.rules.call import Call, Field, FieldType, Text
from intake.rules.entry import Entry, FormFile, Status, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Applicant, Case, Designation, Facts, Part

_ANYTHING = "…"
_SOMETHING = Text(sr=_ANYTHING, en=_ANYTHING)
_EVIDENCE = Evidence(part="form.docx", place="table 1, row 1, cell 2", written=_ANYTHING)


def sample_facts(call: Call) -> Iterator[Facts]:
    """Yield facts of *call* for every case, each with every part: rendered, they have tried all templates."""
    entry = _entry(call)
    applicant = Applicant(name=_SOMETHING, designation=Designation.MUNICIPALITY)
    for now in (entry.received_at, call.deadline + timedelta(days=1)):  # before and after the deadline
        facts = facts_of(entry, call=call, now=now, applicant=applicant, other_association=_SOMETHING)
        yield from (replace(facts, case=case, parts=tuple(Part)) for case in Case)


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
            return _ANYTHING
