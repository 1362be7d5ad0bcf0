"""A form's own list of what can be chosen: lines that are counted, or have brackets, some of which name options.

"1  дневни центри", "2  мобилни тимови", "3  Роми и други": the third is an option, too, in words of its own, and asks
nothing, however questions look in that form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Line
from intake.rules.forms.words.lexicon import key

_COUNTED = re.compile(r"\s*(?:[^\W\d_]{1,2}\s+|[^\w\s]\s*){0,2}(?:(\d{1,2})[.)]?|([^\W\d_])[.)])\s+[^\W\d_]")
_MARKED = re.compile(r"\s*(?:\(\s*[^\s()]?\s*\)|\[\s*[^\s\[\]]?\s*\])\s+[^\W\d_]")  # "( ) мобилни тимови", "[x] мањине"
_ASKING = re.compile(r":\s*(?:$|_{2,}|\.{4,}|…)")  # with the place of an answer
_LEAST = 3  # lines of such a list
_OPTIONS = 2  # of them that name an option; and half of them
_ALPHABETS = ("abcdefgh", "abvgdđežz", "abcčćdđe")  # in Cyrillic, too, by their keys


def own_list(written: Sequence[Line], is_option: IsOption) -> frozenset[Line]:
    """Return the lines of such lists among those that a document has *written*."""
    counted = [(at, line) for at, line in enumerate(written) if _COUNTED.match(line.text) or _MARKED.match(line.text)]
    found: set[Line] = set()
    for run in _runs(counted) if len(counted) >= _LEAST else ():
        options = sum(map(is_option, run)) if len(run) >= _LEAST else 0
        if options >= _OPTIONS and 2 * options >= len(run):
            found.update(run)
    return frozenset(found)


def _runs(counted: Sequence[tuple[int, Line]]) -> Iterator[list[Line]]:
    """The lines that follow each other with the numbers, or letters, of one list, or with its brackets."""
    run: list[Line] = []
    last = -1
    for at, line in counted:
        if run and (at != last + 1 or not _is_next(line, run)):
            yield run
            run = []
        last = at
        if run or _is_next(line, run):
            run.append(line)
    yield run


def _is_next(line: Line, run: Sequence[Line]) -> bool:
    """Tell whether *line* goes on with the list whose first lines are *run*, and is counted as they are."""
    if (run and _kind(run[0]) != _kind(line)) or _ASKING.search(line.text):
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
