"""Values of the store's rows, and rows of values. An idle pass has no rows, and loads nothing of this."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any

from sqlalchemy import Row

from intake.rules.entry import Entry, FormFile, Letter, Message, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.recorded import is_current
from intake.rules.states import LetterState, Outcome, Status


def message_of(row: Row[*tuple[Any, ...]]) -> Message:
    """Make the message of a row."""
    return Message(
        message=row.message,
        received_at=row.received_at,
        sender=row.sender,
        subject=row.subject,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        entry=row.entry,
        version=row.version,
        why=row.why,
        erased_at=row.erased_at,
    )


def letter_of(row: Row[*tuple[Any, ...]]) -> Letter:
    """Make the letter of a row."""
    return Letter(
        message_id=row.message_id,
        message=row.message,
        entry=row.entry,
        version=row.version,
        to=row.to,
        template=row.template,
        state=LetterState(row.state),
        why=row.why,
        content=row.content,
        created_at=row.created_at,
        attempts=row.attempts,
        next_try=row.next_try,
        reply=row.reply,
        sent_at=row.sent_at,
        about=row.about,
        told=row.told,
        original=row.original,
    )


def row_of(entry: Entry) -> dict[str, object]:
    """Make the row of an application's version."""
    series, _, number = entry.entry.rpartition("-")
    return {
        "entry": entry.entry,
        "version": entry.version,
        "series": series,
        "number": int(number),
        "current": is_current(entry),
        "call": entry.call,
        "status": entry.status,
        "received_at": entry.received_at,
        "sender": entry.sender,
        "message": entry.message,
        "municipality": entry.municipality,
        "municipality_written": entry.municipality_written,
        "cluster": entry.cluster,
        "approach": entry.approach,
        "cluster_written": entry.cluster_written,
        "answers": {field: _plain_value(value) for field, value in entry.answers.items()},
        "evidence": {field: [_plain_evidence(e) for e in found] for field, found in entry.evidence.items()},
        "findings": [_plain_finding(finding) for finding in entry.findings],
        "form_name": entry.form and entry.form.name,
        "form_sha256": entry.form and entry.form.sha256,
        "form_kind": entry.form and entry.form.kind,
        "form_inside": entry.form and entry.form.inside,
    }


def entry_of(row: Row[*tuple[Any, ...]], original: Mapping[str, Any] | None = None) -> Entry:
    """Make the entry of a row; with *original*, as the form said it."""
    said = original or row._mapping  # noqa: SLF001 - SQLAlchemy's public name
    return Entry(
        entry=row.entry,
        version=row.version,
        call=row.call,
        status=Status(row.status),
        received_at=row.received_at,
        sender=row.sender,
        message=row.message,
        municipality=said["municipality"],
        municipality_written=said["municipality_written"],
        cluster=said["cluster"],
        approach=said["approach"],
        cluster_written=said["cluster_written"],
        answers={intern(field): _value(plain) for field, plain in said["answers"].items()},
        evidence={intern(field): tuple(map(_evidence, found)) for field, found in said["evidence"].items()},
        findings=tuple(map(_finding, said["findings"])),
        form=_form(row),
    )


def _form(row: Row[*tuple[Any, ...]]) -> FormFile | None:
    if row.form_sha256 is None:
        return None
    return FormFile(name=row.form_name, sha256=row.form_sha256, kind=row.form_kind, inside=row.form_inside)


def _plain_value(value: Value) -> object:
    return [dict(line) for line in value] if isinstance(value, tuple) else value


def _value(plain: Any) -> Value:  # noqa: ANN401 - JSON
    return tuple(plain) if isinstance(plain, list) else plain


def _plain_evidence(evidence: Evidence) -> Mapping[str, str]:
    return {"part": evidence.part, "place": evidence.place, "written": evidence.written}


def _evidence(plain: Mapping[str, str]) -> Evidence:
    """Make an evidence of its row; a register of thousands of entries holds the names of places once."""
    return Evidence(part=intern(plain["part"]), place=intern(plain["place"]), written=plain["written"])


def _plain_finding(finding: Finding) -> Mapping[str, object]:
    return {
        "code": finding.code,
        "field": finding.field,
        "evidence": [_plain_evidence(evidence) for evidence in finding.evidence],
        "details": [list(detail) for detail in finding.details],
    }


def _finding(plain: Mapping[str, Any]) -> Finding:
    return Finding(
        code=Code(plain["code"]),
        field=plain["field"],
        evidence=tuple(map(_evidence, plain["evidence"])),
        details=tuple((name, value) for name, value in plain["details"]),
    )
