"""The register as a workbook: its sheets one after another, with what staff wrote."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.packaging.custom import StringProperty

from intake.records.register.baseline import Beside, write_baseline
from intake.records.register.beside_sheets import parted, write_beside
from intake.records.register.margins import coloured, keys_of, rows_beside
from intake.records.register.overview import write_overview
from intake.records.register.reading import DIGEST
from intake.records.register.register_sheet import write_register
from intake.records.register.rows import Book, Pen
from intake.records.register.strays import write_strays
from intake.records.register.styles import STAFF_HEADER
from intake.records.register.tables import make_table, write_headings, write_table
from intake.records.register.written_back import staff_comment, write_own_sheet
from intake.rules.register.sheets import Column, RegisterContent, Sheet
from intake.rules.register.staff import Margin, StaffWords

_OWN_WIDTH = 30.0


def build(content: RegisterContent, words: StaffWords, edition: int = 1) -> Book:
    """Make the whole workbook: the register first, as the sheet that opens."""
    workbook = Book()
    layout = write_register(workbook, content, words)
    _plain(workbook, content.history, "History", content, words)
    write_overview(workbook.create_sheet(content.overview.title), content.overview)
    _plain(workbook, content.messages, "Messages", content, words)
    _plain(workbook, content.calendar, "Calendar", content, words)
    _pin_heads(workbook, words)
    write_strays(workbook, content, words)
    for own in words.sheets:
        write_own_sheet(workbook.create_sheet(own.title), own, content.words_truncated)
    write_beside(workbook, words.charts, parted(words.names, workbook.sheetnames)[0])
    beside = Beside(edition=edition, layout=layout, words=words, keys=known_rows(content))
    write_baseline(workbook, content, beside)
    digest = replace(words, edits={}).digest()
    # types-openpyxl does not know the properties
    workbook.custom_doc_props.append(StringProperty(name=DIGEST, value=digest))  # type: ignore[attr-defined] # the stubs do not know them
    return workbook


def _plain(workbook: Book, content: Sheet, name: str, whole: RegisterContent, words: StaffWords) -> None:
    """Write a table with what staff wrote beside its rows."""
    margin = words.margins.get(content.title, Margin())
    sheet = write_table(workbook, content, whole.truncated, whole.tones, coloured(content, margin, whole.truncated))
    if margin.columns or margin.rows:
        theirs = [Column(heading=heading, width=_OWN_WIDTH) for heading in margin.columns]
        write_headings(sheet, theirs, STAFF_HEADER, start=len(content.columns) + 1)
        workbook.poured[sheet] = rows_beside(content, margin, Pen(sheet, whole.truncated), whole.words_truncated)
    make_table(sheet, name, len(content.columns) + len(margin.columns), len(content.rows))


def _pin_heads(workbook: Book, words: StaffWords) -> None:
    """Pin staff's comments to the headings again."""
    for title, sheet in ((title, workbook[title]) for title in workbook.sheetnames):
        for cell in sheet[1] if any(said == title for said, _ in words.heads) else ():
            if (text := words.heads.get((title, str(cell.value)))) is not None:
                cell.comment = staff_comment(text)


def known_rows(content: RegisterContent) -> dict[str, list[str]]:
    """Return what the rows of the other tables are known by, by title."""
    return {table.title: keys_of(table, content.truncated) for table in content.tables if table.known_by}
