"""How the labels of one document look: what looks as they do, and as no answer does, is a question.

Most forms print their questions in a look of their own: bold, shaded, in italics, with a colon. It is learnt from the
labels that are known by their words, and tells where a question begins whose words nobody has foreseen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.rules.forms.labels.items import Question
from intake.rules.forms.marks.marks import EMPHASIS
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import end_of_question, slice_of
from intake.rules.forms.words.persons import is_person

_LEAST = 4  # labels from which a look is learnt
_MOST = 0.6  # share of them that must have it
_NEARLY = 0.8  # of those that look alike
_FEW = 0.34  # share of answers that may have it, too: some are labels that nobody knows yet
_LONGEST = 220  # characters of a label
_OUTLINE = re.compile(r"\s*\d{1,2}\.\d{1,2}\.?\s+(?=[^\W\d_])")
_COUNTED = re.compile(r"\s*\d{1,2}[.)]\s+(?=[^\W\d_])")
_HEADING = re.compile(r"\s*(\d{1,2})\.?\s+[^\W\d_]")
_QUESTION = re.compile(
    r"\s*(?:[\dIVX]{1,4}[.)]?\s+)?[^\W\d_][^@_]{0,158}[^\W_][)?:*\s]*"
)  # and no sentence, date or address
_DAY = re.compile(r"\d{4}|\d\s*[./-]\s*\d")
_TAB = re.compile(r"(?<=[^\W\d_]{3})[)?*\s]*\t")  # behind a label, and not behind its number
_CLOSING = (":", "?")
_HINT = re.compile(r"\s*\([^()]*\)\s*(:\s*|[–—-](?:\s+|$)|(?=_{2,}|\.{4,}|…{2,}))?")
_ANSWERED = 5  # questions with an answer, from which the look of answers is learnt
_USUAL = 0.75  # share of the answers that have it
_PLAIN = 0.8  # share of the questions that have none
_BESIDE = 0.5  # share of the answers that stand in the lines of their questions, from which nothing else asks

Stretches = list[tuple[frozenset[Mark], int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The *marks* that set labels apart; *closed*: each ends in a colon or a question mark.

    *answers*: labels have no marks, and answers have these; *beside*: most stand in the lines of their labels.
    """

    marks: frozenset[Mark]
    closed: bool
    answers: frozenset[Mark] = frozenset()
    beside: bool = False
    numbering: re.Pattern[str] | None = None  # before each: of an outline ("4.2. …"), or plain ("7. …:")

    def label_in(self, line: Line) -> int | None:
        """Return how many characters of *line*, from its first, look like a label; None where it begins otherwise."""
        if self.numbering is not None:
            end = _numbered(line.text, self.numbering)
            return end if end is None or not self.closed or is_closed(line.text[:end]) else None
        end = _end(line, self.marks)
        label = line.text[:end].strip()
        if not end or len(label) > _LONGEST or len(key(label)) <= 1:
            return None
        if self.answers and not self._is_plain(line, end):
            return None
        return end if not self.closed or is_closed(label) else None

    def _is_plain(self, line: Line, end: int) -> bool:
        """Tell whether the plain beginning of *line* is no sentence, and its answer, in its look, where others are."""
        rest = slice_of(line, end, len(line.text))
        if key(rest.text):
            return first_marks(rest) == self.answers
        asks = bool(_QUESTION.fullmatch(line.text)) and not _DAY.search(line.text)
        return not self.beside and asks and not is_person(line.text)

    def covers(self, line: Line) -> bool:
        """Tell whether all of *line* is in the marks of labels."""
        return bool(self.marks) and all(span.marks == self.marks for span in line.spans if key(span.text))

    def is_heading(self, line: Line, following: Line) -> bool:
        """Tell whether *line* is a heading of an outline, for *following* has the first number below its own."""
        head, first = _HEADING.match(line.text), _OUTLINE.match(following.text)
        return (
            self.numbering is _OUTLINE
            and head is not None
            and first is not None
            and first[0].strip().startswith(f"{head[1]}.1")
        )


def learn(labels: Sequence[Line], answers: Iterable[Line]) -> Look | None:
    """Return the look that sets *labels* apart from *answers*, or None where they look alike."""
    labels = [line for line in labels if all(span.box is None for span in line.spans)]
    if len(labels) < _LEAST:
        return None
    marks, number = Counter(first_marks(line) for line in labels).most_common(1)[0]
    answers = [line for line in answers if key(line.text)]
    if _are_numbered(labels, answers, _OUTLINE):
        return Look(marks=frozenset(), closed=False, numbering=_OUTLINE)
    written = [first_marks(line) for line in answers]
    if not marks or number < _MOST * len(labels) or written.count(marks) > _FEW * len(written):
        plain = _are_numbered(labels, answers, _COUNTED)
        return Look(marks=frozenset(), closed=True, numbering=_COUNTED) if plain else None
    alike = [line for line in labels if first_marks(line) == marks]
    closed = sum(is_closed(line.text[: _end(line, marks)]) for line in alike)
    return Look(marks=marks, closed=closed >= _NEARLY * len(alike))


def _are_numbered(labels: Sequence[Line], answers: Sequence[Line], numbering: re.Pattern[str]) -> bool:
    """Tell whether the labels have numbers, of an outline or with a colon behind them, and the answers none."""

    def share(lines: Sequence[Line]) -> float:
        ends = ((x.text, _numbered(x.text, numbering)) for x in lines)
        found = sum(end is not None and (numbering is _OUTLINE or is_closed(text[:end])) for text, end in ends)
        return found / len(lines) if lines else 0.0

    return share(labels) >= _MOST and share(answers) <= _FEW


