"""What staff have decided: the word in their column, in either language and script; any other is none, and is asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from intake.rules.script import canonical
from intake.rules.terms import Term
from intake.rules.wording import Wording


class Decision(Enum):
    """What the word says; the values are the terms in the catalogue of words."""

    ACCEPTED = Term.DECISION_ACCEPTED
    REFUSED = Term.DECISION_REFUSED
    WAITING = Term.DECISION_WAITING


def decisions(words: Mapping[tuple[str, str], str], wording: Wording) -> dict[str, Decision | str]:
    """Return what staff decided, by entry; the text itself where it is no decision.

    *words* are theirs by entry and heading (`StaffWords.texts`).
    """
    known = {canonical(text): one for one in Decision for text in _both(one, wording)}
    heading = wording.both(Term.DECISION)
    return {
        entry: known.get(canonical(text), text.strip())
        for (entry, under), text in words.items()
        if under == heading and text.strip()
    }


def _both(decision: Decision, wording: Wording) -> tuple[str, str]:
    text = wording.terms[decision.value]
    return text.sr, text.en


def unclear(words: Mapping[tuple[str, str], str], wording: Wording) -> dict[str, str]:
    """Return the texts that are no decision, by entry."""
    return {entry: text for entry, text in decisions(words, wording).items() if isinstance(text, str)}


def settled(words: Mapping[tuple[str, str], str], wording: Wording, *wanted: Decision) -> frozenset[str]:
    """Return the entries of which staff have decided one of *wanted*."""
    return frozenset(entry for entry, decision in decisions(words, wording).items() if decision in wanted)
