"""Announcements: letters that nobody asked for, under the application that they are about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from intake.replies.calendar import enclosed_calendar
from intake.replies.letter import assembled, in_order
from intake.replies.writer import Writer
from intake.rules.entry import Letter
from intake.rules.letters.delivery import envelope_address
from intake.rules.letters.letters import Facts
from intake.rules.states import LetterState

_HASHED = 32  # hexadecimal digits, as in answers
_THREAD = ("In-Reply-To", "References")


class AnnouncementWriter(Writer):
    """Writes announcements; the same facts, recipient, answer and number always give the same bytes."""

    def write(self, facts: Facts, *, to: str, answer: bytes, told: str, number: int) -> Letter:
        """Write the announcement `facts.case`, the *number*th about its application, for staff to release.

        It is dated `facts.now` and stands in the thread of *answer*, the letter that went to the same address *to*.
        *told* names the dates in it. LetterError, with file and line, where a template is at fault.
        """
        about = f"{facts.case} {told} {number}"
        identity = hashlib.sha256(f"{facts.message}\n{facts.entry}\n{about}".encode()).hexdigest()[:_HASHED]
        message_id = f"<{identity}@{self.message_id_domain}>"
        languages, body = in_order(self.languages, facts), f"announcements/{facts.case}.j2"
        calendar = enclosed_calendar(facts, self, languages)
        if calendar:
            facts = replace(facts, calendar=calendar.name)
        return Letter(
            message_id=message_id,
            message=facts.message,
            entry=facts.entry,
            version=facts.version,
            to=to,
            template=facts.case,
            state=LetterState.HELD,
            why=f"announcement: {facts.case}",
            content=assembled(
                self._heading(facts, to, message_id, answer, languages),
                text=self.templates.text(facts, languages, body),
                html=self.templates.html(facts, languages, body),
                languages=languages,
                identity=identity,
                enclosures=(calendar,) if calendar else (),
                logo=self.templates.logo(),
            ),
            created_at=facts.now,
            about=about,
            told=told,
        )

    def _heading(
        self, facts: Facts, to: str, message_id: str, answer: bytes, languages: Sequence[str]
    ) -> Iterator[tuple[str, object]]:
        """Thread it under the application, as the answer is (RFC 5322, 3.6.4)."""
        yield "From", self.author
        yield "To", envelope_address(to) or to
        yield "Date", facts.now
        yield "Subject", " ".join(self.templates.subject(facts, languages).split())
        yield "Message-ID", message_id
        answered = message_from_bytes(answer, policy=default)
        for name in _THREAD:
            if name in answered:
                yield name, str(answered[name])
        yield "Auto-Submitted", "auto-generated"  # RFC 3834, 5: it answers nothing
        yield "X-Auto-Response-Suppress", "All"  # [MS-OXCMAIL] 2.1.3.2.20
        yield "Precedence", "bulk"
        yield "X-Loop", self.author.addr_spec
