"""`report` and `extract`: what leaves the desk for others: a page of counts, and a workbook for each host."""

from __future__ import annotations

from pathlib import Path

import click

from intake.commands.console import console
from intake.data import shipped
from intake.records.printing import print_page
from intake.records.register.extract import written
from intake.records.report_page import render
from intake.rules.call import Host
from intake.rules.register import extract as extracts
from intake.rules.register.decisions import Decision, settled
from intake.rules.register.frame import Frame, Records
from intake.rules.register.report import report as reported
from intake.whole import READABLE, write_whole
from intake.wiring import Workshop, now

_FOLDER = Path("extracts")


def report(path: Path, target: Path) -> int:
    """Write the page of counts to *target*: HTML or PDF, as its name ends."""
    if target.suffix.lower() not in (".html", ".pdf"):
        raise click.UsageError(f"--to {target}: the name must end in .html or .pdf")
    with Workshop.open(path) as workshop:
        page = page_of(_records(workshop), workshop)
    whole = print_page(page) if target.suffix.lower() == ".pdf" else page.encode()
    write_whole(target, whole, mode=READABLE)
    console().print(f"written: {target}", highlight=False)
    return 0


def page_of(records: Records, workshop: Workshop) -> str:
    """Return the page that tells of *records* now; PageError where a template is at fault."""
    folders = (workshop.settings.replies.templates, shipped("templates"))
    return render(reported(records, workshop.frame(now())), workshop.wording.terms, folders)


def extract(path: Path, host_id: str, target: Path | None) -> int:
    """Write the workbook of one host to *target* (default: `extract-ID.xlsx`)."""
    with Workshop.open(path) as workshop:
        frame = _frame(workshop)
        hosts = {host.id.casefold(): host for host in extracts.hosts(frame)}
        host = hosts.get(host_id.casefold())
        if host is None:
            raise click.UsageError(f"--host {host_id}: the calls know {', '.join(h.id for h in hosts.values())}")
        target = target or Path(f"extract-{host.id}.xlsx")
        if target.suffix.lower() != ".xlsx":
            raise click.UsageError(f"--to {target}: the name must end in .xlsx")
        _write(workshop, frame, host, target)
    return 0


def extract_all(path: Path, folder: Path | None) -> int:
    """Write the workbook of every host into *folder* (default: `extracts`), each named by its id."""
    folder = folder or _FOLDER
    with Workshop.open(path) as workshop:
        folder.mkdir(parents=True, exist_ok=True)
        frame = _frame(workshop)
        for host in extracts.hosts(frame):
            _write(workshop, frame, host, folder / f"{host.id}.xlsx")
    return 0


def _frame(workshop: Workshop) -> Frame:
    """Return what extracts are told by; a call that hands nothing on would make empty ones."""
    if not any(field.for_hosts for call in workshop.calls for field in call.fields):
        raise click.UsageError("calls: no [[fields]] has for_hosts = true: mark those that hosts are to get")
    return workshop.frame(now())


def _write(workshop: Workshop, frame: Frame, host: Host, target: Path) -> None:
    content = extracts.extract(_records(workshop), frame, host, decided(workshop, Decision.REFUSED))
    write_whole(target, written(content))
    console().print(f"written: {target} ({content.number} applications)", highlight=False)


def _records(workshop: Workshop) -> Records:
    return Records(entries=workshop.store.entries.all(), erased=workshop.store.erasures.all())


def decided(workshop: Workshop, decision: Decision) -> frozenset[str]:
    """Return the entries about which staff have written that *decision*, as the register was last read."""
    return settled(workshop.store.remarks.standing(), workshop.wording, decision)
