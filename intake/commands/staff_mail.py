"""`digest`: the mail to staff of the day, shown or sent."""

from __future__ import annotations

from pathlib import Path

import click

from intake.commands.console import console
from intake.health import note_alarms
from intake.herald import Fate
from intake.toml.table import ConfigError, Fault
from intake.wiring import Secrets, Workshop, now

_TOLD = {
    Fate.SENT: "sent to {to}",
    Fate.LATER: "not sent yet: tried again with the next pass, or by this command",
    Fate.REFUSED: "refused by the mail server, see the log; the next digest says it again",
    Fate.NOTHING_TO_SAY: "nothing to say: no digest is sent",
    Fate.WENT_BEFORE: "today's digest went out before: it goes once a day",
}
_FAILED = frozenset({Fate.LATER, Fate.REFUSED})


def show_digest(path: Path) -> int:
    """Show the digest as it would be written now; nothing is sent or remembered."""
    with Workshop.open(path) as workshop:
        digest, writer = workshop.herald.digest(now()), workshop.notice_writer
        click.echo(f"Subject: {writer.subject(digest=digest)}\n\n{writer.text(digest=digest)}")
    return 0


def send_digest(path: Path) -> int:
    """Send the digest of today, once; 1 where the mail server does not take it now."""
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop, workshop.between_passes():
        if not workshop.settings.staff.to:
            message = "names nobody: to whom should the digest go? `intake digest --print` only shows it"
            raise ConfigError((Fault(key="staff.to", message=message, file=path),))
        note_alarms(workshop)
        at = now()
        fate = workshop.herald.digest_by_hand(at)
        mails = workshop.store.notices.of(workshop.herald.occasion(at))
        console().print(
            _TOLD[fate].format(to=", ".join(one.to for one in mails if one.to)), highlight=False, markup=False
        )
    return 1 if fate in _FAILED else 0
