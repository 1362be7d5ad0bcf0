"""When a deferred letter is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from intake.rules.letters.delivery import next_try

NOW = datetime(2021, 9, 10, 12, 0, tzinfo=UTC)


def pauses() -> list[timedelta]:
    """Wait as often as there is a next try."""
    waited: list[timedelta] = []
    while (when := next_try(len(waited) + 1, NOW)) is not None:
        waited.append(when - NOW)
    return waited


def test_the_first_pauses_are_short_and_grow() -> None:
    """Greylisting ends within minutes; a server that is away for a day must not be called every minute."""
    assert [pause.total_seconds() / 60 for pause in pauses()[:6]] == [1, 5, 15, 60, 120, 240]
    assert pauses() == sorted(pauses())
    assert max(pauses()) == timedelta(hours=4)


def test_a_letter_is_given_up_after_five_days() -> None:
    """RFC 5321, 4.5.4.1 asks for four to five days."""
    assert timedelta(days=5) <= sum(pauses(), timedelta()) <= timedelta(days=5, hours=4)
