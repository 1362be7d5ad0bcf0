"""Whether a letter may go, and the letter itself: what the desk commits together with an entry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from intake.events import Event
from intake.logs import log
from intake.replies.letter import LetterWriter, Original
from intake.replies.templates import LetterError
from intake.rules.call import Call, Text
from intake.rules.entry import Entry, Letter
from intake.rules.judging.returned import is_report
from intake.rules.judging.submission import Submission
from intake.rules.judging.verdict import Verdict
from intake.rules.letters.cases import case_of
from intake.rules.letters.dates import dates_of
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Applicant, Designation, Facts, Part
from intake.rules.mail.autoreply import Answer, Hold, Reply, Suppress, may_answer
from intake.rules.mail.headers import Headers
from intake.rules.mail.machine import NO_WORDS, MachineWords
from intake.rules.municipalities.municipality import Gazetteer
from intake.rules.pending import Pending
from intake.rules.states import LetterState
from intake.settings import Mode, ReplySettings


def _never() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Where a letter stands at birth: *to* is its only recipient, *why* the rule that holds or suppresses it."""

    state: LetterState
    to: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSecretary:
    """Decides by the headers, the configuration and the desk's history; writes with *letter_writer*.

    *began* tells when the desk's first run was, where that divides what is answered from what is not.
    """

    settings: ReplySettings
    calls: Mapping[str, Call]
    gazetteer: Gazetteer
    letter_writer: LetterWriter
    machine_words: MachineWords = NO_WORDS
    began: Callable[[], datetime | None] = _never

    def letters(self, verdict: Verdict, submission: Submission, pending: Pending, now: datetime) -> tuple[Letter, ...]:
        """Return one letter for each new entry; one that cannot be rendered is held and says why."""
        if not verdict.about:
            return ()
        permission = self._permission(submission, pending)
        return tuple(self._letter(new, other, submission.headers, permission, now) for new, other in verdict.about)

    def _permission(self, submission: Submission, pending: Pending) -> Permission:
        """Say whether a letter may go; what must not be answered is never even held."""
        settings = self.settings
        match self._answer(submission):
            case Suppress(rule=rule, why=why):
                return Permission(state=LetterState.SUPPRESSED, why=f"{rule}: {why}")
            case Hold(to=to) | Reply(to=to) if pending.historic and not self._came_since(pending):
                why = "first-run: the message was there before the desk"
                return Permission(state=LetterState.SUPPRESSED, to=to, why=why)
            case Hold(to=to) | Reply(to=to) if settings.mode is Mode.OFF:
                return Permission(state=LetterState.SUPPRESSED, to=to, why="replies.mode: off")
            case Hold(rule=rule, why=why, to=to):
                return Permission(state=LetterState.HELD, to=to, why=f"{rule}: {why}")
            case Reply(to=to) if pending.historic or settings.mode is Mode.HOLD:
                why = "first-run: the mailbox is new to the desk" if pending.historic else "replies.mode: hold"
                return Permission(state=LetterState.HELD, to=to, why=why)
            case Reply(to=to):
                return Permission(state=LetterState.QUEUED, to=to)

    def _came_since(self, pending: Pending) -> bool:
        """Whether a message of a mailbox's past came after the desk's first run: a folder or a server was renamed."""
        began = self.began()
        return began is not None and pending.received_at >= began

    def _answer(self, submission: Submission) -> Answer:
        settings = self.settings
        answer = may_answer(
            submission.headers,
            own_addresses=settings.own_addresses,
            own_message_id_domain=settings.message_id_domain,
            trusted_authserv_ids=settings.trusted_authserv_ids,
            words=self.machine_words,
        )
        if isinstance(answer, Reply) and is_report(submission):
            return Hold(rule="report", why="a mail system's report is a part of it", to=answer.to)
        return answer

    def facts(self, entry: Entry, other: Entry | None, *, to: str | None, now: datetime) -> Facts:
        """Gather what the letter to *entry* says to the address *to*; *other* is the version that it speaks of."""
        call = self.calls[entry.call]
        return facts_of(
            entry,
            call=call,
            now=now,
            applicant=self.applicant(entry),
            other_association=self._association(entry, call),
            other=other,
            to=to,
        )

    def _letter(
        self, entry: Entry, other: Entry | None, headers: Headers, permission: Permission, now: datetime
    ) -> Letter:
        digest = hashlib.sha256(f"{entry.message}\n{entry.entry}\n{entry.version}".encode()).hexdigest()[:32]
        unwritten = Letter(
            message_id=f"<{digest}@{self.settings.message_id_domain}>",
            message=entry.message,
            entry=entry.entry,
            version=entry.version,
            to=permission.to,
            template=case_of(entry),
            state=permission.state,
            why=permission.why,
            content=b"",
            created_at=now,
        )
        try:
            return self.written(unwritten, entry, other, headers, now=now)
        except LetterError as fault:
            log.error(Event.LETTER_UNWRITTEN, entry=entry.entry, error=str(fault))  # noqa: TRY400 - it says it all
            return _held(unwritten, f"template: {fault}")

    def written(
        self, unwritten: Letter, entry: Entry, other: Entry | None, headers: Headers, *, now: datetime
    ) -> Letter:
        """Write what *unwritten* is to say, dated *now*, under the message with *headers*.

        LetterError, with file and line, where a template is at fault.
        """
        facts = self.facts(entry, other, to=unwritten.to, now=now)
        original = Original(message_id=headers.first("message-id"), references=headers.first("references"))
        letter = self.letter_writer.write(facts, to=unwritten.to, original=original)
        told = dates_of(facts.call, facts.cluster) if Part.EVENTS in facts.parts and facts.cluster else None
        return replace(unwritten, message_id=letter.message_id, content=letter.content, template=facts.case, told=told)

    def applicant(self, entry: Entry) -> Applicant | None:
        """Return the municipality that was recognised, as letters address it."""
        unit = self.gazetteer.units.get(entry.municipality or "")
        if unit is None:
            return None
        name = Text(sr=unit.cyrillic or unit.latin, en=unit.english)
        return Applicant(name=name, designation=Designation.of(unit.type))

    def _association(self, entry: Entry, call: Call) -> Text | None:
        """The association that gathers the local self-governments of the applicant's area, where the call knows one."""
        prefix = (entry.municipality or "").split("-")[0]
        if not prefix or prefix in call.eligible:
            return None
        host = next((host for host in call.hosts if prefix in host.gathers), None)
        return host.title if host else None


def _held(letter: Letter, why: str) -> Letter:
    """Hold what might have gone; what is never to be sent stays so."""
    return letter if letter.state is LetterState.SUPPRESSED else replace(letter, state=LetterState.HELD, why=why)
