"""What stands in the register: one row an application, its current version; and all the other sheets around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intake.rules.call import Call, Field, FieldType
from intake.rules.entry import Entry, Letter
from intake.rules.judging.returned import Returned, returns
from intake.rules.register.frame import Frame, Records, by_entry, call_cells, call_columns, current, local, standing
from intake.rules.register.history import history_sheet, messages_sheet
from intake.rules.register.marks import marks, noted
from intake.rules.register.overview import overview
from intake.rules.register.sheets import Column, Kind, Link, RegisterContent, Sheet, StaffColumns, Value, distinct
from intake.rules.register.timetable import calendar_sheet
from intake.rules.states import LetterState
from intake.rules.terms import Term
from intake.rules.wording import bilingual, question

_OWN_COLUMNS = frozenset({FieldType.CHOICE, FieldType.MUNICIPALITY})  # told by id columns of the register
_REACHED_BY = frozenset({FieldType.EMAIL, FieldType.PHONE})
_WIDTHS = {FieldType.EMAIL: 27.0, FieldType.PHONE: 15.0, FieldType.DATE: 12.0, FieldType.CHECKBOX: 14.0}
_LONG = frozenset({FieldType.LONG_TEXT, FieldType.TABLE, FieldType.MULTIPLE})
_RETURNED = {Returned.BOUNCE: Term.LETTER_CAME_BACK, Returned.AUTO_REPLY: Term.LETTER_AUTO_REPLY}
_LETTERS_TO_EXPLAIN = frozenset({LetterState.HELD, LetterState.FAILED, LetterState.SUPPRESSED, LetterState.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A field of some call as a column."""

    field: Field
    column: Column


def compose(records: Records, frame: Frame) -> RegisterContent:
    """Lay out every sheet; the same records give the same content."""
    register = register_sheet(records, frame)
    told = marks(records, frame, register.columns)
    return RegisterContent(
        register=noted(register, told, records, frame),
        history=history_sheet(records, frame),
        overview=overview(records, frame),
        messages=messages_sheet(records, frame),
        calendar=calendar_sheet(records, frame),
        staff=staff_columns(frame),
        tones=frame.tones(),
        strays_title=frame.both(Term.SHEET_STRAYS),
        rest_heading=frame.both(Term.REST_OF_ROW),
        truncated=frame.both(Term.TRUNCATED),
        marks=told,
        versions={entry.entry: entry.version for entry in current(records.entries)},
        words_truncated=frame.both(Term.WORDS_TRUNCATED),
        put_aside="\n".join(frame.wording.term(Term.PUT_ASIDE, language) for language in ("sr-Cyrl", "en")),
    )


def staff_columns(frame: Frame) -> StaffColumns:
    """Return the staff's three columns; the list of decisions is in Serbian, as the interface says."""
    return StaffColumns(
        decision=frame.both(Term.DECISION),
        handled_by=frame.both(Term.HANDLED_BY),
        note=frame.both(Term.NOTE),
        decisions=tuple(
            frame.wording.term(term, "sr-Cyrl")
            for term in (Term.DECISION_ACCEPTED, Term.DECISION_REFUSED, Term.DECISION_WAITING)
        ),
        prompt=frame.both(Term.DECISION_PROMPT),
    )


def register_sheet(records: Records, frame: Frame) -> Sheet:
    """One row an application; the columns to reach the applicant stand open, the other answers are folded."""
    questions = tuple(_questions(frame))
    letters = dict(_letters(records, frame))
    return Sheet(
        title=frame.both(Term.SHEET_REGISTER),
        columns=distinct((*_leading(frame), *(q.column for q in questions), *_trailing(frame))),
        rows=tuple(
            _row(versions, questions, letters.get((versions[0].entry, standing(versions).version)), (records, frame))
            for versions in by_entry(records.entries).values()
        ),
    )


def _leading(frame: Frame) -> tuple[Column, ...]:
    return (
        Column(heading=frame.both(Term.ENTRY), width=11.5),
        *call_columns(frame),
        Column(heading=frame.both(Term.STATUS), width=15, kind=Kind.STATUS),
        Column(heading=frame.both(Term.MUNICIPALITY), width=19, field="municipality"),
        Column(heading=frame.both(Term.CLUSTER), width=23, field="cluster"),
        Column(heading=frame.both(Term.APPROACH), width=18, field="approach"),
        Column(heading=frame.both(Term.RECEIVED), width=15.5, kind=Kind.MOMENT),
        Column(heading=frame.both(Term.VERSION), width=9, kind=Kind.NUMBER),
        Column(heading=frame.both(Term.FINDINGS), width=46, whole=True),
    )


