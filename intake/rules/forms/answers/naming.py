"""Lines that may name the municipality where no known question asks for it; never those that tell of the association.

A form is printed by the association, and its letterhead has the association's own town in it. So an address names
nobody, nor does a bare name beside the association's own or in a letterhead: there only "Општина …" says who that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.rules.call import Call
from intake.rules.finding import Evidence
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.labels.items import Item, Loose
from intake.rules.forms.places import Block, Line
from intake.rules.forms.words.associations import Associations
from intake.rules.forms.words.lexicon import Lexicon, key

_WORDS = 6  # of a municipality's name
_NEAR = 4  # lines in which an association tells its name and where it is


class Naming:
    """Finds such lines in forms of one *call*."""

    def __init__(self, call: Call, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._associations = Associations(call)

    def named(
        self, items: Sequence[Item], margins: Sequence[Block], part: str
    ) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """Return such lines: those that answer a question in unknown words or none, then those of margins.

        These are a page's head and foot, and a letterhead.
        """
        found: list[Line] = []
        for at, item in enumerate(items):
            if isinstance(item, Loose):
                near = items[max(0, at - _NEAR) : at + _NEAR]
                bare = not any(self._associations.are_told(line.text) for other in near for line in other.lines)
                found += self._names((item.line,), bare=bare)
            elif not item.match.known:
                found += self._names(item.answer, bare=True)
        lines = [block for block in margins if isinstance(block, Line)]
        return _evidence(found, part), _evidence(self._names(lines, bare=False), part)

    def _names(self, lines: Sequence[Line], *, bare: bool) -> Iterator[Line]:
        """The lines that may be a name, *bare* or with what municipalities are called before it."""
        for line in lines:
            words = key(line.text).split()
            is_short = 0 < len(words) <= _WORDS and not any(c.isdigit() for c in line.text)
            if is_short and (bare or (len(words) > 1 and words[0] in self._lexicon.designations)):
                yield line


def _evidence(lines: Sequence[Line] | Iterator[Line], part: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(part=part, place=line.address, written=trimmed(line.text)) for line in lines)
