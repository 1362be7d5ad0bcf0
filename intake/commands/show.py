"""`show`: one application with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from intake.commands.console import console, escape, print_json, table
from intake.commands.records import Told, corrections_about, letters_by_version, values_of
from intake.rules.entry import Correction, Entry, Letter
from intake.rules.finding import Finding
from intake.rules.judging.returned import Returned, returns
from intake.rules.ledger import UnknownError
from intake.rules.mail.authentication import AUTHENTICATION
from intake.rules.terms import Term
from intake.wiring import Workshop

_LANGUAGE = "sr-Cyrl"
_CAME_BACK = {Returned.BOUNCE: Term.LETTER_CAME_BACK, Returned.AUTO_REPLY: Term.LETTER_AUTO_REPLY}


def show(path: Path, entry_id: str, *, as_json: bool) -> int:
    """Show one application with its reasons: every version, answer, place, rule and letter."""
    with Workshop.open(path) as workshop:
        versions = workshop.store.entries.of(entry_id)
        if not versions:
            raise UnknownError(_no_entry(entry_id, workshop))
        letters = letters_by_version(workshop)
        corrections = workshop.store.corrections.all()
        told = {one.version: corrections_about(one, versions, corrections, workshop) for one in versions}
        values = [values_of(one, letters[entry_id, one.version], workshop, told[one.version]) for one in versions]
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


def _show_corrections(corrections: Told, workshop: Workshop) -> None:
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
    console().rule(f"{entry.entry} version {entry.version}: {entry.status}")
    shown = table("", "")
    rows = (
        *_origin(entry, workshop),
        *_decided(entry),
        *((f"rule {f.code}", "\n".join(_finding_lines(f, entry, workshop))) for f in entry.findings),
        *map(_letter, letters),
        *([("", workshop.wording.both(_CAME_BACK[came_back]))] if came_back else []),
    )
    for name, value in rows:
        shown.add_row(name, escape(value))
    console().print(shown)
    _show_answers(entry)


def _origin(entry: Entry, workshop: Workshop) -> Iterator[tuple[str, str]]:
    """Tell where a version came from, and what made a file its form."""
    local = entry.received_at.astimezone(workshop.call_of(entry).zone)
    yield "received", f"{local:%Y-%m-%d %H:%M:%S %Z} from {entry.sender}"
    if checked := entry.evidence.get(AUTHENTICATION):
        yield "sender checked", "; ".join(found.written for found in checked)
    yield "message", f"{entry.message}\n{workshop.archive.path(entry.message)}"
    if entry.form:
        yield "form", f"{entry.form.path} ({entry.form.kind}, sha256 {entry.form.sha256})"
    for reason in entry.evidence.get("form", ()):
        yield "why the form", f"{reason.place}: {reason.written}"


def _decided(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "municipality", f"{entry.municipality or '–'}, written: {entry.municipality_written or '–'}"
    yield "cluster", f"{entry.approach or entry.cluster or '–'}, written: {entry.cluster_written or '–'}"


def _letter(letter: Letter) -> tuple[str, str]:
    """Tell where a letter stands, and why it did not go or what the server answered when it took it."""
    said = letter.told_why or letter.reply
    told = f"{letter.state}: {letter.template} to {letter.to or 'nobody'}" + (f" ({said})" if said else "")
    return "letter" if letter.is_answer else "announcement", told


def _finding_lines(finding: Finding, entry: Entry, workshop: Workshop) -> Iterator[str]:
    call = workshop.call_of(entry)
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
