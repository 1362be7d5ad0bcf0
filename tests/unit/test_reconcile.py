"""The differences between five places, from plain values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.rules.entry import Message
from intake.rules.mailbox import Position
from intake.rules.reconcile import Held, Kind, differences
from intake.rules.states import LetterState, Outcome
from samples.records import NOON, entry, letter, message

SEEN = Message(message=message(1), received_at=NOON, sender="a@x.example", subject="", outcome=Outcome.APPLICATION)
WHOLE = Held(
    messages=(SEEN,),
    entries=(entry(1),),
    letters=(letter(1),),
    archived=frozenset({SEEN.message}),
    rows=frozenset({entry(1).entry}),
)
POSITION = Position(mailbox="imap:info@mail.example/INBOX", validity=7, uid="12")


def test_places_that_agree_have_no_difference() -> None:
    """The beginning of every other test."""
    assert differences(WHOLE) == ()


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (replace(WHOLE, archived=frozenset()), Kind.FILE_MISSING),
        (replace(WHOLE, damaged=WHOLE.archived), Kind.FILE_DAMAGED),
        (replace(WHOLE, archived=WHOLE.archived | {"sha256:00"}), Kind.FILE_UNKNOWN),
        (replace(WHOLE, messages=(replace(SEEN, outcome=None),)), Kind.UNDECIDED),
        (replace(WHOLE, unsighted=3), Kind.UNSIGHTED),
        (replace(WHOLE, unfetched=(POSITION,)), Kind.UNFETCHED),
        (replace(WHOLE, unreleased=(POSITION,)), Kind.UNRELEASED),
        (replace(WHOLE, unreachable=("mail.example: no answer",)), Kind.UNREACHABLE),
        (replace(WHOLE, rows=None), Kind.REGISTER),
        (replace(WHOLE, register_outdated=True), Kind.REGISTER),
        (replace(WHOLE, rows=frozenset()), Kind.ROW_MISSING),
        (replace(WHOLE, rows=frozenset({entry(1).entry, "LC21-0099"})), Kind.ROW_UNKNOWN),
        (replace(WHOLE, letters_unshown=WHOLE.letters), Kind.LETTER_FILE_MISSING),
        (replace(WHOLE, strays=("outbox/sent/x.eml",)), Kind.LETTER_FILE_UNKNOWN),
        (replace(WHOLE, letters=(letter(1, state=LetterState.SENDING),)), Kind.LETTER_STUCK),
        (replace(WHOLE, letters=(letter(1, state=LetterState.UNCERTAIN),)), Kind.LETTER_STUCK),
    ],
    ids=lambda value: value.value if isinstance(value, Kind) else "",
)
def test_each_difference_is_named_once_with_its_mend(held: Held, kind: Kind) -> None:
    """A person reads what, where and what to do, and nothing else."""
    (difference,) = differences(held)
    assert difference.kind is kind
    assert str(difference) == f"{difference.what} ({difference.where}): {difference.mend}"
    assert all((difference.what, difference.where, difference.mend))
