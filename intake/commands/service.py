"""`run`: passes by schedule and when mail is announced."""

from __future__ import annotations

from pathlib import Path

from intake.commands.health import note_alarms
from intake.commands.passes import copy_sent
from intake.daemon import Daemon
from intake.logs import set_up
from intake.wiring import Secrets, Workshop, now


def run(path: Path) -> int:
    """Make passes by schedule and at once when mail is announced, until SIGTERM or SIGINT; every step is logged."""
    set_up(verbose=True)
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop:
        Daemon(workshop, after_pass=lambda: _tell(workshop)).run()
    return 0


def _tell(workshop: Workshop) -> None:
    note_alarms(workshop)
    workshop.herald.tell_by_schedule(now())
    copy_sent(workshop)
