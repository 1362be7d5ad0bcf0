"""How commands speak: tables for people on a terminal or in a file, JSON for machines.

Rich is loaded with the first table: an idle pass shows none.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_PIECES_AT_ONCE = 10_000  # of JSON: an export need not stand in memory as text
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tabs and line feeds
_WIDTH_OF_FILES = 200  # columns where the output goes to a file or a pipe


@cache
def console() -> Console:
    """Return the console of this process; its width is fixed where no terminal has one."""
    from rich.console import Console  # noqa: PLC0415 - see above

    return Console(soft_wrap=False, width=None if sys.stdout.isatty() else _WIDTH_OF_FILES)


def table(*headings: str) -> Table:
    """Return an empty table with these headings; no heading row where all are empty."""
    from rich import box  # noqa: PLC0415 - see above
    from rich.table import Table  # noqa: PLC0415 - see above

    shown = Table(box=box.SIMPLE, show_header=any(headings), pad_edge=False)
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    return shown


def escape(text: str) -> str:
    """Return *text* so that a terminal shows it whole: brackets are no markup, and control characters control nothing.

    A few of these in the subject of a stranger's mail would empty the screen. A CRLF of a mail ends its line.
    """
    from rich import markup  # noqa: PLC0415 - see above

    return markup.escape(_CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text.replace("\r\n", "\n")))


def print_rows(shown: Table, *, nothing: str) -> None:
    """Print a table; one without rows says *nothing* instead."""
    console().print(shown if shown.row_count else nothing)


def print_json(value: object) -> None:
    """Print *value* as JSON in UTF-8, as it is: nothing is escaped that need not be."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(value)
    while some := "".join(islice(pieces, _PIECES_AT_ONCE)):
        sys.stdout.write(some)
    sys.stdout.write("\n")


def said(text: str) -> None:
    """Print a line as it is, however long."""
    console().print(text, highlight=False, markup=False, soft_wrap=True)


def silent(_text: str) -> None:
    """Say nothing: a machine gets JSON in its place."""
