"""Many rows, of which a few are in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

_Row = TypeVar("_Row")

_AT_A_TIME = 100


class AFewAtATime(Collection[_Row]):
    """The rows called *names*, in their order; *load* gives those of some names when it is their turn, in that order.

    Gone through again, they are loaded again, as they are then.
    """

    def __init__(self, names: Sequence[str], load: Callable[[Sequence[str]], Iterable[_Row]]) -> None:
        self._names, self._load = names, load

    def __len__(self) -> int:
        """Return how many there are; nothing is loaded for it."""
        return len(self._names)

    def __iter__(self) -> Iterator[_Row]:
        """Give one after the other."""
        names = iter(self._names)
        while some := tuple(islice(names, _AT_A_TIME)):
            yield from self._load(some)

    def __contains__(self, row: object) -> bool:
        """Tell whether *row* is one of them."""
        return any(row == one for one in self)
