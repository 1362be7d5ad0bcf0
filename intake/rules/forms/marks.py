"""How people mark: ticks and typed signs, yes and no, before or behind what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import is_

from intake.rules.forms.lexicon import Lexicon, key
from intake.rules.forms.places import Block, Box, Cell, Document, Line, Mark, Span, Table

_LEADING = re.compile(r"^\s*(?:[\[(]\s*(?P<in>[^\])]{0,3}?)\s*[\])]|(?P<bare>\S{1,2})(?=[\s.\-–—:]))[\s.\-–—:]*(?=\S)")
_TRAILING = re.compile(
    r"(?:[\[(]\s*(?P<in>[^\])]{0,12}?)\s*[\])]|(?P<gap>[\s:\-–—]+)(?P<bare>[^\s()\[\]]{1,3}))\s*[.;,]?\s*$"
)
_POINTER = re.compile(  # "→ Мобилни тимови", "Мобилни тимови <--- ОВАЈ"
    r"^\s*(?:[→⇒➔➜►▶☞]|[-=–—]*>{1,3}(?=\s))|(?:[←⇐◄◀☜]|\s[<‹«]{1,3}[-=–—]+|\s[<‹«]{2,3})[\s\w]{0,20}[.!]?\s*$"
)
_CIRCLED = re.compile(r"^\s*[①-⑳❶-❿➀-➓⓵-⓾]")
_TYPED_BOX = re.compile(r"[\[(]([ _.\u00a0]{0,5}|\s?[^\s\w]\s?|\s?[xXхХvV]\s?)[\])]")
_RULED_BOX = re.compile(
    r"(?:^|(?<=\s))_{2,}\s?([xXхХvV✓✔]?)\s?_{1,}(?=\s+[^\W\d_])(?!.*_\s*$)"
)  # "__X__ Мобилни тимови"
_DOTTED = re.compile(
    r"(?<=[\w)]) ?(?::\s*)?(?:\.{3,}|…+|_{3,})\s*(?=[^\s_.…])([^_…]*?[^\s_.…])\s*(?:\.{3,}|…+|_{3,})"
)  # in a sentence
_SHORT_RULE = re.compile(r"\s*(?:_|[xXхХ✓✔])(?=\s+[^\W\d_])")  # "_ Мобилни тимови", beside "X Мањине"
_RULED_BOXES = 2  # lines of a document that make short rules before a text the places of ticks
_BESIDE_BOX = re.compile(r"\s*[xXхХ✓✔](?=\s|$)\s*")  # "☐ X Мобилни тимови": typed, for the box could not be clicked
_CLAUSE = re.compile(r"\s*[,.;:!–—]\s*|\s+-\s+")  # "Да, сагласни смо": the first word says it
_OFFERED = re.compile(r"(?<![^\W_])([^\W\d_]{2,12})(?:\s*[/|\\,]\s*|\s{2,}|\s*\t\s*)([^\W\d_]{2,12})[\s.*]*$")
_WORD = re.compile(r"[^\s/|]+")
_LANGUAGES = re.compile(r"\s*[/|\n]\s*")
_HEAD = 12  # characters of a column's head that says yes or no
_EMPHASIS = frozenset({Mark.BOLD, Mark.UNDERLINE, Mark.HIGHLIGHT, Mark.COLOUR, Mark.ITALIC})


def said(text: str, lexicon: Lexicon) -> bool | None:
    """Return what a word or sign alone says: True for a tick or a yes, False for a no, None for anything else."""
    if key(text) in lexicon.no:
        return False
    return True if lexicon.is_mark(text) or key(text) in lexicon.yes else None


def typed(text: str, lexicon: Lexicon) -> bool | None:
    """Return what is typed before or behind an option: "[x]", "X –", "– ДА"; empty brackets say no."""
    if _POINTER.search(text) or _CIRCLED.search(text):
        return True
    for pattern in (_LEADING, _TRAILING):
        found = pattern.search(text)
        if found is None or _is_running_on(found):
            continue
        inside, bare = found.group("in"), found.group("bare")
        if inside is not None and not inside.strip(" _."):
            return False
        answer = said(inside if inside is not None else bare or "", lexicon)
        if answer is not None:
            return answer
    return None


def _is_running_on(found: re.Match[str]) -> bool:
    """Tell whether a last word is one of the sentence ("… за општине да"), and said of nothing before it."""
    gap, word = found.groupdict().get("gap"), found.group("bare")
    return gap is not None and gap == " " and len(word) > 1 and word.islower() and word.isalpha()


def with_boxes(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* with typed boxes ("[x]", "( )") as boxes, and with what is marked in columns "Да" and "Не"."""
    document = replace(document, blocks=tuple(_written_on_rules(block) for block in document.blocks))
    written = [line.text for line in _lines(document)]
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


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        yield from (block,) if isinstance(block, Line) else (line for cell in block.cells for line in cell.lines)


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
    lines = tuple(_boxed(line, lexicon) for line in cell.lines)
    return cell if all(map(is_, lines, cell.lines)) else replace(cell, lines=lines)


