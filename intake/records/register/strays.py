"""The sheet of words that belong to no row of the register: typed by hand, or with a number that nobody knows."""

from __future__ import annotations

from intake.records.register.rows import Book, Pen, Row
from intake.records.register.styles import STAFF_HEADER
from intake.records.register.tables import rows_of, write_headings, write_table
from intake.records.register.written_back import add_remark
from intake.rules.register.sheets import Column, Kind, RegisterContent, Sheet
from intake.rules.register.staff import StaffWords, Stray

_REST_WIDTH = 60.0
_Lost = tuple[str, Stray]


def write_strays(workbook: Book, content: RegisterContent, words: StaffWords) -> None:
    """Write them into a sheet of their own, with the same headings: from there they are read back as well."""
    lost = _unmatched(content, words)
    if not lost:
        return
    headings = (*content.staff.headings, *words.columns)
    entry = content.register.columns[0]
    rest = Column(heading=content.rest_heading, width=_REST_WIDTH, kind=Kind.TEXT)
    table = Sheet(
        title=content.strays_title, columns=(entry, rest), rows=tuple((i or None, s.rest or None) for i, s in lost)
    )
    sheet = write_table(workbook, table, content.words_truncated)
    write_headings(sheet, [Column(heading=h, width=20) for h in headings], STAFF_HEADER, start=3)
    rows = rows_of(table, Pen(sheet, content.words_truncated))
    workbook.poured[sheet] = (
        _with_remarks(row, headings, stray, content.words_truncated) for row, (_, stray) in zip(rows, lost, strict=True)
    )


def _with_remarks(row: Row, headings: tuple[str, ...], stray: Stray, truncated: str) -> Row:
    for at, heading in enumerate(headings, start=3):
        add_remark(row, at, stray.remarks.get(heading), truncated)
    return row


def _unmatched(content: RegisterContent, words: StaffWords) -> tuple[_Lost, ...]:
    """Return the words that belong to no row of the register: unknown ids, and rows without an id.

    So do the facts of a row that staff typed themselves, where an application has got its number since.
    """
    known = {str(row[0]) for row in content.register.rows}
    said = {stray.rest for stray in words.strays}
    typed = (
        ("", Stray(remarks={}, rest=told))
        for entry, rest in words.rests.items()
        if rest and words.based and entry in known and entry not in words.versions
        if (told := f"{entry}\n{rest}") not in said
    )
    unknown = (
        (entry, Stray(remarks=remarks, rest=words.rests.get(entry, "")))
        for entry, remarks in words.rows.items()
        if entry not in known and (remarks or words.rests.get(entry))
    )
    return (*unknown, *typed, *(("", stray) for stray in words.strays))
