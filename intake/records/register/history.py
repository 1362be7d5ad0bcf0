"""The last registers that held words of the staff's, as they left them: a second net below the store's memory."""

from __future__ import annotations

import shutil
from datetime import datetime
from glob import escape
from pathlib import Path

KEPT = 10
_TEMPORARY = ".intake-copy"


def keep(register: Path, folder: Path, *, at: datetime) -> None:
    """Copy *register* into *folder*, named by the time *at* (aware), and let go of all but the last ten of its name.

    A register that is there word for word as the last one is not copied again. OSError where it cannot be written.
    """
    if not register.exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copies = sorted(folder.glob(f"{escape(register.stem)}-*{escape(register.suffix)}"))
    if copies and copies[-1].read_bytes() == register.read_bytes():
        return
    temporary = folder / _TEMPORARY
    shutil.copyfile(register, temporary)
    temporary.replace(folder / f"{register.stem}-{at:%Y%m%dT%H%M%S%f}{register.suffix}")
    for old in copies[: max(0, len(copies) + 1 - KEPT)]:
        old.unlink(missing_ok=True)
