"""Where an answer that may be long ends: at what asks the next thing, or heads the next part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from intake.rules.call import Field, FieldType
from intake.rules.forms.labels.learnt import Learnt
from intake.rules.forms.labels.looks import begins_bold, is_all
from intake.rules.forms.labels.parting import IsOption, Labelled
from intake.rules.forms.labels.plain import LONE, PlainQuestions
from intake.rules.forms.layout.captions import any_caption
from intake.rules.forms.layout.captions import caption as known_caption
from intake.rules.forms.layout.signed_lines import is_dated, is_signing
from intake.rules.forms.layout.splitting import Splitter
from intake.rules.forms.marks.marks import common_marks
from intake.rules.forms.places import Line, Mark
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.forms.words.lines import has_box, is_bracketed, opens_list
from intake.rules.forms.words.matches import IN_LINES, SIGNATORY, SPEAKING, Certainty
from intake.rules.forms.words.persons import is_person
from intake.rules.forms.words.stems import echo

_PRINTED_NUMBER = re.compile(r"^\s*\(?(\d{1,2})\s*[.)]")
_LISTED = re.compile(r"\s*[-–—•▪*]\s")
_ASKING = re.compile(r"^([^:@]{3,120}):(?!//)")
_LONGEST_QUESTION = 200  # characters
_is_bold = partial(is_all, mark=Mark.BOLD)


class Endings:
    """Tells where the answers of one document end, by what is *learnt* of it."""

    def __init__(
        self, splitter: Splitter, plain: PlainQuestions, lexicon: Lexicon, learnt: Learnt, is_option: IsOption
    ) -> None:
        self._splitter = splitter
        self._is_option = is_option
        self._plain = plain
        self._lexicon = lexicon
        self._learnt = learnt

    def is_doubtful(self, line: Line) -> bool:
        """Tell whether *line* ends an answer by some of its words alone, in a document whose labels look like text.

        Or by its place.
        """
        if self._learnt.is_apart(line) and not self._splitter.names_part(line):
            return True
        if self._learnt.shows_labels or has_box(line) or line.text in self._learnt.without:
            return False
        found = self._splitter.line(line)
        if found is None:
            return bool(LONE.match(line.text)) or self._plain.asks_at_length(line) or self._plain.speaks(line)
        return found.match.certainty <= Certainty.MEANT or not found.match.known

    def caption(self, line: Line, following: Sequence[Line]) -> Labelled | None:
        """The label in brackets that stands below what was written in *line*: "(име и презиме)"."""
        if not following:
            return None
        known = known_caption(following[0], self._splitter)
        named = bool(self._learnt.captions) and not self._is_option(line)  # what options stand above may be a remark
        return known or (any_caption(following[0], line, self._splitter) if named else None)

    def above_caption(self, lines: Sequence[Line]) -> tuple[Labelled, int] | None:
        """The caption of a long answer that *lines* begin with, and how many of them it has; in a form of captions."""
        if not self._learnt.captioned:
            return None
        asked: set[str] = set()  # in so many words, above their answers
        offered = 0  # options
        listed = self._is_option(lines[0])
        for at, line in enumerate(lines):
            found = known_caption(line, self._splitter) if at else None
            if found is not None:
                own = found.match.field.type in IN_LINES and asked <= {found.match.field.id}
                is_list = found.match.field.type is FieldType.CHOICE and offered >= max(at - 1, 1)
                return (found, at) if is_list or (own and not listed and offered <= 1) else None
            if self._is_option(line) and not has_box(line):
                offered += 1
                continue
            if self._splitter.heads_line(line) or has_box(line) or 1 < offered < at:
                return None
            above = self._splitter.line(line)
            if above is None or above.match.certainty is Certainty.CONTAINED:
                continue
            if above.match.field.type in SPEAKING:
                asked.add(above.match.field.id)
            elif not at and not above.behind:
                return None
        return None

    def is_empty(self, line: Line) -> bool:
        """Tell whether *line* says nothing, or only what the form prints as a hint."""
        return self._lexicon.is_blank(line.text) or is_bracketed(line.text)

    def is_next(self, line: Line, label: Line, above: Labelled, written: Sequence[Line], after: Sequence[Line]) -> bool:
        """Tell whether something else begins with *line*: a heading, a question, what stands above a caption."""
        listed = self._is_listed(line, above) or (written and self._is_titled(line, label))
        if self._splitter.heads_line(line) or is_signing(line.text) or listed:
            return True
        if not written and self._splitter.is_closer(line, label, above):
            return False
        if self._asks(line, label, above, written):
            return True
        if (not self._learnt.series and _is_next_number(line, label, written)) or self.heads(line, after):
            return True
        if not written and _is_bold(line) and _is_bold(label) and not all(map(_is_bold, after[:1])):
            return True
        placed = self._learnt.label_in(label) is not None and not self._learnt.captions  # the answer is to stand here
        below = self.caption(line, after[:1]) if written or not placed else None
        return below is not None and below.match.field.id != above.match.field.id

    def _is_titled(self, line: Line, label: Line) -> bool:
        """Tell whether *line* is a bold heading by its words, where labels are not bold, and answers may be.

        Not by words that the *label* itself has: "Центар за социјални рад" is a partner.
        """
        titled = _is_bold(line) and not _is_bold(label) and self._splitter.names_section(line)
        return titled and not echo(label.text, line.text)

    def announces(self, line: Line, after: Sequence[Line]) -> bool:
        """Tell whether *line* is the heading of a section by its words, right above a question or a table: "Изјаве"."""
        if not self._splitter.names_part(line):
            return False
        below = next((x for x in after if x.text.strip()), None)
        found = self._splitter.line(below) if below is not None else None
        return below is None or (found is not None and found.match.certainty > Certainty.CONTAINED)

    def is_signed(self, lines: Sequence[Line], at: int) -> bool:
        """Tell whether the paragraph at *at* below a long answer says where and when the form was signed, and no more.

        It is the only such line, for an answer may be a list of what happened where and when; and it stands apart, or
        right above the question who signs.
        """
        if not is_dated(lines[at].text):
            return False
        below = next((line for line in lines[at + 1 :] if line.text.strip()), None)
        signed = self._splitter.line(below) if below is not None else None
        above_signature = signed is not None and signed.match.field.id == SIGNATORY
        if not above_signature and (not at or lines[at - 1].text.strip()):
            return False
        others = (line.text for n, line in enumerate(lines) if n != at)
        return not any(map(is_dated, others))

    def _is_listed(self, line: Line, above: Labelled) -> bool:
        """Tell whether *line* is of the form's own list of what can be chosen: it answers no other question."""
        return (
            bool(self._learnt.listed) and line in self._learnt.listed and above.match.field.type is not FieldType.CHOICE
        )

    def is_strange(
        self, line: Line, label: Line, above: Labelled, written: Sequence[Line], after: Sequence[Line]
    ) -> bool:
        """Tell whether *line* is a question in unknown words, below an answer that may be long."""
        known = above.match.known
        if self._plain.is_lone(line, after) or (not known and self._plain.is_listing(line, after)):
            return True
        beside = above.behind and not (written and _is_next_item(line, written[-1], label))
        beside = beside and (begins_bold(line) or not begins_bold(label))
        if beside and (self._plain.asks_at_length(line) or self._is_speaking(line)):
            return True
        short = above.match.field.type is FieldType.CHOICE or not known or self._is_of_no_member(line, above)
        if short and (written or above.behind) and self._plain.inline(line):
            return True
        return self._is_unknown_question(line, label, written)

    def _is_speaking(self, line: Line) -> bool:
        return self._splitter.line(line) is None and self._plain.speaks(line)

    def _is_of_no_member(self, line: Line, above: Labelled) -> bool:
        """Tell whether *line*, below a list of members, begins with no person: "Ниво знања енглеског језика: B1"."""
        return above.match.field.type is FieldType.TABLE and not is_person(
            re.split(r"\s[–—-]\s|:", line.text)[0].strip()
        )

    def heads(self, line: Line, following: Sequence[Line]) -> bool:
        """Tell whether *line* is a heading of an outline: "6. Изјаве", and below it "6.1. …"."""
        after = next((x for x in following if x.text.strip()), None)
        return self._learnt.look is not None and after is not None and self._learnt.look.is_heading(line, after)

    def is_asking(self, line: Line, above: Field) -> bool:
        """Tell whether *line* begins with a question, whatever it asks."""
        asked = _ASKING.match(line.text)
        mailto = above.type is FieldType.EMAIL and "@" in line.text
        return asked is not None and not mailto and not self._lexicon.is_caption(asked[1])

    def _asks(self, line: Line, label: Line, above: Labelled, written: Sequence[Line]) -> bool:
        """Tell whether *line* asks something else than what a long answer speaks of itself ("Рањиве групе су: …")."""
        found = self._splitter.line(line)
        if found is None:
            return False
        counted = bool(self._learnt.series) and line not in self._learnt.series
        if counted and written and _is_next_item(line, written[-1], label):
            return False  # of the numbers of a list, and not of the form's
        if self._learnt.label_in(line) is not None:
            return True
        if found.match.certainty is Certainty.CONTAINED and written and _is_item(line, written[-1]):
            return False  # "- простор: 60 m2"
        if found.match.certainty < Certainty.EXACT and written and _is_next_item(line, written[-1], label):
            return False
        same = found.match.field.id == above.match.field.id and found.match.field.type in SPEAKING
        clearer = above.match.certainty is Certainty.CONTAINED < found.match.certainty
        part = set(found.match.key.split()) < set(above.match.key.split())  # "Разлози:" below "Разлози за пријаву …"
        own = part or (not clearer and (bool(written) or found.match.certainty < Certainty.EXACT))
        return not (same and own and (part or found.behind))

    def is_own_list(self, line: Line, above: Labelled, after: Sequence[Line]) -> bool:
        """Tell whether a list of the answer to *above* begins below *line*: "Рањиве групе:", "Активности су:".

        Such a line asks the same as the label above, or says with its last word that it asks nothing.
        """
        if not opens_list(line, after) or above.match.field.type not in SPEAKING:
            return False
        if self._learnt.looks_printed(line) or self._learnt.label_in(line) is not None:
            return False
        found = self._splitter.line(line)
        if found is not None and found.match.field.id == above.match.field.id:
            return above.match.field.type is FieldType.LONG_TEXT
        sure = found is not None and found.match.certainty > Certainty.CONTAINED
        return not sure and (self._lexicon.introduces(line.text) or (found is not None and self._learnt.shows_labels))

    def _is_unknown_question(self, line: Line, label: Line, written: Sequence[Line]) -> bool:
        """Tell whether *line* looks like the label above, and like nothing of the answer: the call does not know it."""
        if not written or len(line.text) > _LONGEST_QUESTION or self.is_empty(line):
            return False
        if has_box(line) and not any(map(has_box, (label, *written))):
            return True
        if begins_bold(line) and begins_bold(label):
            return True
        look = _look(label) & _look(line)
        return bool(look) and not any(look <= _look(x) for x in written)


