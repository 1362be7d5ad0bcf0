"""`backup`: one file from which the desk can be set up again, made while the desk works."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click
from sqlalchemy import make_url

from intake.commands.console import console
from intake.records.register_file import pending_path
from intake.rules.states import LetterState
from intake.wiring import Workshop

_PRIVATE = 0o600
_MODES: dict[str, Literal["w", "w:gz"]] = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz"}
_ELSEWHERE = Path("elsewhere")


def backup(path: Path, target: Path) -> int:
    """Write store, archive, configuration, calls, templates, register, held letters to *target*, whole or not at all.

    The store is copied first: whatever it knows by then is in the archive already. No pass has to stop for it.
    """
    mode = next((mode for ending, mode in _MODES.items() if target.name.endswith(ending)), None)
    if mode is None:
        raise click.UsageError(f"{target}: the name must end in {', '.join(_MODES)}")
    with Workshop.open(path) as workshop, _unfinished(target) as folder:
        whole = folder / target.name
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT, _PRIVATE), "wb") as file:
            with tarfile.open(fileobj=file, mode=mode) as tar:
                for source, name in _contents(workshop, path, folder / "store"):
                    _add(tar, source, name)
            file.flush()
            os.fsync(file.fileno())
        whole.replace(target)
        _flush(target.parent)
    console().print(f"written: {target}", highlight=False)
    return 0


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Give an empty folder beside *target*; what a crash left in it goes first."""
    folder = target.absolute().with_name(f".{target.name}.unfinished")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _contents(workshop: Workshop, config: Path, copy: Path) -> Iterator[tuple[Path, Path]]:
    """Give each file with its path in the backup: that in the desk's folder, so that a restored desk just works."""
    settings = workshop.settings
    workshop.store.backup(copy)
    yield copy, _name(Path(make_url(settings.store.url).database or ""), settings.folder)
    yield config, Path("config.toml")
    registers = (settings.register, pending_path(settings.register))  # there or not
    held = sorted((settings.delivery.outbox / LetterState.HELD).glob("*"))  # what staff change is nowhere else
    beside = (*sorted(settings.replies.templates.rglob("*")), *registers, *held)
    files = [*settings.calls, *(file for file in beside if file.is_file())]
    files += map(workshop.archive.path, workshop.archive.all())
    yield from ((file, _name(file, settings.folder)) for file in files)


def _name(file: Path, folder: Path) -> Path:
    """Name what lies outside the desk's folder by its whole path."""
    return file.relative_to(folder) if file.is_relative_to(folder) else _ELSEWHERE / file.relative_to(file.anchor)


def _add(tar: tarfile.TarFile, source: Path, name: Path) -> None:
    """Add one file from one reading of it: the register may be replaced at any moment.

    What has gone since it was listed is left out: a letter was released, or an application erased, meanwhile.
    """
    try:
        with source.open("rb") as file:
            content, changed = file.read(), os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        return
    member = tarfile.TarInfo(name.as_posix())
    member.size, member.mode, member.mtime = len(content), _PRIVATE, int(changed)
    tar.addfile(member, io.BytesIO(content))


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
