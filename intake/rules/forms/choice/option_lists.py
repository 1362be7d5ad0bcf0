"""The list of all there is to choose from, printed for itself: "Списак кластера:", and below it one cluster a line.

It answers no question, whether it stands below a heading that looks like one or at the end of an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from intake.rules.call import FieldType
from intake.rules.forms.choice.options import Options
from intake.rules.forms.choice.printed_lists import parted_list
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box
from intake.rules.forms.words.matches import Certainty

_HEADING = 8  # words of what heads a list
_ENDS = (".", "!", ";", ",")  # of what is no heading


class OptionLists:
    """Finds such lists of one call's *options*."""

    def __init__(self, options: Options, is_option: IsOption) -> None:
        self._options = options
        self._is_option = is_option

    def apart(self, items: Sequence[Item]) -> Iterator[Item]:
        """Yield *items*, with each such list, and what heads it, as lines of no question."""
        for at, item in enumerate(items):
            if isinstance(item, Question) and len(item.answer) > 1:
                yield from self._apart(item, items[at + 1 :])
            else:
                yield item

    def beside(self, items: Sequence[Item], is_said: IsOption) -> Iterator[Item]:
        """Yield *items*, with each line that prints the whole list as its options, and what heads it asking nothing.

        For forms where another question is answered with one of them: "Понуђени кластери: 1) …; 2) …", and below "2".
        What heads the list asks for the choice where it *is_said* behind the list.
        """
        for item in items:
            lines = (item.line,) if isinstance(item, Loose) else item.answer
            listed = [part for line in lines for part in self._printed(line)]
            rest = [line for line in lines if not self._printed(line)] if listed else []
            if not listed or (isinstance(item, Question) and any(map(is_said, rest))):
                yield item
                continue
            if isinstance(item, Question) and item.match.known and item.field.type is not FieldType.CHOICE:
                yield replace(item, answer=tuple(rest))
            yield from _loose(listed)

    def _printed(self, line: Line) -> Sequence[Line]:
        """The options of a line that prints all of them and has nothing behind them; none where one is set apart."""
        parts = parted_list(line, self._options)
        named = {option.cluster for option in self._options.named(parts[-1].text)}
        if len(parts) == 1 or len(named) != 1:
            return ()
        listed = [frozenset(span.marks for span in part.spans if key(span.text)) for part in parts]
        return parts if len(set(listed)) == 1 and len(self._options.told(line.text)) > 1 else ()

    def _apart(self, item: Question, following: Sequence[Item]) -> Iterator[Item]:
        """Yield *item* and the list that stands in its answer; where one follows, what heads that is none of it."""
        start = self._start(item.answer)
        if start is None and self._lists(following):
            start = len(item.answer)
        if start is None:
            yield item
            return
        said, listed = item.answer[:start], item.answer[start:]
        if not any(key(line.text) for line in said):
            yield from _loose((item.label, *listed)) if _heads(item) else (item,)
        elif item.field.type is FieldType.CHOICE:
            yield item
        else:
            headed = start - 1 if len(said) > 1 and _is_heading(said[-1]) else start
            yield replace(item, answer=item.answer[:headed])
            yield from _loose(item.answer[headed:])

    def _lists(self, items: Sequence[Item]) -> bool:
        """Tell whether *items* begin with the list."""
        loose = (item.line if isinstance(item, Loose) else None for item in items)
        lines = [line for line in takewhile(lambda line: line and self._is_option(line), loose) if line]
        return self._start(lines) == 0

    def _start(self, lines: Sequence[Line]) -> int | None:
        """Where in *lines* the list begins with which they end."""
        end = len(lines)
        while end and not lines[end - 1].text.strip():
            end -= 1
        start = end
        while start and self._is_option(lines[start - 1]) and not has_box(lines[start - 1]):
            start -= 1
        listed = lines[start:end]
        whole = len(listed) > 1 and self._options.are_all([self._options.named(line.text) for line in listed])
        return start if whole else None


def _heads(item: Question) -> bool:
    """Tell whether *item* is no question, but what heads the list."""
    return not item.match.known or (item.cell is None and item.match.certainty is not Certainty.EXACT)


def _is_heading(line: Line) -> bool:
    text = line.text.strip()
    return text.endswith(":") or (len(text.split()) <= _HEADING and not text.endswith(_ENDS))


def _loose(lines: Sequence[Line]) -> Iterator[Loose]:
    return (Loose(line=line) for line in lines)
