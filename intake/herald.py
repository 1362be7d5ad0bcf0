"""Tells staff by mail: the digest of the day, alarms that begin and end; no mail twice, and no pass stopped by it.

waiting -> (all but the final dot) -> offered, committed -> (the final dot) -> sent. What died before the dot still
waits; what died after it is never offered again (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from typing import assert_never

from intake.events import Event
from intake.logs import log
from intake.news import alarm_news
from intake.patience import IN_A_STEP, at_an_end
from intake.records.store import Store
from intake.replies.notice import NoticeWriter
from intake.replies.templates import LetterError
from intake.rules.ledger import StoreError
from intake.rules.letters.attempt import Deferred, Refused, Sent, Unfit, Unknown
from intake.rules.letters.delivery import Delivery, DeliveryError, Session, next_try
from intake.rules.notice import Notice, NoticeKind, NoticeState, digest_of
from intake.rules.register.decisions import Decision, settled, unclear
from intake.rules.register.frame import Frame
from intake.rules.staff.days import is_due
from intake.rules.staff.digest import Books, Digest, digest
from intake.settings import StaffSettings


class Fate(Enum):
    """What became of a digest that was asked for."""

    SENT = auto()  # it went out, or may have
    LATER = auto()  # it waits and is tried again with the next pass
    REFUSED = auto()  # by the server, to one at least; his next digest will say the same
    NOTHING_TO_SAY = auto()
    WENT_BEFORE = auto()  # today's is out already


@dataclass(frozen=True, slots=True, kw_only=True)
class Herald:
    """Writes and sends the mails to *settings.to*; without recipients it does nothing.

    *frame* gives the words and the calls at a moment.
    """

    store: Store
    road: Delivery
    notice_writer: NoticeWriter
    settings: StaffSettings
    frame: Callable[[datetime], Frame]
    patience: timedelta = IN_A_STEP

    def tell(self, now: datetime) -> None:
        """Tell of alarms and send what waits; a failure is logged and tried again. Only StoreError comes through."""
        if not self.settings.to:
            return
        with _loud():
            self._tell_of_alarms(now)
        with _loud():
            self._deliver(self.store.notices.due(now), now)

    def tell_by_schedule(self, now: datetime) -> None:
        """Do the same, and write the digest of the day once its time has come."""
        if self.settings.to and self.settings.digest is not None:
            with _loud():
                zone, considered = self.frame(now).zone, self.store.notices.last_considered()
                last_day = considered and considered.astimezone(zone).date()
                if is_due(now, self.settings.digest, zone, last_day=last_day):
                    self._write_digest(now)
        self.tell(now)

    def digest_by_hand(self, now: datetime) -> Fate:
        """Send the digest of the day unless it went out before; DeliveryError, LetterError or StoreError."""
        about = self.occasion(now)
        there = [one for one in self.store.notices.of(about) if one.state is not NoticeState.EMPTY]
        if there and not any(one.state is NoticeState.WAITING for one in there):
            return Fate.WENT_BEFORE
        if not there and not self._write_digest(now):
            return Fate.NOTHING_TO_SAY
        self._deliver([one for one in self.store.notices.of(about) if one.state is NoticeState.WAITING], now)
        states = {one.state for one in self.store.notices.of(about)}
        if NoticeState.FAILED in states:
            return Fate.REFUSED
        return Fate.LATER if NoticeState.WAITING in states else Fate.SENT

    def digest(self, now: datetime, *, to: str | None = None) -> Digest:
        """Compose the digest that *to* would get now; None: one that begins where the last one to anybody ended."""
        frame, words = self.frame(now), self.store.remarks.standing()
        books = Books(
            entries=self.store.entries.all(),
            messages=tuple(one for one in self.store.messages.all() if one.erased_at is None),
            letters=self.store.letter_list.all(),
            decided={past.message: past.decided_at for past in self.store.messages.past() if past.decided_at},
            settled=settled(words, frame.wording, Decision.ACCEPTED, Decision.REFUSED),
            unclear=unclear(words, frame.wording),
            doubts=self.store.corrections.doubts(),
            alarms=self.store.alarms.standing(),
            announced=self.store.erasures.announcements(),
        )
        return digest(books, frame, since=self.store.notices.last_digest(to))

    def occasion(self, now: datetime) -> str:
        """Name today's digest."""
        return digest_of(now.astimezone(self.frame(now).zone).date())

    def _write_digest(self, now: datetime) -> bool:
        """Write today's digest in the place of earlier ones that still wait; remember the day where it says nothing."""
        about = self.occasion(now)
        composed = {to: self.digest(now, to=to) for to in self.settings.to}
        mails = [
            self.notice_writer.digest(each, about=about, to=to) for to, each in composed.items() if each.worth_sending
        ]
        if mails:
            waiting = self.store.notices.waiting()
            self.store.notices.drop([one.message_id for one in waiting if one.kind is NoticeKind.DIGEST])
        self.store.notices.put(mails or [_empty(about, now)])
        return bool(mails)

    def _tell_of_alarms(self, now: datetime) -> None:
        """Write of what begins and ends; a beginning that could not be sent is dropped: the end tells all of it."""
        notices, zone = self.store.notices, self.frame(now).zone
        for news in alarm_news(self.store, self.settings, zone, now):
            begun = notices.of(news.beginning)
            notices.drop([one.message_id for one in begun if one.state is NoticeState.WAITING])
            notices.put([self.notice_writer.alarm(news, to=to, at=now.astimezone(zone)) for to in self.settings.to])

    def _deliver(self, mails: Sequence[Notice], now: datetime) -> None:
        if not mails:
            return
        late = at_an_end(self.patience)
        with self.road.session() as session:
            for mail in mails:
                if late():
                    break
                self._offer(session, mail, now)

    def _offer(self, session: Session, mail: Notice, now: datetime) -> None:
        notices, told = self.store.notices, log.bind(about=mail.about, to=mail.to)
        attempt = session.deliver(mail, partial(notices.offered, mail.message_id, at=now))
        match attempt:
            case Sent(reply=reply):
                notices.sent(mail.message_id, reply=reply)
                told.info(Event.NOTICE_SENT)
            case Deferred(reply=reply) if when := next_try(mail.attempts + 1, now):
                notices.retry_later(mail.message_id, next_try=when, reply=reply)
                told.error(Event.NOTICE_DEFERRED, reply=reply)
            case Deferred(reply=why) | Refused(reply=why) | Unfit(why=why):
                notices.failed(mail.message_id, reply=why)
                told.error(Event.NOTICE_REFUSED, reply=why)
            case Unknown(why=why):
                told.error(Event.NOTICE_UNCERTAIN, why=why)
            case _:
                assert_never(attempt)


@contextmanager
def _loud() -> Iterator[None]:
    """Log whatever goes wrong: no mail to staff is worth a pass. The store's own failures come through."""
    try:
        yield
    except StoreError:
        raise
    except (DeliveryError, LetterError) as failure:
        log.error(Event.NOTICE_FAILED, error=str(failure))  # noqa: TRY400 - it says it all
    except Exception:
        log.exception(Event.NOTICE_FAILED)


def _empty(about: str, now: datetime) -> Notice:
    """Make what remembers that the digest of a day had nothing to say."""
    return Notice(
        message_id=f"{about} ({NoticeState.EMPTY})",
        about=about,
        kind=NoticeKind.DIGEST,
        to=None,
        state=NoticeState.EMPTY,
        content=b"",
        created_at=now,
    )
