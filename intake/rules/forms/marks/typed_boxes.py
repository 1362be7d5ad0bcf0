"""Boxes that people type, rules on which they tick, and columns "Да" and "Не": made boxes like drawn ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter, is_

from intake.rules.forms.marks.box_words import has_words, in_languages
from intake.rules.forms.places import Block, Box, Cell, Document, Line, Mark, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, lines_of, slice_of
from intake.rules.script import SMALL_LETTERS

_TYPED_BOX = re.compile(r"[\[({]([ _.\u00a0]{0,5}|\s?[^\s\w]\s?|\s?[xXхХvV]\s?)[\])}]")
_MENTIONED = re.compile(rf"[^\[(]*[^\W\d_]\s*\(\*\)\s*[{SMALL_LETTERS}][^\[(]*")  # "Поља са звјездицом (*) су обавезна"
_RULED_BOX = re.compile(
    r"(?:^|(?<=\s))(?:_+\s?([xXхХvV✓✔])\s?_+|_{2,}\s?_+)(?=\s+(?:\d[.)]\s*)?[^\W\d_])(?!.*_\s*$)"
)  # "_X_ Мобилни тимови", "_X_ 3. Мобилни тимови"
_DOTTED = re.compile(
    r"(?<=[\w)]) ?(?::\s*)?(?:\.{3,}|…+|_{3,})\s*(?=[^\s_.…])([^_…]*?[^\s_.…])\s*(?:\.{3,}|…+|_{3,})"
)  # in a sentence
_SHORT_RULE = re.compile(r"\s*(?:_|[xXхХ✓✔])(?=\s+[^\W\d_])")  # "_ Мобилни тимови", beside "X Мањине"
_RULED_BOXES = 2  # lines of a document that make short rules before a text the places of ticks
_BESIDE_BOX = re.compile(r"\s*[xXхХ✓✔](?=\s|$)\s*")  # "☐ X Мобилни тимови": typed, for the box could not be clicked
_RULE = re.compile(r"_+\s?([xXхХvV✓✔]?)\s?_+|_(?![_\w])")
_YES_AND_NO = 2
_OPENED, _CLOSED = re.compile(r"[\[(]\s?$"), re.compile(r"\s?[\])]")  # round a sign that is a box by itself
_BOX, _PLACE, _ROW = attrgetter("box"), attrgetter("row", "column"), attrgetter("row")
_HEAD = 12  # characters of a column's head that says yes or no


def with_boxes(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* with typed boxes ("[x]", "( )") as boxes, and with what is marked in columns "Да" and "Не"."""
    document = replace(document, blocks=tuple(_written_on_rules(block) for block in document.blocks))
    written = [line.text for line in lines_of(document.blocks)]
    ruled = sum([len(_RULED_BOX.findall(text)) for text in written if _RULED_BOX.match(text)]) >= _RULED_BOXES
    if len([text for text in written if text.lstrip().startswith("_ ")]) >= _RULED_BOXES:
        document = _with_short_rules(document)
    blocks, margins = (
        tuple(_block(_ruled(b) if ruled else b, lexicon) for b in part) for part in (document.blocks, document.margins)
    )
    return replace(document, blocks=blocks, margins=margins)


