"""What becomes of a message: an application, a duplicate, a machine's mail, or nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from intake.rules.call import Call
from intake.rules.entry import Entry, Letter
from intake.rules.finding import PICTURE, Code, Evidence, Finding
from intake.rules.judging.application import Application, judge
from intake.rules.judging.decision import is_late, lateness, of_one_message, told_apart
from intake.rules.judging.quoting import answered_in_words, without_quotation
from intake.rules.judging.returned import (
    concerns_staff_mail,
    enclosed,
    is_letter_message_id,
    is_report,
    is_returned,
    is_returned_blank,
    is_text,
    kind_of,
    machine_mail,
    recipients,
    repeats,
)
from intake.rules.judging.signs import no_forms, signs_beside_document, signs_of_application
from intake.rules.judging.submission import Form, Submission, Unread
from intake.rules.judging.twins import duplicate, twin_by_form, twin_by_mail
from intake.rules.judging.verdict import Ledger, Seen, Verdict
from intake.rules.judging.versions import numbers, settled
from intake.rules.mail import autoreply
from intake.rules.mail.machine import NO_WORDS, MachineWords
from intake.rules.municipalities.municipality import Gazetteer
from intake.rules.states import Outcome, Status

_PICTURES = ("image", "pdf")  # kinds of files that may show a form and hold no text


class Triage:
    """Decides what becomes of messages, by the calls that are open to the desk."""

    def __init__(
        self,
        calls: Sequence[Call],
        gazetteer: Gazetteer,
        *,
        own_message_id_domain: str,
        machine_words: MachineWords = NO_WORDS,
    ) -> None:
        self._calls: Mapping[str, Call] = {call.id: call for call in calls}
        self._gazetteer = gazetteer
        self._domain = own_message_id_domain
        self._machine_words = machine_words

    def decide(self, submission: Submission, seen: Seen, ledger: Ledger) -> Verdict:
        """Return what becomes of one message; pure but for the questions to *ledger*.

        What came with a form, readable or not, is an application whatever its headers say: only its letter is held.
        """
        told = f"{submission.reports}\n{submission.text}"
        to_staff = concerns_staff_mail(submission.headers, told, own_message_id_domain=self._domain)
        if to_staff and all(is_text(form.file) for form in submission.forms):
            return self._of_staff_mail(submission)
        return self._for_the_desk(submission, seen, ledger)

    def _for_the_desk(self, submission: Submission, seen: Seen, ledger: Ledger) -> Verdict:
        submission = self._meant(submission, seen)
        answered = self._answered(submission, ledger)
        lost = answered is None and any(map(is_letter_message_id, self._named(submission)))
        if answered is not None or lost:
            submission = without_quotation(submission, answered)
        if is_returned_blank(submission):  # a call mailed to every municipality comes back with its form
            submission = replace(submission, forms=())
        if submission.forms and not seen.truncated and not self._repeated(submission, answered):
            return _naming(submission.unread, self._application(submission, seen, ledger))
        signed = self._signed(submission, seen)
        if signed is not None and submission.unread and not seen.truncated and not is_report(submission):
            return self._without_form(submission, seen, ledger, *signed)
        machine = self._machine(submission)
        if seen.truncated and (machine is None or (signed is not None and not is_returned(submission))):
            return self._too_large(submission, seen, ledger, signed)  # a form may stand in what was not fetched
        if machine or answered or lost:
            return _of_machine_or_reply(submission, machine, answered)
        if signed is not None:
            return self._without_form(submission, seen, ledger, *signed)
        return _naming(submission.unread, Verdict(outcome=Outcome.OTHER, why="not for a call"))

    def _of_staff_mail(self, submission: Submission) -> Verdict:
        if machine := self._machine(submission):
            return Verdict(outcome=Outcome.AUTOMATIC, why=machine)
        return Verdict(outcome=Outcome.OTHER, why="reply to our mail to staff")

    def _machine(self, submission: Submission) -> str | None:
        return machine_mail(submission, self._machine_words)

    def _meant(self, submission: Submission, seen: Seen) -> Submission:
        """Read forms that fit several calls for the one that is open; see `_by_time`."""

        def meant(form: Form) -> Form:
            readings = {reading.call: reading for reading in (form.reading, *form.rivals)}
            first = next(call for call in self._by_time(seen) if call.id in readings)
            return Form(file=form.file, reading=readings[first.id])

        above = submission.above_letter
        return replace(
            submission,
            forms=tuple(map(meant, submission.forms)),
            above_letter=None if above is None else tuple(map(meant, above)),
        )

    def _by_time(self, seen: Seen) -> list[Call]:
        """The calls that a message may be meant for: first those that are open, then those over; the nearest first."""

        def order(call: Call) -> tuple[bool, timedelta]:
            return is_late(seen.received_at, call), abs(call.deadline - seen.received_at)

        return sorted(self._calls.values(), key=order)

    def _signed(self, submission: Submission, seen: Seen) -> tuple[Call, str] | None:
        """The call that a mail applies for by its words or by a form, and what shows it."""
        calls = self._by_time(seen)
        for call in calls:
            sign = signs_of_application(submission, call)
            form = next((f.file.name for f in submission.forms if f.reading.call == call.id), None)
            if shown := sign or form:
                return call, shown
        return next(((c, sign) for c in calls if (sign := signs_beside_document(submission, c))), None)

    def _answered(self, submission: Submission, ledger: Ledger) -> Letter | None:
        """The letter of ours that a message answers, quotes or reports on."""
        ours = self._named(submission)
        named = next((found for message_id in ours if (found := ledger.letter(message_id))), None)
        named = named or answered_in_words(submission, self._calls.values(), ledger)
        if named or not self._machine(submission):
            return named
        about = recipients(submission.headers, self._report(submission))
        return next((found for to in about if (found := ledger.last_letter_to(to))), None)

    def _named(self, submission: Submission) -> tuple[str, ...]:
        """The Message-IDs of ours that a message answers or reports on, whether or not the store knows them."""
        told = self._report(submission)
        return autoreply.refers_to(submission.headers, own_message_id_domain=self._domain, report=told)

    def _report(self, submission: Submission) -> str:
        """What a mail system tells; qmail and others tell all in plain text."""
        return f"{submission.reports}\n{submission.text}" if self._machine(submission) else submission.reports

    def _repeated(self, submission: Submission, answered: Letter | None) -> bool:
        """Whether all that looks like a form is our own letter, come back or quoted, or the blank form in it."""
        return answered is not None and all(self._is_ours(form, answered) for form in submission.forms)

    def _is_ours(self, form: Form, letter: Letter) -> bool:
        """With a letter that was erased nothing can be compared: whatever text answers it is taken for a quotation."""
        if not is_text(form.file):
            return form.file.sha256 in enclosed(letter.content)
        reading = form.reading
        return not letter.content or repeats(
            judge(reading, form.file, self._calls[reading.call], self._gazetteer), letter.content
        )

    # With a form

    def _application(self, submission: Submission, seen: Seen, ledger: Ledger) -> Verdict:
        """Judge the forms call by call: a mail may apply for several; what came before of one is no news of it."""
        filled = [form for form in submission.forms if not form.reading.is_blank] or submission.forms[:1]
        ordered = sorted(filled, key=lambda form: form.reading.score, reverse=True)
        calls = dict.fromkeys(form.reading.call for form in ordered)
        verdicts = [self._of_call(self._calls[call], submission, seen, ledger) for call in calls]
        fresh = [verdict for verdict in verdicts if verdict.entries]
        return _together(fresh) if fresh else verdicts[0]

    def _of_call(self, call: Call, submission: Submission, seen: Seen, ledger: Ledger) -> Verdict:
        forms = {form.file.sha256: form for form in submission.forms if form.reading.call == call.id}
        judged = [judge(f.reading, f.file, call, self._gazetteer) for f in forms.values()]
        twins = [twin_by_form(application, submission.sender, seen, ledger, call) for application in judged]
        known = [application for application, twin in zip(judged, twins, strict=True) if twin]
        others = [application for application in judged if application not in known]
        fresh = [application for application in told_apart((*known, *others)) if application not in known]
        if not fresh and (twin := next(filter(None, twins), None)):
            return duplicate(twin, "same form")
        return self._recorded(of_one_message(fresh), submission, seen, ledger, call)

    # Without one

    def _without_form(self, submission: Submission, seen: Seen, ledger: Ledger, call: Call, sign: str) -> Verdict:
        if unread := submission.unread or no_forms(submission, call):
            first = next((one for one in unread if one.file.kind != "image"), unread[0])  # a logo comes with every mail
            findings = tuple(map(_unread, unread))
            application = Application(call=call.id, form=first.file, findings=findings)
            if twin := twin_by_form(application, submission.sender, seen, ledger, call):
                return duplicate(twin, "same form")
        elif twin := twin_by_mail(submission, seen, ledger, call):
            return duplicate(twin, "same mail")
        else:
            link = (("link", submission.shared_at),) if submission.shared_at else ()
            findings = (Finding(code=Code.FORM_MISSING, details=(("sign", sign), *link)),)
            application = Application(call=call.id, form=None, findings=findings)
        return self._recorded([application], submission, seen, ledger, call)

    def _too_large(
        self, submission: Submission, seen: Seen, ledger: Ledger, signed: tuple[Call, str] | None
    ) -> Verdict:
        """A message over the size limit was not fetched whole: its header and the start of its text must do."""
        if signed is None:
            return Verdict(outcome=Outcome.QUARANTINED, why="too large: nothing says what it is")
        if twin := twin_by_mail(submission, seen, ledger, signed[0]):
            return duplicate(twin, "same mail")
        finding = Finding(code=Code.FORM_TOO_LARGE, evidence=(Evidence(part="message", place="", written=""),))
        application = Application(call=signed[0].id, form=None, findings=(finding,))
        return self._recorded([application], submission, seen, ledger, signed[0])

    # Entries and versions

    def _recorded(
        self, applications: Sequence[Application], submission: Submission, seen: Seen, ledger: Ledger, call: Call
    ) -> Verdict:
        changed: list[Entry] = []
        about: list[tuple[Entry, Entry | None]] = []
        numbered = numbers([application.municipality for application in applications], ledger, call)
        for application, (entry_id, version, latest) in zip(applications, numbered, strict=True):
            entry = _entry(application, submission, seen, call, entry_id, version=version)
            changes, other = settled(entry, latest, ledger, call)
            changed.extend(changes)
            about.append((changes[-1], other))
        first = about[0][0]
        return Verdict(
            outcome=Outcome.APPLICATION,
            entry=first.entry,
            version=first.version,
            entries=tuple(changed),
            about=tuple(about),
        )


def _entry(
    application: Application, submission: Submission, seen: Seen, call: Call, entry_id: str, *, version: int
) -> Entry:
    findings = (*lateness(seen.received_at, seen.other_times, call), *application.findings)
    return Entry(
        entry=entry_id,
        version=version,
        call=call.id,
        status=Status.REVIEW,  # until the versions are settled
        received_at=seen.received_at,
        sender=submission.sender,
        message=seen.message,
        municipality=application.municipality,
        municipality_written=application.municipality_written,
        cluster=application.cluster,
        approach=application.approach,
        cluster_written=application.cluster_written,
        answers=application.answers,
        evidence={**application.evidence, **seen.sender},
        findings=findings,
        form=application.form,
    )


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """Join applications of one mail for several calls; it is named by the first."""
    entries = tuple(entry for verdict in verdicts for entry in verdict.entries)
    return replace(verdicts[0], entries=entries, about=tuple(each for verdict in verdicts for each in verdict.about))


def _of_machine_or_reply(submission: Submission, machine: str | None, answered: Letter | None) -> Verdict:
    entry, version = (answered.entry, answered.version) if answered else (None, None)
    if machine is None:
        why = "reply to our letter" if answered else "reply to a letter of ours that is not in the store"
        return Verdict(outcome=Outcome.OTHER, why=why, entry=entry, version=version)
    why = f"{kind_of(submission.headers, submission.reports)}: {machine}" if answered else machine
    return Verdict(outcome=Outcome.AUTOMATIC, why=why, entry=entry, version=version)


def _naming(unread: Sequence[Unread], verdict: Verdict) -> Verdict:
    """Name the files that could not be read, also beside a form: one may be another application."""
    left = "".join(f" ({one.file.path}: {one.why})" for one in unread)
    return replace(verdict, why=f"{verdict.why or 'not read beside the form'}{left}") if left else verdict


def _unread(unread: Unread) -> Finding:
    """What is wrong with a file; a picture, also in a PDF, is named as one: it wants another answer than a type."""
    evidence = Evidence(part=unread.file.path, place="", written="")
    is_picture = unread.code is Code.FORM_UNSUPPORTED and unread.file.kind in _PICTURES
    name = PICTURE if is_picture else "file"
    return Finding(code=unread.code, evidence=(evidence,), details=((name, unread.file.name), ("why", unread.why)))
