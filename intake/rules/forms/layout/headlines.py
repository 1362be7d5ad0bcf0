"""Headings known by their look: lines that stand apart, ask nothing and answer nothing, all through a document.

A section may be called anything ("5. корак – опис", "На крају"). What its heading never does is to stand right below a
label as its answer; what it always does is to look unlike labels and answers: bold, underlined, in capitals, ruled off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import LANGUAGES
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.marks.marks import common_marks
from intake.rules.forms.places import Block, Line, Table
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed
from intake.rules.forms.words.matches import Certainty
from intake.rules.forms.words.persons import is_person

_LEAST = 3  # lines of one look, the form's title among them
_LEAST_RULED = 2
_RARELY = 3  # lines of a look that answer nothing, for each that seems to
_SELDOM = 3  # such lines for each that seems to ask
_JOINED = 5  # questions with their answers right below, of a document with blank lines between these
_FEW_WORDS = 5  # of a heading that looks like any line
_WORDS = 12  # of a heading, in each of its languages
_DATA = re.compile(r"[,;@\d]|\s[–—-]\s")  # of a person
_RULE = re.compile(r"\s*([-=~─═*])\1{2,}\s*")
_ENDED = re.compile(r"[.:;,?]\s*$")
_CLOSED = re.compile(r"[:?]\s*$|[^\W\d_]{3}[\s:?*)]*\t")  # as no heading is
_PLACE = re.compile(r"_{2}|\.{4}|…{2}")
_PARTED = re.compile(r"\s[–—-]\s*$")  # from an answer that was left blank

Look = tuple[frozenset[str], bool]
"""The marks of a line, with that of a ruled place, and whether it is in capitals."""


def heads_of(items: Sequence[Item], blocks: Sequence[Block]) -> frozenset[Line]:
    """Return the headings among the lines of a document that was taken apart into *items*."""
    free: dict[Look, list[Line]] = {}
    asking: dict[Look, list[Line]] = {}  # lines with what is below them
    other: Counter[Look] = Counter()
    labels: Counter[Look] = Counter()
    begun: Counter[frozenset[str]] = Counter()  # how labels are marked, whatever stands behind them in their line
    for item in items:
        if item.cell is not None:
            continue
        for line, is_free in _places(item):
            look = look_of(line)
            if look is None or _PARTED.search(line.text) or _CLOSED.search(line.text):
                continue
            if is_free is not False and is_short(line):
                (free if is_free else asking).setdefault(look, []).append(line)
            else:
                other[look] += 1
        if isinstance(item, Question) and item.match.certainty > Certainty.CONTAINED:
            labels[_PLAIN if _CLOSED.search(item.label.text) else look_of(_without_hint(item.label)) or _PLAIN] += 1
            begun[frozenset(map(str, first_marks(item.label)))] += 1
    usual = labels.most_common(1)[0][0] if labels else _PLAIN
    apart = (look for look in free if look != usual and len(free[look]) >= _LEAST)
    sure = [look for look in apart if len(free[look]) >= _RARELY * other[look]]
    heads = [line for look in sure for line in free[look]]
    own = begun.most_common(1)[0][0] if begun else frozenset[str]()  # so a label alone in its line is marked, too
    sure = [look for look in sure if not own or look[0] != own]
    seldom = (look for look in sure if len(free[look]) >= _SELDOM * len(asking.get(look, ())))
    return frozenset((*heads, *(line for look in seldom for line in asking.get(look, ())), *_ruled(blocks)))


_PLAIN: Look = (frozenset(), False)


def _places(item: Item) -> Iterator[tuple[Line, bool | None]]:
    """The lines of *item*, each with whether it may be a heading: it neither asks nor stands right below a label.

    None: it seems to ask, and what is below may answer it.
    """
    if not isinstance(item, Question):
        yield item.line, True
        return
    written = [line for line in item.answer if key(line.text)]
    signs = (
        bool(written) and not item.is_beside and item.match.certainty is Certainty.EXACT and is_person(written[0].text)
    )
    stated = item.field.type is FieldType.CHECKBOX and item.match.certainty > Certainty.CONTAINED
    if not signs:  # a title in capitals above the name of who has it is none of the letterhead's lines
        yield item.label, False if stated else not written or (False if item.is_beside else None)
    if item.field.type is FieldType.TABLE:  # what is below is a person or a heading
        yield from ((line, True) for line in item.answer if not _DATA.search(line.text))
    elif item.field.type is not FieldType.CHECKBOX:  # a yes or a no may be in capitals wherever headings are
        yield from ((line, line is not item.answer[0]) for line in item.answer)


def look_of(line: Line) -> Look | None:
    """Return how the whole of *line* is set apart; None where it is not."""
    spans = [span for span in line.spans if key(span.text)]
    marks = frozenset(str(mark) for mark in common_marks(spans))
    if marks and _PLACE.search(line.text):
        marks |= {"place"}
    capitals = line.text.isupper()
    return (marks, capitals) if marks or capitals else None


def _without_hint(label: Line) -> Line:
    """Return *label* without a hint in brackets behind it, in a look of its own."""
    spans = tuple(span for at, span in enumerate(label.spans) if not at or not is_bracketed(span.text))
    return replace(label, spans=spans) if len(spans) < len(label.spans) else label


def is_short(line: Line) -> bool:
    """Tell whether *line* is no longer than a heading, and has no sign at its end."""
    text = line.text.strip()
    plain = not has_box(line) and all(span.control is None for span in line.spans) and not is_bracketed(text)
    longest = max(map(len, map(str.split, LANGUAGES.split(text))))
    return plain and 0 < longest <= _WORDS and not _ENDED.search(text)


def _ruled(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines of plain text with a rule of their own length below them."""
    lines = [block for block in blocks if isinstance(block, Line)]
    found = tuple(one for one, below in pairwise(lines) if is_short(one) and _is_rule_of(below.text, one.text))
    return found if len(found) >= _LEAST_RULED else ()


