"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
from pathlib import Path

HALF_WRITTEN = ".writing"
PRIVATE, READABLE = 0o600, 0o644


def write_whole(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write *content* so that *path* holds all of it, or what it held before.

    *mode* says who reads it (the umask counts too): the desk's own user, or everybody. OSError where the disk or the
    folder fails. A half-written file of a crash has the ending HALF_WRITTEN.
    """
    half = path.with_name(path.name + HALF_WRITTEN)
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the disk confirm which names *folder* holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
