"""`erase`: what the desk holds about a person goes for good."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import click

from intake.commands.console import console, escape, print_json, table
from intake.eraser import Eraser, Rest
from intake.health import note_alarms
from intake.records.traces import files_that_tell
from intake.rules.erased import Reach, Why
from intake.rules.erasure import Holdings, Scope, naming, scope_of, traces
from intake.rules.ledger import UnknownError, WrongStateError
from intake.rules.states import LetterState
from intake.settings import MailboxKind
from intake.wiring import Secrets, Workshop

_OUT_OF_REACH = (
    "Out of reach: the mail in the mailbox (but with --mailbox), backups, workbooks and pages that were handed out,\n"
    "letters and digests that were sent, the system's log, and copies that somebody made. See docs/privacy.md."
)


class Asking(StrEnum):
    """What is done before anything is erased."""

    ASK = "ask"  # a person at a terminal
    YES = "yes"
    LOOK = "look"  # and do no more


def erase(path: Path, names: Sequence[str], asking: Asking, reach: Reach, *, as_json: bool) -> int:
    """Erase what *names* stand for, applications or addresses; 1 where something is left that the next pass sees to."""
    secrets = Secrets.NEEDED if reach is Reach.MAILBOX else Secrets.LEFT_ALONE
    with Workshop.open(path, secrets=secrets) as workshop:
        holdings = workshop.eraser.holdings()
        shown = _scope(names, holdings, workshop)
        told = _told(shown, names, holdings, workshop)
        if not as_json:
            _show(shown, told, holdings, workshop)
        if asking is Asking.LOOK:
            return _end({**told, "erased": False}, Rest(), (), as_json=as_json)
        if asking is Asking.ASK and (shown or reach is Reach.MAILBOX):
            _ask()
        with workshop.between_passes():  # no pass waits for a person to answer
            holdings = workshop.eraser.holdings()
            if (scope := _scope(names, holdings, workshop)) != shown:
                raise WrongStateError("something has come in meanwhile: look once more, and run the command again")
            rest = _erase(scope, holdings, reach, workshop.eraser)
            still = _still_there(traces(scope, holdings), scope, workshop)
            note_alarms(workshop)
    return _end({**told, "erased": bool(scope)}, rest, still, as_json=as_json)


def _end(told: Mapping[str, object], rest: Rest, still: Sequence[Path], *, as_json: bool) -> int:
    if as_json:
        left = {"left": rest.later, "by_hand": rest.by_hand, "found_in": list(map(str, still))}
        print_json({**told, **left})
        return 1 if rest.later else 0
    for why in rest.later:
        console().print(f"[yellow]not finished, the next pass goes on:[/yellow] {escape(why)}", highlight=False)
    for what in (*rest.by_hand, *(f"{file} still tells of them" for file in still)):
        console().print(f"[yellow]see to it by hand:[/yellow] {escape(what)}", highlight=False)
    if told["erased"] and not rest.later:
        console().print("erased")
    return 1 if rest.later else 0


def _scope(names: Sequence[str], holdings: Holdings, workshop: Workshop) -> Scope:
    """Join what all *names* stand for; UnknownError where one stands for nothing that is or was here."""
    entries = [name for name in names if "@" not in name]
    known = {entry.entry for entry in holdings.entries} | {one.entry for one in workshop.store.erasures.all()}
    if unknown := [name for name in entries if name not in known]:
        raise UnknownError(f"there is no entry {', '.join(unknown)}; `intake list` shows all")
    return scope_of(entries, [name for name in names if "@" in name], holdings)


def _told(scope: Scope, names: Sequence[str], holdings: Holdings, workshop: Workshop) -> dict[str, object]:
    """Say what goes, and what the program leaves."""
    remarks = workshop.store.remarks
    gone = frozenset(scope.entries)
    letters = [one for one in holdings.letters if one.message_id in scope.letters]
    named = (entry for name in names if "@" in name for entry in naming(name, holdings))
    return {
        "entries": list(scope.entries),
        "messages": list(scope.messages),
        "letters": list(scope.letters),
        "letters_sent": sum(one.state in (LetterState.SENT, LetterState.UNCERTAIN) for one in letters),
        "words_of_staff": sum(len(remarks.history(entry)) for entry in scope.entries),
        "in_mailbox": [
            f"{w.position.mailbox}, UID {w.position.uid}" for _, w in workshop.store.erasures.positions(scope.messages)
        ],
        "named_and_kept": sorted({entry for entry in named if entry not in gone}),
    }


def _show(scope: Scope, told: Mapping[str, object], holdings: Holdings, workshop: Workshop) -> None:
    shown = table("", "")
    for entry in scope.entries:
        versions = [version for version in holdings.entries if version.entry == entry]
        name = versions[-1].municipality_written or versions[-1].municipality or "–"
        shown.add_row(f"application {entry}", escape(f"{name}, {len(versions)} version(s), from {versions[-1].sender}"))
    for message in (one for one in holdings.messages if one.message in scope.messages):
        when = message.received_at.astimezone(workshop.settings.zone)
        shown.add_row("mail", escape(f"{when:%Y-%m-%d %H:%M} {message.sender}: {message.subject}"))
    shown.add_row("letters", f"{len(scope.letters)}, of them sent: {told['letters_sent']}")
    shown.add_row("words of staff", str(told["words_of_staff"]))
    for name in ("in_mailbox", "named_and_kept"):
        lines = told[name]
        if isinstance(lines, list) and lines:
            shown.add_row(name.replace("_", " "), escape("\n".join(lines)))
    if not scope:
        console().print("nothing is left to be erased")
    console().print(shown)
    if scope:
        console().print(_OUT_OF_REACH, highlight=False)


def _ask() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is there to be asked: add --yes, or --dry-run to look first")
    click.confirm("Erase this for good?", abort=True)


def _erase(scope: Scope, holdings: Holdings, reach: Reach, eraser: Eraser) -> Rest:
    """Erase; also where nothing new is found, so that the mailbox can be asked for later."""
    if scope or reach is Reach.MAILBOX:
        eraser.erase(scope, holdings, why=Why.STAFF, reach=reach)
    return eraser.finish()


def _still_there(found: Sequence[str], scope: Scope, workshop: Workshop) -> tuple[Path, ...]:
    """Look through the whole folder of the desk, as anybody would who wants to be sure, but for the mailbox.

    Numbers of applications are not looked for: they stay, and tell of nobody.
    """
    settings = workshop.settings
    maildir = settings.mailbox.path if settings.mailbox.kind is MailboxKind.MAILDIR else None
    persons = [trace for trace in found if trace not in scope.entries]
    return files_that_tell(settings.folder, persons, leaving_out=[maildir] if maildir else []) if persons else ()
