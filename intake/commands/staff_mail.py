"""`digest`: the mail to staff of the day, shown or sent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from intake.commands.console import console
from intake.commands.health import note_alarms
from intake.herald import Outcome
from intake.lock import held
from intake.toml.table import ConfigError, Fault
from intake.wiring import Secrets, Workshop, now

_PATIENCE = timedelta(seconds=30)
_TOLD = {
    Outcome.SENT: "sent to {to}",
    Outcome.LATER: "not sent yet: tried again with the next pass, or by this command",
    Outcome.REFUSED: "refused by the mail server; the next digest says it again",
    Outcome.NOTHING_TO_SAY: "nothing to say: no digest is sent",
    Outcome.WENT_BEFORE: "today's digest went out before: it goes once a day",
}
_FAILED = frozenset({Outcome.LATER, Outcome.REFUSED})


def show_digest(path: Path) -> int:
    """Show the digest as it would be written now; nothing is sent or remembered."""
    with Workshop.open(path) as workshop:
        digest = workshop.herald.digest(now())
        click.echo(f"Subject: {workshop.noticer.subject(digest=digest)}\n\n{workshop.noticer.text(digest=digest)}")
    return 0


def send_digest(path: Path) -> int:
    """Send the digest of today, once; 1 where the mail server does not take it now."""
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop, held(workshop.lock_file, patience=_PATIENCE):
        to = workshop.settings.staff.to
        if not to:
            message = "names nobody: to whom should the digest go? `intake digest --print` only shows it"
            raise ConfigError((Fault(key="staff.to", message=message, file=path),))
        note_alarms(workshop)
        outcome = workshop.herald.digest_by_hand(now())
        console().print(_TOLD[outcome].format(to=", ".join(to)), highlight=False, markup=False)
    return 1 if outcome in _FAILED else 0
