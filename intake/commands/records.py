"""`list` and `export`: all applications, for people and for machines."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from intake.commands.console import escape, print_json, print_rows, table
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
from intake.rules.recorded import is_current
from intake.rules.register.frame import Records, by_entry
from intake.rules.register.marks import corrections_of
from intake.wiring import Workshop, now

Told = tuple[tuple[Correction, CorrectionStanding], ...]
"""Corrections by staff, and what holds of each now."""


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
    letters = letters_by_version(workshop)
    entries = workshop.store.entries.all()
    versions, corrections = by_entry(entries), workshop.store.corrections.all()
    for entry in entries:
        told = corrections_about(entry, versions[entry.entry], corrections, workshop)
        yield entry, values_of(entry, letters[entry.entry, entry.version], workshop, told)


def letters_by_version(workshop: Workshop) -> Mapping[tuple[str | None, int | None], list[Letter]]:
    """Return the letters about each version of each application, without their bytes; an empty list where none is."""
    found: defaultdict[tuple[str | None, int | None], list[Letter]] = defaultdict(list)
    for letter in workshop.store.letter_list.all():
        found[letter.entry, letter.version].append(letter)
    return found


def values_of(entry: Entry, letters: Sequence[Letter], workshop: Workshop, told: Told) -> dict[str, object]:
    """Return what the export tells of one version, about which are *letters* and the corrections that are *told*."""

    def said(finding: Finding, about: Entry, language: str) -> str:
        return workshop.wording.finding(finding, workshop.call_of(about), language)

    call = workshop.call_of(entry)
    corrected = [correction_values(correction, standing, call.zone) for correction, standing in told]
    return entry_values(entry, letters, call.zone, said, corrected, [field.id for field in call.fields])


def corrections_about(
    entry: Entry, versions: tuple[Entry, ...], corrections: tuple[Correction, ...], workshop: Workshop
) -> Told:
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
