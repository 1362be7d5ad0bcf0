"""Boxes that people type, rules on which they tick, and columns "Да" and "Не": made boxes like drawn ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter, is_

from intake.rules.forms.marks.box_words import has_words, in_languages, in_words, without_typed
from intake.rules.forms.places import Block, Box, Cell, Document, Line, Mark, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, lines_of, rewritten, slice_of
from intake.rules.script import SMALL_LETTERS

_TYPED_BOX = re.compile(r"[\[({](?:[ _.\u00a0]{0,5}|(\s?[^\s\w]\s?|\s?[xXхХvV]\s?))[\])}]")
_MENTIONED = re.compile(rf"[^\[(]*[^\W\d_]\s*\(\*\)\s*[{SMALL_LETTERS}][^\[(]*")  # "Поља са звјездицом (*) су обавезна"
_RULED_BOX = re.compile(
    r"(?:^\s*|(?<=\s))(?:_+\s?([xXхХvV✓✔])\s?_+|_{2,}\s?_+)(?=\s+(?:\d[.)]\s*)?[^\W\d_])(?!.*_\s*$)"
)  # "_X_ Мобилни тимови", "_X_ 3. Мобилни тимови"
_DOTTED = re.compile(
    r"(?<=[\w)]) ?(?::\s*)?(?:\.{3,}|…+|_{3,})\s*(?=[^\s_.…])([^_…]*?[^\s_.…])\s*(?:\.{3,}|…+|_{3,})"
)  # in a sentence
_SHORT_RULE = re.compile(r"\s*(?:_|([xXхХ✓✔]))(?=\s+[^\W\d_])")  # "_ Мобилни тимови", beside "X Мањине"
_RULED_BOXES = 2  # lines of a document that make short rules before a text the places of ticks
_BESIDE_BOX = re.compile(r"\s*[xXхХ✓✔](?=\s|$)\s*")  # "☐ X Мобилни тимови": typed, for the box could not be clicked
_IN_PLACE = re.compile(r"(?<!\S)([xXхХvV](?!\S)|[✓✔√+](?![^\w\s]))")
_LONGEST = 40  # characters of a yes with its box
_SIGN = re.compile(r"\s*[xXхХ✓✔√+]\s*")
_RULE = re.compile(r"_+\s?([xXхХvV✓✔]?)\s?_+|_(?![_\w])")
_YES_AND_NO = 2
_OPENED, _CLOSED = re.compile(r"[\[(]\s?$"), re.compile(r"\s?[\])]")  # round a sign that is a box by itself
_BOX, _TEXT, _PLACE, _ROW = attrgetter("box"), attrgetter("text"), attrgetter("row", "column"), attrgetter("row")
_HEAD = 12  # characters of a column's head that says yes or no


def with_boxes(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* with typed boxes ("[x]", "( )") as boxes, and with what is marked in columns "Да" and "Не"."""
    lines = [block for block in document.blocks if isinstance(block, Line)]
    document = _with_ticks_on_rules(rewritten(document, {id(line): (_written_on_rules(line),) for line in lines}))
    blocks, margins = (tuple(_block(b, lexicon) for b in part) for part in (document.blocks, document.margins))
    return replace(document, blocks=blocks, margins=margins)


def _with_ticks_on_rules(document: Document) -> Document:
    """Make boxes of the short rules on which a tick is typed, and of single underscores and what is typed for one."""
    lines = lines_of((*document.blocks, *document.margins))
    ruled = [line for line in lines if _RULED_BOX.match(line.text)]
    many = sum([len(_RULED_BOX.findall(line.text)) for line in ruled]) >= _RULED_BOXES
    told = {id(x): (_boxed_at(x, _RULED_BOX.finditer(x.text)),) for x in ruled if not has_box(x)} if many else {}
    if len([line for line in lines if line.text.lstrip().startswith("_ ")]) >= _RULED_BOXES:
        short = [(block, _SHORT_RULE.match(block.text)) for block in document.blocks if isinstance(block, Line)]
        told |= {id(line): (_boxed_at(line, [found]),) for line, found in short if found and not line.spans[0].box}
    return rewritten(document, told)


def _boxed_at(line: Line, signs: Iterable[re.Match[str]]) -> Line:
    """Return *line* with boxes in the place of *signs*, ticked where a tick was found."""
    spans: list[Span] = []
    at = 0
    for sign in signs:
        own = slice_of(line, *sign.span()).spans[0]
        box = Span(text=sign[0].strip(), marks=own.marks, control=own.control, box=Box.TICKED if sign[1] else Box.EMPTY)
        spans += (*slice_of(line, at, sign.start()).spans, box)
        at = sign.end()
    return replace(line, spans=(*spans, *slice_of(line, at, len(line.text)).spans)) if spans else line


def _written_on_rules(line: Line) -> Line:
    """Make rules of the underlined places in a sentence: "општина <u> Лакташи </u>, коју заступа <u> …"."""
    if len(line.spans) == 1 and len(_DOTTED.findall(line.text)) > 1:
        return replace(line, spans=(replace(line.spans[0], text=_DOTTED.sub(r"__\1__ ", line.text)),))
    places = [span for span in line.spans if _is_place(span)]
    plain = any(key(span.text) and Mark.UNDERLINE not in span.marks for span in line.spans[:1])
    if not places or not plain:
        return line
    spans = (replace(s, text=f"__{s.text.strip()}__ ") if _is_place(s) else s for s in line.spans)
    return replace(line, spans=tuple(spans))


def _is_place(span: Span) -> bool:
    """Tell whether *span* is an underlined place that was written on: the rule is longer than what stands on it."""
    padded = span.text[:1].isspace() and span.text[-1:].isspace()
    return Mark.UNDERLINE in span.marks and padded and span.box is None and bool(key(span.text))


