"""The ways in which a form is laid out in a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from accuracy import ooxml
from accuracy.ooxml import cell, document, paragraph, row, run, spans, table, text_paragraph
from accuracy.paper import Ink, Item, Kind, Line, Paper, Section, plain

Layout = Callable[[Paper, Random], bytes]
Drawn = Callable[[Line], str]
_IN_CELLS = "members"


def heading_of(paper: Paper) -> str:
    """The title and what is printed under it."""
    title = "".join(text_paragraph(text, Ink.BOLD) for text in paper.title)
    return title + "".join(text_paragraph(note, Ink.ITALIC) for note in paper.notes)


def foot_of(paper: Paper) -> str:
    """What is printed at the end."""
    return "".join(text_paragraph(text) for text in paper.foot)


def answer(item: Item, drawn: Drawn = spans) -> str:
    """An answer as blocks: a paragraph a line, pairs as a table of their own."""
    paragraphs = "".join(paragraph(drawn(one)) for one in item.lines)
    hint = text_paragraph(item.hint, Ink.ITALIC) if item.hint else ""
    return paragraphs + pairs(item, drawn) + hint


def pairs(item: Item, drawn: Drawn = spans) -> str:
    """Options with their marks, or a table's rows, side by side."""
    if not item.pairs:
        return ""
    rows = (row(*(cell(paragraph(drawn(one))) for one in cells)) for cells in item.pairs)
    return table(rows, max(map(len, item.pairs)))


def is_single(item: Item) -> bool:
    """Tell whether an item is best put over the whole width: a statement with its box, a table of people."""
    return item.kind in (Kind.STATEMENT, Kind.MEMBERS)


def whole(item: Item, drawn: Drawn = spans) -> str:
    """An item of the whole width, as blocks."""
    if item.kind is Kind.MEMBERS:
        return text_paragraph(item.label, Ink.BOLD) + pairs(item, drawn)
    return "".join(paragraph(drawn(one)) for one in item.lines)


def _rows(section: Section, columns: int, one: Callable[[Item], str], drawn: Drawn = spans) -> Iterator[str]:
    for item in section.items:
        yield row(cell(whole(item, drawn), span=columns)) if is_single(item) else one(item)


def two_columns(paper: Paper, rnd: Random) -> bytes:
    """Label and answer side by side, a table for each section under its heading."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        rows = _rows(section, 2, lambda item: row(cell(text_paragraph(item.label)), cell(answer(item))))
        blocks += [text_paragraph(section.heading, Ink.BOLD), table(rows, 2)]
    return document(*blocks, foot_of(paper))


def numbered_columns(paper: Paper, rnd: Random) -> bytes:
    """Number, label, answer; the sections' headings go over the whole width of the one table."""
    del rnd
    rows: list[str] = []
    number = iter(range(1, 200))
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD), span=3)))
        rows += _rows(
            section, 3, lambda i: row(cell(text_paragraph(f"{next(number)}.")), cell(text_paragraph(i.label)), cell(answer(i)))
        )
    return document(heading_of(paper), table(rows, 3), foot_of(paper))


def four_columns(paper: Paper, rnd: Random) -> bytes:
    """Two questions a row: label, answer, label, answer; long ones have a row of their own."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD), span=4)))
        short = [i for i in section.items if _is_short(i)]
        for left, right in zip(short[::2], [*short[1::2], None], strict=False):
            second = (cell(text_paragraph(right.label)), cell(answer(right))) if right else (cell(), cell())
            rows.append(row(cell(text_paragraph(left.label)), cell(answer(left)), *second))
        for item in (i for i in section.items if not _is_short(i)):
            wide = row(cell(text_paragraph(item.label)), cell(answer(item), span=3))
            rows.append(row(cell(whole(item), span=4)) if is_single(item) else wide)
    return document(heading_of(paper), table(rows, 4), foot_of(paper))


def _is_short(item: Item) -> bool:
    return item.kind is Kind.TEXT and len(item.lines) <= 1 and len(item.text) < 80 and not item.pairs


def bilingual_columns(paper: Paper, rnd: Random) -> bytes:
    """Serbian label, English label, answer."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD), span=3)))
        rows += _rows(
            section, 3, lambda i: row(cell(text_paragraph(i.label)), cell(text_paragraph(i.label_en)), cell(answer(i)))
        )
    return document(heading_of(paper), table(rows, 3), foot_of(paper))


