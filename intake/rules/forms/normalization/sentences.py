"""Forms in sentences without blank places: "Званични телефон је 051/530-000, а мејл info@laktasi.example"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.normalization.roles import is_heading_of
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, labelled, labels_in, parts_of, rewritten, slice_of
from intake.rules.forms.words.matches import REACHED_BY, Certainty, Match
from intake.rules.forms.words.persons import is_named_first
from intake.rules.script import SMALL_LETTERS

_SHORTEST, _LONGEST = 20, 500  # characters of a sentence
_PAIRS = 2  # questions in one
_FIELDS = 5  # in all of them
_TWICE = 0.25  # share of them that the form may ask elsewhere, too: a table's heads, a title above the signature
_WORDS = 6  # of a question
_DIGITS = 5  # of a telephone
_CLAUSE = re.compile(
    rf"\s*[,;]\s+(?:[{SMALL_LETTERS}]\s+)?(?=[{SMALL_LETTERS}])"
    rf"|(?<=[\w)]{{3}})\.\s+(?=[^\W\d_{SMALL_LETTERS}])"  # the next sentence
    rf"|(?P<joint>\s+[{SMALL_LETTERS}]{{1,3}}\s+)(?=[{SMALL_LETTERS}])"  # "и", "and"
)
_BEGINS = re.compile(rf"\s+(?=[„“”\"'(]?[^\W\d_{SMALL_LETTERS}]|[+(]?\d|\S+@\S)")
_COPULA = re.compile(r"\s+\S{2}$")  # "Званични телефон је"
_OPENING = re.compile(rf"[{SMALL_LETTERS}]{{1,3}}\s+", re.IGNORECASE)  # "the telephone"
_PARTED = re.compile(r"[,;)]\s")
_CASE = re.compile(r"mo(?: |$)")  # a verb behind which a name has another case: "одређујемо Марка Марића"
_APPLYING = ("join", "applicant", "participation", "interest")  # meanings
_RULE = re.compile(r"_{2,}")
_WRITTEN = re.compile(r"_{2,}\s?[^\s_(,;.][^_]*_{2,}+(?!\s*\()")
_COLON = re.compile(r":(?!//)")
_SENTENCE = re.compile(r"(?=.*[,;.]\s|.*\s\S{1,3}\s)(?=.*(?:[@\d]|:\s*$))[^,;:]*(?:[,;]|://|$|:\s*$)", re.DOTALL)
_NO_SENTENCE = re.compile(r"\t|__|[.]{4}|…")
_ROOMY = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.TABLE, FieldType.CHECKBOX})
_POSTS = ("job", "work")  # the meanings of words that ask for a post


class _Pair(NamedTuple):
    """What a clause asks, and where its answer begins and ends in the line."""

    match: Match
    start: int
    end: int
    asks: bool = False  # what is answered below
    meant: bool = False  # known by what its words mean

    @property
    def tells(self) -> bool:
        """Tell whether it answers what only one question may ask."""
        return not self.asks and not self.match.bare


class Sentences:
    """Takes such sentences apart in forms that *labels* knows; *is_option* knows what can be chosen.

    *persons* are the questions for somebody's name.
    """

    def __init__(self, labels: Labels, lexicon: Lexicon, is_option: IsOption, persons: AbstractSet[str]) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._is_option = is_option
        self._persons = persons

    def in_lines(self, document: Document) -> Document:
        """Return *document* with each answer of its sentences in a line of its own, behind its label.

        In a form that asks most in sentences, and hardly anything of it elsewhere; or that asks elsewhere nothing of
        what one sentence tells: how somebody is reached, or what is answered below.
        """
        sentences = (block for block in document.blocks if isinstance(block, Line) and _SENTENCE.match(block.text))
        lines = {id(line): bare for line in sentences if _may_be(bare := _unruled(line))}
        parted = {at: pairs for at, line in lines.items() if (pairs := self._pairs(line))}
        if not parted:
            return document
        headings = self._headings(document, parted)
        answers = self._answers(document, headings)
        parted = {at: pairs for at, pairs in parted.items() if at not in answers}
        told = parted.keys() | headings
        others = labels_in(block for block in document.blocks if id(block) not in told)
        asked = [match.field for text in others if (match := self._labels.sure(text))]
        if not any(field.type is FieldType.LONG_TEXT for field in asked):
            return document
        once = self._said_once(parted, {field.id for field in asked})
        return rewritten(document, {at: [_told(lines[at], pair) for pair in pairs] for at, pairs in once.items()})

    def _said_once(
        self, parted: Mapping[int, Sequence[_Pair]], elsewhere: AbstractSet[str]
    ) -> Mapping[int, Sequence[_Pair]]:
        """Those of the sentences that tell what the form asks nowhere else; all, where it asks most in sentences."""
        counted = Counter(pair.match.field.id for pairs in parted.values() for pair in pairs if pair.tells)
        twice = {field for field in counted if counted[field] > 1}
        if not twice and len(counted) >= _FIELDS and len(elsewhere & counted.keys()) <= _TWICE * len(counted):
            return parted
        return {at: pairs for at, pairs in parted.items() if self._are_enough(pairs, elsewhere | twice)}

    def _headings(self, document: Document, parted: Mapping[int, Sequence[_Pair]]) -> AbstractSet[int]:
        """The lines, by their id(), right above such a sentence that ask for what it tells: "Контакт особа"."""
        pairs = ((block, pair) for block, below in pairwise(document.blocks) for pair in parted.get(id(below), ()))
        return {id(block) for block, pair in pairs if is_heading_of(pair.match.field, block, self._labels.sure)}

    def _answers(self, document: Document, headings: AbstractSet[int]) -> AbstractSet[int]:
        """The lines, by their id(), right below a label with its colon that is none of *headings*: they answer that."""
        labels = ((x, below) for x, below in pairwise(document.blocks) if isinstance(x, Line) and id(x) not in headings)
        return {id(below) for x, below in labels if x.text.rstrip().endswith(":") and self._labels.sure(x.text)}

    def _are_enough(self, pairs: Sequence[_Pair], twice: AbstractSet[str]) -> bool:
        """Tell whether one sentence alone tells these, and none of what is asked *twice*."""
        fields = {pair.match.field.id for pair in pairs if pair.tells}
        enough = any(pair.asks or pair.match.field.type in REACHED_BY for pair in pairs)
        meant = any(pair.meant and pair.match.field.id in self._persons for pair in pairs)
        return enough and not meant and twice.isdisjoint(fields)

    def _pairs(self, line: Line) -> Sequence[_Pair]:
        """What *line* asks and answers, from its first word to its last; nothing where one answer is none."""
        text = line.text
        cuts = [found for found in _CLAUSE.finditer(text) if not found["joint"] or self._reaches(text, found.end())]
        if not cuts:
            return ()
        starts = [0, *(found.end() for found in cuts)]
        ends = [*(found.start() for found in cuts), len(text.rstrip(" ."))]
        found: list[_Pair] = []
        for start, end in zip(starts, ends, strict=True):
            pair = self._open(text, start, end) or self._pair(text, start, end)
            if pair is not None:
                found.append(pair)
            elif not found or not self._goes_on(found[-1], text[start:end]):
                return ()  # nobody knows what is told there
            else:
                found[-1] = found[-1]._replace(end=end)
        read = [self._read(line, pair) for pair in found]
        return [pair for pair in read if pair] if len(found) >= _PAIRS and all(read) else ()

    def _open(self, text: str, start: int, end: int) -> _Pair | None:
        """The choice that the last clause asks for, if it ends in a colon: "пријављује се за кластер:"."""
        match = self._labels.match(text[start : end - 1]) if text[end - 1 :].rstrip() == ":" else None
        choice = match is not None and match.field.type is FieldType.CHOICE
        return _Pair(match, start, end, asks=True) if match and choice else None

    def _reaches(self, text: str, start: int) -> bool:
        """Tell whether what stands behind "и" or "and" asks for a telephone or an address, and has one."""
        begun = _BEGINS.search(text, start)
        match = self._match(text[start : begun.start()]) if begun else None
        return match is not None and match.field.type in REACHED_BY

    def _goes_on(self, last: _Pair, clause: str) -> bool:
        """Tell whether a clause that asks nothing belongs to the answer before it: "Марко Марић, шеф Одсјека за …"."""
        if last.match.field.id in self._persons and self._lexicon.is_job(clause) and not _COLON.search(clause):
            return True
        return not _BEGINS.search(clause) and not self._is_asked(clause.split())

    def _pair(self, text: str, start: int, end: int) -> _Pair | None:
        """What the clause asks with its first words, which begin small, or before its colon."""
        if colon := _COLON.search(text, start, end):
            match = self._match(text[start : colon.start()])
            return _Pair(match, colon.end(), end) if match else None
        if start and (told := self._post(text, start, end)):
            return told
        if begun := self._begun(text, start, end):
            return self._named(text[start : begun[0]], begun[1], end)
        for word in re.finditer(r"\s+", text[start:end]):
            match = self._labels.match(text[start : start + word.start()])
            if match and match.certainty is Certainty.EXACT and match.field.type is FieldType.TEXT:
                return _Pair(match, start + word.end(), end)
        return None

    def _named(self, lead: str, start: int, end: int) -> _Pair | None:
        """What is asked by the words before a name or a number, if a name behind them stands as it is called."""
        match = self._match(lead)
        if match is None or (match.field.id in self._persons and _CASE.search(key(lead))):
            return None
        called = _COPULA.search(lead) or self._lexicon.is_calling(lead.rsplit(maxsplit=1)[-1])
        return _Pair(match, start, end, meant=match.certainty <= Certainty.MEANT and not called)

    def _begun(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the words before an answer end, and where it begins: with a capital, a digit or a person's title."""
        if not (found := _BEGINS.search(text, start, end)):
            return None
        lead, _, last = text[start : found.start()].rpartition(" ")
        titled = lead and self._lexicon.is_title(last)
        return (start + len(lead), start + len(lead) + 1) if titled else found.span()

    def _post(self, text: str, start: int, end: int) -> _Pair | None:
        """The post that a clause tells, of words before it that ask for one: "на радном мјесту виши сарадник"."""
        words = [*re.finditer(r"\S+", text[start:end])]
        asks = [any(self._lexicon.means(word[0], post) for post in _POSTS) for word in words]
        tells = (at for at, word in enumerate(words) if not asks[at] and self._lexicon.is_calling(word[0]))
        lead = words[: next(tells, 0)]
        if not any(asks[: len(lead)]):
            return None
        found = [(m, word.end()) for word in lead if (m := self._labels.match(text[start : start + word.end()]))]
        match, at = max(found, key=lambda one: one[0].certainty, default=(None, 0))
        return _Pair(match, start + at + 1, end) if match and match.field.type is FieldType.TEXT else None

    def _is_asked(self, words: Sequence[str]) -> bool:
        """Tell whether a clause with no answer begins with a question: "мобилни још немамо"."""
        return any(self._labels.sure(" ".join(words[:count])) for count in range(1, min(_WORDS, len(words)) + 1))

    def _match(self, asked: str) -> Match | None:
        if len(asked.split()) > _WORDS or _PARTED.search(asked):
            return None
        bare = _COPULA.sub("", asked.strip())
        match = (
            self._labels.match(asked.strip())
            or self._labels.match(bare)
            or self._labels.match(_OPENING.sub("", bare, count=1))
        )
        return None if match and match.field.type in _ROOMY else match

    def _read(self, line: Line, pair: _Pair) -> _Pair | None:
        """Return *pair*, its choice without what stands behind the option; None where it is no such answer."""
        if pair.asks:
            return pair
        said, type_ = line.text[pair.start : pair.end], pair.match.field.type
        if type_ is FieldType.CHOICE:
            ends = [pair.end, *(pair.start + found.start() for found in re.finditer(r"\s+", said))]
            options = [end for end in sorted(ends) if self._is_option(slice_of(line, pair.start, end))]
            return pair._replace(end=options[-1]) if options else None
        if pair.match.field.id in self._persons and not is_named_first(said):
            return None
        if type_ is FieldType.MUNICIPALITY and any(self._lexicon.means(said, meaning) for meaning in _APPLYING):
            return None  # "Општина Лакташи се пријављује за …"
        digits = sum(char.isdigit() for char in said)
        told = "@" in said if type_ is FieldType.EMAIL else type_ is not FieldType.PHONE or digits >= _DIGITS
        return pair if told and (type_ in REACHED_BY or "@" not in said) else None


def _unruled(line: Line) -> Line:
    """Return *line* without its rules where something stands on each, and no caption behind it: "је __Ана Анић__ ,"."""
    rules = len(_RULE.findall(line.text)) if "__" in line.text else 0
    if not rules or rules != 2 * len(_WRITTEN.findall(line.text)):
        return line
    return replace(line, spans=tuple(span for part in parts_of(line, _RULE) for span in part.spans))


def _may_be(line: Line) -> bool:
    text = line.text
    return _SHORTEST <= len(text) <= _LONGEST and not _NO_SENTENCE.search(text) and not has_box(line)


def _told(line: Line, pair: _Pair) -> Line:
    if pair.asks:
        return slice_of(line, pair.start, len(line.text))
    label = pair.match.key if pair.match.bare else pair.match.field.label.sr
    return labelled(label, slice_of(line, pair.start, pair.end))
