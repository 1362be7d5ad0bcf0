"""Which question of the form a text asks: labels known by their content, in any script, dialect and language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from intake.rules.call import Call, FieldType
from intake.rules.forms.labels.asking import Asking, FreeWords, StatementWords
from intake.rules.forms.labels.headings import (
    LANGUAGES,
    LETTERED,
    OF_ANY_HEADING,
    ORNATE,
    SECTION,
    FieldSections,
    Headings,
)
from intake.rules.forms.labels.known_labels import KnownLabels
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import Certainty, Match, narrowed
from intake.rules.forms.words.meanings import Meanings
from intake.rules.forms.words.stems import BRACKETS, ENDING, NUMBERING, STEM, variants
from intake.rules.forms.words.tongues import Tongues
from intake.rules.forms.words.vocabulary import Vocabulary
from intake.rules.script import SMALL_LETTERS, by_look

_ENCLOSED = re.compile(r"\s*\(([^()]+)\)[\s.:]*")  # a caption below a line: "(Телефон / Telephone)"
_COLON = re.compile(r":")
_MIXED = re.compile(r"[A-Za-z\u0106-\u017e][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u0106-\u017e]")
_NUMBERED = re.compile(rf"\s*\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s*[^\W\d_{SMALL_LETTERS}]")
_SENTENCE = re.compile(rf"[^\W\d_]{{4}}[.!]\s+[^\W\d_{SMALL_LETTERS}]")  # one ends, and another begins
_ANSWERED = re.compile(r"[\d@]")
_PARTED = re.compile(r"[,;/]|\s(?:и|i|and|те)\s")
_LISTED = re.compile(r"[,;]")
_LISTING = 2  # questions, and more of them are no answer
_LONGEST_LIST = 120  # characters
_SPOKEN = 0.4  # share of a text that is a good part of it
_LONGEST = 400  # characters of a label


class Labels:
    """The labels of one call's form, ready for matching."""

    def __init__(self, call: Call, vocabulary: Vocabulary, meanings: Meanings) -> None:
        self._meanings = meanings
        self._asking = Asking(call, meanings)
        self._known = KnownLabels(call)
        self._fields = call.fields
        self.order = frozenset((one.id, two.id) for one, two in pairwise(call.fields))
        self.headings = Headings(call, vocabulary)
        self.sections = FieldSections(call, self._known)
        self.statements = StatementWords(call, self._asking, vocabulary)
        self._free = FreeWords(meanings, self._asking, self._known, vocabulary, self.sections)
        self._vocabulary = vocabulary
        self.tongues = Tongues(call)
        self.match = lru_cache(maxsize=4096)(self._by_sound_or_look)
        self.end_of_sort = lru_cache(maxsize=4096)(self._end_of_sort)
        self.announces = lru_cache(maxsize=4096)(self._announces)
        self.asked_by, self.is_meant = self._free.asked_by, self._asking.is_meant
        self.asks_sort, self.tells, self.lists = meanings.asks_sort, meanings.tells, meanings.lists
        self.questions = meanings.questions

    def sure(self, text: str) -> Match | None:
        """Return the question that *text* asks by more than a part of its words."""
        found = self.match(text)
        return found if found is not None and found.certainty > Certainty.CONTAINED else None

    def is_numbered(self, text: str) -> bool:
        """Tell whether *text* is a label of the call with its number, as forms print it: that answers nothing."""
        found = self.match(text) if _NUMBERED.match(text) else None
        return found is not None and found.certainty > Certainty.MEANT

    def heads(self, text: str) -> bool:
        """Tell whether *text* is the form's title or the heading of a section."""
        return self.headings.is_title(text) or self.headings.is_section(text) or self.announces(text)

    def _by_sound_or_look(self, text: str) -> Match | None:
        """Match *text* as it sounds, and where a word has letters of both scripts and is not sure, as it looks."""
        found = self._match(text)
        if (found is not None and found.certainty > Certainty.CONTAINED) or not _MIXED.search(text):
            return found
        return self._match(by_look(text)) or found

    def _match(self, text: str) -> Match | None:
        """Return the question that *text* asks, or None; numbering, stars and brackets are passed over."""
        if len(text) > _LONGEST or (bare := text.strip())[-1:] == "!" or bare[:1] + bare[-1:] == "[]":  # title, prompt
            return None
        keys = tuple(dict.fromkeys(key(v) for v in variants(text)))
        for k in keys:
            if found := self._known.exactly(k):
                inner = BRACKETS.findall(text) if k != keys[0] else ()
                asked = (self.match(part[1:-1]) for part in inner if not self._asks_person(part[1:-1]))
                return narrowed(found, asked, self.sections.by_field)
        told = None if self.asks_sort(text) else self._roughly(text, keys)
        owned = self._known.exactly(behind) if keys and (behind := self._asking.behind_owner(keys[0])) else None
        if owned is None or (told and told.field is owned.field and told.certainty > Certainty.MEANT):
            return told  # "Ми, јединица локалне самоуправе …"
        return replace(owned, certainty=Certainty.MEANT)

    def _roughly(self, text: str, keys: Sequence[str]) -> Match | None:
        """What *text* asks with a slip of the hand, in two languages or in words of its own."""
        for k in keys:
            if (alike := self._known.alike(k)) and not self._asking.is_other(k, alike.key):
                return alike
        if short := self._known.abbreviated(NUMBERING.sub("", text)) if "." in text else None:
            return short
        if double := self._in_two_languages(text):
            return double
        if listing := self._before_list(text):
            return listing
        told = self._free.told(text, keys[0]) if keys else None
        spoken = self._meanings.says(text) or (bool(_SENTENCE.search(text)) and self.tells(text))
        if told and told.field.type is FieldType.LONG_TEXT and spoken:
            return None  # "Искуство је скромно: …" is an answer, and "Желимо да учимо. Резултат који очекујемо: …"
        return self._behind_condition(text, told) if told else self._before_brackets(text)

    def _behind_condition(self, text: str, told: Match) -> Match:
        """Return *told*, surely where *text* asks it behind a comma, too: "Ако сте за мањине, навести подгрупу"."""
        condition, comma, asked = text.partition(",")
        if told.certainty > Certainty.CONTAINED or not comma or not key(condition) or not key(asked):
            return told
        found = self.sure(asked)
        same = found is not None and found.field is told.field and not found.bare
        return replace(told, certainty=Certainty.MEANT) if same else told

    def _before_brackets(self, text: str) -> Match | None:
        """What is asked in free words before brackets that list particulars: "Особа за везу (име, телефон)"."""
        plain = BRACKETS.sub(" ", text)
        told = self._free.told(plain, key(NUMBERING.sub("", plain))) if plain != text and key(plain) else None
        inner = (self.match(part[1:-1]) for part in BRACKETS.findall(text))
        return narrowed(told, inner, self.sections.by_field) if told else None

    def _asks_person(self, text: str) -> bool:
        """Tell whether *text* asks for a name and what the person is, whoever that be: "титула и име"."""
        parts = _PARTED.split(text)
        return any(map(self._asking.is_name, parts)) and all(map(self._asking.is_of_person, parts))

    def _before_list(self, text: str) -> Match | None:
        """What is asked before a list of particulars that begins with the name: "С ким разговарати, име и функција"."""
        head, comma, rest = text.partition(",")
        if "(" in head and ")" not in head:
            return None  # a list of brackets: "За општину (име, потпис)"
        first = _PARTED.split(rest.strip(" :"))[0] if comma else ""
        told = self.match(head) if first and self._asking.is_name(first) else None
        sure = told is not None and told.certainty > Certainty.CONTAINED and not told.bare
        return replace(told, certainty=Certainty.MEANT) if told and sure else None

    def listed(self, text: str) -> frozenset[str]:
        """Return the ids of the fields that *text* lists, in brackets or behind its colon: "Контакт (име, телефон)"."""
        inner = max(map(self._listed, BRACKETS.findall(text)), default=frozenset[str](), key=len)
        behind = text.partition(":")[2]
        return max(inner, self._listed(behind) if self.is_list(behind) else frozenset(), key=len)

    def is_list(self, text: str) -> bool:
        """Tell whether *text* is nothing but a list of questions: "име, функција, тел., мејл"."""
        parts = _LISTED.split(text) if len(text) <= _LONGEST_LIST else ()
        return len(parts) > _LISTING and len(self._listed(text)) >= len(parts) - 1

    def _listed(self, text: str) -> frozenset[str]:
        found = (self.match(part) for part in _LISTED.split(text.strip("()[] ")))
        return frozenset(match.field.id for match in found if match and match.certainty > Certainty.MEANT)

    def _in_two_languages(self, text: str) -> Match | None:
        """The same question twice: "Назив општине / Name of the municipality"; one may be in words of its own."""
        asked = found[1] if (found := _ENCLOSED.fullmatch(text)) else BRACKETS.sub(" ", NUMBERING.sub("", text))
        parts = [part for part in LANGUAGES.split(asked) if part.strip()]
        halves = len(parts) > 1 and ":" not in ENDING.sub("", text)  # and not "Врста: општина / град"
        matches = [self.match(part) for part in parts] if halves else []
        sure = [match for match in matches if match and match.certainty > Certainty.CONTAINED]
        if len({match.field.id for match in sure}) != 1:
            return None
        if len(sure) == len(parts):
            return replace(sure[0], certainty=min(match.certainty for match in sure))
        alike = all(match is None or match.field is sure[0].field for match in matches) and not _ANSWERED.search(text)
        exact = alike and "/" in text and not SECTION.match(text) and sure[0].certainty is Certainty.EXACT
        return replace(sure[0], certainty=Certainty.FUZZY) if exact else None

    def choice(self, match: Match, *, part: bool = False) -> Match:
        """Return *match* as the question of the choice, or of a *part* of it, for under it the options stand."""
        whole, *parts = (f for f in self._fields if f.type is FieldType.CHOICE)
        return replace(match, field=parts[0] if part and parts else whole)

    def speaks(self, text: str) -> bool:
        """Tell whether a good part of *text* is in the words of one field."""
        return any(hearing.share >= _SPOKEN for hearing in self._vocabulary.heard(text)[:1])

    def is_heading(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section, or of the form."""
        return self.announces(text) or self.headings.of(text) is not None or self.headings.is_title(text)

    def _end_of_sort(self, text: str) -> int | None:
        """Where such a question ends with which *text* begins; its answer may stand behind its colon: "Врста: град"."""
        if len(text) > _LONGEST:
            return None
        for end in (*(colon.end() for colon in _COLON.finditer(text)), len(text)):
            one = len(key(text[end:]).split()) == 1 and self.asks_sort(text)
            if one or self.asks_sort(text[:end]):
                return end
        return None

    def _announces(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section, and looks it: "Ђ. ИЗЈАВЕ", "ПОДАЦИ О КОНТАКТ ОСОБИ"."""
        if "?" in text or len(text) > _LONGEST:
            return False
        if ORNATE.match(text) or self._meanings.is_part(text):
            return True
        if ":" in text:
            return False
        lettered = bool(LETTERED.match(text.strip())) and not SECTION.match(text)
        if lettered and text.isupper():
            return True
        spoken = text.isupper() and any(word[:STEM] in OF_ANY_HEADING for word in key(text).split())
        match = self.match(text) if lettered or spoken else None
        asks = match is not None and match.certainty > Certainty.CONTAINED
        asks = asks or (spoken and self.statements.sure(text) is not None)  # "ИЗЈАВЉУЈЕМО ДА СУ ПОДАЦИ ТАЧНИ"
        return bool(SECTION.match(text) or lettered or spoken) and not asks and self.headings.of(text) is not None
