"""One message, read whole: its forms, what could not be read, and what was nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.reading.gate import Limits
from intake.reading.links import shared_at
from intake.reading.mail import Mail, parse
from intake.reading.open import Read, Result, Skipped, Unread, read_parts
from intake.reading.parts import Part
from intake.rules.forms.reader import FormReader
from intake.rules.judging.submission import Form, Submission
from intake.rules.judging.submission import Unread as UnreadFile
from intake.rules.mail.headers import Headers

_TEXT_KEPT = 20_000  # characters of the body
_BODY = "body of the message"
_REPORTS = ("message/delivery-status", "text/rfc822-headers", "message/disposition-notification")


def read_submission(content: bytes, readers: Sequence[FormReader], limits: Limits) -> Submission:
    """Read a message with one reader for each call; never fails for what is in it.

    Which part is a form, its content decides; where a file fits several calls, it is the form of the one that it fits
    best. A form pasted into the message's own text counts only where no file is one.
    """
    mail = parse(content)
    attached = tuple(read_parts((part for part in mail.parts if not part.body), limits))
    bodies = tuple(read_parts((part for part in mail.parts if part.body), limits))
    forms = tuple(form for result in attached if (form := _form(result, readers)))
    pasted = () if forms else tuple(_as_body(form) for result in bodies if (form := _form(result, readers)))[-1:]
    found = {form.file for form in forms}
    return Submission(
        headers=Headers(mail.headers),
        sender=mail.sender,
        subject=mail.subject,
        message_id=mail.message_id or None,
        text=mail.text[:_TEXT_KEPT],
        forms=forms or pasted,
        unread=tuple(UnreadFile(file=r.file, code=r.code, why=r.why) for r in attached if isinstance(r, Unread)),
        others=tuple(r.file for r in attached if isinstance(r, Read | Skipped) and r.file not in found),
        shared_at=shared_at(mail.text, mail.html),
        reports=_reports(mail),
        notes=mail.notes,
    )


def _form(result: Result, readers: Sequence[FormReader]) -> Form | None:
    """The part as the form of the call that it fits best, or of several alike; None where it is the form of none."""
    if not isinstance(result, Read):
        return None
    readings = [reader.read(result.document, result.file.path) for reader in readers]
    fit = max((reading.fit for reading in readings), default=None)
    best = [reading for reading in readings if reading.score and reading.fit == fit]
    return Form(file=result.file, reading=best[0], rivals=tuple(best[1:])) if best else None


def _as_body(form: Form) -> Form:
    """Mark a form that was pasted into the mail itself."""
    return replace(form, file=replace(form.file, name=_BODY))


def _reports(mail: Mail) -> str:
    """The parts of a delivery report that may name the letter which came back (RFC 3464)."""
    told = (_shown(part) for part in mail.parts if part.declared_type in _REPORTS or part.inside)
    return "\n".join((*mail.enclosed, *told))


def _shown(part: Part) -> str:
    return part.content[:_TEXT_KEPT].decode("utf-8", "replace")
