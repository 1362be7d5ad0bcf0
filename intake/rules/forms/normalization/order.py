"""The order in which a document is written anew before it is read: each step finds what those before it left.

Most would find the same anywhere in the list. Where a step must stand before or behind another, its comment says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from intake.rules.call import Call, FieldType
from intake.rules.forms.answers.fitting import Fitting
from intake.rules.forms.answers.members import RowsReader
from intake.rules.forms.choice.choice import Chooser
from intake.rules.forms.choice.printed_lists import printed_number
from intake.rules.forms.hints.by_words import HintWords, without_instructions
from intake.rules.forms.hints.help_columns import without_help_beside, without_help_between
from intake.rules.forms.hints.hints import Hinted, without_hints
from intake.rules.forms.labels.column_hints import ColumnHints
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.layout.signed_lines import without_signing_rules
from intake.rules.forms.marks.ticked_statements import with_answers_beside, with_ticked_statements
from intake.rules.forms.marks.typed_boxes import with_boxes
from intake.rules.forms.normalization.answers_above import AnswersAbove
from intake.rules.forms.normalization.apart import with_answers
from intake.rules.forms.normalization.applying import ApplyingSentences
from intake.rules.forms.normalization.caption_rows import with_caption_rows, with_captions_in_brackets, without_rules
from intake.rules.forms.normalization.cells_by_look import with_cells_parted
from intake.rules.forms.normalization.continued_rows import with_rows_joined
from intake.rules.forms.normalization.dashed import with_dashes_apart
from intake.rules.forms.normalization.feet import with_feet_apart, with_names_unbracketed
from intake.rules.forms.normalization.framed_parts import with_parts_in_order
from intake.rules.forms.normalization.joints import with_labels_apart
from intake.rules.forms.normalization.letterhead import beside_letterhead
from intake.rules.forms.normalization.levels_across import LevelsAcross
from intake.rules.forms.normalization.list_numbers import with_list_numbers
from intake.rules.forms.normalization.listed_members import with_members_listed
from intake.rules.forms.normalization.member_blocks import with_members_in_rows
from intake.rules.forms.normalization.member_lines import with_members_in_lines
from intake.rules.forms.normalization.member_tables import with_member_tables_joined
from intake.rules.forms.normalization.members_across import with_members_down
from intake.rules.forms.normalization.members_counted import MembersCounted
from intake.rules.forms.normalization.mirrored import with_labels_left
from intake.rules.forms.normalization.office_parts import OfficeParts
from intake.rules.forms.normalization.own_labels import OwnLabels
from intake.rules.forms.normalization.paired import with_both_languages
from intake.rules.forms.normalization.prose import in_lines, with_rules
from intake.rules.forms.normalization.roles import with_roles_labelled
from intake.rules.forms.normalization.second_cells import with_second_language_beside
from intake.rules.forms.normalization.sentences import Sentences
from intake.rules.forms.normalization.shown_prompts import ShownPrompts, without_prompts
from intake.rules.forms.normalization.tab_columns import with_tab_columns
from intake.rules.forms.normalization.tabbed import with_tabbed_rows
from intake.rules.forms.normalization.turns import with_parts_listed, without_roman_numbers, without_turns
from intake.rules.forms.normalization.wrapped import (
    Unbroken,
    unwrapped,
    with_answers_below,
    with_closed_brackets,
    with_questions_apart,
)
from intake.rules.forms.places import Document, Line
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.matches import Certainty

Step = Callable[[Document], Document]


class Normalization:
    """The steps for the documents of one call; made once, used for many."""

    def __init__(
        self, call: Call, lexicon: Lexicon, labels: Labels, chooser: Chooser, rows: RowsReader, fitting: Fitting
    ) -> None:
        self._call = call
        self._lexicon = lexicon
        self._labels = labels
        self._chooser = chooser
        self._rows = rows
        self._columns = ColumnHints(call)
        self._hints = HintWords(lexicon)
        self._dates = dates_of(call)
        self._steps: tuple[Step, ...] = (
            *self._of_the_whole(),
            *self._of_members(),
            *self._of_labels(fitting),
            *self._of_rows(),
            *self._of_marks(),
            # What the form says of answering, beside and then, with more doubt, between question and answer.
            partial(without_help_beside, words=self._hints, asks=labels.match),
        )

    def _of_the_whole(self) -> tuple[Step, ...]:
        """What stands where, and what is none of what the form asks."""
        sure, is_title = self._labels.sure, self._labels.headings.is_title
        return (
            # Must stand before all else: a row begins with anything.
            Unbroken(sure, self._is_printed).of,
            # Must stand before all that follows: the numbers of answers are those of their questions, typed or not.
            partial(
                with_answers,
                asks=self._labels.match,
                is_option=self._chooser.is_option,
                is_title=is_title,
                lexicon=self._lexicon,
            ),
            # Must stand before all that follows: from here on numbers are typed, as in most forms.
            partial(with_list_numbers, asks=self._is_known, is_option=self._chooser.is_option),
            # Must stand before the next: what was typed about the labels of the call's own form goes into its places.
            ShownPrompts(self._lexicon).without,
            OwnLabels(self._call, self._lexicon, sure, self._labels.heads).answered,
            # Must stand before all that finds answers right of their labels.
            partial(with_labels_left, sure=sure),
            # What stands below and beside what: lines that belong together must follow each other for all that follows.
            with_parts_in_order,
            # Must stand before the next: with a number in Roman, a question is a heading to it.
            partial(without_roman_numbers, asks=self._is_known),
            # Must stand before labels are parted from answers: those stand behind the second language.
            partial(with_both_languages, matched=self._labels.match, tongues=self._labels.tongues),
            partial(with_second_language_beside, matched=self._labels.match, tongues=self._labels.tongues),
            # A dash is a colon from here on: the questions are like those of any form.
            partial(with_dashes_apart, asked=sure, is_printed=self._is_printed),
            # What is the office's, before the questions of a form are counted: it asks for dates, too.
            OfficeParts(sure, is_title, self._lexicon).without,
            # Must stand before rules are gone: they tell it from a caption.
            partial(with_names_unbracketed, asked=sure, lexicon=self._lexicon),
            # Rules that are signed on, then rules above captions: what is still ruled is a place to be filled in.
            without_signing_rules,
            partial(without_rules, asked=sure, is_printed=self._is_printed),
        )

    def _of_members(self) -> tuple[Step, ...]:
        """Members and sentences, before anything in their lines is taken for a label."""
        sure = self._labels.sure
        return (
            MembersCounted(
                self._rows.named, partial(self._lexicon.means, meaning="member"), self._rows.only, self._rows.heads
            ).in_rows,
            partial(
                with_members_in_lines,
                named=self._rows.named,
                asks=self._rows.asks,
                only=self._rows.only,
                heads=self._rows.heads,
            ),
            partial(with_members_listed, asked=sure, lexicon=self._lexicon),
            partial(with_member_tables_joined, rows=self._rows, lexicon=self._lexicon, asked=sure),
            partial(with_members_in_rows, rows=self._rows, lexicon=self._lexicon),
            LevelsAcross(self._rows.columns, self._lexicon).in_one_column,
            # Must stand before the next, which takes a whole sentence for what it says of somebody.
            Sentences(self._labels, self._lexicon, self._chooser.is_option, self._rows.persons).in_lines,
            # Must stand before labels are parted from answers: the first in such a sentence is a later one.
            partial(with_roles_labelled, sure=sure, persons=self._rows.persons),
            # Must stand before tables are read for questions: what is asked of each member is none of the form's.
            partial(with_members_down, named=self._rows.named, only=self._rows.only, asks=self._rows.asks),
        )

    def _of_labels(self, fitting: Fitting) -> tuple[Step, ...]:
        """Labels are set apart from their answers, and stand before them."""
        sure, is_option = self._labels.sure, self._chooser.is_option
        return (
            # What tells how to answer, before it is taken for an answer behind its question.
            partial(without_instructions, words=self._hints),
            # Must stand before all that finds answers right of their questions.
            partial(without_help_between, asks=self._is_known),
            # What only seems to ask, before anything in its line is taken for an answer.
            partial(with_parts_listed, asked=sure, is_option=is_option, parts=parts_of(self._call)),
            partial(with_questions_apart, asks=sure),
            # Whole labels, before their ends are looked for.
            partial(with_closed_brackets, asks=self._is_known),
            # Where nothing but a form's habit parts questions from answers: in cells, in sentences, in lines.
            partial(with_cells_parted, is_label=self._is_known),
            # Must stand before all that looks for questions, and for hints, by their looks: captions are small.
            partial(with_captions_in_brackets, asked=sure),
            AnswersAbove(
                self._labels.match,
                fitting,
                self._dates,
                is_printed=self._is_printed,
                heads=self._labels.is_heading,
            ).turned,
            partial(with_rules, labels=self._labels, lexicon=self._lexicon),
            # Must stand before all that makes tables of lines: it leaves alone what asks in tables.
            partial(with_labels_apart, labels=self._labels, lexicon=self._lexicon, is_option=is_option),
            # Captions side by side, as any form may end; before tabs are taken for columns.
            partial(with_caption_rows, lexicon=self._lexicon, asked=sure, dates=self._dates),
            # A sentence says only what nothing else asks.
            ApplyingSentences(self._call, self._lexicon, self._labels, is_option).in_lines,
        )

    def _of_rows(self) -> tuple[Step, ...]:
        """Lines that are rows become tables, and rows that go on are joined."""
        sure = self._labels.sure
        return (
            # Must stand before columns and rows: the foot is neither.
            partial(with_feet_apart, asked=sure, dates=self._dates),
            # Columns must stand before rows: a line with a tab is a row where it is none of a column.
            partial(with_tab_columns, asked=sure, is_printed=self._is_printed, heads=self._rows.is_head),
            partial(with_tabbed_rows, asked=sure, is_printed=self._is_printed),
            # The tables are there: each row without a label belongs to the answer above it.
            partial(with_rows_joined, asks=sure, is_printed=self._is_printed, stated=self._is_statement),
        )

    def _of_marks(self) -> tuple[Step, ...]:
        """Signs become boxes, and what answers by a mark, or by standing below, is put beside its question."""
        is_title = self._labels.headings.is_title
        return (
            # Must stand before boxes: a ruled place in a sentence is none.
            partial(in_lines, labels=self._labels),
            partial(without_turns, lexicon=self._lexicon),
            # Must stand behind rows and places: a sign behind a tab, or on a rule, is a tick where it is no answer.
            partial(with_boxes, lexicon=self._lexicon),
            # Must stand behind boxes: a sign is a tick in the place of one that a statement has not.
            partial(with_ticked_statements, lexicon=self._lexicon, stated=self._is_statement),
            # A prompt that was left in a cell hides a yes, or a member; in lines it is trimmed off the answer.
            partial(without_prompts, lexicon=self._lexicon),
            # Must stand behind boxes: a yes and a no beside a statement, the texts of a list, and what stands below it.
            partial(with_answers_beside, lexicon=self._lexicon, statement=self._labels.statements.of),
            partial(unwrapped, is_apart=self._chooser.is_below),
            partial(with_answers_below, is_apart=self._is_named_below),
            # Must stand behind labels that are parted: it ends at the first title, and a label is none.
            partial(beside_letterhead, is_title=is_title),
        )

    def of(self, document: Document) -> Hinted:
        """Return *document* as it is read: without its hints, and with what of these is not certain."""
        for step in self._steps:
            document = step(document)
        return without_hints(
            document,
            self._labels.sure,
            self._hints,
            heads=self._labels.is_heading,
            lists=self._chooser.lists,
            columns=self._columns.are_columns,
        )

    def _is_known(self, text: str) -> bool:
        """Tell whether *text* is a label by more than a part of its words."""
        return self._labels.sure(text) is not None

    def _asks(self, text: str) -> bool:
        return self._labels.match(text) is not None

    def _is_statement(self, text: str) -> bool:
        """Tell whether *text* is a statement of the call's, in its own words or in others."""
        match = self._labels.sure(text) or self._labels.statements.sure(text)
        return match is not None and match.field.type is FieldType.CHECKBOX

    def _is_printed(self, line: Line) -> bool:
        """Tell whether *line* is an option or a heading, which the form prints."""
        return self._chooser.is_option(line) or self._labels.heads(line.text)

    def _is_named_below(self, line: Line, option: Line) -> bool:
        """Tell whether *line*, behind *option*, asks for the choice and is answered, or names one by its number.

        Without a colon only where the list has numbers: "Модели укључивања мањина Опција 2" is a title.
        """
        asked, colon, _ = line.text.partition(":")
        title = "".join(span.text for span in option.spans if span.box is None)
        numbered = (colon or printed_number(title)) and self._chooser.is_number(line.text)
        if not (colon or numbered) or not self._chooser.is_option(option):
            return False
        match = self._labels.match(asked) if colon else None
        asks = match is not None and match.field.type is FieldType.CHOICE and match.certainty > Certainty.CONTAINED
        return asks or bool(numbered)


def dates_of(call: Call) -> frozenset[str]:
    """The dates that the call asks for, and what it asks for right before each: the place."""
    dated = [(one.id, other.id) for one, other in pairwise(call.fields) if other.type is FieldType.DATE]
    return frozenset(id_ for pair in dated for id_ in pair)


def parts_of(call: Call) -> frozenset[str]:
    """The questions of the choice but for the first, which asks for the whole: they ask for the part of a cluster."""
    return frozenset(field.id for field in [one for one in call.fields if one.type is FieldType.CHOICE][1:])
