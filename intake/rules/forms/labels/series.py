"""What a form counts itself: its questions ("1.", "2." … "24.") and the list of what can be chosen.

Lists inside answers begin at 1 again. Where the next number could be the list's or the form's, the form's is the one
that looks and is written as the questions before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.rules.forms.labels.looks import first_marks, set_apart
from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import end_of_question, has_box
from intake.rules.script import SMALL_LETTERS

_NUMBER = re.compile(r"\s*(\(?)(0?)(\d{1,2})([.)]{1,2})\s+(?=[^\W\d_])")
_LEAST = 6  # questions in a row
_SURE = 10  # from which they are questions whatever is known of them
_QUESTIONS = 4  # with a question mark
_ASKING = re.compile(rf"\s*(?:\(?\d{{1,2}}[.)]+\s*)?(?![{SMALL_LETTERS}])[^\W\d_][^?:@\t]{{8,160}}\?")
_MOST = 0.5  # share of the known labels that are numbered so
_LONGEST = 220  # characters of a question
_DASHES = ("–", "—", "-")
_COUNTED = re.compile(r"\s*(?:[^\W\d_]{1,2}\s+|[^\w\s]\s*){0,2}(?:(\d{1,2})[.)]?|([^\W\d_])[.)])\s+[^\W\d_]")
_MARKED = re.compile(r"\s*(?:\(\s*[^\s()]?\s*\)|\[\s*[^\s\[\]]?\s*\])\s+[^\W\d_]")  # "( ) мобилни тимови", "[x] мањине"
_PLACED = re.compile(r":\s*(?:$|_{2,}|\.{4,}|…)")  # with the place of an answer
_LIST = 3  # lines of such a list
_OPTIONS = 2  # of them that name an option; and half of them
_ALPHABETS = ("abcdefgh", "abvgdđežz", "abcčćdđe")  # in Cyrillic, too, by their keys

_Style = tuple[str, str, frozenset[Mark]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    line: Line
    at: int  # among the lines that say something
    number: int
    style: _Style


def series(lines: Sequence[Line], labels: frozenset[Line]) -> frozenset[Line]:
    """Return the numbered questions among the *lines* of a document whose *labels* are known by their words."""
    numbered = [found for at, line in enumerate(lines) if (found := _numbered(at, line))]
    chain = _chain(numbered, labels)
    questions = frozenset(one.line for one in chain)
    known = sum(any(own.address == label.address and label.text in own.text for own in questions) for label in labels)
    enough = len(chain) >= _LEAST and (len(chain) >= _SURE or known >= _MOST * len(labels))
    return questions if enough else frozenset()


def asking(lines: Sequence[Line]) -> frozenset[Line]:
    """Return the lines that begin with a question and its mark, where a form is made of such questions."""
    found = frozenset(line for line in lines if _ASKING.match(line.text) and line.spans[0].box is None)
    return found if len(found) >= _QUESTIONS else frozenset()


def _chain(numbered: Sequence[_Numbered], labels: frozenset[Line]) -> list[_Numbered]:
    chain: list[_Numbered] = []
    listed: _Numbered | None = None  # the last item of a list in an answer
    for at, one in enumerate(numbered):
        goes_on = listed is not None and one.at == listed.at + 1 and one.number == listed.number + 1
        if one.number == len(chain) + 1 and (not goes_on or _is_next(one, numbered[at + 1 :], chain, labels)):
            chain.append(one)
            listed = None
        elif goes_on or one.number == 1:
            listed = one
    return chain


def _is_next(
    one: _Numbered, following: Sequence[_Numbered], chain: Sequence[_Numbered], labels: frozenset[Line]
) -> bool:
    """Tell whether *one*, which may be the next item of a list, is the next question."""
    again = any(other.number == one.number and other.style == chain[-1].style for other in following)
    return one.line in labels or (one.style == chain[-1].style and not again)


def _numbered(at: int, line: Line) -> _Numbered | None:
    found = _NUMBER.match(line.text)
    if found is None or line.spans[0].box is not None:
        return None
    style = (found[1] + found[4], found[2] if int(found[3]) < len("123456789") + 1 else "", first_marks(line))
    return _Numbered(line=line, at=at, number=int(found[3]), style=style)


def question_in(line: Line) -> int | None:
    """How many characters of *line*, one of a series, are its question: up to a colon, question mark or ruled place.

    Where it is set apart from its answer, and parted by a dash, up to there.
    """
    text = line.text
    apart = set_apart(line)
    if apart and text[:apart].rstrip().endswith(_DASHES):
        return apart
    length = end_of_question(text)
    return length if length <= _LONGEST else None


# "1  дневни центри", "2  мобилни тимови", "3  Роми и други": the third is an option, too, in words of its own


def own_list(written: Sequence[Line], is_option: IsOption) -> frozenset[Line]:
    """Return the lines of lists of choices, which ask nothing, among those that a document has *written*.

    They are counted, or have brackets, and some of them name options. Below a list with boxes they are an answer.
    """
    counted = [(at, line) for at, line in enumerate(written) if _COUNTED.match(line.text) or _MARKED.match(line.text)]
    found: set[Line] = set()
    above = _boxed_above(written, is_option) if len(counted) >= _LIST else frozenset()
    for run in _runs(counted) if len(counted) >= _LIST else ():
        options = sum(map(is_option, run)) if len(run) >= _LIST and id(run[0]) not in above else 0
        if options >= _OPTIONS and 2 * options >= len(run):
            found.update(run)
    return frozenset(found)


def _boxed_above(written: Sequence[Line], is_option: IsOption) -> frozenset[int]:
    """The ids of the lines without boxes below a list of options that has them."""
    boxed = [at for at, line in enumerate(written) if _has_place(line) and is_option(line)]
    below = written[boxed[-1] :] if len(boxed) >= _LIST else ()
    return frozenset(id(line) for line in below if not _has_place(line))


def _has_place(line: Line) -> bool:
    """Tell whether *line* has a place for the mark that chooses it."""
    return has_box(line) or _MARKED.match(line.text) is not None


def _runs(counted: Sequence[tuple[int, Line]]) -> Iterator[list[Line]]:
    """The lines that follow each other with the numbers, or letters, of one list, or with its brackets."""
    run: list[Line] = []
    last = -1
    for at, line in counted:
        if run and (at != last + 1 or not _goes_on(line, run)):
            yield run
            run = []
        last = at
        if run or _goes_on(line, run):
            run.append(line)
    yield run


def _goes_on(line: Line, run: Sequence[Line]) -> bool:
    """Tell whether *line* goes on with the list whose first lines are *run*, and is counted as they are."""
    if (run and _kind(run[0]) != _kind(line)) or _PLACED.search(line.text):
        return False  # "7. Контакт особа: ______" below six options with brackets or letters
    counted = None if _MARKED.match(line.text) else _COUNTED.match(line.text)
    return counted is None or _is_at(counted, len(run))


def _kind(line: Line) -> str:
    """By what *line* is counted: numbers, letters or brackets."""
    counted = None if _MARKED.match(line.text) else _COUNTED.match(line.text)
    return "brackets" if counted is None else "numbers" if counted[1] else "letters"


def _is_at(counted: re.Match[str], at: int) -> bool:
    number, letter = counted[1], counted[2]
    if number:
        return int(number) == at + 1
    return any(at < len(letters) and key(letters[at]) == key(letter) for letters in _ALPHABETS)
