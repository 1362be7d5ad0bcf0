"""The program with one effect armed: it runs the real command, and kills itself just before or after that effect.

`dying.py kill POINT before|after NUMBER COMMAND...` or `dying.py count FILE COMMAND...`, which counts every effect.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from intake.cli import main

POINTS = {
    "the pass is begun": "intake.records.journal:Passes.begin",
    "leftovers are cleared": "intake.records.archive:Archive.clear_leftovers",
    "letters are recovered": "intake.records.letters:Letters.recover",
    "new mail is listed": "intake.mailbox.imap.mailbox:ImapMailbox.listing",
    "new mail is noted": "intake.records.sightings:Sightings.sight",
    "mail is fetched": "imapclient:IMAPClient.fetch",
    "mail is archived": "intake.records.archive:Archive.put_all",
    "receipt is recorded": "intake.records.sightings:Sightings.received",
    "an attempt is counted": "intake.records.messages:Messages.attempt",
    "an entry is recorded": "intake.records.store:Store.record",
    "the SMTP session is opened": "intake.replies.delivery:_SmtpSession.connect",
    "a letter is sending": "intake.records.letters:Letters.begin_sending",
    "anything goes to the SMTP server": "smtplib:SMTP.send",
    "the dot is recorded": "intake.records.letters:Letters.at_dot",
    "a letter is offered": "intake.replies.delivery:_SmtpSession.deliver",
    "a letter is sent": "intake.records.letters:Letters.sent",
    "the outbox is shown": "intake.publisher:FilePublisher.outbox",
    "the register is written": "intake.records.register.workbook:write",
    "staff's words are kept": "intake.records.remarks:Remarks.keep",
    "the register is recorded": "intake.records.store:Store.register_written",
    "messages are moved": "imapclient:IMAPClient.move",
    "the move is recorded": "intake.records.sightings:Sightings.released",
    "the pass is ended": "intake.records.journal:Passes.end",
    "a copy is filed": "imapclient:IMAPClient.append",
    "the copy is recorded": "intake.records.letters:Letters.filed",
}
"""Every effect of a pass and of what follows it, in order, and the function that has it."""
ERASING = {
    "an erasure is recorded": "intake.records.erasures:Erasures.record",
    "an archived mail is removed": "intake.records.archive:Archive.remove",
    "forms are removed": "intake.records.form_files:FormFiles.remove",
    "the outbox is shown": "intake.publisher:FilePublisher.outbox",
    "the register is written": "intake.records.register.workbook:write",
    "copies are looked through": "intake.records.traces:is_sound",
    "the store is compacted": "intake.records.erasures:Erasures.compact",
    "an erasure is finished": "intake.records.erasures:Erasures.finished",
}
"""The same of `intake erase`."""


class Moment(StrEnum):
    """On which side of an effect."""

    BEFORE = "before"
    AFTER = "after"


def arm(point: str, moment: Moment, number: int) -> None:
    """Let the process die at the *number*th call of *point*."""
    calls = 0

    def strike(now: Moment) -> None:
        nonlocal calls
        calls += now is Moment.BEFORE
        if now is moment and calls == number:
            os.kill(os.getpid(), signal.SIGKILL)

    _wrap({**POINTS, **ERASING}[point], strike)


def count(counts: Counter[str]) -> None:
    """Let every call of every point be counted."""
    for point, target in POINTS.items():

        def note(now: Moment, point: str = point) -> None:
            counts[point] += now is Moment.BEFORE

        _wrap(target, note)


def _wrap(target: str, around: Callable[[Moment], None]) -> None:
    """Put a function in the place of *target* that tells *around* of both of its sides."""
    module, _, path = target.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    original = getattr(owner, name)

    @wraps(original)
    def wrapped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the original takes
        around(Moment.BEFORE)
        result = original(*args, **kwargs)
        around(Moment.AFTER)
        return result

    setattr(owner, name, wrapped)


def _run(mode: str, *arguments: str) -> None:
    if mode == "kill":
        point, moment, number, *command = arguments
        arm(point, Moment(moment), int(number))
        main(command)
    else:
        file, *command = arguments
        counts: Counter[str] = Counter()
        count(counts)
        try:
            main(command)
        finally:
            Path(file).write_text(json.dumps(counts), encoding="utf-8")


if __name__ == "__main__":
    _run(*sys.argv[1:])
