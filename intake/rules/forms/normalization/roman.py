"""Forms that number their questions in Roman: "IX. Телефон општине". Elsewhere such a number begins a heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lines import lines_of, rewritten, slice_of

_NUMBER = re.compile(r"\s*([IVXІХ]{1,6})[.)]\s+(?=[^\W\d_])")
_LEAST = 8  # numbers in a row, and more than sections
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LATIN = str.maketrans("ІХ", "IX")


def without_roman_numbers(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* without the Roman numbers before its questions, if most of what has one *asks* something."""
    found = [(line, number) for line in lines_of(document.blocks) if (number := _NUMBER.match(line.text))]
    if len(found) < _LEAST:
        return document
    chain: dict[int, Sequence[Line]] = {}
    asked = 0
    for line, number in found:
        if _value(number[1]) == len(chain) + 1:
            chain[id(line)] = (slice_of(line, number.end(), len(line.text)),)
            asked += asks(line.text[number.end() :].partition(":")[0])
    return document if len(chain) < _LEAST or 2 * asked < len(chain) else rewritten(document, chain)


def _value(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman.translate(_LATIN)]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
