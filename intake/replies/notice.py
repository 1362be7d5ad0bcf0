"""Mails to staff: digests and alarms as whole RFC 5322 messages, and the road for desks that send no mail."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from email.parser import BytesHeaderParser
from pathlib import Path

from intake.replies.letter import assembled
from intake.replies.writer import Writer
from intake.rules.letters.attempt import Attempt, Sent
from intake.rules.letters.delivery import DeliveryError, Mail, Session, envelope_address
from intake.rules.notice import Notice, NoticeKind, NoticeState, staff_message_id
from intake.rules.staff.alarms import AlarmNews
from intake.rules.staff.digest import Digest
from intake.whole import write_whole

_HASHED = 32  # hexadecimal digits, as in letters
_UNFIT = re.compile(r"[^\w.-]")


class NoticeWriter(Writer):
    """Writes mails to staff; the same news, recipient and time always give the same bytes."""

    def digest(self, digest: Digest, *, about: str, to: str) -> Notice:
        """Write *digest* to one member of staff; LetterError, with file and line, where a template is at fault."""
        return self._notice(NoticeKind.DIGEST, {"digest": digest}, about=about, to=to, at=digest.now)

    def alarm(self, news: AlarmNews, *, to: str, at: datetime) -> Notice:
        """Write that an alarm has begun or is over; LetterError."""
        kind = NoticeKind.OVER if news.until else NoticeKind.ALARM
        return self._notice(kind, {"news": news}, about=news.about, to=to, at=at)

    def subject(self, **news: object) -> str:
        """Return the subject in each language, in one line."""
        said = (self.templates.part("text", one, "staff/subjects.j2", **news) for one in self.languages)
        return " / ".join(" ".join(each.split()) for each in said)

    def text(self, **news: object) -> str:
        """Return the whole mail as plain text."""
        return self._body("text", news)

    def html(self, **news: object) -> str:
        """Return the whole mail as one HTML document with no outside resources and no links."""
        return self._body("html", news)

    def _body(self, form: str, news: Mapping[str, object]) -> str:
        page = "staff/digest.j2" if "digest" in news else "staff/alarm.j2"
        bodies = {one: self.templates.part(form, one, page, **news) for one in self.languages}
        frame = f"{form}/frame.j2"
        return self.templates.part(
            form, self.languages[0], frame, title=self.subject(**news), letters=bodies, logo=None
        )

    def _notice(self, kind: NoticeKind, news: Mapping[str, object], *, about: str, to: str, at: datetime) -> Notice:
        identity = hashlib.sha256(f"{about}\n{to}".encode()).hexdigest()[:_HASHED]
        message_id = staff_message_id(identity, self.message_id_domain)
        content = assembled(
            self._heading(envelope_address(to) or to, self.subject(**news), message_id, at),
            text=self.text(**news),
            html=self.html(**news),
            languages=self.languages,
            identity=identity,
        )
        return Notice(
            message_id=message_id,
            about=about,
            kind=kind,
            to=to,
            state=NoticeState.WAITING,
            content=content,
            created_at=at,
        )

    def _heading(self, to: str, subject: str, message_id: str, at: datetime) -> Iterator[tuple[str, object]]:
        yield "From", self.author
        yield "To", to
        yield "Date", at
        yield "Subject", subject
        yield "Message-ID", message_id
        yield "Auto-Submitted", "auto-generated"  # RFC 3834, 5: it answers nobody
        yield "X-Auto-Response-Suppress", "All"  # [MS-OXCMAIL] 2.1.3.2.20
        yield "X-Loop", self.author.addr_spec


class NoticeFolder:
    """The road of mails to staff where letters are only written to the outbox: one `.eml` each in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open nothing."""
        yield self

    def deliver(self, letter: Mail, on_dot: Callable[[], None]) -> Attempt:
        """Write *letter*, named by its Message-ID; DeliveryError where the folder cannot be written."""
        name = str(BytesHeaderParser().parsebytes(letter.content)["Message-ID"]).partition("@")[0]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / f"{_UNFIT.sub('', name)}.eml", letter.content)
        except OSError as error:
            raise DeliveryError(f"{self._folder}: {error}") from error
        on_dot()
        return Sent(reply="written to the outbox")
