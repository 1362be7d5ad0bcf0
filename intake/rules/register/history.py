"""What was before, and what came in: superseded versions and duplicates, and every mail that was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from intake.rules.call import Call
from intake.rules.entry import Correction, Entry, Message
from intake.rules.mail.authentication import AUTHENTICATION
from intake.rules.register.frame import Frame, Records, by_entry, local, standing
from intake.rules.register.sheets import Column, Kind, Sheet, Value
from intake.rules.states import CorrectionState, Outcome
from intake.rules.terms import Term
from intake.rules.wording import bilingual, moment, question, quotable

_TOLD_BY_NAME = {"municipality": Term.MUNICIPALITY, "cluster": Term.CLUSTER, "approach": Term.APPROACH}
_SHOWN = 300  # characters of an answer that a change quotes


def history_sheet(records: Records, frame: Frame) -> Sheet:
    """Lay out the versions that do not count, with what they say otherwise, duplicates and corrections; by time."""
    told = (
        *_versions(records, frame),
        *_duplicates(records, frame),
        *_corrections(records, frame),
        *_erased(records, frame),
    )
    dated = sorted(told, key=lambda row: row[:4])
    return Sheet(
        title=frame.both(Term.SHEET_HISTORY),
        columns=(
            Column(heading=frame.both(Term.ENTRY), width=11.5),
            Column(heading=frame.both(Term.VERSION), width=9, kind=Kind.NUMBER),
            Column(heading=frame.both(Term.STATUS), width=22, kind=Kind.STATUS),
            Column(heading=frame.both(Term.RECEIVED), width=15.5, kind=Kind.MOMENT),
            Column(heading=frame.both(Term.MUNICIPALITY), width=20),
            Column(heading=frame.both(Term.CLUSTER), width=24),
            Column(heading=frame.both(Term.SENDER), width=28),
            Column(heading=frame.both(Term.REPLACED_BY), width=11, kind=Kind.NUMBER),
            Column(heading=frame.both(Term.CHANGES), width=60),
            Column(heading=frame.both(Term.FORM), width=14),
            Column(heading=frame.both(Term.MESSAGE), width=14),
        ),
        rows=tuple(row for *_, row in dated),
        known_by=tuple(map(frame.both, (Term.ENTRY, Term.VERSION, Term.STATUS, Term.RECEIVED))),
    )


_Dated = tuple[datetime, str, int, str, tuple[Value, ...]]
"""A row behind what it is sorted by: time of receipt, entry, version, message."""


def _versions(records: Records, frame: Frame) -> Iterator[_Dated]:
    for versions in by_entry(records.entries).values():
        counts = standing(versions)
        for old in versions:
            if old.version != counts.version:
                yield (*_order(old), _version_row(old, counts, records, frame))


def _order(item: Entry | Message) -> tuple[datetime, str, int, str]:
    return (item.received_at, item.entry or "", item.version or 0, item.message)


def _version_row(old: Entry, counts: Entry, records: Records, frame: Frame) -> tuple[Value, ...]:
    return (
        old.entry,
        old.version,
        frame.status(old),
        local(old.received_at, frame.call(old).zone),
        frame.municipality(old),
        frame.cluster(old),
        old.sender,
        counts.version,
        "\n".join(_changes(old, counts, frame)) or None,
        frame.form(old, records),
        frame.mail(old.message, records),
    )


def _duplicates(records: Records, frame: Frame) -> Iterator[_Dated]:
    entries = {(entry.entry, entry.version): entry for entry in records.entries}
    for message in records.messages:
        if message.outcome is Outcome.DUPLICATE and message.erased_at is None:
            same = entries.get((message.entry or "", message.version or 0))
            yield (*_order(message), _duplicate_row(message, same, records, frame))


def _duplicate_row(message: Message, same: Entry | None, records: Records, frame: Frame) -> tuple[Value, ...]:
    return (
        message.entry,
        message.version,
        f"= {bilingual(frame.wording.outcomes[Outcome.DUPLICATE])}",
        local(message.received_at, frame.zone),
        frame.municipality(same) if same else None,
        frame.cluster(same) if same else None,
        message.sender,
        message.version,
        frame.reason(message.why),
        None,
        frame.mail(message.message, records),
    )


_SIGN = "✎"


def _corrections(records: Records, frame: Frame) -> Iterator[_Dated]:
    """What staff corrected in the register, what of it was not taken, and what they took back."""
    entries = {(entry.entry, entry.version): entry for entry in records.entries}
    for correction in records.corrections:
        entry = entries[correction.entry, correction.version]
        order = (correction.since, correction.entry, correction.version, correction.field)
        yield (*order, _correction_row(correction, entry, frame))


def _correction_row(correction: Correction, entry: Entry, frame: Frame) -> tuple[Value, ...]:
    call = frame.call(entry)
    told = Term.CORRECTION_REFUSED if correction.state is CorrectionState.REFUSED else Term.CORRECTION
    change = _change(_asked(correction.field, call, frame), correction.original, correction.written, frame)
    ended = (
        ()
        if correction.until is None
        else (f"{frame.both(Term.CORRECTION_ENDED)}: {moment(correction.until, call, 'sr')}",)
    )
    return (
        correction.entry,
        correction.version,
        f"{_SIGN} {frame.both(told)}",
        local(correction.since, call.zone),
        None,
        None,
        None,
        None,
        "\n".join((*change, *ended)),
        None,
        None,
    )


_ERASED = "⌫"


def _erased(records: Records, frame: Frame) -> Iterator[_Dated]:
    """The numbers of applications that were erased, and when: nobody looks for them in vain."""
    for one in records.erased:
        row: tuple[Value, ...] = (one.entry, None, f"{_ERASED} {frame.both(Term.ERASED)}", local(one.at, frame.zone))
        yield one.at, one.entry, 0, "", (*row, *[None] * 7)


def _asked(field: str, call: Call, frame: Frame) -> str:
    return frame.both(_TOLD_BY_NAME[field]) if field in _TOLD_BY_NAME else question(field, call)


def _changes(one: Entry, other: Entry, frame: Frame) -> Iterator[str]:
    yield from changes(one, other, frame) if one.version < other.version else changes(other, one, frame)


def changes(old: Entry, new: Entry, frame: Frame) -> Iterator[str]:
    """Say what *new* answers otherwise than *old*: "Телефон · Telephone: 051… → 065…", one line for each question."""
    call = frame.call(new)
    for field, told in (
        ("municipality", frame.municipality),
        ("cluster", frame.cluster),
        ("approach", frame.approach),
    ):
        yield from _change(_asked(field, call, frame), told(old), told(new), frame)
    for field in dict.fromkeys((*old.answers, *new.answers)):
        if field in _TOLD_BY_NAME:
            continue
        before, after = frame.answer(old.answers.get(field)), frame.answer(new.answers.get(field))
        yield from _change(_asked(field, call, frame), before, after, frame)


def _change(asked: str, before: str | None, after: str | None, frame: Frame) -> Iterator[str]:
    if before != after:
        nothing = f"({frame.both(Term.NOTHING)})"
        yield f"{asked}: {quotable(before or nothing, _SHOWN)} → {quotable(after or nothing, _SHOWN)}"


def messages_sheet(records: Records, frame: Frame) -> Sheet:
    """Every mail that was seen, and what became of it; of applications also what our server found out of the sender."""
    results = {entry.message: entry.evidence.get(AUTHENTICATION, ()) for entry in records.entries}
    checks = {message: "; ".join(found.written for found in told) for message, told in results.items()}
    return Sheet(
        title=frame.both(Term.SHEET_MESSAGES),
        columns=(
            Column(heading=frame.both(Term.RECEIVED), width=15.5, kind=Kind.MOMENT),
            Column(heading=frame.both(Term.SENDER), width=32),
            Column(heading=frame.both(Term.SUBJECT), width=48),
            Column(heading=frame.both(Term.OUTCOME), width=24),
            Column(heading=frame.both(Term.ENTRY), width=11.5),
            Column(heading=frame.both(Term.VERSION), width=9, kind=Kind.NUMBER),
            Column(heading=frame.both(Term.WHY), width=48),
            Column(heading=frame.both(Term.SENDER_CHECKED), width=34),
            Column(heading=frame.both(Term.MESSAGE), width=14),
        ),
        rows=tuple(_message_row(message, checks.get(message.message), records, frame) for message in records.messages),
        known_by=tuple(map(frame.both, (Term.RECEIVED, Term.SENDER, Term.SUBJECT))),
    )


def _message_row(message: Message, check: str | None, records: Records, frame: Frame) -> tuple[Value, ...]:
    wording = frame.wording
    outcome = wording.undecided if message.outcome is None else wording.outcomes[message.outcome]
    if message.erased_at is not None:
        outcome = wording.terms[Term.ERASED]
    return (
        local(message.received_at, frame.zone),
        message.sender,
        message.subject,
        bilingual(outcome),
        message.entry,
        message.version,
        frame.reason(message.why),
        check or None,
        frame.mail(message.message, records),
    )
