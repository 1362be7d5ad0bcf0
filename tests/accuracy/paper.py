"""A filled form before it is written down: sections of questions, answers as lines of marked text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Script(StrEnum):
    """In what the form is printed and filled."""

    IJEKAVIAN = "ijekavian"
    LATIN = "latin"
    PLAIN = "no-diacritics"
    EKAVIAN = "ekavian"
    ENGLISH = "english"
    BILINGUAL = "bilingual"


class Ink(StrEnum):
    """How a piece of text looks, or what became of it."""

    BOLD = "b"
    UNDERLINE = "u"
    HIGHLIGHT = "highlight"
    STRIKE = "strike"
    ITALIC = "i"
    SMALL = "small"
    BLUE = "blue"
    GREY = "grey"
    WINGDINGS = "wingdings"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; *box* is a tick box's state where the piece is one (its glyph is then *text*)."""

    text: str
    inks: frozenset[Ink] = frozenset()
    box: bool | None = None


Line: TypeAlias = tuple[Span, ...]
Value: TypeAlias = str | bool | tuple[Mapping[str, str | None], ...] | None


class Kind(StrEnum):
    """What is asked for: a text, one of several options, a statement with its box before it, rows of a table."""

    TEXT = "text"
    CHOICE = "choice"
    STATEMENT = "statement"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question as printed, with what was filled in.

    *lines* is the answer; a statement's line holds box and statement. *pairs* are cells side by side: options with
    their marks, or the rows of a table under its head. *allowed* is what a drop-down offers. *hint* is printed under
    the answer.
    """

    field: str
    label: str
    label_en: str
    kind: Kind = Kind.TEXT
    lines: tuple[Line, ...] = ()
    pairs: tuple[tuple[Line, ...], ...] = ()
    allowed: tuple[str, ...] = ()
    hint: str = ""

    @property
    def text(self) -> str:
        """The answer as plain text, line under line."""
        return "\n".join(plain(line) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the questions under it."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A filled form: title, what is printed above and below, the sections."""

    script: Script
    title: tuple[str, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question in its order."""
        return tuple(item for section in self.sections for item in section.items)


class Shape(StrEnum):
    """What a file is: the form with answers, the form left blank, or no form at all."""

    FILLED = "filled"
    BLANK = "blank"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the export should say; *answers* names every field that has one, the others are null.

    *codes* are findings that must be there. *debatable* says why another reading could be defended.
    """

    shape: Shape = Shape.FILLED
    status: str | None = None
    cluster: str | None = None
    approach: str | None = None
    municipality: str | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    debatable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file with what should be read from it; *fill* names the ways in which it was filled."""

    name: str
    layout: str
    script: Script
    fill: str
    content: bytes
    expected: Expected


def span(text: str, *inks: Ink) -> Span:
    """A piece of text with these looks."""
    return Span(text, frozenset(inks))


def line(text: str, *inks: Ink) -> Line:
    """One line of one look."""
    return (span(text, *inks),)


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    return tuple(line(part) for part in text.split("\n"))


def plain(one: Line) -> str:
    """A line's text alone."""
    return "".join(piece.text for piece in one)


def folded(text: str) -> str:
    """A text with its blanks folded."""
    return " ".join(text.split())