def label_above(paper: Paper, rnd: Random) -> bytes:
    """One column: a row with the label, under it a row with the answer."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD))))
        rows += _rows(section, 1, lambda i: row(cell(text_paragraph(i.label))) + row(cell(answer(i))))
    return document(heading_of(paper), table(rows, 1), foot_of(paper))


def head_and_row(paper: Paper, rnd: Random) -> bytes:
    """Tables of up to three questions: a row of labels, a row of answers."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        short = [i for i in section.items if _is_short(i)]
        for at in range(0, len(short), 3):
            group = short[at : at + 3]
            labels = row(*(cell(text_paragraph(i.label, Ink.BOLD)) for i in group))
            blocks += [table((labels, row(*(cell(answer(i)) for i in group))), len(group)), paragraph()]
        for item in (i for i in section.items if not _is_short(i)):
            head = row(cell(text_paragraph(item.label, Ink.BOLD)))
            blocks += [whole(item) if is_single(item) else table((head, row(cell(answer(item)))), 1), paragraph()]
    return document(*blocks, foot_of(paper))


def one_cell(paper: Paper, rnd: Random) -> bytes:
    """Label, colon and answer in one cell, now on one line, now under it."""
    broken = rnd.random() < 0.5
    rows: list[str] = []
    for section in paper.sections:
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD))))
        rows += _rows(section, 1, lambda i: row(cell(_inline(i, "\n" if broken else " "))))
    return document(heading_of(paper), table(rows, 1), foot_of(paper))


def _inline(item: Item, between: str) -> str:
    if item.kind is Kind.CHOICE or item.pairs or len(item.lines) != 1:
        return text_paragraph(f"{item.label}:") + answer(item)
    hint = text_paragraph(item.hint, Ink.ITALIC) if item.hint else ""
    return paragraph(run(f"{item.label}:{between}"), spans(item.lines[0])) + hint


def paragraphs(paper: Paper, rnd: Random) -> bytes:
    """No table at all: "Label: answer"."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        blocks += [whole(item) if is_single(item) else _inline(item, " ") for item in section.items]
    return document(*blocks, foot_of(paper))


def alternating_paragraphs(paper: Paper, rnd: Random) -> bytes:
    """A paragraph with the label in bold, under it paragraphs with the answer."""
    colon = rnd.choice(("", ":"))
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD, Ink.UNDERLINE))
        for item in section.items:
            labelled = text_paragraph(item.label + colon, Ink.BOLD) + answer(item)
            blocks.append(whole(item) if is_single(item) else labelled)
    return document(*blocks, foot_of(paper))


def nested_tables(paper: Paper, rnd: Random) -> bytes:
    """A table of two columns, section and questions, the questions in tables of their own."""
    del rnd
    rows = []
    for section in paper.sections:
        inner = table(_rows(section, 2, lambda i: row(cell(text_paragraph(i.label)), cell(answer(i)))), 2)
        rows.append(row(cell(text_paragraph(section.heading, Ink.BOLD)), cell(inner)))
    return document(heading_of(paper), table(rows, 2), foot_of(paper))


def layout_table(paper: Paper, rnd: Random) -> bytes:
    """The whole form, paragraphs and tables, inside one cell with a frame."""
    inner = [heading_of(paper)]
    for at, section in enumerate(paper.sections):
        inner.append(text_paragraph(section.heading, Ink.BOLD))
        if at % 2 == rnd.randint(0, 1):
            inner += [whole(i) if is_single(i) else _inline(i, " ") for i in section.items]
        else:
            inner.append(table(_rows(section, 2, lambda i: row(cell(text_paragraph(i.label)), cell(answer(i)))), 2))
    return document(table((row(cell(*inner, foot_of(paper))),), 1))


def merged_sections(paper: Paper, rnd: Random) -> bytes:
    """The section's name in a tall cell at the left, its questions beside it."""
    del rnd
    rows: list[str] = []
    for section in paper.sections:
        for at, item in enumerate(section.items):
            side = cell(text_paragraph(section.heading), merge="restart") if at == 0 else cell(merge="continue")
            wide = cell(whole(item), span=2)
            rows.append(row(side, wide) if is_single(item) else row(side, cell(text_paragraph(item.label)), cell(answer(item))))
    return document(heading_of(paper), table(rows, 3), foot_of(paper))


def ruled_lines(paper: Paper, rnd: Random) -> bytes:
    """Underscores or dots, the answer typed over them, between or behind them."""
    filler = rnd.choice("_.")
    place = rnd.choice(("between", "before", "behind", "over"))
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        for item in section.items:
            blocks.append(whole(item) if is_single(item) else _ruled(item, filler, place))
    return document(*blocks, foot_of(paper))


def _ruled(item: Item, filler: str, place: str) -> str:
    if item.kind is Kind.CHOICE or item.pairs or len(item.lines) != 1:
        return text_paragraph(f"{item.label}:") + answer(item)
    long, short = filler * 24, filler * 6
    text = plain(item.lines[0])
    if not text.strip():
        return text_paragraph(f"{item.label}: {long}")
    typed = {"between": short + text + long, "before": text + long, "behind": short + " " + text, "over": text}[place]
    return text_paragraph(f"{item.label}: {typed}")


