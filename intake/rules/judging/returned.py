"""What comes back to our letters: bounces, automatic replies, and our own words in somebody's reply.

Which letter a message is about, its Message-ID tells, or else the address that a delivery report is about (RFC 3464).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from email import message_from_bytes, policy
from enum import StrEnum

from intake.rules.entry import FormFile, Message
from intake.rules.judging.application import Application
from intake.rules.judging.submission import Submission
from intake.rules.mail import autoreply
from intake.rules.mail.headers import Headers, addresses
from intake.rules.mail.machine import MachineWords
from intake.rules.notice import is_staff_message_id
from intake.rules.states import Outcome

_TEXTS = frozenset({"text", "html"})
_LINES = re.IGNORECASE | re.MULTILINE
_ACTION = re.compile(r"^Action:\s*([a-z]+)", _LINES)
_RECIPIENT = re.compile(r"^(?:Original|Final)-Recipient:\s*rfc822;\s*<?([^\s<>]+@[^\s<>]+)", _LINES)
_MAIL_SYSTEM = re.compile(r"(?:mailer-?daemon|postmaster)\b.*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OURS = re.compile(r"<[0-9a-f]{32}@")
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Returned(StrEnum):
    """What a machine sent back; the value begins the reason that is recorded with the message."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"


def kind_of(headers: Headers, report: str) -> Returned:
    """Tell a letter that did not arrive from one that was answered by a machine.

    RFC 3464, 2.3.3: only the action "failed" says so; systems that know no reports write as the mail system itself.
    """
    if actions := {action.lower() for action in _ACTION.findall(report)}:
        return Returned.BOUNCE if "failed" in actions else Returned.AUTO_REPLY
    by_the_system = any(_MAIL_SYSTEM.match(address) for address in (*headers.addresses("From"), *headers.all("From")))
    return Returned.BOUNCE if by_the_system or headers.all("X-Failed-Recipients") else Returned.AUTO_REPLY


def recipients(headers: Headers, report: str) -> tuple[str, ...]:
    """Return whom a delivery report is about, in lower case: Original- and Final-Recipient, X-Failed-Recipients."""
    named = (*_RECIPIENT.findall(report), *(a for v in headers.all("X-Failed-Recipients") for a in addresses(v)))
    return tuple(dict.fromkeys(address.lower() for address in named))


def returns(messages: Iterable[Message]) -> Mapping[tuple[str, int | None], Returned]:
    """Return what came back to the letter of each entry and version; a bounce outweighs an automatic reply."""
    found: dict[tuple[str, int | None], Returned] = {}
    for message in messages:
        head = (message.why or "").partition(":")[0]
        if message.outcome is Outcome.AUTOMATIC and message.entry is not None and head in set(Returned):
            about = (message.entry, message.version)
            found[about] = Returned.BOUNCE if found.get(about) is Returned.BOUNCE else Returned(head)
    return found


def concerns_staff_mail(headers: Headers, told: str, *, own_message_id_domain: str) -> bool:
    """Tell whether a message is, answers or reports on a mail of ours to staff, by the Message-IDs that it names.

    *told* are its text and the reports in it. Such a message quotes what a digest tells of applications, and applies
    for nothing; a file that somebody attached to it is a form all the same.
    """
    named = "\n".join((*headers.all("Message-ID"), told))
    ours = autoreply.refers_to(headers, own_message_id_domain=own_message_id_domain, report=named)
    return any(map(is_staff_message_id, ours))


def is_letter_message_id(message_id: str) -> bool:
    """Tell whether one of our Message-IDs is a letter's by its form: a store from an older backup has lost some."""
    return bool(_OURS.match(message_id))


def machine_mail(submission: Submission, words: MachineWords) -> str | None:
    """Return the sign that a program wrote a message, in its headers or in one of its parts, or None."""
    notice = f"{submission.notice.rule}: {submission.notice.why}" if submission.notice else None
    return autoreply.automatic(submission.headers, words=words) or notice


def is_report(submission: Submission) -> bool:
    """Tell whether a mail system reports on a message: what cannot be read in it was sent to somebody else."""
    inside = submission.notice is not None and submission.notice.rule == "report"
    return inside or autoreply.report(submission.headers) is not None


def is_returned(submission: Submission) -> bool:
    """Tell whether a mail system sent a message back, or reports on one."""
    return is_report(submission) or autoreply.returned(submission.headers) is not None


def is_returned_blank(submission: Submission) -> bool:
    """Tell whether a mail system sent a form back in which nobody has written; one with answers is an application."""
    return is_returned(submission) and all(form.reading.is_blank for form in submission.forms)


def is_text(form: FormFile) -> bool:
    """Tell whether a form was read from text: a letter of ours comes back so; a file was attached by somebody."""
    return form.kind in _TEXTS


def repeats(application: Application, letter: bytes) -> bool:
    """Tell whether *application*, read from text, says nothing that our own *letter* does not: it is its quotation."""
    known = bare(text_of(letter))
    return all(bare(written) in known for written in _written(application))


def enclosed(letter: bytes) -> frozenset[str]:
    """Return the SHA-256 of every file in our *letter*, hexadecimal: a blank form of ours may come back with it."""
    message = message_from_bytes(letter, policy=policy.default)
    files = (part.get_payload(decode=True) for part in message.walk() if part.get_filename())
    return frozenset(hashlib.sha256(file).hexdigest() for file in files if isinstance(file, bytes))


def _written(application: Application) -> Iterable[str]:
    """What the applicant wrote, each place apart; ids of what was chosen stand nowhere, dates not as they are kept."""
    for written in (application.municipality_written, application.cluster_written):
        yield from (written or "").split("; ")
    chosen = (application.cluster, application.approach)
    texts = (answer for answer in application.answers.values() if isinstance(answer, str) and answer not in chosen)
    yield from (text for text in texts if not _DATE.fullmatch(text))


def text_of(letter: bytes) -> str:
    """Return a letter of ours as plain text."""
    message = message_from_bytes(letter, policy=policy.default)
    return "\n".join(str(part.get_content()) for part in message.walk() if part.get_content_type() == "text/plain")


def bare(text: str) -> str:
    """Return letters and digits alone: quoting adds marks and breaks lines anew."""
    return _NOT_A_LETTER.sub("", text).casefold()
