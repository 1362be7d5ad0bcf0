"""Captions side by side below rules, as forms end: "(мјесто и датум)   (потпис)"; each is given what stands above it.

Such places become a table of two rows, the answers and their captions, whether the form has them in lines with tabs or
in cells. What cannot be told to stand above one caption alone stays where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from intake.rules.forms.labels.looks import is_all
from intake.rules.forms.layout.captions import LEAST
from intake.rules.forms.layout.grid import rows_begun, table_of, without_rows
from intake.rules.forms.normalization.side_by_side import GAP, look_of, pieces_of
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Span, Table
from intake.rules.forms.words.contact import written_date
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bracketed, lines_of, rewritten
from intake.rules.forms.words.matches import Asked

_LEAST = 2  # side by side
_MOST = 0.8  # of the rules above captions
_CAPTIONS = 3  # below rules, that make a form of captions
_WORDS = 6  # of a place with its date


def without_rules(document: Document, asked: Asked, is_printed: Callable[[Line], bool]) -> Document:
    """Return *document* without the rules between what was written and a caption below: "Ана Анић", "____", "(име)".

    Only in a form of such captions, on whose rules hardly anything was written: elsewhere a bare one was left blank. So
    was one below a question, or below what else the form printed.
    """
    blocks = document.blocks
    below = [at for at in range(1, len(blocks)) if "__" in _text(blocks[at - 1]) and _is_caption(blocks[at], asked)]
    captioned = [at for at in below if _is_rule(blocks[at - 1])]
    if len(captioned) < _CAPTIONS or _MOST * len(below) > len(captioned):
        return document
    above = ((at - 1, blocks[at - 2]) for at in captioned if at > 1)
    ruled = {at for at, block in above if _is_written(block, asked) and not is_printed(block)}
    return replace(document, blocks=tuple(block for at, block in enumerate(blocks) if at not in ruled))


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else ""


def _is_caption(block: Block, asked: Asked) -> bool:
    return isinstance(block, Line) and is_bracketed(block.text) and asked(_inside(block)) is not None


def _is_written(block: Block, asked: Asked) -> TypeGuard[Line]:
    if not isinstance(block, Line) or not key(block.text) or is_bracketed(block.text) or has_box(block):
        return False
    return asked(block.text) is None and not is_all(block, Mark.BOLD)


def with_caption_rows(document: Document, lexicon: Lexicon, asked: Asked, dates: AbstractSet[str]) -> Document:
    """Return *document* with the answers above such captions in a row of their own; *dates* are fields with a date."""
    document = _with_label_rows(document, asked)
    if not _may_have_some(document.blocks):
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(_cells_apart(_without_rules(block, lexicon), asked))
            continue
        captions = _without_seals(pieces_of(block), lexicon)
        bracketed = len(captions) >= _LEAST and all(is_bracketed(piece.text) for piece in captions)
        found = [asked(_inside(piece)) for piece in captions] if bracketed else []
        if not any(found):
            blocks.append(block)
            continue
        if blocks and _is_signed_on(blocks[-1], lexicon):
            blocks.pop()
        is_dated = found[0] is not None and found[0].field.id in dates
        answers = _answers(blocks[-1], len(captions), lexicon, is_dated=is_dated) if blocks else []
        if answers:
            blocks.pop()
        written = [tuple(replace(line, answers=True) for line in lines) for lines in answers]
        blocks.append(table_of(written or [() for _ in captions], [(caption,) for caption in captions]))
    return replace(document, blocks=tuple(blocks))


def _with_label_rows(document: Document, asked: Asked) -> Document:
    """Make a table of labels side by side and what stands below each: "Начелник", a tab, "Контакт особа"."""
    blocks: list[Block] = []
    taken = 0
    for at, block in enumerate(document.blocks):
        if at < taken:
            continue
        labels = _labels(block, asked)
        under = (n for n in range(at + 1, len(document.blocks)) if not _is_empty(document.blocks[n]))
        below = next(under, None) if labels else None
        answers = [] if below is None else _unasked(document.blocks[below], asked)
        if below is not None and len(answers) == len(labels):
            blocks.append(table_of([(piece,) for piece in labels], [(piece,) for piece in answers]))
            taken = below + 1
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks)) if taken else document


def _labels(block: Block, asked: Asked) -> list[Line]:
    """The different questions that stand in a line with tabs between, each left without an answer.

    In brackets they are captions of what stands above them.
    """
    pieces = pieces_of(block) if isinstance(block, Line) and "\t" in block.text.strip() else []
    pieces = [] if all(is_bracketed(piece.text) for piece in pieces) else pieces
    found = {match.field.id for piece in pieces if ":" not in piece.text and (match := asked(piece.text))}
    return pieces if len(found) == len(pieces) >= _LEAST else []


def _unasked(block: Block, asked: Asked) -> list[Line]:
    pieces = pieces_of(block) if isinstance(block, Line) else []
    return [] if any(asked(piece.text) for piece in pieces) else pieces


def _is_empty(block: Block) -> bool:
    return _is_rule(block) or (isinstance(block, Line) and not block.text.strip())


def _may_have_some(blocks: Sequence[Block]) -> bool:
    """Tell whether something in brackets stands before a gap, or a rule in a table: most forms have neither."""
    for block in blocks:
        if isinstance(block, Table):
            if [cell for cell in block.cells if "__" in cell.text]:
                return True
        elif block.text.lstrip()[:1] in ("(", "[") and GAP.search(block.text):
            return True
    return False


def _inside(line: Line) -> str:
    return line.text.strip(" .\t")[1:-1]


def _is_rule(block: Block) -> bool:
    return isinstance(block, Line) and "__" in block.text and not key(block.text)


def _without_seals(pieces: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """Leave out the place of the seal, which stands between captions or between what is above them."""
    return [piece for piece in pieces if not lexicon.is_seal(piece.text)] if len(pieces) > 1 else [*pieces]


def _is_signed_on(block: Block, lexicon: Lexicon) -> bool:
    """Tell whether *block* is nothing but rules, with the place of the seal among them."""
    pieces = pieces_of(block) if isinstance(block, Line) and "__" in block.text else []
    return bool(pieces) and not any(key(piece.text) for piece in _without_seals(pieces, lexicon))


def _answers(above: Block, captions: int, lexicon: Lexicon, *, is_dated: bool) -> list[tuple[Line, ...]]:
    """What stands above each of so many captions; nothing where the line *above* may be one of text.

    A line alone at the left is no text where it is a place with its date, and the first caption *is_dated*.
    """
    if not isinstance(above, Line) or has_box(above) or ":" in above.text or is_bracketed(above.text):
        return []
    pieces = _without_seals(pieces_of(above), lexicon)
    if len(pieces) == captions:
        return [(piece,) for piece in pieces]
    indented = bool(GAP.match(above.text))
    dated = is_dated and len(above.text.split()) <= _WORDS and written_date(above.text) is not None
    if len(pieces) != 1 or captions > _LEAST or not (indented or dated):
        return []
    return [(), (pieces[0],)] if indented else [(pieces[0],), ()]


# Tables


def _without_rules(table: Table, lexicon: Lexicon) -> Table:
    """Leave out a row of rules, with the place of the seal among them, between what was written and its captions.

    Below other captions it is a place that was left blank.
    """
    rows = rows_begun(table)
    ruled = {
        row
        for row, cells in rows.items()
        if any("__" in cell.text for cell in cells)
        and all(lexicon.is_blank(cell.text) for cell in cells)
        and all(is_bracketed(cell.text) for cell in rows.get(row + 1, ()) if key(cell.text))
        and any(key(cell.text) for cell in rows.get(row + 1, ()))
        and any(key(cell.text) and not is_bracketed(cell.text) for cell in rows.get(row - 1, ()))
    }
    if not ruled or any(cell.row_span > 1 for cell in table.cells):
        return table
    return replace(table, cells=without_rows(table.cells, ruled))


def _cells_apart(table: Table, asked: Asked) -> Table:
    """Part the rows in whose cells an answer, a rule and a caption stand below each other."""
    parted = {row for row, cells in rows_begun(table).items() if _is_parted(cells, asked)}
    if not parted or any(cell.row_span > 1 for cell in table.cells):
        return table
    return replace(table, cells=tuple(part for cell in table.cells for part in _apart(cell, parted)))


def _is_parted(row: Sequence[Cell], asked: Asked) -> bool:
    said = [[line for line in cell.lines if key(line.text)] for cell in row if key(cell.text) and "__" in cell.text]
    captions = [lines[-1] for lines in said if is_bracketed(lines[-1].text)]
    others = (cell for cell in row if "__" not in cell.text)
    if not said or len(captions) < len(said) or any(key(c.text) for c in others):
        return False
    answers = [line for lines in said for line in lines[:-1]]
    plain = not any(asked(line.text) or is_bracketed(line.text) or has_box(line) for line in answers)
    return bool(answers) and plain and any(asked(_inside(caption)) for caption in captions)


def _apart(cell: Cell, parted: set[int]) -> Iterator[Cell]:
    row = cell.row + sum(other < cell.row for other in parted)
    if cell.row not in parted:
        yield replace(cell, row=row)
        return
    lines = [line for line in cell.lines if key(line.text)]
    yield replace(cell, row=row, lines=tuple(lines[:-1]))
    yield replace(cell, row=row + 1, lines=tuple(lines[-1:]))


# Captions of which most stand in brackets: the others are put in brackets, too


def with_captions_in_brackets(document: Document, asked: Asked) -> Document:
    """Return *document* with what asks in the look of its captions, which nothing else has, in brackets as they are."""
    lines = lines_of(document.blocks)
    if len([x for x in lines if x.spans and x.spans[0].text.lstrip()[:1] == "("]) < LEAST:  # no text is made of most
        return document
    lines = [line for line in lines if key(line.text)]
    captions = [line for line in lines if is_bracketed(line.text) and asked(line.text.strip(" ()."))]
    if len(captions) < LEAST:
        return document
    look, number = Counter(look_of([line]) for line in captions).most_common(1)[0]
    alike = [line for line in lines if look_of([line]) == look]
    others = [line for line in alike if not is_bracketed(line.text)]
    below = sum(look_of([one]) != look for one, two in pairwise(lines) if two in captions)
    asking = all(asked(line.text) for line in others) and not any(map(has_box, others))
    if not asking or number < len(captions) or 2 * below <= len(captions):
        return document
    return rewritten(document, {id(line): (_bracketed(line),) for line in others})


def _bracketed(line: Line) -> Line:
    marks = line.spans[0].marks
    return replace(line, spans=(Span(text="(", marks=marks), *line.spans, Span(text=")", marks=marks)))
