"""The archive: every message as it was received, in a file named by its SHA-256."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from intake.rules.ledger import ArchiveError, DamagedError, MissingError
from intake.rules.mailbox import ALGORITHM, name_of

_UNFINISHED = ".incoming-"
_MESSAGE = re.compile(r"sha256:[0-9a-f]{64}")


class Archive:
    """A folder of messages, `ab/abcdef….eml`; only the desk's own user reads it.

    A message is named "sha256:" and the hash of its bytes. ArchiveError where the disk fails.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep one message; return its name."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Keep *contents* and return their names. After it they survive a power cut; a known one is not written again.

        The folders are flushed once for all of them.
        """
        with _our_errors():
            paths = [self._place(content) for content in contents]
            for folder in dict.fromkeys(path.parent for path in paths):
                _flush(folder)
        return tuple(ALGORITHM + path.stem for path in paths)

    def get(self, message: str) -> bytes:
        """Return the bytes of *message*; MissingError, or DamagedError where they are not what its name says."""
        with _our_errors():
            try:
                content = self.path(message).read_bytes()
            except FileNotFoundError as error:
                raise MissingError(f"{message} is not in the archive {self._folder}") from error
        if name_of(content) != message:
            raise DamagedError(f"{self.path(message)} is damaged: it is no longer the message of its name")
        return content

    def path(self, message: str) -> Path:
        """Return where the file of *message* is or would be; MissingError for what names no message."""
        if not _MESSAGE.fullmatch(message):
            raise MissingError(f"{message!r} names no message")
        digest = message.removeprefix(ALGORITHM)
        return self._folder / digest[:2] / f"{digest}.eml"

    def remove(self, message: str) -> None:
        """Let go of *message* for good; nothing where it is not there."""
        path = self.path(message)
        with _our_errors():
            if path.exists():
                path.unlink()
                _flush(path.parent)

    def all(self) -> Iterator[str]:
        """Give the name of every message, in order of the hash."""
        with _our_errors():
            paths = sorted(self._folder.glob("??/*.eml"))
        yield from (name for path in paths if _MESSAGE.fullmatch(name := ALGORITHM + path.stem))

    def clear_leftovers(self) -> None:
        """Remove what a crash left half written; only the one process that writes may call it."""
        with _our_errors():
            for leftover in self._folder.glob(f"??/{_UNFINISHED}*"):
                leftover.unlink()

    def _place(self, content: bytes) -> Path:
        path = self.path(name_of(content))
        if not path.exists() or path.stat().st_size != len(content):
            _make_folder(path.parent)
            _write(path, content)
        return path


def _make_folder(folder: Path) -> None:
    """Make *folder* and its parents so that they, too, survive a power cut."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _flush(folder.parent)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is still to be flushed."""
    handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"the archive failed: {error}") from error
