"""A form that says who applies for what in a sentence: "Овим се Општина Лакташи пријављује за кластер учења …".

Where nothing asks for the municipality or for the cluster, what the sentence says answers these questions. It may have
clauses with labels: "Општина Лакташи, адреса: Трг 1, телефон: 051/530-000, подноси пријаву за кластер учења …". Who
writes so declares in a sentence, too: "Изјављујемо да су подаци тачни и да смо сагласни са обрадом личних података."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, zip_longest

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Box, Document, Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, labelled, labels_in, rewritten, slice_of
from intake.rules.script import SMALL_LETTERS

_LEAST, _LONGEST = 40, 600  # characters of such a sentence
_CLAUSE = re.compile(rf"[,;]\s+(?=[{SMALL_LETTERS}])")
_CLAUSES = 2  # with labels
_DECLARED = 2  # statements in one sentence
_ASKED = 4  # questions that make a form of what has such a sentence
_WORD = re.compile(r"\S+")
_SMALL = 3  # letters
_NAME = 4  # words of a municipality's name
_BETWEEN = 3  # words between "кластер" and what it is called
_CUT = re.compile(r"[“”\"»]|,\s|\.\s*$|$")  # where the name of a cluster may end
_QUOTES = "„“”\"«»(‚'"
_APPLYING = ("join", "applicant", "participation", "interest")  # what somebody does who applies


class ApplyingSentences:
    """Finds such sentences in forms of one *call*; *labels* are its labels, *is_option* knows what can be chosen."""

    def __init__(self, call: Call, lexicon: Lexicon, labels: Labels, is_option: IsOption) -> None:
        self._lexicon = lexicon
        self._asked = labels.sure
        self._declared = labels.statements.all_in
        self._is_option = is_option
        self._office = next(field for field in call.fields if field.type is FieldType.MUNICIPALITY)
        self._choice = next(field for field in call.fields if field.type is FieldType.CHOICE)

    def in_lines(self, document: Document) -> Document:
        """Return *document* with what its sentence says in lines of their own, each behind the label that it lacks."""
        lines = [block for block in document.blocks if isinstance(block, Line)]
        lines = [line for line in lines if _LEAST <= len(line.text) <= _LONGEST and line.spans[0].box is None]
        found = [(x, said) for x in lines if (said := self._in_clauses(x) if ":" in x.text else self._said(x))]
        if len(found) != 1:
            return document
        asked = [match.field for text in labels_in(document.blocks) if (match := self._asked(text))]
        (line, said), types = found[0], {field.type for field in asked}
        if len({field.id for field in asked}) + sum(field is None for field, _ in said) < _ASKED:
            return document
        told = [
            clause if field is None else labelled(field.label.sr, clause)
            for field, clause in said
            if field is None or field.type not in types
        ]
        others = lines if ":" in line.text and FieldType.CHECKBOX not in types else ()
        declared = {id(x): statements for x in others if (statements := self._declarations(x))}
        return rewritten(document, declared | {id(line): told} if told else {})

    def _in_clauses(self, line: Line) -> Sequence[tuple[Field | None, Line]]:
        """What each clause says of such a sentence, in their order; no field where it has a label of its own."""
        cuts = [0, *(gap.end() for gap in _CLAUSE.finditer(line.text)), len(line.text)]
        if len(cuts) < _CLAUSES + 2:
            return ()
        clauses = [slice_of(line, start, end) for start, end in pairwise(cuts)]
        own = [at for at, clause in enumerate(clauses) if at and self._has_label(clause.text)]
        if len(own) < _CLAUSES:
            return ()
        applying = next((at for at, x in enumerate(clauses) if at not in own and self._applies(x.text)), 0)
        starts = sorted({0, *own, applying})
        parts = {at: slice_of(line, cuts[at], cuts[end]) for at, end in pairwise([*starts, len(clauses)])}
        named = {0: self._named(parts[0]), applying: self._choosing(parts[applying])} if applying else {}
        said = named or {0: self._said(parts[0])}
        told = [one for at, part in parts.items() for one in said.get(at, [(None, part)])]
        return told if all(said.values()) else ()

    def _named(self, clause: Line) -> Sequence[tuple[Field, Line]]:
        """Who applies, if *clause* is nothing but a name."""
        return [(self._office, clause)] if all(word[:1].isupper() for word in clause.text.split()) else []

    def _choosing(self, clause: Line) -> Sequence[tuple[Field, Line]]:
        """What is chosen in *clause*, which says that somebody applies."""
        cluster = next(self._chosen(clause, list(_WORD.finditer(clause.text))), None)
        return [(self._choice, cluster)] if cluster else []

    def _declarations(self, line: Line) -> Sequence[Line]:
        """What such a form declares in a sentence of its own: several statements at once, each with its box ticked."""
        declared = self._declared(line.text) if self._lexicon.denying.isdisjoint(key(line.text).split()) else ()
        return [_ticked(field, line) for field in declared] if len(declared) >= _DECLARED else []

    def _has_label(self, text: str) -> bool:
        label, colon, _ = text.partition(":")
        return bool(colon) and self._asked(label) is not None

    def _applies(self, text: str) -> bool:
        return any(self._lexicon.means(text, meaning) for meaning in _APPLYING)

    def _said(self, line: Line) -> Sequence[tuple[Field, Line]]:
        """Who applies, and for which cluster, if *line* is such a sentence."""
        words = list(_WORD.finditer(line.text))
        starts = [at for at, word in enumerate(words) if key(word[0]) in self._lexicon.designations]
        if not starts:
            return ()
        named = [(at, name) for at in starts if (name := _name(words[at + 1 :]))]
        if len(named) != 1 or has_box(line) or not self._applies(line.text):
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


def _ticked(statement: Field, sentence: Line) -> Line:
    box = Span(text="☒", box=Box.TICKED)
    return labelled(statement.label.sr, replace(sentence, spans=(box, Span(text=" "), *sentence.spans)))


def _name(words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words with a capital that stand first, a municipality's name; none where the sentence ends with them."""
    capital = [word[0][:1].isupper() for word in words]
    small = zip(words, capital[1:], strict=False)
    inside = [len(word[0]) <= _SMALL and then for word, then in small]  # "Крупа на Уни"
    of_name = [own or within for own, within in zip_longest(capital, inside, fillvalue=False)]
    name = words[: next((at for at, own in enumerate(of_name) if not own), len(words))]
    closed = any(not word[0][-1:].isalpha() for word in name[:-1])
    return () if len(name) > _NAME or len(name) == len(words) or closed else name
