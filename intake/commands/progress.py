"""Bars that show how far a long step is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


@contextmanager
def bars(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Give what is told the step, how much of it is done, and of how much; the bars are gone at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = cache(progress.add_task)

        def show(step: str, done: int, of: int) -> None:
            progress.update(bar(step), completed=done, total=of)

        yield show
