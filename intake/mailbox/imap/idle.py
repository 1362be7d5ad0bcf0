"""Waiting for mail as IMAP does it (RFC 2177): the server speaks up by itself."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event
from typing import Any

from imapclient import IMAPClient

WAKE_SECONDS = 1.0


def told_of_mail(client: IMAPClient, seconds: float, woken: Event) -> bool:
    """Listen in the folder that is selected, until mail is told of, *seconds* are over or somebody has *woken* us."""
    end = time.monotonic() + seconds
    heard: list[Any] = []
    client.idle()
    while not woken.is_set() and not _tells_of_mail(heard) and (left := end - time.monotonic()) > 0:
        slot = min(left, WAKE_SECONDS)
        began = time.monotonic()
        heard = client.idle_check(timeout=slot)
        if not heard and time.monotonic() - began < slot / 2:
            break  # nothing, and too early: the line is dead, and DONE finds that out
    _, more = client.idle_done()
    return _tells_of_mail([*heard, *more])


def _tells_of_mail(heard: Sequence[Sequence[Any]]) -> bool:
    return any(b"EXISTS" in line for line in heard)
