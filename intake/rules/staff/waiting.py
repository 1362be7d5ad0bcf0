"""What waits for staff: each kind of thing to do, with what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from intake.rules.call import Text
from intake.rules.entry import Entry, Letter, Message
from intake.rules.letters.facts import unlinked
from intake.rules.register.frame import Frame
from intake.rules.staff.lines import Line, Listed, line_of, line_of_message, reason_of
from intake.rules.states import LetterState, Status

MENDABLE = frozenset({Status.INCOMPLETE, Status.NO_FORM, Status.UNREADABLE})
"""Where an applicant may put an application right before the deadline; who applied at all, staff find out."""


Lookup = Mapping[tuple[str | None, int | None], Entry]
"""Every version of every application, by entry and version."""


class Task(StrEnum):
    """What staff have to do; the templates say how."""

    REVIEW = "review"
    UNREADABLE = "unreadable"
    LATE = "late"
    UNMENDED = "unmended"  # not put right until the deadline
    NEWER = "newer"  # a version that does not count: late, or not in order
    ASKED = "asked"  # by the register, at a cell
    REPLY = "reply"  # to our letter, by a person
    HELD = "held"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One kind of thing to do."""

    task: Task
    listed: Listed


_OF_ENTRY = {Status.REVIEW: Task.REVIEW, Status.UNREADABLE: Task.UNREADABLE, Status.LATE: Task.LATE}
_OF_LETTER = {
    LetterState.HELD: Task.HELD,
    LetterState.UNCERTAIN: Task.UNCERTAIN,
    LetterState.FAILED: Task.FAILED,
}


def waiting(
    undecided: Iterable[Entry],
    letters: Iterable[Letter],
    replies: Iterable[Message],
    quarantine: Iterable[Message],
    lookup: Lookup,
    frame: Frame,
) -> tuple[Waiting, ...]:
    """Return what staff have to do, in the order of the tasks.

    *undecided* are the applications about which staff wrote no decision; *lookup* has every entry by id and version.
    """
    found: dict[Task, list[Line]] = {task: [] for task in Task}
    newest = {entry.entry: entry for entry in sorted(lookup.values(), key=lambda version: version.version)}
    for entry in undecided:
        if task := _task(entry, frame):
            found[task].append(_line_of_entry(entry, task, frame))
        if newest[entry.entry] is not entry:
            found[Task.NEWER].append(line_of(newest[entry.entry], frame))
    for letter in letters:
        if task := _OF_LETTER.get(letter.state):
            found[task].append(_line_of_letter(letter, lookup, frame))
    found[Task.REPLY] = [line_of_message(m, frame, about=lookup.get((m.entry, m.version))) for m in replies]
    found[Task.QUARANTINE] = [_quarantined(message, frame) for message in quarantine]
    return tuple(Waiting(task=task, listed=Listed.of(lines)) for task, lines in found.items() if lines)


def _task(entry: Entry, frame: Frame) -> Task | None:
    """Return what staff have to do about *entry*; before the deadline it is the applicant's turn to mend it."""
    over = frame.as_of > frame.call(entry).deadline
    return _OF_ENTRY.get(entry.status) or (Task.UNMENDED if over and entry.status in MENDABLE else None)


def _line_of_entry(entry: Entry, task: Task, frame: Frame) -> Line:
    """Tell an application; its status only where the task does not say it already."""
    line = line_of(entry, frame)
    return line if task is Task.UNMENDED else replace(line, status=None)


def _line_of_letter(letter: Letter, lookup: Lookup, frame: Frame) -> Line:
    entry = lookup.get((letter.entry, letter.version))
    to = unlinked(letter.to or "")
    notes = reason_of(letter.told_why, frame)
    if entry is None:
        return Line(name=Text(sr=to, en=to), notes=notes)
    return replace(line_of(entry, frame, notes=notes), contact=to, status=None, cluster=None)


def _quarantined(message: Message, frame: Frame) -> Line:
    line = line_of_message(message, frame)
    return replace(line, notes=(*line.notes, *reason_of(message.why, frame)))
