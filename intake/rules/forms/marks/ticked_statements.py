"""Statements that are made by a sign or a word beside them: "√ Подаци су тачни", "Подаци су тачни. ДА".

The word may be one of two, of which the other is struck out: "Подаци су тачни: ДА / НЕ". A yes and a no with their
boxes below a statement, or in cells left of it, are put at its right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from intake.rules.forms.marks.marks import ended, offered, said, yes_no
from intake.rules.forms.places import Block, Box, Cell, Document, Line, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, lines_of, rewritten, slice_of
from intake.rules.forms.words.matches import Match

_SIGN = r"[xXхХvV+✓✔√✗✘]"  # no bullet: "*", "●"
_SIGN_BEFORE = re.compile(
    rf"(\s*(?:\(?\d{{1,2}}[.)]|[-–—])?\s*)[\[(]?(?:{_SIGN}(?=[\s)\]–—-])|[✓✔√✗✘])[\s)\].–—-]*(?=[^\W\d_]{{2}}|\d{{1,2}}[.)])"
)
_SIGN_BEHIND = re.compile(rf"(?<=[\w.!)])\s*(?:[:–—-]\s*)?(?:(?<=\s){_SIGN}|[✓✔√✗✘])\s*[.;]?\s*$")
_WORD_BEFORE = re.compile(r"\s*(?:[^\W\d_]{2,3}\s*(?:[–—:,]|-(?=\s))\s*|([^\W\d_]{2,3})\s+)")  # "ДА – …", "НЕ …"
_WORD_BEHIND = re.compile(r"(\s*\(|\s+[–—-]\s+|\s+)([^\W\d_]{2,3})\)?(?:[,.][^.:]{0,60})?[\s.]*$")
_BESIDE = re.compile(
    rf"{_WORD_BEHIND.pattern}|{_SIGN_BEHIND.pattern}|^(?:{_WORD_BEFORE.pattern}|{_SIGN_BEFORE.pattern})"
)
_WORD = re.compile(r"[^\W\d_]+")
_FOURTH = re.compile(r"\s*IV\s")
_ROW = attrgetter("row")
_SENTENCE = 2  # words
_MOST = 8  # words of a yes and a no, in two languages
_NUMBER = re.compile(r"\s*\(?\d{0,2}[.)]?\s*")

Stated = Callable[[str], bool]
"""Tells whether a text is a statement of the call's."""

Statement = Callable[[str], Match | None]
"""What a text states in so many words, or in its own."""

Row = Sequence[Cell]


def with_ticked_statements(document: Document, lexicon: Lexicon, stated: Stated) -> Document:
    """Return *document* with a box for each sign typed in the place of a statement's: "√ Подаци су тачни"."""
    lines = lines_of(document.blocks)
    marked = {id(line) for line in lines if _BESIDE.search(line.text) and not has_box(line)}
    if not marked or [line for line in lines if _FOURTH.match(line.text)]:
        return document  # "V Тачност података" is the fifth part
    told: dict[int, Sequence[Line]] = {}
    for at, block in enumerate(document.blocks):
        own = [line for line in lines_of((block,)) if id(line) in marked]
        if isinstance(block, Table) and own:
            own = [line for line in _alone(block) if id(line) in marked]
        elif own and _is_answered(document.blocks[at + 1 :], lexicon):
            continue
        told |= {id(line): (_ticked(line, lexicon, stated),) for line in own}
    return rewritten(document, told)


def _alone(table: Table) -> Sequence[Line]:
    """The lines of the cells that stand alone in their rows: others have their answers beside them."""
    beside = Counter([cell.row for cell in table.cells if any(map(str.isalpha, cell.text))])
    return [line for cell in table.cells if beside[cell.row] == 1 for line in cell.lines]


def _is_answered(below: Sequence[Block], lexicon: Lexicon) -> bool:
    """Tell whether a yes, a no or a tick stands alone in the first line *below* that says something."""
    first = next((block for block in below if not isinstance(block, Line) or key(block.text)), None)
    return isinstance(first, Line) and said(first.text.strip(" ."), lexicon) is not None


def _ticked(line: Line, lexicon: Lexicon, stated: Stated) -> Line:
    """Make a box of the yes or the no behind the statement in *line*, or else of the sign or word before or behind."""
    text = line.text
    if (at := offered(text, lexicon)) is not None:
        yes = yes_no([slice_of(line, at, len(text))], lexicon) if stated(text[:at]) else None
        words = _WORD.finditer(text, at) if yes is not None else ()
        found = next((word for word in words if said(word[0], lexicon) is yes), None)
        return replace(line, spans=(*slice_of(line, 0, at).spans, _box(found, lexicon))) if found else line
    word = _word_behind(line, lexicon)
    if word and stated(text[: word.start()]):
        return replace(line, spans=(*slice_of(line, 0, word.start()).spans, Span(text=" "), _box(word, lexicon)))
    answered = word or ended(line, lexicon) is not None or key(text.rpartition(":")[2]) in lexicon.yes | lexicon.no
    word = _WORD_BEFORE.match(text)
    word = (
        word if word and (word[1] is None or word[1].isupper()) and key(word[0]) in lexicon.yes | lexicon.no else None
    )
    found = word or _SIGN_BEFORE.match(text) or _SIGN_BEHIND.search(text)
    before, behind = (text[: found.start()], text[found.end() :]) if found else ("", "")
    if found is None or answered or not stated(before + behind):
        return line
    if behind.strip():
        return replace(
            line, spans=(_box(found, lexicon), Span(text=" "), *slice_of(line, found.end(), len(text)).spans)
        )
    return replace(line, spans=(*slice_of(line, 0, found.start()).spans, Span(text=" "), _box(found, lexicon)))


