"""Where labels begin and end: lines that ask several things, and what parts a label from its answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import slice_of
from intake.rules.forms.words.matches import REACHED_BY, Certainty, Match
from intake.rules.script import SMALL_LETTERS

IsOption = Callable[[Line], bool]
"""Tells whether a line is the title of something that can be chosen."""

_COLON = re.compile(r":|(?<!_)__+(?=[^\W_]|\+\d)")  # or a ruled place: "Општина __Лакташи__, коју заступа …"
_GAP = re.compile(r"[;,|\s]+(?=[^\W\d_])")
_WIDE_GAP = re.compile(
    rf"\s*(?:[\t;|]|\s{{2,}}|_{{3,}}|…{{2,}}|\.{{4,}})[\s_.…,;|]*(?=[^\W\d_])|,\s+(?=[^\W\d_{SMALL_LETTERS}])"
)  # where one answer ends for sure
_ANSWERED = re.compile(r"[:_.,;]\s*[^\s:]|[@\d]")
_TAB = re.compile(r"\t\s*|[ \u00a0]{3,}")
_ANSWER = re.compile(r"[\d@:;,_]|\.\s")  # what stands before a label and is an answer
_STRANGE = re.compile(r"(?=\S)[^\d@:;_]{3,60}")
_SHORT = REACHED_BY | {FieldType.TEXT, FieldType.MUNICIPALITY, FieldType.URL, FieldType.DATE}
_LABEL_LENGTH = 60  # characters of a label in the middle of a line
_NUMBER_OR_ADDRESS = re.compile(r"\.?\s+(?=[+(]?\d|\S+@\S)")
_DIGIT_OR_AT = re.compile(r"[@\d]")
_LISTING = re.compile(rf":[\s,{SMALL_LETTERS}]+\s[{SMALL_LETTERS}]{{1,3}}\s+$")  # what a label asks, and not its answer
_LONG_LABEL = 160  # of one behind a wide gap, or behind another
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]")
_STOP = re.compile(r"(?:(?<=[^\W\d_]{5})|(?<=[aeiou\u0430\u0435\u0438\u043e\u0443]))\.\s*$")  # behind a word
_OWN_NUMBER = re.compile(r"(?:(?<=[\t;|])|(?<=[\s;|]\s))\(?\d{1,2}[.)]{1,2}\s*$")  # of the next label
_SIGNS = (":", "?")  # behind which a question is over
_PARTICULARS = re.compile(rf"[{SMALL_LETTERS}\s]+,[{SMALL_LETTERS}\s,/]+")  # what a question asks in particular
_CAPTION = 4  # words of a label that no caption in an answer has
_OPENING = 3  # words of a question, one of which asks
_QUESTION = re.compile(r"[\s:–—-]*([^\W\d_][^:?@]*\?)(?:[\s:]+|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label and the lines behind it in the same place; no lines where it stands alone."""

    match: Match
    behind: tuple[Line, ...] = ()

    def differs(self, other: Labelled | None) -> bool:
        """Tell whether *other* is a question of the call for sure, and another than this."""
        sure = other is not None and other.match.known and other.match.certainty > Certainty.CONTAINED
        return sure and other is not None and other.match.field.id != self.match.field.id


def before_number_or_address(text: str) -> Iterator[re.Match[str]]:
    """Find the gaps before numbers and addresses: "тел. 065/123-456"; such labels need no colon."""
    return _NUMBER_OR_ADDRESS.finditer(text) if _DIGIT_OR_AT.search(text) else iter(())


