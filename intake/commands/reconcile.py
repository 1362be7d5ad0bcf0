"""`reconcile`: all places held against each other, and the views of the store written again where that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from intake.commands.console import console, escape, print_json, table
from intake.ports import RegisterError
from intake.rules.ledger import DamagedError
from intake.rules.mailbox import MailboxError, Position, Waiting
from intake.rules.reconcile import Difference, Held, differences
from intake.wiring import Secrets, Workshop


def reconcile(path: Path, *, as_json: bool, mend: bool) -> int:
    """Show every difference with its mend; with *mend*, write register and outbox first. 1 where any is left.

    No pass runs meanwhile: what it is doing would look like a difference.
    """
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop, workshop.between_passes():
        failed = tuple(_mended(workshop)) if mend else ()
        found = differences(_held(workshop, failed))
    if as_json:
        print_json([{"kind": d.kind.value, "what": d.what, "where": d.where, "mend": d.mend} for d in found])
    else:
        _show(found)
    return 1 if found else 0


def _mended(workshop: Workshop) -> Iterator[str]:
    """Write the views of the store again; say what could not be written: the rest is told all the same."""
    for write in (workshop.publisher.write, workshop.publisher.project):
        try:
            write()
        except RegisterError as error:
            yield str(error)


def _show(found: tuple[Difference, ...]) -> None:
    if not found:
        console().print("mailbox, archive, store, register and outbox agree")
        return
    shown = table("what", "where", "mend")
    for difference in found:
        shown.add_row(*map(escape, (difference.what, difference.where, difference.mend)))
    console().print(shown)


def _held(workshop: Workshop, failed: Sequence[str]) -> Held:
    store, publisher = workshop.store, workshop.publisher
    unreachable = [*failed]
    name, unsighted, unfetched, unreleased = _mailbox(workshop, unreachable)
    archived = frozenset(workshop.archive.all())
    unshown, strays = publisher.outbox_folder.compared(store.letters)
    return Held(
        messages=store.messages.all(),
        entries=store.entries.all(),
        letters=store.letter_list.all(),
        archived=archived,
        damaged=frozenset(_damaged(workshop, archived)),
        unsighted=unsighted,
        unfetched=tuple(waiting.position for waiting in unfetched),
        left_behind=store.sightings.left_behind(name),
        unreleased=unreleased,
        rows=_rows(workshop, unreachable),
        register_outdated=store.generation() != store.register_generation(),
        unreachable=tuple(unreachable),
        letters_unshown=unshown,
        strays=tuple(map(str, strays)),
    )


def _mailbox(workshop: Workshop, unreachable: list[str]) -> tuple[str, int, tuple[Waiting, ...], tuple[Position, ...]]:
    mailbox, sightings = workshop.mailbox(), workshop.store.sightings
    try:
        waiting = mailbox.listing()
    except MailboxError as error:
        unreachable.append(str(error))
        waiting = ()
    finally:
        mailbox.close()
    unknown = sightings.unknown([each.position for each in waiting])
    name = mailbox.name
    return name, len(unknown), sightings.unfetched(name), sightings.to_release(name)


def _damaged(workshop: Workshop, archived: frozenset[str]) -> Iterator[str]:
    for message in archived:
        try:
            workshop.archive.get(message)
        except DamagedError:
            yield message


def _rows(workshop: Workshop, unreachable: list[str]) -> frozenset[str] | None:
    try:
        return workshop.publisher.rows()
    except RegisterError as error:
        unreachable.append(str(error))
        return None