def _trailing(frame: Frame) -> tuple[Column, ...]:
    return (
        Column(heading=frame.both(Term.SENDER), width=24, folded=True),
        Column(heading=frame.both(Term.FORM), width=14),
        Column(heading=frame.both(Term.MESSAGE), width=14),
        Column(heading=frame.both(Term.LETTER), width=17),
    )


def _row(
    versions: tuple[Entry, ...], questions: tuple[_Question, ...], letter: Value, told_by: tuple[Records, Frame]
) -> tuple[Value, ...]:
    records, frame = told_by
    entry = standing(versions)
    return (
        entry.entry,
        *call_cells(frame, frame.call(entry)),
        frame.status(entry),
        frame.municipality(entry),
        frame.cluster(entry),
        frame.approach(entry),
        local(entry.received_at, frame.call(entry).zone),
        entry.version,
        "\n".join(filter(None, (frame.findings(entry), *_rivals(versions, entry, frame)))) or None,
        *(_answer(question.field, entry, frame) for question in questions),
        entry.sender,
        frame.form(entry, records),
        frame.mail(entry.message, records),
        letter,
    )


def _rivals(versions: tuple[Entry, ...], chosen: Entry, frame: Frame) -> Iterator[str]:
    """Name the newer versions that do not count: late or weaker, for staff to decide."""
    for version in versions:
        if version.version > chosen.version:
            yield f"{frame.both(Term.OTHER_VERSION)} {version.version}: {frame.status(version)}"


def _answer(field: Field, entry: Entry, frame: Frame) -> Value:
    told = frame.answer(entry.answers.get(field.id))
    if told is None or field.type is not FieldType.DATE:
        return told
    try:
        return date.fromisoformat(told)
    except ValueError:
        return told


def _letters(records: Records, frame: Frame) -> Iterator[tuple[tuple[str | None, int | None], Value]]:
    """Tell of every answer, by entry and version, where it stands and what came back to it."""
    came_back = returns(records.messages)
    for letter in (one for one in records.letters if one.is_answer):
        back = came_back.get((letter.entry or "", letter.version))
        text = "; ".join(filter(None, (_standing(letter, frame), frame.both(_RETURNED[back]) if back else None)))
        target = records.letter_links.get(letter.message_id)
        yield (letter.entry, letter.version), text if target is None else Link(text=text, target=target)


def _standing(letter: Letter, frame: Frame) -> str:
    state = bilingual(frame.wording.letters[letter.state])
    why = frame.reason(letter.told_why) if letter.state in _LETTERS_TO_EXPLAIN or letter.reply else None  # deferred
    return state if why is None else f"{state}: {why}"


# The form's questions as columns


def _questions(frame: Frame) -> Iterator[_Question]:
    """Every question of every call once, in the form's order: first those that stand open, then the folded ones."""
    found: dict[str, _Question] = {}
    for call in frame.calls:
        needed = _needed(call)
        for field in call.fields:
            if field.type not in _OWN_COLUMNS:
                found.setdefault(field.id, _question(field, call, needed))
    yield from sorted(found.values(), key=lambda question: question.column.folded)


def _question(field: Field, call: Call, needed: frozenset[str]) -> _Question:
    heading = question(field.id, call)
    width = 48.0 if field.type in _LONG else _WIDTHS.get(field.type, 22.0)
    kind = Kind.DAY if field.type is FieldType.DATE else Kind.TEXT
    column = Column(heading=heading, width=width, kind=kind, folded=field.id not in needed, field=field.id)
    return _Question(field=field, column=column)


def _needed(call: Call) -> frozenset[str]:
    """Return what reaches an applicant: required answers, and e-mail and telephone of the same section."""
    sections: list[list[Field]] = [[]]
    for field in call.fields:
        if field.section is not None:
            sections.append([])
        if field.type not in _OWN_COLUMNS:
            sections[-1].append(field)
    reached = [s for s in sections if any(field.required for field in s)]
    return frozenset(f.id for section in reached for f in section if f.required or f.type in _REACHED_BY)
