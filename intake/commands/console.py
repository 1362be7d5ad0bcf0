"""How commands speak: tables for people on a terminal or in a file, JSON for machines."""

from __future__ import annotations

import json
import sys
from functools import cache

from rich import box
from rich.console import Console
from rich.table import Table

_WIDTH_OF_FILES = 200  # columns where the output goes to a file or a pipe


@cache
def console() -> Console:
    """Return the console of this process; its width is fixed where no terminal has one."""
    return Console(soft_wrap=False, width=None if sys.stdout.isatty() else _WIDTH_OF_FILES)


def table(*headings: str) -> Table:
    """Return an empty table with these headings; no heading row where all are empty."""
    shown = Table(box=box.SIMPLE, show_header=any(headings), pad_edge=False)
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    return shown


def print_json(value: object) -> None:
    """Print *value* as JSON in UTF-8, as it is: nothing is escaped that need not be."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
