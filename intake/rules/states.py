"""Where applications, messages, letters and corrections can stand, and what the reasons of it begin with."""

from __future__ import annotations

from enum import StrEnum

ANSWER = "answer"
"""What a letter is about that answers an application."""


class Status(StrEnum):
    """Where an application stands; the first that fits counts, in this order."""

    SUPERSEDED = "superseded"
    LATE = "late"
    UNREADABLE = "unreadable"
    NO_FORM = "no-form"
    REVIEW = "review"
    INCOMPLETE = "incomplete"
    ACCEPTED = "accepted"


class Outcome(StrEnum):
    """What became of a message."""

    APPLICATION = "application"
    DUPLICATE = "duplicate"
    OTHER = "other"
    AUTOMATIC = "automatic"
    QUARANTINED = "quarantined"


class CorrectionState(StrEnum):
    """What became of a correction by staff: *refused* ones make no sense to the rules and change nothing."""

    APPLIED = "applied"
    REFUSED = "refused"


class LetterState(StrEnum):
    """Where a letter stands; *sending* is seen only while a delivery is under way or after a crash in it."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


INFECTED = "infected: "
"""What the reason of a quarantined message begins with where the scanner found something; its name for it follows."""
LIMIT = "limit: "
"""What the reason of a letter begins with that a limit holds."""
