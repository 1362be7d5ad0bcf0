"""A Maildir as a mailbox: read where it lies; a message is the unique part of its file's name, whatever its flags."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from imapclient.imap_utf7 import encode

from intake.rules.mailbox import BEGINNING, Fetched, Gone, Kept, MailboxError, Position, Waiting, is_of
from intake.settings import After

if TYPE_CHECKING:
    from intake.rules.probe import Probe, Scratch

POLL_SECONDS = 1.0
FOLDERS = ("new", "cur")  # in this order: a message that moves meanwhile goes from the first to the second


class MaildirMailbox:
    """A Mailbox in the Maildir at *path*. Messages over *size_limit* bytes are fetched truncated.

    "keyword" does nothing here; "move" renames into *processed_folder*, a folder as Maildir++ names it.
    """

    def __init__(self, path: Path, *, after: After, processed_folder: str, size_limit: int) -> None:
        self._name = f"maildir:{path}"
        self._path = path
        self._after = after
        self._processed = path / ("." + encode(processed_folder).decode("ascii").replace("/", "."))
        self._size_limit = size_limit
        self._listed: int | None = None  # when new/ changed last, as of the last listing
        self._woken = Event()

    @property
    def name(self) -> str:
        """Give "maildir:path"."""
        return self._name

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:  # noqa: ARG002 - names have no order
        """List everything by time of receipt: names have no order, so *after* leaves nothing out."""
        with self._use("list"):
            self._listed = self._changed()
            found = [self._waiting(unique, path) for unique, path in self._files().items()]
        return tuple(sorted(filter(None, found), key=lambda one: (one.received_at, one.position.uid)))

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        """Read the files one by one."""
        refused: list[OSError] = []
        with self._use("list"):
            files = self._files()
        for one in waiting:
            try:
                outcome = self._outcome(one, files.get(one.position.uid))
            except OSError as error:
                refused.append(error)
            else:
                yield outcome
        if refused:
            raise MailboxError(f"{self._name}: {len(refused)} messages could not be read: {refused[0]}") from refused[0]

    def release(self, positions: Sequence[Position]) -> tuple[Kept, ...]:
        """Rename into the processed folder, flags kept."""
        if self._after is not After.MOVE or not positions:
            return ()
        with self._use("move messages of"):
            _make_folder(self._processed)
            files, moved = self._files(), _files(self._processed)
            ours = [one for one in positions if one.mailbox == self._name and one.uid in files]
            for one in ours:
                if one.uid not in moved:
                    _move(files[one.uid], self._processed)
        return tuple(
            Kept(position=one, why="a file of that name lies in the processed folder")
            for one in ours
            if one.uid in moved
        )

    def erase(self, messages: Sequence[tuple[str, Waiting]]) -> tuple[str, ...]:
        """Delete by the bytes, in the Maildir and in the folder where processed messages are."""
        with self._use("delete messages of"):
            sizes = {waiting.size for _, waiting in messages}
            folders = [self._path, *([self._processed] if self._processed.is_dir() else [])]
            for file in (file for folder in folders for file in _files(folder).values()):
                with suppress(FileNotFoundError):
                    if file.stat().st_size in sizes and any(is_of(file.read_bytes(), name) for name, _ in messages):
                        file.unlink()
        return ()

    def wait(self, timeout: timedelta) -> bool:
        """Look at new/ every second; says True once for what has come."""
        left = timeout.total_seconds()
        with self._use("watch"):
            self._listed = self._listed or self._changed()
            while left > 0 and not self._woken.is_set():
                if self._changed() != self._listed:
                    self._listed = None
                    return True
                self._woken.wait(min(left, POLL_SECONDS))
                left -= POLL_SECONDS
        self._woken.clear()
        return False

    def wake(self) -> None:
        """End a wait at once."""
        self._woken.set()

    def probe(self) -> Iterator[Probe]:
        """Look whether it is a Maildir, and whether files may leave it."""
        from intake.rules.probe import Probe  # noqa: PLC0415 - passes ask for nothing of it

        try:
            with self._use("list"):
                count = len(self._files())
        except MailboxError as error:
            yield Probe(name="folder", ok=False, detail=str(error))
            return
        yield Probe(name="folder", ok=True, detail=f"{self._path}: {count} messages")
        if self._after is After.MOVE:
            allowed = all(os.access(self._path / name, os.W_OK) for name in (".", *FOLDERS))
            yield Probe(name="move", ok=allowed, detail=f"into {self._processed}" if allowed else "may not be written")

    def try_with(self, scratch: Scratch) -> Iterator[Probe]:  # noqa: ARG002 - whoever may write the folders may do all
        """Nothing more than `probe` tells can go wrong with files."""
        yield from ()

    def take_back(self, message_id: str) -> bool:
        """Look for its file and remove it."""
        with self._use("look into"):
            found = [path for path in self._files().values() if _message_id(_beginning(path)) == message_id]
            for path in found:
                path.unlink(missing_ok=True)
        return bool(found)

    def close(self) -> None:
        """Nothing is held open."""

    @contextmanager
    def _use(self, purpose: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise MailboxError(f"could not {purpose} the Maildir {self._path}: {error}; tried again later") from error

    def _files(self) -> dict[str, Path]:
        return _files(self._path)

    def _changed(self) -> int:
        return (self._path / "new").stat().st_mtime_ns

    def _waiting(self, unique: str, path: Path) -> Waiting | None:
        """Describe one file, or nothing if it has just gone or taken another name: the next listing has it."""
        try:
            facts = path.stat()
            received_at = received(_beginning(path)) or datetime.fromtimestamp(facts.st_mtime, UTC)
        except FileNotFoundError:
            return None
        position = Position(mailbox=self._name, validity=0, uid=unique)
        return Waiting(position=position, size=facts.st_size, received_at=received_at)

    def _outcome(self, one: Waiting, path: Path | None) -> Fetched | Gone:
        """Read one message; one that has only taken another name meanwhile is looked for again."""
        truncated = one.size > self._size_limit
        for current in self._places(one.position.uid, path):
            if current is not None:
                with suppress(FileNotFoundError), current.open("rb") as file:
                    content = file.read(BEGINNING if truncated else -1)
                    return Fetched(
                        position=one.position, received_at=one.received_at, content=content, truncated=truncated
                    )
        return Gone(position=one.position)

    def _places(self, unique: str, path: Path | None) -> Iterator[Path | None]:
        """Give where a message was, and where it is by now to whom that was not enough: looking takes long."""
        yield path
        yield self._files().get(unique)


def received(beginning: bytes) -> datetime | None:
    """Give the date of the topmost Received line (RFC 5321, 4.4: what follows the last semicolon), in UTC."""
    trace = BytesHeaderParser().parsebytes(beginning.removeprefix(BOM_UTF8)).get("Received")
    if trace is None:
        return None
    try:
        date = parsedate_to_datetime(" ".join(str(trace).rpartition(";")[2].split()))
        return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _message_id(beginning: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(beginning).get("Message-ID", "")).strip()


def _beginning(path: Path) -> bytes:
    """Read where the header stands; what may not be read is for `fetch` to report."""
    with suppress(PermissionError), path.open("rb") as file:
        return file.read(BEGINNING)
    return b""


def _files(maildir: Path) -> dict[str, Path]:
    """Give the messages by the unique part of their names (cr.yp.to/proto/maildir.html)."""
    found: dict[str, Path] = {}
    for name in FOLDERS:
        with os.scandir(maildir / name) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                    found[_text(entry.name.partition(":")[0])] = Path(entry.path)
    return found


def _text(name: str) -> str:
    """Return a name as text that a store takes: one that is no UTF-8 has its bytes spelt out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _make_folder(path: Path) -> None:
    """Make a folder of Maildir++ unless it is there."""
    for name in ("tmp", *FOLDERS):
        (path / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    (path / "maildirfolder").touch()


def _move(file: Path, processed: Path) -> None:
    """Rename into the same part of the other folder; a message that went meanwhile needs nothing."""
    with suppress(FileNotFoundError):
        file.rename(processed / file.parent.name / file.name)
