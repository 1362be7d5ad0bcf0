"""Is the desk well: what a person should see to, as codes and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

MISSED_PASSES = 3
"""How many passes in a row may fail or stay out before that alarms; a single failed one is no alarm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """The desk in numbers. *missed* counts the passes due since the last good one, or since the first of all."""

    last_good: datetime | None
    missed: int
    held_by_limit: int
    unwritten: int
    uncertain: int
    failed: int
    quarantine: int


def alarms(vitals: Vitals) -> Iterator[tuple[str, str]]:
    """Yield code and sentence of everything that is wrong; nothing where the desk is well."""
    if vitals.missed >= MISSED_PASSES:
        when = f"since {vitals.last_good.isoformat(timespec='seconds')}" if vitals.last_good else "yet"
        yield "no-good-pass", f"no pass has ended well {when}"
    if vitals.held_by_limit:
        yield "letters-held-by-limit", f"{_letters(vitals.held_by_limit)} held by a limit: see `intake outbox list`"
    if vitals.unwritten:
        mend = "run `intake check`, mend the template, then `intake letter preview --entry …`"
        yield "letters-unwritten", f"{_letters(vitals.unwritten)} held by a mistake in a template: {mend}"
    if vitals.uncertain:
        yield "letters-uncertain", f"{_letters(vitals.uncertain)} may or may not have been sent: resend or drop"
    if vitals.failed:
        yield "letters-failed", f"{_letters(vitals.failed)} could not be delivered: see `intake outbox list`"
    if vitals.quarantine:
        yield "quarantine", f"{vitals.quarantine} message(s) could not be handled: see `intake quarantine list`"


def _letters(number: int) -> str:
    return f"{number} letter(s)"