def goes_on(label: Match, behind: str, whole: str, labels: Labels) -> bool:
    """Tell whether a label does not end at its dash: "Контакт особа – име и презиме: …", "Контакт особа – позиција".

    The question of the choice does: behind it stands how to answer ("Кластер учења – уписати број: 1) …"). So does one
    behind whose dash an answer begins that has a colon of its own ("Мотивација – Очекујемо да ћемо: 1) …").
    """
    if label.field.type is FieldType.CHOICE and label.certainty is Certainty.EXACT:
        return False
    if ":" in behind[:_LABEL_LENGTH]:
        roomy = label.field.type is FieldType.LONG_TEXT and label.certainty > Certainty.MEANT
        return not (roomy and labels.tells(behind.partition(":")[0]))
    asked = labels.match(behind.strip(" –—-"))
    if asked is None or asked.certainty is Certainty.CONTAINED:
        return False
    meant = labels.match(whole)
    sure = meant is not None and meant.certainty > Certainty.MEANT and meant.field is not label.field
    return sure and meant is not None and meant.field.type is asked.field.type


@lru_cache(maxsize=4096)
def _ends(text: str) -> tuple[int, ...]:
    """Where in *text* a label may end."""
    return tuple(sorted(end.start() for end in (*_COLON.finditer(text), *before_number_or_address(text))))


def parted(line: Line, labels: Labels, labelled: Callable[[Line], Labelled | None]) -> Sequence[Line]:
    """Part a line that asks several things ("Телефон: … E-mail: …") before each label but the first.

    The stop behind a short answer parts it from the next question, and is none of it.
    """
    cuts = [0]
    short: set[int] = set()  # where such answers end
    for end in _ends(line.text):
        found = _label_before(labels, line.text, cuts[-1], end)
        if found is None and (strange := _strange(line, cuts[-1], end, labelled)):
            cuts.append(strange)
            continue
        if (
            found is None
            or found[0] == cuts[-1]
            or _LISTING.search(line.text[: found[0]])
            or labels.asks_sort(line.text[cuts[-1] : end])
        ):
            continue  # "Врста: општина / град: …" asks once, and "Адреса: улица, број и мјесто: …"
        start = _behind_tab(line.text, cuts[-1], _with_number(line.text, cuts[-1], found[0]))
        before = labelled(slice_of(line, cuts[-1], start))
        if before is None and cuts == [0] and line.text[end] == "_":
            cuts.append(start)  # how a sentence begins that has places to write on
        elif before and not (before.match.field is found[1] and found[1].type is FieldType.LONG_TEXT):
            cuts.append(start)
            short |= {start} if before.match.field.type in _SHORT else set()
    if len(cuts) == 1:
        return (line,)
    pieces = [slice_of(line, start, end) for start, end in pairwise([*cuts, len(line.text)])]
    return _without_stops(pieces, [at for at, start in enumerate(cuts[1:]) if start in short])


def _without_stops(pieces: Sequence[Line], short: Sequence[int]) -> Sequence[Line]:
    """Return *pieces*, the *short* ones without the stop at their ends, and then the last, too."""
    stops = {at: _stop(pieces[at].text) for at in short}
    if any(stop is not None for stop in stops.values()):
        stops[len(pieces) - 1] = _stop(pieces[-1].text)
    return [slice_of(piece, 0, stops.get(at) or len(piece.text)) for at, piece in enumerate(pieces)]


def _stop(text: str) -> int | None:
    """Where the stop stands that ends *text*; none ends an abbreviation: "дипл."."""
    stop = _STOP.search(text)
    return stop.start() if stop else None


def _behind_tab(text: str, start: int, label: int) -> int:
    """Where a *label* begins that has other words before it, behind a tab or wide blanks: "…    Њен мејл: …"."""
    tabs = [gap.end() for gap in _TAB.finditer(text, start, label) if gap.end() < label]
    apart = bool(tabs) and text[label - 1].isspace() and not _ANSWER.search(text[tabs[-1] : label])
    return tabs[-1] if apart else label


def _strange(line: Line, start: int, end: int, labelled: Callable[[Line], Labelled | None]) -> int | None:
    """Where a question that the call does not know begins, behind the tab that ends a short answer."""
    tabs = [gap.end() for gap in _TAB.finditer(line.text, start, end)]
    asked = line.text[tabs[-1] : end] if tabs and line.text[end] == ":" else ""
    if not _STRANGE.fullmatch(asked):
        return None
    before = labelled(slice_of(line, start, tabs[-1]))
    return tabs[-1] if before is not None and before.match.field.type in _SHORT else None


