"""What a form prints between its questions and the places of their answers, or below these, to say how to answer.

A line may be known for one by its words ("Опишите …", "највише 10 реченица"), by brackets, by a look that neither the
questions nor the answers have, or because the same stands at other questions. Where one such sign stands alone in the
form, a person should look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter

from intake.rules.forms.hints.by_look import sign_by_look, sign_by_place
from intake.rules.forms.hints.by_words import HintWords, Told, begins_with_infinitive
from intake.rules.forms.hints.regions import (
    SIGN,
    Asked,
    Labels,
    Region,
    flows_of,
    is_apart,
    is_put,
    question_before,
    regions_of,
    without_lines,
)
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.labels.looks import first_marks
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, is_bracketed, is_data

_HABIT = 2  # questions with a hint in one place, from which such lines there are hints
_WRAPPED = 50  # characters of a line that may go on in the next one
_WORDS = 3  # of a hint that is known by that
_MANY = 3  # questions at which the same hint stands
_CONTROL = attrgetter("control")
_BRACKETS = ("(", "[")
_ENDS = (".", "!", ";", ":", "?", ")", "…")
_PAIR = 2  # lines of a cell with a hint and a question
_CLOSED = (")", "]", ".")

At = tuple[str, str]
"""The place of a question, and the field that it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinted:
    """A *document* without its hints, and where that was not certain.

    *left_out* are lines that may be of an answer, *kept* are questions whose answer may be none.
    """

    document: Document
    left_out: Mapping[At, Line] = field(default_factory=dict)
    kept: AbstractSet[At] = frozenset()

    def told(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return *items* with what staff should look at: an answer that may go on, or may be none."""
        return tuple(map(self._told, items)) if self.left_out or self.kept else tuple(items)

    def _told(self, item: Item) -> Item:
        if not isinstance(item, Question):
            return item
        at = (item.label.address, item.field.id)
        item = replace(item, cut=self.left_out[at]) if at in self.left_out and item.cut is None else item
        return replace(item, supposed=True) if at in self.kept else item


def without_hints(
    document: Document,
    labels: Labels,
    words: HintWords,
    *,
    heads: Callable[[str], bool],
    lists: Callable[[Line], bool],
    columns: Callable[[str], bool],
) -> Hinted:
    """Return *document* without its hints.

    *labels* tells what a text asks by more than a part of its words, *heads* whether it is a heading. What *lists* the
    options of the choice stays, for their numbers may answer it; what names *columns* says what to write of members.
    """
    document = _without_hints_above(document, labels, words)
    flows = [*flows_of(document.blocks)]

    @cache
    def asked() -> Asked:
        return Asked.of((line for flow in flows for line in flow if not words.told(line.text.strip())), labels)

    found = [region for flow in flows for region in regions_of(flow, labels, words, asked, columns)]
    tables = [region for region in found if region.is_list]
    for region in tables:
        instructed = words.told(region.lines[0].text.strip()) is Told.SURE
        region.signs = [Told.SURE if columns(line.text) else Told.NO for line in region.lines]
        region.signs[0] = Told.SURE if instructed else region.signs[0]
    regions = [region for region in found if not region.is_list]
    for region in regions:
        _sign_by_words(region, words)
    sign_by_look(regions, heads)
    sign_by_place(regions)
    _with_habits([region for region in regions if any(region.signs)])
    _sign_repeated(regions)
    signed = [region for region in regions if any(region.signs)]
    for region in signed:
        signed_lines = zip(region.lines, region.signs, strict=True)
        region.signs = [Told.NO if sign and lists(line) else sign for line, sign in signed_lines]
    return _left(document, [region for region in (*signed, *tables) if any(region.signs)])


def _sign_by_words(region: Region, words: HintWords) -> None:
    signs = [_by_words(line, words, region) for line in region.lines]
    if not any(signs) or words.instructs(region.label.text) or is_bracketed(region.label.text):
        return  # in a form that asks in such words they are questions
    plain = [line for line, sign in zip(region.lines, signs, strict=True) if not sign]
    listing = any(begins_with_infinitive(line.text) for line in plain)
    for at, (line, sign) in enumerate(zip(region.lines, signs, strict=True)):
        goes_on = at > 0 and _goes_on(region.lines[at - 1], line)
        if sign and ((listing and begins_with_infinitive(line.text)) or (goes_on and not signs[at - 1])):
            signs[at] = Told.NO  # an item of a plan, or the rest of the line above
        elif not sign and goes_on and signs[at - 1] and len(region.lines[at - 1].text) >= _WRAPPED:
            signs[at] = signs[at - 1] if at + 1 < len(region.lines) else Told.MAYBE
    region.signs = signs


def _goes_on(line: Line, following: Line) -> bool:
    """Tell whether *following* may be the rest of *line*: an address begins small, too, and so does many a position."""
    small = following.text.strip()[:1].islower() and not line.text.rstrip().endswith(_ENDS)
    return small and not is_data(following) and first_marks(following) == first_marks(line)


def _by_words(line: Line, words: HintWords, region: Region) -> Told:
    text = line.text.strip()
    if any(map(_CONTROL, line.spans)):
        return Told.NO
    example = words.is_example(text) and not region.is_roomy  # a sentence of a long answer may begin so
    return Told.SURE if example or (text[:1] in _BRACKETS and is_bracketed(text)) else words.told(text)


def _with_habits(regions: Sequence[Region]) -> None:
    """Where several questions have a hint above or below their answers, what may be one there is more likely one."""
    for places in ([region.leading() for region in regions], [region.trailing() for region in regions]):
        found = [(region, at) for region, at in zip(regions, places, strict=True) if at]
        answered = [(region, at) for region, at in found if len(at) < len(region.lines) + region.inline]
        if len(answered) < _HABIT:
            continue
        for region, at in answered:
            for line in at:
                region.signs[line] = Told(min(region.signs[line] + 1, Told.SURE))
        for region, _ in found:
            region.habitual = True


def _sign_repeated(regions: Sequence[Region]) -> None:
    """What stands in the same words above or below several answers may be a hint, if these go on unlike each other."""
    for end, beside in ((0, 1), (-1, -2)):
        alike: defaultdict[str, dict[str, Region]] = defaultdict(dict)
        for region in regions:
            alone = len(region.lines) == 1 or region.signs[beside]  # with a hint, if anything
            if region.is_roomy and not alone and not any(map(_CONTROL, region.lines[end].spans)):
                alike[key(region.lines[end].text)][key(region.lines[beside].text)] = region
        for text, found in alike.items():
            for region in found.values() if len(found) >= _MANY and len(text.split()) >= _WORDS else ():
                region.signs[end] = max(region.signs[end], Told.MAYBE)


def _left(document: Document, regions: Sequence[Region]) -> Hinted:
    gone: set[int] = set()
    left_out: dict[At, Line] = {}
    kept: set[At] = set()
    for region in regions:
        at = (region.label.address, region.asked.id)
        found = region.hints()
        alone = region.is_blank() and not region.habitual
        weak = [line for line, sign in found if sign is Told.WEAK or (sign is Told.MAYBE and alone)]
        kept |= {at} if weak and region.is_roomy else set()
        found = [(line, sign) for line, sign in found if line not in weak]
        if doubtful := [line for line, sign in found if sign is Told.MAYBE]:
            left_out[at] = doubtful[0]
        gone.update(id(line) for line, _ in found)
    blocks = (without_lines(block, gone) for block in document.blocks if id(block) not in gone)
    left = replace(document, blocks=tuple(blocks)) if gone else document
    return Hinted(document=left, left_out=left_out, kept=kept)


# Hints above a question, in its cell


def _without_hints_above(document: Document, labels: Labels, words: HintWords) -> Document:
    """Return *document* without such lines: in brackets, or sentences that say how to answer."""
    gone: set[int] = set()
    for block in document.blocks:
        for cell in () if isinstance(block, Line) else block.cells:
            if len(cell.lines) >= _PAIR and (hint := _above(cell.lines, labels, words)):
                gone.add(id(hint))
    if not gone:
        return document
    return replace(document, blocks=tuple([without_lines(block, gone) for block in document.blocks]))


def _above(lines: Sequence[Line], labels: Labels, words: HintWords) -> Line | None:
    """The first of the *lines* of a cell, if it is a hint and the next one is a question with its sign or look."""
    written = [line for line in lines if line.text.strip()]
    if len(written) < _PAIR or not written[0].text.rstrip().endswith(_CLOSED) or has_box(written[0]):
        return None
    hint, label = written[:_PAIR]
    begun = question_before(label.text) if SIGN.search(label.text) else ""
    if is_bracketed(label.text) or labels(begun or label.text) is None:
        return None
    sure = words.told(hint.text.strip()) is Told.SURE and (begun or is_put(label) or is_apart(hint, label))
    return hint if sure or is_bracketed(hint.text) else None
