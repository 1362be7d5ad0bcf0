"""Which options an answer in words chooses: by their names, by the numbers printed before them, in a sentence.

"Пријављујемо се за Дневне центре.", "Бирамо кластер Мобилни тимови.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from intake.rules.forms.choice.options import Option, Options
from intake.rules.forms.choice.printed_lists import COUNTED
from intake.rules.forms.choice.sightings import Sighting
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import are_empty, has_box, slice_of

_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"(?::\s+|_{2,}\s*)(?P<in>[^:_\s][^:_]{3,}?)(?:\s*_{2,}[\s.,;]*)?$")
_PART = re.compile(r"(\d) ?([^\W\d_])")  # of what is told by a number, in the words of a key: "4a", "4 b"
_LETTER = re.compile(r"(?<![^\s(–—;,:-])\(?([^\W\d_])[).]\s*")  # printed before a part
_SPOKEN = re.compile(r"\S+")
_WORDS = 12  # before the name of what is chosen
_LONGEST = 200  # characters of such a sentence
_ANOTHER = re.compile(r"[.!?]\s+[^\W\d_]")  # sentence behind it
_DASH = re.compile(r"\s[–—-]\s")  # behind a label
_PREPOSITION = 3  # letters: "за", "у", "for"
_SUBJECT = ("cluster", "theme")  # meanings of what may stand right before the name
_APPLYING = ("choose", "interest", "join", "application", "applicant")  # meanings of what somebody does who applies

Chosen = tuple[str, Line]
"""How a sentence begins, and the line of what it chooses."""


class WrittenChoice:
    """Reads answers with one call's *options*."""

    def __init__(self, options: Options, lexicon: Lexicon) -> None:
        self._options = options
        self._lexicon = lexicon

    def chosen(self, line: Line, sightings: Sequence[Sighting], listed: int) -> tuple[tuple[Option, str], ...]:
        """Return the options that *line* names, and how; the form prints *sightings* of *listed* clusters."""
        live = _live(line)
        if self._lexicon.is_blank(line.text) or not key(live) or are_empty(line):
            return ()
        named = self._options.named(live) or tuple(filter(None, [self._options.hinted(live)]))
        numbered = () if named else self._part(live, sightings) or self._numbered(live, sightings, listed)
        return (*((option, "written") for option in named), *((o, "written by its number") for o in numbered))

    def held(self, line: Line) -> Option | None:
        """Return the cluster of which *line* says who holds it: "Бирамо кластер чији је домаћин Савез општина …".

        Without a word for that it must say nothing but an abbreviation ("SCTM"): a letterhead has a full name.
        """
        live = _live(line)
        told = self._lexicon.speaks_of_host(live) or self._is_abbreviation(live)
        return self._options.held(live) if told and not self._options.named(live) else None

    def _is_abbreviation(self, text: str) -> bool:
        words = [word for word in key(text).split() if len(word) > 1 and word not in self._lexicon.number]
        return len(words) == 1 and words[0] in self._options.hosts

    def is_unknown(self, line: Line) -> bool:
        """Tell whether *line* says something, and names no option."""
        text = _live(line)
        named = self._options.named(line.text) or self._options.hinted(line.text) or self.held(line)
        return not self._lexicon.is_blank(text) and not named and bool(key(text))

    def is_number(self, text: str) -> bool:
        """Tell whether *text* is a number by which an option may be named, with no more than words for numbers."""
        words = self._in_digits(key(text).split(), frozenset())
        numbers = [word for word in words if word.isdigit()]
        one = len(numbers) == 1 and all(word in numbers or word in self._lexicon.number for word in words)
        return one or _PART.fullmatch(self._only_numbers(text)) is not None

    def _only_numbers(self, text: str) -> str:
        """The key of *text* without words for numbers."""
        return " ".join(word for word in key(text).split() if word not in self._lexicon.number)

    def _part(self, text: str, sightings: Sequence[Sighting]) -> tuple[Option, ...]:
        """The part that is named by the letter that the form prints before it, behind its cluster's number: "4а"."""
        told = _PART.fullmatch(self._only_numbers(text))
        if told is None:
            return ()
        clusters = {s.option.cluster for s in sightings if s.number == told[1]}
        own = [s for s in sightings if clusters == {s.option.cluster}]
        parts = {s.option for s in own if s.number == told[2]}
        parts |= {option for s in own for option in self._lettered(s.evidence.written, told[2])}
        return tuple(parts) if len(parts) == 1 and all(option.approach for option in parts) else ()

    def _lettered(self, text: str, letter: str) -> Iterator[Option]:
        """The options that an option's *text* names behind that *letter*: "Мањине – а) форум; б) повјереник"."""
        found = list(_LETTER.finditer(text))
        ends = [*(one.start() for one in found[1:]), len(text)]
        for one, end in zip(found, ends, strict=False):
            if key(one[1]) == letter:
                yield from self._options.named(text[one.end() : end])

    def _numbered(self, text: str, sightings: Sequence[Sighting], listed: int) -> tuple[Option, ...]:
        """Numbers name options only by the numbers that the form itself prints, or by its own full list."""
        known = {s.number for s in sightings}
        words = self._in_digits(key(self._without_joining(text)).split(), known)
        numbers = [word for word in words if word.isdigit() or word in known]
        if not numbers or not all(word in numbers or word in self._lexicon.number for word in words):
            return ()
        found = [self._of_number(number, sightings, listed) for number in numbers]
        return tuple(option for option in found if option) if all(found) else ()

    def _in_digits(self, words: Sequence[str], known: AbstractSet[str | None]) -> Sequence[str]:
        """Put digits for numbers in words ("трећи"), in the kind that the form prints; "I" alone may be a word."""
        words = [self._lexicon.numerals.get(word, word) for word in words]
        if not known.isdisjoint(COUNTED):
            counted = {str(number): roman for number, roman in enumerate(COUNTED, 1)}
        else:
            sure = (roman for roman in COUNTED if len(words) > 1 or len(roman) > 1)
            counted = {roman: str(COUNTED.index(roman) + 1) for roman in sure}
        return [counted.get(word, word) for word in words]

    def _without_joining(self, text: str) -> str:
        """Leave out the words between two numbers: "1 и 3"; a Roman number is no such word."""
        words = _WORD.findall(text)
        return " ".join(w for at, w in enumerate(words) if not (at and w.islower() and self._lexicon.joins(w)))

    def _of_number(self, number: str, sightings: Sequence[Sighting], listed: int) -> Option | None:
        printed = {s.option for s in sightings if s.number == number}
        if printed or not number.isdigit() or any(s.number for s in sightings):
            return printed.pop() if len(printed) == 1 else None
        order = list(dict.fromkeys(Option(cluster=s.option.cluster) for s in sightings))
        whole = listed == len(self._options.clusters()) and 0 < int(number) <= len(order)
        return order[int(number) - 1] if whole else None


