"""Where a form asks, and where the answer to each question stands.

The result is a sequence of questions in reading order, each with the lines that may answer it, and the lines that
belong to no question. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.rules.call import FieldType
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.parting import IsOption, Labelled
from intake.rules.forms.layout.frames import Frames
from intake.rules.forms.layout.learning import learn_from
from intake.rules.forms.layout.openings import with_openings
from intake.rules.forms.layout.paragraphs import Paragraphs
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.layout.tables import TableReader, Within
from intake.rules.forms.places import Block, Line, Table
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box

_TITLE = 8  # words above a table


class Layout:
    """Finds the questions of documents with one call's *labels*."""

    def __init__(self, labels: Labels, lexicon: Lexicon, is_option: IsOption, learnt: Learnt | None = None) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._is_option = is_option
        self._learnt = learnt
        known = learnt or Learnt()
        self._splitter = Splitter(labels, lexicon, known, is_option=is_option)
        self._paragraphs = Paragraphs(labels, lexicon, is_option, self._splitter, known)

    def items(self, blocks: Sequence[Block], *, skip: frozenset[str] = frozenset()) -> tuple[Item, ...]:
        """Return what stands in *blocks*, in reading order; cells whose address is in *skip* are left out.

        What only contains the words of a label ("Партнери на терену су: …") is none where its question is asked in
        so many words elsewhere.
        """
        found = self._items(blocks, skip)
        learnt = learn_from(found, blocks, self._learnt, self._is_option, self._labels.match)
        if learnt == (self._learnt or Learnt()):
            return found
        return Layout(self._labels, self._lexicon, self._is_option, learnt).items(blocks, skip=skip)

    def _items(self, blocks: Sequence[Block], skip: frozenset[str]) -> tuple[Item, ...]:
        found: list[Item] = []
        run: list[Line] = []
        frames = Frames(blocks, self._splitter, self._lexicon)
        for block in blocks:
            if isinstance(block, Line):
                run.append(block)
            elif not block.hidden:
                table = replace(block, cells=tuple(c for c in block.cells if c.address not in skip))
                taken = bool(block.cells) and not table.cells
                if taken and self._is_title(run):
                    found.extend(self._above_title(run))
                    run = []
                elif taken and self._asks_rows(run):
                    found.extend(self._paragraphs.items(run))
                    run = []
                elif asked := frames.question(run, table):
                    question, at = asked
                    found.extend((*self._paragraphs.items(run[:at]), question))
                    run = []
                elif table.box:
                    run += (line for cell in table.cells for line in cell.lines)
                else:
                    run = self._around_table(run, table, found)
        found.extend(self._paragraphs.items(run))
        return tuple(with_openings(found, self._labels.match, self._splitter.names_part))

    def _around_table(self, run: list[Line], table: Table, found: list[Item]) -> list[Line]:
        """Take a table in. One without labels, under a label that nothing answers yet, is the frame of that answer."""
        asked = TableReader(table, self._splitter, self._lexicon).asked()
        open_ = bool(run) and (self._is_open(run[-1]) or (len(table.cells) == 1 and self._heads_boxes(run, table)))
        if open_ and not any(isinstance(a, Question | Within) for a in asked):
            return [*run, *(line for cell in table.cells if not cell.hidden for line in cell.lines)]
        found.extend(self._paragraphs.items(run))
        for a in asked:
            found.extend(self._paragraphs.items(a.lines) if isinstance(a, Within) else (a,))
        return []

    def _heads_boxes(self, run: Sequence[Line], frame: Table) -> bool:
        """Tell whether the last of *run* asks for the choice among the boxes in the *frame* below it."""
        said = [line for line in run if line.text.strip()]
        return bool(said) and self._paragraphs.above_boxes(said[-1], frame.cells[0].lines) is not None

    def _is_title(self, run: Sequence[Line]) -> bool:
        """Tell whether the last of *run* may be the title of the table below, though in words that ask nothing.

        The first line below a label answers that, and an item of a list is one of the answer.
        """
        written = [line for line in run if line.text.strip()]
        last, before = written[-1:], written[-2:-1]
        if not before or self._is_open(before[0]) or has_box(last[0]):
            return False
        text = last[0].text.strip()
        short = len(text.split()) <= _TITLE and text[0].isalpha() and text[-1].isalpha()
        return short and self._splitter.line(last[0]) is None

    def _asks_rows(self, run: Sequence[Line]) -> bool:
        """Tell whether the last of *run* asks for the rows of the table below: it is over with that."""
        last = next((line for line in reversed(run) if line.text.strip()), None)
        labelled = last and self._splitter.line(last)
        return isinstance(labelled, Labelled) and labelled.match.field.type is FieldType.TABLE

    def _above_title(self, run: Sequence[Line]) -> Iterator[Item]:
        """The items of *run*, the last of which may go on with the long answer above it."""
        title = max(at for at, line in enumerate(run) if line.text.strip())
        *before, last = (*self._paragraphs.items(run[:title]),)
        if isinstance(last, Question) and last.match.known and last.answer and last.field.type is FieldType.LONG_TEXT:
            last = replace(last, cut=run[title])
        yield from (*before, last, Loose(line=run[title]))

    def _is_open(self, line: Line) -> bool:
        labelled = self._splitter.line(line)
        if labelled is None or labelled.match.field.type is FieldType.CHOICE:  # options keep their rows
            return False
        return all(self._lexicon.is_blank(rest.text) for rest in labelled.behind)
