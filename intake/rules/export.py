"""What `intake export` gives a machine: entries and messages as plain values; the interface fixes the names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from intake.rules.call import Call
from intake.rules.entry import Correction, Entry, Letter, Message
from intake.rules.erased import Erased
from intake.rules.finding import Evidence, Finding

_LANGUAGES = ("sr-Cyrl", "en")
_E164 = re.compile(r"\+[0-9]{1,15}")
_COLUMNS = (
    *("entry", "version", "call", "status", "received_at", "sender", "message", "municipality", "municipality_written"),
    *("cluster", "approach", "cluster_written", "findings", "findings.field"),
    *(f"findings.text.{language}" for language in _LANGUAGES),
    *("form.name", "form.sha256", "form.kind", "form.inside", "corrections"),
    *("letter", "letter.state", "letter.to", "letter.template", "letter.message_id", "letter.why", "letter.reply"),
)
_NESTED = ("answers", "findings", "evidence", "form", "letter", "announcements", "corrections")
Said = Callable[[Finding, Entry, str], str]
"""The sentence of a finding of an entry in a language."""


class CorrectionStanding(StrEnum):
    """What holds of a correction now: "conflict" where a newer version came after it and says otherwise."""

    APPLIED = "applied"
    REFUSED = "refused"
    CONFLICT = "conflict"
    ENDED = "ended"


def entry_values(
    entry: Entry,
    letters: Sequence[Letter],
    zone: ZoneInfo,
    said: Said,
    corrections: Sequence[Mapping[str, object]] = (),
    asked: Iterable[str] = (),
) -> dict[str, object]:
    """Return an entry as JSON can hold it; times in *zone* with their offset.

    *letters* are those about this version, its answer and announcements; *corrections* those by staff that concern it
    (see `correction_values`). *asked* are the questions of its call: an answer that no form could give is None.
    """
    answer = next((letter for letter in letters if letter.is_answer), None)
    return {
        "entry": entry.entry,
        "version": entry.version,
        "call": entry.call,
        "status": entry.status.value,
        "received_at": _moment(entry.received_at, zone),
        "sender": entry.sender,
        "message": entry.message,
        "municipality": entry.municipality,
        "municipality_written": entry.municipality_written,
        "cluster": entry.cluster,
        "approach": entry.approach,
        "cluster_written": entry.cluster_written,
        "answers": dict.fromkeys(asked) | dict(entry.answers),
        "findings": [_finding(finding, entry, said) for finding in entry.findings],
        "evidence": {name: [_evidence(e) for e in found] for name, found in entry.evidence.items()},
        "form": entry.form
        and {
            "name": entry.form.name,
            "sha256": entry.form.sha256,
            "kind": entry.form.kind,
            "inside": entry.form.inside,
        },
        "letter": answer and letter_values(answer),
        "announcements": [letter_values(letter) for letter in letters if not letter.is_answer],
        "corrections": list(corrections),
    }


def correction_values(correction: Correction, standing: CorrectionStanding, zone: ZoneInfo) -> dict[str, object]:
    """Return a correction by staff as JSON can hold it."""
    return {
        "field": correction.field,
        "version": correction.version,
        "state": standing.value,
        "written": correction.written,
        "original": correction.original,
        "why": correction.why,
        "since": _moment(correction.since, zone),
        "until": correction.until and _moment(correction.until, zone),
    }


def _finding(finding: Finding, entry: Entry, said: Said) -> dict[str, object]:
    return {
        "code": finding.code.value,
        "field": finding.field,
        "text": {language: said(finding, entry, language) for language in _LANGUAGES},
        "evidence": [_evidence(e) for e in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {"part": evidence.part, "place": evidence.place, "written": evidence.written}


def letter_values(letter: Letter) -> dict[str, object]:
    """Return what the export tells of a letter; a letter under way still counts as queued."""
    state = "queued" if letter.state == "sending" else letter.state.value
    return {
        "state": state,
        "to": letter.to,
        "template": letter.template,
        "message_id": letter.message_id,
        "why": letter.told_why,
        "reply": letter.reply,
    }


def message_values(message: Message, zone: ZoneInfo) -> dict[str, object]:
    """Return a message as JSON can hold it."""
    return {
        "message": message.message,
        "received_at": _moment(message.received_at, zone),
        "sender": message.sender,
        "subject": message.subject,
        "outcome": message.outcome and message.outcome.value,
        "entry": message.entry,
        "version": message.version,
        "why": message.why,
        "erased_at": message.erased_at and _moment(message.erased_at, zone),
    }


def erased_values(erased: Erased, zone: ZoneInfo) -> dict[str, object]:
    """Return what is left of an application that was erased as JSON can hold it."""
    return {
        "entry": erased.entry,
        "call": erased.call,
        "versions": erased.versions,
        "erased_at": _moment(erased.at, zone),
        "why": erased.why.value,
    }


def columns(calls: Iterable[Call]) -> tuple[str, ...]:
    """Return the names of a row's cells, the same for every row of a desk of these *calls*, and where there is none."""
    asked = dict.fromkeys(field.id for call in calls for field in call.fields)
    return (*_COLUMNS, *(f"answers.{name}" for name in asked))


def flat(entry: Mapping[str, object]) -> dict[str, str]:
    """Return an entry's values as one row of text; what a spreadsheet would run as a formula is disarmed.

    What is nested has its names behind a dot ("letter.to"); `letter` is the letter's state and `findings` the codes.
    """
    row = {name: value for name, value in entry.items() if name not in _NESTED}
    row |= _findings_cells(entry["findings"]) | _inner("form", entry["form"])
    if isinstance(corrections := entry["corrections"], list):
        row["corrections"] = " ".join(f"{c['field']}:{c['state']}" for c in corrections)
    if isinstance(letter := entry["letter"], dict):
        row |= _inner("letter", letter) | {"letter": letter["state"]}
    row |= _inner("answers", entry["answers"])
    return {name: _disarmed(_cell(value)) for name, value in row.items()}


def _findings_cells(findings: object) -> dict[str, object]:
    """Codes and fields in one line each, in the same order ("–" where a finding has no field); sentences in lines."""
    found = findings if isinstance(findings, list) else []
    said = {language: "\n".join(f["text"][language] for f in found) for language in _LANGUAGES}
    return {
        "findings": " ".join(f["code"] for f in found),
        "findings.field": " ".join(f["field"] or "–" for f in found),
        **{f"findings.text.{language}": text for language, text in said.items()},
    }


def _inner(name: str, values: object) -> dict[str, object]:
    return {f"{name}.{key}": value for key, value in values.items()} if isinstance(values, Mapping) else {}


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def _disarmed(text: str) -> str:
    """Keep a spreadsheet from running *text*; a telephone number in E.164 is nothing to run."""
    runs = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _E164.fullmatch(text)
    return "'" + text if runs else text


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")
