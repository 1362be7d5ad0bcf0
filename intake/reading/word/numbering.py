"""Word's automatic numbers (ISO/IEC 29500-1, 17.9): of which list a paragraph is an item, and the number it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from intake.reading.word.wml import VAL, W, whole
from intake.rules.forms.places import ListItem

_ABSTRACT_ID, _NUM_ID, _LEVEL = f"{W}abstractNumId", f"{W}numId", f"{W}ilvl"
_PLACE = re.compile(r"%([1-9])")
_SILENT = frozenset({"bullet", "none"})
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = [chr(code) for code in range(0x430, 0x450) if code not in (0x439, 0x44A, 0x44B, 0x44C)]
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HIGHEST = 39  # that has no more than tens in Roman


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    format: str  # 17.18.59
    text: str  # "%1.%2)"
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    counted_with: str  # lists of one definition go on counting where the last one stopped
    levels: Mapping[int, _Level]


class Numbering:
    """The lists of one document, and how far each has been counted; *read* is asked for their part when one is met."""

    def __init__(self, read: Callable[[], etree._Element | None]) -> None:
        self._read = read
        self._counts: dict[str, list[int]] = {}

    @cached_property
    def _lists(self) -> Mapping[str, _List]:
        root = self._read()
        return {} if root is None else _lists(root)

    def item(self, number: str, level: int) -> ListItem | None:
        """Count an item of that list and level, and return it; None where the document has no such list."""
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return None
        counts = self._counts.setdefault(found.counted_with, [])
        for deep in range(len(counts), level + 1):
            counts.append(found.levels[deep].start - 1 if deep in found.levels else 0)
        counts[level] += 1
        del counts[level + 1 :]
        return ListItem(list=f"{number}.{level}", number=_shown(counts, found.levels))


def _shown(counts: Sequence[int], levels: Mapping[int, _Level]) -> str:
    """Return the number of the last level that was counted, as it is shown: "2.", "b)"; "" for a bullet."""
    own = levels[len(counts) - 1]
    if own.format in _SILENT:
        return ""

    def written(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        return _written(counts[at], levels[at].format) if at < len(counts) and at in levels else ""

    return _PLACE.sub(written, own.text)


def _written(count: int, form: str) -> str:
    letters = _RUSSIAN if form.startswith("russian") else _LATIN if form.endswith("Letter") else ""
    if 0 < count <= len(letters):
        text = letters[count - 1]
    elif form.endswith("Roman") and 0 < count <= _HIGHEST:
        text = _roman(count)
    else:
        text = str(count)
    return text.upper() if form.startswith("upper") or form.endswith("Upper") else text


def _roman(count: int) -> str:
    for value, letters in _ROMAN:
        if count >= value:
            return letters + _roman(count - value)
    return ""


def _lists(root: etree._Element) -> Mapping[str, _List]:
    defined = {each.get(_ABSTRACT_ID, ""): _levels(each) for each in root.iterchildren(f"{W}abstractNum")}
    lists = {}
    for each in root.iterchildren(f"{W}num"):
        number, named = each.get(_NUM_ID, ""), each.find(_ABSTRACT_ID)
        of = named.get(VAL, "") if named is not None else ""
        restarts = each.find(f"{W}lvlOverride") is not None
        lists[number] = _List(counted_with=f"num {number}" if restarts else of, levels=defined.get(of, {}))
    return lists


def _levels(definition: etree._Element) -> Mapping[int, _Level]:
    return {
        whole(each.get(_LEVEL, "")): _Level(
            format=_value(each, "numFmt", "decimal"),
            text=_value(each, "lvlText", ""),
            start=whole(_value(each, "start", "1")),
        )
        for each in definition.iterchildren(f"{W}lvl")
    }


def _value(element: etree._Element, name: str, usual: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(VAL, usual) if child is not None else usual
