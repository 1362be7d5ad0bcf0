"""What the program wrote into a register, kept in the very file: only against that is a changed cell known.

A hidden sheet holds the edition's number, the headings as they stood and, for each entry, the version shown, a short
hash of every cell of the program's and of those under its headings for staff, and the columns at which the program
pinned a comment. Beside them it has the hashes of the other tables' rows, where programs that know nothing of those do
not look. An old copy brings its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, zip_longest

from intake.records.register.pages import Page
from intake.records.register.rows import Book, Pen, Row
from intake.records.register.styles import PLAIN
from intake.records.register.text import held, visible
from intake.rules.register.sheets import Link, RegisterContent, Sheet, Value
from intake.rules.register.staff import StaffWords

TITLE = "intake"
_EMPTY = "-"
_WIDTH = 4  # columns that tell of an entry; those behind tell of the other tables
_TOGETHER = 150  # rows of another table that are told in one cell
_HALF_A_SECOND = timedelta(milliseconds=500)  # spreadsheets keep times as fractions of a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One row as it was written: hashes by heading, and the headings at which the program pinned a comment.

    *cells* are the program's own, *words* those of the columns that it keeps for staff.
    """

    version: int
    cells: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A register as it was written; *edition* is 0 and there are no *rows* where the file does not say."""

    edition: int = 0
    headings: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    """All headings from left to right, those of staff's own columns as well."""
    rows: Mapping[str, Written] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The other tables by title: the hashes of a row's cells by the hash of what it is known by."""
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a file is known by again beside its *edition*'s content.

    *layout* are the headings from left to right, *words* are staff's; *keys* are what the rows of the other tables are
    known by, by title.
    """

    edition: int
    layout: Sequence[str]
    words: StaffWords
    keys: Mapping[str, Sequence[str]]


def write_baseline(workbook: Book, content: RegisterContent, beside: Beside) -> None:
    """Write the hidden sheet for *content*."""
    sheet = workbook.create_sheet(TITLE)
    sheet.sheet_state = "veryHidden"
    headings = [column.heading for column in content.register.columns]
    others = [table for table in content.tables if table.title in beside.keys]
    heads = {table.title: [column.heading for column in table.columns] for table in others}
    arranged = _json([content.staff.headings, list(beside.layout)])
    sheet.append([TITLE, beside.edition, _json(headings), arranged, _json(heads)])
    told = zip_longest(_entries(headings, content, beside.words), _others(others, beside.keys, content.truncated))
    workbook.poured[sheet] = _rows(Pen(sheet, ""), told)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_Told = tuple[Value, ...]


def _rows(pen: Pen, told: Iterable[tuple[_Told | None, _Told | None]]) -> Iterator[Row]:
    for number, (entry, other) in enumerate(told, start=2):
        row = pen.row(number)
        for at, value in enumerate((*(entry or (None,) * _WIDTH), *(other or ())), start=1):
            if value is not None:
                row.put(at, value, PLAIN)
        yield row


def _entries(headings: list[str], content: RegisterContent, words: StaffWords) -> Iterator[_Told]:
    theirs = content.staff.headings
    for values in content.register.rows:
        entry = str(values[0])
        named = enumerate((*headings, *theirs))
        marked = (str(at) for at, heading in named if (entry, heading) in content.marks)
        said = words.rows.get(entry, {})
        texts = (said[heading].text if heading in said else "" for heading in theirs)
        cells = hashes((*(cell_text(value, content.truncated) for value in values), *texts))
        yield entry, content.versions.get(entry, 0), cells, " ".join(marked) or _EMPTY


def _others(tables: Sequence[Sheet], keys: Mapping[str, Sequence[str]], truncated: str) -> Iterator[_Told]:
    for number, table in enumerate(tables):
        told = zip(keys[table.title], table.rows, strict=True)
        lines = (f"{digest(key)} {hashes(cell_text(value, truncated) for value in values)}" for key, values in told)
        while together := "\n".join(islice(lines, _TOGETHER)):
            yield number, together


def hashes(texts: Iterable[str]) -> str:
    """Return the hashes of a row's cells by their texts."""
    return " ".join(map(digest, texts))


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
    _, edition, listed, arranged, *others = next(rows)
    headings = tuple(json.loads(str(listed)))
    theirs, layout = ((), ()) if arranged == _EMPTY else json.loads(str(arranged))
    named, ours = (*headings, *theirs), len(headings)
    heads = {title: tuple(told) for title, told in json.loads(str(others[0])).items()} if others else {}
    tables: dict[str, dict[str, str]] = {title: {} for title in heads}
    entries = list[tuple[object, ...]]()
    for entry, version, cells, marked, *other in rows:
        if entry is not None:
            entries.append((entry, version, cells, marked))
        if other and other[0] is not None:
            lines = (line.partition(" ") for line in str(other[1]).splitlines())
            tables[tuple(heads)[int(str(other[0]))]].update((key, told) for key, _, told in lines)
    told = ((str(entry), version, str(cells).split(), str(marked).split()) for entry, version, cells, marked in entries)
    return Baseline(
        edition=int(str(edition)),
        headings=headings,
        layout=tuple(layout),
        rows={
            entry: Written(
                version=int(str(version)),
                cells=dict(zip(headings, hashed[:ours], strict=True)),
                words=dict(zip(theirs, hashed[ours:], strict=True)),
                marked=frozenset(named[int(at)] for at in marked if at != _EMPTY),
            )
            for entry, version, hashed, marked in told
        },
        tables=tables,
        heads=heads,
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
