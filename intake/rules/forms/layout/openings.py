"""Answers that begin in words of their question, and a colon: "Један курс: …", below "НАЛАС е-курсеви (назив)".

Such an opening seems to ask what the line above does. It is the answer's own where nothing else answers that line, and
the others of the form have their answers below them, too; where they have them beside, the line above is a heading.
Unless it looks as the questions of the form do and the opening does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.labels.looks import first_marks, set_apart
from intake.rules.forms.marks.marks import common_marks
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import SPEAKING, Asked, Certainty, Match
from intake.rules.forms.words.stems import echo

_LEAST = 3  # questions that look alike to each that looks otherwise

_Heads = Callable[[Line], bool]


def with_openings(items: Sequence[Item], asked: Asked, heads: _Heads) -> Sequence[Item]:
    """Return *items*, each such opening as the beginning of the answer to the question above it.

    What *heads* a part of the form asks nothing.
    """
    beside = [
        at
        for at, item in enumerate(items)
        if isinstance(item, Question) and item.match.field.type in SPEAKING and item.is_beside
    ]
    begun = dict(_openings(items, beside, asked, heads)) if beside else {}
    if not begun:
        return items
    told: list[Item | None] = [*items]
    looks = Counter(_look(item.line) for at, item in enumerate(items) if at not in begun and _asks_long(item))
    for at, (before, question) in begun.items():
        alien = looks[_look(question.label)] >= _LEAST * (looks[_look(items[at].line)] or 1)
        if alien or _stands_below(items, at, question.match, {n: n not in begun for n in beside}):
            told[before : at + 1] = [question, *(None for _ in range(at - before))]
    return [item for item in told if item is not None]


def _look(line: Line) -> tuple[frozenset[Mark], bool]:
    """How a question looks, without its answer: its marks, and whether it is in capitals."""
    return first_marks(line), line.text.partition(":")[0].isupper()


def _openings(
    items: Sequence[Item], beside: Sequence[int], asked: Asked, heads: _Heads
) -> Iterator[tuple[int, tuple[int, Question]]]:
    """Where answers may begin so, and what each would answer: where that stands, and the question with its answer."""
    for at in beside:
        item = items[at]
        before = next((n for n in range(at - 1, -1, -1) if key(items[n].line.text)), at)
        label = items[before]
        if not isinstance(item, Question) or heads(label.line) or not _is_below(label, item):
            continue
        match = _asks(label, item, asked)
        if match is not None and (match.field is item.match.field or _is_strange(item, label)):
            answer = (item.label, *item.answer[1:])
            yield at, (before, Question(match=match, label=label.line, answer=answer, cell=label.cell, row=label.row))


def _is_strange(item: Question, above: Item) -> bool:
    """Tell whether *item*, a question that no call asks, begins in words of the line above it: "Један курс: …"."""
    return not item.match.known and above.cell is item.cell and echo(above.line.text, item.match.key)


def _asks(above: Item, item: Question, asked: Asked) -> Match | None:
    """What the line of *above* asks, if nothing answers it but *item*, which begins so."""
    opening = item.label
    apart = set_apart(opening) and first_marks(item.answer[0]) != first_marks(opening)
    if has_box(opening) or apart or has_box(above.line):
        return None
    if isinstance(above, Question):
        return None if key(above.said) or above.is_beside else above.match
    match = None if SECTION.match(above.line.text) else asked(above.line.text)
    apart = common_marks(above.line.spans) != common_marks(opening.spans)
    sure = match is not None and (apart or match.certainty > Certainty.CONTAINED or echo(match.key, item.match.key))
    return replace(match, certainty=max(match.certainty, Certainty.FUZZY)) if match is not None and sure else None


def _is_below(above: Item, item: Question) -> bool:
    """Tell whether *item* stands right below *above*: in the next line, or in the next row of its column."""
    if above.cell is None or item.cell is None:
        return above.cell is item.cell
    return above.cell.column == item.cell.column and item.cell.row - above.cell.row in (0, above.cell.row_span)


def _stands_below(items: Sequence[Item], at: int, match: Match, beside: Mapping[int, bool]) -> bool:
    """Tell whether the long answers of a form stand below their questions, as the one *at* does below the *match*.

    *beside* are those that seem to stand in the line of theirs, with whether they surely do. Where there are no others,
    the question has to be the surer of the two.
    """
    item = items[at]
    others = [beside.get(n, False) for n, one in enumerate(items) if beside.get(n, True) and _is_answered(one)]
    if not others:
        return isinstance(item, Question) and item.match.certainty < match.certainty
    return 2 * sum(others) <= len(others)


def _is_answered(item: Item) -> bool:
    """Tell whether *item* asks for a long answer in so many words, and has one."""
    return isinstance(item, Question) and _asks_long(item) and bool(key(item.said))


def _asks_long(item: Item) -> bool:
    """Tell whether *item* asks for a long answer in so many words."""
    asks = isinstance(item, Question) and item.match.field.type in SPEAKING
    return isinstance(item, Question) and asks and item.match.certainty > Certainty.CONTAINED
