"""What the questions that were found say of the others: their look, their captions, and which of them are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import FieldType
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.looks import Look, learn, look_beside_answers
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.labels.series import asking, own_list, series
from intake.rules.forms.layout.asking_headings import alone_above
from intake.rules.forms.layout.captions import LEAST as LEAST_CAPTIONS
from intake.rules.forms.layout.headlines import heads_of, standing_apart
from intake.rules.forms.places import Block, Line, Table
from intake.rules.forms.words.lines import is_bracketed, lines_of
from intake.rules.forms.words.matches import REACHED_BY, SPEAKING, Asked, Certainty

_WORD = re.compile(r"[^\W\d_]{4}")
_LONG = 3  # long answers of one place
_LABELS = 3  # of a column, in all tables of a document
_NEARLY_ALL = 0.7  # share of the known questions that are captions; an answer may seem to ask, too


def learn_from(
    found: Sequence[Item], blocks: Sequence[Block], before: Learnt | None, is_option: IsOption, match: Asked
) -> Learnt:
    """Return what *found* in *blocks* teaches beside what was learnt *before*; what it looks like is learnt once."""
    if before is None:
        before = _of_structure(found, blocks, is_option, match)
    asked = [item for item in found if isinstance(item, Question) and not before.is_headline(item.label)]
    look = before.look or look_of(asked)
    captions = before.captions or captions_of(asked)
    return replace(
        before,
        look=look,
        without=before.without | frozenset(weak_lines(asked)) | frozenset(plain_lines(asked, look)),
        captions=captions,
        captioned=before.captioned or _are_below(asked, captions),
    )


def _of_structure(found: Sequence[Item], blocks: Sequence[Block], is_option: IsOption, match: Asked) -> Learnt:
    """What a document's lines and tables teach, whatever they ask."""
    headlines = heads_of(found, blocks)
    asked = [item for item in found if isinstance(item, Question) and item.label not in headlines]
    written = [line for line in lines_of(blocks) if line.text.strip()]
    alone = alone_above(asked, found, match)
    return Learnt(
        headlines=headlines - alone,
        apart=standing_apart(found, blocks),
        series=_series(asked, written),
        columns=_columns(asked, found, blocks),
        asking=asking(written),
        listed=own_list(written, is_option),
        alone=alone,
    )


def _series(asked: Sequence[Question], written: Sequence[Line]) -> frozenset[Line]:
    sure = (i for i in asked if i.match.known and i.match.certainty > Certainty.CONTAINED)
    labels = frozenset(i.label for i in sure if i.field.type is not FieldType.CHECKBOX)
    return series(written, labels)


def _columns(asked: Sequence[Question], found: Sequence[Item], blocks: Sequence[Block]) -> frozenset[tuple[int, int]]:
    """The columns in which labels stand in a document's tables, each with the number of cells in its rows.

    Only those in which something stands, too, that seems to ask nothing.
    """
    if sum(isinstance(block, Table) for block in blocks) == 1:
        return frozenset()
    sure = (i for i in asked if i.cell and len(i.row) > 1 and i.match.certainty > Certainty.CONTAINED)
    counted = Counter((len(i.row), i.cell.column) for i in sure if i.cell)
    loose = {(len(i.row), i.cell.column) for i in found if isinstance(i, Loose) and i.cell}
    return frozenset(place for place, count in counted.items() if count >= _LABELS and place in loose)


def weak_lines(asked: Sequence[Question]) -> Iterable[str]:
    """The lines that seem to ask what another one asks more clearly, and not only in a word that fits several."""
    said = (i for i in asked if any(line.text.strip(" _.…") for line in i.answer))
    sure = [i for i in said if i.match.certainty >= Certainty.FUZZY]
    exact = {i.field.id for i in sure if i.match.certainty is Certainty.EXACT and not i.match.bare}
    yield from _spoken(asked)
    yield from _shorter(asked)
    yield from _beside(asked)
    for item in asked:
        if item.field.type is FieldType.MUNICIPALITY and item.match.certainty is Certainty.FUZZY:
            if item.field.id in exact:
                yield item.label.text
        elif item.match.certainty < Certainty.FUZZY:
            rivals = [i for i in sure if i.field.id == item.field.id]
            if _is_reached(item) and _said(item) not in map(_said, rivals):
                continue  # whose it is, the section tells
            if any(not i.match.bare or item.match.bare or item.cell is None for i in rivals):
                yield item.label.text