def _numbered(text: str, numbering: re.Pattern[str]) -> int | None:
    """How many characters of *text* are a question with its number, up to its colon."""
    if not numbering.match(text):
        return None
    end = end_of_question(text)
    return end if end <= _LONGEST else None


def is_closed(label: str) -> bool:
    """Tell whether *label* ends in a colon or a question mark, and then at most in the place of an answer."""
    return label.rstrip(" *_.\t").endswith(_CLOSING)


def first_marks(line: Line) -> frozenset[Mark]:
    """Return how the first words of *line* are marked."""
    first = next((span for span in line.spans if key(span.text)), None)
    return first.marks if first else frozenset()


def set_apart(line: Line) -> int:
    """How many characters of *line*, from its first, are set apart from others behind them; 0 where none are."""
    marks = first_marks(line)
    end = _end(line, marks) if marks else 0
    return end if line.text[end:].strip() else 0


def behind_hint(rest: Line) -> Line:
    """Return the *rest* of a line behind its question without the hint in brackets with which it begins.

    That has the question's sign or a ruled place behind it, or another look than the answer.
    """
    found = _HINT.match(rest.text)
    if found is None or (found[1] is None and not key(rest.text[found.end() :])):
        return rest
    answer = slice_of(rest, found.end(), len(rest.text))
    return answer if found[1] is not None or first_marks(answer) != first_marks(rest) else rest


def looking_alike(lines: Sequence[Line]) -> list[Line]:
    """The later ones of *lines* that look as the first does, a label that is set apart from what stands between."""
    look = lines[0].spans[0].marks if len(lines) > 1 and lines[0].spans else frozenset[Mark]()
    alike = [x for x in lines[1:] if x.spans and x.spans[0].marks == look] if look else []
    end = _end(lines[0], look) if alike else 0
    apart = end and (lines[0].text[end:].strip() or lines[1] is not alike[0])
    closed = bool(apart) and is_closed(lines[0].text[:end])
    asking = (x for x in alike if not closed or set_apart(x) or is_closed(x.text[: _end(x, look)]))
    return list(asking) if apart else []


def _end(line: Line, marks: frozenset[Mark]) -> int:
    """How many characters are in *marks*, up to the first colon or tab; 0 where a box or a control comes first."""
    end = 0
    for span in line.spans:
        if span.box is not None or span.control is not None or (span.marks != marks and span.text.strip()):
            break
        end += len(span.text)
    if tab := _TAB.search(line.text, 0, end):
        end = tab.start()
    colon = line.text.find(":", 0, end)
    return colon + 1 if colon >= 0 and line.text[colon : colon + 3] != "://" else end


def stretches(line: Line) -> Stretches:
    """Return the stretches of *line* in one look each, with where they begin and end; none where it has a box."""
    runs: Stretches = []
    at = 0
    for span in line.spans:
        if span.box is not None or span.control is not None:
            return []
        look = span.marks & EMPHASIS
        end = at + len(span.text)
        if runs and (not key(span.text) or runs[-1][0] == look):
            runs[-1] = (runs[-1][0], runs[-1][1], end)
        elif key(span.text):
            runs.append((look, runs[-1][2] if runs else 0, end))
        at = end
    return runs


def begins_bold(line: Line) -> bool:
    """Tell whether a bold label and its answer in plain type stand in *line*."""
    spans = [span for span in line.spans if span.text.strip()]
    plain = next((at for at, span in enumerate(spans) if Mark.BOLD not in span.marks), 0)
    return plain > 0 and "".join(span.text for span in spans[:plain]).rstrip().endswith(":")


def is_all(line: Line, mark: Mark) -> bool:
    """Tell whether all of *line* is marked so, and nothing in it is a place to answer."""
    written = False
    for span in line.spans:
        if span.text.strip():
            if mark not in span.marks or span.box is not None or span.control is not None:
                return False
            written = True
    return written


# The look of answers


def look_beside_answers(asked: Sequence[Question]) -> Look | None:
    """Return the look of the questions *asked*, if it is to have none, where their answers have one."""
    said = [item for item in asked if item.answer and item.answer[0] is not item.label]
    pairs = [(item.label, item.answer[0]) for item in said if item.answer[0].text.strip()]  # what follows may ask
    if len(pairs) < _ANSWERED or not [line for _, line in pairs if line.spans[0].marks]:
        return None
    marks, number = Counter(_answer_marks(line) for _, line in pairs).most_common(1)[0]
    plain = [label for label, _ in pairs if not first_marks(label)]
    if not marks or not marks <= EMPHASIS or number < _USUAL * len(pairs) or len(plain) < _PLAIN * len(pairs):
        return None
    beside = sum(label.address == line.address for label, line in pairs)
    closed = sum(is_closed(end) for end in _ends(pairs))
    return Look(
        marks=frozenset(), closed=closed >= _PLAIN * len(pairs), answers=marks, beside=beside > _BESIDE * len(pairs)
    )


def _answer_marks(line: Line) -> frozenset[Mark]:
    """How the first of *line* is marked, and be it a stroke."""
    return next((span.marks for span in line.spans if span.text.strip()), frozenset())


def _ends(pairs: Sequence[tuple[Line, Line]]) -> Iterator[str]:
    """The questions without the answers in their lines."""
    for label, line in pairs:
        own = label.address == line.address and label.text.endswith(line.text)
        yield label.text.removesuffix(line.text) if own else label.text
