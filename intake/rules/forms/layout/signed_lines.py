"""Where and when a form was signed, in a line that asks for neither: "У Рудом, 4.9.2021.", above the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from intake.rules.call import Call, FieldType
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.places import Document, Line, Span
from intake.rules.forms.words import contact
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import lines_of, rewritten
from intake.rules.forms.words.matches import Match
from intake.rules.script import canonical

_RULE = r"(?:_{2,}|…+|\.{2,})"
_RULES = re.compile(_RULE)
_BEGUN = re.compile(r"\s*(?P<word>[^\W\d_]{1,2})\s+(?P<rest>.*)", re.DOTALL)
_PLACE = re.compile(r"(?P<word>[^\W\d_]{5,6})\s+(?P<rest>.*)", re.DOTALL)  # "у мјесту Рудо"
_MJESTO = key("mjestu")
_IN = frozenset({"u", "in"})  # keys, in any script
_DAY = re.compile(r"\d{4}|\d\s*[./-]\s*\d")
_WORDS = 12  # of such a line
_BEGINNING = 4  # letters of a name that no case changes


def signed_at(text: str) -> str | None:
    """Return the place with the date behind it where *text* says both and nothing else: "у Рудом, 4.9.2021."."""
    rest = _behind_in(text)
    return _dated(rest) if rest else None


def is_dated(text: str) -> bool:
    """Tell whether *text* is nothing but a place with its date, as it stands above a signature: "Рудо, 4.9.2021."."""
    return bool(_DAY.search(text)) and text.strip()[:1].isupper() and _dated(text.strip()) is not None


def is_signing(text: str) -> bool:
    """Tell whether *text* is such a line, filled in or left blank: "У ____________, дана ________ 2021. године"."""
    rest = _behind_in(text)
    if rest is None or not (_RULES.match(rest) or _DAY.search(rest)):
        return False
    words = re.findall(r"[^\W\d_]+", rest) if _RULES.match(rest) else ["?"]
    return all(canonical(word) in contact.AROUND_DATE for word in words) or _dated(rest) is not None


def _behind_in(text: str) -> str | None:
    """What stands behind "у" or "у мјесту", of a line that begins so."""
    found = _BEGUN.match(text)
    if found is None or canonical(found["word"]) not in _IN:
        return None
    place = _PLACE.match(found["rest"])
    return place["rest"] if place and key(place["word"]) == _MJESTO else found["rest"]


def without_signing_rules(document: Document) -> Document:
    """Return *document* with such lines as they are without ruled places: "У __Добоју__, дана __4.9.2021.__"."""
    ruled = [line for line in lines_of(document.blocks) if _RULES.search(line.text) and _DAY.search(line.text)]
    return rewritten(document, {id(line): (_unruled(line),) for line in ruled})


def _unruled(line: Line) -> Line:
    said = signed_at(line.text)
    rest = _behind_in(line.text) if said else None
    head = line.text.removesuffix(rest) if rest else ""
    return replace(line, spans=(Span(text=f"{head}{said}"),)) if head else line


def _dated(text: str) -> str | None:
    plain = " ".join(_RULES.sub(" ", text).replace(" ,", ",").split())
    if len(plain.split()) > _WORDS or ":" in plain:
        return None
    place = contact.place_beside(plain)
    return plain if place and plain.startswith(place) and contact.written_date(plain) else None


class SignedLines:
    """Finds the line of one call's forms that says so; the call asks for the place, and then for the date."""

    def __init__(self, call: Call, labels: Labels, lexicon: Lexicon) -> None:
        dated = (one for one, other in pairwise(call.fields) if other.type is FieldType.DATE)
        known = ((place, labels.sure(place.label.sr)) for place in dated)
        self._match = next((replace(match, field=place, bare=False) for place, match in known if match), None)
        self._dates = frozenset(field.id for field in call.fields if field.type is FieldType.DATE)
        self._lexicon = lexicon

    def answered(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return *items* with that line as an answer, where it is the only one and the form has no other answer."""
        match = self._match
        known = [at for at, item in enumerate(items) if isinstance(item, Question) and item.match.known]
        dated = [at for at, item in enumerate(items) if isinstance(item, Loose) and _DAY.search(item.line.text)]
        if match is None or not dated or not known:
            return tuple(items)
        below = [at for at in dated if at > known[(len(known) - 1) // 2]]
        names = [key(line.text) for item in items if below and _names(item) for line in item.answer]
        found = {at: said for at in below if (said := _said(items[at], names))}
        if len(set(found.values())) != 1 or any(self._is_answered(item, match) for item in items):
            return tuple(items)
        at, said = next(iter(found.items()))
        return (*items[:at], _question(match, items[at], said), *items[at + 1 :])

    def _is_answered(self, item: Item, match: Match) -> bool:
        if not isinstance(item, Question) or item.field.id not in {match.field.id, *self._dates}:
            return False
        return not all(self._lexicon.is_blank(line.text) for line in item.answer)


def _said(item: Item, names: Sequence[str]) -> str:
    """The place and date in a line; without "у" where the place is among *names*: "Рудо, 4.9.2021."."""
    text = item.line.text
    said = _dated(text) or ""
    begun = key(said)[:_BEGINNING]
    named = bool(begun) and any(f" {begun}" in f" {name}" for name in names)
    return signed_at(text) or (said if named else "")


def _question(match: Match, item: Item, said: str) -> Question:
    answer = Line(spans=(Span(text=said),), address=item.line.address)
    return Question(match=match, label=item.line, answer=(answer,), cell=item.cell, row=item.row)


def _names(item: Item) -> TypeGuard[Question]:
    """Tell whether *item* may name the municipality: it asks for that, or in words that the call does not know."""
    return isinstance(item, Question) and (not item.match.known or item.field.type is FieldType.MUNICIPALITY)
