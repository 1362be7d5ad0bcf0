"""Parts that are made when they are first used: what an idle pass does not need, it neither makes nor loads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

_Part = TypeVar("_Part")


def later(make: Callable[[], _Part]) -> _Part:
    """Return what stands for the part that *make* will make; whoever asks it for anything has it made."""
    return cast("_Part", _Later(make))


def make_now(*parts: object) -> None:
    """Have those of *parts* made that are not yet: while something else takes its time."""
    for part in parts:
        if isinstance(part, _Later):
            part.make()


class _Later:
    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def make(self) -> None:
        """Make the part, if it is not there yet."""
        _ = self._part

    @cached_property
    def _part(self) -> Any:  # noqa: ANN401 - whatever it stands for
        return self._make()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the same
        return getattr(self._part, name)
