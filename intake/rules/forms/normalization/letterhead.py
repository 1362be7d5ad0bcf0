"""Letterheads: what an office prints above the title of a form, and again on its other pages, answers nothing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from intake.rules.forms.places import Block, Document, Line, Table
from intake.rules.forms.words import contact
from intake.rules.forms.words.associations import REACHED
from intake.rules.forms.words.persons import is_person

_LEADING = 3  # words with which a title begins
_BEFORE = 12  # lines or rows that may stand above a title


def beside_letterhead(document: Document, is_title: Callable[[str], bool]) -> Document:
    """Return *document* with its letterhead among the margins: above the first title, and wherever it is repeated.

    A mail that speaks of the form ("у прилогу је образац за пријаву") may stand above one that was pasted into it.
    """
    blocks = tuple(_parted(document.blocks, is_title))
    near = blocks[: _BEFORE + 1]
    first = next((at for at, block in enumerate(near) if _is_titled(block, is_title)), 0)
    if first and not _is_titled(blocks[first], lambda text: is_title(_beginning(text))):
        later = (at for at in range(first, len(near)) if _is_titled(near[at], lambda text: is_title(_beginning(text))))
        first = next(later, first)
    head = blocks[:first]
    if not any(REACHED.search(text) for block in head for text in _texts(block)):
        head = ()
    printed = Counter(block.text for block in document.blocks if isinstance(block, Line))
    above = {text for block in head for text in _texts(block) if text.strip()}
    beside = [
        b
        for at, b in enumerate(blocks)
        if isinstance(b, Line) and (_is_running(b, printed) or (b.text in above and not _is_signed(blocks[at + 1 :])))
    ]
    beside += [b for b in blocks[:first] if isinstance(b, Line) and b.text not in above and _is_dated(b)]
    moved = {*map(id, head), *map(id, beside)}
    if not moved:
        return document
    margins = (*head, *(line for line in beside if id(line) not in set(map(id, head))), *document.margins)
    return replace(document, blocks=tuple(b for b in blocks if id(b) not in moved), margins=margins)


def _is_running(line: Line, printed: Counter[str]) -> bool:
    """Tell whether *line* is repeated, and has an address and a telephone number in it."""
    return printed[line.text] > 1 and len({found[0][1:2] == "@" for found in REACHED.finditer(line.text)}) > 1


def _is_signed(behind: Sequence[Block]) -> bool:
    """Tell whether a rule or a person's name follows: who signs has a title that a letterhead has, too."""
    below = next((b for b in behind if not isinstance(b, Line) or b.text.strip()), None)
    return isinstance(below, Line) and (is_person(below.text) or not any(map(str.isalnum, below.text)))


def _is_dated(line: Line) -> bool:
    """Tell whether *line* gives the day of the letter that the form is sent with: "Датум: 6.9.2021. године"."""
    _, colon, day = line.text.partition(":")
    return bool(colon) and contact.written_date(day) is not None


def _parted(blocks: tuple[Block, ...], is_title: Callable[[str], bool]) -> Iterator[Block]:
    """Yield *blocks*, the first table parted before the row in which the title stands."""
    for at, block in enumerate(blocks):
        row = _title_row(block, is_title) if isinstance(block, Table) and not any(map(_is_table, blocks[:at])) else 0
        if isinstance(block, Table) and 0 < row <= _BEFORE:
            yield replace(block, cells=tuple(cell for cell in block.cells if cell.row < row))
            yield replace(block, cells=tuple(cell for cell in block.cells if cell.row >= row))
        else:
            yield block


def _title_row(table: Table, is_title: Callable[[str], bool]) -> int:
    return min((cell.row for cell in table.cells if cell.row <= _BEFORE and is_title(cell.text)), default=0)


def _is_table(block: Block) -> bool:
    return isinstance(block, Table)


def _is_titled(block: Block, is_title: Callable[[str], bool]) -> bool:
    return any(map(is_title, _texts(block)))


def _beginning(text: str) -> str:
    return " ".join(text.split()[:_LEADING])


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Line):
        yield block.text
    else:
        yield from (line.text for cell in block.cells if cell.row <= _BEFORE for line in cell.lines)
