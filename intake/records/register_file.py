"""The register as a file: whether it was saved anew, is open in a spreadsheet, or waits beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def pending_path(path: Path) -> Path:
    """Return where the register is written while it is open."""
    return path.with_name(f"{path.stem}.pending{path.suffix}")


def half_written(path: Path) -> Path:
    """Return where a register is until it is whole."""
    return path.with_name(f".intake-{path.name}")


def put_aside(path: Path, number: int) -> Path:
    """Return where a register is put that cannot be read."""
    return path.with_name(f"{path.stem}.unreadable-{number}{path.suffix}")


def left_of(path: Path) -> Iterator[Path]:
    """Yield what is left of registers at *path*: those that were put aside, and one that a crash left half written."""
    yield from unreadable(path)
    if half_written(path).exists():
        yield half_written(path)


def unreadable(path: Path) -> Iterator[Path]:
    """Yield the registers at *path* that were put aside and still lie there."""
    begin, _, end = put_aside(path, 0).name.rpartition("0")
    for each in path.parent.iterdir() if path.parent.is_dir() else ():
        if each.name.startswith(begin) and each.name.endswith(end):
            yield each


def is_locked(path: Path) -> bool:
    """Tell whether LibreOffice or Excel has *path* open, by the lock files that they put beside it."""
    return any(path.with_name(name).exists() for name in (f".~lock.{path.name}#", f"~${path.name}"))


def is_in_use(path: Path) -> bool:
    """Tell whether *path* is open, or may not be read: by another program's doing, or by who saved it last."""
    try:
        path.open("rb").close()
    except PermissionError:
        return True
    except OSError:
        pass
    return is_locked(path)


def as_seen(path: Path) -> tuple[object, ...]:
    """Return what tells that the register at *path*, or the one beside it, was saved, opened or closed."""
    return tuple((fingerprint(each), is_locked(each)) for each in (path, pending_path(path)))


def let_go(beside: Path) -> None:
    """Remove the register beside, whose words are joined now; one that is open is joined again when it is closed."""
    if not is_in_use(beside):
        beside.unlink(missing_ok=True)


def fingerprint(path: Path) -> str:
    """Return what tells that a file was saved anew, its size and time; empty where there is none."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    return f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns}"
