"""The questions in lines that follow each other: labels before, above or below their answers, several in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.headings import SECTION
from intake.rules.forms.labels.items import Item, Loose, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.parting import IsOption, Labelled
from intake.rules.forms.labels.plain import PlainQuestions
from intake.rules.forms.layout.endings import Endings
from intake.rules.forms.layout.signed_lines import is_signing
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.marks.marks import pieces, said, yes_no
from intake.rules.forms.places import Line
from intake.rules.forms.words.associations import REACHED
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import ends_address, has_box, is_bracketed
from intake.rules.forms.words.matches import REACHED_BY, ROOMY, SPEAKING, Certainty, stranger
from intake.rules.forms.words.persons import is_person
from intake.rules.forms.words.stems import BRACKETS, asks_name

_RULES = " \t\u00a0_.…"
_NAME = 3  # words of one that was broken behind the first
_TITLE = 2  # words of a heading that may be a question
_BLANK = re.compile(r":[\s*]*$|^\s*[^\W_][^_…]*(?:_{3,}|\.{4,}|…)[\s*]*$")  # a question with its place beside it
_LEFT = re.compile(r"[:?]\s*[–—/-]+\s*$")  # a question and a stroke, which says that nothing was written
_OPENED = re.compile(r"\s*(?:_{2,}|\.{2,}|\.\s|…)[^_…]*[^\s._…]\s*$")  # a rule, and no rule behind what stands on it
_CLOSED = re.compile(r"\s*[^\W_].*(?:_{2,}|\.{3,}|…)\s*$")
_ON_RULE = re.compile(r"\s*(?:_{2,}|\.{2,}|…).*(?:_{2,}|\.{2,}|…)\s*", re.DOTALL)
_RULED = re.compile(r"__|\.\.|…")


class Paragraphs:
    """Finds such questions with one call's *labels* and what is *learnt* of the document."""

    def __init__(
        self, labels: Labels, lexicon: Lexicon, is_option: IsOption, splitter: Splitter, learnt: Learnt
    ) -> None:
        self._labels = labels
        self._lexicon = lexicon
        self._is_option = is_option
        self._learnt = learnt
        self._splitter = splitter
        self._plain = PlainQuestions(labels, lexicon, is_option, learnt)
        self._endings = Endings(splitter, self._plain, lexicon, learnt, is_option)

    def items(self, lines: Sequence[Line]) -> Iterator[Item]:
        """Yield what stands in *lines*: each question with the lines that may answer it, and those of none."""
        pieces = [piece for line in lines for piece in self._parted(line)]
        at = 0
        while at < len(pieces):
            if below := self._endings.above_caption(pieces[at:]):
                caption, height = below
                yield Question(match=caption.match, label=pieces[at + height], answer=tuple(pieces[at : at + height]))
                at += height + 1
                continue
            item, taken = self._item(pieces[at], pieces[at + 1 :])
            at += taken
            long = isinstance(item, Question) and item.field.type in SPEAKING and item.match.known
            doubtful = isinstance(item, Question) and long and bool(item.answer) and at < len(pieces)
            if isinstance(item, Question) and doubtful:
                close = self._is_close(item.label, pieces[at], pieces[at - 1 : at], pieces[at + 1 :])
                doubtful = close or self._endings.is_doubtful(pieces[at])
            cut = pieces[at] if doubtful else None
            yield replace(item, cut=cut) if isinstance(item, Question) and cut else item

    def _parted(self, line: Line) -> Iterable[Line]:
        """The questions in *line*; in a form of captions what is none may speak of anything."""
        answers = self._learnt.captioned and not is_bracketed(line.text)
        return (line,) if answers else self._splitter.pieces(line)

    def _item(self, line: Line, following: Sequence[Line]) -> tuple[Item, int]:
        """Return what *line* is, and how many lines it takes, itself included."""
        labelled = None if self._endings.heads(line, following) else self._splitter.line(line)
        labelled = self._stated(line, labelled, following) or labelled
        below = self._endings.caption(line, following[:1])
        if below and (labelled is None or self._is_captioned(labelled, line, following[0], below)):
            return Question(match=below.match, label=following[0], answer=(line,)), 2
        if self._learnt.is_headline(line):
            return Loose(line=line), 1
        labelled = self.above_boxes(line, following) if labelled is None else labelled
        if labelled is None and (self._plain.is_lone(line, following) or self._plain.is_listing(line, following)):
            labelled = Labelled(match=stranger(line.text))
        if labelled is None and self._is_answered(line, following):
            labelled = self._splitter.looking(line)
        if labelled is None and self._plain.asks_at_length(line):
            labelled = self._plain.inline(line)
        if labelled is None and (inline := self._plain.inline(line)):
            return Question(match=inline.match, label=line, answer=inline.behind), 1
        if labelled is None or is_bracketed(line.text):  # a hint below the place of an answer
            return Loose(line=line), 1
        if not labelled.match.known and has_box(line) and self._offers(following):
            return Loose(line=line), 1  # an option in words of its own
        if self._is_weak(labelled) and self._offers((*labelled.behind, *following)):
            labelled = replace(labelled, match=self._labels.choice(labelled.match))
        under = tuple(self._below_label(line, labelled, following))
        return Question(match=labelled.match, label=line, answer=(*labelled.behind, *under)), 1 + len(under)

    def _stated(self, line: Line, labelled: Labelled | None, following: Sequence[Line]) -> Labelled | None:
        """The statement in words of its own that *line* makes, where the next line says yes or no and nothing more.

        Below a question that is one in so many words there may be more: "Да, учествоваћемо".
        """
        if has_box(line) or (labelled is not None and (labelled.match.known or labelled.behind)):
            return None
        below = next((x for x in following if not self._endings.is_empty(x) or self._says(x)), None)
        if below is None or (has_box(below) and not below.answers) or self._splitter.heads_line(line):
            return None
        if self._says(below):
            return self._splitter.statement(line.text)
        asks = labelled is not None or line.text.rstrip().endswith("?")
        answered = asks and yes_no([below], self._lexicon) is not None
        sure = self._labels.statements.sure(line.text) if answered else None
        return Labelled(match=sure) if sure else None

    def _says(self, line: Line) -> bool:
        """Tell whether *line* is a yes, a no or a tick and nothing more: "√" is filler elsewhere."""
        return said(line.text.strip(" ."), self._lexicon) is not None

    def _is_answered(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether *line*, a word or two as headings have, has the look of labels, and one line without it below.

        A heading has the next question below it: "Особа" asks for one above a name.
        """
        look = self._learnt.look
        if look is None or not look.marks or len(line.text.split()) > _TITLE or look.label_in(line) != len(line.text):
            return False
        said = [x for x in following if not self._endings.is_empty(x)][:2]
        ends = [look.label_in(x) for x in said]
        return ends[:1] == [None] and ends[1:] != [None]

    def _is_weak(self, labelled: Labelled) -> bool:
        """Tell whether what offers options may ask for the choice, though its words seem to ask something else."""
        match = labelled.match
        return not match.known or (match.certainty < Certainty.EXACT and match.field.type is FieldType.LONG_TEXT)

    def _offers(self, lines: Sequence[Line]) -> bool:
        """Tell whether *lines* begin with an option that has its box."""
        first = next((line for line in lines if not self._endings.is_empty(line)), None)
        return first is not None and has_box(first) and any(map(self._is_option, pieces(first)))

    def above_boxes(self, line: Line, following: Sequence[Line]) -> Labelled | None:
        """The question of the choice that *line* asks in more words than a label has, right above boxes of options."""
        match = self._labels.match(line.text)
        if match is None or match.field.type is not FieldType.CHOICE or has_box(line) or SECTION.match(line.text):
            return None
        if not self._offers(following):
            return None
        return Labelled(match=replace(match, certainty=Certainty.FUZZY))

    def _is_captioned(self, labelled: Labelled, line: Line, below: Line, caption: Labelled) -> bool:
        """Tell whether what looks like a label was written above a caption that asks something else: "Начелник"."""
        alone = not labelled.behind and not _BLANK.search(line.text)
        other = caption.match.field.id != labelled.match.field.id
        closer = self._splitter.is_closer(below, line, labelled)
        return alone and other and not closer and not is_bracketed(line.text)

    def _is_captioned_below(self, written: Sequence[Line], lines: Sequence[Line]) -> bool:
        """Tell whether, below a question of the choice or its options, a long answer begins with its caption below."""
        ended = not self._is_option(lines[0]) and all(map(self._is_option, written[-1:]))
        return ended and self._endings.above_caption(lines) is not None

    def _below_label(self, label: Line, labelled: Labelled, following: Sequence[Line]) -> Iterator[Line]:
        kind = labelled.match.field.type
        place = any(rest.text.strip(_RULES) for rest in labelled.behind)  # else a rule, below which many write
        if kind is FieldType.CHECKBOX:
            return self._below_statement(label, labelled, following)
        blank = following[:1] if following and following[0].answers and self._endings.is_empty(following[0]) else ()
        if blank and kind is FieldType.CHOICE and not self._offers(following):
            return takewhile(lambda x: self._endings.is_empty(x) or self._is_option(x), following)  # no heading
        if (blank or _LEFT.search(label.text)) and kind not in ROOMY:
            return iter(blank)  # where others have their answers
        if place and kind not in ROOMY:
            return self._rest(label, labelled, following, labelled.behind[-1])
        if kind is FieldType.TEXT and (listed := len(self._labels.listed(label.text))) > 1:
            return islice(self._below(label, labelled, following, first_only=False), listed)
        return self._below(label, labelled, following, first_only=kind not in ROOMY)

    def _below_statement(self, label: Line, labelled: Labelled, following: Sequence[Line]) -> Iterator[Line]:
        if has_box(label) or yes_no(labelled.behind, self._lexicon) is not None:
            return iter(())
        if label.text.rstrip().endswith("?") and self._repeats(following[:1], labelled):
            return iter(following[:1])
        return self._marked(self._below(label, labelled, following, first_only=False))

    def _repeats(self, lines: Sequence[Line], asked: Labelled) -> bool:
        """Tell whether *lines* are the statement that is *asked* for, without a box: "Подаци су тачни."."""
        made = (self._labels.statements.sure(line.text) for line in lines if not has_box(line))
        return any(match is not None and match.field is asked.match.field for match in made)

    def _rest(self, label: Line, above: Labelled, lines: Sequence[Line], last: Line) -> Iterator[Line]:
        """The lines with which a short answer goes on: below a comma, up to its rule, or with an address' postcode."""
        if above.match.field.type in REACHED_BY:  # "телефон и мејл", below each other
            yield from takewhile(lambda x: x.answers and REACHED.search(x.text), lines)
        for at, line in enumerate(lines if above.match.field.type is FieldType.TEXT else ()):
            ruled = _OPENED.match(last.text) and _CLOSED.match(line.text)  # "... Градска 1, 78250", "Лакташи ....."
            open_ = last.text.rstrip().endswith(",") or ruled or self._is_broken(last, line, above.match.field)
            open_ = open_ and not self._endings.is_empty(line) and not has_box(line)
            open_ = open_ and not self._endings.is_next(line, label, above, [last], lines[at + 1 :])
            if not ends_address(line, last) and (not open_ or self._endings.is_asking(line, above.match.field)):
                return
            yield line
            last = line

    def _is_broken(self, last: Line, line: Line, asked: Field) -> bool:
        """Tell whether a person's name was broken behind its first word, with which the answer ends."""
        first, rest = last.text.split(), line.text.strip(_RULES).split()
        named = len(first) == 1 and len(rest) < _NAME and is_person(" ".join((*first, *rest)))
        return named and asks_name(asked, self._lexicon)

    def _marked(self, lines: Iterator[Line]) -> Iterator[Line]:
        """The lines up to the first that is neither a yes or no, nor a hint."""
        return takewhile(
            lambda x: self._endings.is_empty(x) or has_box(x) or yes_no([x], self._lexicon) is not None, lines
        )

    def _ends(self, lines: Sequence[Line], at: int, label: Line, above: Labelled, written: Sequence[Line]) -> bool:
        """Tell whether a long answer ends above the line *at*: what is signed, or asked in unknown words, is below."""
        signed = self._endings.is_signed(lines, at)
        return signed or self._endings.is_strange(lines[at], label, above, written, lines[at + 1 :])

    def _is_headed(self, label: Line, lines: Sequence[Line], at: int) -> bool:
        """Tell whether a heading, by its words, stands below a line: blank, or any where labels have no look.

        Right above a statement it is one below whatever stands there.
        """
        line, before = lines[at], lines[:at][-1:]
        if not self._splitter.names_part(line):  # "Декларација (подвући)"
            told = BRACKETS.findall(line.text)[-1:] if line.text.rstrip().endswith(")") else ()
            how = any(self._lexicon.means(part, "choose") for part in told)
            return how and self._is_statement(lines[at + 1 :])
        if not before or self._is_statement(lines[at + 1 :]):
            return self._is_statement(lines[at + 1 :])
        apart = line.text.isupper() or not before[0].text.strip()
        heads = apart and self._endings.announces(line, lines[at + 1 :])
        return heads or self._is_close(label, line, before, lines[at + 1 :])

    def _is_statement(self, lines: Sequence[Line]) -> bool:
        """Tell whether *lines* begin with a statement of the call's."""
        below = next((line for line in lines if line.text.strip()), None)
        found = self._splitter.line(below) if below is not None else None
        return found is not None and found.match.field.type is FieldType.CHECKBOX

    def _is_close(self, label: Line, line: Line, before: Sequence[Line], after: Sequence[Line]) -> bool:
        """Tell whether *line*, right below another, may be such a heading, for the *label* looks like text."""
        plain = ":" not in label.text and not self._learnt.shows_labels and not line.text.isupper()
        close = plain and any(above.text.strip() for above in before)
        return close and self._endings.announces(line, after)

    def _below(self, label: Line, above: Labelled, lines: Sequence[Line], *, first_only: bool) -> Iterator[Line]:
        """Yield the lines that answer the label above: up to the next label, or to the first that says something."""
        written = [rest for rest in above.behind if not self._endings.is_empty(rest)]
        for at, line in enumerate(lines):
            after = lines[at + 1 :]
            own = line.answers or (not first_only and self._endings.is_own_list(line, above, after))
            if not own and (
                self._endings.is_next(line, label, above, written, after) or self._is_headed(label, lines, at)
            ):
                return
            if above.match.field.type is FieldType.CHOICE and self._is_captioned_below(written, lines[at:]):
                return
            if written and self._stated(line, None, after):
                return
            if first_only and not own and self._endings.is_asking(line, above.match.field):
                return  # a question that the call does not know, perhaps with its answer
            below = _is_below_rule(line, written or [label], after)
            if not first_only and not own and (below or self._ends(lines, at, label, above, written)):
                return
            yield line
            if not self._endings.is_empty(line):
                written.append(line)
                if first_only:
                    yield from self._rest(label, above, after, line)
                    return


def _is_below_rule(line: Line, above: Sequence[Line], after: Sequence[Line]) -> bool:
    """Tell whether *line* stands alone below a rule on which all *above* stands, and on none itself.

    Below a label with its rule left blank something else stands only where that is signed: many write below it.
    """
    text = "\n".join(each.text for each in above)
    if _RULED.search(line.text):
        return False
    if any(is_signing(each.text) for each in after[:2]):
        return bool(_ON_RULE.fullmatch(text) or _CLOSED.match(text))
    return bool(_ON_RULE.fullmatch(text)) and not "".join(each.text for each in after[:1]).strip()
