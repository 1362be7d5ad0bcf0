"""What `check` tries of the places that a desk writes to; what is not there yet is made, and taken away again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from intake.records.arrivals import need_its_store
from intake.records.database import sqlite_file
from intake.rules.ledger import ArchiveError, NewerStoreError, StoreError
from intake.rules.probe import Probe
from intake.wiring import Workshop

_LEAST_FREE = 2**30  # bytes; a call of five hundred applications takes a tenth of it
_NEWER = "the store is sound: install the newer program again, or go back as docs/install.md says under Upgrade"
_LOST = "mend url in [store], or restore the store (docs/restore.md); to begin anew, move the archive away"


def of_places(workshop: Workshop) -> Iterator[Probe]:
    """Try the store, the register, the folders and the disk."""
    yield _store(workshop)
    yield tried("register", lambda: _register(workshop.settings.register), OSError)
    for name, folder in _folders(workshop):
        yield tried(name, partial(_writable, folder), OSError)
    yield _disk(workshop)


def tried(name: str, attempt: Callable[[], str], *failures: type[Exception]) -> Probe:
    """Return what *attempt* found, or one of *failures*."""
    try:
        return Probe(name=name, ok=True, detail=attempt())
    except failures as failure:
        return Probe(name=name, ok=False, detail=str(failure))


def _store(workshop: Workshop) -> Probe:
    url = workshop.settings.store.url
    file = sqlite_file(url)
    try:
        if file is not None and not file.exists():
            return _no_store(workshop, file)
        need_its_store(workshop.store, workshop.archive)
        counts = workshop.store.counts()
    except NewerStoreError as newer:
        return Probe(name="store", ok=False, detail=str(newer), advice=_NEWER)
    except (StoreError, ArchiveError, OSError) as failure:
        return Probe(name="store", ok=False, detail=str(failure))
    return Probe(name="store", ok=True, detail=f"{url}: {counts.applications} applications")


def _no_store(workshop: Workshop, file: Path) -> Probe:
    """Tell of a store that is not there: it is for a pass to make it, and a desk that has worked has lost it."""
    if next(workshop.archive.all(), None) is not None:
        told = f"there is no file {file}, and the archive holds messages: no pass begins anew beside them"
        return Probe(name="store", ok=False, detail=told, advice=_LOST)
    _writable(file.parent)
    return Probe(name="store", ok=True, detail=f"there is no file {file} yet: the first pass makes it")


def _folders(workshop: Workshop) -> Iterator[tuple[str, Path]]:
    settings = workshop.settings
    yield "archive", settings.store.archive
    yield "outbox", settings.delivery.outbox


def _disk(workshop: Workshop) -> Probe:
    """Look at the emptiest disk of those that the desk writes to."""
    places = [folder for _, folder in _folders(workshop)] + [workshop.settings.register.parent]
    free, place = min((shutil.disk_usage(there).free, there) for there in map(_there, places))
    return Probe(name="disk", ok=free >= _LEAST_FREE, detail=f"{free / 2**30:.1f} GiB free at {place}")


def _register(path: Path) -> str:
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    return _writable(path.parent)


def _writable(folder: Path) -> str:
    """Write a file into *folder*, made for that where need be; of neither anything stays."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    with ExitStack() as after:
        for each in reversed(missing):
            each.mkdir()
            after.callback(_take_away, each)
        with tempfile.TemporaryFile(dir=folder):
            return f"{folder} can be made and written" if missing else f"{folder} can be written"


def _take_away(folder: Path) -> None:
    with suppress(OSError):  # a pass may have begun to use it
        folder.rmdir()


def _there(folder: Path) -> Path:
    """Return *folder*, or what it will be made in."""
    return next(each for each in (folder, *folder.parents) if each.exists())
