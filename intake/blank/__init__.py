"""Writes the blank, fillable form of a call."""

from __future__ import annotations

import os
from pathlib import Path

from intake.blank.docx import blank_docx
from intake.blank.wording import Wording
from intake.blank.xlsx import blank_xlsx
from intake.rules.call import Call

_KINDS = {".docx": blank_docx, ".xlsx": blank_xlsx}


def write_blank(call: Call, path: Path) -> None:
    """Write the blank form of *call* to *path*: a Word document or an Excel workbook, by the file's ending.

    The file is written whole or not at all. Raises ValueError for any other ending, OSError where it cannot be written.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise ValueError(f"{path.name!r} must end in {' or '.join(_KINDS)}")
    content = kind(call, Wording.shipped())
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)  # noqa: PTH105  # the one that is promised to be atomic
    finally:
        unfinished.unlink(missing_ok=True)


def printed_texts(call: Call) -> tuple[str, ...]:
    """Return every line that the blank form prints where an answer might stand: none of them is an answer."""
    return Wording.shipped().printed(call)
