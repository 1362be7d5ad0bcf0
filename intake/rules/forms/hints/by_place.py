"""Hints that are known by their place alone: a few words that begin small, between each long question and its answer.

"Како живе рањиве групе", below it "бројеви, највећи проблем", and then sentences: where several questions have such a
line, and no other has its answer without one, the form has printed it. An answer of a few words may look the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.forms.hints.by_words import Told
from intake.rules.forms.hints.regions import Region
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.places import Line
from intake.rules.forms.words.lines import has_box, is_data

_LEAST = 2  # questions with a hint above their answer
_WORDS = 9  # of a hint
_SPOKEN = 6  # of a sentence, at least, without its full stop
_BEGINS = re.compile(r"\s*[–—•▪*-]?\s*[^\W_]")
_ENDS = (".", "!", "?", ":", ";", ",")
_CLOSED = (".", "!", "?", ";")
_PLACE = re.compile(r"\s*(?:_{3,}|\.{4,}|…{2,}|[/–—-])[\s_.…]*$")
_DASH = re.compile(r"\s[–—-](?:\s|$)")


def sign_by_place(regions: Sequence[Region]) -> None:
    """Sign such lines, and where nothing else stands, too, if the form has them at all its long answers."""
    if not [region for region in regions if not region.inline and region.lines[0].text.strip()[:1].islower()]:
        return
    roomy = [region for region in regions if region.is_roomy and not region.inline]
    answered = [region for region in roomy if _is_said(region.lines[1:2] if _leads(region) else region.lines[:1])]
    hinted = [region for region in answered if _leads(region)]
    own = [region for region in hinted if not region.signs[0]]
    if not own or len(hinted) < _LEAST or len(hinted) < len(answered):
        return
    for region in roomy:
        if _leads(region) and not region.signs[0]:
            region.signs[0] = Told.WEAK if region in own else Told.MAYBE


def _leads(region: Region) -> bool:
    """Tell whether the first line below a question is a hint by its words or may be one by how it begins."""
    first = region.lines[0]
    text = first.text.strip()
    small = text[:1].islower() and not text.endswith(_ENDS) and len(text.split()) <= _WORDS
    small = small and not is_data(first) and not has_box(first) and not _DASH.search(text)
    return bool(region.signs[0]) or (small and first_marks(first) in (frozenset(), first_marks(region.label)))


def _is_said(lines: Sequence[Line]) -> bool:
    """Tell whether a sentence stands in the only one of *lines*, which no label is, or the place of one."""
    text = lines[0].text.strip() if lines else ""
    if _PLACE.match(text):
        return True
    begun = bool(_BEGINS.match(text)) and not text[:1].islower() and not _DASH.search(text.lstrip(" –—•▪*-"))
    return begun and (text.endswith(_CLOSED) or len(text.split()) > _SPOKEN)
