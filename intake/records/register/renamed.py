"""Columns whose headings staff have changed: known by what stands in them, or by their place among the others.

Only a column that was not there when the file was written can be one that is missing now. Where neither tells, staff
are asked: nothing that they decided may count for nothing in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from intake.records.register.baseline import Baseline, cell_text, digest
from intake.records.register.grid import PARTS, Grid
from intake.records.register.text import unescaped
from intake.rules.register.staff import Headings
from intake.rules.script import canonical

_TELLING = 2  # cells by which a column is known wherever it stands
_Cells = Mapping[str, str]  # the hashes of what stands in a column, by entry; those of empty cells are left out
_Place = TypeVar("_Place", int, str)
_Pairs = Iterable[tuple[str, int]]  # headings as they were written, and the columns that may be meant


def as_written(grid: Grid, baseline: Baseline, headings: Headings) -> Grid:
    """Return the grid with the headings under which its columns were written, as far as that can be told."""
    written = baseline.layout or (*sorted(headings.ours), *headings.staff)
    missing = [heading for heading in written if heading not in grid.columns.values()]
    fresh = [at for at, name in grid.columns.items() if name not in written]
    if not missing or not fresh:
        return grid
    return _Search(grid=grid, baseline=baseline, headings=headings, missing=missing, fresh=fresh).result()


@dataclass(slots=True, kw_only=True)
class _Search:
    """Goes from what is sure to what is less so; *found* are the headings of columns."""

    grid: Grid
    baseline: Baseline
    headings: Headings
    missing: list[str]
    fresh: list[int]
    found: dict[int, str] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)
    stand: dict[int, _Cells] = field(default_factory=dict)
    stood: dict[str, _Cells] = field(default_factory=dict)

    def result(self) -> Grid:
        """Return the grid with what was found, and what is to be asked."""
        self._take(_same_words(self._wanted(), self.fresh, self.grid.columns))
        if self.headings.entry in self.missing:
            self._take((self.headings.entry, at) for at in self._numbers())
        self._compare()
        self._take((h, at) for h in self._wanted() for at in self.fresh if self._is_known(h, at))
        self._by_place()
        self._ask()
        columns = {**self.grid.columns, **self.found}
        typed = {heading: self.grid.columns[at] for at, heading in self.found.items() if at in self.grid.named}
        return replace(self.grid, columns=columns, typed=typed, doubtful=self.doubtful)

    def _wanted(self) -> list[str]:
        """Return the missing headings that are the program's to give; others are for staff to change."""
        given = {*self.headings.ours, *self.headings.staff}
        return [heading for heading in self.missing if heading in given]

    def _take(self, pairs: _Pairs) -> None:
        """Take the pairs of which neither side has another."""
        pairs = list(pairs)
        headings, columns = Counter(heading for heading, _ in pairs), Counter(at for _, at in pairs)
        for heading, at in pairs:
            if headings[heading] == columns[at] == 1:
                self._settle(heading, at)

    def _settle(self, heading: str, at: int) -> None:
        self.found[at] = heading
        self.missing.remove(heading)
        self.fresh.remove(at)

    # By what stands in them

    def _numbers(self) -> Iterator[int]:
        """Yield the columns in which the numbers of applications stand."""
        numbers = {entry.casefold() for entry in self.baseline.rows}
        for at in self.fresh:
            texts = [text for text in self._texts(at) if text]
            if texts and sum(text.casefold() in numbers for text in texts) > len(texts) / 2:
                yield at

    def _texts(self, at: int) -> Iterator[str]:
        for cells in self.grid.rows():
            yield next((unescaped(cell_text(cell.value)).strip() for cell in cells if cell.column == at), "")

    def _compare(self) -> None:
        """Gather what stands in the columns, and what stood under the headings, by entry."""
        named = {**self.grid.columns, **self.found}
        numbers = next((at for at, heading in named.items() if heading == self.headings.entry), None)
        entries = [] if numbers is None else list(self._texts(numbers))
        self.stand = {at: _told(zip(entries, self._texts(at), strict=False)) for at in self.fresh}
        rows = {entry: {**row.cells, **row.words} for entry, row in self.baseline.rows.items() if entry in entries}
        self.stood = {h: _filled((entry, row.get(h, "")) for entry, row in rows.items()) for h in self._wanted()}

    def _kept(self, heading: str, at: int) -> int:
        stand = self.stand[at]
        return sum(stand.get(entry) == cell for entry, cell in self.stood[heading].items())

    def _is_known(self, heading: str, at: int) -> bool:
        kept = self._kept(heading, at)
        return kept >= _TELLING and kept > len(self.stood[heading]) / 2

    # By their place

    def _by_place(self) -> None:
        """Take what stands between the same neighbours, in the same order, where nothing was put in or taken out."""
        written, now = self.baseline.layout, {**self.grid.columns, **self.found}
        known = set(written)
        gaps = _gaps(written, set(now.values()))
        for place, columns in _gaps(list(now), {at for at, heading in now.items() if heading in known}).items():
            left, right = (None if at is None else now[at] for at in place)
            headings = gaps.get((left, right), [])
            if len(headings) == len(columns):
                for heading, at in zip(headings, columns, strict=True):
                    self._in_place(heading, at)

    def _in_place(self, heading: str, at: int) -> None:
        """Take what may be corrected only where its facts still stand there; a column of staff's may have new words."""
        if heading in self.headings.staff or (heading in self.headings.ours and self._agrees(heading, at)):
            self._settle(heading, at)
        elif heading in self.headings.ours:
            self.doubtful[self.grid.columns[at]] = heading

    def _agrees(self, heading: str, at: int) -> bool:
        stood = self.stood[heading]
        return 2 * self._kept(heading, at) >= len(stood) if stood else not self.stand[at]

    def _ask(self) -> None:
        """Have staff asked about every other new column where one of those that are kept for them is missing."""
        lost = next((heading for heading in self.headings.staff if heading in self.missing), None)
        if lost is not None:
            self.doubtful |= {self.grid.columns[at]: lost for at in self.fresh if self.stand[at]}


def _same_words(missing: Iterable[str], fresh: Sequence[int], columns: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Yield headings that are written in one of their languages only, or in the other script."""
    for heading in missing:
        spellings = {canonical(part) for part in (heading, *heading.split(PARTS))}
        yield from ((heading, at) for at in fresh if canonical(columns[at]) in spellings)


def _told(cells: Iterable[tuple[str, str]]) -> _Cells:
    return _filled((entry, digest(text)) for entry, text in cells)


def _filled(cells: Iterable[tuple[str, str]]) -> _Cells:
    return {entry: cell for entry, cell in cells if cell not in ("", digest(""))}


def _gaps(order: Sequence[_Place], known: set[_Place]) -> dict[tuple[_Place | None, _Place | None], list[_Place]]:
    """Return what stands between each two neighbours of those that are *known*, from left to right."""
    gaps: dict[tuple[_Place | None, _Place | None], list[_Place]] = {}
    left: _Place | None = None
    between: list[_Place] = []
    for each in order:
        if each in known:
            gaps[left, each] = between
            left, between = each, []
        else:
            between.append(each)
    gaps[left, None] = between
    return gaps
