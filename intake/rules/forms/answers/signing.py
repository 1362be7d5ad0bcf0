"""Who signs: what stands below a person's title at the foot of a form is the signature, in whatever words.

"Начелник општине", below it a name, a rule, "(потпис)" and beside it the place of the seal: that asks who signs, not
who the head of the municipality is. So does "Овлашћено лице: Ана Анић", which is no title, and any title where the form
asked for that person before. Where the form asks for the head nowhere else, it tells both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import takewhile, zip_longest
from typing import TypeGuard

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.looks import is_all
from intake.rules.forms.layout.signed_lines import is_dated
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import is_bracketed, slice_of
from intake.rules.forms.words.matches import SIGNATORY, Certainty, Match
from intake.rules.forms.words.persons import is_person, named_first

_SIGNING = "written"  # the meaning
_TITLE = "mayor"  # the meaning of words for who the head is
_CONTACT = "contact"  # the meaning
_APPLYING = "applicant"  # the meaning
_RULE = re.compile(r"\s*(?:[_…]{3,}|\.{5,})\s*")
_RULED = re.compile(rf"{_RULE.pattern}$")
_NEAR = 3  # items between a date and the signature below it


class Signing:
    """Finds the signatures in forms of one *call*; *is_persons* knows the fields that ask for a name."""

    def __init__(self, call: Call, lexicon: Lexicon, *, is_persons: Callable[[Field], bool]) -> None:
        self._field = next((field for field in call.fields if field.id == SIGNATORY), None)
        persons = frozenset(f for f in call.fields if is_persons(f)) - {self._field}
        self._persons = frozenset(f.id for f in persons if not f.required)
        self._contacts = frozenset(f.id for f in persons if f.required)
        signed = [field.id for field in call.fields if field.type is FieldType.DATE]
        self._dates = frozenset({"place", *signed})
        self._lexicon = lexicon

    def signs(self, field: Field) -> bool:
        """Tell whether *field* asks who signs."""
        return field is self._field

    def signed(self, items: Sequence[Item], asked: AbstractSet[str] = frozenset()) -> tuple[Item, ...]:
        """Return *items*, with what stands below a person's title at the foot asking for the signatory.

        *asked*: what the body asks, where *items* stand beside it; there, below "С поштовањем", whoever is named signs.
        """
        told: list[Item] = []
        if any(map(_RULED.search, [item.label.text for item in items if isinstance(item, Question)])):
            items = [*self._with_names_below(items)]
        for at, item in enumerate(items):
            if isinstance(item, Question) and item.match.field.id in self._persons and self._field is not None:
                told += self._told(items, at, item, asked)
            elif isinstance(item, Question) and self._is_anybody(items, at, item):
                told.append(replace(item, match=replace(item.match, field=self._field or item.field)))
            else:
                told.append(item)
        return (*told[:-1], *self._unasked(told)) if told else ()

    def _with_names_below(self, items: Sequence[Item]) -> Iterator[Item]:
        """Yield *items* with the name below a person's blank rule as its answer: "Начелница: ______", "Ана Анић"."""
        taken: Item | None = None
        for item, below in zip_longest(items, items[1:]):
            if item is taken:
                continue
            if isinstance(item, Question) and isinstance(below, Loose) and self._is_for(item, below.line):
                taken = below
                yield replace(item, answer=(*item.answer, below.line))
            else:
                yield item

    def _is_for(self, question: Question, line: Line) -> bool:
        ruled = [line.text for line in question.answer if line.text.strip()]
        asked = question.match.field.id in self._persons or self.signs(question.match.field)
        name = line.text.partition(",")[0]
        return asked and bool(ruled) and all(map(_RULE.fullmatch, ruled)) and self._is_name(name)

    def _unasked(self, items: Sequence[Item]) -> Iterator[Item]:
        """The last of *items*, without the signature that ends a form and that nothing asks for: a rule, and a name."""
        last = items[-1]
        if signed_for := self._signed_for(items, last):
            yield signed_for
            return
        long = isinstance(last, Question) and last.field.type is FieldType.LONG_TEXT
        loose = [item.line for item in takewhile(_is_line, reversed(items[-_NEAR:]))][::-1]
        lines = last.answer if isinstance(last, Question) and long else loose
        end = [line for line in lines if line.text.strip()][-2:]
        signed = len(end) > 1 and self._is_name(end[1].text) and self._is_place(end[0])
        if not signed or self._field is None or _asks(items, self._field):
            yield last
            return
        own = list(lines[: lines.index(end[1])])
        while own and (self._is_place(own[-1]) or not own[-1].text.strip()):
            own.pop()
        yield replace(last, answer=tuple(own)) if isinstance(last, Question) else last
        match = Match(field=self._field, certainty=Certainty.FUZZY, bare=False, key=SIGNATORY)
        yield Question(match=match, label=end[1], answer=(end[1],))

    def _signed_for(self, items: Sequence[Item], last: Item) -> Question | None:
        """The *last* line as the signature where it names who signs for whom below the date: "За подносиоца: …"."""
        if self._field is None or _asks(items, self._field) or (isinstance(last, Question) and last.match.known):
            return None
        line = last.label if isinstance(last, Question) else last.line
        title, colon, name = line.text.partition(":")
        signed = colon and self._is_name(named_first(name)) and self._lexicon.means(title, _APPLYING)
        if not signed or not self._is_below_date(items, len(items) - 1):
            return None
        answer = slice_of(line, len(title) + 1, len(line.text))
        match = Match(field=self._field, certainty=Certainty.FUZZY, bare=False, key=SIGNATORY)
        return Question(match=match, label=line, answer=(answer,))

    def _is_name(self, text: str) -> bool:
        """Tell whether *text* is a person's name, and no institution: "Црвени Крст"."""
        return is_person(text) and not self._lexicon.is_calling(text)

    def _is_place(self, line: Line) -> bool:
        """Tell whether *line* is nothing but a rule to sign on, or the place of the seal."""
        return bool(_RULE.fullmatch(line.text)) or self._lexicon.is_seal(line.text)

    def _told(self, items: Sequence[Item], at: int, item: Question, asked: AbstractSet[str]) -> Iterator[Item]:
        last = self._known(items[at + 1 :]) is None
        above = _name_above(items[at - 1 : at], item) if last else None
        named = replace(item, answer=(above,)) if above else item
        ruled = _is_ruled(named, items[at - 2 : at - 1] if above else items[at + 1 : at + 2])
        foot = self._is_sealed(items, at, item) or (last and (ruled or self._is_below_date(items, at)))
        foot = foot or (bool(asked) and any(is_person(line.text) for line in named.answer))
        untitled = not self._lexicon.means(item.asked, _TITLE)
        again = _asks(items[:at], item.field)
        placed = (foot and (untitled or _is_below(named))) or (again and self._is_last(items, at, dated=not untitled))
        elsewhere = again or _asks(items[at + 1 :], item.field) or item.field.id in asked
        if not (placed or self._is_signed(item) or (elsewhere and ruled and not _are_ruled(items))):
            yield item
            return
        if not elsewhere:
            yield named
        yield replace(named, match=replace(item.match, field=self._field or item.field, bare=False))

    def _is_anybody(self, items: Sequence[Item], at: int, item: Question) -> bool:
        """Tell whether somebody is asked for beside the date in words that say not who: "Име одговорне особе".

        Where the form asked for the contact person before.
        """
        asks = item.field.id in self._contacts and item.match.certainty < Certainty.EXACT
        again = asks and not self._lexicon.means(item.asked, _CONTACT) and _asks(items[:at], item.field)
        return again and self._is_last(items, at, dated=True)

    def _is_last(self, items: Sequence[Item], at: int, *, dated: bool) -> bool:
        """Tell whether the question at *at* stands beside that of the place and the date; the last one need not be."""
        below = self._known(items[at + 1 :])
        beside = (self._known(reversed(items[:at])), below)
        return any(q is not None and q.field.id in self._dates for q in beside) or (below is None and not dated)

    @staticmethod
    def _known(items: Iterable[Item]) -> Question | None:
        """The first question among *items* that the call asks."""
        return next((item for item in items if isinstance(item, Question) and item.match.known), None)

    def _is_signed(self, question: Question) -> bool:
        """Tell whether the form says so: by a caption in brackets, by "с.р." behind the name."""
        texts = [line.text for line in question.answer]
        return any(map(self._is_caption, texts)) or any(map(self._lexicon.is_signed, texts))

    def _is_sealed(self, items: Sequence[Item], at: int, question: Question) -> bool:
        """Tell whether the place of the seal stands beside it."""
        near = (i.line.text for i in (*items[max(0, at - 1) : at], *items[at + 1 : at + 2]) if isinstance(i, Loose))
        return any(map(self._lexicon.is_seal, (*near, *(cell.text for cell in question.row))))

    def _is_caption(self, text: str) -> bool:
        return is_bracketed(text) and self._lexicon.means(text, _SIGNING)

    def _is_below_date(self, items: Sequence[Item], at: int) -> bool:
        """Tell whether the last question above is that of the place and the date, or these stand so."""
        above = [i for i in items[max(0, at - _NEAR) : at] if isinstance(i, Question) or is_dated(i.line.text)]
        return bool(above) and (isinstance(above[-1], Loose) or above[-1].field.id in self._dates)


