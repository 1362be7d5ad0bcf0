"""A pass with nothing new, on mailboxes of few and of many old messages that the desk has dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk_measured import imap_desk
from mailboxes import fill, old_messages
from measure import Measured, fastest, measure
from sqlalchemy import update

from desks import DeskFolder
from intake.mailbox.opening import open_mailbox
from intake.records.database import open_database
from intake.records.schema import messages
from intake.records.sightings import Sightings
from intake.rules.pending import Arrival
from intake.rules.states import Outcome
from intake.settings import After, MailboxKind, MailboxSettings
from servers.dovecot import Account, Dovecot

LIMIT = 25 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """One size of mailbox: what a pass with nothing new costs a desk; *told* are the staff who get mails from it."""

    old: int
    told: str
    passed: Measured


def measured(server: Dovecot, folder: Path, sizes: Sequence[int], rounds: int) -> Iterator[Idle]:
    """Measure the fastest of several passes for each number of old messages, and with mails to staff for the fewest."""
    for old in sizes:
        with dealt_with(server, folder, old) as desk:
            yield Idle(old=old, told="nobody", passed=_fastest(desk, rounds))
            if old == min(sizes):
                with desk.config.open("a", encoding="utf-8") as file:
                    file.write('\n[staff]\nto = ["clerk@alvrs.example"]\n')
                desk.process("once")
                yield Idle(old=old, told="a clerk", passed=_fastest(desk, rounds))


def _fastest(desk: DeskFolder, rounds: int) -> Measured:
    return fastest(measure(desk.command("once")) for _ in range(rounds))


@contextmanager
def dealt_with(server: Dovecot, folder: Path, old: int) -> Iterator[DeskFolder]:
    """Lay out a desk that has seen, archived and decided *old* messages of its mailbox."""
    account = server.add_user(f"old-{old}@alvrs.example")
    fill(account, old_messages(old))
    desk = imap_desk(folder / f"idle-{old}", account)
    desk.process("once") if not old else remember(desk, account)
    desk.process("once")
    yield desk


def remember(desk: DeskFolder, account: Account) -> None:
    """Write into the store what passes over the whole mailbox would have left there, without making them."""
    server = account.settings()
    mailbox = open_mailbox(
        MailboxSettings(kind=MailboxKind.IMAP, server=server, folder="INBOX", after=After.KEYWORD), size_limit=LIMIT
    )
    waiting = mailbox.listing()
    database = open_database(f"sqlite:///{desk.folder}/var/intake.db")
    sightings = Sightings(database)
    sightings.sight(mailbox.name, waiting, at=waiting[-1].received_at)
    sightings.received(
        [
            Arrival(position=one.position, message=f"sha256:{number:064x}", size=one.size, truncated=False)
            for number, one in enumerate(waiting)
        ]
    )
    with database.changing() as connection:
        decided = {"outcome": Outcome.OTHER, "why": "not for a call", "decided_at": waiting[-1].received_at}
        connection.execute(update(messages).values(decided))
    database.engine.dispose()
    mailbox.close()
