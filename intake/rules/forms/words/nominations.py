"""Members' tables known by what stands in them: a person and an e-mail address in each row, whatever the heads say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from intake.rules.call import Field, FieldType
from intake.rules.forms.places import Cell, Table
from intake.rules.forms.words.persons import is_person

_ADDRESS = re.compile(r"\S\s?@\s?\S")
_NUMBER = re.compile(r"\s*#?\d{0,2}[.)]?\s*")
_NO_HEAD = re.compile(r"[\d@]")
_TELEPHONE = re.compile(r"\s*[+(]?\d[\d\s/().\-–]{5,}")
_HEADS = 3
_HEAD = 80  # characters

Row = Mapping[int, Cell]  # the filled cells of a row, by their columns
Told = Callable[[Sequence[Cell], Sequence[Sequence[Cell]], Collection[str]], Mapping[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominations:
    """Rows of persons: the *columns* of the call by where they stand, the *heads* above them, the *body* below.

    With the heads go the numbers of the rows, and what stands above these; *dialled* are heads of telephones.
    """

    columns: Mapping[int, str]
    dialled: tuple[Cell, ...]
    heads: tuple[Cell, ...]
    body: tuple[tuple[Cell, ...], ...]


class Nominees:
    """Finds the rows of members by their content.

    *named* tells the column that a head names, *told* those below heads of which it names none, *asks* knows labels
    among what should be answers, and *is_other* heads that ask what no member is asked.
    """

    def __init__(
        self,
        columns: Sequence[Field],
        *,
        named: Callable[[Cell], str | None],
        told: Told,
        asks: Callable[[Cell], bool],
        is_other: Callable[[Cell], bool],
    ) -> None:
        self._columns = columns
        self._named = named
        self._told = told
        self._asks = asks
        self._is_other = is_other

    def found(self, table: Table, *, asked: Callable[[], bool]) -> Nominations | None:
        """Return the first rows of *table* in which a person and an address stand, under a row of heads.

        One alone that has a telephone only where the line above the table *asked* for members.
        """
        rows = _rows(table)
        runs = (list(run) for kind, run in groupby(sorted(rows), lambda at: _kind(rows[at])) if kind)
        return next((found for run in runs if (found := self._nominations(table, rows, run, asked=asked))), None)

    def _nominations(
        self, table: Table, rows: Mapping[int, Row], run: Sequence[int], *, asked: Callable[[], bool]
    ) -> Nominations | None:
        body = [rows[at] for at in run]
        name, email = _kind(body[0]) or (0, 0)
        used = sorted({column for row in body for column in row if not _NUMBER.fullmatch(row[column].text)})
        dialled = {c for c in used if all(_TELEPHONE.match(row[c].text) for row in body if c in row)}
        above = rows.get(run[0] - 1, {})
        if len(body) == 1 and (dialled or any(map(self._is_other, above.values()))) and not asked():
            return None  # the contact person's own
        used = [column for column in used if column not in dialled]
        heads = {c: above[c] for c in used if c in above}
        if len(heads) < len(used) or not all(map(_is_head, heads.values())):
            return None
        if any(self._asks(cell) for row in body for cell in row.values()) or run[-1] - run[0] >= len(run):
            return None
        columns = {name: "name", email: "email"}
        columns |= dict(self._others([c for c in used if c not in columns], heads, body))
        if len(columns) < max(_HEADS, len(used)):
            return None
        numbers = range(run[0], run[-1] + 1)
        told = columns.keys() | dialled
        cells = tuple(tuple(c for c in table.cells if c.row == at and c.column in told) for at in numbers)
        counted = {column for row in body for column in row} - dialled - columns.keys()  # their numbers
        beside = (rows[at][column] for at in (run[0] - 1, *run) for column in counted if column in rows[at])
        phones = tuple(above[column] for column in sorted(dialled & above.keys()))
        return Nominations(columns=columns, dialled=phones, heads=(*heads.values(), *phones, *beside), body=cells)

    def _others(self, used: Sequence[int], heads: Mapping[int, Cell], body: Sequence[Row]) -> Iterator[tuple[int, str]]:
        """The other columns: by their heads, by what stands in them, and then in the order of the call."""
        heard = {self._named(heads[at]): at for at in reversed(used)}
        named = {at: name for name, at in heard.items() if name and name not in ("name", "email")}
        rest = [heads[at] for at in used if at not in named]
        named |= self._told(rest, [tuple(row.values()) for row in body], ("name", "email", *named.values()))
        yield from named.items()
        texts = [c.id for c in self._columns if c.type is FieldType.TEXT and c.id not in ("name", *named.values())]
        yield from zip((at for at in used if at not in named), texts, strict=False)


def is_empty_list(table: Table, named: Callable[[Cell], str | None]) -> bool:
    """Tell whether *table* is a row of heads, a column of the call among them, over rows that nobody filled in."""
    rows = _rows(table)
    first = min((c.row for c in table.cells), default=0)
    heads = [cell for cell in rows.get(first, {}).values() if not _NUMBER.fullmatch(cell.text)]
    more = any(c.row > first for c in table.cells)
    blank = all(at == first or all(_NUMBER.fullmatch(c.text) for c in row.values()) for at, row in rows.items())
    return len(heads) >= _HEADS and more and blank and all(map(_is_head, heads)) and any(map(named, heads))


def last_member(body: Sequence[Sequence[Cell]]) -> int:
    """Count the rows of *body* up to the last with a person or an address, or nothing; a question ends those below."""
    said = [[c.text for c in row if not _NUMBER.fullmatch(c.text)] for row in body]
    own = (at for at, row in enumerate(said, 1) if not row or any(is_person(t) or _ADDRESS.search(t) for t in row))
    return max(own, default=0)


def _rows(table: Table) -> dict[int, Row]:
    rows: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.text.strip() and not cell.hidden and cell.column_span == 1:
            rows[cell.row][cell.column] = cell
    return dict(rows)


def _kind(row: Row) -> tuple[int, int] | None:
    """Where a person and where an e-mail address stands in *row*, if one of each does."""
    addresses = [column for column, cell in row.items() if _ADDRESS.search(cell.text)]
    persons = [column for column, cell in row.items() if is_person(cell.text)]
    before = [column for column in persons if addresses and column < addresses[0]]
    return (before[0], addresses[0]) if before and len(addresses) == 1 and len(row) >= _HEADS else None


def _is_head(cell: Cell) -> bool:
    text = cell.text.strip()
    closed = text.endswith(":") or len(text) > _HEAD or (is_person(text) and text.istitle())
    return not closed and not _NO_HEAD.search(re.sub(r"[ABC][12]", "", text))
