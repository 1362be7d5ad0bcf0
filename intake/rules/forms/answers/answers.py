"""What was written in answer to each question of a form, as text and with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeGuard

from intake.rules.call import Call, Field, FieldType
from intake.rules.entry import Value
from intake.rules.finding import Evidence
from intake.rules.forms.answers.own_notes import is_own_note
from intake.rules.forms.answers.parts import Positions
from intake.rules.forms.answers.statement_answers import statement_answer
from intake.rules.forms.answers.trimming import (
    trimmed,
    without_caption,
    without_prompt,
    without_seal,
    without_seal_beside,
)
from intake.rules.forms.choice.sightings import evidence_of
from intake.rules.forms.labels.compound import Compound, is_of_kind
from intake.rules.forms.labels.items import Item, Question
from intake.rules.forms.labels.labels import Labels
from intake.rules.forms.marks.marks import pieces
from intake.rules.forms.places import Box, Line, Mark
from intake.rules.forms.words import contact
from intake.rules.forms.words.associations import REACHED, Associations
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.lines import has_box, is_bracketed
from intake.rules.forms.words.matches import SIGNATORY, SPEAKING
from intake.rules.forms.words.persons import is_named_first, is_person, names_nobody

_SINGLE = frozenset({FieldType.TEXT, FieldType.MUNICIPALITY, FieldType.EMAIL, FieldType.PHONE})
_NUMBERING = re.compile(r"\s*\d{1,2}\.(?:\d{1,2}\.?){1,2}\s*")  # of the next question
_RULED = re.compile(r"\s*_{2,}\s*([^_].*?)\s*_{2,}")
_FOOT = 20  # characters of a line at a page's foot, at least
_QUOTED = 160  # characters of a question or an answer that nobody asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was written for one field; *value* is None where the place was left blank, or *contradicts* itself."""

    field: str
    value: Value
    evidence: tuple[Evidence, ...]
    contradicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A question whose words the call does not know, as the form prints it; *written* is the answer.

    *field* is what it was taken to ask, by its place and its answer; None where it was left alone. *cut*: it may as
    well be a line of the answer to *field*, which then goes on.
    """

    question: str
    written: str
    evidence: Evidence
    field: str | None = None
    cut: bool = False


class Answers:
    """Reads the answers of one call's forms, the choice and tables apart."""

    def __init__(self, call: Call, labels: Labels, lexicon: Lexicon) -> None:
        self._call = call
        self._lexicon = lexicon
        self._labels = labels
        self._associations = Associations(call)
        self._positions = Positions(call, lexicon)
        self._compound = Compound(labels, call.fields)
        self._printed = frozenset(key(text) for text in _printed_texts(call))
        dated = ((one.id, two.id) for one, two in pairwise(call.fields) if two.type is FieldType.DATE)
        self._dates = frozenset(id_ for pair in dated for id_ in pair)

    def read(self, items: Sequence[Item], part: str) -> tuple[dict[str, Answer], dict[str, tuple[Evidence, ...]]]:
        """Return the answer to each field that is asked, and the places of those that have two different ones."""
        given: dict[str, list[Answer]] = {}
        asked: dict[str, set[str]] = {}
        beside: list[Answer] = []
        for item in items:
            if (
                isinstance(item, Question)
                and item.match.known
                and item.field.type not in (FieldType.CHOICE, FieldType.TABLE)
            ):
                own, *others = self._answer(item, part)
                given.setdefault(own.field, []).append(own)
                asked.setdefault(own.field, set()).add(item.match.key)
                beside += others
        for answer in beside:  # where the form asks for it nowhere else, or was given nothing there
            kind = self._call.field(answer.field).type  # "види горе" is no address
            if not any(other.value and is_of_kind(kind, str(other.value)) for other in given.get(answer.field, ())):
                given[answer.field] = [answer]
        read = {f: self._one(f, all_, parts=len(asked.get(f, ())) == len(all_)) for f, all_ in given.items()}
        values = {f: answer.contradicts or answer.value for f, answer in read.items()}
        for name, person, position, said in tuple(self._positions.parted(values)):
            both = read[name] if values.get(name) else read[position]
            read[name] = replace(both, field=name, value=person)
            read[position] = replace(both, field=position, value=said)
        return read, {f: answer.evidence for f, answer in read.items() if answer.contradicts}

    def doubts(self, items: Sequence[Item], part: str) -> Iterator[Doubt]:
        """Yield the questions that are not known by their words and have an answer, and where one may go on."""
        for line, field in _going_on(items):
            yield Doubt(question=quoted(line.text), written="", evidence=evidence_of(line, part), field=field, cut=True)
        for item in items:
            if not isinstance(item, Question):
                continue
            if item.cut is not None and item.match.known:
                question, field = item.cut.text, item.field.id
                yield Doubt(
                    question=quoted(question), written="", evidence=evidence_of(item.cut, part), field=field, cut=True
                )
            if item.supposed or not item.match.known:
                said = (_live(line) for line in item.answer if not self._is_of_form(item, line))
                written = " ".join(text for text in said if not self._lexicon.is_blank(text) and not is_bracketed(text))
                if written or (item.match.known and any(map(has_box, item.lines))):
                    yield _doubt(item, written, part)

    def _is_of_form(self, item: Question, line: Line) -> bool:
        """Tell whether *line* is printed, where nobody answered: a deadline with our address, "Питање | Одговор"."""
        heads = key(item.label.text) in self._lexicon.question_marks and key(line.text) in self._lexicon.answer_marks
        return heads or self._lexicon.is_hint(line.text) or self._call.address in line.text

    def _one(self, field: str, given: Sequence[Answer], *, parts: bool) -> Answer:
        """The one answer to *field*; where each has a label of its own they are *parts* of a long one."""
        type_ = self._call.field(field).type
        distinct = {self._told(a): a for a in given if a.value not in (None, "")}
        evidence = tuple(e for a in distinct.values() or given for e in a.evidence)
        if len(distinct) == 1:
            return next(iter(distinct.values()))
        if distinct and type_ is FieldType.LONG_TEXT and parts:  # reasons here, expected results there
            return Answer(field=field, value="\n".join(str(a.value) for a in distinct.values()), evidence=evidence)
        if distinct or given[0].contradicts:
            return Answer(field=field, value=None, evidence=evidence, contradicts=True)
        return replace(given[0], value=False if type_ is FieldType.CHECKBOX else given[0].value)

    def _told(self, answer: Answer) -> str:
        """What *answer* says, whatever its case and script; a person is the same with a title and without one."""
        text = str(answer.value)
        text = text.partition(",")[0] if self._lexicon.is_titled(text) else text
        return self._lexicon.untitled(text) if is_person(text) or self._lexicon.is_signed(text) else key(text)

    def _answer(self, question: Question, part: str) -> Iterator[Answer]:
        """The answer to *question*, and what was written beside it for other fields."""
        type_ = question.field.type
        if type_ is FieldType.CHECKBOX:
            yield self._statement(question, part)
            return
        lines = self._written(question)
        single = type_ in _SINGLE
        lines = self._behind_caption(lines) if single else lines
        whole = "\n".join(self._without_rule(line) if single else _live(line) for line in lines)
        written = trimmed(without_prompt(whole, self._lexicon))
        parts = {question.field.id: written}
        if single:
            written = without_seal(without_caption(written, self._lexicon), self._lexicon)
            written = self._positions.in_line(question.field.id, written) if "\n" in written else written
            parts = dict(self._compound.parted(question.field, question.label.text, written))
        evidence = tuple(evidence_of(line, part) for line in (lines or question.answer[:1] or (question.label,)))
        for field, text in parts.items():
            kept = text if type_ in SPEAKING else " ".join(text.split()).rstrip(" ,;")
            value = None if self._lexicon.is_blank(kept) else kept
            yield Answer(field=field, value=value or None, evidence=evidence)

    def _behind_caption(self, lines: list[Line]) -> list[Line]:
        """Return *lines* without the caption that has a cell or paragraph of its own before them: "Име | Ана Анић"."""
        captioned = bool(lines) and self._lexicon.is_caption(lines[0].text)
        alone = captioned and all(line.address != lines[0].address for line in lines[1:])
        return lines[1:] if alone else lines

    def _without_rule(self, line: Line) -> str:
        return without_seal_beside(_ruled(_live(line)), self._lexicon)

    def _written(self, question: Question) -> list[Line]:
        """What was written; a note that goes on in the place of a long answer is part of it."""
        lines: list[Line] = []
        single = question.field.type in _SINGLE
        short = single and question.field.type is not FieldType.MUNICIPALITY
        for line in (line for written in question.answer for line in _ticked(written)):
            if single and (self._labels.is_numbered(line.text) or self._asks_beside(question.field, line)):
                continue  # the form's own question, wherever it was found
            noted = question.field.type in SPEAKING and is_own_note(
                line, question, self._lexicon, is_answer=self._is_answer, written=bool(lines)
            )
            if noted or (
                self._is_answer(line) and not (short and len(line.text) >= _FOOT and self._is_foot(line, question))
            ):
                lines.append(line)
        return lines

    def _asks_beside(self, field: Field, line: Line) -> bool:
        """Tell whether *line*, right of the place or the date, is what a form asks beside them: who signs."""
        match = self._labels.sure(line.text) if field.id in self._dates else None
        return match is not None and match.field.id not in self._dates

    def _is_foot(self, line: Line, question: Question) -> bool:
        """Tell whether *line* is of a page's foot: it tells of an association, or anything else than who signs."""
        if self._associations.are_printed(line.text):
            return True
        signs = question.field.id == SIGNATORY and question.cell is None and line.address != question.label.address
        told = REACHED.search(line.text) is not None or names_nobody(line.text)
        return signs and told and not is_named_first(line.text)

    def _statement(self, question: Question, part: str) -> Answer:
        """A statement is made by a tick or a yes beside it; its own line may hold the box. None: nothing is said."""
        said, contradicts = statement_answer(question.label, question.answer, self._lexicon)
        if contradicts and self._repeats(question):
            said, contradicts = True, False
        own = has_box(question.label)
        lines = (question.label,) if own else question.answer or (question.label,)
        evidence = tuple(evidence_of(line, part) for line in lines)
        return Answer(field=question.field.id, value=said, evidence=evidence, contradicts=contradicts)

    def _repeats(self, question: Question) -> bool:
        """Tell whether a statement is answered with itself, and nothing denies it: "Потврђујемо да су подаци тачни"."""
        said = question.said
        made = None if any(map(has_box, question.answer)) else self._labels.statements.sure(said)
        return made is not None and made.field is question.field and self._lexicon.denying.isdisjoint(key(said).split())

    def _is_answer(self, line: Line) -> bool:
        return not self.is_printed(line) and not self._lexicon.is_blank(_live(line))

    def is_printed(self, line: Line) -> bool:
        """Tell whether the form itself prints this line: a hint, its own title."""
        if key(line.text) in self._printed or self._lexicon.is_hint(line.text) or self._call.address in line.text:
            return True
        numbering = _NUMBERING.fullmatch(line.text) and contact.written_date(line.text) is None
        return (is_bracketed(line.text) and not has_box(line)) or bool(numbering)


