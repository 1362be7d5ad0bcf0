"""What staff wrote in the register: read back before each writing, so that no word of theirs is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from intake.rules.register.sheets import RegisterContent, StaffColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula that staff wrote, and the cell it stood in ("AF2"), to be moved as a spreadsheet would."""

    text: str
    at: str


Written = str | int | float | bool | date | datetime | time | timedelta | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How staff made a cell look; colours as ARGB."""

    fill: str | None = None
    colour: str | None = None
    bold: bool = False
    italic: bool = False
    number_format: str = "General"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One cell of the staff's: what was written, the comment pinned to it, its look where it is not the plain one."""

    written: Written = None
    comment: str | None = None
    look: Look | None = None

    @property
    def text(self) -> str:
        """What was written, as text."""
        if self.written is None:
            return ""
        return self.written.text if isinstance(self.written, Formula) else str(self.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A row that belongs to no entry (no id): the staff's cells, and the text of all the others."""

    remarks: Mapping[str, Remark]
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """A whole sheet that staff added: its cells by row and column, its widths by column letter."""

    title: str
    cells: Mapping[tuple[int, int], Remark]
    widths: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffWords:
    """All that staff put into a register.

    *rows* holds every entry that the register had, by id, then by heading; an entry without words is there as well, so
    that a cell which staff emptied is told from one that was never read. *columns* are headings that staff added.
    *widths* and *hidden* are by heading, of all columns. *notes* tell what was odd ("LC21-0004 stands in two rows").
    *edited* says that the words are other than those the program last wrote.
    """

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, Remark]] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
    sheets: tuple[OwnSheet, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    edited: bool = True

    def texts(self) -> dict[tuple[str, str], str]:
        """Return every word by entry and heading, as the store remembers them."""
        return {
            (entry, heading): remark.text
            for entry, remarks in self.rows.items()
            for heading, remark in remarks.items()
            if remark.text
        }

    def digest(self) -> str:
        """Return a hash of the words and comments: equal words, equal hash."""
        cells = sorted(
            f"{entry}\x1f{heading}\x1f{r.text}\x1f{r.comment or ''}"
            for entry, remarks in self.rows.items()
            for heading, r in remarks.items()
            if r.text or r.comment
        )
        cells.extend(f"{s.title}\x1f{at}\x1f{r.text}" for s in self.sheets for at, r in sorted(s.cells.items()))
        cells.extend(sorted(f"\x1f{h}\x1f{r.text}\x1f{s.rest}" for s in self.strays for h, r in s.remarks.items()))
        return hashlib.sha256("\x1e".join(cells).encode("utf-8", "surrogatepass")).hexdigest()


def remembered(texts: Mapping[tuple[str, str], str], staff: StaffColumns) -> StaffWords:
    """Make words of what the store remembers (see `StaffWords.texts`)."""
    rows: dict[str, dict[str, Remark]] = {}
    for (entry, heading), text in texts.items():
        rows.setdefault(entry, {})[heading] = Remark(written=text)
    own = (heading for _, heading in texts if heading not in staff.headings)
    return StaffWords(columns=tuple(dict.fromkeys(own)), rows=rows)


def completed(words: StaffWords, memory: StaffWords) -> StaffWords:
    """Take from *memory* the rows that *words* does not have at all: a row or a whole file that was deleted."""
    lost = {entry: remarks for entry, remarks in memory.rows.items() if entry not in words.rows}
    own = (h for remarks in lost.values() for h in remarks if h in memory.columns)
    return replace(words, columns=tuple(dict.fromkeys((*words.columns, *own))), rows={**words.rows, **lost})


def merged(register: StaffWords, pending: StaffWords) -> StaffWords:
    """Join the words of the register and of the one that was written beside it while it was open.

    Where the pending one was not edited, the register's words count. Where both say something else in one cell, both
    stay.
    """
    if not pending.edited:
        return completed(register, pending)
    rows = dict(pending.rows)
    for entry, remarks in register.rows.items():
        rows[entry] = joined(remarks, rows.get(entry, {}))
    strays = {_key(stray): stray for stray in (*pending.strays, *register.strays)}
    return replace(
        register,
        columns=tuple(dict.fromkeys((*register.columns, *pending.columns))),
        rows=rows,
        strays=tuple(strays.values()),
        sheets=(*register.sheets, *_others(register.sheets, pending.sheets)),
        notes=(*register.notes, *pending.notes),
    )


def _others(sheets: Sequence[OwnSheet], pending: Sequence[OwnSheet]) -> Iterator[OwnSheet]:
    """Yield the pending one's sheets that the register has not word for word, under a title that is free."""
    titles = {sheet.title for sheet in sheets}
    known = [sheet.cells for sheet in sheets]
    for sheet in pending:
        if sheet.cells not in known:
            title = sheet.title if sheet.title not in titles else f"{sheet.title[:28]} *"
            yield replace(sheet, title=title)


def _key(stray: Stray) -> tuple[object, ...]:
    return (stray.rest, *sorted((heading, remark.text) for heading, remark in stray.remarks.items()))


def joined(first: Mapping[str, Remark], second: Mapping[str, Remark]) -> dict[str, Remark]:
    """Join two rows of words cell by cell; nothing of either is dropped."""
    return {heading: _both(first.get(heading), second.get(heading)) for heading in dict.fromkeys((*first, *second))}


def _both(first: Remark | None, second: Remark | None) -> Remark:
    if first is None or second is None:
        return first or second or Remark()
    text = _longer(first.text, second.text)
    written = next((r.written for r in (first, second) if r.text == text), text)
    comment = _longer(first.comment or "", second.comment or "") or None
    return Remark(written=written, comment=comment, look=first.look or second.look)


def _longer(first: str, second: str) -> str:
    """Return the one that holds the other, or both."""
    if second in first:
        return first
    return second if first in second else f"{first}\n{second}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """By what a register is known when it is read: the id's heading, the staff's, and those of the program itself."""

    title: str
    titles: frozenset[str]  # of all the program's sheets
    strays_title: str
    entry: str
    rest: str
    staff: tuple[str, ...]
    ours: frozenset[str]


def headings_of(content: RegisterContent) -> Headings:
    """Return the headings that *content* is written with."""
    columns: Iterable[str] = (column.heading for column in content.register.columns)
    return Headings(
        title=content.register.title,
        titles=frozenset((*(sheet.title for sheet in content.tables), content.overview.title, content.strays_title)),
        strays_title=content.strays_title,
        entry=content.register.columns[0].heading,
        rest=content.rest_heading,
        staff=content.staff.headings,
        ours=frozenset(columns),
    )
