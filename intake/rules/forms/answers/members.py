"""The table of nominated members: found by its column headings, read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from rapidfuzz import fuzz, process

from intake.rules.call import Call, FieldType
from intake.rules.finding import Evidence
from intake.rules.forms.answers.listing import Listing
from intake.rules.forms.answers.member_cells import MemberCells
from intake.rules.forms.answers.member_columns import MemberColumns
from intake.rules.forms.answers.member_rows import (
    NAME,
    Rows,
    are_persons,
    below,
    heads_numbers,
    is_counted,
    is_number,
    keys,
    text_above,
    unread,
)
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.choice.sightings import evidence_of
from intake.rules.forms.labels.column_hints import ColumnHints
from intake.rules.forms.labels.items import Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.marks.box_words import in_languages
from intake.rules.forms.places import Cell, Document, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import is_bracketed
from intake.rules.forms.words.matches import REACHED_BY, Certainty
from intake.rules.forms.words.nominations import Nominees, is_empty_list, last_member
from intake.rules.forms.words.persons import NUMBERED, is_named_first, is_person
from intake.rules.forms.words.stems import BRACKETS, asks_name, wordings

_COLUMNS = 3  # headings that make a row the head of such a table
_FEW = 2  # that do so above persons
_SEVERAL = 2  # of whom one alone may be somebody else
_RATIO = 88
_HEADING = 120  # characters of a heading in two languages
_SURE = 5  # characters from which a key may be matched with a slip in it
_BRACKET = "("
_BESIDE = re.compile(r"[,;/]|\s(?:и|i|and|те|te|са|sa|with|[&+–—-])\s", re.IGNORECASE)


class RowsReader:
    """Reads the one field of type table of a call's form."""

    def __init__(self, call: Call, lexicon: Lexicon, labels: Labels) -> None:
        self._labels = labels
        self._field = next((field for field in call.fields if field.type is FieldType.TABLE), None)
        self._lexicon = lexicon
        self.columns = self._field.columns if self._field else ()
        self.title = self._field.label.sr if self._field else ""
        hint = self._field.hint if self._field else None
        self._printed = frozenset((key(hint.sr), key(hint.en))) if hint else frozenset()
        self.heads = {column.id: column.label.sr for column in self.columns}
        self._owner = {k: column.id for column in reversed(self.columns) for k in map(key, wordings(column))}
        self._long = tuple(k for k in self._owner if len(k) > _SURE)
        self._roles = frozenset(keys(call, FieldType.TEXT))
        self.persons = frozenset(field.id for field in call.fields if asks_name(field, lexicon))
        self._listing = Listing(self.columns, lexicon, self.named)
        self._hints = ColumnHints(call)
        self._untold = MemberColumns(self.columns, lexicon, self._listing.column_of)
        self._cells = MemberCells(self._listing, lexicon)
        self.only = frozenset(c.id for c in self.columns if c.type is FieldType.CHOICE or c.id == "institution")
        self._named = lru_cache(maxsize=1024)(self._name)
        self._nominees = Nominees(
            self.columns, named=self._column, told=self._untold.told, asks=self._asks, is_other=self._is_other
        )

    def read(self, document: Document, part: str) -> tuple[Rows, ...]:
        """Return every table of *document* whose head names enough of the field's columns."""
        if self._field is None:
            return ()
        tables = [block for block in document.blocks if isinstance(block, Table) and not block.hidden]
        return tuple(found for table in tables if (found := self._table(table, part, self._field.id, document)))

    def is_head(self, text: str) -> bool:
        """Tell whether *text* is the head of a column of the table, in one language or in two."""
        return self._headed(text) is not None

    def named(self, text: str) -> str | None:
        """Return the column of the table whose head *text* is, in one language or in two, with a hint or without."""
        return self._headed(text) or self._named(key(BRACKETS.sub(" ", text)))

    def asks(self, text: str) -> bool:
        """Tell whether *text* asks for the members, and not for somebody else beside them."""
        match = self._labels.sure(text)
        return match is not None and match.field.type is FieldType.TABLE and not self._asks_others(text)

    def _asks_others(self, text: str) -> bool:
        """Tell whether *text* names another person with the members: "Контакт особа и чланови кластера"."""
        parts = [part for part in _BESIDE.split(BRACKETS.sub(" ", text)) if part.strip()]
        matches = [self._labels.sure(part) for part in parts] if len(parts) > 1 else []
        other = any(match is not None and match.field.id in self.persons for match in matches)
        return other and not any(map(self.is_head, parts[1:]))  # "Чланови, име и презиме, контакт" says what of them

    def _are_members(
        self, table: Table, body: Sequence[tuple[Cell, ...]], columns: Mapping[int, str], document: Document
    ) -> bool:
        """Tell whether persons stand in *body*: of one alone the line above *table* says that it is a member."""
        if self._have_roles(body, columns):
            return False
        several = are_persons(body, columns, least=_SEVERAL)
        return several or (are_persons(body, columns, least=1) and self._is_asked_above(table, document))

    def _have_roles(self, body: Iterable[Sequence[Cell]], columns: Mapping[int, str]) -> bool:
        """Tell whether it says beside the columns who somebody is in the form: "Контакт особа"."""
        read = {name: column for column, name in columns.items()}.values()  # "Role" and "Position": the last
        beside = (cell.text for row in body for cell in row if cell.column not in read)
        return any(key(part) in self._roles for text in beside for part in in_languages(text))

    def _is_asked_above(self, table: Table, document: Document) -> bool:
        """Tell whether the last line above *table* asks for the members."""
        return self.asks(text_above(table, document))

    def lines(self, question: Question, part: str) -> Rows | None:
        """Return the members of a list: "1. Ана Анић, психолог, Центар за социјални рад, ana@x.example, B1".

        None where nothing is written. What cannot be read as members is told, and so is what they are said with.
        """
        said = [(x, self._hints.without(x.text)) for x in question.answer]
        written = [(x, text) for x, text in said if not self._is_empty(NUMBERED.sub("", text))]
        entries = self._listing.whole([*self._joined(trimmed(self._listing.in_commas(text)) for _, text in written)])
        if not entries:
            return None
        listed = [self._listing.members(text) for text in entries]
        evidence = tuple(evidence_of(x, part) for x, _ in written)
        asked = Evidence(part=part, place=question.label.address, written=question.asked)
        rows = tuple(row for each in listed if each for row in each.rows)
        doubtful = any(each is None or each.doubtful for each in listed)
        told = ((asked, "; ".join(entries)),) if doubtful else ()
        return Rows(
            field=question.field.id,
            rows=rows,
            evidence=evidence,
            cells=frozenset(),
            unread=() if rows else told,
            doubtful=told if rows else (),
        )

    def _is_empty(self, text: str) -> bool:
        says_nothing = self._lexicon.is_blank(text) or self._lexicon.is_hint(text) or is_bracketed(text)
        return says_nothing or key(text) in self._printed

    def _joined(self, texts: Iterable[str]) -> Iterator[str]:
        """The entries of a list: a line goes on with the one above that ends in a comma."""
        entry = ""
        for text in texts:
            if entry.endswith((",", ";")) and not self._listing.begins(text):
                entry += f" {text}"
            else:
                yield from filter(None, [entry])
                entry = text
        yield from filter(None, [entry])

    def _table(self, table: Table, part: str, field_id: str, document: Document) -> Rows | None:
        of_contacts = False
        for head in sorted({cell.row for cell in table.cells}):
            cells = [cell for cell in table.cells if cell.row == head]
            columns = {cell.column: name for cell in cells if (name := self._column(cell))}
            known = len(set(columns.values()))
            if known < _FEW:
                continue
            others = [cell for cell in cells if cell.text.strip() and cell.column not in columns]
            unknown = [cell for cell in others if not self._lexicon.is_number(cell.text)]
            body = self._body(table, head, columns)
            if known < _COLUMNS and not self._are_members(table, body, columns, document):
                continue
            columns |= self._untold.told(unknown, body, columns.values())
            if self._is_of_contacts(unknown, columns, body) and not self._is_asked_above(table, document):
                of_contacts = True
                continue
            strange = [cell for cell in unknown if cell.column not in columns]
            foreign = [cell for cell in strange if not is_number(cell)]
            if len(foreign) > 1:
                continue
            told = [cell for cell in strange if not heads_numbers(cell, body)]
            filled = tuple(self._filled(body, columns, part))
            return Rows(
                field=field_id,
                rows=tuple(row for row, _ in filled),
                evidence=tuple(evidence for _, evidence in filled),
                cells=frozenset(cell.address for row in (cells, *body) for cell in row),
                unread=(*unread(told, body, part, self._cells.answer), *below(table, (cells, *body), columns, part)),
            )
        return None if of_contacts else self._known_by_content(table, part, field_id, document)

    def _known_by_content(self, table: Table, part: str, field_id: str, document: Document) -> Rows | None:
        """The members where the call does not know the heads, or nobody was named."""
        if is_empty_list(table, self._column):
            return Rows(field=field_id, rows=(), evidence=(), cells=frozenset(cell.address for cell in table.cells))
        found = self._nominees.found(table, asked=partial(self._is_asked_above, table, document))
        if found is None:
            return None
        filled = tuple(self._filled(found.body, found.columns, part))
        return Rows(
            field=field_id,
            rows=tuple(row for row, _ in filled),
            evidence=tuple(evidence for _, evidence in filled),
            cells=frozenset(cell.address for row in (found.heads, *found.body) for cell in row),
            unread=tuple(unread(found.dialled, found.body, part, self._cells.answer)),
        )

    def _asks(self, cell: Cell) -> bool:
        """Tell whether *cell* asks how somebody is reached: no member's row does."""
        match = self._labels.match(cell.text)
        reached = match is not None and match.certainty > Certainty.CONTAINED and match.field.type in REACHED_BY
        return reached or cell.text.rstrip(" *").endswith((":", "?"))

    def _is_of_contacts(
        self, unknown: Sequence[Cell], columns: Mapping[int, str], body: Sequence[tuple[Cell, ...]]
    ) -> bool:
        """Tell whether the table is the contact person's: one row or roles and a telephone, or only roles; no level."""
        asked = [match.field.type for cell in unknown if (match := self._labels.sure(cell.text))]
        written = [row for row in body if any(cell.text.strip() for cell in row)]
        roles = [self._have_roles([row], columns) for row in written]
        own = len(roles) <= 1 or any(roles) if FieldType.PHONE in asked else len(roles) > 1 and all(roles)
        return own and not self.only & set(columns.values())

    def _is_other(self, head: Cell) -> bool:
        """Tell whether *head* asks what no member is asked: "Контакт особа", "Телефон"."""
        match = self._labels.match(head.text)
        asks = match is not None and match.certainty > Certainty.CONTAINED and self._column(head) is None
        return asks and match is not None and (not match.bare or match.field.type is FieldType.PHONE)

    def _column(self, cell: Cell) -> str | None:
        return self._headed(cell.text)

    def _headed(self, text: str) -> str | None:
        """The column that a heading names, by its whole text or by one of its lines (the second language)."""
        if len(text) > _HEADING:
            return None
        heads = (text, text.split(_BRACKET, maxsplit=1)[0], *text.split("\n"), *text.split(" / "))
        column = next((column for wording in heads if (column := self._named(key(wording)))), None)
        both = {self._named(key(wording)) for wording in text.split("/")} if column is None else set()
        return both.pop() if len(both) == 1 else column

    def _name(self, wording: str) -> str | None:
        if wording in self._owner or not wording:
            return self._owner.get(wording)
        near = process.extractOne(wording, self._long, scorer=fuzz.ratio, score_cutoff=_RATIO)
        return self._owner[near[0]] if near else None

    def _body(self, table: Table, head: int, columns: Mapping[int, str]) -> Sequence[tuple[Cell, ...]]:
        """The rows below the head, up to one that is divided otherwise, or asks: there something else begins."""
        body: list[tuple[Cell, ...]] = []
        functions = 0  # rows up to the last member of whom only the function is named
        for number in sorted({cell.row for cell in table.cells if cell.row > head}):
            row = tuple(cell for cell in table.cells if cell.row == number and not cell.hidden)
            if sum(1 for cell in row if cell.column in columns) <= len(columns) // 2 and not is_counted(row, columns):
                break
            if self._is_next_question(row, columns):
                return body[: max(last_member(body), functions)]
            body.append(row)
            functions = len(body) if self._is_function(row, columns) else functions
        return body

    def _is_next_question(self, row: Sequence[Cell], columns: Mapping[int, str]) -> bool:
        """Tell whether a question of the form stands in *row* where the others have a person's name."""
        named = NAME in columns.values()
        said = [c.text for c in row if c.lines and (columns.get(c.column) == NAME or not (named or is_number(c)))]
        match = self._labels.sure(said[0]) if said and said[0].strip() and not is_person(said[0]) else None
        if match is None or match.field.type is FieldType.TABLE:
            return False
        reached = any("@" in cell.text for cell in row if columns.get(cell.column) == "email")
        return match.field.type in REACHED_BY or not (reached or self._is_function(row, columns))

    def _is_function(self, row: Sequence[Cell], columns: Mapping[int, str]) -> bool:
        """Tell whether a member's function stands in the place of the name: "Начелник | члан | Општина Лакташи".

        Where a person's name stands beside it, or nothing does, it asks who that is.
        """
        names = [cell.text for cell in row if columns.get(cell.column) == NAME]
        match = self._labels.sure(names[0]) if names and names[0].strip() else None
        if match is None or match.field.id not in self.persons or key(names[0]).startswith(tuple(self._lexicon.names)):
            return False
        at = next(column for column, name in columns.items() if name == NAME)
        others = {cell.column: cell.text for cell in row if cell.column != at and cell.text.strip()}
        return any(column > at for column in others) and not is_named_first(others.get(at + 1, ""))

    def _filled(
        self, body: Sequence[tuple[Cell, ...]], columns: Mapping[int, str], part: str
    ) -> Iterator[tuple[Mapping[str, str | None], Evidence]]:
        for cells in body:
            said = {columns[c.column]: c for c in cells if c.column in columns}
            if NAME in said and self._lexicon.is_hint(said[NAME].text):
                continue  # an example
            written = " | ".join(" ".join(c.text.split()) for c in cells)
            for row in self._cells.members(said):
                full = {column.id: row.get(column.id) for column in self.columns}
                yield full, Evidence(part=part, place=cells[0].address, written=written)
