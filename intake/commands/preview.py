"""`letter preview`: the letters as their readers see them, for staff who change the words."""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Collection, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import click

from intake.commands.console import console
from intake.data import shipped
from intake.records.printing import PrintingError, picture_of
from intake.replies.enclosure import LOGO_ID
from intake.replies.letter import Original
from intake.rules.call import Call
from intake.rules.judging.decision import other_version
from intake.rules.ledger import UnknownError
from intake.rules.letters.letters import Facts
from intake.rules.letters.specimens import SPECIMENS, Specimens
from intake.rules.recorded import is_current
from intake.whole import READABLE, write_whole
from intake.wiring import Workshop, now

_WIDTH = 720  # pixels: the window of a mail program
_THREE_MINUTES = timedelta(minutes=3)  # from receipt to letter


def preview(path: Path, *, case: str | None, entry: str | None, call_id: str | None, folder: Path) -> tuple[Path, ...]:
    """Write letters into *folder*, each as `.eml`, `.html` and, where a browser is there, `.png`; return the pages.

    They are the letter of *entry*, or of the made-up application *case*, or of each of these, as today's templates
    write it; nothing is recorded and nothing sent. LetterError, with file and line, where a template is at fault.
    """
    with Workshop.open(path) as workshop:
        folder.mkdir(parents=True, exist_ok=True)
        chosen = _of_entry(workshop, entry) if entry else _specimens(workshop, _call(workshop, call_id), case)
        pages = tuple(_write(workshop, name, facts, to, folder) for name, facts, to in chosen)
    _draw(pages)
    console().print(f"written: {len(pages)} letter(s) into {folder}", highlight=False)
    return pages


_Chosen = tuple[str, Facts, str | None]
"""The name of the files, what the letter says, and whom to."""


def _of_entry(workshop: Workshop, name: str) -> Iterator[_Chosen]:
    versions = workshop.store.entries.of(name)
    entry = next(filter(is_current, versions), None)
    if entry is None:
        raise UnknownError(f"there is no application {name}; `intake list` shows all")
    letter = workshop.store.letters.of(entry.entry, entry.version)
    to, at = (letter.to, letter.created_at) if letter else (None, now())
    yield name, workshop.secretary().facts(entry, other_version(entry, versions), to=to, now=at), to


def _call(workshop: Workshop, call_id: str | None) -> Call:
    calls = {call.id: call for call in workshop.calls}
    if call_id is None:
        return workshop.calls[0]
    if call_id not in calls:
        raise click.UsageError(f"--call: give one of {', '.join(calls)}")
    return calls[call_id]


def _specimens(workshop: Workshop, call: Call, case: str | None) -> Iterator[_Chosen]:
    gathered = tuple(prefix for host in call.hosts for prefix in host.gathers if prefix not in call.eligible)
    municipality, elsewhere = _place(workshop, call.eligible), _place(workshop, gathered)
    words = tomllib.loads(shipped("sample-letter.toml").read_text(encoding="utf-8"))
    words["answers"]["municipality"] = workshop.gazetteer.names[municipality].sr if municipality else ""
    specimens = Specimens.of(words, call=call, municipality=municipality, elsewhere=elsewhere)
    secretary = workshop.secretary()
    for name in SPECIMENS if case is None else (case,):
        entry, other, to = specimens.application(name), specimens.other_version(name), specimens.sender
        yield name, secretary.facts(entry, other, to=to, now=entry.received_at + _THREE_MINUTES), to


def _place(workshop: Workshop, prefixes: Collection[str]) -> str:
    """Return the id of a municipality of those that begin so, with a Serbian name, or "" where there is none."""
    units = (u for u in workshop.gazetteer.units.values() if u.type == "municipality" and u.cyrillic)
    return next((unit.id for unit in units if unit.id.split("-")[0] in prefixes), "")


def _write(workshop: Workshop, name: str, facts: Facts, to: str | None, folder: Path) -> Path:
    content = workshop.letter_writer.write(facts, to=to, original=Original()).content
    page = folder / f"{name}.html"
    write_whole(page.with_suffix(".eml"), content, mode=READABLE)
    write_whole(page, page_of(content).encode(), mode=READABLE)
    return page


def page_of(letter: bytes) -> str:
    """Return the HTML of a letter as one page that needs nothing else: the logo stands in it."""
    message = message_from_bytes(letter, policy=default)
    body = message.get_body(("html",))
    html = str(body.get_content()) if body else ""
    for part in message.walk():
        if part["Content-ID"] == f"<{LOGO_ID}>":
            picture = base64.b64encode(part.get_content()).decode()
            html = html.replace(f"cid:{LOGO_ID}", f"data:{part.get_content_type()};base64,{picture}")
    return html


def _draw(pages: tuple[Path, ...]) -> None:
    try:
        for page in pages:
            picture = picture_of(page.read_text(encoding="utf-8"), width=_WIDTH)
            write_whole(page.with_suffix(".png"), picture, mode=READABLE)
    except PrintingError as failure:
        console().print(f"no pictures (.png): {failure}", highlight=False)
