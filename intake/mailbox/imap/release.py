"""What is done on the server to messages that are safe: each step may be done again and never loses a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imapclient import DELETED, IMAPClient

KEYWORD = "$IntakeProcessed"


def takes_keywords(selected: Mapping[bytes, Any]) -> bool:
    r"""Tell from a SELECT's answer whether the keyword would last: PERMANENTFLAGS has it, or "\*" (RFC 9051, 7.1)."""
    permanent = {flag.lower() for flag in selected.get(b"PERMANENTFLAGS", ())}
    return b"\\*" in permanent or KEYWORD.lower().encode() in permanent


def can_move(client: IMAPClient) -> bool:
    r"""Tell whether a message can be taken out of a folder without touching what others have flagged \Deleted."""
    return bool(client.has_capability("MOVE") or client.has_capability("UIDPLUS"))


def move(client: IMAPClient, uids: Sequence[int], *, source: str, target: str) -> str:
    """Move messages out of *source*, which is selected, into the folder called *target*, made if it is missing.

    Returns the folder's name on this server.
    """
    target = prepared(client, target)
    if client.has_capability("MOVE"):
        client.move(uids, target)
        return target
    missing = _without_copy(client, uids, target)
    client.select_folder(source)
    if missing:
        client.copy(missing, target)
    client.add_flags(uids, [DELETED], silent=True)
    client.uid_expunge(uids)
    return target


def prepared(client: IMAPClient, name: str) -> str:
    """Give the folder's name on this server; make it where it is missing."""
    if found := existing(client, name):
        return found
    full = _prefixed(client, name)
    client.create_folder(full)
    client.subscribe_folder(full)
    return full


def existing(client: IMAPClient, name: str) -> str | None:
    """Give the folder's name on this server, or None where there is no such folder."""
    return next((full for full in (name, _prefixed(client, name)) if client.folder_exists(full)), None)


def _prefixed(client: IMAPClient, name: str) -> str:
    """Give the name below the server's prefix: some keep every folder there (RFC 2342)."""
    personal = client.namespace().personal if client.has_capability("NAMESPACE") else ()
    prefix: str = personal[0][0] if personal else ""
    return name if name.startswith(prefix) else prefix + name


def _without_copy(client: IMAPClient, uids: Sequence[int], target: str) -> list[int]:
    """Give the messages that an earlier attempt has not copied; one without Message-ID may be copied twice."""
    identities = _identities(client, uids)
    client.select_folder(target, readonly=True)
    return [uid for uid, (name, size) in identities.items() if not (name and _holds(client, name, size))]


def _identities(client: IMAPClient, uids: Sequence[int]) -> dict[int, tuple[bytes, int]]:
    """Give Message-ID (empty where it cannot be searched for) and size of the messages that are still there."""
    found = client.fetch(uids, ["ENVELOPE", "RFC822.SIZE"])
    identities = {}
    for uid, parts in found.items():
        name = parts[b"ENVELOPE"].message_id or b""
        identities[uid] = (name if name.isascii() else b"", parts[b"RFC822.SIZE"])
    return identities


def _holds(client: IMAPClient, message_id: bytes, size: int) -> bool:
    found = client.search(["HEADER", "Message-ID", message_id])
    return bool(found) and size in {parts[b"RFC822.SIZE"] for parts in client.fetch(found, ["RFC822.SIZE"]).values()}
