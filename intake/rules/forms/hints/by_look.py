"""Hints that are known by their look or place: italics, small letters, a few small words above each long answer.

"Како живе рањиве групе", below it "бројеви, највећи проблем", and then sentences: where several questions have such a
line, and no other has its answer without one, the form has printed it. An answer of a few words may look the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from intake.rules.forms.hints.by_words import Told
from intake.rules.forms.hints.regions import LOOKS, SMALL, Region
from intake.rules.forms.labels.looks import first_marks, is_all
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_data

_LEAST = 2  # hints with an answer beside them
_WORDS = 4  # of a hint below an answer, where headings may stand
_HINTED = 2  # questions with a hint above their answer
_FEW_WORDS = 9  # of a hint
_SPOKEN = 6  # of a sentence, at least, without its full stop
_BEGINS = re.compile(r"\s*[–—•▪*-]?\s*[^\W_]")
_SIGNS = (".", "!", "?", ":", ";", ",")
_CLOSED = (".", "!", "?", ";")
_PLACE = re.compile(r"\s*(?:_{3,}|\.{4,}|…{2,}|[/–—-])[\s_.…]*$")
_DASH = re.compile(r"\s[–—-](?:\s|$)")

_Look = Callable[[Line], bool]


def sign_by_look(regions: Sequence[Region], heads: Callable[[str], bool]) -> None:
    """Sign the lines in such a look; where only one answer has a hint so, it may be a part of that."""
    short = [region for region in regions if not region.is_roomy and Told.NO in region.signs]
    typed = [each for each in map(_Typed.of, short) if each]
    for look in _looks(regions):
        own = [each for each in typed if look(each.line)]
        examples = any(not look(line) for each in own for line in each.below)
        if len(own) >= _LEAST and not examples:
            continue  # numbers and addresses are the applicant's, and so is all else that looks so
        _sign_in(look, regions, heads, examples=examples)


def _sign_in(look: _Look, regions: Sequence[Region], heads: Callable[[str], bool], *, examples: bool) -> None:
    """Sign the lines in this *look*, numbers and addresses among them where these are *examples*."""
    own = [region for region in regions if not look(region.label)]
    above = [(region, range(_begins(region.lines, look, examples=examples))) for region in own if not region.inline]
    _sign([(region, at) for region, at in above if at], look, regions)
    below = [(region, _end(region, look)) for region in own if region.is_roomy and not _is_begun(region, look)]
    _sign([(r, at) for r, at in below if at and not heads(r.lines[at[0]].text)], look, regions)


class _Typed(NamedTuple):
    """The *line* that may answer a question, a number or an address, and others *below* it."""

    line: Line
    below: Sequence[Line]

    @classmethod
    def of(cls, region: Region) -> _Typed | None:
        """That of *region*, if its first line without a sign is one; a link, underlined, is none."""
        first, *others = region.lines[region.signs.index(Told.NO) :]
        if not _is_typed(first) or Mark.UNDERLINE in first.spans[0].marks:
            return None
        return cls(first, [line for line in others if _is_typed(line)])


def _is_typed(line: Line) -> bool:
    return bool(key(line.text)) and is_data(line)


def _looks(regions: Sequence[Region]) -> Iterator[_Look]:
    """The looks that hints may have in this form."""
    ends = [line for region in regions for line in (region.lines[0], region.lines[-1])]
    marks = frozenset().union(*(span.marks for line in ends for span in line.spans[:1]))
    yield from (partial(is_all, mark=look) for look in LOOKS if look in marks)
    labels = Counter([region.label.size for region in regions])
    written = Counter([line.size for region in regions for line in region.lines])
    usual = max((size for size, number in written.items() if number >= _LEAST), default=0)
    small = SMALL * min(labels.most_common(1)[0][0], usual) if labels else 0
    apart = (line for line in ends if 0 < line.size < small)
    if any(span.marks.isdisjoint(LOOKS) for line in apart for span in line.spans[:1]):
        yield lambda line: 0 < line.size < small and not _is_to_fill(line)


def _is_begun(region: Region, look: _Look) -> bool:
    """Tell whether an answer begins in the *look* behind the label of *region*, and may go on so below it."""
    written = [span for span in region.label.spans if key(span.text)]
    return region.inline and look(replace(region.label, spans=tuple(written[-1:])))


def _is_to_fill(line: Line) -> bool:
    return any(span.box is not None or span.control is not None for span in line.spans)


def _sign(found: Sequence[tuple[Region, range]], look: _Look, regions: Sequence[Region]) -> None:
    answered = [at for region, at in found if _is_answered(region, at)]
    alone = [region for region, at in found if not _is_answered(region, at)]
    if len(answered) >= _LEAST and 2 * len(answered) >= len(found):
        sign = Told.SURE
    elif all(region.is_roomy for region in alone) and _are_all(found, look, regions):
        sign = Told.WEAK if alone else Told.MAYBE
    else:
        return
    for region, places in found:
        for at in places:
            typed = _is_typed(region.lines[at]) and not _is_answered(region, places)  # over the example, perhaps
            region.signs[at] = max(region.signs[at], min(sign, Told.MAYBE) if typed else sign)


def _is_answered(region: Region, places: range) -> bool:
    """Tell whether something stands beside the lines at *places* that is no hint by its words."""
    return region.inline or any(sign < Told.SURE for at, sign in enumerate(region.signs) if at not in places)


def _are_all(found: Sequence[tuple[Region, range]], look: _Look, regions: Sequence[Region]) -> bool:
    """Tell whether no other line beside those that were *found* is in the *look*."""
    return sum(look(line) for region in regions for line in region.lines) == sum(len(at) for _, at in found)


def _begins(lines: Sequence[Line], look: _Look, *, examples: bool = False) -> int:
    return sum(1 for _ in takewhile(lambda x: look(x) and (examples or not is_data(x)) and not x.answers, lines))


def _end(region: Region, look: _Look) -> range:
    """Where the last lines of *region* stand that are in the *look*; headings have fewer words."""
    number = _begins(region.lines[::-1], look)
    end = len(region.lines)
    first = region.lines[end - number].text if number else ""
    return range(end - number, end) if len(first.split()) >= _WORDS else range(0)


# By their place


def sign_by_place(regions: Sequence[Region]) -> None:
    """Sign such lines, and where nothing else stands, too, if the form has them at all its long answers."""
    if not [region for region in regions if not region.inline and region.lines[0].text.strip()[:1].islower()]:
        return
    roomy = [region for region in regions if region.is_roomy and not region.inline]
    answered = [region for region in roomy if _is_said(region.lines[1:2] if _leads(region) else region.lines[:1])]
    hinted = [region for region in answered if _leads(region)]
    own = [region for region in hinted if not region.signs[0]]
    if not own or len(hinted) < _HINTED or len(hinted) < len(answered):
        return
    for region in roomy:
        if _leads(region) and not region.signs[0]:
            region.signs[0] = Told.WEAK if region in own else Told.MAYBE


def _leads(region: Region) -> bool:
    """Tell whether the first line below a question is a hint by its words or may be one by how it begins."""
    first = region.lines[0]
    text = first.text.strip()
    small = text[:1].islower() and not text.endswith(_SIGNS) and len(text.split()) <= _FEW_WORDS
    small = small and not is_data(first) and not has_box(first) and not _DASH.search(text)
    return bool(region.signs[0]) or (small and first_marks(first) in (frozenset(), first_marks(region.label)))


def _is_said(lines: Sequence[Line]) -> bool:
    """Tell whether a sentence stands in the only one of *lines*, which no label is, or the place of one."""
    text = lines[0].text.strip() if lines else ""
    if _PLACE.match(text):
        return True
    begun = bool(_BEGINS.match(text)) and not text[:1].islower() and not _DASH.search(text.lstrip(" –—•▪*-"))
    return begun and (text.endswith(_CLOSED) or len(text.split()) > _SPOKEN)
