"""Which question of the form a text asks: labels known by their content, in any script, dialect and language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.asking import Asking
from intake.rules.forms.headings import LANGUAGES, LETTERED, OF_ANY_HEADING, ORNATE, SECTION, Headings
from intake.rules.forms.known_labels import KnownLabels
from intake.rules.forms.lexicon import key
from intake.rules.forms.matches import Certainty, Match, are_two_persons, is_offered, narrowed
from intake.rules.forms.meanings import Meanings
from intake.rules.forms.stems import (
    BRACKETS,
    ENDING,
    NUMBERING,
    STATEMENT_STEM,
    STEM,
    section_of,
    statement_stems,
    variants,
)
from intake.rules.forms.vocabulary import Vocabulary
from intake.rules.script import by_look

_ENCLOSED = re.compile(r"\s*\(([^()]+)\)[\s.:]*")  # a caption below a line: "(Телефон / Telephone)"
_COLON = re.compile(r":")
_MIXED = re.compile(r"[A-Za-z\u0106-\u017e][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u0106-\u017e]")
_ANSWERED = re.compile(r"[\d@]")
_LISTED = re.compile(r"[,;]")
_LISTING = 2  # questions, and more of them are no answer
_LONGEST_LIST = 120  # characters
_OFFERING = re.compile(r"[^:/|]*[^\W\d_][^:/|]*:[^:/|]+[/|][^:/|]+:?\s*")  # "Врста: општина / град"
_WORDS_AROUND_ONE = 3
_CLOSED = frozenset({FieldType.CHOICE, FieldType.CHECKBOX, FieldType.TABLE})
_SAID = 0.7  # share of a question that one field's words say where it is known by them alone
_HALF = 0.5  # where it has a whole label in it
_STATED = 0.4  # of a statement with its box
_TELLING = 0.9  # weight of these words: about that of one which no other field has
_MARGIN = 0.3  # by which the next field weighs less
_LONGEST = 400  # characters of a label


class Labels:
    """The labels of one call's form, ready for matching."""

    def __init__(self, call: Call, vocabulary: Vocabulary, meanings: Meanings) -> None:
        self._asking = Asking(call, meanings)
        self._fields = {field.id: field for field in call.fields}
        self._known = KnownLabels(call)
        self.order = frozenset((one.id, two.id) for one, two in pairwise(call.fields))
        self.headings = Headings(call, vocabulary)
        self._statements = tuple(statement_stems(call))
        self._section_of = section_of(call)
        self._vocabulary = vocabulary
        self.match = lru_cache(maxsize=4096)(self._by_sound_or_look)
        self.end_of_sort = lru_cache(maxsize=4096)(self._end_of_sort)
        self.announces = lru_cache(maxsize=4096)(self._announces)

    def sure(self, text: str) -> Match | None:
        """Return the question that *text* asks by more than a part of its words."""
        found = self.match(text)
        return found if found is not None and found.certainty > Certainty.CONTAINED else None

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
                inner = () if k == keys[0] else (self.match(part[1:-1]) for part in BRACKETS.findall(text))
                return narrowed(found, inner, self._section_of)
        return None if self._asking.asks_sort(text) else self._roughly(text, keys)

    def _roughly(self, text: str, keys: Sequence[str]) -> Match | None:
        """What *text* asks with a slip of the hand, in two languages or in words of its own."""
        for k in keys:
            if (alike := self._known.alike(k)) and not self._asking.is_other(k, alike.key):
                return alike
        if short := self._known.abbreviated(NUMBERING.sub("", text)) if "." in text else None:
            return short
        if double := self._in_two_languages(text):
            return double
        told = self._told(text, keys[0]) if keys else None
        if told and told.field.type is FieldType.LONG_TEXT and self._asking.says(text):
            return None  # "Искуство је скромно: …" is an answer
        return told or self._before_brackets(text)

    def _before_brackets(self, text: str) -> Match | None:
        """What is asked in free words before brackets that list particulars: "Особа за везу (име, телефон)"."""
        plain = BRACKETS.sub(" ", text)
        told = self._told(plain, key(NUMBERING.sub("", plain))) if plain != text and key(plain) else None
        inner = (self.match(part[1:-1]) for part in BRACKETS.findall(text))
        return narrowed(told, inner, self._section_of) if told else None

    def _told(self, text: str, whole: str) -> Match | None:
        """What the meanings of its words or the words themselves say that *text* asks; several meanings say more."""
        if self._asking.is_strange(text) or self._asking.leads_on(text):
            return None
        meant, worded = self._asking.match(text, whole), self._worded(text, whole)
        if meant and meant.field.type is FieldType.MUNICIPALITY and _OFFERING.fullmatch(text):
            meant = None
        if meant is None or (worded is not None and worded.field is meant.field):
            return max((m for m in (worded, meant) if m), key=lambda m: m.certainty, default=None)
        return meant if self._asking.is_sure(meant, text) else worded or meant

    def _worded(self, text: str, whole: str) -> Match | None:
        """A label among other words; one word of a long question that is not its first says less than all of them."""
        inside = self._known.inside(whole)
        if inside and inside.field.type is FieldType.MUNICIPALITY and is_offered(inside, text):
            inside = None
        found = inside if inside is not None and self._is_said(inside, text) else None
        weak = found is not None and " " not in found.key and len(whole.split()) > _WORDS_AROUND_ONE
        if found is not None and not (weak and whole.split(maxsplit=1)[0] != found.key):
            return found
        guessed = self._guessed(text)
        if guessed and inside and are_two_persons(guessed, inside):
            return None  # "Одговорно лице које представља ЈЛС": the label inside speaks of somebody else
        return guessed or found

    def particulars(self, text: str) -> int:
        """Count the questions that *text* lists, in brackets or behind its colon: "Контакт особа (име, телефон)"."""
        return len(self.listed(text))

    def listed(self, text: str) -> frozenset[str]:
        """Return the ids of the fields that *text* so lists."""
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
        unknown = len(sure) + matches.count(None) == len(parts) and not _ANSWERED.search(text)
        exact = unknown and "/" in text and not SECTION.match(text) and sure[0].certainty is Certainty.EXACT
        return replace(sure[0], certainty=Certainty.FUZZY) if exact else None

    def _guessed(self, text: str) -> Match | None:
        """The one field in whose words most of *text* is said ("Којим ресурсима располажете")."""
        heard = self._vocabulary.heard(text)
        if not heard or self._asking.is_option(text):
            return None
        best, second = heard[0], heard[1].weight if len(heard) > 1 else 0.0
        if len(heard) > 1 and self._is_both(heard[0].field, heard[1].field) and second >= _TELLING:
            best, second = heard[0], 0.0  # "Телефон и е-пошта контакт особе"
        told = best.share >= _SAID and best.weight >= _TELLING and best.weight - second >= _MARGIN
        if not told or best.field.type in _CLOSED:
            return None
        return Match(field=best.field, certainty=Certainty.CONTAINED, bare=False, key=key(text))

    def _is_both(self, one: Field, other: Field) -> bool:
        kinds = {one.type, other.type}
        return kinds == {FieldType.EMAIL, FieldType.PHONE} and self.section_of(one) == self.section_of(other)

    def _is_said(self, match: Match, text: str) -> bool:
        """Tell whether *text* says what *match* asks, and not something else with some of its words."""
        own, first = self._vocabulary.of(match.field, text), self._vocabulary.heard(text)[:1]
        rival = first[0].weight - own.weight if first else 0.0
        if match.bare and self._vocabulary.claimed(match.field, text) >= _HALF:
            return False  # "E-mail начелника" is nobody's whom the call asks for
        return match.field.type is FieldType.CHOICE or (own.share >= _HALF and rival < _MARGIN)

    def statement(self, text: str) -> Match | None:
        """Return the statement that *text* makes in words of its own; ask only of what has a box or a yes beside it."""
        return None if len(text) > _LONGEST else _only(text, self._stated(text) or self._supposed(text))

    def sure_statement(self, text: str) -> Match | None:
        """Return the statement that *text* makes in so many words: not "Лични асистент", though data are personal."""
        return None if len(text) > _LONGEST else _only(text, self._stated(text))

    def _stated(self, text: str) -> dict[str, Field]:
        stems = {word[:STATEMENT_STEM] for word in key(text).split()}
        return {field.id: field for own, field in self._statements if own <= stems} or self._asking.statement(text)

    def _supposed(self, text: str) -> dict[str, Field]:
        """The statements in whose words *text* is said for a good part, and in those of none so much."""
        heard = [h for h in self._vocabulary.heard(text) if h.field.type is FieldType.CHECKBOX]
        most = max((h.weight for h in heard), default=0.0)
        return {h.field.id: h.field for h in heard if h.share >= _STATED and h.weight > most - _MARGIN}

    def choice(self, match: Match) -> Match:
        """Return *match* as the question of the choice, for under it the options stand."""
        field = next(f for f in self._fields.values() if f.type is FieldType.CHOICE)
        return replace(match, field=field)

    def asked_by(self, match: Match) -> tuple[str, ...]:
        """Return the ids of the fields that a label asks for: its own, and "Телефон и е-пошта" an address as well."""
        heard = () if match.bare else self._vocabulary.heard(match.key)
        both = (h.field.id for h in heard if h.weight >= _TELLING and self._is_both(match.field, h.field))
        return (match.field.id, *both)

    def is_meant(self, text: str) -> bool:
        """Tell whether several meanings make one question of *text*, and it is no heading: "Праћени вебинари"."""
        return self._asking.is_meant(text)

    def speaks(self, text: str) -> bool:
        """Tell whether a good part of *text* is in the words of one field."""
        return any(hearing.share >= _STATED for hearing in self._vocabulary.heard(text)[:1])

    def is_foreign(self, text: str) -> bool:
        """Tell whether *text* has words of what many forms ask and a call for applications does not."""
        return self._vocabulary.is_foreign(text)

    def asks_sort(self, text: str) -> bool:
        """Tell whether *text* asks what kind of local self-government applies: "Врста: општина / град"."""
        return self._asking.asks_sort(text)

    def _end_of_sort(self, text: str) -> int | None:
        """Where such a question ends with which *text* begins; its answer may stand behind its colon: "Врста: град"."""
        if len(text) > _LONGEST:
            return None
        for end in (*(colon.end() for colon in _COLON.finditer(text)), len(text)):
            one = len(key(text[end:]).split()) == 1 and self.asks_sort(text)
            if one or self.asks_sort(text[:end]):
                return end
        return None

    def section_of(self, field: Field) -> str:
        """Return the key of the section in which *field* is asked ("" before the first)."""
        return self._section_of.get(field.id, "")

    def _announces(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section, and looks it: "Ђ. ИЗЈАВЕ", "ПОДАЦИ О КОНТАКТ ОСОБИ"."""
        if "?" in text or len(text) > _LONGEST:
            return False
        if ORNATE.match(text) or self._asking.is_part(text):
            return True
        if ":" in text:
            return False
        lettered = bool(LETTERED.match(text.strip())) and not SECTION.match(text)
        if lettered and text.isupper():
            return True
        spoken = text.isupper() and any(word[:STEM] in OF_ANY_HEADING for word in key(text).split())
        match = self.match(text) if lettered or spoken else None
        asks = match is not None and match.certainty > Certainty.CONTAINED
        asks = asks or (spoken and self.sure_statement(text) is not None)  # "ИЗЈАВЉУЈЕМО ДА СУ ПОДАЦИ ТАЧНИ"
        return bool(SECTION.match(text) or lettered or spoken) and not asks and self.headings.of(text) is not None

    def in_section(self, match: Match, section: str | None) -> Match:
        """Give a bare label to the question of its kind in *section*, where that section has one."""
        if not match.bare or section is None or self.section_of(match.field) == section:
            return match
        words = frozenset(match.key.split())
        for k, field in self._known.owner.items():
            same_kind = field.type is match.field.type and self.section_of(field) == section
            if same_kind and words < frozenset(k.split()):
                return Match(field=field, certainty=match.certainty, bare=True, key=match.key)
        return self.of_kind(match, section) if match.field.type in (FieldType.EMAIL, FieldType.PHONE) else match

    def unasked(self, match: Match, asked: AbstractSet[str]) -> Match:
        """Give a bare label whose question is *asked* elsewhere to the other of its kind, where none asks for that."""
        alike = [f for f in self._fields.values() if f.type is match.field.type and f.id not in asked]
        reached = match.field.type in (FieldType.EMAIL, FieldType.PHONE) and match.field.id in asked
        return replace(match, field=alike[0]) if reached and len(alike) == 1 else match

    def of_kind(self, match: Match, section: str | None) -> Match:
        """Give a question known by some of its words to the one of its kind in *section*, where that has one."""
        own = (f for f in self._fields.values() if f.type is match.field.type and self.section_of(f) == section)
        field = next(own, None)
        return replace(match, field=field) if field else match


def _only(text: str, meant: Mapping[str, Field]) -> Match | None:
    """What *text* states where one statement is *meant*."""
    if len(meant) != 1:
        return None
    (field,) = meant.values()
    return Match(field=field, certainty=Certainty.FUZZY, bare=False, key=key(text))
