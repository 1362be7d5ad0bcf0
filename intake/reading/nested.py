"""Tables in the cells of tables, with their places among the lines of those cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.rules.forms.places import Block, Table


def nested_in(content: Sequence[Block]) -> Iterator[Table]:
    """Yield the tables in the *content* of a cell, each with the number of lines above it; those deeper have theirs."""
    lines = 0
    for block in content:
        if isinstance(block, Table):
            yield block if block.below is not None else replace(block, below=lines)
        else:
            lines += 1
