"""The headings of a form that numbers its parts: "I Подносилац", "II Контакт", "III Приступ".

Their words may be those of a choice by its number ("III приступ"); their place in the form tells that they are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lines import has_box
from intake.rules.script import SMALL_LETTERS

_NUMBERED = re.compile(
    rf"\s*(?:(?P<digits>\d{{1,2}})|(?P<roman>[IVX]{{1,4}}))(?P<sign>[.)]?)\s+(?![{SMALL_LETTERS}])[^\W\d_]"
)
_SIGNED = re.compile(r"\s*(?:\d+[.)]|\D)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LEAST = 3  # parts of a form
_CYRILLIC = str.maketrans("ІХ", "IX")  # letters of that script that look like Latin ones

_Style = tuple[bool, str, frozenset[Mark]]


class _Candidate(NamedTuple):
    at: tuple[int, int]  # the item, and the line in it: 0 is that of the label
    line: Line
    number: int


def numbered_headings(
    items: Sequence[Item], *, is_option: IsOption, is_number: Callable[[str], bool]
) -> frozenset[Line]:
    """Return the lines of *items* that number the parts of a form through.

    Between two of them something is asked or offered. Of two lines with the same number the one is a heading that says
    more than a number (*is_number*).
    """
    found: dict[_Style, list[_Candidate]] = {}
    for at, line in _lines(items):
        number = _numbered(line)
        if number is None or is_option(line) or has_box(line):
            continue
        style, counted = number
        before = found.setdefault(style, [])
        if not before or before[-1].at != (at[0], at[1] - 1) or before[-1].number != counted - 1:  # no list
            before.append(_Candidate(at, line, counted))
    asked = [
        (at, 0)
        for at, item in enumerate(items)
        if (item.match.known if isinstance(item, Question) else is_option(item.line))
    ]
    chains = (_chain(candidates, asked, is_number) for candidates in found.values())
    return frozenset(one.line for chain in chains if len(chain) >= _LEAST for one in chain)


def ended(items: Sequence[Item], headings: AbstractSet[Line]) -> Iterator[Item]:
    """Yield *items*; an answer ends above one of the *headings*.

    But a number without a sign may count what is answered, and the first line of an answer in a cell is one ("1. мај").
    """
    for item in items:
        answer, first = (item.answer, item.cell is not None) if isinstance(item, Question) else ((), False)
        ends = (at for at, line in enumerate(answer) if line in headings and _SIGNED.match(line.text))
        own = next((at for at in ends if at >= first), None)
        yield item if own is None or isinstance(item, Loose) else replace(item, answer=answer[:own])
        yield from (Loose(line=line) for line in (() if own is None else answer[own:]))


def _lines(items: Sequence[Item]) -> Iterator[tuple[tuple[int, int], Line]]:
    """Every line of *items*, with its place: a heading that nobody knows stands at the end of the answer above it."""
    for at, item in enumerate(items):
        if isinstance(item, Loose):
            yield (at, 0), item.line
            continue
        yield (at, 0), item.label
        below = ((number, x) for number, x in enumerate(item.answer, start=1) if x.address != item.label.address)
        yield from (((at, number), line) for number, line in below)


def _chain(
    candidates: Sequence[_Candidate], asked: Sequence[tuple[int, int]], is_number: Callable[[str], bool]
) -> Sequence[_Candidate]:
    chain: list[_Candidate] = []
    while True:
        number, last = len(chain) + 1, chain[-1].at if chain else (-1, 0)
        fit = (one for one in candidates if one.number == number and one.at > last)
        next_ = [one for one in fit if not chain or any(last <= at < one.at for at in asked)]
        if not next_:
            return chain
        chain.append(next((one for one in next_ if not is_number(one.line.text)), next_[0]))


def _numbered(line: Line) -> tuple[_Style, int] | None:
    found = _NUMBERED.match(line.text.translate(_CYRILLIC))
    if found is None or (found["roman"] and found["roman"] not in _ROMAN):
        return None
    number = int(found["digits"]) if found["digits"] else _ROMAN.index(found["roman"]) + 1
    return (bool(found["roman"]), found["sign"], first_marks(line)), number
