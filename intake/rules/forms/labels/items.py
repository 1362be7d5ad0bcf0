"""What a form is made of once it is taken apart: questions with what may answer them, and lines that answer none."""

from __future__ import annotations

from dataclasses import dataclass

from intake.rules.call import Field
from intake.rules.forms.places import Cell, Line
from intake.rules.forms.words.matches import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One label of the form and the lines that may answer it."""

    match: Match
    label: Line
    answer: tuple[Line, ...]
    cell: Cell | None = None  # where it stands in a table, and the cells of its row
    row: tuple[Cell, ...] = ()
    supposed: bool = False  # what it asks is told by its place and its answer more than by its words
    section: str | None = None  # whose heading stands above it
    cut: Line | None = None  # a line that may go on with this answer, or be the next question or a remark

    @property
    def field(self) -> Field:
        """The field that is asked for."""
        return self.match.field

    @property
    def line(self) -> Line:
        """The line with the label."""
        return self.label

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return (self.label, *self.answer)

    @property
    def said(self) -> str:
        """What was written, in one line."""
        return " ".join([line.text for line in self.answer])

    @property
    def is_beside(self) -> bool:
        """Tell whether the answer begins in the line of the label."""
        return bool(self.answer) and self.answer[0].address == self.label.address

    @property
    def asked(self) -> str:
        """What is asked, in the words of the form."""
        text = self.label.text.strip()
        head, colon, _ = text.partition(":")
        return head + colon if colon else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A line that answers no question: a title, an instruction, an option without a label, somebody's remark."""

    line: Line
    cell: Cell | None = None  # where it stands in a table, and the cells of its row
    row: tuple[Cell, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines: the one that it is."""
        return (self.line,)


Item = Question | Loose
