"""`check`: everything tried for real, one line each; nothing is changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rich.markup import escape

from intake.commands.console import console, print_json, table
from intake.commands.handouts import page_of
from intake.records.report_page import PageError
from intake.replies.letter import Original
from intake.replies.signing import faults_of
from intake.replies.templates import LetterError
from intake.rules.ledger import StoreError
from intake.rules.letters.delivery import DeliveryError
from intake.rules.letters.sample import sample_announcements, sample_facts
from intake.rules.mailbox import Probe
from intake.rules.register.frame import Records
from intake.rules.staff.sample import sample_alarms, sample_digests
from intake.settings import DeliveryKind, DkimSettings
from intake.toml.values import address_of
from intake.wiring import Secrets, Workshop, now


def check(path: Path, *, as_json: bool) -> int:
    """Try everything that a pass needs; 0 where all of it works, 1 otherwise."""
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop:
        probes = tuple(_probes(workshop, path))
    if as_json:
        print_json([{"name": p.name, "ok": p.ok, "detail": p.detail} for p in probes])
    else:
        shown = table("", "what", "result")
        for probe in probes:
            shown.add_row("[green]ok[/green]" if probe.ok else "[red]FAILED[/red]", probe.name, escape(probe.detail))
        console().print(shown)
    return 0 if all(probe.ok for probe in probes) else 1


def _probes(workshop: Workshop, path: Path) -> Iterator[Probe]:
    calls = ", ".join(call.id for call in workshop.calls)
    yield Probe(name="configuration", ok=True, detail=f"{path}; calls: {calls}")
    mailbox = workshop.mailbox()
    try:
        for probe in mailbox.probe():
            yield Probe(name=f"mailbox: {probe.name}", ok=probe.ok, detail=probe.detail)
    finally:
        mailbox.close()
    if (sent := workshop.sent_folder()) is not None:
        probe = sent.probe()
        sent.close()
        yield Probe(name=f"mailbox: {probe.name}", ok=probe.ok, detail=probe.detail)
    yield _tried("delivery", lambda: _delivery(workshop), DeliveryError)
    if dkim := workshop.settings.delivery.dkim:
        sender = address_of(workshop.settings.delivery.sender)
        yield _tried("signature", lambda: _signature(dkim, sender), DeliveryError)
    yield _tried("templates", lambda: _templates(workshop), LetterError)
    yield _tried("mails to staff", lambda: _staff(workshop), LetterError)
    yield _tried("report", lambda: _report(workshop), PageError)
    yield _tried("store", lambda: _store(workshop), StoreError)
    yield _tried("register", lambda: _register(workshop.settings.register), OSError)
    for name, folder in _folders(workshop):
        yield _tried(name, partial(_writable, folder), OSError)


def _tried(name: str, attempt: Callable[[], str], *failures: type[Exception]) -> Probe:
    try:
        return Probe(name=name, ok=True, detail=attempt())
    except failures as failure:
        return Probe(name=name, ok=False, detail=str(failure))


def _delivery(workshop: Workshop) -> str:
    if workshop.settings.delivery.kind is DeliveryKind.FOLDER:
        return "letters are only written to the outbox"
    with workshop.delivery.session():
        server = workshop.settings.delivery.server
        return f"greeted and logged in: {server}"


def _signature(dkim: DkimSettings, sender: str) -> str:
    if faults := faults_of(dkim, sender.rpartition("@")[2]):
        raise DeliveryError("; ".join(faults))
    return f"signed for {dkim.domain}; DNS has to publish the key at {dkim.selector}._domainkey.{dkim.domain}"


def _templates(workshop: Workshop) -> str:
    count = 0
    for call in workshop.calls:
        for facts in sample_facts(call):
            workshop.letterer.write(facts, to="applicant@applicants.example", original=Original())
            count += 1
        for facts in sample_announcements(call):
            workshop.crier.write(facts, to="applicant@applicants.example", answer=b"", told="", number=1)
            count += 1
    return f"{count} letters written on sample data"


def _staff(workshop: Workshop) -> str:
    at, to = now().astimezone(workshop.settings.zone), "staff@staff.example"
    for digest in sample_digests(at):
        workshop.noticer.digest(digest, about="sample", to=to)
    for news in sample_alarms(at):
        workshop.noticer.alarm(news, to=to, at=at)
    named = ", ".join(workshop.settings.staff.to)
    return f"every mail written on sample data; they go to {named}" if named else "they go to nobody: [staff] to"


def _report(workshop: Workshop) -> str:
    page_of(Records(), workshop)
    return "written without any application"


def _store(workshop: Workshop) -> str:
    counts = workshop.store.counts()
    return f"{workshop.settings.store.url}: {sum(counts.entries.values())} applications"


def _folders(workshop: Workshop) -> Iterator[tuple[str, Path]]:
    settings = workshop.settings
    yield "archive", settings.store.archive
    yield "outbox", settings.delivery.outbox


def _register(path: Path) -> str:
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    return _writable(path.parent)


def _writable(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return f"{folder} can be written"
