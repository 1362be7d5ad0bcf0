"""Filled forms in XLSX, one function a layout; each returns the file's bytes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook

from layouts.applicants import Applicant
from layouts.labels import LABELS, MEMBERS, OPTIONS, TITLES
from layouts.word_forms import LONG, SHORT


def _saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def two_columns(applicant: Applicant, language: str) -> bytes:
    """Labels in column A, answers in column B; the cluster by its name."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    labels = LABELS[language]
    sheet.append([TITLES[language]])
    sheet.append([labels["cluster"], OPTIONS[language][applicant.cluster, applicant.approach]])
    for field in (*SHORT, *LONG):
        sheet.append([labels[field], applicant.written[field]])
    return _saved(workbook)


def marked_rows(applicant: Applicant, language: str) -> bytes:
    """Numbers in A, labels in B, merged answers in C:E; one row an option with an x beside it."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    labels = LABELS[language]
    sheet["B1"] = TITLES[language]
    sheet["B3"] = labels["cluster"]
    row = 4
    for key, text in OPTIONS[language].items():
        sheet.cell(row, 2, text)
        sheet.cell(row, 3, "x" if key == (applicant.cluster, applicant.approach) else None)
        row += 1
    for number, field in enumerate((*SHORT, *LONG), 1):
        sheet.cell(row, 1, number)
        sheet.cell(row, 2, labels[field])
        sheet.cell(row, 3, applicant.written[field])
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=5)
        row += 1
    row += 1
    for column, heading in enumerate(MEMBERS[language], 1):
        sheet.cell(row, column, heading)
    for member in applicant.members:
        row += 1
        for column, value in enumerate(member.values(), 1):
            sheet.cell(row, column, value)
    return _saved(workbook)


def label_above(applicant: Applicant, language: str) -> bytes:
    """Each answer in the row below its label."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    labels = LABELS[language]
    sheet.append([TITLES[language]])
    for field in ("cluster", *SHORT, *LONG):
        sheet.append([labels[field]])
        text = (
            OPTIONS[language][applicant.cluster, applicant.approach] if field == "cluster" else applicant.written[field]
        )
        sheet.append([text])
    return _saved(workbook)


LAYOUTS: dict[str, Callable[[Applicant, str], bytes]] = {
    "sheet, two columns": two_columns,
    "sheet, marked rows": marked_rows,
    "sheet, label above": label_above,
}
