"""Filled forms in DOCX, one function a layout; each returns the file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from layouts.applicants import Applicant
from layouts.choices import STYLES, Lines
from layouts.labels import LABELS, MEMBERS, OPTIONS, TITLES

SHORT = ("municipality", "address", "official_email", "official_phone", "website", "head_name",
         "contact_name", "contact_position", "contact_email", "contact_phone")  # fmt: skip
LONG = ("situation", "motivation", "experience", "resources", "partners")


def _saved(document: Any) -> bytes:  # noqa: ANN401 - python-docx gives no types
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _titled(language: str) -> Any:  # noqa: ANN401
    document = Document()
    document.add_heading(TITLES[language], level=1)
    document.add_paragraph("Позив за учешће у Кластеру учења о друштвеном приступу, рок: 13. септембар 2021. године")
    return document


def _lines(applicant: Applicant, language: str, style: str) -> Lines:
    return STYLES[style](OPTIONS[language], (applicant.cluster, applicant.approach))


def _write(paragraph: Any, pieces: Iterable[Any]) -> None:  # noqa: ANN401
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        run.bold, run.underline = piece.bold or None, piece.underline or None
        run.font.strike = piece.strike or None
        if piece.highlight:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _fill(cell: Any, text: str) -> None:  # noqa: ANN401
    first, *rest = text.split("\n")
    cell.paragraphs[0].text = first
    for line in rest:
        cell.add_paragraph(line)


def _choice_cell(cell: Any, lines: Lines) -> None:  # noqa: ANN401
    for number, pieces in enumerate(lines):
        _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), pieces)


def _members(document: Any, applicant: Applicant, language: str) -> None:  # noqa: ANN401
    table = document.add_table(rows=4, cols=5)
    for cell, heading in zip(table.rows[0].cells, MEMBERS[language], strict=True):
        cell.text = heading
    for row, member in zip(table.rows[1:], applicant.members, strict=False):
        for cell, value in zip(row.cells, member.values(), strict=True):
            cell.text = value


def two_columns(applicant: Applicant, language: str, style: str) -> bytes:
    """A table of two columns, label left and answer right."""
    document, labels = _titled(language), LABELS[language]
    table = document.add_table(rows=0, cols=2)
    row = table.add_row().cells
    row[0].text = labels["cluster"]
    _choice_cell(row[1], _lines(applicant, language, style))
    for field in (*SHORT, *LONG):
        row = table.add_row().cells
        row[0].text = labels[field]
        _fill(row[1], applicant.written[field])
    _members(document, applicant, language)
    return _saved(document)


def numbered_columns(applicant: Applicant, language: str, style: str) -> bytes:
    """Three columns: number, label, answer."""
    document, labels = _titled(language), LABELS[language]
    table = document.add_table(rows=0, cols=3)
    for number, field in enumerate(("cluster", *SHORT, *LONG), 1):
        row = table.add_row().cells
        row[0].text, row[1].text = f"{number}.", labels[field] + ("*" if number < 3 else "")
        if field == "cluster":
            _choice_cell(row[2], _lines(applicant, language, style))
        else:
            _fill(row[2], applicant.written[field])
    return _saved(document)


def four_columns(applicant: Applicant, language: str, style: str) -> bytes:
    """Two pairs of label and answer in a row."""
    document, labels = _titled(language), LABELS[language]
    document.add_paragraph(labels["cluster"] + ":")
    for pieces in _lines(applicant, language, style):
        _write(document.add_paragraph(), pieces)
    table = document.add_table(rows=0, cols=4)
    for left, right in zip(SHORT[::2], SHORT[1::2], strict=True):
        row = table.add_row().cells
        row[0].text, row[1].text = labels[left], applicant.written[left]
        row[2].text, row[3].text = labels[right], applicant.written[right]
    for field in LONG:
        row = table.add_row().cells
        row[0].text = labels[field]
        _fill(row[1].merge(row[3]), applicant.written[field])
    return _saved(document)


def label_above(applicant: Applicant, language: str, style: str) -> bytes:
    """A table of one column: each label in a row, its answer in the next."""
    document, labels = _titled(language), LABELS[language]
    table = document.add_table(rows=0, cols=1)
    for field in ("cluster", *SHORT, *LONG):
        table.add_row().cells[0].text = labels[field]
        cell = table.add_row().cells[0]
        if field == "cluster":
            _choice_cell(cell, _lines(applicant, language, style))
        else:
            _fill(cell, applicant.written[field])
    return _saved(document)


def in_label_cell(applicant: Applicant, language: str, style: str) -> bytes:
    """The answer in the label's own cell, on a new line or behind the colon."""
    document, labels = _titled(language), LABELS[language]
    table = document.add_table(rows=0, cols=1)
    cell = table.add_row().cells[0]
    cell.text = labels["cluster"]
    for pieces in _lines(applicant, language, style):
        _write(cell.add_paragraph(), pieces)
    for number, field in enumerate((*SHORT, *LONG)):
        cell = table.add_row().cells[0]
        separator = ": " if number % 2 else ":\n"
        _fill(cell, labels[field] + separator + applicant.written[field])
    return _saved(document)


