"""`demo`: the main job on the sample mailbox that ships with the program, with no server at all."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from intake.commands.console import console, escape, print_json, table
from intake.commands.setup import lay_out
from intake.data import shipped
from intake.rules.entry import Entry, Letter, Message
from intake.rules.export import message_values
from intake.wiring import Workshop

_SECTIONS = {
    "mailbox": '[mailbox]\nkind = "maildir"\npath = "mailbox"\nsince = "all"\nafter = "none"\n\n',
    "delivery": '[delivery]\nkind = "folder"\nfrom = "info@alvrs.com"\noutbox = "outbox"\n\n',
}
"""What the demonstration configures otherwise than the sample configuration."""


def demo(folder: Path, *, as_json: bool) -> int:
    """Lay out a desk in *folder*, make one pass over the sample mailbox, tell what became of each."""
    if (folder / "config.toml").exists():
        raise click.UsageError(f"{folder} is there already: remove it, or name another folder")
    lay_out(folder)
    _configure(folder / "config.toml")
    _fill(folder / "mailbox")
    with Workshop.open(folder / "config.toml") as workshop:
        with workshop.desk() as desk:
            report = desk.run_pass()
        settings = workshop.settings
        if as_json:
            print_json([message_values(message, settings.zone) for message in workshop.store.messages.all()])
            return 1 if report.errors else 0
        _show(workshop)
        console().print(f"register:  {settings.register}", highlight=False)
        console().print(f"letters:   {settings.delivery.outbox}", highlight=False)
        console().print(f"reasons:   intake show LC21-0001 -c {folder / 'config.toml'}", highlight=False)
    return 1 if report.errors else 0


def _configure(path: Path) -> None:
    """Turn the sample configuration into one that needs no server."""
    text = path.read_text(encoding="utf-8")
    for section, replacement in _SECTIONS.items():
        text = re.sub(rf"^\[{section}\]\n.*?(?=^\[)", replacement, text, flags=re.DOTALL | re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def _fill(maildir: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (maildir / name).mkdir(parents=True)
    for mail in sorted(shipped("sample").glob("*.eml")):
        (maildir / "new" / mail.stem).write_bytes(mail.read_bytes())


def _show(workshop: Workshop) -> None:
    entries = {(e.entry, e.version): e for e in workshop.store.entries.all()}
    zone = workshop.settings.zone
    letters = {(one.entry, one.version): one for one in workshop.store.letter_list.all()}
    shown = table("received", "from", "subject", "what became of it", "entry", "letter")
    for message in workshop.store.messages.all():
        key = (message.entry or "", message.version or 0)
        shown.add_row(*map(escape, _row(message, entries.get(key), letters.get(key), zone)))
    console().print(shown)


def _row(message: Message, entry: Entry | None, letter: Letter | None, zone: ZoneInfo) -> tuple[str, ...]:
    received = message.received_at.astimezone(zone)
    own = entry is not None and entry.message == message.message
    became = f"{message.outcome}: {entry.status}" if own and entry else str(message.outcome)
    sent = f"{letter.state}: {letter.template}" if own and letter else "none"
    named = f"{message.entry} v{message.version}" if message.entry else ""
    return (f"{received:%d.%m. %H:%M}", message.sender, message.subject[:48], became, named, sent)
