"""`once` and `register`: one pass, and the register alone, by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import datetime
from operator import itemgetter
from pathlib import Path

import click

from intake.commands.console import console, print_json
from intake.commands.health import examined
from intake.desk import Report
from intake.health import followed_by
from intake.lock import held
from intake.logs import shortened
from intake.wiring import Secrets, Workshop, now

_SHOWN = {"new": "messages new", "received": "messages received", "released": "messages put away"}


def once(path: Path, *, as_json: bool) -> int:
    """Make one pass; 0 where it ended well, 1 where something outside failed and will be tried again."""
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop, held(workshop.lock_file):
        put_off = 0

        def look() -> None:
            nonlocal put_off
            put_off = examined(workshop).vitals.put_off
            workshop.tell_staff(now())
            copy_sent(workshop)

        began = now()
        with followed_by(look):
            report = _with_progress(workshop)
        notes = [*(_put_off(workshop, began) if put_off else ()), *([beside] if (beside := _beside(workshop)) else [])]
    if as_json:
        print_json({"counts": report.counts, "errors": report.errors, "notes": notes})
    else:
        _show(report, notes)
    return 1 if report.errors else 0


def _with_progress(workshop: Workshop) -> Report:
    """Make the pass, with a bar where a person looks on."""
    with _bars() as show, workshop.desk(progress=show) as desk:
        return desk.run_pass()


def _bars() -> AbstractContextManager[Callable[[str, int, int], None]]:
    if not sys.stdout.isatty():
        return nullcontext(lambda _step, _done, _of: None)
    from intake.commands.progress import bars  # noqa: PLC0415 - most passes run by schedule, and nobody looks on

    return bars(console())


def _show(report: Report, notes: Sequence[str]) -> None:
    """Show it without a table: most passes find nothing new, and have no use for what draws one.

    Where nobody looks on, what did not happen is left out: cron mails whatever is printed.
    """
    shown = report.counts.items() if sys.stdout.isatty() else filter(itemgetter(1), report.counts.items())
    counts = {_SHOWN.get(name, name): number for name, number in shown}
    wide = max(map(len, counts), default=0)
    for name, number in counts.items():
        click.echo(f" {name:<{wide}}  {number}")
    for note in notes:
        click.echo(note)
    for error in report.errors:
        click.echo(f"{click.style('failed, will be tried again:', fg='red')} {error}")


def _put_off(workshop: Workshop, began: datetime) -> Iterator[str]:
    """Say which letters the server did not take in this pass: it is no failure of the pass, and yet worth a word."""
    for one in workshop.store.letter_list.put_off():
        if one.tried_at >= began:
            when = f"{one.next_try.astimezone(workshop.settings.zone):%H:%M}"
            reply = shortened(one.reply)  # what a timer's pass prints stands in the journal
            yield f"the mail server put off the letter of {one.entry} ({reply}): tried again from {when} on"


def _beside(workshop: Workshop) -> str:
    """Say where the register was written if staff have it open; nothing otherwise."""
    beside, register = workshop.publisher.beside(), workshop.settings.register
    return (
        f"{register} is open: written beside it, to {beside}; close it, and the next writing joins both"
        if beside
        else ""
    )


def copy_sent(workshop: Workshop) -> None:
    """File what was sent in the folder of sent mail, where that is wanted; nothing waits for it."""
    if (folder := workshop.sent_folder()) is not None:
        from intake.filing import file_copies  # noqa: PLC0415 - most desks file none

        with closing(folder):
            file_copies(workshop.store.letters, folder, now())


def register(path: Path, *, as_json: bool) -> int:
    """Write the register again from the store."""
    with Workshop.open(path) as workshop, workshop.between_passes():
        workshop.publisher.write()
        workshop.publisher.project()
        if as_json:
            beside = workshop.publisher.beside()
            print_json({"register": str(workshop.settings.register), "beside": beside and str(beside)})
        else:
            click.echo(_beside(workshop) or f"written: {workshop.settings.register}")
    return 0
