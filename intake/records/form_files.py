"""The forms as files of their own, for staff to open with a click; a view of the archive that can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from intake.whole import write_all

if TYPE_CHECKING:
    from intake.rules.entry import Entry

_OPENED = frozenset({"docx", "xlsx", "doc", "xls", "odt", "ods", "rtf", "pdf"})
_DIGITS = 12


class FormFiles:
    """A folder of forms, "LC21-0007-v2.3f2a9c1d0b7e.docx": entry, version and hash, ending by what the content is.

    What a stranger called the file is never a name here, and the ending never makes a program of it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, entry: Entry) -> Path | None:
        """Return where the form of *entry* is or would be; None for what an office program does not open."""
        form = entry.form
        if form is None or form.kind not in _OPENED:
            return None
        return self._folder / f"{entry.entry}-v{entry.version}.{form.sha256[:_DIGITS]}.{form.kind}"

    def keep(self, forms: Mapping[Path, bytes]) -> None:
        """Write *forms* to the paths of their entries, each whole or not at all; OSError where that fails."""
        if forms:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_all(forms)

    def remove(self, entry: str) -> None:
        """Remove every form of *entry*, half-written ones too; OSError where that fails."""
        for path in self._folder.glob(f"{entry}-v*"):
            path.unlink(missing_ok=True)
