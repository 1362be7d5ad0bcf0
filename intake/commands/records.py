"""`list`, `show` and `export`: what the desk remembers."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from intake.commands.console import console, escape, print_json, print_rows, table
from intake.rules.entry import Correction, Entry, Letter
from intake.rules.export import (
    CorrectionStanding,
    columns,
    correction_values,
    entry_values,
    erased_values,
    flat,
    message_values,
)
from intake.rules.finding import Finding
from intake.rules.judging.returned import Returned, returns
from intake.rules.ledger import UnknownError
from intake.rules.mail.authentication import AUTHENTICATION
from intake.rules.recorded import is_current
from intake.rules.register.frame import Records, by_entry
from intake.rules.register.marks import corrections_of
from intake.rules.terms import Term
from intake.rules.wording import Wording
from intake.wiring import Workshop, now

_LANGUAGE = "sr-Cyrl"


def list_entries(path: Path, *, as_json: bool) -> int:
    """Show the current version of every application."""
    with Workshop.open(path) as workshop:
        values = [v for e, v in exported_entries(workshop) if is_current(e)]
    if as_json:
        print_json(values)
        return 0
    shown = table("entry", "received", "status", "municipality", "cluster", "findings", "letter")
    for value in values:
        shown.add_row(*map(escape, _row(value)))
    print_rows(shown, nothing="there are no applications")
    return 0


def _row(value: dict[str, object]) -> Iterator[str]:
    findings, letter = value["findings"], value["letter"]
    yield f"{value['entry']} v{value['version']}"
    yield str(value["received_at"])[:16].replace("T", " ")
    yield str(value["status"])
    yield str(value["municipality"] or value["municipality_written"] or "–")
    yield str(value["approach"] or value["cluster"] or value["cluster_written"] or "–")
    yield " ".join(str(f["code"]) for f in findings) if isinstance(findings, list) else ""
    yield str(letter["state"]) if isinstance(letter, dict) else "–"


def exported_entries(workshop: Workshop) -> Iterator[tuple[Entry, dict[str, object]]]:
    """Yield every version of every application with what the export tells of it."""
    letters = _by_version(workshop.store.letter_list.all())
    entries = workshop.store.entries.all()
    versions, corrections = by_entry(entries), workshop.store.corrections.all()
    for entry in entries:
        told = _corrections(entry, versions[entry.entry], corrections, workshop)
        yield entry, _values(entry, letters[entry.entry, entry.version], workshop, told)


def _by_version(letters: Iterable[Letter]) -> Mapping[tuple[str | None, int | None], list[Letter]]:
    found: defaultdict[tuple[str | None, int | None], list[Letter]] = defaultdict(list)
    for letter in letters:
        found[letter.entry, letter.version].append(letter)
    return found


def _values(
    entry: Entry,
    letters: Sequence[Letter],
    workshop: Workshop,
    corrections: tuple[tuple[Correction, CorrectionStanding], ...],
) -> dict[str, object]:
    calls = {call.id: call for call in workshop.calls}
    wording: Wording = workshop.wording

    def said(finding: Finding, about: Entry, language: str) -> str:
        return wording.finding(finding, calls.get(about.call, workshop.calls[0]), language)

    zone = calls[entry.call].zone if entry.call in calls else workshop.settings.zone
    corrected = [correction_values(correction, standing, zone) for correction, standing in corrections]
    asked = [field.id for field in calls[entry.call].fields] if entry.call in calls else []
    return entry_values(entry, letters, zone, said, corrected, asked)


def _corrections(
    entry: Entry, versions: tuple[Entry, ...], corrections: tuple[Correction, ...], workshop: Workshop
) -> tuple[tuple[Correction, CorrectionStanding], ...]:
    """Return what staff corrected in the register, as far as it concerns this version."""
    own = tuple(correction for correction in corrections if correction.entry == entry.entry)
    return corrections_of(entry, Records(entries=versions, corrections=own), workshop.frame(now())) if own else ()


def export(path: Path, *, form: str) -> int:
    """Write everything to standard output, as JSON or as one CSV row an entry."""
    with Workshop.open(path) as workshop:
        entries = [value for _, value in exported_entries(workshop)]
        messages = [message_values(m, workshop.settings.zone) for m in workshop.store.messages.all()]
        erased = [erased_values(one, workshop.settings.zone) for one in workshop.store.erasures.all()]
    if form == "json":
        print_json({"entries": entries, "messages": messages} | ({"erased": erased} if erased else {}))
        return 0
    rows = [flat(entry) for entry in entries]
    names = dict.fromkeys((*columns(workshop.calls), *(name for row in rows for name in row)))
    writer = csv.DictWriter(sys.stdout, fieldnames=list(names), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return 0


def show(path: Path, entry_id: str, *, as_json: bool) -> int:
    """Show one application with its reasons: every version, answer, place, rule and letter."""
    with Workshop.open(path) as workshop:
        versions = workshop.store.entries.of(entry_id)
        if not versions:
            raise UnknownError(_no_entry(entry_id, workshop))
        letters = _by_version(workshop.store.letter_list.all())
        corrections = workshop.store.corrections.all()
        told = {entry.version: _corrections(entry, versions, corrections, workshop) for entry in versions}
        values = [_values(entry, letters[entry_id, entry.version], workshop, told[entry.version]) for entry in versions]
        if as_json:
            print_json(values)
            return 0
        came_back = returns(workshop.store.messages.all())
        for entry in reversed(versions):
            _show(entry, letters[entry_id, entry.version], came_back.get((entry_id, entry.version)), workshop)
            _show_corrections(told[entry.version], workshop)
    return 0


def _no_entry(entry_id: str, workshop: Workshop) -> str:
    for one in workshop.store.erasures.all():
        if one.entry == entry_id:
            on = one.at.astimezone(workshop.settings.zone)
            return f"{entry_id} was erased on {on:%Y-%m-%d} ({one.why}); nothing of it is left"
    return f"there is no entry {entry_id}; `intake list` shows all"


def _show_corrections(corrections: Sequence[tuple[Correction, CorrectionStanding]], workshop: Workshop) -> None:
    if not corrections:
        return
    shown = table("correction", "state", "the form says", "staff wrote", "since", "until")
    for correction, standing in corrections:
        times = (f"{t.astimezone(workshop.settings.zone):%Y-%m-%d %H:%M}" if t else "–" for t in _times(correction))
        why = f" ({correction.why})" if correction.why else ""
        told = (correction.field, f"{standing}{why}", correction.original or "–", correction.written, *times)
        shown.add_row(*map(escape, told))
    console().print(shown)


def _times(correction: Correction) -> tuple[datetime, datetime | None]:
    return correction.since, correction.until


def _show(entry: Entry, letters: Sequence[Letter], came_back: Returned | None, workshop: Workshop) -> None:
    call = next((c for c in workshop.calls if c.id == entry.call), workshop.calls[0])
    local = entry.received_at.astimezone(call.zone)
    console().rule(f"{entry.entry} version {entry.version}: {entry.status}")
    shown = table("", "")
    shown.add_row("received", f"{local:%Y-%m-%d %H:%M:%S %Z} from {escape(entry.sender)}")
    if checked := entry.evidence.get(AUTHENTICATION):
        shown.add_row("sender checked", escape("; ".join(found.written for found in checked)))
    shown.add_row("message", f"{entry.message}\n{workshop.archive.path(entry.message)}")
    if entry.form:
        shown.add_row("form", f"{escape(entry.form.path)} ({entry.form.kind}, sha256 {entry.form.sha256})")
    for reason in entry.evidence.get("form", ()):
        shown.add_row("why the form", escape(f"{reason.place}: {reason.written}"))
    shown.add_row("municipality", f"{entry.municipality or '–'}, written: {escape(entry.municipality_written or '–')}")
    shown.add_row(
        "cluster", f"{entry.approach or entry.cluster or '–'}, written: {escape(entry.cluster_written or '–')}"
    )
    for finding in entry.findings:
        shown.add_row(f"rule {finding.code}", escape("\n".join(_finding_lines(finding, entry, workshop))))
    for letter in letters:
        shown.add_row(
            "letter" if letter.is_answer else "announcement",
            escape(f"{letter.state}: {letter.template} to {letter.to or 'nobody'}{_said_of(letter)}"),
        )
    if came_back:
        term = {Returned.BOUNCE: Term.LETTER_CAME_BACK, Returned.AUTO_REPLY: Term.LETTER_AUTO_REPLY}[came_back]
        shown.add_row("", workshop.wording.both(term))
    console().print(shown)
    _show_answers(entry)


def _said_of(letter: Letter) -> str:
    """Why a letter did not go, or what the server answered when it took it."""
    said = letter.told_why or letter.reply
    return f" ({said})" if said else ""


def _finding_lines(finding: Finding, entry: Entry, workshop: Workshop) -> Iterator[str]:
    call = next((c for c in workshop.calls if c.id == entry.call), workshop.calls[0])
    yield workshop.wording.finding(finding, call, _LANGUAGE)
    yield workshop.wording.finding(finding, call, "en")
    for evidence in finding.evidence:
        yield f"  {evidence.part}, {evidence.place}: {evidence.written}"
    for name, value in finding.details:
        if name == "why" and value:
            yield f"  because: {value}"


def _show_answers(entry: Entry) -> None:
    shown = table("field", "answer", "file", "place", "as written")
    for name, value in entry.answers.items():
        found = entry.evidence.get(name, ())
        first = found[0] if found else None
        places = "; ".join(dict.fromkeys(e.place for e in found))
        written = "\n".join(dict.fromkeys(e.written for e in found))
        shown.add_row(name, *map(escape, (_answer(value), first.part if first else "", places, written)))
    console().print(shown)


def _answer(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case tuple() | list():
            return "\n".join(", ".join(str(cell) for cell in row.values() if cell) for row in value)
        case _:
            return str(value)
