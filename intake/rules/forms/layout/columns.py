"""What the columns of a table are for, beyond questions and answers: help that the form prints, a second language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.rules.forms.places import Cell, Table
from intake.rules.forms.words.lexicon import Lexicon, key

_FEW = 0.5  # of the answers of a table, beside which a remark may stand
_ANSWERED = 4  # of them, at the least
_PAIR = 2  # cells of a row with a question and its answer
_LEAST = 3  # columns of a table that has one for help or remarks


def without_help(table: Table, lexicon: Lexicon) -> Table:
    """Return *table* without the column headed "Напомена", in which the form tells how to answer."""
    columns: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip() and not cell.hidden and cell.column_span == 1:
            columns.setdefault(cell.column, []).append(cell)
    helping = {column for column, cells in columns.items() if column and lexicon.is_note(cells[0].text)}
    if len(columns) < _LEAST or len(helping) != 1:
        return table
    return replace(table, cells=tuple(cell for cell in table.cells if cell.column not in helping))


def remarks(
    rows: Mapping[int, Sequence[Cell]], is_label: Callable[[Cell], bool], is_mark: Callable[[Cell], bool]
) -> frozenset[int]:
    """Return the columns behind the answers, by number, where now and then something stands beside one: a remark.

    What is no remark but goes on with the answer cannot be told from one; so few are, and a person should look. A
    sheet may leave a column free before them.
    """
    said = [[cell for cell in row if key(cell.text)] for row in rows.values()]
    if len(rows) < _ANSWERED or len({cell.column for row in said if len(row) > 1 for cell in row}) < _LEAST:
        return frozenset()
    asked = [row for row in said if row and any(map(is_label, row))]
    places = Counter(row[at + 1].column for row in asked if (at := _last_label(row, is_label)) + 1 < len(row))
    column = max(places, key=lambda place: (places[place], -place), default=0)
    answers = [cell for row in asked for cell in row if cell.column == column and not is_label(cell)]
    if len(answers) < _ANSWERED:
        return frozenset()
    end = Counter(cell.column + cell.column_span for cell in answers).most_common(1)[0][0]
    remarked = [beside for row in asked if (beside := [cell for cell in row if cell.column >= end])]
    labels = sum(any(is_label(cell) for cell in row if cell.column >= column) for row in asked)
    if not 2 * labels < len(remarked) <= _FEW * len(answers):
        return frozenset()
    if any(is_mark(cell) for beside in remarked for cell in beside):
        return frozenset()
    return frozenset(cell.column for beside in remarked for cell in beside)


def headed_otherwise(rows: Mapping[int, Sequence[Cell]], lexicon: Lexicon) -> frozenset[int]:
    """Return the columns right of the one headed "Одговор" that have other heads: points, remarks, proofs."""
    for row in rows.values():
        heads = (
            [at for at, cell in enumerate(row) if at and lexicon.heads_answers(cell.text)] if len(row) > _PAIR else []
        )
        for answer in heads[:1]:
            return frozenset(c.column for c in row[answer + 1 :] if key(c.text) and not lexicon.heads_answers(c.text))
    return frozenset()


def _last_label(row: Sequence[Cell], is_label: Callable[[Cell], bool]) -> int:
    return max(at for at, cell in enumerate(row) if is_label(cell))


def twins(rows: Mapping[int, Sequence[Cell]], field: Callable[[Cell], str | None]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of columns in which a question stands twice, side by side, as *field* tells."""
    for row in rows.values():
        for one, two in pairwise(row):
            if (asked := field(one)) and asked == field(two):
                yield one.column, two.column