def _block(block: Block, lexicon: Lexicon) -> Block:
    match block:
        case Line():
            return _boxed(block, lexicon)
        case Table():
            return _columned(replace(block, cells=tuple(_boxed_cell(cell, lexicon) for cell in block.cells)), lexicon)


def _boxed_cell(cell: Cell, lexicon: Lexicon) -> Cell:
    lines = tuple([_boxed(line, lexicon) for line in cell.lines])
    if len(lines) > 1 and any(span.box is Box.EMPTY for line in lines for span in line.spans):
        lines = tuple([line if has_box(line) else _marked_word(line, lexicon) for line in lines])
    return cell if all(map(is_, lines, cell.lines)) else replace(cell, lines=lines)


def _columned(table: Table, lexicon: Lexicon) -> Table:
    """Give marks below "Да" and "Не" the word of their column: "X" is "X Да", and an empty cell is an empty box.

    Those words then answer nothing themselves, where rows below have a statement.
    """
    heads: dict[int, Cell] = {}
    lent: set[int] = set()  # the heads, by their id(), of such rows
    cells: list[Cell] = []
    for _, row in groupby(sorted(table.cells, key=_PLACE), key=_ROW):
        of_row = tuple(row)
        words = [(cell, word) for cell in of_row if (word := _column_word(cell, lexicon)) is not None]
        beside = [cell.column for cell, _ in words]  # and not each the answer to a statement of its own
        if {word for _, word in words} == {True, False} and max(beside) - min(beside) < len(beside):
            heads = {cell.column: cell for cell, _ in words}
        elif heads:
            stated = any(key(cell.text) for cell in of_row if cell.column not in heads)
            lent |= set(map(id, heads.values())) if stated and _are_alike(heads.values()) else set()
            of_row = tuple(_under(cell, heads.get(cell.column), lexicon) for cell in of_row)
        cells.extend(of_row)
    cells = [replace(cell, lines=()) if id(cell) in lent else cell for cell in cells]
    return replace(table, cells=tuple(cells)) if heads else table


def _are_alike(cells: Iterable[Cell]) -> bool:
    """Tell whether neither of *cells* is set apart, as an answer may be."""
    return len({span.marks for cell in cells for line in cell.lines for span in line.spans if key(span.text)}) == 1


def _column_word(cell: Cell, lexicon: Lexicon) -> bool | None:
    """What the head of a column says, in one language or in two: "Да", "Yes / Да"; a box is no head."""
    return in_words(cell.text, lexicon) if len(cell.text) <= _HEAD and not any(map(has_box, cell.lines)) else None


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
        line = _boxed_at(line, [sign for sign in _TYPED_BOX.finditer(line.text) if _is_box(line, sign, lexicon)])
    line = _with_rules(line, lexicon) if "_" in line.text else line
    line = _without_brackets(line) if len(line.spans) > 1 else line
    line = _in_place(_crossed(line), lexicon) if Box.EMPTY in map(_BOX, line.spans) else line
    long = len(line.text) > _LONGEST and line.spans[:1] and line.spans[0].box is not None  # as options are
    return _marked(line, lexicon) if not long and Box.EMPTY in map(_BOX, line.spans) else line


def _with_rules(line: Line, lexicon: Lexicon) -> Line:
    """Make boxes of the rules beside a yes and a no: "да _X_   не ___"."""
    rules = list(_RULE.finditer(line.text))
    if len(rules) != _YES_AND_NO or has_box(line):
        return line
    boxed = _boxed_at(line, rules)
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
    return line if all(map(is_, spans, line.spans)) else replace(line, spans=tuple(spans))


def _marked_word(line: Line, lexicon: Lexicon) -> Line:
    """Make a box of the sign beside a yes or a no, as the other word has one: "X ДА", below it "☐ НЕ"."""
    signs = list(_IN_PLACE.finditer(line.text))
    boxed = _boxed_at(line, signs) if len(signs) == 1 else line
    said = "".join(span.text for span in boxed.spans if span.box is None)
    return boxed if in_words(said, lexicon) is not None else line


def _in_place(line: Line, lexicon: Lexicon) -> Line:
    """Make a box of the sign that was typed in the place of one, beside a yes and a no: "X ДА  ☐ НЕ"."""
    signs = list(_IN_PLACE.finditer(line.text))
    if len(signs) != 1 or [span.box for span in line.spans].count(None) != len(line.spans) - 1:
        return line
    boxed = _boxed_at(line, signs)
    return boxed if has_words(boxed.spans, lexicon) else line


def _marked(line: Line, lexicon: Lexicon) -> Line:
    """Tick the lone empty box beside which a sign or its yes was typed: "X ☐ Да", "☐ Да / Yes  x", "☐ Да – ДА"."""
    at = next(at for at, span in enumerate(line.spans) if span.box is not None)
    if line.spans[at].box is not Box.EMPTY or any(map(_BOX, line.spans[at + 1 :])):
        return line
    before, behind = ("".join(map(_TEXT, part)) for part in (line.spans[:at], line.spans[at + 1 :]))
    printed = without_typed(behind, lexicon)
    if not (_SIGN.fullmatch(before) or (printed != behind and not key(before))):
        return line
    end = len(line.text) - len(behind) + len(printed)
    rest = slice_of(line, len(line.text) - len(behind), end).spans
    return replace(line, spans=(replace(line.spans[at], box=Box.TICKED), *rest))


def _is_box(line: Line, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether what was *found* in brackets is nothing, or a sign; around anything else they stay text."""
    sign = (found[1] or "").strip()
    return not has_box(slice_of(line, *found.span())) and (sign in ("", "•") or lexicon.is_mark(sign))
