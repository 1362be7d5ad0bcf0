"""What one document teaches about itself, before it is read once more: how its labels and headings look."""

from __future__ import annotations

from dataclasses import dataclass

from intake.rules.forms.labels.looks import Look, first_marks
from intake.rules.forms.labels.series import question_in
from intake.rules.forms.places import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Of one document: the *look* of its labels, lines *without* one by their text, its *captions* and *headlines*.

    Its *series* are questions that are numbered through, *asking* are those with a question mark;
    *columns* hold labels, in rows of so many cells. *captioned*: it asks below the places of its answers. *listed* are
    the lines of its own list of choices, which ask nothing. *apart* stand where headings do, and look like any other
    text; *alone* stand above their answers as known questions do, in a look that nothing else has.
    """

    look: Look | None = None
    without: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    captioned: bool = False
    headlines: frozenset[Line] = frozenset()
    apart: frozenset[Line] = frozenset()
    series: frozenset[Line] = frozenset()
    asking: frozenset[Line] = frozenset()
    listed: frozenset[Line] = frozenset()
    alone: frozenset[Line] = frozenset()
    columns: frozenset[tuple[int, int]] = frozenset()

    @property
    def shows_labels(self) -> bool:
        """Tell whether labels are known by what they look like."""
        return self.look is not None or bool(self.series)

    @property
    def shows_answers(self) -> bool:
        """Tell whether answers are known by what they look like, which no heading has."""
        return self.look is not None and bool(self.look.answers)

    def looks_printed(self, line: Line) -> bool:
        """Tell whether answers are known by what they look like, and *line* begins otherwise."""
        return self.look is not None and bool(self.look.answers) and first_marks(line) != self.look.answers

    def is_headline(self, line: Line) -> bool:
        """Tell whether *line* is a heading by its look, or by its place."""
        return (bool(self.headlines) and line in self.headlines) or (bool(self.apart) and line in self.apart)

    def is_apart(self, line: Line) -> bool:
        """Tell whether *line* is a heading by its place alone."""
        return bool(self.apart) and line in self.apart

    def label_in(self, line: Line) -> int | None:
        """Return how many characters of *line*, from its first, look like a label; None where it begins otherwise."""
        if (self.series and line in self.series) or (self.asking and line in self.asking):
            return question_in(line)
        return self.look.label_in(line) if self.look else None
