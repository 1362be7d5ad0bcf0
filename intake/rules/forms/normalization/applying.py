"""A form that says who applies for what in a sentence: "Овим се Општина Лакташи пријављује за кластер учења …".

Where nothing asks for the municipality or for the cluster, what the sentence says answers these questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, labelled, labels_in, rewritten, slice_of
from intake.rules.forms.words.matches import Asked

_LEAST, _LONGEST = 40, 400  # characters of such a sentence
_ASKED = 4  # questions that make a form of what has such a sentence
_WORD = re.compile(r"\S+")
_SMALL = 3  # letters
_NAME = 4  # words of a municipality's name
_BETWEEN = 3  # words between "кластер" and what it is called
_CUT = re.compile(r"[“”\"»]|,\s|\.\s*$|$")  # where the name of a cluster may end
_QUOTES = "„“”\"«»(‚'"
_APPLYING = ("join", "applicant", "participation", "interest")  # what somebody does who applies


class ApplyingSentences:
    """Finds such sentences in forms of one *call*; *asked* knows its labels, *is_option* what can be chosen."""

    def __init__(self, call: Call, lexicon: Lexicon, asked: Asked, is_option: IsOption) -> None:
        self._lexicon = lexicon
        self._asked = asked
        self._is_option = is_option
        self._office = next(field for field in call.fields if field.type is FieldType.MUNICIPALITY)
        self._choice = next(field for field in call.fields if field.type is FieldType.CHOICE)

    def in_lines(self, document: Document) -> Document:
        """Return *document* with what its sentence says in lines of their own, each behind the label that it lacks."""
        lines = [(at, block) for at, block in enumerate(document.blocks) if isinstance(block, Line)]
        lines = [(at, x) for at, x in lines if _LEAST <= len(x.text) <= _LONGEST and ":" not in x.text]
        lines = [(at, x) for at, x in lines if x.spans[0].box is None] if lines else []
        found = [(at, said) for at, x in lines if (said := self._said(x))]
        if len(found) != 1:
            return document
        asked = [match.field for text in labels_in(document.blocks) if (match := self._asked(text))]
        if len({field.id for field in asked}) < _ASKED:
            return document
        (at, said), types = found[0], {field.type for field in asked}
        told = [labelled(field.label.sr, line) for field, line in said if field.type not in types]
        return rewritten(document, {id(document.blocks[at]): told} if told else {})

    def _said(self, line: Line) -> Sequence[tuple[Field, Line]]:
        """Who applies, and for which cluster, if *line* is such a sentence."""
        words = list(_WORD.finditer(line.text))
        starts = [at for at, word in enumerate(words) if key(word[0]) in self._lexicon.designations]
        if not starts:
            return ()
        named = [(at, name) for at in starts if (name := _name(words[at + 1 :]))]
        if len(named) != 1 or has_box(line) or not any(self._lexicon.means(line.text, m) for m in _APPLYING):
            return ()
        at, name = named[0]
        behind = words[at + len(name) + 1 :]
        cluster = next(self._chosen(line, behind), None)
        if cluster is None:
            return ()
        office = slice_of(line, words[at].start(), name[-1].end())
        return ((self._office, office), (self._choice, cluster))

    def _chosen(self, line: Line, words: Sequence[re.Match[str]]) -> Iterator[Line]:
        """What is named right behind the word "кластер", up to the end of the sentence or of the name."""
        for at, word in enumerate(words):
            if self._lexicon.means(word[0], "cluster"):
                behind = islice(words, at + 1, at + 2 + _BETWEEN)
                starts = [begin.end() - len(begin[0].lstrip(_QUOTES)) for begin in behind]
                for start in sorted(starts, key=lambda start: line.text[start : start + 1].islower()):
                    ends = [end.start() for end in _CUT.finditer(line.text, start)]
                    named = (slice_of(line, start, end) for end in reversed(ends))
                    yield from (name for name in named if self._is_option(name))


def _name(words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words with a capital that stand first, a municipality's name; none where the sentence ends with them."""
    capital = [word[0][:1].isupper() for word in words]
    small = zip(words, capital[1:], strict=False)
    inside = [len(word[0]) <= _SMALL and then for word, then in small]  # "Крупа на Уни"
    of_name = [own or within for own, within in zip_longest(capital, inside, fillvalue=False)]
    name = words[: next((at for at, own in enumerate(of_name) if not own), len(words))]
    closed = any(not word[0][-1:].isalpha() for word in name[:-1])
    return () if len(name) > _NAME or len(name) == len(words) or closed else name