def _with_short_rules(document: Document) -> Document:
    """Make boxes of single underscores before texts, and of the signs that are typed in their places."""
    blocks = (_short_rule(block) if isinstance(block, Line) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _short_rule(line: Line) -> Line:
    found = _SHORT_RULE.match(line.text)
    if found is None or line.spans[0].box is not None or len(line.spans[0].text) < found.end():
        return line
    sign, first = found.group().strip(), line.spans[0]
    box = Span(text=sign, box=Box.EMPTY if sign == "_" else Box.TICKED)
    return replace(line, spans=(box, replace(first, text=first.text[found.end() :]), *line.spans[1:]))


def _written_on_rules(block: Block) -> Block:
    """Make rules of the underlined places in a sentence: "општина <u> Лакташи </u>, коју заступа <u> …"."""
    if not isinstance(block, Line):
        return block
    if len(block.spans) == 1 and len(_DOTTED.findall(block.text)) > 1:
        return replace(block, spans=(replace(block.spans[0], text=_DOTTED.sub(r"__\1__ ", block.text)),))
    places = [span for span in block.spans if _is_place(span)]
    plain = any(key(span.text) and Mark.UNDERLINE not in span.marks for span in block.spans[:1])
    if not places or not plain:
        return block
    spans = (replace(s, text=f"__{s.text.strip()}__ ") if _is_place(s) else s for s in block.spans)
    return replace(block, spans=tuple(spans))


def _is_place(span: Span) -> bool:
    """Tell whether *span* is an underlined place that was written on: the rule is longer than what stands on it."""
    padded = span.text[:1].isspace() and span.text[-1:].isspace()
    return Mark.UNDERLINE in span.marks and padded and span.box is None and bool(key(span.text))


def _ruled(block: Block) -> Block:
    """Make boxes of the short rules on which a tick is typed."""
    if isinstance(block, Line):
        return _boxed_rule(block)
    cells = (replace(cell, lines=tuple(map(_boxed_rule, cell.lines))) for cell in block.cells)
    return replace(block, cells=tuple(cells))


def _boxed_rule(line: Line) -> Line:
    if not _RULED_BOX.match(line.text) or any(span.box for span in line.spans):
        return line
    return replace(line, spans=tuple(piece for span in line.spans for piece in _parted_at_rules(span)))


def _parted_at_rules(span: Span) -> Iterator[Span]:
    at = 0
    for found in _RULED_BOX.finditer(span.text):
        if before := span.text[at : found.start()]:
            yield replace(span, text=before)
        yield Span(text=found.group().strip(), box=Box.TICKED if found.group(1) else Box.EMPTY)
        at = found.end()
    if rest := span.text[at:]:
        yield replace(span, text=rest)


def _block(block: Block, lexicon: Lexicon) -> Block:
    match block:
        case Line():
            return _boxed(block, lexicon)
        case Table():
            return _columned(replace(block, cells=tuple(_boxed_cell(cell, lexicon) for cell in block.cells)), lexicon)


def _boxed_cell(cell: Cell, lexicon: Lexicon) -> Cell:
    lines = tuple([_boxed(line, lexicon) for line in cell.lines])
    return cell if all(map(is_, lines, cell.lines)) else replace(cell, lines=lines)


def _columned(table: Table, lexicon: Lexicon) -> Table:
    """Give marks below "Да" and "Не" the word of their column: "X" is "X Да", and an empty cell is an empty box."""
    heads: dict[int, Cell] = {}
    cells: list[Cell] = []
    for _, row in groupby(sorted(table.cells, key=_PLACE), key=_ROW):
        of_row = tuple(row)
        words = [(cell, word) for cell in of_row if (word := _column_word(cell, lexicon)) is not None]
        beside = [cell.column for cell, _ in words]  # and not each the answer to a statement of its own
        if {word for _, word in words} == {True, False} and max(beside) - min(beside) < len(beside):
            heads = {cell.column: cell for cell, _ in words}
        elif heads:
            of_row = tuple(_under(cell, heads.get(cell.column), lexicon) for cell in of_row)
        cells.extend(of_row)
    return replace(table, cells=tuple(cells)) if heads else table


def _column_word(cell: Cell, lexicon: Lexicon) -> bool | None:
    """What the head of a column says, in one language or in two: "Да", "Yes / Да"; a box is no head."""
    if any(map(has_box, cell.lines)):
        return None
    words = {key(part) for part in in_languages(cell.text) if part.strip()} if len(cell.text) <= _HEAD else set()
    return True if words and words <= lexicon.yes else False if words and words <= lexicon.no else None


def _under(cell: Cell, head: Cell | None, lexicon: Lexicon) -> Cell:
    boxes = [span.box for line in cell.lines for span in line.spans if span.box is not None]
    marked = Box.TICKED in boxes or lexicon.is_mark(cell.text)
    if head is None or len(boxes) > 1 or (key(cell.text) and not marked) or cell.hidden:
        return cell
    box = Span(text=cell.text.strip() or "☐", box=Box.TICKED if marked else Box.EMPTY)
    word = Span(text=" " + in_languages(head.text)[0])
    line = Line(spans=(box, word), address=cell.lines[0].address if cell.lines else cell.address)
    return replace(cell, lines=(line,))


def _boxed(line: Line, lexicon: Lexicon) -> Line:
    if _TYPED_BOX.search(line.text) and not _MENTIONED.fullmatch(line.text):
        line = replace(line, spans=tuple(piece for span in line.spans for piece in _parted(span, lexicon)))
    line = _with_rules(line, lexicon) if "_" in line.text else line
    line = _without_brackets(line) if len(line.spans) > 1 else line
    return _crossed(line) if Box.EMPTY in map(_BOX, line.spans) else line


def _with_rules(line: Line, lexicon: Lexicon) -> Line:
    """Make boxes of the rules beside a yes and a no: "да _X_   не ___"."""
    rules = list(_RULE.finditer(line.text))
    if len(rules) != _YES_AND_NO or any(span.box is not None for span in line.spans):
        return line
    at, spans = 0, list[Span]()
    for rule in rules:
        box = Span(text=rule.group().strip(), box=Box.TICKED if rule[1] else Box.EMPTY)
        spans += (*slice_of(line, at, rule.start()).spans, box)
        at = rule.end()
    boxed = replace(line, spans=(*spans, *slice_of(line, at, len(line.text)).spans))
    return boxed if has_words(boxed.spans, lexicon) else line


def _without_brackets(line: Line) -> Line:
    """Leave out the brackets round a sign that is a box by itself: "[✓]"."""
    spans = list(line.spans)
    for at, (_, box, behind) in enumerate(zip(line.spans, line.spans[1:], line.spans[2:], strict=False)):
        opened, closed = _OPENED.search(spans[at].text), _CLOSED.match(behind.text)
        if box.box is not None and opened and closed:
            spans[at] = replace(spans[at], text=spans[at].text[: opened.start()])
            spans[at + 2] = replace(behind, text=behind.text[closed.end() :])
    return line if spans == list(line.spans) else replace(line, spans=tuple(span for span in spans if span.text))


def _crossed(line: Line) -> Line:
    """Tick each empty box behind which an X was typed."""
    spans = list(line.spans)
    for at, (span, following) in enumerate(pairwise(line.spans)):
        found = _BESIDE_BOX.match(following.text)
        if span.box is Box.EMPTY and following.box is None and found:
            spans[at] = replace(span, box=Box.TICKED)
            spans[at + 1] = replace(following, text=" " + following.text[found.end() :])
    return replace(line, spans=tuple(spans))


def _parted(span: Span, lexicon: Lexicon) -> Iterator[Span]:
    """Part a span at its typed boxes; brackets around anything but a sign stay text."""
    at = 0
    for found in _TYPED_BOX.finditer(span.text):
        sign = found.group(1).strip(" _.")
        if span.box is not None or (sign and sign != "•" and not lexicon.is_mark(sign)):
            continue
        if before := span.text[at : found.start()]:
            yield replace(span, text=before)
        yield replace(span, text=found.group(), box=Box.TICKED if sign else Box.EMPTY)
        at = found.end()
    if rest := span.text[at:]:
        yield replace(span, text=rest)
