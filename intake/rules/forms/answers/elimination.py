"""What questions in unknown words ask, told by what the form asks nowhere else, by where they stand and by the answer.

A question between "Reasons for applying" and "Own plan" whose answer is a long text may ask only for what the call
asks between those two. Words count first; where they say little, the place and the kind of the answer must leave one
field only, and the reading says so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import Call, Field, FieldType
from intake.rules.forms.answers.fitting import Fitting, is_telephone
from intake.rules.forms.answers.owners import Owners
from intake.rules.forms.answers.signing import Signing
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.labels.compound import is_of_kind
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.words import contact
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.matches import REACHED_BY, SPEAKING, Certainty, stranger
from intake.rules.forms.words.persons import are_persons, is_named_first, is_person
from intake.rules.forms.words.stems import section_of
from intake.rules.forms.words.vocabulary import Vocabulary
from intake.rules.script import SMALL_LETTERS

_WORDS = 0.25  # share of a question that must be in the words of a field of free text
_SURE = 0.5  # from which nobody need be told
_AHEAD = 0.15  # weight by which the words of no other field may say more
_TELLING = frozenset(
    {FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.DATE, FieldType.CHECKBOX, FieldType.CHOICE}
)
"""Types whose answers look like nothing else."""

_NAME = 4  # letters of a name by which an address is somebody's
_SHORTEST = 3  # words of a long text where its question is known by some words only
_SENTENCE = re.compile(rf"[{SMALL_LETTERS}]\w+(?:\s+\S+){{3,}}\.$")  # of a long answer that speaks of a contact person
_LOCAL = re.compile(r"([\w.-]+)@")
_ADDRESS = re.compile(r"\S@\S")
_MISTYPED = re.compile(r"(?!www\.|https?:)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}", re.IGNORECASE)  # its "@" is missing


class Elimination:
    """Gives unknown questions to the fields of one *call* that are asked nowhere else."""

    def __init__(self, call: Call, vocabulary: Vocabulary, lexicon: Lexicon, fitting: Fitting) -> None:
        self._fields = call.fields
        self._addresses: frozenset[str] = frozenset()
        self._section_of = section_of(call)
        self._choices = frozenset(field.id for field in call.fields if field.type is FieldType.CHOICE)
        self._dated = tuple(pair for pair in pairwise(call.fields) if pair[1].type is FieldType.DATE)
        self._fitting = fitting
        self._place = {field.id: at for at, field in enumerate(call.fields)}
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._signing = Signing(call, lexicon, is_persons=self._fitting.is_persons)
        self.signed = self._signing.signed
        self._owners = Owners(call, lexicon, self._fitting, self._is_of_kind)

    def resolved(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return *items*, with the unknown questions among them that can ask only one thing asking that."""
        asked = Counter(item.field.id for item in items if isinstance(item, Question))
        items = self._signing.signed(items)
        sure = self._fitting.exchanged([item for item in items if isinstance(item, Question)])
        known = [item if id(item) in sure else self._known_by_kind(item, asked) for item in items]
        found = self._owners.parted([*self._owners.named(known)])
        self._addresses = frozenset(_local_words(found))
        while told := self._told(found):
            for at, question in told.items():
                found[at] = question
        return tuple(found)

    def _known_by_kind(self, item: Item, asked: Mapping[str, int]) -> Item:
        """Leave a question unknown that is known by some of its words and answered with something of another kind."""
        if not isinstance(item, Question) or not item.match.known:
            return item
        text = trimmed("\n".join(x.text for x in item.answer if not self._lexicon.is_blank(x.text)))
        repeated = asked[item.field.id] > 1
        if self._is_none(item.field, text, repeated=repeated):
            return replace(item, match=stranger(item.label.text.partition(":")[0]))
        if item.match.certainty is Certainty.EXACT:
            return item
        match item.field.type:
            case FieldType.EMAIL:
                other = bool(text) and not is_of_kind(FieldType.EMAIL, text) and not _MISTYPED.fullmatch(text)
            case FieldType.PHONE:
                other = bool(text) and not any(c.isdigit() for c in text)
            case FieldType.TEXT:
                named = is_named_first(text)  # and then by what that person is reached
                small = item.match.certainty is Certainty.CONTAINED and text.islower()  # "Прво: анкета", and no name
                reached = bool(_ADDRESS.search(text)) and not named
                other = self._fitting.is_persons(item.field) and (small or reached)
            case FieldType.MULTIPLE:
                other = bool(_ADDRESS.search(text)) and are_persons(text)
            case FieldType.LONG_TEXT:
                other = repeated and 0 < len(text.split()) < _SHORTEST
            case _:
                other = False
        return replace(item, match=stranger(item.label.text.partition(":")[0])) if other else item

    def _is_none(self, field: Field, text: str, *, repeated: bool) -> bool:
        """Tell whether *text* answers no question for *field*: a sentence no name, "град" no second municipality."""
        if field.type is FieldType.MUNICIPALITY:
            return repeated and self._lexicon.is_designation(text)
        told = _SENTENCE.match(text) and not self._lexicon.is_asking(text) and not self._lexicon.is_titled(text)
        return self._fitting.is_persons(field) and bool(told)

    def _told(self, items: Sequence[Item]) -> Mapping[int, Question]:
        """The first unknown question that can ask only one thing, asking that, by where it stands.

        Or those for persons between two known ones, as many as the call asks for there, in its order.
        """
        known = {at: item.field.id for at, item in enumerate(items) if isinstance(item, Question) and item.match.known}
        free = [field for field in self._fields if field.id not in known.values()]
        named: defaultdict[frozenset[str], list[tuple[int, Question]]] = defaultdict(list)
        for at, item in enumerate(items):
            if not isinstance(item, Question) or item.match.known:
                continue
            between = self._between(*self._neighbours(known, at))
            if field := self._meant(item, free, between):
                return {at: self._asking(item, field)}
            if self._fitting.is_name(item) and not self._lexicon.is_foreign(item.match.field.label.sr):
                named[between].append((at, item))
        for between, asked in named.items():
            persons = [field for field in free if field.id in between and self._fitting.is_persons(field)]
            if len(asked) == len(persons) > 1:
                pairs = zip(asked, persons, strict=True)
                return {at: replace(self._asking(question, field), supposed=True) for (at, question), field in pairs}
        return {}

    def _asking(self, item: Question, field: Field) -> Question:
        sure = self._vocabulary.of(field, item.match.field.label.sr).share >= _SURE
        match = replace(item.match, field=field, certainty=Certainty.CONTAINED)
        return replace(item, match=match, supposed=not sure)

    def _is_of_kind(self, field: Field, question: Question) -> bool:
        """Tell whether *question*, in whatever words, is answered as *field*, an address or a telephone, would be."""
        text = trimmed("\n".join(line.text for line in question.answer))
        if self._lexicon.is_foreign(question.match.field.label.sr):
            return False
        if field.type is FieldType.EMAIL:
            return contact.email(text).value is not None
        return is_telephone(text)

    def _neighbours(self, known: Mapping[int, str], at: int) -> tuple[str | None, str | None]:
        """The fields that are asked before and after the place *at*; the choice may stand anywhere."""
        ordered = {i: field for i, field in known.items() if field not in self._choices}
        before, after = [i for i in ordered if i < at], [i for i in ordered if i > at]
        return (ordered[max(before)] if before else None, ordered[min(after)] if after else None)

    def _between(self, before: str | None, after: str | None) -> frozenset[str]:
        """The fields that the call asks between two others; none where the form goes in an order of its own."""
        start = -1 if before is None else self._place[before]
        end = len(self._fields) if after is None else self._place[after]
        return frozenset(field.id for field in self._fields[start + 1 : end])

    def _meant(self, question: Question, free: Sequence[Field], between: frozenset[str]) -> Field | None:
        text = question.match.field.label.sr
        persons: list[Field] = []
        if self._lexicon.is_foreign(text) or all(self._lexicon.is_designation(x.text) for x in question.answer):
            return None
        possible = [field for field in free if self._fitting.fits(field, question)]
        heard = {field.id: self._vocabulary.of(field, text) for field in free}
        most = max((h.weight for h in heard.values()), default=0.0)
        own = [field for field in possible if self._is_owned(field, question)]
        near = [field for field in possible if field.id in between]
        near = [field for field in near if self._section_of[field.id] == question.section] or near
        dated = self._dated_places(question, free, near)
        own += (field for field in dated if heard[field.id].weight > max(0.0, most - _AHEAD))
        if len(own) == 1:
            return own[0]
        worded = [f for f in possible if heard[f.id].share >= _WORDS and heard[f.id].weight > most - _AHEAD]
        if len(worded) == 1 and (worded[0] in near or worded[0].type in _TELLING):
            return worded[0]
        reached = [field for field in possible if field.type in REACHED_BY]
        telling = [field for field in near if field.type in _TELLING] or (reached if len(reached) == 1 else [])
        only = telling or [f for f in near if f.type not in SPEAKING or self._fitting.is_long(question)]
        if persons := [f for f in only if self._fitting.is_persons(f)]:
            only = persons if self._fitting.is_name(question) else [f for f in only if f not in persons]
        if persons and only:
            most = max(heard[field.id].weight for field in only)
        if len(only) == 1 and (only == reached or heard[only[0].id].weight > most - _AHEAD):
            return only[0]
        return None

    def _dated_places(self, question: Question, free: Sequence[Field], near: Sequence[Field]) -> Iterator[Field]:
        """The place that is asked for with its date, where the answer is both: "Добој, 10.9.2021".

        What may be a name is none where a person is asked for nowhere else: the date may be a signature's.
        """
        written = contact.place_beside(question.said)
        if written and not (is_person(written) and any(map(self._signing.signs, free))):
            yield from (place for place, date in self._dated if place in near and date in near)

    def _writes(self, question: Question) -> bool:
        """Tell whether the person named in answer to *question* has an e-mail address in the form."""
        names = key(question.said).split()
        return any(len(name) >= _NAME and name in self._addresses for name in names)

    def _is_owned(self, field: Field, question: Question) -> bool:
        """Tell whether the answer itself says that it is of *field*: a designation, a person whose address is there."""
        if field.type is FieldType.MUNICIPALITY:
            return self._fitting.is_designated(question)
        return field.required and self._fitting.is_persons(field) and self._writes(question)


def _local_words(items: Sequence[Item]) -> Iterator[str]:
    """The words before the "@" of every address that answers a question."""
    for item in items:
        if isinstance(item, Question) and item.field.type is not FieldType.TABLE:
            for found in _LOCAL.finditer(item.said):
                yield from key(re.sub(r"[._-]", " ", found[1])).split()
