"""What `intake check` does in an IMAP folder with a message of its own; no other is touched, and nothing stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import assert_never

from imapclient import DELETED, SEEN, IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from intake.mailbox.imap.connection import Connection
from intake.mailbox.imap.release import KEYWORD, move
from intake.rules.mailbox import MailboxError
from intake.rules.probe import Probe, Scratch
from intake.settings import After

_CLOCKS_APART = timedelta(minutes=1)  # INTERNALDATE has no fractions, and a slow server takes its time


def tried(connection: Connection, scratch: Scratch, *, folder: str, after: After, processed: str) -> tuple[Probe, ...]:
    """Do in *folder* what a pass does with an application."""
    try:
        with connection.use(f"try {folder} with a message of our own") as client:
            return _tried(client, scratch, folder, after, processed)
    except MailboxError as error:
        return (Probe(name="scratch message", ok=False, detail=str(error)),)


def _tried(client: IMAPClient, scratch: Scratch, folder: str, after: After, processed: str) -> tuple[Probe, ...]:
    """Do it; a fault of the line comes through, what the server refuses is a line."""
    asked = scratch.clock()
    try:
        client.append(folder, scratch.content, flags=[SEEN])  # nobody's count of unread mail grows
    except IMAPClientAbortError:
        raise
    except IMAPClientError as refusal:
        told = f"not tried: {folder} takes no message from us ({refusal})"
        return (Probe(name="scratch message", ok=True, detail=told),)
    answered = scratch.clock()
    places = {folder}
    try:
        uids = _found(client, scratch.message_id, folder)
        if not uids:
            return (Probe(name="scratch message", ok=False, detail=f"put into {folder}, and not found there again"),)
        stamped = client.fetch(uids, ["INTERNALDATE"])[uids[0]][b"INTERNALDATE"]
        match after:
            case After.KEYWORD:
                done = _marked(client, uids, folder)
            case After.MOVE:
                places.add(target := move(client, uids, source=folder, target=processed))
                done = _moved(client, scratch, folder, target)
            case After.NONE:
                raise ValueError("a folder that is only read is not tried")
            case _:
                assert_never(after)
        return _clock(stamped, asked, answered), done
    finally:
        for place in places:
            take_back(client, scratch.message_id, folder=place)


def take_back(client: IMAPClient, message_id: str, *, folder: str) -> bool:
    """Expunge the message of that Message-ID from *folder*; tells whether it was there."""
    uids = _found(client, message_id, folder)
    if uids:
        client.add_flags(uids, [DELETED], silent=True)
        if client.has_capability("UIDPLUS"):
            client.uid_expunge(uids)
        elif set(client.search("DELETED")) == set(uids):  # EXPUNGE would take what others have marked as well
            client.expunge()
    return bool(uids)


def _found(client: IMAPClient, message_id: str, folder: str) -> list[int]:
    client.select_folder(folder)
    return list(client.search(["HEADER", "Message-ID", message_id]))


def _marked(client: IMAPClient, uids: list[int], folder: str) -> Probe:
    """Set the keyword, and look at it in the folder opened anew: it has to last."""
    client.add_flags(uids, [KEYWORD], silent=True)
    client.select_folder(folder)
    lasts = all(KEYWORD.lower().encode() in map(bytes.lower, flags) for flags in client.get_flags(uids).values())
    told = f"put into {folder}, marked {KEYWORD}, {'found marked' if lasts else 'NOT found marked'}, and removed"
    return Probe(name="scratch message", ok=lasts, detail=told)


def _moved(client: IMAPClient, scratch: Scratch, folder: str, target: str) -> Probe:
    there, here = (_found(client, scratch.message_id, place) for place in (target, folder))
    well = bool(there) and not here
    told = f"put into {folder}, moved to {target}, {'found' if well else 'NOT found'} there, and removed"
    return Probe(name="scratch message", ok=well, detail=told)


def _clock(stamped: datetime, asked: datetime, answered: datetime) -> Probe:
    """Hold the server's time of receipt against ours, before and after: deadlines go by the server's."""
    at = stamped.replace(tzinfo=stamped.tzinfo or UTC)
    apart = max(asked - at, at - answered, timedelta())
    seconds = f"{apart.total_seconds():.0f} seconds"
    told = f"the server's and ours are {seconds} apart" if apart > _CLOCKS_APART else "the server's agrees with ours"
    return Probe(name="clock", ok=apart <= _CLOCKS_APART, detail=told)
