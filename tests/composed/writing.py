"""Composed forms as Word and Excel write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from random import Random

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

from accuracy import ooxml
from accuracy.ooxml import cell, document, paragraph, row, run, spans, table, text_paragraph
from accuracy.paper import Ink, Item, Kind, Line, line, plain
from accuracy.sheet_layouts import new_book, put, saved
from accuracy.word_blocks import foot_of, heading_of, pairs
from accuracy.word_controls import MODERN, content_control
from composed.printing import Form, Question

_COLOURS = {Ink.BLUE: "0070C0", Ink.GREY: "808080"}


def written_form(form: Form, rnd: Random) -> bytes:
    """The form as a DOCX or XLSX."""
    return _Sheet(form).written() if form.style.is_sheet else _Word(form, rnd).written()


class _Word:
    """Puts questions where the style has them."""

    def __init__(self, form: Form, rnd: Random) -> None:
        self.form = form
        self.rnd = rnd
        self.style = form.style
        self.controls = form.style.control == "yes"
        self.drawn = MODERN if self.controls else spans
        self.columns = {"four": 4, "above": 1, "cell": 1}.get(form.style.carrier, 2)
        self.columns += (form.style.numbering == "column") + (form.style.hinted == "column")

    def written(self) -> bytes:
        """The whole form."""
        head = "".join(map(text_paragraph, self.form.letterhead))
        in_header = self.style.head == "header"
        blocks = [block for heading, questions in self.form.sections for block in self._section(heading, questions)]
        top = ("" if in_header else head) + heading_of(self.form.paper)
        return document(top, *blocks, self._signature(), foot_of(self.form.paper), header=head if in_header else "")

    def _section(self, heading: str, questions: tuple[Question, ...]) -> Iterator[str]:
        inks = () if self.style.heading == "caps" else (Ink.BOLD,)
        in_row = heading if self.style.heading == "row" else ""
        title = text_paragraph(heading, *inks) if heading and not in_row else ""
        if self.style.carrier in ("paragraphs", "tabs", "box", "frame"):
            yield title + "".join(map(self._in_lines, questions))
        elif self.style.carrier == "nested":
            yield table([row(cell(title, *self._in_tables(questions, in_row)))], 1)
        else:
            yield from (title, *self._in_tables(questions, in_row))

    def _signature(self) -> str:
        items = self.form.signature
        labels = [text_paragraph(i.label if self.style.signature == "row" else f"({i.label})") for i in items]
        answers = ["".join(paragraph(spans(one)) for one in item.lines) for item in items]
        rows = [row(*map(cell, labels)), row(*map(cell, answers))]
        match self.style.signature if items else "questions":
            case "row":
                return table(rows, len(items))
            case "captions":
                return table(rows[::-1], len(items))
            case "one line":
                return text_paragraph("\t".join(f"{i.label}: {i.text}" for i in items))
        return ""

    # Pieces

    def _lines(self, some: Iterable[Line]) -> str:
        return "".join(paragraph(self.drawn(one)) for one in some)

    def _label(self, question: Question) -> str:
        return self._lines((*question.above, *question.label, *question.own))

    def _answer(self, question: Question) -> str:
        item = question.item
        if self.controls and item.kind is Kind.TEXT:
            return content_control(self.form.paper, self.rnd, item) + self._lines(question.below)
        return self._lines(item.lines) + pairs(item, self.drawn) + self._lines(question.below)

    def _both(self, question: Question) -> str:
        """Label and answer, in one line where the style has them so."""
        if not (question.is_line and self.style.is_inline):
            return self._label(question) + self._answer(question)
        *first, last = question.label
        typed = self.drawn(question.item.lines[0])
        if self.controls and question.item.text:
            typed = ooxml.control(typed)
        between = run("\t" if self.style.carrier == "tabs" else " ")
        return (
            self._lines((*question.above, *first))
            + paragraph(spans(last), between, typed)
            + self._lines(question.below)
        )

    # Lines

    def _in_lines(self, question: Question) -> str:
        if question.item.kind is not Kind.TEXT or self.style.carrier not in ("box", "frame"):
            return self._both(question) if question.label else self._answer(question)
        inner = self._answer(question) or "<w:p/>"
        framed = ooxml.text_box(inner) if self.style.carrier == "box" else table([row(cell(inner))], 1)
        return self._label(question) + framed

    # Tables

    def _in_tables(self, questions: tuple[Question, ...], heading: str) -> Iterator[str]:
        """Tables of the section, broken where people stand in a table of their own."""
        rows = [row(cell(text_paragraph(heading, Ink.BOLD), span=self.columns))] if heading else []
        for are_people, some in groupby(questions, lambda q: q.item.kind is Kind.MEMBERS):
            if not are_people:
                rows += self._rows(tuple(some))
                continue
            yield table(rows, self.columns) if rows else ""
            yield "".join(self._label(q) + self._answer(q) for q in some)
            rows = []
        yield table(rows, self.columns) if rows else ""

    def _rows(self, questions: tuple[Question, ...]) -> Iterator[str]:
        """A row each; two short questions side by side in one where the style has four columns."""
        waiting: list[Question] = []
        for question in questions:
            is_short = question.is_line and question.label and len(question.item.text) < 60
            if self.style.carrier == "four" and is_short and waiting:
                yield row(*(cell(x) for q in (*waiting, question) for x in (self._label(q), self._answer(q))))
                waiting = []
                continue
            yield from map(self._row, waiting)
            waiting = [question]
            if self.style.carrier != "four" or not is_short:
                yield self._row(question)
                waiting = []
        yield from map(self._row, waiting)

    def _row(self, question: Question) -> str:
        label, typed = self._label(question), self._answer(question)
        if not question.label:
            return row(cell(typed, span=self.columns))
        match self.style.carrier:
            case "above":
                return row(cell(label)) + row(cell(typed))
            case "cell":
                return row(cell(self._both(question)))
            case "four":
                return row(cell(label), cell(typed, span=3))
        number = [cell(text_paragraph(question.number))] if self.style.numbering == "column" else []
        hint = [cell(text_paragraph(question.beside, Ink.ITALIC))] if self.style.hinted == "column" else []
        return row(*number, cell(label), cell(typed), *hint)


class _Sheet:
    """Writes row by row; *first* is the column of the labels, *second* that of the answers."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.style = form.style
        self.book, self.sheet = new_book()
        self.row = 1
        self.first = 2 if self.style.numbering == "column" or self.style.carrier == "sheet merged" else 1
        self.second = self.first + (self.style.carrier in ("sheet", "sheet merged"))

    def written(self) -> bytes:
        """The whole form."""
        paper = self.form.paper
        self._down(self.first, map(line, (*self.form.letterhead, *paper.title, *paper.notes)))
        for heading, questions in self.form.sections:
            self.row += 1
            self._down(self.first, [line(heading, Ink.BOLD)] if heading else [])
            for question in questions:
                self._question(question)
        self.row += 1
        self._down(self.first, (line(f"{i.label}: {i.text}") for i in self.form.signature))
        self._down(self.first, map(line, paper.foot))
        return saved(self.book)

    def _question(self, question: Question) -> None:
        if question.number:
            self.sheet.cell(self.row, 1, question.number)
        label = _joined((*question.label, *question.own))
        if self.style.carrier == "sheet cell" and question.item.kind is Kind.TEXT:
            between = " " if self.style.is_inline and question.is_line else "\n"
            self._down(self.first, [line(f"{plain(label)}{between}{question.item.text}".rstrip("\n"))])
            return
        if question.label:
            self._put(self.first, label)
            self.row += self.second == self.first or question.item.kind is Kind.MEMBERS
        if question.beside:
            self._put(self.second + 1, line(question.beside, Ink.ITALIC))
        self._answer(question.item, self.second if question.label else self.first)

    def _answer(self, item: Item, column: int) -> None:
        if item.kind is Kind.TEXT:
            if self.style.carrier == "sheet merged":
                self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=column + 2)
            self._down(column, [_joined(item.lines)])
            return
        column = self.first if item.kind is Kind.MEMBERS else column
        self._down(column, item.lines)
        for cells in item.pairs:
            for at, one in enumerate(cells):
                self._put(column + at, one)
            self.row += 1

    def _down(self, column: int, some: Iterable[Line]) -> None:
        for one in some:
            self._put(column, one)
            self.row += 1

    def _put(self, column: int, one: Line) -> None:
        put(self.sheet, self.row, column, one)
        inks = {ink for piece in one for ink in piece.inks}
        written = self.sheet.cell(self.row, column)
        if isinstance(written, Cell) and inks & {Ink.ITALIC, Ink.SMALL, *_COLOURS}:
            colour = next((code for ink, code in _COLOURS.items() if ink in inks), None)
            size = 8 if Ink.SMALL in inks else 11
            written.font = Font(bold=Ink.BOLD in inks, italic=Ink.ITALIC in inks, color=colour, sz=size)


def _joined(some: Iterable[Line]) -> Line:
    """Lines in one cell; the first has the look of all."""
    lines = tuple(some)
    inks = lines[0][0].inks if lines and lines[0] else frozenset()
    return line("\n".join(map(plain, lines)), *inks)
