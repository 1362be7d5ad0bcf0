"""Statements in words of their own: known by the box, or the yes and the no, that stands beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from intake.rules.call import FieldType
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.parting import IsOption, Labelled
from intake.rules.forms.marks.box_words import words_before
from intake.rules.forms.marks.marks import ended, offered, pieces, said
from intake.rules.forms.places import Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, slice_of
from intake.rules.forms.words.matches import stranger

_SENTENCE = 3  # words
_SHORT_WORD = re.compile(
    r"[^\W_](?:\s*(?:\.{4,}|…+))?[\s_]+[^\W\d_]{2,3}[\s._*]*$"
)  # at the end of a line: a yes or no, perhaps
_DASH = re.compile(r"\s*[–—-]\s")
_RULE = " .…_\t"  # round what is written on one


class Statements:
    """Knows the statements of one call's form."""

    def __init__(self, labels: Labels, lexicon: Lexicon, is_option: IsOption) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._is_option = is_option

    def of(self, line: Line) -> Labelled | None:
        """The statement that *line* makes in words of its own, with a yes and a no behind it, or with its box."""
        if answered := self.answered(line):
            return answered
        boxed = has_box(line) and not any(map(self._is_option, pieces(line)))
        return self.ticked(line) or self.stated(line) if boxed else None

    def instead(self, line: Line, found: Labelled) -> Labelled | None:
        """The statement that *line* makes, where *found*, not surely, is another question: "Наши чланови ће …".

        With a yes and a no behind it, or a box, and in so many words.
        """
        if found.match.field.type is FieldType.CHECKBOX:
            return None
        made = self.of(line)
        behind = sum(len(rest.text) for rest in made.behind) if made else 0
        return made if made and self._labels.statements.sure(line.text[: len(line.text) - behind]) else None

    def ticked(self, line: Line) -> Labelled | None:
        """A statement in words of its own, with its box before it, or its boxes behind it."""
        at = words_before(line, self._lexicon)
        if at is None:
            at = sum(len(span.text) for span in takewhile(lambda span: span.box is None, line.spans))
        label, behind = (
            (line.text[:at], slice_of(line, at, len(line.text))) if line.text[:at].strip() else (line.text, None)
        )
        found = self.made(label)
        return replace(found, behind=(behind,)) if found and behind else found

    def with_answer(self, line: Line, found: Labelled) -> Labelled:
        """Return *found*, which is all of *line*, with the yes and the no behind it that belong to no label."""
        if found.match.field.type is not FieldType.CHECKBOX:
            return found
        if found.behind and not _DASH.match(found.behind[0].text):  # one may stand between the yes and the no
            return found
        at = words_before(line, self._lexicon) if has_box(line) else offered(line.text, self._lexicon)
        if at is None and _SHORT_WORD.search(line.text) and not has_box(line):
            at = ended(line, self._lexicon)
        return found if at is None else replace(found, behind=(slice_of(line, at, len(line.text)),))

    def answered(self, line: Line) -> Labelled | None:
        """A statement with a yes and a no behind it, in whatever words: "Долазимо на све догађаје: ДА / НЕ"."""
        at = offered(line.text, self._lexicon)
        if at is None:
            return self._agreed(line)
        label = line.text[:at].rstrip(" \t:–—-?") + ("?" if "?" in line.text[:at] else "")
        match = self._labels.statements.of(label) or stranger(label.strip())
        return Labelled(match=match, behind=(slice_of(line, at, len(line.text)),))

    def _agreed(self, line: Line) -> Labelled | None:
        """A statement of the call's in words of its own, and behind its colon a yes or no alone: "Долазимо: __ДА__"."""
        if _SHORT_WORD.search(line.text) and (at := ended(line, self._lexicon)):
            match = self._labels.statements.sure(line.text[:at])
            return Labelled(match=match, behind=(slice_of(line, at, len(line.text)),)) if match else None
        label, _, answer = line.text.partition(":")
        if said(answer.strip(_RULE), self._lexicon) is None:
            return None
        match = self._labels.statements.sure(label)
        behind = slice_of(line, len(label) + 1, len(line.text))
        return Labelled(match=match, behind=(behind,)) if match else None

    def stated(self, line: Line) -> Labelled | None:
        """A statement that the call does not know: a box, and a sentence behind it."""
        text = line.text[len(line.spans[0].text) :].strip()
        boxed = line.spans[0].box is not None and sum(span.box is not None for span in line.spans) == 1
        return Labelled(match=stranger(text)) if boxed and len(key(text).split()) >= _SENTENCE else None

    def made(self, text: str) -> Labelled | None:
        """Return the statement that *text*, which is ticked or answered with a yes, makes in words of its own."""
        option = self._is_option(Line(spans=(Span(text=text),), address=""))
        match = None if option else self._labels.statements.of(text)
        return None if match is None else Labelled(match=match)
