"""Whether an application was received before: the same form, or a mail without one that came twice."""

from __future__ import annotations

from collections.abc import Iterable

from intake.rules.call import Call
from intake.rules.entry import Entry
from intake.rules.finding import Code
from intake.rules.judging.application import Application
from intake.rules.judging.decision import is_late
from intake.rules.judging.submission import Submission
from intake.rules.judging.verdict import Ledger, Seen, Verdict
from intake.rules.states import Outcome


def twin_by_form(application: Application, sender: str, seen: Seen, ledger: Ledger, call: Call) -> Entry | None:
    """Return the entry made from the very same file for the same applicant, if there is one."""
    if application.form is None:
        return None
    for entry in _as_good(ledger.with_form(call.id, application.form.sha256), seen, call):
        same_place = application.municipality is not None and entry.municipality == application.municipality
        if same_place or _same_sender(entry, sender):
            return entry
    return None


def twin_by_mail(submission: Submission, seen: Seen, ledger: Ledger, call: Call) -> Entry | None:
    """Return the entry that a mail without a form made when it came before, perhaps with its form.

    Two addresses of ours make two copies of a mail, which differ above; moving to another server changes lines of its
    header, and a mail program that detaches files writes it anew. A Message-ID is no identity, so only a mail that
    brings no form is told by it.
    """
    if not submission.message_id:
        return None
    known = _as_good(ledger.of_mail(call.id, submission.message_id), seen, call)
    return next((entry for entry in known if _same_sender(entry, submission.sender)), None)


def duplicate(twin: Entry, why: str) -> Verdict:
    """Say that a message brings again what *twin* was made from."""
    told = f"{why}: {twin.entry} version {twin.version}"
    return Verdict(outcome=Outcome.DUPLICATE, why=told, entry=twin.entry, version=twin.version)


def _as_good(entries: Iterable[Entry], seen: Seen, call: Call) -> list[Entry]:
    """A copy in time is none of one that is late: that was read before it, or the deadline has moved since."""
    in_time = not is_late(seen.received_at, call)
    return [entry for entry in entries if not (in_time and _is_late(entry))]


def _is_late(entry: Entry) -> bool:
    """Whether it was late when it was judged, and still is, whatever displaced it."""
    return any(finding.code is Code.LATE for finding in entry.findings)


def _same_sender(entry: Entry, sender: str) -> bool:
    return sender != "" and entry.sender.casefold() == sender.casefold()  # nobody is not the same person
