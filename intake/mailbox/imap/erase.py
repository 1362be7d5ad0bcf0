r"""What is deleted on the server when an application is erased: messages known by their bytes, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imapclient import DELETED, IMAPClient

from intake.rules.mailbox import Waiting, is_of


def erase(
    client: IMAPClient, folder: str, messages: Sequence[tuple[str, Waiting]], known: Sequence[int]
) -> tuple[str, ...]:
    r"""Delete what *folder* holds of *messages*, which may lie at the UIDs *known*; say what could not be deleted.

    A plain EXPUNGE would also take what others have flagged \Deleted: without UIDPLUS nothing is touched.
    """
    client.select_folder(folder)
    found = _found(client, messages, known)
    if not found:
        return ()
    if not client.has_capability("UIDPLUS"):
        uids = ", ".join(map(str, found))
        return (f"{folder}: the server has no UIDPLUS: delete by hand what has the UID {uids}",)
    client.add_flags(found, [DELETED], silent=True)
    client.uid_expunge(found)
    return ()


def _found(client: IMAPClient, messages: Sequence[tuple[str, Waiting]], known: Sequence[int]) -> list[int]:
    """Give the UIDs of *messages*: of the size that was listed, or where they lay, and of the very same bytes."""
    sizes = {waiting.size for _, waiting in messages}
    described: Mapping[int, Mapping[bytes, Any]] = client.fetch(client.search(), ["RFC822.SIZE"])
    likely = [uid for uid, parts in described.items() if parts[b"RFC822.SIZE"] in sizes or uid in known]
    return [uid for uid in sorted(likely) if _is_one(client, uid, messages)]


def _is_one(client: IMAPClient, uid: int, messages: Sequence[tuple[str, Waiting]]) -> bool:
    content = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]") or b""
    return any(is_of(content, message) for message, _ in messages)
