"""What the program wrote into a register, kept in the very file: only against that is a changed cell known.

A hidden sheet holds the edition's number and, for each entry, the version shown, a short hash of every cell of the
program's, and the columns at which the program pinned a comment. An old copy brings its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intake.records.workbook_pages import Page
from intake.records.workbook_rows import Book, Pen, Row
from intake.records.workbook_styles import PLAIN
from intake.records.workbook_text import held, visible
from intake.rules.register.sheets import Link, RegisterContent, Value

TITLE = "intake"
_EMPTY = "-"
_HALF_A_SECOND = timedelta(milliseconds=500)  # spreadsheets keep times as fractions of a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One row as it was written: hashes by heading, and the headings at which the program pinned a comment."""

    version: int
    cells: Mapping[str, str]
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A register as it was written; *edition* is 0 and there are no *rows* where the file does not say."""

    edition: int = 0
    headings: tuple[str, ...] = ()
    rows: Mapping[str, Written] = field(default_factory=dict)


def write_baseline(workbook: Book, content: RegisterContent, edition: int) -> None:
    """Write the hidden sheet for *content*."""
    sheet = workbook.create_sheet(TITLE)
    sheet.sheet_state = "veryHidden"
    headings = [column.heading for column in content.register.columns]
    sheet.append([TITLE, edition, json.dumps(headings, ensure_ascii=False), _EMPTY])
    workbook.poured[sheet] = _rows(Pen(sheet, ""), headings, content)


def _rows(pen: Pen, headings: list[str], content: RegisterContent) -> Iterator[Row]:
    for number, values in enumerate(content.register.rows, start=2):
        entry = str(values[0])
        marked = (str(at) for at, heading in enumerate(headings) if (entry, heading) in content.marks)
        cells = " ".join(digest(cell_text(value, content.truncated)) for value in values)
        told: tuple[Value, ...] = (entry, content.versions.get(entry, 0), cells, " ".join(marked) or _EMPTY)
        row = pen.row(number)
        for at, value in enumerate(told, start=1):
            row.put(at, value, PLAIN)
        yield row


def read_baseline(page: Page | None) -> Baseline:
    """Return what the file says of its own writing; nothing where the sheet is gone or was changed."""
    if page is None:
        return Baseline()
    try:
        return _read(page)
    except (ValueError, TypeError, IndexError):
        return Baseline()


def _read(page: Page) -> Baseline:
    rows = ([cell.value for cell in row] for row in page.rows(1))
    _, edition, listed, *_ = next(rows)
    headings = tuple(json.loads(str(listed)))
    return Baseline(
        edition=int(str(edition)),
        headings=headings,
        rows={
            str(entry): Written(
                version=int(str(version)),
                cells=dict(zip(headings, str(cells).split(), strict=True)),
                marked=frozenset(headings[int(at)] for at in str(marked).split() if at != _EMPTY),
            )
            for entry, version, cells, marked, *_ in rows
            if entry is not None
        },
    )


def cell_text(value: Value | object, truncated: str = "") -> str:
    """Return what stands in a cell, as text in which office programs agree."""
    match value:
        case None:
            return ""
        case Link() | str():
            return held(visible(value.text if isinstance(value, Link) else value), truncated)
        case datetime():
            return _moment(value + _HALF_A_SECOND)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _moment(value: datetime) -> str:
    is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
    return value.date().isoformat() if is_day else value.isoformat(timespec="minutes")


def digest(text: str) -> str:
    """Return a short hash of a cell's text; blanks say nothing."""
    words = " ".join(text.split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest() if words else _EMPTY
