"""The outbox folder: one `.eml` a letter, by state; a view of the store that can be deleted and made again.

What reads and writes letters for staff is loaded with the first that is held: at most passes nothing is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from intake.rules.states import LetterState
from intake.whole import HALF_WRITTEN, sync_folders, write_all

if TYPE_CHECKING:
    from intake.rules.entry import Letter

_HELD = "held"
_FOLDERS = {
    LetterState.QUEUED: "queued",
    LetterState.SENDING: "queued",
    LetterState.HELD: _HELD,
    LetterState.SENT: "sent",
    LetterState.UNCERTAIN: "uncertain",
    LetterState.FAILED: "failed",
}
_OURS = re.compile(r"[\w-]+\.[0-9a-f]{12}\.eml")
_AT_ONCE = 100  # letters that are written, or looked for, together
_UNFIT = re.compile(r"[^\w-]")


class Outbox:
    """The folders `queued/`, `held/`, `sent/`, `uncertain/` and `failed/` below *folder*.

    A letter's name holds a hash of its bytes: a file of that name is that letter, whole. In `held/`, and only there, it
    is shown in plain UTF-8, and a change of it is sent as changed. Files of other names belong to somebody else and are
    never touched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, letter: Letter) -> Path | None:
        """Return where *letter* is shown, or None where it is not: a suppressed letter is nobody's post."""
        state = _FOLDERS.get(letter.state)
        return self.folder / state / _file_name(letter, letter.content) if state else None

    def compared(self, letters: Iterable[Letter]) -> tuple[tuple[Letter, ...], tuple[Path, ...]]:
        """Return the letters that are not shown, without their bytes, and the files of ours that show none."""
        due = {path: _without_bytes(letter) for letter in letters if (path := self.path(letter)) is not None}
        folders = dict.fromkeys(_FOLDERS.values())
        shown = {path for name in folders for path in self.folder.glob(f"{name}/*.eml") if _OURS.fullmatch(path.name)}
        return tuple(due[path] for path in due if path not in shown), tuple(sorted(shown - due.keys()))

    def times(self) -> tuple[int, ...]:
        """Return when each folder was changed last: what is added, taken away or renamed in it changes that."""
        folders = (self.folder / name for name in dict.fromkeys(_FOLDERS.values()))
        return tuple(folder.stat().st_mtime_ns if folder.exists() else 0 for folder in folders)

    def revision(self, letter: Letter) -> bytes | None:
        """Return a held *letter* as staff have changed it in its file, or None where they have not.

        RevisionError where it must not go so, OSError where the file cannot be read.
        """
        path = self.path(letter)
        if letter.state is not LetterState.HELD or path is None or not path.exists():
            return None
        from intake.replies.revision import revision  # noqa: PLC0415 - see above

        return revision(letter.content, path.read_bytes())

    def project(self, letters: Iterable[Letter]) -> tuple[Path, ...]:
        """Make the folders show *letters*, all there are, and nothing else of ours.

        What staff have changed in a held letter stays. Where a file has to go and the store does not have what it says,
        it is put aside in its folder under another name; return those. So is one of a letter that the store does not
        know: an older store was restored. Safe to run again at any point; OSError where the folder cannot be written.
        """
        present = self._present()
        if iter(letters) is letters:
            letters = tuple(letters)  # they may be gone through twice
        shown = self._show(letters, present)
        strays = sorted(path for path in present - shown if path.exists())  # one that has moved on is shown elsewhere
        some = (strays[start : start + _AT_ONCE] for start in range(0, len(strays), _AT_ONCE))
        return tuple(chain.from_iterable(_put_away(each, letters) for each in some))

    def _show(self, letters: Iterable[Letter], present: AbstractSet[Path]) -> set[Path]:
        """Write or move what is not *present*, many at a time; return every path at which a letter is shown."""
        elsewhere = {path.name: path for path in present if path.parent.name != _HELD}
        due: set[Path] = set()
        moved: set[Path] = set()
        new: dict[Path, bytes] = {}
        for letter in letters:
            path = self.path(letter)
            if path is None:
                continue
            due.add(path)
            if path in present:
                continue
            there = elsewhere.get(path.name)
            if path.parent.name == _HELD:  # for people to change
                new[path] = _editable(letter.content)
            elif there is None:
                new[path] = letter.content
            else:  # its very bytes
                there.replace(path)
                moved.add(path.parent)
            if len(new) == _AT_ONCE:
                write_all(new)
                new.clear()
        write_all(new)
        sync_folders(moved)
        return due

    def _present(self) -> set[Path]:
        """Our files, wherever they are; what a crash left half-written is removed."""
        found: set[Path] = set()
        for name in dict.fromkeys(_FOLDERS.values()):
            folder = self.folder / name
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                if path.suffix == HALF_WRITTEN and _OURS.fullmatch(path.stem):
                    path.unlink()
                elif _OURS.fullmatch(path.name):
                    found.add(path)
        return found