def _look(line: Line) -> frozenset[Mark]:
    """How all of *line* is set apart, whatever its blanks are."""
    return common_marks([span for span in line.spans if span.text.strip()])


def _is_item(line: Line, last: Line) -> bool:
    """Tell whether *line* is an item of a list, below *last*, which opened it or is the item before."""
    if _LISTED.match(line.text):
        return True
    here, there = _PRINTED_NUMBER.match(line.text), _PRINTED_NUMBER.match(last.text)
    if here is None:
        return False
    return int(here[1]) == (int(there[1]) + 1 if there else 1) and (bool(there) or last.text.rstrip().endswith(":"))


def _is_next_item(line: Line, last: Line, label: Line) -> bool:
    """Tell whether *line* has the sign of *last*, or the next number, as items of a list have, and no *label* does."""
    here, there = _LISTED.match(line.text), _LISTED.match(last.text)
    if here and there:
        return here[0].strip() == there[0].strip() and not _LISTED.match(label.text)
    asked, listed = _PRINTED_NUMBER.match(label.text), _PRINTED_NUMBER.match(last.text)
    apart = asked is None or (listed is not None and asked[1] != listed[1])  # a list in the answer to "15) …"
    return not here and _is_item(line, last) and apart


def _is_next_number(line: Line, label: Line, written: Sequence[Line]) -> bool:
    """Tell whether *line* has the number after that of *label*, and is no item of a list in the answer."""
    here, there = (_PRINTED_NUMBER.match(x.text) for x in (line, label))
    numbers = {found.group(1) for x in written if (found := _PRINTED_NUMBER.match(x.text))}
    follows = here is not None and there is not None and int(here[1]) == int(there[1]) + 1
    return follows and there is not None and there[1] not in numbers and len(line.text) <= _LONGEST_QUESTION