def tabbed(paper: Paper, rnd: Random) -> bytes:
    """Label, tab with a leader, answer."""
    colon = rnd.choice(("", ":"))
    leader = '<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="4000"/></w:tabs>'
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        for item in section.items:
            single = len(item.lines) == 1 and item.kind is Kind.TEXT and not item.pairs
            if is_single(item):
                blocks.append(whole(item))
            elif single:
                blocks.append(paragraph(run(f"{item.label}{colon}\t"), spans(item.lines[0]), properties=leader))
            else:
                blocks.append(text_paragraph(item.label + ":") + answer(item))
    return document(*blocks, foot_of(paper))


def shared_lines(paper: Paper, rnd: Random) -> bytes:
    """Two questions on a line: "Телефон: … Е-пошта: …"."""
    gap = rnd.choice(("    ", "\t", "  ", ", "))
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        waiting: list[Item] = []
        for item in section.items:
            if _is_short(item) and len(item.text) < 40 and not item.hint:
                waiting.append(item)
                continue
            blocks.append(whole(item) if is_single(item) else _inline(item, " "))
        for at in range(0, len(waiting), 2):
            pair = waiting[at : at + 2]
            blocks.append(text_paragraph(gap.join(f"{i.label}: {i.text}" for i in pair)))
    return document(*blocks, foot_of(paper))


def captions_below(paper: Paper, rnd: Random) -> bytes:
    """A ruled line with the answer on it, the label in brackets under it."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        for item in section.items:
            if is_single(item):
                blocks.append(whole(item))
            elif item.kind is Kind.TEXT and len(item.lines) == 1 and not item.pairs:
                typed = f"____{item.text}____________" if item.text.strip() else "_" * 30
                blocks += [text_paragraph(typed), text_paragraph(f"({item.label.rstrip(':')})", Ink.ITALIC)]
            else:
                blocks.append(text_paragraph(item.label + ":") + answer(item))
    return document(*blocks, foot_of(paper))


def text_boxes(paper: Paper, rnd: Random) -> bytes:
    """Every answer in a text box under its label, or label and answer in the box."""
    inside = rnd.random() < 0.5
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        for item in section.items:
            label = text_paragraph(item.label + ":")
            if is_single(item):
                blocks.append(whole(item))
            elif inside:
                blocks.append(ooxml.text_box(label, answer(item) or paragraph()))
            else:
                blocks += [label, ooxml.text_box(answer(item) or paragraph())]
    return document(*blocks, foot_of(paper))


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
        blocks += [text_paragraph(section.heading, Ink.BOLD), table(_rows(section, 2, answered), 2)]
    return document(*blocks, foot_of(paper))


def margins(paper: Paper, rnd: Random) -> bytes:
    """The applicant in the page's head and the signature in its foot, the rest as paragraphs."""
    del rnd
    top = [i for i in paper.items if i.field in ("municipality", "official_email", "website")]
    bottom = [i for i in paper.items if i.field in ("place", "signed_on", "signatory")]
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        blocks += [whole(i) if is_single(i) else _inline(i, " ") for i in section.items if i not in top and i not in bottom]
    header = "".join(_inline(item, " ") for item in top)
    return document(*blocks, foot_of(paper), header=header, footer="".join(_inline(item, " ") for item in bottom))


def bulleted(paper: Paper, rnd: Random) -> bytes:
    """Letters and numbers typed before labels, the label in bold and the answer right behind it."""
    style = rnd.choice(("{}.", "{})", "2.{}", "- "))
    number = iter(range(1, 200))
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        for item in section.items:
            lead = style.format(next(number)).strip() + " "
            if is_single(item):
                blocks.append(whole(item))
            elif len(item.lines) == 1 and item.kind is Kind.TEXT and not item.pairs:
                blocks.append(paragraph(run(f"{lead}{item.label}: ", Ink.BOLD), spans(item.lines[0])))
            else:
                blocks.append(text_paragraph(f"{lead}{item.label}:", Ink.BOLD) + answer(item))
    return document(*blocks, foot_of(paper))


PLAIN_LAYOUTS: dict[str, Layout] = {
    "two columns": two_columns,
    "numbered columns": numbered_columns,
    "four columns": four_columns,
    "bilingual columns": bilingual_columns,
    "label above": label_above,
    "head and row": head_and_row,
    "one cell": one_cell,
    "paragraphs": paragraphs,
    "alternating paragraphs": alternating_paragraphs,
    "nested tables": nested_tables,
    "layout table": layout_table,
    "merged sections": merged_sections,
    "ruled lines": ruled_lines,
    "tabbed": tabbed,
    "shared lines": shared_lines,
    "captions below": captions_below,
    "text boxes": text_boxes,
    "tracked": tracked,
    "margins": margins,
    "bulleted": bulleted,
}
