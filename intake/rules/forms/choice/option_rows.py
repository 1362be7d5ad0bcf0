"""Options that look like questions, for their mark stands where answers do: "5 катастрофе | x", in a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.rules.forms.choice.options import Options
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.places import Cell

_LEAST = 2  # options above it in the same column


class OptionRows:
    """Finds such rows of one call's *options*."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def listed(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Return *items*, with what is a question in unknown words right below a list of options as another of them."""
        loose = [i for i in items if isinstance(i, Loose) and i.cell is not None]  # what cannot be is soon known
        unknown = [i for i in items if isinstance(i, Question) and len(i.answer) == 1 and i.cell is not None]
        unknown = [i for i in unknown if not i.match.known] if len(loose) >= _LEAST else []
        return tuple(self._listed(items)) if unknown else items

    def _listed(self, items: Sequence[Item]) -> Iterator[Item]:
        above: list[Cell] = []  # of the list
        told: set[str] = set()
        for item in items:
            line, cell = item.line, item.cell
            one = cell is not None and (isinstance(item, Loose) or _is_unknown(item))
            option = self._options.line(line.text, listed=True) if one else None
            if cell is None or option is None:
                above, told = [], set()
                yield item
                continue
            goes_on = bool(above) and above[-1].column == cell.column and above[-1].row == cell.row - 1
            above, told = ([*above, cell], told) if goes_on else ([cell], set())
            new = option.cluster not in told
            told.add(option.cluster)
            listed = isinstance(item, Question) and len(above) > _LEAST and new
            yield Loose(line=line, cell=cell, row=item.row) if listed else item


def _is_unknown(item: Item) -> bool:
    """Tell whether *item* is a question in a table that no call asks, with no more than a line beside it."""
    return isinstance(item, Question) and item.cell is not None and not item.match.known and len(item.answer) <= 1
