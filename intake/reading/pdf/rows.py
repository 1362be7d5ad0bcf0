"""Rows of words, as they stand beside each other on a page; which of them were broken, and which are columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from intake.reading.pdf.words import Word

_TAB = 1.6  # letter heights: a wider gap in a line is a tab
_INDENT = 4  # letter heights; more at the beginning of a paragraph is no indent
_SPACE = 0.3  # letter heights
_TOLERANCE = 1.0  # points by which a printing program's sums differ from ours
_RULE = re.compile(r"[_.…]{4,}")
_RULE_AT_END = re.compile(r"[_.…]{4,}$")
_COLUMN = 3  # rows that begin a second column at one place where it is one

Row = tuple[Word, ...]
"""The words that stand beside each other, from left to right."""


def rows_of(words: Sequence[Word]) -> Iterator[Row]:
    """Yield the rows in which *words* stand, from top to bottom."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        if row and (word.top + word.bottom) / 2 > max(w.bottom for w in row) - row[0].height / 4:
            yield tuple(sorted(row, key=lambda w: w.left))
            row = []
        row.append(word)
    if row:
        yield tuple(sorted(row, key=lambda w: w.left))


def is_gap(before: Word, word: Word) -> bool:
    """Tell whether so wide a gap stands between two words of a row that it is a tab."""
    return word.left - before.right > _TAB * word.height


def is_wrapped(row: Row, following: Word, right: float) -> bool:
    """Tell whether *row* was broken because the *following* word did not fit before *right*."""
    filled = _RULE_AT_END.search(row[-1].text) or _RULE.match(following.text)  # a rule breaks no row, nor is broken off
    if filled or _are_led(row, following) or not _is_aligned(row, following):
        return False
    near = following.top - row[-1].bottom < following.height and following.font == row[-1].font
    near = near and row[0].left - following.left < _INDENT * following.height  # or the row was set to the right
    return near and row[-1].right + width_behind(following) > right


def _are_led(row: Row, following: Word) -> bool:
    """Tell whether dots lead from *row*'s label to where those of the label below do: "Назив.....", "Адреса....."."""
    if not _RULE_AT_END.search(following.text):
        return False
    return any(abs(word.right - following.right) < _TOLERANCE for word in row if _RULE_AT_END.search(word.text))


def width_behind(word: Word) -> float:
    """How much room *word* needs behind another, with the blank between them."""
    return _SPACE * word.height + word.right - word.left + _TOLERANCE


def _is_aligned(row: Row, following: Word) -> bool:
    """Tell whether *following* begins where a part of *row* does, if that has parts beside each other."""
    begins = [row[0].left, *(word.left for before, word in pairwise(row) if is_gap(before, word))]
    indent = _INDENT * following.height
    return (
        len(begins) == 1
        or following.left < begins[0] + indent
        or any(abs(following.left - x) < indent / 2 for x in begins[1:])
    )


def columns_of(rows: Sequence[Row]) -> frozenset[int]:
    """Return where second columns begin whose text goes on in rows of its own, in points from the left."""
    begun = Counter(round(word.left) for row in rows for before, word in pairwise(row) if is_gap(before, word))
    alone = Counter(left for row in rows if begun[left := round(row[0].left)] >= _COLUMN)
    return frozenset(alone) if alone.total() >= _COLUMN else frozenset()


def is_columnar(words: Sequence[Word]) -> bool:
    """Tell whether a second column's text goes on in rows of its own: something in it was wrapped."""
    return bool(columns_of(tuple(rows_of(words))))
