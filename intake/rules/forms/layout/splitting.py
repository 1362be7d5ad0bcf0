"""Which cell asks something, by the lines in it, and where a line or a cell that asks several things is parted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from intake.rules.call import FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.line_labels import LineLabels
from intake.rules.forms.labels.looks import is_all, looking_alike
from intake.rules.forms.labels.parting import IsOption, Labelled, parted
from intake.rules.forms.layout.matrices import Crossing, crossings
from intake.rules.forms.places import Cell, Line, Mark, Table
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import are_asked_and_answered, has_box, is_bracketed, opens_list, slice_of
from intake.rules.forms.words.matches import (
    REACHED_BY,
    SIGNATORY,
    SPEAKING,
    Certainty,
    Match,
    echoes,
    fits,
    is_repeated,
    stranger,
)
from intake.rules.forms.words.persons import is_named_first, is_person
from intake.rules.forms.words.stems import BRACKETS, NUMBERING, echo

_DATA = re.compile(r"[:;@_?]|\d{2}|,\s")  # no heading has such
_LONG_LABEL = 160  # of one behind a wide gap


class Splitter:
    """Finds labels at the beginning of lines and cells with one call's *labels* and what is *learnt*."""

    def __init__(self, labels: Labels, lexicon: Lexicon, learnt: Learnt, *, is_option: IsOption) -> None:
        self._labels = labels
        self._learnt = learnt
        self.is_seal = lexicon.is_seal
        self.is_option = is_option
        self._lines = LineLabels(labels, lexicon, learnt, is_option)
        self.line, self.statement, self.looking = self._lines.of, self._lines.statement, self._lines.looking
        self.heads_line, self.heading = self._lines.heads, self._lines.is_heading

    def cell(self, cell: Cell) -> Labelled | None:
        """Return the label that *cell* begins with; it may be broken over lines or repeated in a second language."""
        lines = [line for line in cell.lines if line.text.strip()]
        if cell.hidden or not lines or (len(lines) == 1 and self.heading(cell.text)) or self._is_ringed(lines[0]):
            return None
        if all(map(has_box, lines)):  # an option, or a statement with its box
            statement = self.line(lines[0])
            stated = statement and (statement.match.field.type is FieldType.CHECKBOX or not statement.match.known)
            return statement if stated else None
        first = self.line(lines[0])
        if first is None and len(lines) > 1 and not self.heading(lines[0].text) and not is_bracketed(lines[0].text):
            first = self._lines.looking(lines[0])
        if (
            first is None
            and (whole := self._labels.match(cell.text.replace("\n", " ")))
            and whole.certainty > Certainty.CONTAINED
        ):
            return self._signed(whole, lines) if whole.field.id == SIGNATORY else Labelled(match=whole)
        option = first is None and self.is_option(lines[0])
        first = first or (None if option else self._in_some_words(lines[0]))
        if first is None or (first.match.field.id == SIGNATORY and self.is_seal(cell.text)):
            return None
        behind = list(first.behind)
        for at, line in enumerate(lines[1:], start=2):
            if SECTION.match(line.text):
                break
            again = None if behind or opens_list(line, lines[at:]) else self.line(line)
            spoken = again is not None and bool(again.behind) and self._is_spoken(lines[0], first, line, again)
            if again is not None and not spoken and is_repeated(first.match, again.match):
                behind.extend(again.behind)
            elif behind or not is_bracketed(line.text):
                behind.append(line)
        return Labelled(match=first.match, behind=tuple(behind))

    def _is_ringed(self, line: Line) -> bool:
        """Tell whether *line* is an option in brackets, whatever stands behind: "[c. Мобилни тимови] – наш избор"."""
        return line.text.lstrip().startswith(("[", "(")) and self.is_option(line)

    def _in_some_words(self, line: Line) -> Labelled | None:
        """The label that *line* begins with in some of its words; a statement says so many of its own for sure."""
        found = self.line(line, least=Certainty.CONTAINED)
        if found is None or found.behind or found.match.field.type is not FieldType.CHECKBOX:
            return found
        said = self._labels.statements.sure(line.text)
        return replace(found, match=said) if said and said.field is found.match.field else found

    def _is_spoken(self, label: Line, asked: Labelled, line: Line, again: Labelled) -> bool:
        """Tell whether *line*, below a *label*, answers it in words of its own, in no second language or in a few."""
        if echoes(asked.match, again.match):
            return True
        opening = line.text[: len(line.text) - len(again.behind[0].text)]
        if asked.match.field.type in SPEAKING and not self._labels.tongues.differ(label.text, opening):
            return True
        part = 2 * len(key(opening).split()) <= len(key(label.text).split())
        own = part and echo(label.text, opening) and asked.match.field is again.match.field
        return own and asked.match.field.type in SPEAKING

    def _signed(self, asked: Match, lines: Sequence[Line]) -> Labelled | None:
        """The question who signs that all *lines* of a cell ask, or the last of them below a name.

        The place of the seal asks nothing, and who is named in the last line is no part of a label.
        """
        last = self.line(lines[-1]) if len(lines) > 1 else None
        if last is not None and not last.behind and last.match.field is asked.field and is_named_first(lines[0].text):
            return replace(last, behind=tuple(lines[:-1]))
        named = len(lines) > 1 and is_person(lines[-1].text)
        return None if named or self.is_seal("\n".join(line.text for line in lines)) else Labelled(match=asked)

    def may_ask(self, cell: Cell) -> bool:
        """Tell whether a cell alone in its row is a question, though in words that say it only in part."""
        text = cell.text.strip()
        match = self._labels.match(text) if len(cell.lines) == 1 else None
        return match is not None and match.field.type is not FieldType.CHOICE and text.rstrip("* ").endswith((":", "?"))

    def begun(self, cell: Cell) -> Labelled | None:
        """Return the label with whose word a cell in a column of labels begins: "Позиција те особе у општини"."""
        words = key(cell.text).split()
        match = self._labels.match(cell.text) if len(cell.lines) == 1 else None
        if match is None or match.field.type is FieldType.CHOICE or cell.lines[0].text in self._learnt.without:
            return None
        if self.heading(cell.text) or self.is_option(cell.lines[0]):
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
            or any(map(self.is_option, lines))
            or self.is_seal(cell.text)
        ):
            return None
        known = None if lines[0].text in self._learnt.without else self._labels.match(text)
        asks = known is not None and known.field.type not in (FieldType.CHOICE, FieldType.MUNICIPALITY)
        asks = asks and known is not None and (" " in known.key or known.field.type in REACHED_BY)
        return Labelled(match=known if known and asks else stranger(text))

    def asks_more(self, labelled: Labelled) -> bool:
        """Tell whether what stands behind a label's colon only says what it is about: "Ресурси: људи, новац"."""
        match = labelled.match
        behind = len(labelled.behind) == 1 and match.known and match.field.type is FieldType.LONG_TEXT
        return behind and self._labels.lists(labelled.behind[0].text, match.field)

    def is_statement(self, cell: Cell) -> bool:
        """Tell whether *cell* makes a statement of the call's in so many words."""
        return self._labels.statements.sure(cell.text) is not None

    def is_label_column(self, row: int, column: int) -> bool:
        """Tell whether labels stand in this column in other tables, too, in rows of as many cells."""
        return (row, column) in self._learnt.columns

    def asks(self, cell: Cell) -> bool:
        """Tell whether *cell* is a label by its own words, and not in brackets."""
        found = self.cell(cell)
        return found is not None and found.match.certainty > Certainty.CONTAINED and not is_bracketed(cell.text)

    def heads(self, cell: Cell) -> bool:
        """Tell whether the words of *cell* are those of a section: "Подаци о лицу за контакт"."""
        return self._labels.headings.of(cell.text) is not None

    def names_section(self, line: Line) -> bool:
        """Tell whether *line* has the words of a section, and nothing of an answer."""
        return not _DATA.search(line.text) and self._labels.headings.of(line.text) is not None

    def names_part(self, line: Line) -> bool:
        """Tell whether *line* has words of a section's title, and no others: "Изјаве", of "VI. Изјаве и потпис"."""
        text = NUMBERING.sub("", line.text).rstrip(" :")
        return self._labels.headings.is_part(text) and not _DATA.search(BRACKETS.sub("", text))

    def offers(self, cell: Cell) -> bool:
        """Tell whether options stand in *cell*."""
        return any(map(self.is_option, cell.lines))

    def choosing(self, labelled: Labelled) -> Labelled:
        """Return an unknown question as that of the choice."""
        return replace(labelled, match=self._labels.choice(labelled.match))

    def crossings(self, table: Table, alone: Mapping[int, Match]) -> tuple[Crossing, ...]:
        """Return the answers of a table that crosses persons with their particulars; none of another."""
        return crossings(table, alone, self._labels)

    def asks_several(self, cell: Cell) -> bool:
        """Tell whether *cell* holds several questions, one below the other: a form inside a frame.

        What begins with the question of a long answer holds that answer, whatever it speaks of in another look, but no
        statement with its box.
        """
        if len(cell.lines) == 1 and len(self.pieces(cell.lines[0])) == 1:
            return False  # as most cells: their lines need not be known yet
        titled = bool(cell.lines) and bool(SECTION.match(cell.lines[0].text))
        first = None if titled else next((self.line(line) for line in cell.lines if line.text.strip()), None)
        if first and first.match.field.type is FieldType.LONG_TEXT and first.match.certainty > Certainty.CONTAINED:
            alike = any(first.differs(other) for other in map(self.line, looking_alike(cell.lines)))
            return alike or any(map(self._states, cell.lines))
        if are_asked_and_answered(cell.lines):
            return False
        pieces = [piece for line in cell.lines for piece in self.pieces(line) if piece.text.strip()]
        found = [*map(self.line, pieces)] if len(pieces) > 1 else []
        below = zip(pieces, found, pieces[1:], strict=False)
        closer = {at for at, (above, asked, line) in enumerate(below, 1) if self.is_closer(line, above, asked)}
        found = [labelled for at, labelled in enumerate(found) if at not in closer]
        if len(found) > 1 and found[-2] is None and found[-1] and not found[-1].behind:
            found.pop()  # "Ана Анић", and below it "начелница": nothing answers that, and no other question follows
        asked = len({labelled.match.field.id for labelled in found if labelled})
        return asked > 1 or (asked == 1 and not found[0] and is_all(pieces[0], Mark.ITALIC))  # a note above

    def states(self, cell: Cell) -> bool:
        """Tell whether nothing but statements stands in *cell*, each with its box, or a yes and a no behind it."""
        lines = [line for line in cell.lines if line.text.strip()]
        found = [*map(self.line, lines)] if len(lines) > 1 and not any(map(self.is_option, lines)) else []
        made = [one for one in found if one is not None and one.match.field.type is FieldType.CHECKBOX]
        answered = zip(lines, made, strict=False)
        return bool(made) and len(made) == len(lines) and all(has_box(x) or one.behind for x, one in answered)

    def _states(self, line: Line) -> bool:
        """Tell whether *line* is a statement of the call with its box."""
        found = self.line(line) if has_box(line) else None
        return found is not None and found.match.known and found.match.field.type is FieldType.CHECKBOX

    def is_closer(self, line: Line, above: Line, asked: Labelled | None) -> bool:
        """Tell whether *line*, in brackets, only asks more closely what is *asked* in the line *above*.

        "(име и презиме)" below "Начелник општине" does, and anything below a question of the call with its number.
        """
        if asked is None or asked.behind or not is_bracketed(line.text) or is_bracketed(above.text):
            return False
        if self._labels.is_numbered(above.text):
            return True
        inner = self.line(line)
        if inner is None or not inner.match.bare or asked.match.certainty <= Certainty.MEANT or asked.match.bare:
            return False
        own = self._labels.sections.of(asked.match.field)
        return self._labels.sections.in_section(inner.match, own).field is asked.match.field

    def pieces(self, line: Line) -> Sequence[Line]:
        """Part a line that asks several things ("Телефон: … E-mail: …") before each label but the first."""
        found = [line] if line.answers else parted(line, self._labels, self.line)
        end = self._learnt.label_in(line) if len(found) > 1 else None
        if end is None:
            return found
        ends = list(accumulate(len(piece.text) for piece in found))
        whole = next((n for n, length in enumerate(ends, 1) if length >= end), len(found))
        first = slice_of(line, 0, ends[whole - 1])
        return (first, *found[whole:])
