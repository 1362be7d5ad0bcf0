"""register.xlsx: written whole each time, with what staff wrote in it, and never over what cannot be read.

The store is the truth of everything but the staff's words; those are read back from the file before each writing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree
from openpyxl.xml.constants import SHEET_MAIN_NS

from intake.records.register.building import build, known_rows
from intake.records.register.reading import RegisterUnreadableError, WorkbookError, read_back
from intake.records.register.register_sheet import as_staff_sorted
from intake.records.register.text import escaped
from intake.records.register_file import (
    as_seen,
    fingerprint,
    half_written,
    is_in_use,
    let_go,
    pending_path,
    put_aside,
)
from intake.rules.ledger import Edition
from intake.rules.register.joining import completed, merged, recovered, refilled, without
from intake.rules.register.margins import rehomed
from intake.rules.register.sheets import RegisterContent
from intake.rules.register.staff import StaffWords, Stray, headings_of

_ATTEMPTS = 3
_REGISTER_PART = "xl/worksheets/sheet1.xml"  # the register is the first sheet


class RegisterUnwritableError(WorkbookError):
    """The register could not be written; the file that was there is as it was."""


class RegisterInUseError(RegisterUnwritableError):
    """Another program has the register open in a way that keeps it from being replaced."""


class _ChangedError(WorkbookError):
    """Somebody saved the register between its reading and its writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done: the file written, the words that are in it, and what staff should be told.

    *pending*: the register is open, so the file written is the one beside it. *set_aside*: an unreadable register was
    put there. *notes*: rows that stood twice, or without an entry. *edition*: the file as it was written.
    """

    path: Path
    words: StaffWords
    pending: bool = False
    set_aside: Path | None = None
    notes: tuple[str, ...] = ()
    edition: Edition = field(default_factory=Edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the store knows of earlier registers: staff's standing *words*, all that ever stood, the last *edition*.

    *known* are by entry, heading and text. What is said of applications that were *erased* is dropped; *traces* are
    texts by which rows of theirs are known that bear no number.
    """

    words: StaffWords = field(default_factory=StaffWords)
    known: frozenset[tuple[str, str, str]] = frozenset()
    edition: int = 0
    erased: frozenset[str] = frozenset()
    traces: tuple[str, ...] = ()


Revise = Callable[[StaffWords], RegisterContent]
"""Takes what staff wrote to heart and returns what the register is to say now; may be asked again."""


def publish(
    path: Path, content: RegisterContent, memory: Memory | None = None, revise: Revise | None = None
) -> Published:
    """Write the register: read back what staff wrote, then replace it whole.

    *content* says by what headings it is read, and what is written unless *revise* says otherwise. Rows that are gone
    from the file come back from *memory*, and so does what an old copy lacks. A register that is open in a spreadsheet
    stays untouched: `register.pending.xlsx` is written beside it, and at the next writing the words of both are joined.
    Raises RegisterUnwritableError.
    """
    for _ in range(_ATTEMPTS):
        with suppress(_ChangedError):
            return _publish(path, content, memory or Memory(), revise or (lambda _words: content))
    raise RegisterUnwritableError(f"{path}: it is being changed all the time")


def _publish(path: Path, content: RegisterContent, memory: Memory, revise: Revise) -> Published:
    beside = pending_path(path)
    is_open, seen = is_in_use(path), as_seen(path)
    if is_open and is_in_use(beside):
        raise RegisterUnwritableError(f"{path} and {beside.name} are both open: close one of them")
    words, aside = staff_words(path, content, memory)
    seen = seen if aside is None else as_seen(path)
    content = revise(words)

    def look_again() -> None:
        if as_seen(path) != seen:
            raise _ChangedError(str(path))

    if any(margin.rows for margin in words.margins.values()):
        words = rehomed(words, known_rows(content))
    number = max(memory.edition, words.edition) + 1
    content = replace(content, register=replace(content.register, rows=as_staff_sorted(content, words)))
    if not is_open:
        try:
            mark = write(path, content, words, number, last=look_again)
        except RegisterInUseError:
            is_open = True
        else:
            let_go(beside)
    if is_open:
        mark = write(beside, content, words, number, last=look_again)
    return Published(
        path=beside if is_open else path,
        words=words,
        pending=is_open,
        set_aside=aside,
        notes=(*words.notes, *([f"the register could not be read and is {aside.name} now"] if aside else [])),
        edition=Edition(number=number, fingerprint=mark),
    )


