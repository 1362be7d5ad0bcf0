"""Parts a line or a cell into the label that it begins with and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from intake.rules.call import FieldType
from intake.rules.forms.headings import SECTION
from intake.rules.forms.label_ends import end_of_label
from intake.rules.forms.labels import Labels
from intake.rules.forms.learnt import Learnt
from intake.rules.forms.lexicon import Lexicon, key
from intake.rules.forms.lines import are_asked_and_answered, has_box, is_bare_box, is_bracketed, opens_list, slice_of
from intake.rules.forms.looks import is_all, looking_alike
from intake.rules.forms.matches import Certainty, Match, fits, is_hosted, is_repeated, stranger
from intake.rules.forms.matrices import Crossing, crossings
from intake.rules.forms.parting import REACHED_BY, IsOption, Labelled, before_number_or_address, goes_on, parted
from intake.rules.forms.places import Cell, Line, Mark, Table
from intake.rules.forms.statements import Statements
from intake.rules.script import SMALL_LETTERS

_SEPARATOR = re.compile(r":(?!//)|\?(?=\s)|\t+|_{2,}|\.{4,}|…{2,}|\s[–—-]\s")
_RULE = re.compile(r"__|\.{4}|……")
_BEGUN = re.compile(r"[:\d]")  # in what precedes it, an answer has begun already
_ASKED = re.compile(rf"^\s*(?:\d{{1,2}}[.)]\s*)?[^\W\d_{SMALL_LETTERS}][^:?]{{2,80}}[:?](?!//)")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]")
_CLOSING = (":", "?")  # behind which a question is over
_DASHES = ("–", "—", "-")
_LONG_LABEL = 160  # of one behind a wide gap


class Splitter:
    """Finds labels at the beginning of lines and cells with one call's *labels* and what is *learnt*."""

    def __init__(self, labels: Labels, lexicon: Lexicon, learnt: Learnt, *, is_option: IsOption) -> None:
        self._statements = Statements(labels, lexicon, is_option)
        self._labels = labels
        self._learnt = learnt
        self._without = learnt.without
        self._is_option = is_option
        self.line = lru_cache(maxsize=1024)(self._line)  # each stands in a cell, a question and an answer at once

    def _line(self, line: Line, *, least: Certainty = Certainty.FUZZY) -> Labelled | None:
        """Return the label that *line* begins with, at least as sure as *least*; a colon makes a weaker one do."""
        if line.answers or self._learnt.is_headline(line) or is_bare_box(line):
            return None
        if self._labels.headings.is_section(line.text) or self._labels.announces(line.text):
            return None
        known = None if line.text in self._without else self._known(line, least)
        if known is None and (sort := self._labels.end_of_sort(line.text)):
            rest = slice_of(line, sort, len(line.text))
            return Labelled(match=stranger(line.text[:sort]), behind=(rest,) if rest.text.strip() else ())
        if known is None and not self._learnt.shows_labels and self._learnt.label_in(line) is None:
            return self._foreign(line)
        if known and known.match.certainty > Certainty.CONTAINED:
            return self._up_to_look(line, known)
        return self._by_look(line) or known

    def _up_to_look(self, line: Line, known: Labelled) -> Labelled:
        """Leave out of what stands behind a label what looks like a part of it: "1.1. Општина или град – кандидат".

        And give the answer what looks like none: "Вебинари – Два вебинара: …".
        """
        end = self._learnt.label_in(line)
        start = len(line.text) - sum(len(rest.text) for rest in known.behind)
        if end is None or len(known.behind) != 1 or start == end or known.match.field.type is FieldType.CHECKBOX:
            return known
        own = self._labels.match(line.text[:end]) if start > end else None
        if start > end and (own is None or own.field is not known.match.field):
            return known
        rest = slice_of(line, end, len(line.text))
        return replace(known, behind=(rest,) if rest.text.strip() else ())

    def _known(self, line: Line, least: Certainty) -> Labelled | None:
        found = max(self._candidates(line, least), key=lambda candidate: candidate[:2], default=None)
        return self._statements.of(line) if found is None else self._statements.with_answer(line, found[2])

    def _foreign(self, line: Line) -> Labelled | None:
        """What other forms ask and this call does not, where the look of labels does not tell: "Факс: 051/123-456"."""
        asked = _ASKED.match(line.text)
        if asked is None or not self._labels.is_foreign(asked[0]) or self._labels.headings.is_title(asked[0]):
            return None
        rest = slice_of(line, asked.end(), len(line.text))
        return Labelled(match=stranger(asked[0]), behind=(rest,) if rest.text.strip() else ())

    def _by_look(self, line: Line) -> Labelled | None:
        """What looks like the document's labels is one, whether or not the call knows its words."""
        end = self._learnt.label_in(line)
        return None if end is None or self._is_titled(line.text[:end]) else self._looking(line)

    def _looking(self, line: Line) -> Labelled | None:
        """What looks like a label, though it has the words of a heading, where an answer stands with it."""
        end = self._learnt.label_in(line)
        if end is None or self._is_option(line):
            return None
        label, rest = line.text[:end], slice_of(line, end, len(line.text))
        known = None if line.text in self._without else self._labels.match(label)
        match = replace(known, certainty=Certainty.FUZZY) if known else stranger(label)
        return Labelled(match=match, behind=(rest,) if rest.text.strip() and not is_bracketed(rest.text) else ())

    def _is_titled(self, label: str) -> bool:
        """Tell whether *label* is a title: the form's, or a heading where labels have a colon and it has none."""
        match = self._labels.match(label)
        reached = match is not None and match.field.type in REACHED_BY  # no heading speaks of telephones
        reached = reached or self._labels.is_meant(label)
        return self._labels.headings.is_title(label) or (
            not reached
            and not label.rstrip().endswith((*_CLOSING, *_DASHES))
            and not _NUMBERED.match(label)
            and bool(self._labels.headings.of(label))
        )

    def statement(self, text: str) -> Labelled | None:
        """Return the statement that *text*, which is ticked or answered with a yes, makes in words of its own."""
        return self._statements.made(text)

    def _candidates(self, line: Line, least: Certainty) -> Iterator[tuple[Certainty, int, Labelled]]:
        """Every way to part *line*, with what counts: how sure the label is, then how long.

        The whole line counts as a label by its length only where that is sure.
        """
        text = line.text
        if whole := self._labels.match(text):
            exact = whole.certainty is Certainty.EXACT
            worded = whole.certainty > Certainty.CONTAINED or " " in whole.key
            if exact or (worded and whole.certainty >= least and fits(whole, text)):
                yield whole.certainty, len(text) if exact else 0, Labelled(match=whole)
        yield from self._before_separators(line)
        for gap in before_number_or_address(text):
            label = text[: gap.start()]
            match = None if _BEGUN.search(label) else self._labels.match(label)
            if match and match.certainty is Certainty.EXACT and match.field.type in REACHED_BY:
                rest = slice_of(line, gap.end(), len(text))
                yield match.certainty, gap.start(), Labelled(match=match, behind=(rest,))

    def _before_separators(self, line: Line) -> Iterator[tuple[Certainty, int, Labelled]]:
        """The labels before a colon, a question mark, tabs, rules and dashes."""
        text = line.text
        for separator in _SEPARATOR.finditer(text):
            colon = separator.group() in _CLOSING
            label = text[: separator.start()]
            if not colon and (_RULE.search(label) or ":" in label.rstrip(" :")):
                break  # an answer has begun
            if separator.group() == "?" and text.rstrip().endswith("?"):
                continue  # "Имате ли интернет страницу? Која је?"
            match = self._labels.match(text[: separator.end()] if separator.group() == "?" else label)
            if match and is_hosted(match, line, separator.start(), self._is_option):
                continue
            placed = colon or _RULE.match(separator.group())
            if match and match.certainty >= (Certainty.CONTAINED if placed else Certainty.FUZZY) and fits(match, label):
                rest = slice_of(line, end_of_label(match, separator, self._labels), len(text))
                if separator.group().strip() in _DASHES and goes_on(match, rest.text, text, self._labels):
                    continue
                behind = (rest,) if rest.text.strip() and not self._labels.is_list(rest.text) else ()
                yield match.certainty, len(label), Labelled(match=match, behind=behind)
                if colon and match.certainty is not Certainty.CONTAINED:
                    break  # "Нацрт концепта: Прва замисао: …" has an answer with a colon of its own

    def cell(self, cell: Cell) -> Labelled | None:
        """Return the label that *cell* begins with; it may be broken over lines or repeated in a second language."""
        lines = [line for line in cell.lines if line.text.strip()]
        if cell.hidden or not lines or (len(lines) == 1 and self.heading(cell.text)):
            return None
        if all(has_box(line) for line in lines):  # an option, or a statement with its box
            statement = self.line(lines[0])
            stated = statement and (statement.match.field.type is FieldType.CHECKBOX or not statement.match.known)
            return statement if stated else None
        first = self.line(lines[0])
        if first is None and len(lines) > 1 and not self.heading(lines[0].text) and not is_bracketed(lines[0].text):
            first = self._looking(lines[0])
        if (
            first is None
            and (whole := self._labels.match(cell.text.replace("\n", " ")))
            and whole.certainty > Certainty.CONTAINED
        ):
            return Labelled(match=whole)
        option = first is None and self._is_option(lines[0])
        first = first or (None if option else self.line(lines[0], least=Certainty.CONTAINED))
        if first is None:
            return None
        behind = list(first.behind)
        for at, line in enumerate(lines[1:], start=2):
            if SECTION.match(line.text):
                break
            again = None if behind or opens_list(line, lines[at:]) else self.line(line)
            if again is not None and is_repeated(first.match, again.match):
                behind.extend(again.behind)
            elif behind or not is_bracketed(line.text):
                behind.append(line)
        return Labelled(match=first.match, behind=tuple(behind))

    def may_ask(self, cell: Cell) -> bool:
        """Tell whether a cell alone in its row is a question, though in words that say it only in part."""
        text = cell.text.strip()
        match = self._labels.match(text) if len(cell.lines) == 1 else None
        return match is not None and match.field.type is not FieldType.CHOICE and text.rstrip("* ").endswith((":", "?"))

    def begun(self, cell: Cell) -> Labelled | None:
        """Return the label with whose word a cell in a column of labels begins: "Позиција те особе у општини"."""
        words = key(cell.text).split()
        match = self._labels.match(cell.text) if len(cell.lines) == 1 else None
        if match is None or match.field.type is FieldType.CHOICE or cell.lines[0].text in self._without:
            return None
        if self.heading(cell.text) or self._is_option(cell.lines[0]):
            return None
        known = words[0] in match.key.split() or " " in match.key
        return Labelled(match=match) if known and fits(match, cell.text) else None

    def strange(self, cell: Cell) -> Labelled | None:
        """Return the unknown question that a cell in a column of labels is; None for a number, an option, a heading."""
        lines = [line for line in cell.lines if line.text.strip()]
        text = cell.text.replace("\n", " ").strip()
        words = re.search(r"[^\W\d_]{2}", text) and len(text) <= _LONG_LABEL
        if (
            cell.hidden
            or not words
            or self._labels.headings.is_title(text)
            or self._labels.announces(text)
            or SECTION.match(text)
            or any(map(has_box, lines))
            or any(map(self._is_option, lines))
        ):
            return None
        known = None if lines[0].text in self._without else self._labels.match(text)
        asks = known is not None and known.field.type not in (FieldType.CHOICE, FieldType.MUNICIPALITY)
        asks = asks and known is not None and (" " in known.key or known.field.type in REACHED_BY)
        return Labelled(match=known if known and asks else stranger(text))

    def is_headline(self, line: Line) -> bool:
        """Tell whether *line* is a heading by its look."""
        return self._learnt.is_headline(line)

    def heads_line(self, line: Line) -> bool:
        """Tell whether *line* is the heading of a section, by its words, its number or its look."""
        end = self._learnt.label_in(line)
        titled = end is not None and not line.text[end:].strip() and self._is_titled(line.text[:end])
        return titled or self._learnt.is_headline(line) or self.heading(line.text)

    def is_label_column(self, row: int, column: int) -> bool:
        """Tell whether labels stand in this column in other tables, too, in rows of as many cells."""
        return (row, column) in self._learnt.columns

    def heading(self, text: str) -> bool:
        """Tell whether *text* is the heading of a section."""
        return bool(SECTION.match(text)) or self._labels.announces(text)

    def asks(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label by its own words, and not in brackets."""
        found = self.cell(cell)
        return found is not None and found.match.certainty > Certainty.CONTAINED and not is_bracketed(cell.text)

    def heads(self, cell: Cell) -> bool:
        """Tell whether the words of *cell* are those of a section: "Подаци о лицу за контакт"."""
        return self._labels.headings.of(cell.text) is not None

    def offers(self, cell: Cell) -> bool:
        """Tell whether options stand in *cell*."""
        return any(self._is_option(line) for line in cell.lines)

    def choosing(self, labelled: Labelled) -> Labelled:
        """Return an unknown question as that of the choice."""
        return replace(labelled, match=self._labels.choice(labelled.match))

    def crossings(self, table: Table, alone: Mapping[int, Match]) -> tuple[Crossing, ...]:
        """Return the answers of a table that crosses persons with their particulars; none of another."""
        return crossings(table, alone, self._labels)

    def asks_several(self, cell: Cell) -> bool:
        """Tell whether *cell* holds several questions, one below the other: a form inside a frame.

        What begins with the question of a long answer holds that answer, whatever it speaks of in another look.
        """
        titled = bool(cell.lines) and bool(SECTION.match(cell.lines[0].text))
        first = None if titled else next((self.line(line) for line in cell.lines if line.text.strip()), None)
        if first and first.match.field.type is FieldType.LONG_TEXT and first.match.certainty > Certainty.CONTAINED:
            return any(first.differs(other) for other in map(self.line, looking_alike(cell.lines)))
        if are_asked_and_answered(cell.lines):
            return False
        pieces = [piece for line in cell.lines for piece in self.pieces(line) if piece.text.strip()]
        found = [*map(self.line, pieces)] if len(pieces) > 1 else []
        if len(found) > 1 and found[-2] is None and found[-1] and not found[-1].behind:
            found.pop()  # "Ана Анић", and below it "начелница": nothing answers that, and no other question follows
        asked = len({labelled.match.field.id for labelled in found if labelled})
        return asked > 1 or (asked == 1 and not found[0] and is_all(pieces[0], Mark.ITALIC))  # a note above

    def pieces(self, line: Line) -> Iterator[Line]:
        """Part a line that asks several things ("Телефон: … E-mail: …") before each label but the first."""
        found = [line] if line.answers else list(parted(line, self._labels, self.line))
        end = self._learnt.label_in(line) if len(found) > 1 else None
        if end is None:
            return iter(found)
        ends = list(accumulate(len(piece.text) for piece in found))
        whole = next((n for n, length in enumerate(ends, 1) if length >= end), len(found))
        first = slice_of(line, 0, ends[whole - 1])
        return iter((first, *found[whole:]))
