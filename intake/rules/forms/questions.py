"""Where a form asks, and where the answer to each question stands.

The result is a sequence of questions in reading order, each with the lines that may answer it, and the lines that
belong to no question. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from intake.rules.call import Field, FieldType
from intake.rules.forms.captions import LEAST as LEAST_CAPTIONS
from intake.rules.forms.captions import any_caption, caption
from intake.rules.forms.headings import SECTION
from intake.rules.forms.items import Item, Loose, Question
from intake.rules.forms.labels import Certainty, Labels, stranger
from intake.rules.forms.lexicon import Lexicon
from intake.rules.forms.lines import has_box, is_bracketed, opens_list, slice_of
from intake.rules.forms.looks import Look, learn
from intake.rules.forms.marks import common_marks, pieces, yes_no
from intake.rules.forms.places import Block, Line, Mark, Table
from intake.rules.forms.splitting import IsOption, Labelled, Splitter
from intake.rules.forms.tables import ROOMY, Asked, Beside, TableReader, Within

_PRINTED_NUMBER = re.compile(r"^\s*\(?(\d{1,2})\s*[.)]")
_LISTED = re.compile(r"\s*[-–—•▪*]\s")
_INLINE = re.compile(r"^\s*([^\W\d_][^:@?.!;,–—]{3,60})(?::(?!//)|\s[–—])\s+(?:\S+\s*){1,14}$")
_LONE = re.compile(r"^\s*(?:\d{1,2}[.)]\s*)?[^\W\d_][^:@?.!;–—]{3,70}(?::|\s[–—])\s*$")
_ASKING = re.compile(r"^([^:@]{3,120}):(?!//)")
_LONGEST_QUESTION = 200  # characters


class Layout:
    """Finds the questions of documents with one call's *labels*."""

    def __init__(
        self,
        labels: Labels,
        lexicon: Lexicon,
        is_option: IsOption,
        *,
        look: Look | None = None,
        without: frozenset[str] = frozenset(),
        captions: frozenset[str] = frozenset(),
    ) -> None:
        self._labels = labels
        self._captions = captions
        self._lexicon = lexicon
        self._is_option = is_option
        self._look = look
        self._without = without
        self._splitter = Splitter(labels, look=look, is_option=is_option, without=without)

    def items(self, blocks: Sequence[Block], *, skip: frozenset[str] = frozenset()) -> tuple[Item, ...]:
        """Return what stands in *blocks*, in reading order; cells whose address is in *skip* are left out.

        What only contains the words of a label ("Партнери на терену су: …") is none where its question is asked in
        so many words elsewhere.
        """
        found = self._items(blocks, skip)
        asked = [item for item in found if isinstance(item, Question)]
        look = self._look or _look_of(asked)
        weak = self._without | frozenset(_weak(asked)) | frozenset(_plain(asked, look))
        captions = self._captions or _captions(asked)
        if (weak, look, captions) == (self._without, self._look, self._captions):
            return found
        again = Layout(self._labels, self._lexicon, self._is_option, look=look, without=weak, captions=captions)
        return again.items(blocks, skip=skip)

    def _items(self, blocks: Sequence[Block], skip: frozenset[str]) -> tuple[Item, ...]:
        found: list[Item] = []
        run: list[Line] = []
        framed = self._headings_of_nested(blocks)
        for block in blocks:
            match block:
                case Line():
                    run.append(block)
                case Table() if not block.hidden:
                    run += framed.get(block.address.rpartition(", table ")[0], ())
                    cells = tuple(c for c in block.cells if c.address not in skip and c.address not in framed)
                    run = self._around_table(run, replace(block, cells=cells), found)
                case Table():
                    pass
        found.extend(self._paragraphs(run))
        return tuple(found)

    def _headings_of_nested(self, blocks: Sequence[Block]) -> Mapping[str, tuple[Line, ...]]:
        """The cells that hold nothing but a heading and the tables under it, by their addresses."""
        hosts = {block.address.rpartition(", table ")[0] for block in blocks if isinstance(block, Table)}
        cells = (cell for block in blocks if isinstance(block, Table) for cell in block.cells if cell.address in hosts)
        written = ((cell.address, tuple(line for line in cell.lines if line.text.strip())) for cell in cells)
        return {at: lines for at, lines in written if len(lines) == 1 and self._labels.headings.of(lines[0].text)}

    def _around_table(self, run: list[Line], table: Table, found: list[Item]) -> list[Line]:
        """Take a table in. One without labels, under a label that nothing answers yet, is the frame of that answer."""
        asked = TableReader(table, self._splitter, self._lexicon).asked()
        if len(table.cells) == 1 and run and (labelled := self._framing(run[-1])):
            found.extend(self._paragraphs(run[:-1]))
            found.append(Question(match=labelled.match, label=run[-1], answer=table.cells[0].lines))
            return []
        if run and self._is_open(run[-1]) and not any(isinstance(a, Asked | Within) for a in asked):
            return [*run, *(line for cell in table.cells if not cell.hidden for line in cell.lines)]
        found.extend(self._paragraphs(run))
        for a in asked:
            match a:
                case Asked():
                    found.append(Question(match=a.match, label=a.label, answer=a.answer, cell=a.cell, row=a.row))
                case Within(lines=lines):
                    found.extend(self._paragraphs(lines))
                case Beside():
                    found.append(Loose(line=a.line, cell=a.cell, row=a.row))
        return []

    def _is_open(self, line: Line) -> bool:
        labelled = self._splitter.line(line)
        if labelled is None or labelled.match.field.type is FieldType.CHOICE:  # options keep their rows
            return False
        return all(self._lexicon.is_blank(rest.text) for rest in labelled.behind)

    def _framing(self, line: Line) -> Labelled | None:
        """The question of a long answer that stands in a frame of its own below it; in whatever words, with a colon."""
        labelled = self._splitter.line(line) or (Labelled(match=stranger(line.text)) if _LONE.match(line.text) else None)
        long = labelled is not None and labelled.match.field.type in (FieldType.LONG_TEXT, FieldType.MULTIPLE)
        return labelled if long and labelled is not None and not labelled.behind else None

    def _paragraphs(self, lines: Sequence[Line]) -> Iterator[Item]:
        pieces = [piece for line in lines for piece in self._splitter.pieces(line)]
        at = 0
        while at < len(pieces):
            item, taken = self._item(pieces[at], pieces[at + 1 :])
            at += taken
            doubtful = isinstance(item, Question) and item.field.type is FieldType.LONG_TEXT and item.match.known
            cut = pieces[at] if doubtful and at < len(pieces) and self._is_doubtful(pieces[at]) else None
            yield replace(item, cut=cut) if isinstance(item, Question) and cut else item

    def _is_doubtful(self, line: Line) -> bool:
        """Tell whether *line* ends an answer by some of its words alone, in a document whose labels look like text."""
        if self._look is not None or has_box(line) or line.text in self._without:
            return False
        found = self._splitter.line(line)
        if found is None:
            return bool(_LONE.match(line.text))
        return found.match.certainty is Certainty.CONTAINED or not found.match.known

    def _item(self, line: Line, following: Sequence[Line]) -> tuple[Item, int]:
        """Return what *line* is, and how many lines it takes, itself included."""
        labelled = None if self._heads(line, following) else self._splitter.line(line)
        below = self._caption(line, following[:1])
        if below and (labelled is None or self._is_captioned(labelled, line, below)):
            return Question(match=below.match, label=following[0], answer=(line,)), 2
        if labelled is None and (self._is_lone(line, following) or self._is_listing(line, following)):
            labelled = Labelled(match=stranger(line.text))
        if labelled is None and (inline := self._inline(line)):
            return Question(match=inline.match, label=line, answer=inline.behind), 1
        if labelled is None:
            return Loose(line=line), 1
        if is_bracketed(line.text):
            return Loose(line=line), 1  # a hint below the place of an answer
        if not labelled.match.known and self._offers((*labelled.behind, *following)):
            labelled = replace(labelled, match=self._labels.choice(labelled.match))
        under = tuple(self._below_label(line, labelled, following))
        return Question(match=labelled.match, label=line, answer=(*labelled.behind, *under)), 1 + len(under)

    def _offers(self, lines: Sequence[Line]) -> bool:
        """Tell whether *lines* begin with an option that has its box."""
        first = next((line for line in lines if not self._is_empty(line)), None)
        return first is not None and has_box(first) and any(map(self._is_option, pieces(first)))

    def _caption(self, line: Line, following: Sequence[Line]) -> Labelled | None:
        """The label in brackets that stands below what was written in *line*: "(име и презиме)"."""
        if not following:
            return None
        known = caption(following[0], self._splitter)
        return known or (any_caption(following[0], line, self._splitter) if self._captions else None)

    def _is_captioned(self, labelled: Labelled, line: Line, caption: Labelled | None) -> bool:
        """Tell whether what looks like a label was written above a caption that asks something else: "Начелник"."""
        alone = not labelled.behind and not line.text.rstrip(" *").endswith(":")
        other = caption is not None and caption.match.field.id != labelled.match.field.id
        return alone and other and not is_bracketed(line.text)

    def _below_label(self, label: Line, labelled: Labelled, following: Sequence[Line]) -> Iterator[Line]:
        kind = labelled.match.field.type
        place = any(rest.text.strip() for rest in labelled.behind)  # what was written, or a ruled line to write on
        if kind is FieldType.CHECKBOX:
            said = has_box(label) or yes_no(labelled.behind, self._lexicon) is not None
            return iter(()) if said else self._marked(self._below(label, labelled, following, first_only=False))
        if place and kind not in ROOMY:
            return iter(())
        return self._below(label, labelled, following, first_only=kind not in ROOMY)

    def _marked(self, lines: Iterator[Line]) -> Iterator[Line]:
        """The lines up to the first that is neither a yes or no, nor a hint."""
        return takewhile(lambda x: self._is_empty(x) or has_box(x) or yes_no([x], self._lexicon) is not None, lines)

    def _is_empty(self, line: Line) -> bool:
        return self._lexicon.is_blank(line.text) or is_bracketed(line.text)

    def _below(self, label: Line, above: Labelled, lines: Sequence[Line], *, first_only: bool) -> Iterator[Line]:
        """Yield the lines that answer the label above: up to the next label, or to the first that says something."""
        written = [rest for rest in above.behind if not self._is_empty(rest)]
        for at, line in enumerate(lines):
            if not first_only and opens_list(line, lines[at + 1 :]) and self._is_own(line, above):
                yield line
                written.append(line)
                continue
            if not first_only and (
                self._is_lone(line, lines[at + 1 :])
                or (not above.match.known and self._is_listing(line, lines[at + 1 :]))
            ):
                return
            if SECTION.match(line.text) or self._labels.announces(line.text) or self._asks(line, above, written):
                return
            if _is_next_number(line, label, written) or self._heads(line, lines[at + 1 :]):
                return
            alone = above.match.field.type is FieldType.CHOICE or not above.match.known
            if alone and (written or above.behind) and self._inline(line):
                return
            if not first_only and self._is_unknown_question(line, label, written):
                return
            if not written and _is_bold(line) and _is_bold(label) and not all(map(_is_bold, lines[at + 1 : at + 2])):
                return  # the next heading
            below = self._caption(line, lines[at + 1 : at + 2])
            if below and below.match.field.id != above.match.field.id:
                return
            if first_only and self._is_asking(line, above.match.field):
                return  # a question that the call does not know, perhaps with its answer
            yield line
            if not self._is_empty(line):
                written.append(line)
                if first_only:
                    return

    def _heads(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether *line* is a heading of an outline: "6. Изјаве", and below it "6.1. …"."""
        after = next((x for x in following if x.text.strip()), None)
        return self._look is not None and after is not None and self._look.is_heading(line, after)

    def _is_asking(self, line: Line, above: Field) -> bool:
        asked = _ASKING.match(line.text)
        mailto = above.type is FieldType.EMAIL and "@" in line.text
        return asked is not None and not mailto and not self._lexicon.is_caption(asked[1])

    def _asks(self, line: Line, above: Labelled, written: Sequence[Line]) -> bool:
        """Tell whether *line* asks something else than what a long answer speaks of itself ("Рањиве групе су: …")."""
        found = self._splitter.line(line)
        if found is None:
            return False
        if self._look is not None and self._look.label_in(line) is not None:
            return True
        if found.match.certainty is Certainty.CONTAINED and _LISTED.match(line.text) and written:
            return False  # "- простор: 60 m2"
        same = found.match.field.id == above.match.field.id and found.match.field.type is FieldType.LONG_TEXT
        clearer = above.match.certainty is Certainty.CONTAINED < found.match.certainty
        part = set(found.match.key.split()) < set(above.match.key.split())  # "Разлози:" below "Разлози за пријаву …"
        own = part or (not clearer and (bool(written) or found.match.certainty < Certainty.EXACT))
        return not (same and own and (part or found.behind))

    def _is_own(self, line: Line, above: Labelled) -> bool:
        """Tell whether *line* asks the same as the label above, or nothing: "Рањиве групе:" and a list below it."""
        found = None if self._look and self._look.label_in(line) is not None else self._splitter.line(line)
        long = above.match.field.type is FieldType.LONG_TEXT
        return long and found is not None and found.match.field.id == above.match.field.id

    def _is_lone(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether *line* is a question in unknown words: where labels look like text, all that ends in a colon."""
        after = next((x for x in following if x.text.strip()), None)
        asks = self._look is None and _LONE.match(line.text) and not self._lexicon.is_hint(line.text)
        said = after is not None and not has_box(after) and not self._is_option(after) and not _LISTED.match(after.text)
        return bool(asks) and said and not opens_list(line, following)

    def _is_listing(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether a list stands below *line* that answers no other question: "Предлажемо за чланове:"."""
        return self._look is None and bool(_LONE.match(line.text)) and opens_list(line, following)

    def _inline(self, line: Line) -> Labelled | None:
        """A question in unknown words with its short answer behind its colon, where labels look like text."""
        asked = _INLINE.match(line.text) if self._look is None and not has_box(line) else None
        if asked is None or self._is_option(line) or self._lexicon.is_hint(line.text):
            return None
        if self._lexicon.is_number(asked[1]):
            return None  # "Одабрано: 1"
        known = self._labels.match(asked[1])
        if self._labels.headings.is_title(asked[1]) or line.text in self._without:
            return None
        return Labelled(match=known or stranger(asked[1]), behind=(slice_of(line, asked.end(1) + 2, len(line.text)),))

    def _is_unknown_question(self, line: Line, label: Line, written: Sequence[Line]) -> bool:
        """Tell whether *line* looks like the label above, and like nothing of the answer: the call does not know it."""
        if not written or len(line.text) > _LONGEST_QUESTION or self._is_empty(line):
            return False
        if has_box(line) and not any(map(has_box, (label, *written))):
            return True
        if _begins_bold(line) and _begins_bold(label):
            return True
        return _is_bold(line) and _is_bold(label) and not any(map(_is_bold, written))


def _is_next_number(line: Line, label: Line, written: Sequence[Line]) -> bool:
    """Tell whether *line* has the number after that of *label*, and is no item of a list in the answer."""
    here, there = (_PRINTED_NUMBER.match(x.text) for x in (line, label))
    numbers = {found.group(1) for x in written if (found := _PRINTED_NUMBER.match(x.text))}
    follows = here is not None and there is not None and int(here[1]) == int(there[1]) + 1
    return follows and there is not None and there[1] not in numbers and len(line.text) <= _LONGEST_QUESTION


def _weak(asked: Sequence[Question]) -> Iterable[str]:
    """The lines that seem to ask what another one asks more clearly, and not only in a word that fits several."""
    said = (i for i in asked if any(line.text.strip(" _.…") for line in i.answer))
    sure = [i for i in said if i.match.certainty > Certainty.CONTAINED]
    exact = {i.field.id for i in sure if i.match.certainty is Certainty.EXACT and not i.match.bare}
    for item in asked:
        if item.field.type is FieldType.MUNICIPALITY and item.match.certainty is Certainty.FUZZY:
            if item.field.id in exact:
                yield item.label.text
        elif item.match.certainty is Certainty.CONTAINED:
            rivals = (i for i in sure if i.field.id == item.field.id)
            if any(not i.match.bare or item.match.bare or item.cell is None for i in rivals):
                yield item.label.text


def _plain(asked: Sequence[Question], look: Look | None) -> Iterable[str]:
    """The lines that do not look like the document's labels and ask what one that does asks: an answer speaks so."""
    if look is None:
        return
    looking = {item.field.id for item in asked if look.label_in(item.label) is not None}
    for item in asked:
        own = item.field.type is FieldType.LONG_TEXT and look.label_in(item.label) is None
        if own and item.field.id in looking:
            yield item.label.text


def _captions(asked: Sequence[Question]) -> frozenset[str]:
    """The known captions of a document that has several."""
    found = frozenset(item.label.text for item in asked if item.match.known and is_bracketed(item.label.text))
    return found if len(found) >= LEAST_CAPTIONS else frozenset()


def _look_of(asked: Sequence[Question]) -> Look | None:
    """How the labels look that are known by their words."""
    sure = [item for item in asked if item.match.certainty > Certainty.CONTAINED]
    return learn([item.label for item in sure], (line for item in sure for line in item.answer))


def _begins_bold(line: Line) -> bool:
    """Tell whether a bold label and its answer in plain type stand in *line*."""
    spans = [span for span in line.spans if span.text.strip()]
    plain = next((at for at, span in enumerate(spans) if Mark.BOLD not in span.marks), 0)
    return plain > 0 and "".join(span.text for span in spans[:plain]).rstrip().endswith(":")


def _is_bold(line: Line) -> bool:
    return Mark.BOLD in common_marks([span for span in line.spans if span.text.strip()])
