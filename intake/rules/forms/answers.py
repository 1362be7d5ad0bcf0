"""What was written in answer to each question of a form, as text and with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.rules.call import Call, FieldType
from intake.rules.entry import Value
from intake.rules.finding import Evidence
from intake.rules.forms.compound import Compound
from intake.rules.forms.labels import Labels
from intake.rules.forms.lexicon import Lexicon, key, trimmed
from intake.rules.forms.marks import is_both, pieces, yes_no
from intake.rules.forms.places import Box, Line, Mark
from intake.rules.forms.questions import Item, Question
from intake.rules.forms.splitting import has_box, is_bracketed

_SINGLE = frozenset({FieldType.TEXT, FieldType.MUNICIPALITY, FieldType.EMAIL, FieldType.PHONE})
_NUMBERING = re.compile(r"\s*\d{1,2}\.(?:\d{1,2}\.?){1,2}\s*")  # of the next question
_RULED = re.compile(r"\s*_{2,}\s*([^_].*?)\s*_{2,}.*\w")
_ROOMY = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was written for one field; *value* is None where the place was left blank, or *contradicts* itself."""

    field: str
    value: Value
    evidence: tuple[Evidence, ...]
    contradicts: bool = False


class Answers:
    """Reads the answers of one call's forms, the choice and tables apart."""

    def __init__(self, call: Call, labels: Labels, lexicon: Lexicon) -> None:
        self._call = call
        self._lexicon = lexicon
        self._compound = Compound(labels, call.fields)
        self._printed = frozenset(key(text) for text in _printed_texts(call))

    def read(self, items: Sequence[Item], part: str) -> tuple[dict[str, Answer], dict[str, tuple[Evidence, ...]]]:
        """Return the answer to each field that is asked, and the places of those that have two different ones."""
        given: dict[str, list[Answer]] = {}
        asked: dict[str, set[str]] = {}
        beside: list[Answer] = []
        for item in items:
            if isinstance(item, Question) and item.field.type not in (FieldType.CHOICE, FieldType.TABLE):
                own, *others = self._answer(item, part)
                given.setdefault(own.field, []).append(own)
                asked.setdefault(own.field, set()).add(item.match.key)
                beside += others
        for answer in beside:  # where the form asks for it nowhere else, or was given nothing there
            if not any(other.value for other in given.get(answer.field, ())):
                given[answer.field] = [answer]
        read = {f: self._one(f, all_, parts=len(asked.get(f, ())) == len(all_)) for f, all_ in given.items()}
        return read, {f: answer.evidence for f, answer in read.items() if answer.contradicts}

    def _one(self, field: str, given: Sequence[Answer], *, parts: bool) -> Answer:
        """The one answer to *field*; where each has a label of its own they are *parts* of a long one."""
        type_ = self._call.field(field).type
        distinct = {key(str(a.value)): a for a in given if a.value not in (None, "")}
        evidence = tuple(e for a in distinct.values() or given for e in a.evidence)
        if len(distinct) == 1:
            return next(iter(distinct.values()))
        if distinct and type_ is FieldType.LONG_TEXT and parts:  # reasons here, expected results there
            return Answer(field=field, value="\n".join(str(a.value) for a in distinct.values()), evidence=evidence)
        if distinct or given[0].contradicts:
            return Answer(field=field, value=None, evidence=evidence, contradicts=True)
        return replace(given[0], value=False if type_ is FieldType.CHECKBOX else given[0].value)

    def _answer(self, question: Question, part: str) -> Iterator[Answer]:
        """The answer to *question*, and what was written beside it for other fields."""
        type_ = question.field.type
        if type_ is FieldType.CHECKBOX:
            yield self._statement(question, part)
            return
        lines = self._written(question)
        single = type_ in _SINGLE
        written = trimmed("\n".join(_ruled(_live(line)) if single else _live(line) for line in lines))
        parts = {question.field.id: written}
        if single:
            written = self._lexicon.without_caption(written)
            parts = dict(self._compound.parted(question.field, question.label.text, written))
        evidence = tuple(_evidence(line, part) for line in (lines or question.answer[:1] or (question.label,)))
        for field, text in parts.items():
            kept = (text if type_ in _ROOMY else " ".join(text.split())).rstrip(" ,;")
            value = None if self._lexicon.is_blank(kept) else kept
            yield Answer(field=field, value=value or None, evidence=evidence)

    def _written(self, question: Question) -> list[Line]:
        """What was written; a note that goes on in the cell of a long answer is part of it."""
        lines: list[Line] = []
        for line in (line for written in question.answer for line in _ticked(written)):
            goes_on = question.cell is not None and bool(lines) and line.address == lines[-1].address
            noted = goes_on and question.field.type is FieldType.LONG_TEXT and self._lexicon.is_hint(line.text)
            if noted or self._is_answer(line):
                lines.append(line)
        return lines

    def _statement(self, question: Question, part: str) -> Answer:
        """A statement is made by a tick or a yes beside it; its own line may hold the box. None: nothing is said."""
        boxed = any(span.box for line in question.answer for span in line.spans)
        own = any(span.box for span in question.label.spans)
        lines = [question.label] if own and not boxed else list(question.answer)
        said = yes_no(lines, self._lexicon)
        evidence = tuple(
            _evidence(line, part) for line in ((question.label,) if own else question.answer or (question.label,))
        )
        contradicts = said is None and is_both(lines)
        return Answer(field=question.field.id, value=said, evidence=evidence, contradicts=contradicts)

    def _is_answer(self, line: Line) -> bool:
        return not self.is_printed(line) and not self._lexicon.is_blank(_live(line))

    def is_printed(self, line: Line) -> bool:
        """Tell whether the form itself prints this line: a control's prompt, a hint, its own title."""
        if any(span.control and span.control.placeholder for span in line.spans):
            return all(not key(span.text) or (span.control and span.control.placeholder) for span in line.spans)
        if key(line.text) in self._printed or self._lexicon.is_hint(line.text) or self._call.address in line.text:
            return True
        return (is_bracketed(line.text) and not has_box(line)) or bool(_NUMBERING.fullmatch(line.text))


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


def _live(line: Line) -> str:
    """The line without what was struck out, is hidden, or is a control's prompt."""
    dead = (Mark.STRIKE, Mark.HIDDEN)
    return "".join(
        span.text
        for span in line.spans
        if not any(mark in span.marks for mark in dead) and not (span.control and span.control.placeholder)
    )


def _ruled(text: str) -> str:
    """What stands on a ruled place, where the sentence goes on behind it: "__Лакташи__, коју заступа"."""
    found = _RULED.match(text)
    return found[1] if found else text


def _evidence(line: Line, part: str) -> Evidence:
    return Evidence(part=part, place=line.address, written=re.sub(r"\s+", " ", line.text).strip())
