"""What the register asks staff at its cells, told by mail as well: who does not open it would not hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake.rules.call import Text
from intake.rules.entry import Doubt, Entry
from intake.rules.letters.facts import unlinked
from intake.rules.register.frame import Frame
from intake.rules.staff.lines import Listed, line_of
from intake.rules.staff.waiting import Task, Waiting
from intake.rules.terms import Term
from intake.rules.wording import PARTED, quotable


def asked(
    entries: Iterable[Entry], doubts: Iterable[Doubt], unclear: Mapping[str, str], frame: Frame
) -> tuple[Waiting, ...]:
    """Return the *entries* about which something is asked, with the columns; nothing where there is none."""
    notes: dict[str, dict[Text, None]] = {}
    for entry, word in unclear.items():
        notes.setdefault(entry, {})[_undecided(word, frame)] = None
    for doubt in doubts:
        notes.setdefault(doubt.entry, {})[_doubtful(doubt, frame)] = None
    lines = [line_of(entry, frame, notes=tuple(notes[entry.entry])) for entry in entries if entry.entry in notes]
    return (Waiting(task=Task.ASKED, listed=Listed.of(lines)),) if lines else ()


def _undecided(word: str, frame: Frame) -> Text:
    heading, written = frame.wording.terms[Term.DECISION], unlinked(quotable(word))
    return Text(sr=f"{heading.sr}: „{written}“", en=f"{heading.en}: “{written}”")


def _doubtful(doubt: Doubt, frame: Frame) -> Text:
    see, (sr, _, en) = frame.wording.terms[Term.SEE_COMMENT], doubt.heading.partition(PARTED)
    return Text(sr=f"{sr}: {see.sr}", en=f"{en or sr}: {see.en}")