def _columned(table: Table, lexicon: Lexicon) -> Table:
    """Give marks below "Да" and "Не" the word of their column: "X" is "X Да", and an empty cell is an empty box."""
    heads: dict[int, Cell] = {}
    cells: list[Cell] = []
    for _, row in groupby(sorted(table.cells, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        of_row = tuple(row)
        words = [(cell, word) for cell in of_row if (word := _column_word(cell, lexicon)) is not None]
        if {word for _, word in words} == {True, False}:
            heads = {cell.column: cell for cell, _ in words}
        elif heads:
            of_row = tuple(_under(cell, heads.get(cell.column), lexicon) for cell in of_row)
        cells.extend(of_row)
    return replace(table, cells=tuple(cells)) if heads else table


def _column_word(cell: Cell, lexicon: Lexicon) -> bool | None:
    """What the head of a column says, in one language or in two: "Да", "Yes / Да"."""
    words = {key(part) for part in _LANGUAGES.split(cell.text) if part.strip()} if len(cell.text) <= _HEAD else set()
    return True if words and words <= lexicon.yes else False if words and words <= lexicon.no else None


def _under(cell: Cell, head: Cell | None, lexicon: Lexicon) -> Cell:
    boxes = [span.box for line in cell.lines for span in line.spans if span.box is not None]
    marked = Box.TICKED in boxes or lexicon.is_mark(cell.text)
    if head is None or len(boxes) > 1 or (key(cell.text) and not marked) or cell.hidden:
        return cell
    box = Span(text=cell.text.strip() or "☐", box=Box.TICKED if marked else Box.EMPTY)
    word = Span(text=" " + _LANGUAGES.split(head.text.strip())[0])
    line = Line(spans=(box, word), address=cell.lines[0].address if cell.lines else cell.address)
    return replace(cell, lines=(line,))


def _boxed(line: Line, lexicon: Lexicon) -> Line:
    if _TYPED_BOX.search(line.text):
        line = replace(line, spans=tuple(piece for span in line.spans for piece in _parted(span, lexicon)))
    return _crossed(line) if any(span.box is Box.EMPTY for span in line.spans) else line


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


def yes_no(lines: Sequence[Line], lexicon: Lexicon) -> bool | None:
    """Read "☒ Да ☐ Не", "ДА", "X", "☐": True, False, or None where nothing or both is said."""
    spans = [span for line in lines for span in line.spans]
    boxes = [i for i, span in enumerate(spans) if span.box is not None]
    if not boxes:
        text = " ".join(line.text for line in lines).strip(" .;,_")
        whole = said(text, lexicon) if text else None
        whole = _set_apart(spans, lexicon) if whole is None else whole
        return whole if whole is not None else said(_CLAUSE.split(text, maxsplit=1)[0], lexicon)
    if len(boxes) == 1:
        return spans[boxes[0]].box is Box.TICKED
    labelled = {_word_of(spans, i, lexicon): spans[i].box for i in boxes}
    yes, no = labelled.get(True) is Box.TICKED, labelled.get(False) is Box.TICKED
    return yes if yes != no else None


def offered(text: str, lexicon: Lexicon) -> int | None:
    """Where in *text* a yes and a no begin that stand behind a statement to choose from: "… тачни: ДА / НЕ"."""
    found = _OFFERED.search(text)
    said_of = {key(found[1]), key(found[2])} if found else set()
    one_each = len(said_of & lexicon.yes) == len(said_of & lexicon.no) == 1
    return found.start(1) if found and one_each and key(text[: found.start(1)]) else None


def is_both(lines: Sequence[Line]) -> bool:
    """Tell whether several boxes stand in *lines*, and every one is ticked."""
    boxes = [span.box for line in lines for span in line.spans if span.box is not None]
    return len(boxes) > 1 and set(boxes) == {Box.TICKED}


def _set_apart(spans: Sequence[Span], lexicon: Lexicon) -> bool | None:
    """Read "ДА / НЕ" of which one word is struck out, or one set apart by emphasis."""
    words: list[tuple[Span, bool]] = []
    for where, text in ((span, text) for span in spans for text in _WORD.findall(span.text)):
        word = said(text.strip(" /|.,;:"), lexicon)
        if word is not None:
            words.append((where, word))
        elif key(text):
            return None
    if {word for _, word in words} != {True, False}:
        return None
    live = {word for span, word in words if Mark.STRIKE not in span.marks}
    emphasised = {word for span, word in words if span.marks & _EMPHASIS}
    return next((meant.pop() for meant in (live, emphasised) if len(meant) == 1), None)


def _word_of(spans: Sequence[Span], at: int, lexicon: Lexicon) -> bool | None:
    """Whether the box at *at* is the yes or the no box: by the word behind it, or before it if it comes first."""
    first_box = next(i for i, span in enumerate(spans) if span.box is not None)
    before = any(key(span.text) for span in spans[:first_box])
    around = (
        spans[i].text for i in (range(at - 1, -1, -1) if before else range(at + 1, len(spans))) if key(spans[i].text)
    )
    words = {key(part) for part in _LANGUAGES.split(next(around, "").strip())}
    return True if words <= lexicon.yes else False if words <= lexicon.no else None


def pieces(line: Line) -> Iterator[Line]:
    """Part a line that holds several boxes, so that each piece has one: the box leads where the line begins with it.

    A question before them is a piece of its own: "Подгрупа за мањине: ☐ Форум ☐ Повјереник".
    """
    at = [i for i, span in enumerate(line.spans) if span.box is not None]
    if len(at) <= 1:
        yield line
        return
    before = "".join(span.text for span in line.spans[: at[0]]).rstrip()
    asked = before.endswith(":") and any(key(span.text) for span in line.spans[at[-1] :])
    cuts = [0, *at] if asked else [0, *at[1:]] if not key(before) else [0, *(i + 1 for i in at[:-1])]
    for start, end in zip(cuts, [*cuts[1:], len(line.spans)], strict=True):
        yield Line(spans=line.spans[start:end], address=line.address)


def common_marks(spans: Sequence[Span]) -> frozenset[Mark]:
    """Return the formatting that all of *spans* share and that may set an option apart."""
    return frozenset.intersection(*(span.marks for span in spans)) & _EMPHASIS if spans else frozenset()
