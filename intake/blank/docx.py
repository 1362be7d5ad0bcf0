"""The blank form as a Word document: content controls in tables, made from the call alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby

import docx
from docx.document import Document
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from intake.blank import paper
from intake.blank.controls import Controls
from intake.blank.layout import APPROACH, CLUSTER, Section, choices, sections, unnumbered
from intake.blank.wording import Wording, both
from intake.rules.call import Approach, Call, Cluster, Field, FieldType, Text


def blank_docx(call: Call, wording: Wording) -> bytes:
    """Return the blank form of *call* as a .docx that Word and LibreOffice can fill in."""
    return _Form(call, wording).bytes()


class _Form:
    def __init__(self, call: Call, wording: Wording) -> None:
        self._call = call
        self._wording = wording
        self._controls = Controls()
        self._document: Document = docx.Document()
        paper.prepare(self._document, title=both(call.form_title), subject=both(call.title))
        self._write()

    def bytes(self) -> bytes:
        buffer = BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _write(self) -> None:
        self._head()
        for section in sections(self._call):
            self._section(section)
        self._signature()
        paper.footer(self._document, self._call.form[0], self._wording.page)

    def _head(self) -> None:
        self._paragraph(self._call.form[0], paper.ANNEX)
        self._paragraph(self._call.form_title.sr, paper.TITLE)
        self._paragraph(self._call.form_title.en, paper.TITLE_ENGLISH)
        self._paragraph(self._call.title.sr, paper.CALL)
        self._paragraph(self._call.title.en, paper.CALL_ENGLISH)
        cell = paper.add_row(self._table(paper.WIDTH)).cells[0]
        paper.shade(cell, paper.NOTE_FILL)
        for text in (self._wording.note_of(self._call), self._wording.required):
            _write_both(cell, text, style=paper.NOTE)

    def _section(self, section: Section) -> None:
        if section.heading is not None:
            heading = self._document.add_paragraph(section.heading.sr, style=paper.HEADING)
            heading.add_run(f"  {unnumbered(section.heading.en)}", style=paper.ENGLISH)
        for is_table, fields in groupby(section.fields, lambda field: field.type is FieldType.TABLE):
            if is_table:
                for field in fields:
                    self._rows_to_fill(field)
            else:
                self._questions(fields)

    # Questions: label to the left, answer to the right

    def _questions(self, fields: Iterable[Field]) -> None:
        table = self._table(paper.LABEL_AND_ANSWER)
        for field in fields:
            if field.id == APPROACH:
                continue  # chosen among the boxes of its cluster
            row = paper.add_row(table)
            label, answer = row.cells
            paper.shade(label, paper.LABEL_FILL)
            _write_both(label, _starred(field))
            if field.hint is not None:
                _write_both(label, field.hint, style=paper.HINT)
            self._answer(row, answer, field)

    def _answer(self, row: _Row, cell: _Cell, field: Field) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = paper.ANSWER
        if field.id == CLUSTER:
            self._clusters(cell)
        elif field.type is FieldType.CHECKBOX:
            title = self._wording.yes
            self._boxed(paragraph, self._controls.checkbox(f"field:{field.id}", field.label.sr), title)
        else:
            if field.type in (FieldType.LONG_TEXT, FieldType.MULTIPLE):
                paper.make_room(row, field.type)
            control = self._control(f"field:{field.id}", field, prompt=field.type)
            paragraph._p.append(control)  # noqa: SLF001  # no public way in

    def _control(self, tag: str, field: Field, *, prompt: FieldType) -> etree._Element:
        said = self._wording.prompt(prompt)
        title = field.label.sr
        if field.type is FieldType.DATE:
            return self._controls.date(tag, title, said)
        items = [both(choice) for choice in choices(field, self._call)]
        if field.type is FieldType.CHOICE and items:
            return self._controls.drop_down(tag, title, said, items)
        return self._controls.text(tag, title, said)

    def _clusters(self, cell: _Cell) -> None:
        """One box a cluster, with the boxes of its approaches indented below it."""
        for choice, style in _options(self._call):
            paragraph = cell.add_paragraph(style=style)
            self._boxed(paragraph, self._controls.checkbox(f"option:{choice.id}", choice.short.sr), choice.short)
        _drop(cell, cell.paragraphs[0])

    def _boxed(self, paragraph: Paragraph, box: etree._Element, text: Text) -> None:
        paragraph._p.append(box)  # noqa: SLF001  # no public way in
        paragraph.add_run(f" {text.sr}")
        if text.en != text.sr:
            paragraph.add_run(f" / {text.en}", style=paper.ENGLISH)

    # A table to be filled row by row

    def _rows_to_fill(self, field: Field) -> None:
        caption = self._document.add_paragraph(_starred(field).sr, style=paper.CAPTION)
        caption.add_run(f"  {field.label.en}", style=paper.ENGLISH)
        if field.hint is not None:
            for text in (field.hint.sr, field.hint.en):
                self._paragraph(text, paper.HINT)
        table = self._table(paper.columns(len(field.columns)))
        head = paper.add_row(table)
        paper.repeat_on_every_page(head)
        for cell, column in zip(head.cells, field.columns, strict=True):
            paper.shade(cell, paper.LABEL_FILL)
            _write_both(cell, column.label)
        for number in range(1, max(field.rows, 1) + 1):
            self._row_to_fill(paper.add_row(table), field, number)

    def _row_to_fill(self, row: _Row, field: Field, number: int) -> None:
        row.height = paper.ROW_TO_FILL
        for cell, column in zip(row.cells, field.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = paper.ANSWER
            prompt = column.type if column.type is FieldType.CHOICE else FieldType.TABLE
            control = self._control(f"field:{field.id}:{number}:{column.id}", column, prompt=prompt)
            paragraph._p.append(control)  # noqa: SLF001  # no public way in

    def _signature(self) -> None:
        """Leave room for the stamp, and a line for the hand."""
        self._paragraph("", paper.CAPTION)
        table = self._table(paper.STAMP_AND_SIGNATURE, style=paper.BORDERLESS)
        stamp, signature = paper.add_row(table).cells
        _write_both(stamp, self._wording.stamp, style=paper.STAMP)
        _write_both(signature, self._wording.signature, style=paper.SIGNATURE)
        paper.line_above(signature.paragraphs[0])

    # Pieces

    def _paragraph(self, text: str, style: str) -> Paragraph:
        return self._document.add_paragraph(text, style=style)

    def _table(self, widths: tuple[Length, ...], style: str = paper.GRID) -> Table:
        return paper.table(self._document, widths, style=style)


def _options(call: Call) -> Iterator[tuple[Cluster | Approach, str]]:
    for cluster in call.clusters:
        yield cluster, paper.OPTION
        yield from ((approach, paper.SUBOPTION) for approach in cluster.approaches)


def _starred(field: Field) -> Text:
    return Text(sr=f"{field.label.sr} *", en=field.label.en) if field.required else field.label


def _write_both(cell: _Cell, text: Text, style: str = "") -> None:
    """Write Serbian first and English below it, in place of the cell's empty first paragraph."""
    empty = [paragraph for paragraph in cell.paragraphs if not paragraph.text]
    cell.add_paragraph(text.sr, style=style or paper.LABEL)
    if text.en != text.sr:
        cell.add_paragraph(text.en, style=paper.LABEL_ENGLISH if style in ("", paper.NOTE) else style)
    for paragraph in empty:
        _drop(cell, paragraph)


def _drop(cell: _Cell, paragraph: Paragraph) -> None:
    cell._tc.remove(paragraph._p)  # noqa: SLF001  # no public way in
