"""The register as a file: whether it was saved anew, is open in a spreadsheet, or waits beside."""

from __future__ import annotations

from pathlib import Path


def pending_path(path: Path) -> Path:
    """Return where the register is written while it is open."""
    return path.with_name(f"{path.stem}.pending{path.suffix}")


def is_locked(path: Path) -> bool:
    """Tell whether LibreOffice or Excel has *path* open, by the lock files that they put beside it."""
    return any(path.with_name(name).exists() for name in (f".~lock.{path.name}#", f"~${path.name}"))


def fingerprint(path: Path) -> str:
    """Return what tells that a file was saved anew, its size and time; empty where there is none."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    return f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns}"
