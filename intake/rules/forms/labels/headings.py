"""The headings of a form: its title, the sections that announce whose telephone is asked for, and what each asks."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from intake.rules.call import Call, Field
from intake.rules.forms.labels.known_labels import KnownLabels
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.matches import REACHED_BY, Match
from intake.rules.forms.words.persons import named_first
from intake.rules.forms.words.stems import NUMBERING, STEM, section_of, section_stems, title_stems
from intake.rules.forms.words.vocabulary import Vocabulary

LANGUAGES = re.compile(r"\s+[/|–—]\s+|\s*\n\s*")
"""What stands between two languages of one text."""
SECTION = re.compile(r"^\s*[IVXІХ]{1,4}[.)]\s")
"""How a numbered heading begins: "IV. ", in either script."""
ORNATE = re.compile(r"\s*([*=~#–—-])\1{2,}\s+[^\W\d_].{1,60}\s\1{3,}\s*$")  # "*** Изјаве ***"
LETTERED = re.compile(r"^[^\W\d_][.)]\s+\S{4}")
"""How one with a letter begins: "Ђ. ИЗЈАВЕ", and no initial."""
OF_ANY_HEADING = frozenset({"podac", "podat", "infor", "data", "detai"})
"""Stems that any heading may have: "Подаци о …", "Information on …"."""

_HINT = re.compile(r"\s*\([^()]*\)\s*$")
_CLEARLY = 1.5  # times the words of any other section
_HEADING = 8  # words of a heading
_WORD = 3  # letters of a word that says little


class Headings:
    """The headings of one call's form."""

    def __init__(self, call: Call, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._section_of = section_of(call)
        self._sections = section_stems(call)
        sections = [field.section for field in call.fields if field.section]
        titles = (key(NUMBERING.sub("", text)) for section in sections for text in (section.sr, section.en))
        self._titles = frozenset(titles)
        self._words = tuple(frozenset(word[:STEM] for word in title.split()) for title in self._titles)
        self._form = tuple(map(key, (*call.form, call.title.sr, call.title.en)))
        self._title_stems = title_stems(call)
        self.of = lru_cache(maxsize=4096)(self._of)
        self.is_title = lru_cache(maxsize=4096)(self._is_title)
        self.is_part = lru_cache(maxsize=4096)(self._is_part)

    def _is_title(self, text: str) -> bool:
        """Tell whether the form's own title stands in *text*: "Прилог 2 – Пријавни образац"."""
        return any(f" {title} " in f" {key(text)} " for title in self._form)

    def is_section(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section, with its Roman number: "II. Локална самоуправа"."""
        return bool(SECTION.match(text)) and key(NUMBERING.sub("", text)) in self._titles

    def _is_part(self, text: str) -> bool:
        """Tell whether *text* has words of one section's title, and no others: "Изјава", of "VI. Изјаве и потпис".

        A hint in brackets may stand behind them: "Изјаве (непотребно прецртати)".
        """
        words = {word[:STEM] for word in key(_HINT.sub("", NUMBERING.sub("", text))).split()}
        return bool(words) and text.strip()[:1].isupper() and any(words <= title for title in self._words)

    def _of(self, text: str) -> str | None:
        """Return the section that a short text announces ("Подаци о контакт особи"), or None."""
        plain = NUMBERING.sub("", text)
        if plain != text and self._names(plain):
            return None
        plain = _HINT.sub("", plain) if plain.endswith(")") and self.is_part(plain) else plain
        parts = [part for part in LANGUAGES.split(plain) if part.strip()]
        if len(parts) > 1:
            announced = {section for part in parts if (section := self.of(part))}
            return announced.pop() if len(announced) == 1 else None
        stems = {word[:STEM] for word in key(plain).split() if len(word) >= _WORD} - OF_ANY_HEADING
        if not stems or len(stems) > _HEADING:
            return None
        titled = {section for title, section in self._title_stems if title <= stems}
        if len(titled) == 1:
            return titled.pop()
        scored = sorted(((len(stems & own), section) for section, own in self._sections.items()), reverse=True)
        if not scored or 2 * scored[0][0] < len(stems) or (len(scored) > 1 and scored[1][0] == scored[0][0]):
            return self._spoken_of(text) if SECTION.match(text) or LETTERED.match(text.strip()) else None
        return scored[0][1]

    def _names(self, text: str) -> bool:
        """Tell whether *text* begins with a person's name, in whose words nothing is asked: a member with a letter."""
        name = named_first(text)
        return bool(name) and not self._vocabulary.heard(name)

    def _spoken_of(self, text: str) -> str | None:
        """The section of whose questions a numbered heading speaks: "Б. Подаци о подносиоцу пријаве"."""
        plain = " ".join(word for word in key(text).split() if word[:STEM] not in OF_ANY_HEADING)
        spoken: dict[str, float] = {}
        for hearing in self._vocabulary.heard(plain):
            section = self._section_of.get(hearing.field.id, "")
            spoken[section] = spoken.get(section, 0.0) + hearing.weight
        (most, best), (next_most, _) = (
            *sorted(((w, s) for s, w in spoken.items()), reverse=True),
            (0.0, ""),
            (0.0, ""),
        )[:2]
        return best if most > _CLEARLY * next_most else None


class FieldSections:
    """The sections of one call's form; *known* are its labels."""

    def __init__(self, call: Call, known: KnownLabels) -> None:
        self._fields = call.fields
        self._known = known
        self.by_field = section_of(call)

    def of(self, field: Field) -> str:
        """Return the key of the section in which *field* is asked ("" before the first)."""
        return self.by_field.get(field.id, "")

    def in_section(self, match: Match, section: str | None) -> Match:
        """Give a bare label to the question of its kind in *section*, where that section has one."""
        if not match.bare or section is None or self.of(match.field) == section:
            return match
        words = frozenset(match.key.split())
        for k, field in self._known.owner.items():
            same_kind = field.type is match.field.type and self.of(field) == section
            if same_kind and words < frozenset(k.split()):
                return Match(field=field, certainty=match.certainty, bare=True, key=match.key)
        return self.of_kind(match, section) if match.field.type in REACHED_BY else match

    def unasked(self, match: Match, asked: AbstractSet[str]) -> Match:
        """Give a bare label whose question is *asked* elsewhere to the other of its kind, where none asks for that."""
        alike = [f for f in self._fields if f.type is match.field.type and f.id not in asked]
        reached = match.field.type in REACHED_BY and match.field.id in asked
        return replace(match, field=alike[0]) if reached and len(alike) == 1 else match

    def of_kind(self, match: Match, section: str | None) -> Match:
        """Give a question known by some of its words to the one of its kind in *section*, where that has one."""
        own = (f for f in self._fields if f.type is match.field.type and self.of(f) == section)
        field = next(own, None)
        return replace(match, field=field) if field else match
