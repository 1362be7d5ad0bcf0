"""Questions in unknown words where labels look like any other text: what ends in a colon, or goes on behind one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.parting import IsOption, Labelled
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import RULED, has_box, opens_list, slice_of
from intake.rules.forms.words.matches import stranger

LONE = re.compile(rf"^\s*(?:\d{{1,2}}[.)]\s*)?[^\W\d_][^:@?.!;–—]{{3,70}}(?::|\s[–—])\s*(?:{RULED.pattern}|$)")
"""A line that is nothing but a question, with its colon, and perhaps the place to write on."""

_SHORT = 14  # words of an answer behind a question in the same line
_INLINE = re.compile(r"^\s*([^\W\d_][^:@?.!;,–—]{3,60})(?::(?!//)|\s[–—])\s+(?=\S)")
_AT_LENGTH = re.compile(
    r"^\s*(?:\d{1,2}[.)]\s*)?((?:[^\s:@?.!;]+\s){5,15}[^\s:@?.!;*]+(?=\s?\*?:\s+\S)|[^\W\d_][^:@?.!;\t]{2,120}(?=\s\*:\s+\S))"
)
_LISTED = re.compile(r"\s*[-–—•▪*]\s")


class PlainQuestions:
    """Finds such questions with one call's *labels*; where a document's labels have a look, there are none."""

    def __init__(self, labels: Labels, lexicon: Lexicon, is_option: IsOption, learnt: Learnt) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._is_option = is_option
        self._learnt = learnt

    def is_lone(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether *line* is a question in unknown words: where labels look like text, all that ends in a colon."""
        after = next((x for x in following if x.text.strip()), None)
        asks = not self._learnt.shows_labels and LONE.match(line.text) and not self._lexicon.is_hint(line.text)
        said = after is not None and not has_box(after) and not self._is_option(after) and not _LISTED.match(after.text)
        return bool(asks) and said and not opens_list(line, following)

    def is_listing(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether a list stands below *line* that answers no other question: "Предлажемо за чланове:"."""
        return not self._learnt.shows_labels and bool(LONE.match(line.text)) and opens_list(line, following)

    def asks_at_length(self, line: Line) -> bool:
        """Tell whether *line* begins with a question that no answer begins with: of many words, or with a star."""
        return not self._learnt.shows_labels and bool(_AT_LENGTH.match(line.text)) and not self._is_option(line)

    def speaks(self, line: Line) -> bool:
        """Tell whether *line* is a question with a short answer, and says in a word of the call's what it asks."""
        asked = _INLINE.match(line.text)
        return asked is not None and self.inline(line) is not None and self._labels.speaks(asked[1])

    def inline(self, line: Line) -> Labelled | None:
        """A question in unknown words with its short answer behind its colon, where labels look like text."""
        plain = not self._learnt.shows_labels and not has_box(line)
        short = _INLINE.match(line.text) if plain else None
        if short and len(line.text[short.end() :].split()) > _SHORT:
            short = None
        asked = short or (_AT_LENGTH.match(line.text) if plain else None)
        if asked is None or self._is_option(line) or self._lexicon.is_hint(line.text):
            return None
        if self._lexicon.is_number(asked[1]) or (line.text.isupper() and ":" not in line.text):
            return None  # "Одабрано: 1", and "ДИО ДРУГИ – ПОДАЦИ О ЈЕДИНИЦИ"
        known = self._labels.match(asked[1])
        if self._labels.headings.is_title(asked[1]) or line.text in self._learnt.without:
            return None
        start = asked.end(1) + len(line.text[asked.end(1) :]) - len(line.text[asked.end(1) :].lstrip(" *:–—"))
        return Labelled(match=known or stranger(asked[1]), behind=(slice_of(line, start, len(line.text)),))
