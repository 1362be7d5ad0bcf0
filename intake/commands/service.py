"""`run`: passes by schedule and when mail is announced."""

from __future__ import annotations

import faulthandler
import os
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from intake.commands.health import examined
from intake.commands.passes import copy_sent
from intake.daemon import Daemon
from intake.health import measure
from intake.heartbeat import Heartbeat
from intake.logs import tell_every_step
from intake.wiring import Secrets, Workshop, now


def run(path: Path, *, metrics: int | None = None) -> int:
    """Make passes by schedule and at once when mail is announced, until SIGTERM or SIGINT; every step is logged.

    *metrics* is a port of this machine on which Prometheus may ask how the desk is.
    """
    tell_every_step()
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop, _measured(workshop, metrics):
        faulthandler.enable()  # a service manager ends one that hangs by SIGABRT: the log then says where
        Daemon(workshop, after_pass=lambda: _tell(workshop), heartbeat=Heartbeat(os.environ)).run()
    return 0


def _measured(workshop: Workshop, port: int | None) -> AbstractContextManager[None]:
    if port is None:
        return nullcontext()
    from intake.metrics import served  # noqa: PLC0415 - for those alone who have Prometheus

    measure(workshop)  # opens the store, before two threads ask for it
    return served(port, partial(measure, workshop))


def _tell(workshop: Workshop) -> None:
    examined(workshop)
    workshop.herald.tell_by_schedule(now())
    copy_sent(workshop)
