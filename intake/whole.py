"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

_Item = TypeVar("_Item")

HALF_WRITTEN = ".writing"
PRIVATE, READABLE = 0o600, 0o644
_FEW = 8  # files for which no thread is worth its while
_AT_ONCE = 16  # files that the disk is asked to confirm: it confirms many about as fast as one


def write_whole(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write *content* so that *path* holds all of it, or what it held before.

    *mode* says who reads it (the umask counts too): the desk's own user, or everybody. OSError where the disk or the
    folder fails. A half-written file of a crash has the ending HALF_WRITTEN.
    """
    write_all({path: content}, mode)


def write_all(files: Mapping[Path, bytes], mode: int = PRIVATE, *, by_way_of: Path | None = None) -> None:
    """Write several files, each as `write_whole` does; when it returns, all of them survive a power cut.

    Half-written ones lie beside the files, or in the folder *by_way_of* on the same disk. Where it fails, some files
    may be there, each whole.
    """
    halves = {path: (by_way_of or path.parent) / (path.name + HALF_WRITTEN) for path in files}
    try:
        _for_each(lambda path: _write(halves[path], files[path], mode), files)
        for path, half in halves.items():
            half.replace(path)
    except OSError:
        for half in halves.values():
            half.unlink(missing_ok=True)
        raise
    sync_folders(path.parent for path in files)


def sync_folders(folders: Iterable[Path]) -> None:
    """Let the disk confirm which names *folders* hold."""
    _for_each(_sync_folder, dict.fromkeys(folders))


def _write(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _for_each(act: Callable[[_Item], None], items: Collection[_Item]) -> None:
    """Do it to all of *items*, several at once; raise the first failure when all have ended."""
    if len(items) <= _FEW:
        for item in items:
            act(item)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - most passes write a file or two

    with ThreadPoolExecutor(min(len(items), _AT_ONCE)) as threads:
        for done in [threads.submit(act, item) for item in items]:
            done.result()
