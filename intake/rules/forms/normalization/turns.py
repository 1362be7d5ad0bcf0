"""Words and numbers that a form prints before its questions, answers and options, and that are part of none.

Forms in turns: "Питање 3: …", and below it "Одговор: …". What an answer is marked to answer is a question, whatever it
asks and however it looks: such questions are numbered through, as `series` knows them. Forms that number their
questions in Roman: "IX. Телефон општине". Elsewhere such a number begins a heading. And lists of parts of a cluster,
each behind the same word: "– подгрупа: Форум", "– подгрупа: Повјереник". That word asks nothing there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from intake.rules.forms.labels.parting import IsOption
from intake.rules.forms.places import Block, Document, Line, Span
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import lines_of, rewritten, slice_of
from intake.rules.forms.words.matches import Asked
from intake.rules.forms.words.stems import NUMBERING

_LEAST = 4  # answers so marked
_WORDS = r"((?:[^\W\d_]{1,6}\s)??[^\W\d_]{1,12})"
_TURN = re.compile(rf"\s*{_WORDS}(?:(?:\.|\s[^\W\d_]{{1,4}}\.?)?\s*\d{{1,2}}\s*[.:)–—-]+|\.?\s*:|\s[–—-])(?=\s|$)\s*")
_WITHIN = re.compile(rf"(?<=[\s?:.]){_WORDS}\.?\s*:(?=\s|$)")
_NUMBER = re.compile(r"\s*([IVXІХ]{1,6})[.)]\s+(?=[^\W\d_])")
_CHAIN = 8  # numbers in a row, and more than sections
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LATIN = str.maketrans("ІХ", "IX")
_SEVERAL = 2  # parts in a list


def without_turns(document: Document, lexicon: Lexicon) -> Document:
    """Return *document*, if it marks its answers as such, without these marks, and its questions with numbers."""
    texts = [line.text for line in lines_of(document.blocks)]
    marks = [key(found[1]) for text in texts for found in (_TURN.match(text), _WITHIN.search(text)) if found]
    if sum(mark in lexicon.answer_marks for mark in marks) < _LEAST:
        return document
    return replace(document, blocks=tuple(_Turns(lexicon).taken(document.blocks)))


class _Turns:
    """Takes the marks of one document away, from its first line to its last."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asked = 0

    def taken(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """Yield *blocks* without marks."""
        run: list[Line] = []
        for block in blocks:
            if isinstance(block, Line):
                run += self._parted(block)
                continue
            yield from self._plain(run, number=True)
            run = []
            cells = (replace(cell, lines=self._cell(cell.lines)) for cell in block.cells)
            yield replace(block, cells=tuple(cells))
        yield from self._plain(run, number=True)

    def _cell(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        parted = [part for line in lines for part in self._parted(line)]
        answered = any(self._end(line, self._lexicon.answer_marks) is not None for line in parted)
        return tuple(self._plain(parted, number=answered))

    def _parted(self, line: Line) -> Iterator[Line]:
        """Part "Питање: Која општина? Одговор: Лакташи" before the answer."""
        inside = _WITHIN.search(line.text)
        if self._end(line, self._lexicon.answer_marks) is not None:
            inside = None
        if inside is None or key(inside[1]) not in self._lexicon.answer_marks:
            yield line
            return
        yield slice_of(line, 0, inside.start())
        yield slice_of(line, inside.start(), len(line.text))

    def _plain(self, lines: list[Line], *, number: bool) -> Iterator[Line]:
        """Yield *lines* without marks; what an answer follows is numbered, where a *number* may stand."""
        asked = self._questions(lines)
        for at, line in enumerate(lines):
            answer = self._end(line, self._lexicon.answer_marks)
            if answer is not None:
                yield replace(slice_of(line, answer, len(line.text)), answers=key(line.text[answer:]) != "")
            elif at in asked:
                yield self._question(line, number=number)
            elif self._end(line, self._lexicon.question_marks) != len(line.text):
                yield line

    def _questions(self, lines: list[Line]) -> frozenset[int]:
        """Where questions stand: at their mark, in the next line where nothing is behind it; or above an answer."""
        written = [at for at, line in enumerate(lines) if line.text.strip()]
        found: set[int] = set()
        for before, at in zip([None, *written], written, strict=False):
            marked = self._end(lines[at], self._lexicon.question_marks)
            below = before is not None and self._end(lines[before], self._lexicon.question_marks)
            if marked is not None:
                found |= {at} if marked < len(lines[at].text) else set()
            elif before is not None and below == len(lines[before].text):
                found.add(at)
            elif before is not None and self._end(lines[at], self._lexicon.answer_marks) is not None:
                found |= {before} if self._end(lines[before], self._lexicon.answer_marks) is None else set()
        return frozenset(found)

    def _question(self, line: Line, *, number: bool) -> Line:
        start = self._end(line, self._lexicon.question_marks) or 0
        own = NUMBERING.match(line.text[start:])
        if not number:
            return slice_of(line, start, len(line.text))
        rest = slice_of(line, start + (own.end() if own else 0), len(line.text))
        self._asked += 1
        first = replace(rest.spans[0], text="", box=None, control=None) if rest.spans else Span(text="")
        return replace(rest, spans=(replace(first, text=f"{self._asked}. "), *rest.spans))

    def _end(self, line: Line, words: frozenset[str]) -> int | None:
        """How many characters of *line* are a mark in one of *words*."""
        found = _TURN.match(line.text)
        return found.end() if found and key(found[1]) in words else None


# Roman numbers


def without_roman_numbers(document: Document, asks: Callable[[str], bool]) -> Document:
    """Return *document* without the Roman numbers before its questions, if most of what has one *asks* something."""
    found = [(line, number) for line in lines_of(document.blocks) if (number := _NUMBER.match(line.text))]
    if len(found) < _CHAIN:
        return document
    chain: dict[int, Sequence[Line]] = {}
    asked = 0
    for line, number in found:
        if _value(number[1]) == len(chain) + 1:
            chain[id(line)] = (slice_of(line, number.end(), len(line.text)),)
            asked += asks(line.text[number.end() :].partition(":")[0])
    return document if len(chain) < _CHAIN or 2 * asked < len(chain) else rewritten(document, chain)


def _value(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman.translate(_LATIN)]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


# The word before each part of a cluster


def with_parts_listed(document: Document, asked: Asked, is_option: IsOption, parts: AbstractSet[str]) -> Document:
    """Return *document* with the parts in such a list without that word; *parts* are the fields that ask for one."""
    lines = [line for line in lines_of(document.blocks) if ":" in line.text]
    words = [(line.text.partition(":")[0].split() or [""])[-1] for line in lines]
    often = Counter(words)
    asking = [x for x, word in zip(lines, words, strict=True) if often[word] >= _SEVERAL]
    asking = [line for line in asking if (match := asked(_label(line))) and match.field.id in parts]
    bare = {id(line): _without_label(line) for line in asking} if len(asking) >= _SEVERAL else {}
    options = {at: (option,) for at, option in bare.items() if is_option(option)}
    several = options and len({key(option.text) for (option,) in options.values()}) >= _SEVERAL
    return rewritten(document, options) if several else document


def _label(line: Line) -> str:
    """What stands before the colon of *line*, without its box."""
    return "".join([span.text for span in line.spans if span.box is None]).partition(":")[0]


def _without_label(line: Line) -> Line:
    """What stands behind the colon of *line*, and the boxes before it."""
    boxes = tuple(span for span in line.spans if span.box is not None)
    option = slice_of(line, line.text.index(":") + 1, len(line.text))
    return replace(option, spans=(*boxes, *(span for span in option.spans if span.box is None)))