def _asks(items: Iterable[Item], field: Field) -> bool:
    """Tell whether one of *items* asks for *field*."""
    return any(isinstance(item, Question) and item.field.id == field.id for item in items)


def _name_above(above: Sequence[Item], title: Question) -> Line | None:
    """Return the name right *above* a title below which nothing stands, as people are named below letters."""
    last = above[-1].line if above and isinstance(above[-1], Loose) else None
    return last if last and is_person(last.text) and not any(key(line.text) for line in title.answer) else None


def _is_line(item: Item) -> TypeGuard[Loose]:
    return isinstance(item, Loose) and item.cell is None


def _is_below(question: Question) -> bool:
    """Tell whether the answer stands below its label, in lines or cells of its own."""
    beside = {cell.address for cell in question.row if question.cell is None or cell.column > question.cell.column}
    said = [line for line in question.answer if key(line.text)]
    return all(line.text not in question.label.text and line.address not in beside for line in said)


def _are_ruled(items: Iterable[Item]) -> bool:
    """Tell whether most answers of a form stand on rules, or are underlined as if: then nobody signs by one."""
    written = [item for item in items if isinstance(item, Question) and key(item.said)]
    ruled = [_RULED.search(x.label.text) or any(is_all(y, Mark.UNDERLINE) for y in x.answer) for x in written]
    return 2 * sum(map(bool, ruled)) > len(written)


def _is_ruled(question: Question, following: Sequence[Item]) -> bool:
    """Tell whether a name stands alone above or below a rule: that is signed on."""
    below = [item.line.text for item in following if isinstance(item, Loose)]
    texts = [text for text in (*(line.text for line in question.answer), *below) if text.strip()]
    rules = [text for text in texts if _RULE.fullmatch(text)]
    ruled = bool(rules) or _RULED.search(question.label.text) is not None
    return ruled and any(map(key, texts[: len(texts) - len(below)]))
