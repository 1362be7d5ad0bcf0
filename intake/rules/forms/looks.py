"""How the labels of one document look: what looks as they do, and as no answer does, is a question.

Most forms print their questions in a look of their own: bold, shaded, in italics, with a colon. It is learnt from the
labels that are known by their words, and tells where a question begins whose words nobody has foreseen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.rules.forms.lexicon import key
from intake.rules.forms.places import Line, Mark, Span

_LEAST = 4  # labels from which a look is learnt
_MOST = 0.6  # share of them that must have it
_NEARLY = 0.8  # of those that look alike
_FEW = 0.34  # share of answers that may have it, too: some are labels that nobody knows yet
_LONGEST = 220  # characters of a label
_OUTLINE = re.compile(r"\s*\d{1,2}\.\d{1,2}\.?\s+(?=[^\W\d_])")
_HEADING = re.compile(r"\s*(\d{1,2})\.?\s+[^\W\d_]")
_CLOSING = (":", "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The *marks* that set labels apart; *closed*: each ends in a colon or a question mark."""

    marks: frozenset[Mark]
    closed: bool
    numbered: bool = False  # as an outline: "4.2. …"

    def label_in(self, line: Line) -> int | None:
        """Return how many characters of *line*, from its first, look like a label; None where it begins otherwise."""
        if self.numbered:
            return _outlined(line.text)
        end = _end(line, self.marks)
        label = line.text[:end].strip()
        if not end or len(label) > _LONGEST or len(key(label)) <= 1:
            return None
        return end if not self.closed or _is_closed(label) else None


    def is_heading(self, line: Line, following: Line) -> bool:
        """Tell whether *line* is a heading of an outline, for *following* has the first number below its own."""
        head, first = _HEADING.match(line.text), _OUTLINE.match(following.text)
        return self.numbered and head is not None and first is not None and first[0].strip().startswith(f"{head[1]}.")


def learn(labels: Sequence[Line], answers: Iterable[Line]) -> Look | None:
    """Return the look that sets *labels* apart from *answers*, or None where they look alike."""
    labels = [line for line in labels if all(span.box is None for span in line.spans)]
    if len(labels) < _LEAST:
        return None
    marks, number = Counter(_marks(line) for line in labels).most_common(1)[0]
    answers = [line for line in answers if key(line.text)]
    if _are_outlined(labels, answers):
        return Look(marks=frozenset(), closed=False, numbered=True)
    written = [_marks(line) for line in answers]
    if not marks or number < _MOST * len(labels) or written.count(marks) > _FEW * len(written):
        return None
    alike = [line for line in labels if _marks(line) == marks]
    closed = sum(_is_closed(line.text[: _end(line, marks)]) for line in alike)
    return Look(marks=marks, closed=closed >= _NEARLY * len(alike))


def _are_outlined(labels: Sequence[Line], answers: Sequence[Line]) -> bool:
    """Tell whether the labels have the numbers of an outline, and the answers have not."""
    of_labels, of_answers = (sum(bool(_OUTLINE.match(x.text)) for x in lines) for lines in (labels, answers))
    return of_labels >= _MOST * len(labels) and of_answers <= _FEW * len(answers)


def _outlined(text: str) -> int | None:
    """How many characters of *text* are the question of an outline, up to its colon."""
    if not _OUTLINE.match(text) or len(text) > _LONGEST:
        return None
    colon = text.find(":")
    return colon + 1 if colon >= 0 and text[colon : colon + 3] != "://" else len(text)


def _is_closed(label: str) -> bool:
    return label.rstrip(" *_.\t").endswith(_CLOSING)


def _marks(line: Line) -> frozenset[Mark]:
    first = next((span for span in line.spans if key(span.text)), None)
    return first.marks if first else frozenset()


def _end(line: Line, marks: frozenset[Mark]) -> int:
    """How many characters are in *marks*, up to the first colon; 0 where a box or a control comes first."""
    end = 0
    for span in line.spans:
        if not _is_of(span, marks):
            break
        end += len(span.text)
    colon = line.text.find(":", 0, end)
    return colon + 1 if colon >= 0 and line.text[colon : colon + 3] != "://" else end


def _is_of(span: Span, marks: frozenset[Mark]) -> bool:
    return span.box is None and span.control is None and (span.marks == marks or not span.text.strip())