def _without_bytes(letter: Letter) -> Letter:
    return replace(letter, content=b"", original=None)


def _editable(content: bytes) -> bytes:
    from intake.replies.revision import editable  # noqa: PLC0415 - see above

    return editable(content)


def _file_name(letter: Letter, content: bytes) -> str:
    """Return the letter's name in the outbox: "LC21-0007-v2-accepted.3f2a9c1d0b7e.eml"."""
    digest = hashlib.sha256(letter.message_id.encode() + content).hexdigest()[:12]
    entry = f"{letter.entry}-v{letter.version}" if letter.entry else "message"
    return f"{_UNFIT.sub('_', f'{entry}-{letter.template}')}.{digest}.eml"


def _put_away(strays: Iterable[Path], letters: Iterable[Letter]) -> Iterator[Path]:
    """Remove files that show no letter as it stands; put those aside that say what the store does not have.

    Returns these as they are named now. A letter is known by its Message-ID, or by the name of its file.
    """
    contents = {path: path.read_bytes() for path in strays}
    names = {path: {path.name, _message_id(said)} for path, said in contents.items()}
    wanted = frozenset(chain.from_iterable(names.values()))
    known = {name: letter for letter in letters for name in wanted.intersection(_names(letter))}
    for path, said in contents.items():
        letter = next((known[name] for name in names[path] if name in known), None)
        if letter is None and said:
            yield from _aside(path, said, "unknown")
        elif letter is not None and path.parent.name == _HELD and not _is_saved(said, letter):
            yield from _aside(path, said, "changed")
        else:
            path.unlink(missing_ok=True)


def _aside(stray: Path, said: bytes, why: str) -> Iterator[Path]:
    """Give a file a name that belongs to staff; nothing new where one of these says the same."""
    numbered = (stray.with_name(f"{stray.stem}.{why}-{number}.eml") for number in count(1))
    for path in numbered:
        if not path.exists():
            stray.rename(path)
            yield path
            return
        if path.read_bytes() == said:
            stray.unlink()
            return


def _names(letter: Letter) -> Iterator[str]:
    yield letter.message_id
    yield from (_file_name(letter, content) for content in (letter.content, letter.original) if content is not None)


def _message_id(said: bytes) -> str:
    from email.parser import BytesHeaderParser  # noqa: PLC0415 - see above

    return str(BytesHeaderParser().parsebytes(said).get("Message-ID", "")).strip()


def _is_saved(said: bytes, letter: Letter) -> bool:
    """Tell whether the store has what the file of a letter says."""
    return any(_says(said, content) for content in (letter.content, letter.original) if content is not None)


def _says(said: bytes, content: bytes) -> bool:
    from intake.replies.revision import RevisionError, revision  # noqa: PLC0415 - see above

    try:
        return revision(content, said) is None
    except RevisionError:
        return False
