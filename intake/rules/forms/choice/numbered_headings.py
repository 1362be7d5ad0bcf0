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
    numbered = _numbered_lines(items)
    if len(numbered) < _LEAST:
        return frozenset()
    found: dict[_Style, list[_Candidate]] = {}
    for at, line, number in numbered:
        style, counted = _style(line, number), _count(number)
        if not counted or is_option(line) or has_box(line):
            continue
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


def _numbered_lines(items: Sequence[Item]) -> Sequence[tuple[tuple[int, int], Line, re.Match[str]]]:
    """Every line of *items* with a number before it, and its place: a heading may stand in the answer above it.

    What stands in the line of a label is none. No generators: asked of every line of every form.
    """
    numbered = []
    for at, item in enumerate(items):
        lines = (item.line,) if isinstance(item, Loose) else (item.label, *item.answer)
        for number, line in enumerate(lines):
            found = _NUMBERED.match(line.text.translate(_CYRILLIC))
            if found is not None and (not number or line.address != lines[0].address):
                numbered.append(((at, number), line, found))
    return numbered


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


def _style(line: Line, number: re.Match[str]) -> _Style:
    return bool(number["roman"]), number["sign"], first_marks(line)


def _count(number: re.Match[str]) -> int:
    """The number in digits or Roman; 0 where it is none."""
    if number["digits"]:
        return int(number["digits"])
    return _ROMAN.index(number["roman"]) + 1 if number["roman"] in _ROMAN else 0
