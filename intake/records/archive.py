"""The archive: every message as it was received, in a file named by its SHA-256."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from intake.rules.ledger import ArchiveError, DamagedError, MissingError
from intake.rules.mailbox import ALGORITHM, name_of
from intake.whole import sync_folders, write_all

_INCOMING = "incoming"  # where half a message lies, so that nobody has to look for it among the others
_MESSAGE = re.compile(r"sha256:[0-9a-f]{64}")


class Archive:
    """A folder of messages, `ab/abcdef….eml`; only the desk's own user reads it.

    A message is named "sha256:" and the hash of its bytes. ArchiveError where the disk fails.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / _INCOMING

    def put(self, content: bytes) -> str:
        """Keep one message; return its name."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Keep *contents* and return their names. After it they survive a power cut; only what is not there is written.

        The disk is asked for all of them at once.
        """
        files = {self.path(name_of(content)): content for content in contents}
        with _our_errors():
            new = {path: content for path, content in files.items() if not _holds(path, content)}
            _make_folders({self._incoming, *(path.parent for path in new)})
            write_all(new, by_way_of=self._incoming)
            sync_folders(path.parent for path in files.keys() - new.keys())
        return tuple(map(name_of, contents))

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
                sync_folders([path.parent])

    def all(self) -> Iterator[str]:
        """Give the name of every message, in order of the hash."""
        with _our_errors():
            paths = sorted(self._folder.glob("??/*.eml"))
        yield from (name for path in paths if _MESSAGE.fullmatch(name := ALGORITHM + path.stem))

    def clear_leftovers(self) -> None:
        """Remove what a crash left half written; only the one process that writes may call it."""
        with _our_errors():
            for leftover in self._incoming.glob("*"):
                leftover.unlink()


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether the very bytes are there: a damaged file is written anew when its message comes again."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _make_folders(folders: Iterable[Path]) -> None:
    """Make *folders* and their parents so that they, too, survive a power cut."""
    missing = {folder for folder in folders if not folder.is_dir()}
    if missing:
        parents = {folder.parent for folder in missing}
        _make_folders(parents)
        for folder in missing:
            folder.mkdir(mode=0o700, exist_ok=True)
        sync_folders(parents)


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"the archive failed: {error}") from error
