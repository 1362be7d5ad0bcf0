"""A register that was written once, and how its columns and staff's words are found in it."""

from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from intake.records.register.reading import read_back
from intake.rules.register.staff import StaffWords, headings_of
from samples.register import content

CONTENT = content(4)


def column(sheet: Worksheet, heading: str) -> int:
    """Return the number of a column."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def words(path: Path) -> StaffWords:
    """Read what staff wrote."""
    return read_back(path, headings_of(CONTENT))
