"""`quarantine`: the messages that could not be handled, listed, tried again or closed."""

from __future__ import annotations

from pathlib import Path

from intake.commands.console import escape, print_json, print_rows, said, silent, table
from intake.health import note_alarms
from intake.rules.export import message_values
from intake.rules.ledger import UnknownError
from intake.wiring import Workshop, now

SEEN_TO = "a person saw to it"
_NOTHING = "no message is in quarantine"


def list_quarantine(path: Path, *, as_json: bool) -> int:
    """Show the messages that could not be handled."""
    with Workshop.open(path) as workshop:
        quarantined = workshop.store.messages.quarantine()
        values = [message_values(message, workshop.settings.zone) for message in quarantined]
        files = [workshop.archive.path(message.message) for message in quarantined]
    if as_json:
        print_json(values)
        return 0
    shown = table("message", "received", "why", "file")
    for value, file in zip(values, files, strict=True):
        cells = (str(value["message"])[:19], str(value["received_at"]), str(value["why"]), str(file))
        shown.add_row(*map(escape, cells))
    print_rows(shown, nothing=_NOTHING)
    return 0


def change_quarantine(path: Path, action: str, names: tuple[str, ...], *, every: bool, as_json: bool) -> int:
    """Let messages be tried again (`retry`), or say that a person saw to them (`release`)."""
    say = silent if as_json else said
    with Workshop.open(path) as workshop, workshop.between_passes():
        messages = workshop.store.messages
        quarantined = [message.message for message in messages.quarantine()]
        chosen = quarantined if every else [_one(quarantined, name) for name in names]
        for message in chosen:
            if action == "retry":
                messages.retry(message)
            else:
                messages.release(message, SEEN_TO, at=now())
            say(f"{action}: {message}")
        if not chosen:
            say(_NOTHING)
        note_alarms(workshop)
        if as_json:
            print_json([message_values(m, workshop.settings.zone) for m in messages.all() if m.message in chosen])
    return 0


def _one(quarantined: list[str], name: str) -> str:
    """The message whose hash begins like *name*; UnknownError where none or several do."""
    wanted = name if name.startswith("sha256:") else f"sha256:{name}"
    found = [message for message in quarantined if message.startswith(wanted)]
    if len(found) != 1:
        raise UnknownError(f"{name}: {len(found)} quarantined messages begin so; `intake quarantine list` shows all")
    return found[0]
