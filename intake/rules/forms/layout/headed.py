"""A person's name below the heading of that person: "Focal point", and in the next row "First and last name"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.call import Field
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.matches import Certainty

_NAME = "name"  # the meaning


class Headed:
    """Finds such names; *is_persons* knows the fields that ask for one, *is_name* the answers that are one."""

    def __init__(
        self, lexicon: Lexicon, *, is_persons: Callable[[Field], bool], is_name: Callable[[Question], bool]
    ) -> None:
        self._lexicon = lexicon
        self._is_persons = is_persons
        self._is_name = is_name

    def named(self, items: Sequence[Item]) -> Iterator[Item]:
        """Yield *items*, what asks for a name in unknown words below a person's heading asking for that one's."""
        yield from items[:1]
        for above, item in pairwise(items):
            if isinstance(above, Question) and isinstance(item, Question) and self._is_below(above, item):
                match = replace(above.match, certainty=Certainty.CONTAINED)
                yield replace(item, match=match, supposed=True)
            else:
                yield item

    def _is_below(self, above: Question, item: Question) -> bool:
        asked = above.match.known and self._is_persons(above.field) and _is_alone(above)
        below = above.cell is not None and item.cell is not None and item.cell.row == above.cell.row + 1
        return asked and below and not item.match.known and self._asks_name(item) and self._is_name(item)

    def _asks_name(self, question: Question) -> bool:
        words = key(question.label.text).split()
        return any(_NAME in self._lexicon.meanings.get(word, ()) for word in words)


def _is_alone(question: Question) -> bool:
    """Tell whether nothing stands with *question* in its row."""
    return not question.answer and sum(1 for cell in question.row if cell.text.strip()) == 1
