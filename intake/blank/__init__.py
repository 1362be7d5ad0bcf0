"""Writes the blank, fillable form of a call."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from intake.blank.docx import blank_docx
from intake.blank.wording import Wording
from intake.blank.xlsx import blank_xlsx
from intake.rules.call import Call

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {".docx": f"{_OFFICE}.wordprocessingml.document", ".xlsx": f"{_OFFICE}.spreadsheetml.sheet"}

_KINDS = {".docx": blank_docx, ".xlsx": blank_xlsx}
_LIBRARY_DATES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows


def blank_form(call: Call, ending: str) -> bytes:
    """Return the blank form of *call* as ".docx" or ".xlsx"; KeyError for any other ending.

    The same call always gives the same bytes: nothing in them tells when they were made.
    """
    return _undated(_KINDS[ending](call, Wording.shipped()))


def _undated(container: bytes) -> bytes:
    undated = BytesIO()
    with ZipFile(BytesIO(container)) as made, ZipFile(undated, "w", ZIP_DEFLATED) as kept:
        for part in made.infolist():
            content = made.read(part)
            if part.filename == "docProps/core.xml":
                content = _LIBRARY_DATES.sub(b"", content)
            kept.writestr(ZipInfo(part.filename, _NO_DATE), content, ZIP_DEFLATED)
    return undated.getvalue()


def write_blank(call: Call, path: Path) -> None:
    """Write the blank form of *call* to *path*: a Word document or an Excel workbook, by the file's ending.

    The file is written whole or not at all. Raises ValueError for any other ending, OSError where it cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in _KINDS:
        raise ValueError(f"{path.name!r} must end in {' or '.join(_KINDS)}")
    content = blank_form(call, ending)
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)  # noqa: PTH105  # the one that is promised to be atomic
    finally:
        unfinished.unlink(missing_ok=True)


def printed_texts(call: Call) -> tuple[str, ...]:
    """Return every line that the blank form prints where an answer might stand: none of them is an answer."""
    return Wording.shipped().printed(call)
