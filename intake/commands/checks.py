"""`check`: everything tried for real, one line each, with what to do; nothing of it stays."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from intake.commands.checked_places import of_places, tried
from intake.commands.checked_words import of_words
from intake.commands.console import console, escape, print_json, table
from intake.commands.handouts import page_of
from intake.reading.pool import ReaderPool
from intake.records.report_page import PageError
from intake.replies.letter import Original
from intake.replies.signing import faults_of
from intake.replies.templates import LetterError
from intake.replies.trial import TrialLetter, trial_letter
from intake.rules.letters.attempt import Sent
from intake.rules.letters.delivery import DeliveryError
from intake.rules.letters.sample import sample_announcements, sample_facts
from intake.rules.mailbox import Mailbox, MailboxError
from intake.rules.probe import Probe, Scratch
from intake.rules.register.frame import Records
from intake.rules.staff.sample import sample_alarms, sample_digests
from intake.settings import DeliveryKind, DkimSettings
from intake.toml.values import address_of
from intake.wiring import Secrets, Workshop, now, token

_PAUSE_SECONDS = 1.0  # between two looks for the letter to ourselves
_LOOK_AT_TEMPLATE = "mend the template that is named; without one of your own the shipped one counts"
_LOOK_AT_RIGHTS = "let the user that runs the desk write there"
_ADVICE = {
    "log-in": "look at host, port, security, username and the password in [mailbox]",
    "folder": "look at folder, or a Maildir's path, in [mailbox]; a mail program shows the names that the server uses",
    "keyword": 'write after = "move" or "none" in [mailbox]',
    "move": 'write after = "keyword" or "none" in [mailbox]',
    "scratch message": 'give the user the right to write, mark and delete in this folder, or write after = "none"',
    "clock": "set this machine's clock by the network (timedatectl set-ntp true), or tell the mail server's staff",
    "copies": "look at sent_copy in [delivery], and at the rights in that folder",
    "delivery": "look at host, port, security, username and the password in [delivery]",
    "probe letter": "look among the spam and in the mail server's log: a filter or a forwarding may hold it",
    "reading without network": "the reading processes work, but unconfined: docs/security.md says what that means",
    "scanner": "look whether clamd runs, and at clamd in [scanner]; messages wait until it answers",
    "signature": "look at [delivery.dkim]: the key, and the record of the domain",
    "templates": _LOOK_AT_TEMPLATE,
    "mails to staff": _LOOK_AT_TEMPLATE,
    "report": _LOOK_AT_TEMPLATE,
    "store": "look at url in [store], and at the rights there; where the file is damaged, see docs/restore.md",
    "register": _LOOK_AT_RIGHTS,
    "archive": _LOOK_AT_RIGHTS,
    "outbox": _LOOK_AT_RIGHTS,
    "disk": "make room: a full disk stops the desk, though nothing is lost by it",
}
_SECTIONS = {"log-in": "mailbox", "delivery": "delivery"}
_CERTIFICATE = (
    "the server's certificate is not trusted: write host in [{section}] as the certificate has it; if an authority of "
    "your own signed it, name its file in ca_file; if it has run out, it has to be renewed"
)
_NEEDED_BY_PROBE = ("mailbox: log-in", "mailbox: folder", "mailbox: scratch message", "delivery")
_NOT_SENT = "not sent: mend"


def check(path: Path, *, as_json: bool, probe_seconds: int | None) -> int:
    """Try everything that a pass needs; 0 where all of it works, 1 otherwise.

    With *probe_seconds* a letter is sent to the desk itself, and has to come back in that time.
    """
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop:
        probes = tuple(_probes(workshop, path, probe_seconds))
    if as_json:
        print_json([{"name": p.name, "ok": p.ok, "detail": p.detail, "advice": _advice(p)} for p in probes])
    else:
        _show(probes)
    return 0 if all(probe.ok for probe in probes) else 1


def _show(probes: Sequence[Probe]) -> None:
    shown = table("", "what", "result")
    for probe in probes:
        said = escape(probe.detail) + (f"\n[bold]→ {escape(advice)}[/bold]" if (advice := _advice(probe)) else "")
        level = "[red]FAILED[/red]" if not probe.ok else "[yellow]look[/yellow]" if advice else "[green]ok[/green]"
        shown.add_row(level, probe.name, said)
    console().print(shown)


def _advice(probe: Probe) -> str | None:
    """Say what to do about a line that failed, or that somebody should look at."""
    name = probe.name.removeprefix("mailbox: ")
    if probe.advice is not None:
        return probe.advice
    if probe.ok or probe.detail.startswith(_NOT_SENT):
        return None
    if name in _SECTIONS and "CERTIFICATE_VERIFY_FAILED" in probe.detail:
        return _CERTIFICATE.format(section=_SECTIONS[name])
    return _ADVICE.get(name)


def _probes(workshop: Workshop, path: Path, probe_seconds: int | None) -> Iterator[Probe]:
    calls = ", ".join(call.id for call in workshop.calls)
    yield Probe(name="configuration", ok=True, detail=f"{path}; calls: {calls}")
    yield Probe(name="time zone", ok=True, detail=f"{workshop.settings.zone}: {_local_time(workshop)}")
    yield from of_words(workshop)
    yield from _of_servers(workshop, probe_seconds)
    yield from _of_reading(workshop)
    yield from _of_writing(workshop)
    yield from of_places(workshop)


def _of_servers(workshop: Workshop, probe_seconds: int | None) -> Iterator[Probe]:
    mailbox = workshop.mailbox()
    try:
        roads = (*_mailbox(workshop, mailbox), tried("delivery", lambda: _delivery(workshop), DeliveryError))
        yield from roads
        if probe_seconds is not None:
            broken = next((road.name for road in roads if not road.ok and road.name in _NEEDED_BY_PROBE), None)
            yield _not_sent(broken) if broken else _there_and_back(workshop, mailbox, probe_seconds)
    finally:
        mailbox.close()
    if (sent := workshop.sent_folder()) is not None:
        probe = sent.probe()
        sent.close()
        yield Probe(name=f"mailbox: {probe.name}", ok=probe.ok, detail=probe.detail)


def _of_reading(workshop: Workshop) -> Iterator[Probe]:
    with ReaderPool(workshop.calls, workshop.lexicon, workshop.settings.limits, workers=1) as reader:
        yield reader.probe()
    if scanner := workshop.scanner:
        yield scanner.probe(workshop.settings.limits.message_size)


def _of_writing(workshop: Workshop) -> Iterator[Probe]:
    if dkim := workshop.settings.delivery.dkim:
        sender = address_of(workshop.settings.delivery.sender)
        yield tried("signature", lambda: _signature(dkim, sender), DeliveryError)
    yield tried("templates", lambda: _templates(workshop), LetterError)
    yield tried("mails to staff", lambda: _staff(workshop), LetterError)
    yield tried("report", lambda: _report(workshop), PageError)


def _local_time(workshop: Workshop) -> str:
    return f"it is {now().astimezone(workshop.settings.zone):%Y-%m-%d %H:%M, UTC%z}"


def _mailbox(workshop: Workshop, mailbox: Mailbox) -> Iterator[Probe]:
    probes = tuple(mailbox.probe())
    if all(probe.ok for probe in probes):
        letter = _trial_letter(workshop)
        scratch = Scratch(message_id=letter.message_id, content=letter.content, clock=now)
        probes = (*probes, *mailbox.try_with(scratch))
    yield from (replace(probe, name=f"mailbox: {probe.name}") for probe in probes)


def _trial_letter(workshop: Workshop) -> TrialLetter:
    settings = workshop.settings
    return trial_letter(
        to=next(iter(settings.replies.own_addresses), address_of(settings.delivery.sender)),
        sender=settings.delivery.sender,
        message_id_domain=settings.replies.message_id_domain,
        token=token(),
        at=now().astimezone(settings.zone),
    )


def _there_and_back(workshop: Workshop, mailbox: Mailbox, seconds: int) -> Probe:
    """Send a letter to ourselves, wait until it is in the mailbox, and take it out again."""
    if workshop.settings.delivery.kind is DeliveryKind.FOLDER:
        return Probe(name="probe letter", ok=True, detail="none: letters are only written to the outbox")
    letter, began = _trial_letter(workshop), time.monotonic()
    try:
        with workshop.delivery.session() as session:
            attempt = session.deliver(letter, lambda: None)
        if not isinstance(attempt, Sent):
            return Probe(name="probe letter", ok=False, detail=f"not sent to {letter.to}: {attempt}")
        while (waited := time.monotonic() - began) < seconds:
            if mailbox.take_back(letter.message_id):
                return Probe(name="probe letter", ok=True, detail=f"to {letter.to} and back in {waited:.0f} seconds")
            time.sleep(_PAUSE_SECONDS)
    except (DeliveryError, MailboxError) as failure:
        return Probe(name="probe letter", ok=False, detail=str(failure))
    told = f"sent to {letter.to} as {letter.message_id}, and not in the mailbox after {seconds} seconds"
    return Probe(name="probe letter", ok=False, detail=told)


def _not_sent(broken: str) -> Probe:
    """Send nothing that could not be taken out of the mailbox again."""
    return Probe(name="probe letter", ok=False, detail=f"{_NOT_SENT} '{broken}' first")


def _delivery(workshop: Workshop) -> str:
    server = workshop.settings.delivery.server
    if server is None:
        return "letters are only written to the outbox"
    with workshop.delivery.session():
        where = f"{server.host}:{server.port}, {server.security}"
        if server.username is None:
            return f"greeted; no log-in is configured: {where}"
        return f"greeted and logged in as {server.username}: {where}"


def _signature(dkim: DkimSettings, sender: str) -> str:
    if faults := faults_of(dkim, sender.rpartition("@")[2]):
        raise DeliveryError("; ".join(faults))
    return f"signed for {dkim.domain}; DNS has to publish the key at {dkim.selector}._domainkey.{dkim.domain}"


def _templates(workshop: Workshop) -> str:
    count = 0
    for call in workshop.calls:
        for facts in sample_facts(call):
            workshop.letter_writer.write(facts, to="applicant@applicants.example", original=Original())
            count += 1
        for facts in sample_announcements(call):
            workshop.announcement_writer.write(facts, to="applicant@applicants.example", answer=b"", told="", number=1)
            count += 1
    return f"{count} letters written on sample data"


def _staff(workshop: Workshop) -> str:
    at, to = now().astimezone(workshop.settings.zone), "staff@staff.example"
    for digest in sample_digests(at):
        workshop.notice_writer.digest(digest, about="sample", to=to)
    for news in sample_alarms(at):
        workshop.notice_writer.alarm(news, to=to, at=at)
    named = ", ".join(workshop.settings.staff.to)
    return f"every mail written on sample data; they go to {named}" if named else "they go to nobody: [staff] to"


def _report(workshop: Workshop) -> str:
    page_of(Records(), workshop)
    return "written without any application"
