"""Word forms with controls: content controls of today, form fields of Word 97, controls around cells and rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from accuracy import ooxml, printed
from accuracy.ooxml import cell, document, paragraph, row, run, table, text_paragraph
from accuracy.paper import Ink, Item, Kind, Line, Paper, Script, Span, folded
from accuracy.word_blocks import Layout, answer, foot_of, heading_of, is_single, whole

Control = Callable[[Paper, Random, Item], str]


def _boxed(draw: Callable[[Span], str], one: Line) -> str:
    """A line's runs, its boxes as controls."""
    return "".join(draw(p) if p.box is not None else run(p.text, *p.inks) for p in one)


MODERN = partial(_boxed, ooxml.check_box)
_LEGACY = partial(_boxed, ooxml.form_box)


def _prompt(paper: Paper, rnd: Random, prompts: tuple[tuple[str, str], ...]) -> str:
    return rnd.choice(prompts)[paper.script is Script.ENGLISH]


def content_control(paper: Paper, rnd: Random, item: Item) -> str:
    """The answer in a control of its kind; its prompt stands where nothing was answered."""
    empty = not folded(item.text)
    if item.allowed:
        combo = rnd.choice(("dropDownList", "comboBox"))
        kind = ooxml.choosing((_prompt(paper, rnd, printed.PICK), *item.allowed), combo=combo)
        return paragraph(ooxml.control(run(item.text), kind=kind, alias=item.label))
    if item.kind is Kind.CHOICE or item.pairs or any(p.box is not None for one in item.lines for p in one):
        return answer(item, MODERN)
    kind = "<w:date/>" if item.field == "signed_on" else "<w:text/>"
    prompt = _prompt(paper, rnd, printed.PROMPTS) if empty else ""
    if len(item.lines) > 1:
        return ooxml.control(answer(item), kind="<w:richText/>", alias=item.label, prompt=prompt)
    return paragraph(ooxml.control(run(item.text), kind=kind, alias=item.label, prompt=prompt))


def _legacy_field(paper: Paper, rnd: Random, item: Item) -> str:
    """The answer in a form field of Word 97."""
    del paper, rnd
    if item.allowed:
        return paragraph(ooxml.form_list(("—", *item.allowed), item.text))
    if item.kind is Kind.CHOICE or item.pairs or any(p.box is not None for one in item.lines for p in one):
        return answer(item, _LEGACY)
    return "".join(paragraph(ooxml.form_text(one[0].text)) for one in item.lines)


def _linked(paper: Paper, rnd: Random, item: Item) -> str:
    """An e-mail address as a link whose target is somebody else's."""
    del paper, rnd
    if item.field.endswith("_email") and folded(item.text):
        return paragraph(ooxml.hyperlink(item.text))
    return answer(item)


def _in_table(paper: Paper, rnd: Random, draw: Control, boxes: Callable[[Line], str]) -> bytes:
    blocks = [heading_of(paper)]
    for section in paper.sections:
        rows = [
            row(cell(whole(i, boxes), span=2))
            if is_single(i)
            else row(cell(text_paragraph(i.label)), cell(draw(paper, rnd, i)))
            for i in section.items
        ]
        blocks += [text_paragraph(section.heading, Ink.BOLD), table(rows, 2)]
    return document(*blocks, foot_of(paper))


def _in_paragraphs(paper: Paper, rnd: Random, draw: Control, boxes: Callable[[Line], str]) -> bytes:
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        for item in section.items:
            blocks += (
                [whole(item, boxes)] if is_single(item) else [text_paragraph(item.label + ":"), draw(paper, rnd, item)]
            )
    return document(*blocks, foot_of(paper))


def content_controls(paper: Paper, rnd: Random) -> bytes:
    """Controls in the cells of a table."""
    return _in_table(paper, rnd, content_control, MODERN)


def control_paragraphs(paper: Paper, rnd: Random) -> bytes:
    """Controls under their labels."""
    return _in_paragraphs(paper, rnd, content_control, MODERN)


def legacy_fields(paper: Paper, rnd: Random) -> bytes:
    """Form fields in the cells of a table."""
    return _in_table(paper, rnd, _legacy_field, _LEGACY)


def legacy_paragraphs(paper: Paper, rnd: Random) -> bytes:
    """Form fields under their labels."""
    return _in_paragraphs(paper, rnd, _legacy_field, _LEGACY)


def links(paper: Paper, rnd: Random) -> bytes:
    """Two columns in which addresses are links to somewhere else."""
    return _in_table(paper, rnd, _linked, ooxml.spans)


def controlled_rows(paper: Paper, rnd: Random) -> bytes:
    """Controls around whole cells and whole rows."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        rows: list[str] = []
        for at, item in enumerate(section.items):
            label = cell(text_paragraph(item.label))
            if is_single(item):
                rows.append(row(cell(whole(item), span=2)))
            elif at % 2:
                rows.append(row(label, ooxml.control(cell(answer(item)))))
            else:
                rows.append(ooxml.control(row(label, cell(answer(item)))))
        blocks += [text_paragraph(section.heading, Ink.BOLD), table(rows, 2)]
    return document(*blocks, foot_of(paper))


CONTROL_LAYOUTS: dict[str, Layout] = {
    "content controls": content_controls,
    "control paragraphs": control_paragraphs,
    "legacy fields": legacy_fields,
    "legacy paragraphs": legacy_paragraphs,
    "stale links": links,
    "controlled rows": controlled_rows,
}