def _live(line: Line) -> str:
    """What stands in *line* and is not struck out."""
    live = ""
    for span in line.spans:  # no generator: asked of every line
        live += "" if span.marks and Mark.STRIKE in span.marks else span.text
    return live


# Sentences


class ChoiceSentences:
    """Finds what such a sentence chooses of *options*; *is_option* knows their titles."""

    def __init__(self, options: Options, lexicon: Lexicon, is_option: IsOption) -> None:
        self._options = options
        self._lexicon = lexicon
        self._is_option = is_option

    def placed(self, line: Line) -> Chosen | None:
        """What such a sentence chooses behind its colon or on its ruled place."""
        place = _PLACE.search(line.text)
        answer = slice_of(line, place.start("in"), place.end("in")) if place else None
        if place is None or answer is None or not self._is_option(answer) or self._is_option(line):
            return None
        if self._options.offers(answer.text):  # "Под бројем 4 бира се приступ: форум или повјереник"
            return None
        return line.text[: place.start()], answer

    def spoken(self, line: Line) -> Chosen | None:
        """What such a sentence chooses right behind words that say that somebody applies: "Бирамо кластер …"."""
        text = line.text.strip()
        if len(text) > _LONGEST or ":" in text or "?" in text or has_box(line) or _ANOTHER.search(text):
            return None
        for word in list(_SPOKEN.finditer(line.text))[1 : _WORDS + 1]:
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
