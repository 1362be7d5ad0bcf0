"""The table of nominated members: found by its column headings, read row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from intake.rules.call import Call, Field, FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.lexicon import Lexicon, key, trimmed
from intake.rules.forms.places import Cell, Document, Table

_COLUMNS = 3  # headings that make a row the head of such a table
_RATIO = 88
_HEADING = 120  # characters of a heading in two languages
_SURE = 5  # characters from which a key may be matched with a slip in it, and up to which a cell is a number
_BRACKET = "("


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table that was filled in: its *rows* by column id, and the addresses of all the *cells* that belong to it."""

    field: str
    rows: tuple[Mapping[str, str | None], ...]
    evidence: tuple[Evidence, ...]
    cells: frozenset[str]


class RowsReader:
    """Reads the one field of type table of a call's form."""

    def __init__(self, call: Call, lexicon: Lexicon) -> None:
        self._field = next((field for field in call.fields if field.type is FieldType.TABLE), None)
        self._lexicon = lexicon
        self._columns = self._field.columns if self._field else ()
        self._owner = {k: column.id for column in reversed(self._columns) for k in _keys(column)}
        self._long = tuple(k for k in self._owner if len(k) > _SURE)
        self._phones = frozenset(_wordings(call, FieldType.PHONE))
        self._roles = frozenset(_wordings(call, FieldType.TEXT))
        self._only = frozenset(c.id for c in self._columns if c.type is FieldType.CHOICE or c.id == "institution")
        self._named = lru_cache(maxsize=1024)(self._name)

    def read(self, document: Document, part: str) -> tuple[Rows, ...]:
        """Return every table of *document* whose head names enough of the field's columns."""
        if self._field is None:
            return ()
        tables = (block for block in document.blocks if isinstance(block, Table) and not block.hidden)
        return tuple(found for table in tables if (found := self._table(table, part, self._field.id)))

    def _table(self, table: Table, part: str, field_id: str) -> Rows | None:
        for head in sorted({cell.row for cell in table.cells}):
            cells = [cell for cell in table.cells if cell.row == head]
            columns = {cell.column: name for cell in cells if (name := self._column(cell))}
            foreign = [c for c in cells if c.text.strip() and c.column not in columns and not _is_number(c)]
            if len(set(columns.values())) >= _COLUMNS and len(foreign) <= 1:
                body = tuple(self._body(table, head, columns))
                filled = tuple(self._filled(body, columns, part))
                if self._is_of_contacts(foreign, columns, body):
                    return None
                return Rows(
                    field=field_id,
                    rows=tuple(row for row, _ in filled),
                    evidence=tuple(evidence for _, evidence in filled),
                    cells=frozenset(cell.address for row in (cells, *body) for cell in row),
                )
        return None

    def _is_of_contacts(
        self, foreign: Sequence[Cell], columns: Mapping[int, str], body: Sequence[tuple[Cell, ...]]
    ) -> bool:
        """Tell whether the table is the contact person's: one row, or rows with a role; a telephone; no English."""
        called = any(key(cell.text) in self._phones for cell in foreign) and not self._only & set(columns.values())
        written = [row for row in body if any(cell.text.strip() for cell in row)]
        roles = any(key(cell.text) in self._roles for row in body for cell in row if cell.column not in columns)
        return called and (len(written) <= 1 or roles)

    def _column(self, cell: Cell) -> str | None:
        """The column that a heading names, by its whole text or by one of its lines (the second language)."""
        text = cell.text
        if len(text) > _HEADING:
            return None
        wordings = (text, text.split(_BRACKET)[0], *text.split("\n"), *text.split(" / "))
        return next((column for wording in wordings if (column := self._named(key(wording)))), None)

    def _name(self, wording: str) -> str | None:
        if wording in self._owner or not wording:
            return self._owner.get(wording)
        near = process.extractOne(wording, self._long, scorer=fuzz.ratio, score_cutoff=_RATIO)
        return self._owner[near[0]] if near else None

    def _body(self, table: Table, head: int, columns: Mapping[int, str]) -> Iterator[tuple[Cell, ...]]:
        """The rows below the head, up to one that is divided otherwise: there something else begins."""
        for number in sorted({cell.row for cell in table.cells if cell.row > head}):
            row = tuple(cell for cell in table.cells if cell.row == number and not cell.hidden)
            if sum(1 for cell in row if cell.column in columns) <= len(columns) // 2:
                return
            yield row

    def _filled(
        self, body: Sequence[tuple[Cell, ...]], columns: Mapping[int, str], part: str
    ) -> Iterator[tuple[Mapping[str, str | None], Evidence]]:
        for cells in body:
            row = {columns[c.column]: self._answer(c) for c in cells if c.column in columns}
            if any(row.values()):
                written = " | ".join(" ".join(c.text.split()) for c in cells)
                full = {column.id: row.get(column.id) for column in self._columns}
                yield full, Evidence(part=part, place=cells[0].address, written=written)

    def _answer(self, cell: Cell) -> str | None:
        spans = (s for line in cell.lines for s in line.spans if not (s.control and s.control.placeholder))
        text = trimmed(" ".join("".join(s.text for s in spans).split()))
        return None if self._lexicon.is_blank(text) else text


def _wordings(call: Call, type_: FieldType) -> Iterator[str]:
    return (key(w) for f in call.fields if f.type is type_ for w in (f.label.sr, f.label.en, *f.aliases))


def _keys(column: Field) -> Iterator[str]:
    for wording in (column.label.sr, column.label.en, *column.aliases):
        yield key(wording)
        yield key(wording.split(_BRACKET)[0])


def _is_number(cell: Cell) -> bool:
    return len(cell.text.strip()) <= _SURE or not any(c.isalpha() for c in cell.text)


def joined(tables: Sequence[Rows]) -> Rows | None:
    """Return the rows of all *tables* as one, or None where there is none."""
    if not tables:
        return None
    return Rows(
        field=tables[0].field,
        rows=tuple(row for table in tables for row in table.rows),
        evidence=tuple(e for table in tables for e in table.evidence),
        cells=frozenset().union(*(table.cells for table in tables)),
    )
