"""What `intake check` asks an IMAP server; nothing is changed by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from imapclient import IMAPClient

from intake.mailbox.imap.connection import Connection
from intake.mailbox.imap.release import KEYWORD, can_move, takes_keywords
from intake.rules.mailbox import MailboxError
from intake.rules.probe import Probe
from intake.settings import After


def probed(connection: Connection, name: str, *, folder: str, after: After, processed: str) -> Sequence[Probe]:
    """Log in, select *folder* of the mailbox called *name*, and look at what is offered."""
    lines = []
    try:
        with connection.use("log in"):
            lines.append(Probe(name="log-in", ok=True, detail=name))
        with connection.use(f"open {folder}") as client:
            # EXAMINE would not tell the permanent flags.
            selected = client.select_folder(folder, readonly=after is After.NONE)
            lines.append(Probe(name="folder", ok=True, detail=f"{folder}: {selected[b'EXISTS']} messages"))
            lines.extend(_probe_folder(client, selected, after=after, processed=processed))
    except MailboxError as error:
        lines.append(Probe(name="folder" if lines else "log-in", ok=False, detail=str(error)))
    return lines


def _probe_folder(
    client: IMAPClient, selected: Mapping[bytes, Any], *, after: After, processed: str
) -> Iterator[Probe]:
    """Say what the server offers beyond IMAP4rev1, and whether it is enough for *after*."""
    pushes = bool(client.has_capability("IDLE"))
    yield Probe(
        name="IDLE", ok=True, detail="mail is announced" if pushes else "not offered: mail is found on the schedule"
    )
    writable = b"READ-WRITE" in selected
    match after:
        case After.NONE:
            return
        case After.KEYWORD:
            enough = writable and takes_keywords(selected)
            told = (
                f"{KEYWORD} can be set" if enough else f"{KEYWORD} cannot be kept here: messages are left as they are"
            )
            yield Probe(name="keyword", ok=enough, detail=told)
        case After.MOVE:
            enough = writable and can_move(client)
            yield Probe(name="move", ok=enough, detail=_move_detail(client, processed) if enough else NO_MOVE)
        case _:
            assert_never(after)


NO_MOVE = "the folder is read-only or the server has neither MOVE nor UIDPLUS: messages are left where they are"


def _move_detail(client: IMAPClient, processed: str) -> str:
    how = "MOVE" if client.has_capability("MOVE") else "COPY and UID EXPUNGE"
    there = "is there" if client.folder_exists(processed) else "will be made"
    return f"{how}; folder {processed} {there}"
