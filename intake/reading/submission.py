"""One message, read whole: its forms, what could not be read, and what was nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.reading.gate import Limits, RefusedError
from intake.reading.kinds import Kind
from intake.reading.links import shared_at
from intake.reading.mail import Mail, parse
from intake.reading.open import Read, Result, Skipped, Unread, is_named_as_document, read_parts
from intake.reading.parts import Part
from intake.reading.quotation import above_letter, own_words
from intake.reading.share import share_of_time
from intake.rules.entry import MESSAGE_BODY, FormFile
from intake.rules.finding import Code
from intake.rules.forms.form.reader import FormReader
from intake.rules.judging.submission import Form, Submission
from intake.rules.judging.submission import Unread as UnreadFile
from intake.rules.mail.headers import Headers
from intake.rules.mail.machine import Sign

_TEXT_KEPT = 20_000  # characters of the body
_NOTICES = ("message/delivery-status", "message/disposition-notification", "message/feedback-report")
_METHOD = re.compile(rb"^METHOD:(?!PUBLISH\b)(\w+)", re.IGNORECASE | re.MULTILINE)
_REPORTS = ("message/delivery-status", "text/rfc822-headers", "message/disposition-notification")


def read_submission(content: bytes, readers: Sequence[FormReader], limits: Limits) -> Submission:
    """Read a message with one reader for each call; never fails for what is in it.

    Which part is a form, its content decides; where a file fits several calls, it is the form of the one that it fits
    best. A form pasted into the message's own text counts only where no file is one, and never what is quoted in it.
    """
    mail = parse(content)
    attached = tuple(read_parts((part for part in mail.parts if not part.body), limits))
    bodies = tuple(map(_own_words, read_parts((part for part in mail.parts if part.body), limits)))
    found = tuple(found for result in attached if (found := _form(result, readers, limits)))
    forms = tuple(form for form in found if isinstance(form, Form))
    pasted = () if forms else _pasted(bodies, readers, limits)
    unread = tuple(UnreadFile(file=r.file, code=r.code, why=r.why) for r in attached if isinstance(r, Unread))
    taken = {
        each if isinstance(each, FormFile) else each.file for each in found
    }  # forms of other calls say nothing here
    return Submission(
        headers=Headers(mail.headers),
        sender=mail.sender,
        subject=mail.subject,
        message_id=mail.message_id or None,
        text=mail.text[:_TEXT_KEPT],
        forms=forms or pasted,
        above_letter=_above_letter(bodies, readers, limits) if pasted else None,
        unread=(*unread, *(each for each in found if isinstance(each, UnreadFile))),
        others=tuple(r.file for r in attached if isinstance(r, Read | Skipped) and r.file not in taken),
        shared_at=shared_at(mail.text, mail.html),
        reports=_reports(mail),
        notice=next(filter(None, map(_notice, mail.parts)), None),
        notes=mail.notes,
    )


def _form(result: Result, readers: Sequence[FormReader], limits: Limits) -> Form | UnreadFile | FormFile | None:
    """The part as the form of the call that it fits best, or of several alike; None where it is the form of none.

    The file alone comes back where it is titled as a form, and has not a word of any of these calls' titles in it. One
    of a shape so absurd that nothing can be found in it in time counts as unreadable.
    """
    if not isinstance(result, Read):
        return None
    try:
        with share_of_time(limits.seconds):
            readings = [reader.read(result.document, result.file.path) for reader in readers]
    except RefusedError as refused:
        return UnreadFile(file=result.file, code=refused.code, why=refused.why)
    fit = max((reading.fit for reading in readings), default=None)
    best = [reading for reading in readings if reading.score and reading.fit == fit]
    if best:
        return Form(file=result.file, reading=best[0], rivals=tuple(best[1:]))
    if readings and all(reading.elsewhere for reading in readings):
        return result.file
    return _damaged(result.file)


def _damaged(file: FormFile) -> UnreadFile | None:
    """A document whose bytes are mere text: something on the way has damaged it, unless it was a form as text."""
    if file.kind != Kind.TEXT or not is_named_as_document(file.name):
        return None
    return UnreadFile(file=file, code=Code.FORM_DAMAGED, why="named as a document; its content is text")


def _pasted(bodies: Iterable[Result], readers: Sequence[FormReader], limits: Limits) -> tuple[Form, ...]:
    """The form in the mail's own text, or none; where the text comes twice, as HTML shows it."""
    found = (_form(result, readers, limits) for result in bodies)
    return tuple(_as_body(form) for form in found if isinstance(form, Form))[-1:]


def _own_words(result: Result) -> Result:
    return replace(result, document=own_words(result.document)) if isinstance(result, Read) else result


def _above_letter(bodies: Sequence[Result], readers: Sequence[FormReader], limits: Limits) -> tuple[Form, ...] | None:
    """The form above what may be a letter of ours; None where none seems to be quoted."""
    above = [(body, above_letter(body.document)) for body in bodies if isinstance(body, Read)]
    if all(document is None for _, document in above):
        return None
    return _pasted([replace(body, document=document or body.document) for body, document in above], readers, limits)


def _as_body(form: Form) -> Form:
    """Mark a form that was pasted into the mail itself."""
    return replace(form, file=replace(form.file, name=MESSAGE_BODY))


def _reports(mail: Mail) -> str:
    """The parts of a delivery report that may name the letter which came back (RFC 3464)."""
    told = (_shown(part) for part in mail.parts if part.declared_type in _REPORTS or part.inside)
    return "\n".join((*mail.enclosed, *told))


def _notice(part: Part) -> Sign | None:
    """What shows that a program wrote, wherever in the mail it stands: few wrap it as RFC 6522 and RFC 6047 ask.

    A calendar is published by people, too; a request, a cancellation and each answer is made by their programs.
    """
    if part.inside is not None:
        return None
    if part.declared_type in _NOTICES:
        return Sign(rule="report", why=part.declared_type)
    method = _METHOD.search(part.content) if part.declared_type == "text/calendar" else None
    return Sign(rule="invitation", why=f"METHOD:{method[1].decode().upper()}") if method else None


def _shown(part: Part) -> str:
    return part.content[:_TEXT_KEPT].decode("utf-8", "replace")
