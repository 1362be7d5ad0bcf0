"""What a host association gets of the applications for its clusters: what it must know to run them, and no more.

Nothing internal is in it: no findings, no staff's words, no mails. Which answers are handed on is the call's word
(`for_hosts`); where an applicant did not consent to the processing of personal data, none are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from intake.rules.call import Call, Field, FieldType, Host
from intake.rules.entry import Entry
from intake.rules.register.frame import Frame, Records, current
from intake.rules.register.sheets import Column, Kind, Sheet, Tone, Value, distinct
from intake.rules.register.timetable import calendar_sheet
from intake.rules.states import Status
from intake.rules.terms import Term
from intake.rules.wording import bilingual, question

_HANDED_ON = frozenset({Status.ACCEPTED, Status.INCOMPLETE})
_CONSENT = "privacy"  # the field's id, which the interface fixes
_READ = frozenset({FieldType.LONG_TEXT, FieldType.MULTIPLE, FieldType.CHECKBOX})  # long answers, or long questions
_WIDTHS = {FieldType.EMAIL: 25.0, FieldType.PHONE: 14.0}
_TALLEST = 27  # lines: a row of a sheet holds 409 points


class _Question(NamedTuple):
    """A field that is handed on, and a call that asks it."""

    field: Field
    call: Call

    @property
    def heading(self) -> str:
        return question(self.field.id, self.call)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The workbook of *host*: its tables, by the name that each native table bears."""

    host: Host
    title: str
    tables: Mapping[str, Sheet]
    tones: tuple[tuple[str, Tone], ...]
    truncated: str

    @property
    def number(self) -> int:
        """How many applications are in it."""
        return len(self.tables["Applications"].rows)


def hosts(frame: Frame) -> tuple[Host, ...]:
    """Return the hosts of all calls, each once."""
    return tuple({host.id: host for call in frame.calls for host in call.hosts}.values())


def extract(records: Records, frame: Frame, host: Host, refused: Collection[str] = ()) -> Extract:
    """Lay out what *host* gets: applications in order of its clusters that staff did not refuse, by their ids.

    Superseded and late ones do not count, nor do those of which it is not settled who applied.
    """
    entries = tuple(e for e in current(records.entries) if _is_for(e, host, frame) and e.entry not in refused)
    asked = tuple(_questions(frame))
    calendar = calendar_sheet(Records(entries=entries), frame, host.id)
    return Extract(
        host=host,
        title=bilingual(host.title),
        tables={
            "Applications": _applications(entries, asked, frame),
            "Members": _members(entries, asked, frame),
            "Answers": _answers(entries, asked, frame),
            "Calendar": calendar,
        },
        tones=frame.tones(),
        truncated=frame.both(Term.TRUNCATED),
    )


def _is_for(entry: Entry, host: Host, frame: Frame) -> bool:
    return entry.status in _HANDED_ON and host.id in frame.hosts(entry)


def _questions(frame: Frame) -> Iterator[_Question]:
    found = {field.id: _Question(field, call) for call in frame.calls for field in call.fields if field.for_hosts}
    yield from found.values()


def _consents(entry: Entry) -> bool:
    """Tell whether answers may be handed on: not where the box of the consent is there and not ticked."""
    return entry.answers.get(_CONSENT) is not False


def _leading(frame: Frame) -> tuple[Column, ...]:
    return (
        Column(heading=frame.both(Term.ENTRY), width=11.5),
        Column(heading=frame.both(Term.MUNICIPALITY), width=20),
        Column(heading=frame.both(Term.CLUSTER), width=24),
    )


def _named(entry: Entry, frame: Frame) -> tuple[Value, ...]:
    approach = frame.approach(entry)
    return (entry.entry, frame.municipality(entry), "\n".join(filter(None, (frame.cluster(entry), approach))) or None)


def _applications(entries: tuple[Entry, ...], asked: tuple[_Question, ...], frame: Frame) -> Sheet:
    """One row an application, with its short answers."""
    short = tuple(q for q in asked if q.field.type not in _READ and q.field.type is not FieldType.TABLE)
    columns = (
        *_leading(frame),
        Column(heading=frame.both(Term.STATUS), width=15, kind=Kind.STATUS),
        *(Column(heading=q.heading, width=_WIDTHS.get(q.field.type, 18.0)) for q in short),
        Column(heading=frame.both(Term.NOTE), width=22),
    )
    rows = (
        (
            *_named(entry, frame),
            frame.status(entry),
            *(frame.answer(entry.answers.get(q.field.id)) if _consents(entry) else None for q in short),
            None if _consents(entry) else frame.both(Term.NO_CONSENT),
        )
        for entry in entries
    )
    return Sheet(title=frame.both(Term.SHEET_APPLICATIONS), columns=distinct(columns), rows=tuple(rows))


def _members(entries: tuple[Entry, ...], asked: tuple[_Question, ...], frame: Frame) -> Sheet:
    """One row a person whom an applicant has nominated."""
    tables = tuple(q.field for q in asked if q.field.type is FieldType.TABLE)
    told = {column.id: column for table in tables for column in table.columns}
    columns = (*_leading(frame), *(Column(heading=bilingual(c.label), width=28) for c in told.values()))
    rows = (
        (*_named(entry, frame), *(person.get(column) for column in told))
        for entry in entries
        if _consents(entry)
        for table in tables
        for person in _persons(entry, table)
    )
    return Sheet(title=frame.both(Term.SHEET_MEMBERS), columns=distinct(columns), rows=tuple(rows))


def _persons(entry: Entry, table: Field) -> tuple[Mapping[str, str | None], ...]:
    answered = entry.answers.get(table.id)
    return answered if isinstance(answered, tuple) else ()


def _answers(entries: tuple[Entry, ...], asked: tuple[_Question, ...], frame: Frame) -> Sheet:
    """One row an answer that has to be read, wide enough for paper."""
    columns = (
        *_leading(frame)[:2],
        Column(heading=frame.both(Term.QUESTION), width=34),
        Column(heading=frame.both(Term.ANSWER), width=100),
    )
    rows = (
        (*_named(entry, frame)[:2], q.heading, told)
        for entry in entries
        if _consents(entry)
        for q in asked
        if q.field.type in _READ and (told := frame.answer(entry.answers.get(q.field.id))) is not None
    )
    return Sheet(title=frame.both(Term.SHEET_ANSWERS), columns=columns, rows=tuple(rows), tallest=_TALLEST)