def _with_number(text: str, start: int, label: int) -> int:
    """Where the number begins that stands before a *label*, or the label itself: "10. Телефон: …    11. E-mail: …"."""
    number = _OWN_NUMBER.search(text, start, label)
    return number.start() if number else label


def _label_before(labels: Labels, text: str, start: int, end: int) -> tuple[int, Field] | None:
    """Where the longest label that goes up to *end* begins, from *start* on, and what it asks."""
    before = text[start:end]
    colon = text[end] in ":_"
    wide = {gap.end() for gap in list(_WIDE_GAP.finditer(before))[-1:] if len(before) - gap.end() <= _LONG_LABEL}
    gaps = {gap.end() for gap in _GAP.finditer(before) if len(before) - gap.end() <= _LABEL_LENGTH}
    for at in sorted({0, *wide, *gaps}):
        if ":" in before[at:]:
            continue  # an answer stands between
        if before.count(")", at) > before.count("(", at):
            continue  # the end of a hint: "Адреса сједишта (улица и број, мјесто):"
        if at and at not in wide and text[end] == ":" and not _ANSWERED.search(_NUMBERED.sub("", before[:at])):
            continue  # none does: "Одговорно лице које представља ЈЛС:"
        match = labels.match(before[at:])
        if match is None or match.certainty <= (Certainty.MEANT if at == 0 or at in wide else Certainty.FUZZY):
            continue
        if at and at not in wide and text[end] == ":" and _is_spoken(before[:at], before[at:], match.field):
            continue
        if colon or match.field.type in REACHED_BY:
            return start + at, match.field
    return None


def _is_spoken(before: str, label: str, field: Field) -> bool:
    """Tell whether a *label* goes on with the words before it: "Наше искуство: …", "Начелник и служба: …"."""
    word = before.rsplit(maxsplit=1)[-1]
    return (
        label[:1].islower()
        and word.isalpha()
        and (field.type not in _SHORT or (word.islower() and field.type not in REACHED_BY))
    )


# Where the answer behind a label begins


def end_of_label(label: Match, separator: re.Match[str], labels: Labels) -> int:
    """Where the answer to *label* begins, up to whose *separator* it was recognised.

    It may have a colon in it and behind that ask the same: "Мотивација: разлози за пријаву: …". An answer that begins
    with a caption of its own begins as a sentence does: "Нацрт концепта: Прва замисао: …". Or it asks behind that, in
    whatever words: "Опис стања: ко су рањиве групе? …".
    """
    text, start = separator.string, separator.end()
    if label.certainty > Certainty.CONTAINED and (question := _question(text, separator.end(), labels)):
        return question
    if separator.group() not in _SIGNS:
        start = separator.start()
    colon = text.find(":", start)
    end = colon + 1 if colon >= 0 else len(text)
    part = text[start:end].strip(" \t:*_–—-")
    if label.certainty is Certainty.CONTAINED or not key(part) or len(part) > _LONG_LABEL:
        return start
    if colon >= 0 and _PARTICULARS.fullmatch(part):
        return end  # "Адреса: улица, број и мјесто: …"
    asked = labels.match(part)
    if asked is None or asked.field is not label.field:
        return start
    alone, small, exact = not text[end:].strip(), part[0].islower(), asked.certainty is Certainty.EXACT
    whole = exact and (small or len(key(part).split()) >= _CAPTION)
    return end if whole or (alone and colon >= 0 and (small or exact)) else start


def _question(text: str, start: int, labels: Labels) -> int:
    """Where a question ends that stands right behind *start*, up to its sign; 0 where none does.

    One of its first words asks ("са ким …"). It begins small, or nothing stands behind it, for sentences have capitals.
    """
    found = _QUESTION.match(text, start)
    if found is None or len(found[1]) > _LONG_LABEL or not any(map(labels.questions, key(found[1]).split()[:_OPENING])):
        return 0
    return found.end() if found[1][0].islower() or found.end() == len(text) else 0
