"""Parts that are made when they are first used: what an idle pass does not need, it neither makes nor loads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

_Part = TypeVar("_Part")


def later(make: Callable[[], _Part]) -> _Part:
    """Return what stands for the part that *make* will make; whoever asks it for anything has it made."""
    return cast("_Part", _Later(make))


class _Later:
    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    @cached_property
    def _part(self) -> Any:  # noqa: ANN401 - whatever it stands for
        return self._make()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the same
        return getattr(self._part, name)
