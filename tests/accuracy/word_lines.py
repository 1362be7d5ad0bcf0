"""Word forms in paragraphs, lines and text boxes."""

from __future__ import annotations

from random import Random

from accuracy import ooxml
from accuracy.ooxml import document, paragraph, run, spans, text_paragraph
from accuracy.paper import Ink, Item, Kind, Paper, plain
from accuracy.word_blocks import Layout, answer, foot_of, heading_of, inline, is_short, is_single, whole


def paragraphs(paper: Paper, rnd: Random) -> bytes:
    """No table at all: "Label: answer"."""
    del rnd
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        blocks += [whole(item) if is_single(item) else inline(item, " ") for item in section.items]
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


def ruled_lines(paper: Paper, rnd: Random) -> bytes:
    """Underscores or dots, the answer typed over them, between or behind them."""
    filler = rnd.choice("_.")
    place = rnd.choice(("between", "before", "behind", "over"))
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        blocks += [whole(i) if is_single(i) else _ruled(i, filler, place) for i in section.items]
    return document(*blocks, foot_of(paper))


def _ruled(item: Item, filler: str, place: str) -> str:
    if item.kind is Kind.CHOICE or item.pairs or len(item.lines) != 1:
        return text_paragraph(f"{item.label}:") + answer(item)
    long, short = filler * 24, filler * 6
    text = plain(item.lines[0])
    text += " " if filler == "." else ""  # or else nobody could tell the sentence's own full stop
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
            if is_short(item) and len(item.text) < 40 and not item.hint:
                waiting.append(item)
                continue
            blocks.append(whole(item) if is_single(item) else inline(item, " "))
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


def margins(paper: Paper, rnd: Random) -> bytes:
    """The applicant in the page's head and the signature in its foot, the rest as paragraphs."""
    del rnd
    top = [i for i in paper.items if i.field in ("municipality", "official_email", "website")]
    bottom = [i for i in paper.items if i.field in ("place", "signed_on", "signatory")]
    blocks = [heading_of(paper)]
    for section in paper.sections:
        blocks.append(text_paragraph(section.heading, Ink.BOLD))
        blocks += [
            whole(i) if is_single(i) else inline(i, " ") for i in section.items if i not in top and i not in bottom
        ]
    header = "".join(inline(item, " ") for item in top)
    return document(*blocks, foot_of(paper), header=header, footer="".join(inline(item, " ") for item in bottom))


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


LINE_LAYOUTS: dict[str, Layout] = {
    "paragraphs": paragraphs,
    "alternating paragraphs": alternating_paragraphs,
    "ruled lines": ruled_lines,
    "tabbed": tabbed,
    "shared lines": shared_lines,
    "captions below": captions_below,
    "text boxes": text_boxes,
    "margins": margins,
    "bulleted": bulleted,
}
