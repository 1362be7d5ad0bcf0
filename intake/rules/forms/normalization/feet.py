"""The foot of a form: place and date at one side, and who signs at the other, in two columns of tabs or of a table.

And names in brackets where people sign: "Начелница: ________", and below it "(Ана Анић)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import FieldType
from intake.rules.forms.layout.signed_lines import is_dated, is_signing
from intake.rules.forms.places import Block, Document, Line, Span, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import RULED, is_bracketed, lines_of, parts_of, rewritten
from intake.rules.forms.words.matches import SIGNATORY, Asked
from intake.rules.forms.words.persons import is_named_first

_GAP = re.compile(r"[ \u00a0]*\t\s*|[ \u00a0]{3,}")
_LINES = 5  # of a foot below its first
_SIDES = 2  # of a foot, and rows of one in a table
_CAPTION = ("written", "name", "person", "mayor")  # meanings of the words of captions


def with_feet_apart(document: Document, asked: Asked, dates: AbstractSet[str]) -> Document:
    """Return *document* with the two columns below each other, place and date first; *dates* are their fields.

    "Рудо, 4.9.2021. године <tab> Начелник", and in the next line "<tab> Ана Анић"; or, in cells, "Мјесто: Рудо" beside
    "Начелник", and "Датум: 4.9.2021." beside "Ана Анић".
    """
    blocks: list[Block] = []
    found = False
    rest: Sequence[Block] = document.blocks
    while rest:
        first = rest[0]
        foot, taken = _columns(first, asked, dates) if isinstance(first, Table) else (), 0
        if isinstance(first, Line) and _GAP.search(first.text):
            foot, taken = _foot(first, rest[1 : 1 + _LINES], asked, dates)
        blocks += foot or rest[:1]
        found = found or bool(foot)
        rest = rest[1 + taken :]
    return replace(document, blocks=tuple(blocks)) if found else document


def _foot(line: Line, below: Sequence[Block], asked: Asked, dates: AbstractSet[str]) -> tuple[Sequence[Line], int]:
    """The lines of the foot that begins with *line*, column by column, and how many of those *below* it takes."""
    parts = parts_of(line, _GAP)
    signing = [part for part in parts if _is_title(part.text, asked, dates)] if len(parts) > 1 else []
    dated = [part for part in parts if _is_dated(part.text, asked, dates)] if signing else []
    if not dated:
        return (), 0
    left, right = [part for part in parts if part not in signing], signing
    columns = (right, left) if parts[0] in signing else (left, right)
    taken = 0
    for at, block in enumerate(below, 1):
        under = parts_of(block, _GAP) if isinstance(block, Line) else []
        if not isinstance(block, Line) or (len(under) == 1 and not _GAP.match(block.text)):
            break
        columns[0].extend(under[:-1])
        columns[1].extend(under[-1:])
        taken = at if under else taken
    return (*left, *right), taken


def _columns(table: Table, asked: Asked, dates: AbstractSet[str]) -> Sequence[Line]:
    """The lines of a *table* of several rows that is such a foot, column by column; none of any other."""
    if not table.cells or not _is_dated(table.cells[0].text, asked, dates):
        return ()
    cells = [cell for cell in table.cells if cell.text.strip()]
    columns = [[c for c in cells if c.column == column] for column in sorted({cell.column for cell in cells})]
    several = len(columns) >= _SIDES and min(len(columns[0]), len(columns[-1])) >= _SIDES
    dated = several and all(_is_dated(cell.text, asked, dates) for cell in columns[0])
    if not dated or not _is_title(columns[-1][0].text, asked, dates):
        return ()
    return tuple(line for column in columns for cell in column for line in cell.lines)


def _is_title(text: str, asked: Asked, dates: AbstractSet[str]) -> bool:
    """Tell whether *text* asks who signs, or does so and says it: "Начелник", "Начелник: Ана Анић"."""
    match = asked(text.partition(":")[0])
    return match is not None and match.field.type is FieldType.TEXT and match.field.id not in dates


def _is_dated(text: str, asked: Asked, dates: AbstractSet[str]) -> bool:
    """Tell whether *text* says where or when: "Рудо, 4.9.2021.", "Датум: 4.9.2021."."""
    label, _, said = text.partition(":")
    match = asked(label) if key(said) else None
    return is_dated(text) or is_signing(text) or (match is not None and match.field.id in dates)


# Names in brackets where people sign


def with_names_unbracketed(document: Document, asked: Asked, lexicon: Lexicon) -> Document:
    """Return *document* without the brackets round a name below a rule, or below the question who signs."""
    said = [line for line in lines_of(document.blocks) if line.text.strip()]
    bracketed = [(above, line) for above, line in pairwise(said) if ")" in line.text and is_bracketed(line.text)]
    named = ((above, line) for above, line in bracketed if _is_name(line, asked, lexicon))
    return rewritten(document, {id(line): (_inside(line),) for above, line in named if _signs(above, asked)})


def _inside(line: Line) -> Line:
    return replace(line, spans=(Span(text=line.text.strip()[1:-1]),))


def _is_name(line: Line, asked: Asked, lexicon: Lexicon) -> bool:
    """Tell whether *line* names a person, and is no caption such as "(Име и Презиме)" or "(Назив ЈЛС)"."""
    inner = line.text.strip()[1:-1]
    name = inner.partition(",")[0]
    known = asked(inner) is not None or lexicon.is_calling(name)
    return is_named_first(name) and not known and not any(lexicon.means(name, meaning) for meaning in _CAPTION)


def _signs(line: Line, asked: Asked) -> bool:
    if RULED.search(line.text):
        return True
    match = asked(line.text)
    return match is not None and match.field.id == SIGNATORY
