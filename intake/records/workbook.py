"""register.xlsx: written whole each time, with what staff wrote in it, and never over what cannot be read.

The store is the truth of everything but the staff's words; those are read back from the file before each writing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import StringProperty

from intake.records.workbook_overview import write_overview
from intake.records.workbook_reading import DIGEST, RegisterError, RegisterUnreadableError, read_back
from intake.records.workbook_styles import STAFF_HEADER, register_styles
from intake.records.workbook_tables import (
    make_table,
    put_remarks,
    write_headings,
    write_own_sheet,
    write_staff_columns,
    write_table,
)
from intake.rules.register.sheets import Column, Kind, RegisterContent, Sheet
from intake.rules.register.staff import Remark, StaffWords, Stray, completed, headings_of, merged

_TEMPORARY = ".intake-"
_REST_WIDTH = 60.0
_ATTEMPTS = 3


class RegisterUnwritableError(RegisterError):
    """The register could not be written; the file that was there is as it was."""


class _ChangedError(RegisterError):
    """Somebody saved the register between its reading and its writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done: the file written, the words that are in it, and what staff should be told.

    *pending*: the register is open, so the file written is the one beside it. *set_aside*: an unreadable register was
    put there. *notes*: rows that stood twice, or without an entry.
    """

    path: Path
    words: StaffWords
    pending: bool = False
    set_aside: Path | None = None
    notes: tuple[str, ...] = ()


def publish(path: Path, content: RegisterContent, memory: StaffWords | None = None) -> Published:
    """Write the register: read back what staff wrote, then replace it whole.

    *memory* is what the store remembers of their words; rows that are gone from the file come back from it. A register
    that is open in a spreadsheet stays untouched: `register.pending.xlsx` is written beside it, and at the next writing
    the words of both are joined. Raises RegisterUnwritableError.
    """
    for _ in range(_ATTEMPTS):
        with suppress(_ChangedError):
            return _publish(path, content, memory or StaffWords())
    raise RegisterUnwritableError(f"{path}: it is being changed all the time")


def _publish(path: Path, content: RegisterContent, memory: StaffWords) -> Published:
    is_open = is_locked(path)
    beside = pending_path(path)
    seen = _fingerprint(path), _fingerprint(beside)
    words, aside = _words(path, content)
    if beside.exists():
        waiting, waiting_aside = _words(beside, content)
        words, aside = merged(words, waiting), aside or waiting_aside
    words = completed(words, memory)
    target = beside if is_open else path
    if aside is None and (_fingerprint(path), _fingerprint(beside)) != seen:
        raise _ChangedError(str(path))
    write(target, content, words)
    if not is_open:
        beside.unlink(missing_ok=True)
    return Published(path=target, words=words, pending=is_open, set_aside=aside, notes=words.notes)


def _words(path: Path, content: RegisterContent) -> tuple[StaffWords, Path | None]:
    """Read the staff's words; a file that cannot be read is set aside."""
    try:
        return read_back(path, headings_of(content)), None
    except RegisterUnreadableError:
        return StaffWords(edited=False), set_aside(path)


def pending_path(path: Path) -> Path:
    """Return where the register is written while it is open."""
    return path.with_name(f"{path.stem}.pending{path.suffix}")


def is_locked(path: Path) -> bool:
    """Tell whether LibreOffice or Excel has *path* open, by the lock files that they put beside it."""
    return any(path.with_name(name).exists() for name in (f".~lock.{path.name}#", f"~${path.name}"))


def set_aside(path: Path) -> Path:
    """Rename an unreadable register to `register.unreadable-<n>.xlsx`, the first number that is free."""
    numbers = range(1, len(list(path.parent.iterdir())) + 2)
    names = (path.with_name(f"{path.stem}.unreadable-{n}{path.suffix}") for n in numbers)
    free = next(name for name in names if not name.exists())
    try:
        path.rename(free)
    except OSError as error:
        raise RegisterUnwritableError(f"{path}: it cannot be read and cannot be set aside: {error}") from error
    return free