def standing_apart(items: Sequence[Item], blocks: Sequence[Block]) -> frozenset[Line]:
    """Return short lines alone between blank lines, in a document whose questions have their answers right below them.

    Above such a line is a question with its answer, below it a question or a table; it may be a heading in any words.
    """
    asked = [i for i in items if isinstance(i, Question) and i.cell is None and i.match.certainty > Certainty.CONTAINED]
    if len(asked) < _JOINED:
        return frozenset()
    labels = {id(item.label) for item in asked}
    groups = [tuple(group) for said, group in groupby(blocks, _is_said) if said]
    begun = [id(group[0]) in labels for group in groups]
    lengths = [len(group) for group, is_asked in zip(groups, begun, strict=True) if is_asked]
    alone = lengths.count(1)
    if len(lengths) - alone < max(_JOINED, _RARELY * alone):
        return frozenset()
    found: list[Line] = []
    for at in range(1, len(groups) - 1):
        above, (line, *others), below = groups[at - 1 : at + 2]
        alone = isinstance(line, Line) and not others and begun[at - 1] and len(above) > 1
        if alone and isinstance(line, Line) and (begun[at + 1] or isinstance(below[0], Table)) and _may_head(line):
            found.append(line)
    return frozenset(line for line in found if id(line) not in labels)


def _is_said(block: Block) -> bool:
    return isinstance(block, Table) or bool(block.text.strip())


def _may_head(line: Line) -> bool:
    text = line.text.strip()
    plain = text[:1].isupper() and not _DATA.search(text) and not (is_person(text) and text.istitle())
    return plain and is_short(line) and len(text.split()) <= _FEW_WORDS


def _is_rule_of(rule: str, text: str) -> bool:
    length, wanted = len(rule.strip()), len(text.strip())
    return bool(_RULE.fullmatch(rule)) and wanted - 2 <= length <= wanted + 2 + wanted // 2
