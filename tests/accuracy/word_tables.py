"""Word forms in tables."""

from __future__ import annotations

from random import Random

from accuracy import ooxml
from accuracy.ooxml import cell, document, paragraph, row, run, spans, table, text_paragraph
from accuracy.paper import Ink, Item, Kind, Line, Paper
from accuracy.word_blocks import Layout, answer, foot_of, heading_of, inline, is_short, is_single, rows_of, whole


def two_columns(paper: Paper, rnd: Random) -> bytes:
    """Label and answer side by side, a table for each section under its heading."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        rows = rows_of(section, 2, lambda item: row(cell(text_paragraph(item.label)), cell(answer(item))))
        blocks += [text_paragraph(section.heading, Ink.BOLD), table(rows, 2)]
    return document(*blocks, foot_of(paper))


def numbered_columns(paper: Paper, rnd: Random) -> bytes:
    """Number, label, answer; the sections' headings go over the whole width of the one table."""
    del rnd
    rows: list[str] = []
    number = iter(range(1, 200))
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD), span=3)))
        rows += rows_of(
            section,
            3,
            lambda i: row(cell(text_paragraph(f"{next(number)}.")), cell(text_paragraph(i.label)), cell(answer(i))),
        )
    return document(heading_of(paper), table(rows, 3), foot_of(paper))


def four_columns(paper: Paper, rnd: Random) -> bytes:
    """Two questions a row: label, answer, label, answer; long ones have a row of their own."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD), span=4)))
        short = [i for i in section.items if is_short(i)]
        for left, right in zip(short[::2], [*short[1::2], None], strict=False):
            second = (cell(text_paragraph(right.label)), cell(answer(right))) if right else (cell(), cell())
            rows.append(row(cell(text_paragraph(left.label)), cell(answer(left)), *second))
        for item in (i for i in section.items if not is_short(i)):
            wide = row(cell(text_paragraph(item.label)), cell(answer(item), span=3))
            rows.append(row(cell(whole(item), span=4)) if is_single(item) else wide)
    return document(heading_of(paper), table(rows, 4), foot_of(paper))


def bilingual_columns(paper: Paper, rnd: Random) -> bytes:
    """Serbian label, English label, answer."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD), span=3)))
        rows += rows_of(
            section, 3, lambda i: row(cell(text_paragraph(i.label)), cell(text_paragraph(i.label_en)), cell(answer(i)))
        )
    return document(heading_of(paper), table(rows, 3), foot_of(paper))


def label_above(paper: Paper, rnd: Random) -> bytes:
    """One column: a row with the label, under it a row with the answer."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD))))
        rows += rows_of(section, 1, lambda i: row(cell(text_paragraph(i.label))) + row(cell(answer(i))))
    return document(heading_of(paper), table(rows, 1), foot_of(paper))


def head_and_row(paper: Paper, rnd: Random) -> bytes:
    """Tables of up to three questions: a row of labels, a row of answers."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        short = [i for i in section.items if is_short(i)]
        for at in range(0, len(short), 3):
            group = short[at : at + 3]
            labels = row(*(cell(text_paragraph(i.label, Ink.BOLD)) for i in group))
            blocks += [table((labels, row(*(cell(answer(i)) for i in group))), len(group)), paragraph()]
        for item in (i for i in section.items if not is_short(i)):
            head = row(cell(text_paragraph(item.label, Ink.BOLD)))
            blocks += [whole(item) if is_single(item) else table((head, row(cell(answer(item)))), 1), paragraph()]
    return document(*blocks, foot_of(paper))


def one_cell(paper: Paper, rnd: Random) -> bytes:
    """Label, colon and answer in one cell, now on one line, now under it."""
    broken = rnd.random() < 0.5
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD))))
        rows += rows_of(section, 1, lambda i: row(cell(inline(i, "\n" if broken else " "))))
    return document(heading_of(paper), table(rows, 1), foot_of(paper))


def nested_tables(paper: Paper, rnd: Random) -> bytes:
    """A table of two columns, section and questions, the questions in tables of their own."""
    del rnd
    rows = []
    for section in paper.sections:
        inner = table(rows_of(section, 2, lambda i: row(cell(text_paragraph(i.label)), cell(answer(i)))), 2)
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD)), cell(inner)))
    return document(heading_of(paper), table(rows, 2), foot_of(paper))


def layout_table(paper: Paper, rnd: Random) -> bytes:
    """The whole form, paragraphs and tables, inside one cell with a frame."""
    inner = [heading_of(paper)]
    for at, section in enumerate(paper.sections):
        inner.append(text_paragraph(section.heading, Ink.BOLD))
        if at % 2 == rnd.randint(0, 1):
            inner += [whole(i) if is_single(i) else inline(i, " ") for i in section.items]
        else:
            inner.append(table(rows_of(section, 2, lambda i: row(cell(text_paragraph(i.label)), cell(answer(i)))), 2))
    return document(table((row(cell(*inner, foot_of(paper))),), 1))


def merged_sections(paper: Paper, rnd: Random) -> bytes:
    """The section's name in a tall cell at the left, its questions beside it."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        for at, item in enumerate(section.items):
            side = cell(text_paragraph(section.heading), merge="restart") if at == 0 else cell(merge="continue")
            wide = cell(whole(item), span=2)
            rows.append(
                row(side, wide) if is_single(item) else row(side, cell(text_paragraph(item.label)), cell(answer(item)))
            )
    return document(heading_of(paper), table(rows, 3), foot_of(paper))


def tracked(paper: Paper, rnd: Random) -> bytes:
    """The answers put in, and what stood there taken out, with changes tracked."""
    del rnd

    def drawn(one: Line) -> str:
        old = ooxml.deleted("Петар Петровић 065/000-000 stari@adresa.example")
        return "".join(run(p.text) if p.box is not None else ooxml.inserted(run(p.text, *p.inks)) for p in one) + old

    def answered(item: Item) -> str:
        return row(cell(text_paragraph(item.label)), cell(answer(item, spans if item.kind is not Kind.TEXT else drawn)))

    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks += [text_paragraph(section.heading, Ink.BOLD), table(rows_of(section, 2, answered), 2)]
    return document(*blocks, foot_of(paper))


TABLE_LAYOUTS: dict[str, Layout] = {
    "two columns": two_columns,
    "numbered columns": numbered_columns,
    "four columns": four_columns,
    "bilingual columns": bilingual_columns,
    "label above": label_above,
    "head and row": head_and_row,
    "one cell": one_cell,
    "nested tables": nested_tables,
    "layout table": layout_table,
    "merged sections": merged_sections,
    "tracked": tracked,
}