def _spoken(asked: Sequence[Question]) -> Iterable[str]:
    """The lines below a long answer that seem to ask for a number or an address, which another asks for clearly."""
    clear = [i for i in asked if i.match.certainty is Certainty.EXACT and not i.match.bare]
    for before, item in _flowing(asked):
        weak = item.match.certainty is Certainty.CONTAINED and item.field.type in REACHED_BY
        long = weak and before.field.type is FieldType.LONG_TEXT and bool(_said(before))
        if long and any(i.field.id == item.field.id for i in clear):
            yield item.label.text


def _shorter(asked: Sequence[Question]) -> Iterable[str]:
    """The lines in the place of a long answer that ask with some of the words with which another asks the same."""
    for before, item in _flowing(asked):
        if before.field.type not in SPEAKING or item.field.type not in SPEAKING or before.field.id == item.field.id:
            continue
        words = set(item.match.key.split())
        blank = before.match.known and not _said(before)
        known = (i for i in asked if i.field.id == item.field.id and i.match.known)
        if blank and any(words < set(i.match.key.split()) for i in known):
            yield item.label.text


def _beside(asked: Sequence[Question]) -> Iterable[str]:
    """The lines in a long answer that ask by a word and go on ("Простор: сала"), where all long ones stand below."""
    sure = [i for i in asked if i.field.type is FieldType.LONG_TEXT and i.match.certainty >= Certainty.FUZZY]
    below = [i for i in sure if i.match.known and i.cell is None and _said(i)]
    if len(below) < _LONG or any(i.is_beside for i in below):
        return
    for before, item in _flowing(asked):
        weak = item.match.certainty < Certainty.FUZZY and item.field.type in SPEAKING
        if weak and before.field.type is FieldType.LONG_TEXT and item.is_beside:
            yield item.label.text


def _flowing(asked: Sequence[Question]) -> Sequence[tuple[Question, Question]]:
    """Each two questions that follow each other outside tables."""
    return [(one, other) for one, other in pairwise(asked) if one.cell is None and other.cell is None]


def _is_reached(item: Question) -> bool:
    """Tell whether *item* asks for an address or a telephone, and has one in its answer and little else."""
    said = _said(item)
    return item.field.type in REACHED_BY and bool(said) and ("@" in said or not _WORD.search(said))


def _said(item: Question) -> str:
    return item.said.strip(" _.…/-")


def plain_lines(asked: Sequence[Question], look: Look | None) -> Iterable[str]:
    """The lines that do not look like the document's labels and ask what one that does asks: an answer speaks so."""
    if look is None:
        return
    own = [i for i in asked if i.field.type is FieldType.LONG_TEXT and look.label_in(i.label) is None]
    looking = {i.field.id for i in asked if look.label_in(i.label) is not None} if own else ()
    for item in own:
        if item.field.id in looking:
            yield item.label.text


def captions_of(asked: Sequence[Question]) -> frozenset[str]:
    """The known captions of a document that has several."""
    found = frozenset(item.label.text for item in asked if item.match.known and is_bracketed(item.label.text))
    return found if len(found) >= LEAST_CAPTIONS else frozenset()


def _are_below(asked: Sequence[Question], captions: frozenset[str]) -> bool:
    """Tell whether *captions* are what a document asks with, and nearly nothing else does."""
    if not captions:
        return False
    sure = [i for i in asked if i.match.known and i.match.certainty > Certainty.CONTAINED]
    return sum(i.label.text in captions for i in sure) > _NEARLY_ALL * len(sure)


def look_of(asked: Sequence[Question]) -> Look | None:
    """How the labels look that are known by their words."""
    sure = [item for item in asked if item.match.certainty > Certainty.CONTAINED]
    look = learn([item.label for item in sure], (line for item in sure for line in item.answer))
    return look or look_beside_answers(sure)
