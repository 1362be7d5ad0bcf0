"""Whose telephone or e-mail address is asked for, where a form asks for two and the words say it of one at most.

And whose name, below the heading of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import Call, Field
from intake.rules.forms.answers.fitting import Fitting
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.matches import REACHED_BY, Certainty
from intake.rules.forms.words.stems import section_of

_PAIR = 2


class Owners:
    """Gives such questions to the office and to the person; *fitting* and *may_ask* judge them by their answers."""

    def __init__(
        self, call: Call, lexicon: Lexicon, fitting: Fitting, may_ask: Callable[[Field, Question], bool]
    ) -> None:
        self._fields = call.fields
        self._place = {field.id: at for at, field in enumerate(call.fields)}
        self._section_of = section_of(call)
        self._lexicon = lexicon
        self._fitting = fitting
        self._may_ask = may_ask

    def parted(self, items: list[Item]) -> list[Item]:
        """Return *items*, each of two such questions as its owner's: by the section in which it stands, or in order."""
        known = {i.field.id for i in items if isinstance(i, Question) and i.match.known}
        for field in (f for f in self._fields if f.type in REACHED_BY):
            if field.id not in known:
                continue
            others = [f for f in self._fields if f.type is field.type and f.id not in known]
            asked = self._asked(items, field)
            if len(asked) != _PAIR or len(others) != 1 or not _are_answered(items, asked):
                continue
            for at, owner in self._given(items, asked, (field, others[0])):
                item = items[at]
                if isinstance(item, Question) and item.field.id != owner.id:
                    match = replace(item.match, field=owner, certainty=min(item.match.certainty, Certainty.FUZZY))
                    items[at] = replace(item, match=match, supposed=True)
                    known.add(owner.id)
        return items

    def named(self, items: Sequence[Item]) -> Iterator[Item]:
        """Yield *items*, what asks for a name in unknown words below a person's heading asking for that one's."""
        yield from items[:1]
        for above, item in pairwise(items):
            if isinstance(above, Question) and isinstance(item, Question) and self._is_headed(item, above):
                match = replace(above.match, certainty=Certainty.CONTAINED)
                yield replace(item, match=match, supposed=True)
            else:
                yield item

    def _is_headed(self, item: Question, above: Question) -> bool:
        """Tell whether *item* is "First and last name" in the row below "Focal point", with a name."""
        asked = above.match.known and self._fitting.is_persons(above.field) and _is_alone(above)
        below = above.cell is not None and item.cell is not None and item.cell.row == above.cell.row + 1
        may_be = asked and below and not item.match.known
        return may_be and self._lexicon.means(item.label.text, "name") and self._fitting.is_name(item)

    def _asked(self, items: Sequence[Item], field: Field) -> list[int]:
        """Where *field* is asked, or, once in weak words, and once more in words that say nothing."""
        own = [at for at, i in enumerate(items) if isinstance(i, Question) and i.field.id == field.id]
        if len(own) != 1 or (isinstance(item := items[own[0]], Question) and item.match.certainty is Certainty.EXACT):
            return own
        unknown = (at for at, i in enumerate(items) if isinstance(i, Question) and not i.match.known)
        return sorted((*own, *(at for at in unknown if self._is_asking(field, items[at]))))

    def _is_asking(self, field: Field, item: Item) -> bool:
        return isinstance(item, Question) and self._may_ask(field, item)

    def _given(
        self, items: Sequence[Item], asked: Sequence[int], fields: tuple[Field, Field]
    ) -> Iterator[tuple[int, Field]]:
        """Each of the two places with the field that it asks for; none where nothing tells."""
        sections = [self._above(items, at) for at in asked]
        owners = {self._section_of[field.id]: field for field in fields}
        if len(owners) == _PAIR and set(sections) == set(owners):
            yield from ((at, owners[section]) for at, section in zip(asked, sections, strict=True) if section)
        elif self._is_person_between(items, asked):
            yield from zip(asked, sorted(fields, key=lambda f: self._place[f.id]), strict=True)

    def _above(self, items: Sequence[Item], at: int) -> str | None:
        """The section of the known question before *at*, of those that are nobody's telephone."""
        before = (i for i in reversed(items[:at]) if isinstance(i, Question) and i.match.known)
        return next((self._section_of[i.field.id] for i in before if i.field.type not in REACHED_BY), None)

    def _is_person_between(self, items: Sequence[Item], asked: Sequence[int]) -> bool:
        between = (i for i in items[asked[0] + 1 : asked[1]] if isinstance(i, Question))
        return any(self._fitting.is_name(q) and (not q.match.known or q.field.required) for q in between)


def _are_answered(items: Sequence[Item], asked: Sequence[int]) -> bool:
    """Tell whether both places are answered, each in its own way."""
    questions = [item for at in asked if isinstance(item := items[at], Question)]
    said = {trimmed(question.said) for question in questions}
    return len(said) == _PAIR and all(said)


def _is_alone(question: Question) -> bool:
    """Tell whether nothing stands with *question* in its row."""
    return not question.answer and sum(1 for cell in question.row if cell.text.strip()) == 1
