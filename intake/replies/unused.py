"""Files among an association's own templates that no letter, mail or page asks for: names with a slip of the hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from rapidfuzz import process

_SIMILAR = 70  # from here on a name is likely to be a slip of the hand
_OF_CALLS = "calls"
_BESIDE = frozenset({"README.md", "logo.png", "logo.jpg"})  # what may lie there and is no template


def unused(own: Path, shipped: Path, calls: Collection[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each file in the folder *own* that nothing asks for, and the name that may be meant.

    Asked for are the names of the *shipped* templates, in the folders of the *calls* as well, and what a template of
    one's own names itself.
    """
    known = {*_BESIDE, *_files(shipped)}
    files = tuple(_files(own))
    texts = [_text(own / name) for name in files if name.endswith(".j2")]
    for name in files:
        wanted = known | {f"{_OF_CALLS}/{call}/{each}" for call in calls for each in known if _is_of_call(name)}
        file = PurePosixPath(name).name
        if name not in wanted and not any(file in text for text in texts):
            yield name, similar(name, wanted)


def similar(name: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* names that may be meant by *name*."""
    found = process.extractOne(name, sorted(known), score_cutoff=_SIMILAR, processor=str.casefold)
    return found[0] if found else None


def _is_of_call(name: str) -> bool:
    return name.startswith(f"{_OF_CALLS}/")


def _files(folder: Path) -> Iterator[str]:
    """Yield the files in a folder, relative to it; not those that are hidden, nor an editor's copies."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.name.endswith("~") and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
