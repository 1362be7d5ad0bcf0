"""What a workbook holds, before any file: sheets, columns, cells, counts and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from intake.rules.call import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that opens a file of ours; *target* is a path relative to the register's folder."""

    text: str
    target: str


Value = str | int | date | datetime | Link | None
"""What stands in a cell; a `datetime` is naive: the wall clock of the call's time zone. A text is never a formula."""


class Kind(StrEnum):
    """What a column holds, as far as its look depends on it."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    STATUS = "status"


class Tone(StrEnum):
    """How much a row wants to be looked at."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: *width* in characters; *folded* columns lie in a group that staff open with [+].

    *field* is what staff correct by writing into the column; None where it is the program's alone. What stands in a
    *whole* column is shown whole: its rows are as tall, and it as wide, as that takes.
    """

    heading: str
    width: float = 16
    kind: Kind = Kind.TEXT
    folded: bool = False
    field: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that is one table; every row is as long as the columns; *tallest* lines are shown of a row at most.

    *known_by* are the headings of the columns by which a row is known again when it is written anew.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    tallest: int = 8
    known_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.title}: a row is not as long as the columns")
        if len({column.heading.casefold() for column in self.columns}) < len(self.columns):
            raise ValueError(f"{self.title}: two columns have one heading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One line of counts, as many as its table has columns; *depth* 1 is a part of the line above it."""

    label: Text
    numbers: tuple[int, ...]
    depth: int = 0


class Shape(StrEnum):
    """How a chart is drawn: bars beside long names, columns along the days."""

    BARS = "bars"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of the first number of a table."""

    title: Text
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A small table of counts; *note* says how to read it."""

    title: Text
    heading: Text
    counts: tuple[Text, ...]
    rows: tuple[Counted, ...]
    total: Counted | None = None
    note: Text | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A titled list of names."""

    title: Text
    names: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The sheet of counts: one chapter a call."""

    title: str
    heading: str
    chapters: tuple[tuple[str, tuple[Tally | Roll, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffColumns:
    """The columns that are the staff's: headings, and the list to choose a decision from."""

    decision: str
    handled_by: str
    note: str
    decisions: tuple[str, ...]
    prompt: str

    @property
    def headings(self) -> tuple[str, ...]:
        """The three headings, in their order."""
        return (self.decision, self.handled_by, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the program has to say at a cell, in a comment; *attention*: staff should do something about it."""

    text: str
    attention: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterContent:
    """Everything that the register shows, but for what staff wrote; the register's first column is the entry's id.

    *marks* are by entry and heading; *versions* the version of each entry that is shown.
    """

    register: Sheet
    history: Sheet
    overview: Overview
    messages: Sheet
    calendar: Sheet
    staff: StaffColumns
    tones: tuple[tuple[str, Tone], ...]  # the sign that a status begins with, and its tone
    strays_title: str
    rest_heading: str
    truncated: str  # stands at the end of a text that a cell cannot hold
    words_truncated: str  # the same, where it is the staff's
    put_aside: str  # what is said of a register that could not be read, and is a {file} now
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        """The fields that staff may correct, by the headings of their columns."""
        return {column.heading: column.field for column in self.register.columns if column.field is not None}

    @property
    def tables(self) -> tuple[Sheet, ...]:
        """The sheets that are one table each."""
        return (self.register, self.history, self.messages, self.calendar)


def distinct(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Tell columns of one heading apart by a number, so that a table can hold them."""
    seen: dict[str, int] = {}
    told: list[Column] = []
    for column in columns:
        key = column.heading.casefold()
        seen[key] = seen.get(key, 0) + 1
        heading = column.heading if seen[key] == 1 else f"{column.heading} ({seen[key]})"
        told.append(replace(column, heading=heading))
    return tuple(told)
