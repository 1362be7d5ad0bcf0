"""The outbox folder: one `.eml` a letter, by state; a view of the store that can be deleted and made again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from intake.rules.entry import Letter, LetterState
from intake.whole import HALF_WRITTEN, sync_folders, write_all

_FOLDERS = {
    LetterState.QUEUED: "queued",
    LetterState.SENDING: "queued",
    LetterState.HELD: "held",
    LetterState.SENT: "sent",
    LetterState.UNCERTAIN: "uncertain",
    LetterState.FAILED: "failed",
}
_OURS = re.compile(r"[\w-]+\.[0-9a-f]{12}\.eml")
_AT_ONCE = 100  # letters that are written together
_UNFIT = re.compile(r"[^\w-]")


class Outbox:
    """The folders `queued/`, `held/`, `sent/`, `uncertain/` and `failed/` below *folder*.

    A letter's name holds a hash of its bytes: a file of that name is that letter, whole. Files of other names belong to
    somebody else and are never touched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, letter: Letter) -> Path | None:
        """Return where *letter* is shown, or None where it is not: a suppressed letter is nobody's post."""
        state = _FOLDERS.get(letter.state)
        return self.folder / state / _file_name(letter) if state else None

    def compared(self, letters: Iterable[Letter]) -> tuple[tuple[Letter, ...], tuple[Path, ...]]:
        """Return the letters that are not shown and the files of ours that show none; changes nothing."""
        due = {path: letter for letter in letters if (path := self.path(letter)) is not None}
        folders = dict.fromkeys(_FOLDERS.values())
        shown = {path for name in folders for path in self.folder.glob(f"{name}/*.eml") if _OURS.fullmatch(path.name)}
        return tuple(due[path] for path in due if path not in shown), tuple(sorted(shown - due.keys()))

    def times(self) -> tuple[int, ...]:
        """Return when each folder was changed last: what is added, taken away or renamed in it changes that."""
        folders = (self.folder / name for name in dict.fromkeys(_FOLDERS.values()))
        return tuple(folder.stat().st_mtime_ns if folder.exists() else 0 for folder in folders)

    def project(self, letters: Iterable[Letter]) -> None:
        """Make the folders show *letters*, all there are, and nothing else of ours.

        Safe to run again at any point; OSError where the folder cannot be written.
        """
        present = self._present()
        new: dict[Path, bytes] = {}
        moved: set[Path] = set()
        for letter in letters:
            path = self.path(letter)
            if path is None:
                continue
            there = present.pop(path.name, None)
            if there is None:
                new[path] = letter.content
            elif there != path:
                there.replace(path)
                moved.add(path.parent)
            if len(new) == _AT_ONCE:
                write_all(new)
                new.clear()
        write_all(new)
        sync_folders(moved)
        for stray in present.values():
            stray.unlink(missing_ok=True)

    def _present(self) -> dict[str, Path]:
        """Our files by name, wherever they are; what a crash left half-written is removed."""
        found: dict[str, Path] = {}
        for name in dict.fromkeys(_FOLDERS.values()):
            folder = self.folder / name
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                if (path.suffix == HALF_WRITTEN and _OURS.fullmatch(path.stem)) or path.name in found:
                    path.unlink()
                elif _OURS.fullmatch(path.name):
                    found[path.name] = path
        return found


def _file_name(letter: Letter) -> str:
    """Return the letter's name in the outbox: "LC21-0007-v2-accepted.3f2a9c1d0b7e.eml"."""
    digest = hashlib.sha256(letter.message_id.encode() + letter.content).hexdigest()[:12]
    entry = f"{letter.entry}-v{letter.version}" if letter.entry else "message"
    return f"{_UNFIT.sub('_', f'{entry}-{letter.template}')}.{digest}.eml"
