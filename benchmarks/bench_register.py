"""Writing the register: the first time, and again with everything that staff wrote read back.

Run from the project's root with PYTHONPATH=tests (`make bench`).
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from intake.records.workbook import publish, write
from intake.rules.register.staff import Remark, StaffWords
from register_sample import content

SIZES = (100, 1000)
NOTE = "Напомена · Note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Seconds for each step, and the size of the file in bytes."""

    composed: float
    written: float
    again: float
    size: int


def measure(entries: int, path: Path) -> Written:
    """Write a register of that many applications, a note beside each, twice."""
    started = time.perf_counter()
    sheets = content(entries)
    composed = time.perf_counter()
    notes = {f"LC21-{number:04}": {NOTE: Remark(written=f"позвати {number}")} for number in range(1, entries + 1)}
    write(path, sheets, StaffWords(rows=notes))
    written = time.perf_counter()
    publish(path, sheets)
    again = time.perf_counter()
    return Written(
        composed=composed - started, written=written - composed, again=again - written, size=path.stat().st_size
    )


def main() -> int:
    """Print one row a size."""
    table = Table("entries", "composed", "written", "read back and written again", "file")
    with tempfile.TemporaryDirectory() as folder:
        for entries in SIZES:
            found = measure(entries, Path(folder) / f"{entries}.xlsx")
            seconds = (f"{value:.2f} s" for value in (found.composed, found.written, found.again))
            table.add_row(str(entries), *seconds, f"{found.size / 1000:.0f} kB")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
