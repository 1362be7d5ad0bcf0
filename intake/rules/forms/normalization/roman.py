"""Forms that number their questions in Roman: "IX. Телефон општине". Elsewhere such a number begins a heading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from intake.rules.forms.places import Block, Document, Line
from intake.rules.forms.words.lines import lines_of, slice_of

_NUMBER = re.compile(r"\s*([IVXІХ]{1,6})[.)]\s+(?=[^\W\d_])")
_LEAST = 8  # numbers in a row, and more than sections
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LATIN = str.maketrans("ІХ", "IX")


def without_roman_numbers(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* without the Roman numbers before its questions, if most of what has one *asks* something."""
    found = [(line, number) for line in lines_of(document.blocks) if (number := _NUMBER.match(line.text))]
    if len(found) < _LEAST:
        return document
    chain: dict[int, int] = {}  # where the text begins behind the number, by the id() of its line
    asked = 0
    for line, number in found:
        if _value(number[1]) == len(chain) + 1:
            chain[id(line)] = number.end()
            asked += asks(line.text[number.end() :].partition(":")[0])
    if len(chain) < _LEAST or 2 * asked < len(chain):
        return document
    return replace(document, blocks=tuple(_plain(block, chain) for block in document.blocks))


def _value(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman.translate(_LATIN)]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def _plain(block: Block, numbered: dict[int, int]) -> Block:
    if isinstance(block, Line):
        return _unnumbered(block, numbered)
    cells = (replace(cell, lines=tuple(_unnumbered(line, numbered) for line in cell.lines)) for cell in block.cells)
    return replace(block, cells=tuple(cells))


def _unnumbered(line: Line, numbered: dict[int, int]) -> Line:
    start = numbered.get(id(line))
    return line if start is None else slice_of(line, start, len(line.text))
