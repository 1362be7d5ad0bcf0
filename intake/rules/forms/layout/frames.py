"""Frames: text boxes, and tables of one cell, in which the answer to the question above them stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from intake.rules.forms.labels.items import Question
from intake.rules.forms.labels.looks import first_marks, is_closed
from intake.rules.forms.labels.parting import Labelled
from intake.rules.forms.labels.plain import LONE
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.places import Block, Line, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, is_bracketed
from intake.rules.forms.words.matches import SPEAKING, Certainty, stranger

_HABIT = 3  # known questions with a frame below them, from which whatever stands above one is a question
_WORDS = 25  # of a question


class Frames:
    """The frames of one document of *blocks*."""

    def __init__(self, blocks: Sequence[Block], splitter: Splitter, lexicon: Lexicon) -> None:
        self._splitter = splitter
        self._lexicon = lexicon
        written = [block for block in blocks if isinstance(block, Table) or block.text.strip()]
        sure = (self._is_sure(one, two) for one, two in pairwise(written) if isinstance(one, Line) and _is_frame(two))
        self._are_usual = sum(sure) >= _HABIT

    def question(self, run: Sequence[Line], table: Table) -> tuple[Question, int] | None:
        """Return the question at the end of *run* that *table* answers, and where in *run* it stands."""
        if not _is_frame(table):
            return None
        written = [at for at in range(len(run)) if run[at].text.strip()]
        while len(written) > 1 and self._is_hint(run[written[-1]], run[written[-2]], table):
            written.pop()
        at = written[-1] if written else None
        if at is None:
            return None
        labelled = self._labelled(run[at], table)
        if labelled is None or self._asks_itself(table, run[at]):
            return None
        if not labelled.match.known and self._splitter.asks_several(table.cells[0]):
            return None  # a title above a form in a frame
        return Question(match=labelled.match, label=run[at], answer=table.cells[0].lines), at

    def _labelled(self, line: Line, table: Table) -> Labelled | None:
        labelled = self._open(line)
        if labelled is None and (LONE.match(line.text) or (self._are_usual and self._may_ask(line))):
            labelled = Labelled(match=stranger(line.text))
        if labelled is None or self._are_usual:
            return labelled
        roomy = not labelled.match.known or labelled.match.field.type in SPEAKING
        return labelled if roomy or (table.box and self._is_sure(line, table)) else None

    def _asks_itself(self, frame: Table, above: Line) -> bool:
        """Tell whether a question with its sign and its answer stand in *frame*, *above* which a heading is.

        Or another question that was left blank, in the look that sets this one apart from its answer.
        """
        lines = frame.cells[0].lines
        own = self._splitter.cell(frame.cells[0]) if lines and is_closed(lines[0].text) else None
        if own is None or not own.match.known or not own.behind or own.match.certainty is Certainty.CONTAINED:
            return False
        look = first_marks(lines[0])
        alike = look == first_marks(above) != first_marks(own.behind[0])
        return not is_closed(above.text) or (alike and own.differs(self._open(above)))

    def _open(self, line: Line) -> Labelled | None:
        """The label that *line* is, if nothing is written behind it."""
        labelled = self._splitter.line(line)
        blank = labelled is not None and all(self._lexicon.is_blank(rest.text) for rest in labelled.behind)
        return labelled if blank and not has_box(line) else None

    def _is_sure(self, line: Line, frame: Table) -> bool:
        labelled = self._open(line)
        sure = labelled is not None and labelled.match.known and labelled.match.certainty > Certainty.CONTAINED
        return sure and not self._splitter.asks_several(frame.cells[0])

    def _is_hint(self, line: Line, label: Line, frame: Table) -> bool:
        """Tell whether *line* stands between a *label* and its frame to say how to answer."""
        if not self._are_usual or has_box(line) or self._open(label) is None:
            return False
        if self._splitter.heads_line(label) and not self._is_sure(label, frame):
            return False
        if self._lexicon.is_hint(line.text):
            return True
        apart = bool(first_marks(label) - first_marks(line)) and not self._lexicon.is_blank(frame.cells[0].text)
        return apart and self._is_sure(label, frame) and not self._is_sure(line, frame)

    def _may_ask(self, line: Line) -> bool:
        """Tell whether *line*, which stands above a frame as questions do, is one: no heading, hint or sentence."""
        text = line.text.strip()
        plain = not is_bracketed(text) and not has_box(line) and not self._splitter.heads_line(line)
        plain = plain and not self._splitter.is_option(line)
        return plain and len(text.split()) <= _WORDS and not text.endswith(".")


def _is_frame(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table) and not block.hidden and len(block.cells) == 1
