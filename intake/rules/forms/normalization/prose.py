"""Forms in sentences: "Општина ___Лакташи___ (назив), са сједиштем на адреси ______, телефон ___051/530-000___, …".

Each ruled place is asked for by the caption in brackets behind it, or by the words before it. A sentence that cannot
be taken apart to its end is left as it is. Where each part has a line with its caption below ("са сједиштем у Рудом",
"(мјесто)"), what was typed instead of a rule is put back on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Block, Document, Line, Span
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, is_bracketed, labelled, rewritten, slice_of
from intake.rules.forms.words.matches import Match
from intake.rules.script import SMALL_LETTERS

_RULE = r"(?:(?<!_)_{3,}+|(?<!\.)\.{4,}+|(?<!…)…{2,}+)"  # a whole run of them, never a part
_ENDS = r"(?=\s*+(?:[,;(]|\.?\s*+$))"
_WRITTEN = rf"{_RULE}[ \t]*+(?P<in>(?:[^\s_…(,;.]|\((?=[+\d]))(?:[^_…]*?[^\s_…])?)[ \t]*{_RULE}{_ENDS}"
_PLACE = re.compile(rf"{_WRITTEN}|{_RULE}{_ENDS}")
_CAPTION = re.compile(r"\s*\((?=[^()]*[^\W\d_])([^()]{3,60})\)")  # "(+387)" is none
_RULED = re.compile(_RULE)
_ANY_RULE = re.compile(r"_{2}|\.{4}|…")
_LEAST = 3  # places in a sentence
_LONGEST, _MOST = 3000, 100  # characters of one, and rules in it
_PARTS = 2  # of a sentence, each with its caption below
_WORDS = 2  # of what introduces an answer: "Општина" is a part of it
_BEGUN = re.compile(rf"\s+(?=[^\s{SMALL_LETTERS}])|\s*_{{2,}}")  # an answer: a name, a number, a rule
_JOINT = re.compile(rf"\s+[{SMALL_LETTERS}]{{1,2}}\s*$")  # "контакт особа је"
_BARE, _KNOWN = 1, 2  # how much a label says


@dataclass(frozen=True, slots=True)
class _Place:
    """A ruled place: the words before it, its caption, and where in the line stands what was written on it."""

    lead: str
    caption: str
    start: int
    end: int


def with_rules(document: Document, labels: Labels, lexicon: Lexicon) -> Document:
    """Return *document* with what was typed behind the words of a sentence, above its caption, on a rule."""
    below = [
        at for at, block in enumerate(document.blocks) if isinstance(block, Line) and block.text.strip()[:1] == "("
    ]
    found = {at - 1: _part(document.blocks[at - 1], document.blocks[at], labels, lexicon) for at in below if at}
    parts = {at: part for at, part in found.items() if part}
    if len({match.field.id for match, _ in parts.values()}) < _PARTS:
        return document
    return rewritten(document, {id(document.blocks[at]): (line,) for at, (_, line) in parts.items()})


def _part(above: Block, caption: Block, labels: Labels, lexicon: Lexicon) -> tuple[Match, Line] | None:
    """What the words ask with which the line *above* a caption begins, and the line with its rule."""
    if not isinstance(above, Line) or not isinstance(caption, Line) or not is_bracketed(caption.text) or has_box(above):
        return None
    asked, end = labels.match(caption.text.strip(" .\t")[1:-1]), _end_of_lead(above.text, lexicon)
    words = above.text[:end]
    if labels.match(words) is None:
        words = _JOINT.sub("", words)
    lead = labels.match(words)
    if not asked or not lead or not (lead.field is asked.field or _is_meant(asked, lead)):
        return None
    return lead, above if "__" in above.text else _ruled(above, len(words), end)


def _is_meant(asked: Match, lead: Match) -> bool:
    """Tell whether a caption that says not whose ("име и презиме") may ask what the words above it do."""
    return asked.bare and lead.field.type is asked.field.type


def _end_of_lead(text: str, lexicon: Lexicon) -> int:
    """How many characters of *text* introduce its answer: "са сједиштем у Лакташима"; 0 where they are few."""
    ends = [end.start() for end in _BEGUN.finditer(text) if len(text[: end.start()].split()) >= _WORDS]
    blank = text.rstrip().rpartition(" ")[0]
    end = ends[0] if ends else len(blank) if blank and lexicon.is_blank(text[len(blank) :]) else 0
    return 0 if ":" in text[:end] else end


def _ruled(line: Line, lead: int, start: int) -> Line:
    rule = Span(text=" ____")
    written = slice_of(line, start, len(line.text))
    return replace(line, spans=(*slice_of(line, 0, lead).spans, rule, *written.spans, rule))


def in_lines(document: Document, labels: Labels) -> Document:
    """Return *document* with each place of its sentences in a line of its own, behind its label."""
    told: dict[int, Sequence[Line]] = {}
    for line in [block for block in document.blocks if isinstance(block, Line)]:
        places = tuple(_places(line.text))
        if len(places) >= _LEAST and _are_asked(places, labels):
            told[id(line)] = [labelled(_label(p, labels), slice_of(line, p.start, p.end)) for p in places]
    return rewritten(document, told)


def _places(text: str) -> Iterator[_Place]:
    """Yield the places of a sentence; none where words are left over behind the last, or a rule between them."""
    found: list[_Place] = []
    at = 0
    if len(text) > _LONGEST or not _LEAST <= len(_RULED.findall(text)) <= _MOST:
        return
    for match in _PLACE.finditer(text):
        lead = text[at : match.start()]
        caption = _CAPTION.match(text, match.end())
        at = caption.end() if caption else match.end()
        written = match.span("in") if match["in"] else (match.end(), match.end())
        found.append(_Place(lead.strip(" \t,;.:"), caption[1].strip() if caption else "", *written))
        if _ANY_RULE.search(lead):
            return
    if not text[at:].strip(" \t,;.") and all(place.lead or place.caption for place in found):
        yield from found


def _are_asked(places: tuple[_Place, ...], labels: Labels) -> bool:
    """Tell whether most of *places* are asked for in known words."""
    return 2 * sum(max(_says(p.lead, labels), _says(p.caption, labels)) > 0 for p in places) > len(places)


def _says(text: str, labels: Labels) -> int:
    """How much *text* says of what it asks; a bare "име и презиме" says nothing of whose."""
    match = labels.match(text) if text else None
    if match is None or (match.bare and match.field.type is FieldType.TEXT):
        return 0
    return _BARE if match.bare else _KNOWN + match.certainty


def _label(place: _Place, labels: Labels) -> str:
    lead, caption = _says(place.lead, labels), _says(place.caption, labels)
    if min(lead, caption) > _BARE:
        one, other = labels.match(place.lead), labels.match(place.caption)
        if one and other and one.field is not other.field:
            return f"{place.lead} ({place.caption})"  # two things at once: a person must tell
    return place.caption if caption > 0 and caption >= lead else place.lead or place.caption
