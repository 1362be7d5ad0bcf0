"""The sheet of words that belong to no row of the register: typed by hand, or with a number that nobody knows."""

from __future__ import annotations

from openpyxl import Workbook

from intake.records.workbook_remarks import put_remarks
from intake.records.workbook_styles import STAFF_HEADER
from intake.records.workbook_tables import write_headings, write_table
from intake.rules.register.sheets import Column, Kind, RegisterContent, Sheet
from intake.rules.register.staff import Remark, StaffWords, Stray

_REST_WIDTH = 60.0
_Lost = tuple[str, Stray]


def write_strays(workbook: Workbook, content: RegisterContent, words: StaffWords) -> None:
    """Write them into a sheet of their own, with the same headings: from there they are read back as well."""
    lost = _unmatched(content, words)
    if not lost:
        return
    sheet = workbook.create_sheet(content.strays_title)
    headings = (*content.staff.headings, *words.columns)
    entry = content.register.columns[0]
    rest = Column(heading=content.rest_heading, width=_REST_WIDTH, kind=Kind.TEXT)
    table = Sheet(
        title=content.strays_title, columns=(entry, rest), rows=tuple((i or None, s.rest or None) for i, s in lost)
    )
    write_table(sheet, table, content.words_truncated)
    write_headings(sheet, [Column(heading=h, width=20) for h in headings], STAFF_HEADER, start=3)
    for row, (_, stray) in enumerate(lost, start=2):
        remarks: dict[str, Remark] = dict(stray.remarks)
        put_remarks(sheet, (row, 3), headings, remarks, content.words_truncated)


def _unmatched(content: RegisterContent, words: StaffWords) -> tuple[_Lost, ...]:
    """Return the words that belong to no row of the register: unknown ids, and rows without an id."""
    known = {str(row[0]) for row in content.register.rows}
    unknown = (
        (entry, Stray(remarks=remarks, rest=words.rests.get(entry, "")))
        for entry, remarks in words.rows.items()
        if entry not in known and (remarks or words.rests.get(entry))
    )
    return (*unknown, *(("", stray) for stray in words.strays))