def colon_paragraphs(applicant: Applicant, language: str, style: str) -> bytes:
    """Paragraphs "label: answer", without a table."""
    document, labels = _titled(language), LABELS[language]
    document.add_paragraph(labels["cluster"] + ":")
    for pieces in _lines(applicant, language, style):
        _write(document.add_paragraph(), pieces)
    for field in SHORT:
        document.add_paragraph(f"{labels[field]}: {applicant.written[field]}")
    for field in LONG:
        document.add_paragraph(labels[field] + ":")
        for line in applicant.written[field].split("\n"):
            document.add_paragraph(line)
    return _saved(document)


def underscores(applicant: Applicant, language: str, style: str) -> bytes:
    """Answers typed over and between underscores."""
    document, labels = _titled(language), LABELS[language]
    document.add_paragraph(labels["cluster"])
    for pieces in _lines(applicant, language, style):
        _write(document.add_paragraph(), pieces)
    for field in SHORT:
        document.add_paragraph(f"{labels[field]}: ____{applicant.written[field]}________")
    for field in LONG:
        document.add_paragraph(labels[field] + ":")
        document.add_paragraph("___" + applicant.written[field].replace("\n", "____\n____") + "___")
    return _saved(document)


def tabbed(applicant: Applicant, language: str, style: str) -> bytes:
    """Label, tab, answer."""
    document, labels = _titled(language), LABELS[language]
    for field in SHORT:
        document.add_paragraph(f"{labels[field]}\t\t{applicant.written[field]}")
    document.add_paragraph(labels["cluster"])
    for pieces in _lines(applicant, language, style):
        _write(document.add_paragraph(), pieces)
    for field in LONG:
        document.add_paragraph(labels[field])
        for line in applicant.written[field].split("\n"):
            document.add_paragraph(line)
    return _saved(document)


def option_rows(applicant: Applicant, language: str, style: str) -> bytes:
    """Each option in a row of its own, the mark in the next cell; *style* is not looked at."""
    del style
    document, labels = _titled(language), LABELS[language]
    document.add_paragraph(labels["cluster"])
    table = document.add_table(rows=0, cols=3)
    for number, (key, text) in enumerate(OPTIONS[language].items(), 1):
        row = table.add_row().cells
        row[0].text, row[1].text = f"{number}.", text
        row[2].text = "X" if key == (applicant.cluster, applicant.approach) else ""
    table = document.add_table(rows=0, cols=2)
    for field in (*SHORT, *LONG):
        row = table.add_row().cells
        row[0].text = labels[field]
        _fill(row[1], applicant.written[field])
    return _saved(document)


def free_text(applicant: Applicant, language: str, style: str) -> bytes:
    """The cluster written out in words behind its label; *style* is not looked at."""
    del style
    document, labels = _titled(language), LABELS[language]
    table = document.add_table(rows=0, cols=2)
    for field in ("municipality", "cluster", *SHORT[1:], *LONG):
        row = table.add_row().cells
        row[0].text = labels[field]
        text = (
            OPTIONS[language][applicant.cluster, applicant.approach] if field == "cluster" else applicant.written[field]
        )
        _fill(row[1], text)
    _members(document, applicant, language)
    return _saved(document)


Layout = Callable[[Applicant, str, str], bytes]
LAYOUTS: dict[str, Layout] = {
    "two columns": two_columns,
    "numbered columns": numbered_columns,
    "four columns": four_columns,
    "label above": label_above,
    "in the label's cell": in_label_cell,
    "colon paragraphs": colon_paragraphs,
    "underscores": underscores,
    "tabbed": tabbed,
    "option rows": option_rows,
    "free text": free_text,
}
