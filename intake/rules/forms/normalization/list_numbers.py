"""Numbers that the program counts by itself, before questions and options: "upisati redni broj" means these.

Before anything else they are left out: who writes a list has typed none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from intake.rules.forms.places import Document, Line, Span
from intake.rules.forms.words.lines import lines_of, rewritten

_LEAST = 2  # questions or options of one list


def with_list_numbers(document: Document, asks: Callable[[str], bool], is_option: Callable[[Line], bool]) -> Document:
    """Return *document* with the numbers of lists written out of which most items ask something or may be chosen."""
    lists: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines_of(document.blocks):
        if line.item is not None and line.item.number and line.text.strip():
            lists[line.item.list].append(line)
    numbered: list[Line] = []
    for items in lists.values():
        printed = sum(is_option(line) or asks(line.text.partition(":")[0]) for line in items)
        if printed >= max(_LEAST, len(items) / 2):
            numbered += items
    return rewritten(document, {id(line): (_written(line),) for line in numbered})


def _written(line: Line) -> Line:
    number = f"{line.item.number} " if line.item else ""
    return replace(line, spans=(Span(text=number, marks=line.spans[0].marks), *line.spans), item=None)
