"""Takes letters to the server: limits first, then one letter after another, each step committed before the next.

queued -> sending -> (all but the final dot) -> dot -> (the final dot) -> sent. What died before the dot goes back to
the queue; what died after it is uncertain, and only the server knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self, assert_never

from intake.events import Event
from intake.logs import log
from intake.patience import IN_A_STEP, at_an_end
from intake.records.store import Store
from intake.rules.entry import Letter
from intake.rules.letters.attempt import Attempt, Deferred, Refused, Sent, Unfit, Unknown
from intake.rules.letters.delivery import Delivery, Session, next_try
from intake.rules.states import LIMIT
from intake.settings import ReplySettings, Uncertain


@dataclass(frozen=True, slots=True, kw_only=True)
class Postman:
    """Delivers what is due within the limits of *replies*."""

    store: Store
    delivery: Delivery
    replies: ReplySettings
    uncertain: Uncertain
    patience: timedelta = IN_A_STEP
    stopping: Callable[[], bool] = lambda: False

    def deliver(self, now: datetime) -> int:
        """Offer every letter that is due and may go; return how many were sent. DeliveryError where none can leave."""
        if self.uncertain is Uncertain.RESEND_ONCE:
            self.store.letters.resend_uncertain_once()
        due = self.store.letters.due(now=now)
        if not due:
            return 0
        went = _Went.since(self.store, now)
        sent, late = 0, at_an_end(self.patience)
        with self.delivery.session() as session:
            for letter in due:
                if self.stopping() or late():
                    break
                if self._may_go(letter, went):
                    outcome = self._offer(session, letter, now)
                    went.count(letter, outcome)
                    sent += isinstance(outcome, Sent)
        return sent

    def _may_go(self, letter: Letter, went: _Went) -> bool:
        """Hold what goes beyond a limit. What was tried before or released by staff is not held again."""
        if letter.attempts or letter.why:
            return True
        if letter.to and self.store.letters.count_to(letter.to, went.day_ago) >= self.replies.per_address_limit:
            return self._held(letter, f"{self.replies.per_address_limit} letters to this address in 24 hours")
        if went.in_an_hour >= self.replies.hourly_limit:
            return self._held(letter, f"{self.replies.hourly_limit} letters in an hour")
        if went.in_a_day >= self.replies.daily_limit:
            return self._held(letter, f"{self.replies.daily_limit} letters in a day")
        return True

    def _held(self, letter: Letter, why: str) -> bool:
        self.store.letters.hold(letter.message_id, LIMIT + why)
        log.warning(Event.LETTER_HELD, entry=letter.entry, why=why)
        return False

    def _offer(self, session: Session, letter: Letter, now: datetime) -> Attempt:
        letters = self.store.letters
        letters.begin_sending(letter.message_id, at=now)
        dot = _Dot(lambda: letters.at_dot(letter.message_id))
        attempt = session.deliver(letter, dot.set)
        log.info(Event.LETTER_OFFERED, entry=letter.entry, outcome=type(attempt).__name__.lower())
        match attempt:
            case Sent(reply=reply) if dot.went:
                letters.sent(letter.message_id, at=now, reply=reply)
            case Sent(reply=reply):
                letters.shown(letter.message_id, at=now, reply=reply)
            case Deferred(reply=reply):
                self._later(letter, reply, now)
            case Refused(reply=reply):
                letters.failed(letter.message_id, "refused", reply=reply)
            case Unknown(why=why):
                letters.uncertain(letter.message_id, why)
            case Unfit(why=why):
                letters.hold(letter.message_id, f"delivery: {why}")
            case _:
                assert_never(attempt)
        return attempt

    def _later(self, letter: Letter, reply: str, now: datetime) -> None:
        when = next_try(letter.attempts + 1, now)
        if when is None:
            self.store.letters.failed(letter.message_id, "given up after five days", reply=reply)
        else:
            self.store.letters.retry_later(letter.message_id, next_try=when, reply=reply)
            log.warning(Event.LETTER_PUT_OFF, entry=letter.entry, reply=reply, next_try=when.isoformat())


@dataclass(slots=True)
class _Dot:
    """The final dot of one letter: whether it was said that it goes."""

    record: Callable[[], None]
    went: bool = False

    def set(self) -> None:
        """Record it before it goes."""
        self.record()
        self.went = True


@dataclass(slots=True, kw_only=True)
class _Went:
    """How many letters went out, may have, or were put off in the last hour and day; this delivery's included."""

    day_ago: datetime
    in_an_hour: int
    in_a_day: int

    @classmethod
    def since(cls, store: Store, now: datetime) -> Self:
        """Count what went before *now*."""
        day_ago, count = now - timedelta(days=1), store.letters.count_since
        return cls(day_ago=day_ago, in_an_hour=count(now - timedelta(hours=1)), in_a_day=count(day_ago))

    def count(self, letter: Letter, attempt: Attempt) -> None:
        """Count one more, if it went or goes later; one that was put off before was counted then."""
        if not letter.attempts and isinstance(attempt, Sent | Unknown | Deferred):
            self.in_an_hour += 1
            self.in_a_day += 1