def _word_behind(line: Line, lexicon: Lexicon) -> re.Match[str] | None:
    """The yes or the no that ends *line* behind a stop, a dash or a tab, in brackets, or in capitals."""
    found = _WORD_BEHIND.search(line.text)
    if found is None or key(found[2]) not in lexicon.yes | lexicon.no:
        return None
    offered = key(line.text[: found.start()]).split()[-2:]  # "ДА / НЕ", "да или не"
    if not lexicon.yes.union(lexicon.no).isdisjoint(offered):
        return None
    if key(line.text[found.end(2) :]) in (lexicon.no if key(found[2]) in lexicon.yes else lexicon.yes):  # "ДА, НЕ"
        return None
    bare = not found[1].strip() and "\t" not in found[1] and line.text[: found.start()][-1:].isalnum()
    return None if bare and not (found[2].isupper() and not line.text.isupper()) else found


def _box(found: re.Match[str], lexicon: Lexicon) -> Span:
    """The box that stands for a sign, a yes or a no."""
    words = key(found[0]).split()
    return Span(text=found[0].strip(), box=Box.EMPTY if words and words[0] in lexicon.no else Box.TICKED)


# A yes and a no below a statement, or left of it


def with_answers_beside(document: Document, lexicon: Lexicon, statement: Statement) -> Document:
    """Return *document* with each such answer in a cell right of its statement, as most forms have it."""
    blocks: list[Block] = []
    for block in document.blocks:
        above = blocks[-1] if blocks and isinstance(block, Table) and _is_answer(block.cells, lexicon) else None
        if isinstance(above, Line) and isinstance(block, Table) and statement(above.text):
            asked = Cell(row=0, column=0, address=above.address, lines=(above,))
            blocks[-1] = replace(block, cells=_side_by_side(asked, block.cells))
        else:
            blocks.append(_beside(block, lexicon, statement) if isinstance(block, Table) else block)
    return replace(document, blocks=tuple(blocks))


def _beside(table: Table, lexicon: Lexicon, statement: Statement) -> Table:
    boxed = {cell.row for cell in table.cells for line in cell.lines for span in line.spans if span.box is not None}
    if not boxed:
        return table
    rows: list[Row] = [tuple(row) for _, row in groupby(table.cells, key=_ROW)]
    answers = [at for at, row in enumerate(rows) if row[0].row in boxed and _is_answer(row, lexicon)]
    stated = {at: asked for at in answers if at and (asked := _statement(rows[at - 1]))}
    for at, asked in reversed(stated.items()) if len(stated) == len(answers) else ():
        before = [cell for cell in rows[at - 1] if cell.column < asked.column]
        rows[at - 1 : at + 1] = [(*before, *_side_by_side(asked, rows[at]))]
    rows = [_turned(row, lexicon, statement) if row[0].row in boxed else row for row in rows]
    cells = tuple([cell for row in rows for cell in row])
    return table if cells == table.cells else replace(table, cells=cells)


def _statement(row: Row) -> Cell | None:
    """The one cell of *row* that says something, in a sentence without a box; a number may stand before it."""
    written = [cell for cell in row if not _NUMBER.fullmatch(cell.text)]
    if len(written) != 1 or written[0].hidden or any(map(has_box, written[0].lines)):
        return None
    return written[0] if len(key(written[0].text).split()) >= _SENTENCE else None


def _is_answer(row: Row, lexicon: Lexicon) -> bool:
    """Tell whether nothing but boxes stands in *row*, and the yes and the no beside them."""
    words = _WORD.findall(" ".join([cell.text for cell in row]))
    boxed = [cell for cell in row for line in cell.lines for span in line.spans if span.box is not None]
    shown = bool(boxed) and len(words) <= _MOST and not any(cell.hidden for cell in row)
    return shown and all(said(word, lexicon) is not None for word in words)


def _turned(row: Row, lexicon: Lexicon, statement: Statement) -> Row:
    """Put the yes and the no in one cell behind their statement: "☒ ДА | ☐ НЕ | Подаци су тачни"."""
    written = [cell for cell in row if cell.text.strip()]
    for asked, answer in ((written[-1:], written[:-1]), (written[:1], written[1:])):
        said_apart = any(map(str.isalpha, "".join([cell.text for cell in answer])))  # a box alone is read as it is
        if said_apart and _is_answer(answer, lexicon) and statement(asked[0].text):
            return _side_by_side(replace(asked[0], column=written[0].column), answer)
    return row


def _side_by_side(asked: Cell, answer: Row) -> tuple[Cell, ...]:
    lines = tuple([line for cell in answer for line in cell.lines if line.text.strip()])
    address = next(line.address for line in lines if has_box(line))
    told = Cell(row=asked.row, column=asked.column + 1, address=address, lines=lines)
    return replace(asked, column_span=1), told
