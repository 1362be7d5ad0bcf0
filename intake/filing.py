"""Files a copy of every letter that was sent in the mailbox's folder of sent mail; no letter ever waits for it.

Looked for, appended, recorded: what died in between is found by its Message-ID and not appended again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Protocol

from intake.events import Event
from intake.logs import log
from intake.patience import at_an_end
from intake.records.letters import Letters
from intake.rules.mailbox import MailboxError

_PATIENCE = timedelta(minutes=1)  # in a pass; the rest is filed after the next one
_FAILURES = 3  # in a pass; one letter that the server refuses keeps no other back, a server that is away costs little


class SentFolder(Protocol):
    """Keeps copies of sent letters."""

    def file(self, message_id: str, content: bytes, *, sent_at: datetime) -> None:
        """Put a copy there unless one of that Message-ID is there; MailboxError."""
        ...


def file_copies(letters: Letters, folder: SentFolder, now: datetime) -> None:
    """File every letter that was sent and not filed yet; what fails is logged and tried again after the next pass.

    Each pass begins with another one, by the microsecond of *now*: those that a server refuses for ever are not asked
    for first each time.
    """
    failures, late, waiting = 0, at_an_end(_PATIENCE), letters.unfiled()
    first = now.microsecond % max(1, len(waiting))
    for letter in islice(chain(waiting, waiting), first, first + len(waiting)):
        if failures == _FAILURES or late():
            return
        try:
            folder.file(letter.message_id, letter.content, sent_at=letter.sent_at or now)
        except MailboxError as error:
            log.warning(Event.COPY_DEFERRED, entry=letter.entry, error=str(error))
            failures += 1
        else:
            letters.filed(letter.message_id, at=now)
            log.info(Event.COPY_FILED, entry=letter.entry)