def _printed_texts(call: Call) -> Iterator[str]:
    yield from (call.title.sr, call.title.en, call.form_title.sr, call.form_title.en, *call.form)
    for f in call.fields:
        for text in (f.hint, f.section):
            if text is not None:
                yield from (text.sr, text.en)


def _ticked(line: Line) -> Iterator[Line]:
    """Where a line offers boxes, what was ticked, without the boxes; any other line as it is."""
    if not has_box(line):
        yield line
        return
    for piece in pieces(line):
        if any(span.box is Box.TICKED for span in piece.spans):
            yield replace(piece, spans=tuple(span for span in piece.spans if span.box is None))


def _is_long(item: Item) -> TypeGuard[Question]:
    return isinstance(item, Question) and item.field.type is FieldType.LONG_TEXT and item.match.known


def _going_on(items: Sequence[Item]) -> Iterator[tuple[Line, str]]:
    """The lines that ask what another label does, below a long answer of something else: that may speak so.

    And those of one word below another that asks the same: the answer may be in parts of its own.
    """
    for before, item in pairwise(items):
        if item.cell is not None or not _is_long(before) or not _is_long(item):
            continue
        if before.field is item.field:
            if all(len(key(one.label.text).split()) == 1 for one in (before, item)):
                yield item.label, item.field.id
        elif len([other for other in items if _is_long(other) and other.field.id == item.field.id]) > 1:
            yield item.label, before.field.id


def _live(line: Line) -> str:
    """The line without what was struck out or is hidden."""
    return "".join(span.text for span in line.spans if span.marks.isdisjoint((Mark.STRIKE, Mark.HIDDEN)))


def _ruled(text: str) -> str:
    """What stands on a ruled place, where the sentence goes on behind it: "__Лакташи__, коју заступа"."""
    found = _RULED.match(text)
    return found[1] if found else text


def _doubt(item: Question, written: str, part: str) -> Doubt:
    asked, said = quoted(item.asked), quoted(written)
    evidence = replace(evidence_of(item.label, part), written=f"{asked} {said}".strip())
    return Doubt(question=asked, written=said, evidence=evidence, field=item.field.id if item.match.known else None)


def quoted(text: str) -> str:
    """Return *text* in one line, cut where it is long."""
    folded = " ".join(text.split())
    return folded if len(folded) <= _QUOTED else folded[: _QUOTED - 1].rstrip() + "…"
