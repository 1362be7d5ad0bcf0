"""The choice in a sentence of its own: "Пријављујемо се за Дневне центре.", "Бирамо кластер Мобилни тимови."."""

from __future__ import annotations

import re

from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, slice_of

_PLACE = re.compile(r"(?::\s+|_{2,}\s*)(?P<in>[^:_\s][^:_]{3,}?)(?:\s*_{2,}[\s.,;]*)?$")
_WORD = re.compile(r"\S+")
_WORDS = 12  # before the name of what is chosen
_LONGEST = 200  # characters of such a sentence
_ANOTHER = re.compile(r"[.!?]\s+[^\W\d_]")  # sentence behind it
_DASH = re.compile(r"\s[–—-]\s")  # behind a label
_PREPOSITION = 3  # letters: "за", "у", "for"
_SUBJECT = ("cluster", "theme")  # meanings of what may stand right before the name
_APPLYING = ("choose", "interest", "join", "application", "applicant")  # meanings of what somebody does who applies

Chosen = tuple[str, Line]
"""How a sentence begins, and the line of what it chooses."""


class ChoiceSentences:
    """Finds what such a sentence chooses; *is_option* knows the titles of what can be chosen."""

    def __init__(self, lexicon: Lexicon, is_option: IsOption) -> None:
        self._lexicon = lexicon
        self._is_option = is_option

    def placed(self, line: Line) -> Chosen | None:
        """What such a sentence chooses behind its colon or on its ruled place."""
        place = _PLACE.search(line.text)
        answer = slice_of(line, place.start("in"), place.end("in")) if place else None
        if place is None or answer is None or not self._is_option(answer) or self._is_option(line):
            return None
        return line.text[: place.start()], answer

    def spoken(self, line: Line) -> Chosen | None:
        """What such a sentence chooses right behind words that say that somebody applies: "Бирамо кластер …"."""
        text = line.text.strip()
        if len(text) > _LONGEST or ":" in text or "?" in text or has_box(line) or _ANOTHER.search(text):
            return None
        for word in list(_WORD.finditer(line.text))[1 : _WORDS + 1]:
            head = line.text[: word.start()]
            answer = slice_of(line, word.start(), len(line.text))
            if not _is_small(word[0]) and self._is_option(answer) and self._leads(head):
                return head, answer
        return None

    def is_about(self, text: str) -> bool:
        """Tell whether *text* has a word for what is chosen: "Приступ"."""
        return any(self._lexicon.means(text, meaning) for meaning in _SUBJECT)

    def _leads(self, head: str) -> bool:
        if _DASH.search(head):
            return False
        last = head.rsplit(maxsplit=1)[-1]
        leads = _is_small(last) or any(self._lexicon.means(last, meaning) for meaning in _SUBJECT)
        return leads and any(self._lexicon.means(head, meaning) for meaning in _APPLYING)


def _is_small(word: str) -> bool:
    """Tell whether *word* is one that leads to another: "за", "у"."""
    return len(word) <= _PREPOSITION and word.islower() and word.isalpha()
