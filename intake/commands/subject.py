"""`export --subject`: what the desk holds about an address, handed over."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from intake.commands.console import print_json
from intake.commands.records import exported_entries
from intake.rules.entry import Letter
from intake.rules.erasure import Holdings, about, naming, roles
from intake.rules.export import letter_values, message_values
from intake.wiring import Workshop


def export_subject(path: Path, address: str) -> int:
    """Write everything that is held about *address* to standard output, as JSON."""
    with Workshop.open(path) as workshop:
        holdings = workshop.eraser.holdings()
        print_json(_held_about(address, holdings, workshop))
    return 0


def _held_about(address: str, holdings: Holdings, workshop: Workshop) -> dict[str, object]:
    store, zone = workshop.store, workshop.settings.zone
    named = naming(address, holdings)
    scope = about(address, holdings)
    letters = [one for one in map(store.letters.find, scope.letters) if one is not None]
    as_what = {(e.entry, e.version): list(roles(e, address)) for e in holdings.entries}
    return {
        "subject": address,
        "entries": [
            {**value, "stands_as": as_what[entry.entry, entry.version]}
            for entry, value in exported_entries(workshop)
            if entry.entry in named
        ],
        "messages": [
            {**message_values(m, zone), "file": str(workshop.archive.path(m.message))}
            for m in holdings.messages
            if m.message in scope.messages
        ],
        "letters": [{"entry": one.entry, **letter_values(one), "text": _text(one)} for one in letters],
        "words_of_staff": [
            {"entry": r.entry, "column": r.column, "text": r.value, "since": r.since.astimezone(zone).isoformat()}
            for entry in named
            for r in store.remarks.history(entry)
        ],
        "kept_in": list(_places(workshop)),
        "in_mailbox": [
            f"{w.position.mailbox}, UID {w.position.uid}" for _, w in store.erasures.positions(scope.messages)
        ],
    }


def _text(letter: Letter) -> str:
    body = message_from_bytes(letter.content, policy=default).get_body(("plain",))
    return "" if body is None else str(body.get_content())


def _places(workshop: Workshop) -> Iterator[str]:
    settings = workshop.settings
    yield f"store: {settings.store.url}"
    yield f"archive: {settings.store.archive}"
    yield f"register: {settings.register}, its copies in {workshop.publisher.history}"
    yield f"forms: {settings.store.archive.parent / 'forms'}"
    yield f"letters: {settings.delivery.outbox}"
