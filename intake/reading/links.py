"""Links to files that lie on somebody's server: told, never followed."""

from __future__ import annotations

import re

_SHARING = (
    "drive.google.com",
    "docs.google.com",
    "onedrive.live.com",
    "1drv.ms",
    "sharepoint.com",
    "dropbox.com",
    "wetransfer.com",
    "we.tl",
    "mega.nz",
    "icloud.com",
    "box.com",
    "swisstransfer.com",
    "transfernow.net",
    "filemail.com",
)
_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)


def shared_at(*texts: str) -> str | None:
    """Return the first host of a file-sharing service that one of *texts* links to, or None."""
    hosts = (host.lower() for text in texts for host in _HOST.findall(text))
    return next((host for host in hosts if any(host == s or host.endswith("." + s) for s in _SHARING)), None)
