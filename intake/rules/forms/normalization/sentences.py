"""Forms in sentences without ruled places: "Званични телефон је 051/530-000, а мејл info@laktasi.example".

Or that say in a sentence who somebody is: "За контакт особу одређује се Марко Марић, савјетник, тел. …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, labelled, labels_in, rewritten, slice_of
from intake.rules.forms.words.matches import REACHED_BY, Asked, Certainty, Match
from intake.rules.forms.words.persons import is_person
from intake.rules.script import SMALL_LETTERS

_SHORTEST, _LONGEST = 20, 500  # characters of a sentence
_PAIRS = 2  # questions in one
_FIELDS = 5  # in all of them
_TWICE = 0.25  # share of them that the form may ask elsewhere, too: a table's heads, a title above the signature
_WORDS = 6  # of a question
_DIGITS = 5  # of a telephone
_CLAUSE = re.compile(rf",\s+(?:[{SMALL_LETTERS}]\s+)?(?=[{SMALL_LETTERS}])")
_BEGINS = re.compile(rf"\s+(?=[„“”\"'(]?[^\W\d_{SMALL_LETTERS}]|[+(]?\d|\S+@\S)")
_COPULA = re.compile(r"\s+\S{2}$")  # "Званични телефон је"
_NO_SENTENCE = re.compile(r":(?!//)|\t|__|[.]{4}|…|[.?!]\s+[^\W\d_]{4}.*[.?!]\s+[^\W\d_]{4}")
_ROOMY = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.TABLE, FieldType.CHECKBOX})
_LONGEST_ROLE = 400  # characters of a sentence that says who somebody is
_ROLE = 7  # words before the name
_NAME = rf"[^\W\d_{SMALL_LETTERS}][\w'’-]+"
_SENTENCE = re.compile(
    rf"(?P<role>[^\W\d_]+(?:\s+[{SMALL_LETTERS}]+){{1,{_ROLE}}})\s+(?P<name>{_NAME}(?:\s+{_NAME}){{1,3}})\s*(?=[,;(.–—-]|$)"
)
# A copula, or a verb with its reflexive word, behind which the name stands as it is called: "је", "одређује се", "is".
_VERBS = (
    re.compile(rf"\s+[{SMALL_LETTERS}]{{2}}(?:\s+[{SMALL_LETTERS}]+)?$"),
    re.compile(rf"\s+[{SMALL_LETTERS}]+\s+[{SMALL_LETTERS}]{{2}}$"),
)
_FIRST = re.compile(r"[,;]\s+([^\W\d_]{5,})\s")
_GOES_ON = re.compile(rf"[^\W\d_]{{4}}\.\s+\S|,\s[{SMALL_LETTERS}]\s")  # to tell something else: ", а замјеник је …"


class _Pair(NamedTuple):
    """What a clause asks, and where its answer begins and ends in the line."""

    match: Match
    start: int
    end: int


class Sentences:
    """Takes such sentences apart in forms that *labels* knows; *is_option* knows what can be chosen."""

    def __init__(self, labels: Labels, lexicon: Lexicon, is_option: IsOption) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._is_option = is_option

    def in_lines(self, document: Document) -> Document:
        """Return *document* with each answer of its sentences in a line of its own, behind its label.

        Only in a form that asks most in sentences, and hardly anything of it elsewhere.
        """
        lines = [block for block in document.blocks if isinstance(block, Line) and _may_be(block)]
        parted = {id(line): pairs for line in lines if (pairs := self._pairs(line))}
        fields = [pair.match.field.id for pairs in parted.values() for pair in pairs if not pair.match.bare]
        if len(set(fields)) < _FIELDS or len(set(fields)) < len(fields):
            return document
        others = [block for block in document.blocks if id(block) not in parted]
        asked = [match.field for text in labels_in(others) if (match := self._labels.sure(text))]
        twice = {field.id for field in asked} & set(fields)
        if len(twice) > _TWICE * len(fields) or not any(f.type is FieldType.LONG_TEXT for f in asked):
            return document
        return rewritten(document, {id(x): [_told(x, p) for p in parted[id(x)]] for x in lines if id(x) in parted})

    def _pairs(self, line: Line) -> Sequence[_Pair]:
        """What *line* asks and answers, from its first word to its last; nothing where one answer is none."""
        text = line.text
        starts = [0, *(found.end() for found in _CLAUSE.finditer(text))]
        ends = [*(found.start() for found in _CLAUSE.finditer(text)), len(text.rstrip(" ."))]
        found: list[_Pair] = []
        for start, end in zip(starts, ends, strict=True):
            pair = self._pair(text, start, end)
            if pair is not None:
                found.append(pair)
            elif not found or _BEGINS.search(text, start, end) or self._is_asked(text[start:end].split()):
                return ()  # nobody knows what is told there
            else:
                found[-1] = found[-1]._replace(end=end)
        read = [self._read(line, pair) for pair in found]
        return [pair for pair in read if pair] if len(found) >= _PAIRS and all(read) else ()

    def _pair(self, text: str, start: int, end: int) -> _Pair | None:
        """What the clause asks with its first words, which begin small."""
        begun = next(_BEGINS.finditer(text, start, end), None)
        named = begun and self._match(text[start : begun.start()])
        for word in re.finditer(r"\s+", text[start : begun.start() if begun else end]):
            match = self._labels.match(text[start : start + word.start()])
            rest = text[start + word.end() : end]
            exact = match is not None and match.certainty is Certainty.EXACT and match.field.type is FieldType.TEXT
            if match and exact and (begun is None or self._lexicon.is_calling(rest.split()[0])):
                return _Pair(match, start + word.end(), end)
        return _Pair(named, begun.end(), end) if begun and named else None

    def _is_asked(self, words: Sequence[str]) -> bool:
        """Tell whether a clause with no answer begins with a question: "мобилни још немамо"."""
        return any(self._labels.sure(" ".join(words[:count])) for count in range(1, min(_WORDS, len(words)) + 1))

    def _match(self, asked: str) -> Match | None:
        if len(asked.split()) > _WORDS:
            return None
        match = self._labels.match(asked.strip()) or self._labels.match(_COPULA.sub("", asked.strip()))
        return None if match and match.field.type in _ROOMY else match

    def _read(self, line: Line, pair: _Pair) -> _Pair | None:
        """Return *pair*, its choice without what stands behind the option; None where it is no such answer."""
        said, type_ = line.text[pair.start : pair.end], pair.match.field.type
        if type_ is FieldType.CHOICE:
            ends = [pair.end, *(pair.start + found.start() for found in re.finditer(r"\s+", said))]
            options = [end for end in sorted(ends) if self._is_option(slice_of(line, pair.start, end))]
            return pair._replace(end=options[-1]) if options else None
        digits = sum(char.isdigit() for char in said)
        told = "@" in said if type_ is FieldType.EMAIL else type_ is not FieldType.PHONE or digits >= _DIGITS
        return pair if told and (type_ in REACHED_BY or "@" not in said) else None


def _may_be(line: Line) -> bool:
    text = line.text
    return _SHORTEST <= len(text) <= _LONGEST and not _NO_SENTENCE.search(text) and not has_box(line)


def _told(line: Line, pair: _Pair) -> Line:
    label = pair.match.key if pair.match.bare else pair.match.field.label.sr
    return labelled(label, slice_of(line, pair.start, pair.end))


# Who somebody is


def with_roles_labelled(document: Document, sure: Asked, persons: AbstractSet[str]) -> Document:
    """Return *document* with what each such sentence says behind the label that it lacks.

    *persons* are the questions for somebody's name; a sentence says only what nothing else asks.
    """
    found = list(_said(document, sure, persons))
    if not found:
        return document
    asked = [match.field.id for text in labels_in(document.blocks) if (match := sure(text))]
    asked += [field.id for _, field, _ in found]
    return rewritten(
        document,
        {id(line): [labelled(field.label.sr, told)] for line, field, told in found if asked.count(field.id) == 1},
    )


def _said(document: Document, sure: Asked, persons: AbstractSet[str]) -> Iterator[tuple[Line, Field, Line]]:
    """Each such sentence, whom it names by which field, and what it says from the name on."""
    for line in document.blocks:
        if not isinstance(line, Line) or len(line.text) > _LONGEST_ROLE:
            continue
        sentence = _SENTENCE.match(line.text)
        if sentence is None or not is_person(sentence["name"]) or has_box(line):
            continue
        roles = (verb.split(sentence["role"], maxsplit=1)[0] for verb in _VERBS if verb.search(sentence["role"]))
        field = next((match.field for role in roles if (match := sure(role)) and match.field.id in persons), None)
        asking = any(map(sure, _FIRST.findall(line.text)))  # each clause with its first word: none is only named
        if field and not asking and not _GOES_ON.search(line.text):
            yield line, field, slice_of(line, sentence.start("name"), len(line.text.rstrip(" .")))