def staff_words(path: Path, content: RegisterContent, memory: Memory) -> tuple[StaffWords, Path | None]:
    """Return all words of the register, of the one beside it and of *memory*, joined; what cannot be read is set aside.

    The path is where that was put.
    """
    words, aside = _words(path, content)
    beside = pending_path(path)
    if beside.exists():
        waiting, waiting_aside = _words(beside, content)
        words, aside = merged(words, waiting), aside or waiting_aside
    if aside is not None:
        told = Stray(remarks={}, rest=content.put_aside.format(file=aside.name))
        words = replace(words, strays=(*words.strays, told))
    if words.edition < memory.edition:
        words = recovered(words, memory.words, memory.known)
    words = refilled(completed(words, memory.words), memory.words, content.staff.headings)
    return without(words, memory.erased, memory.traces), aside


def _words(path: Path, content: RegisterContent) -> tuple[StaffWords, Path | None]:
    """Read the staff's words; a file that cannot be read is set aside, unless somebody is just saving it."""
    try:
        return read_back(path, headings_of(content)), None
    except RegisterUnreadableError:
        if is_in_use(path):
            return StaffWords(edited=False), None
        return StaffWords(edited=False), set_aside(path)


def set_aside(path: Path) -> Path:
    """Rename an unreadable register to `register.unreadable-<n>.xlsx`, the first number that is free."""
    numbers = range(1, len(list(path.parent.iterdir())) + 2)
    free = next(name for n in numbers if not (name := put_aside(path, n)).exists())
    try:
        path.rename(free)
    except OSError as error:
        raise RegisterUnwritableError(f"{path}: it cannot be read and cannot be set aside: {error}") from error
    return free


def write(
    path: Path,
    content: RegisterContent,
    words: StaffWords,
    edition: int = 1,
    *,
    last: Callable[[], None] = lambda: None,
) -> str:
    """Replace *path* with a whole new workbook, proved by reading it back; return the file's fingerprint.

    *last* is called when all but that is done, which takes seconds; what it raises leaves *path* as it is. Raises
    RegisterUnwritableError.
    """
    temporary = half_written(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        build(content, words, edition).save(temporary)
        _prove(temporary, content)
        _sync(temporary)
        mark = fingerprint(temporary)
        last()
        _replace(temporary, path)
        _sync(path.parent)
    except OSError as error:
        raise RegisterUnwritableError(f"{path}: {error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return mark


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:  # a sharing violation, where the folder is a Windows server's
        raise RegisterInUseError(f"{path}: {error}") from error


def _prove(path: Path, content: RegisterContent) -> None:
    """Read the file's ids back: openpyxl hides some failed writes, a full disk among them."""
    try:
        with ZipFile(path) as parts:
            damaged, ids = parts.testzip(), list(_ids(parts))
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise RegisterUnwritableError(f"{path}: what was written cannot be read: {error}") from error
    wanted = [escaped(str(row[0])) for row in content.register.rows]
    if damaged or ids != wanted:
        raise RegisterUnwritableError(f"{path}: {len(wanted)} entries were written and {len(ids)} can be read")


def _ids(parts: ZipFile) -> Iterator[str]:
    """Yield the first cell of every row below the header; reading all cells would take as long as writing them."""
    with parts.open(_REGISTER_PART) as sheet:
        for _, row in etree.iterparse(sheet, tag=f"{{{SHEET_MAIN_NS}}}row"):
            entry = "".join(row[0].itertext()) if len(row) else ""
            if row.get("r") != "1" and entry:
                yield entry
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