def write(path: Path, content: RegisterContent, words: StaffWords) -> None:
    """Replace *path* with a whole new workbook, proved by reading it back. Raises RegisterUnwritableError."""
    temporary = path.with_name(f"{_TEMPORARY}{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        build(content, words).save(temporary)
        _prove(temporary, content)
        _sync(temporary)
        temporary.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise RegisterUnwritableError(f"{path}: {error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _prove(path: Path, content: RegisterContent) -> None:
    """Read the file's ids back: openpyxl hides some failed writes, a full disk among them."""
    try:
        workbook = load_workbook(path, read_only=True)
        ids = [row[0] for row in workbook[content.register.title].iter_rows(min_row=2, max_col=1, values_only=True)]
        workbook.close()
    except Exception as error:  # whatever openpyxl meets in a broken file
        raise RegisterUnwritableError(f"{path}: what was written cannot be read: {error}") from error
    wanted = [row[0] for row in content.register.rows]
    if [entry for entry in ids if entry is not None] != wanted:
        raise RegisterUnwritableError(f"{path}: {len(wanted)} entries were written and {len(ids)} can be read")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fingerprint(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


# The workbook


def build(content: RegisterContent, words: StaffWords) -> Workbook:
    """Make the whole workbook: the register first, as the sheet that opens."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    register_styles(workbook)
    _register(workbook, content, words)
    _plain(workbook, content.history, "History", content)
    write_overview(workbook.create_sheet(content.overview.title), content.overview)
    _plain(workbook, content.messages, "Messages", content)
    _plain(workbook, content.calendar, "Calendar", content)
    lost = _unmatched(content, words)
    if lost:
        _strays(workbook, content, words, lost)
    for own in words.sheets:
        write_own_sheet(workbook.create_sheet(own.title), own)
    # types-openpyxl does not know the properties
    workbook.custom_doc_props.append(StringProperty(name=DIGEST, value=words.digest()))  # type: ignore[attr-defined]
    return workbook


def _register(workbook: Workbook, content: RegisterContent, words: StaffWords) -> None:
    sheet = workbook.create_sheet(content.register.title)
    shown = _as_staff_left_it(content.register, words)
    write_table(sheet, shown, content.truncated, content.tones)
    headings = write_staff_columns(sheet, content, words, len(shown.columns) + 1)
    make_table(sheet, "Register", len(shown.columns) + len(headings), len(shown.rows))


def _as_staff_left_it(sheet: Sheet, words: StaffWords) -> Sheet:
    """Keep the widths that staff gave to columns, and what they folded or unfolded."""
    columns = tuple(
        replace(c, width=words.widths[c.heading], folded=c.heading in words.hidden) if c.heading in words.widths else c
        for c in sheet.columns
    )
    return replace(sheet, columns=columns)


def _plain(workbook: Workbook, content: Sheet, name: str, whole: RegisterContent) -> None:
    sheet = workbook.create_sheet(content.title)
    write_table(sheet, content, whole.truncated, whole.tones)
    make_table(sheet, name, len(content.columns), len(content.rows))


_Lost = tuple[str, Stray]


def _unmatched(content: RegisterContent, words: StaffWords) -> tuple[_Lost, ...]:
    """Return the words that belong to no row of the register: unknown ids, and rows without an id."""
    known = {str(row[0]) for row in content.register.rows}
    unknown = ((i, Stray(remarks=r)) for i, r in words.rows.items() if i not in known and r)
    return (*unknown, *(("", stray) for stray in words.strays))


def _strays(workbook: Workbook, content: RegisterContent, words: StaffWords, lost: Sequence[_Lost]) -> None:
    """Write them into a sheet of their own, with the same headings: from there they are read back as well."""
    sheet = workbook.create_sheet(content.strays_title)
    headings = (*content.staff.headings, *words.columns)
    entry = content.register.columns[0]
    rest = Column(heading=content.rest_heading, width=_REST_WIDTH, kind=Kind.TEXT)
    table = Sheet(
        title=content.strays_title, columns=(entry, rest), rows=tuple((i or None, s.rest or None) for i, s in lost)
    )
    write_table(sheet, table, content.truncated)
    write_headings(sheet, [Column(heading=h, width=20) for h in headings], STAFF_HEADER, start=3)
    for row, (_, stray) in enumerate(lost, start=2):
        remarks: dict[str, Remark] = dict(stray.remarks)
        put_remarks(sheet, row, 3, headings, remarks)
