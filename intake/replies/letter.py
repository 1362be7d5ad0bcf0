"""Letters: facts and templates in, one whole RFC 5322 message out, fixed once and for all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage

from intake.replies.calendar import enclosed_calendar
from intake.replies.enclosure import Enclosure, enclose, mark_boundaries
from intake.replies.encoding import SEVEN_BIT, UTF8, transfer_encoding
from intake.replies.writer import Writer
from intake.rules.call import Call
from intake.rules.letters.delivery import envelope_address
from intake.rules.letters.letters import Facts

_HASHED = 32  # hexadecimal digits: unique, and short enough for one line
_IDS = re.compile("<[!-;=?-~]{1,200}@[!-;=?-~]{1,200}>")  # printable ASCII
_NOBODY = "undisclosed-recipients:;"
_REFERENCES = 10  # RFC 5322, 3.6.4 sets no limit; a line that grows with every answer needs one


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The headers of the answered message that thread the letter under it, as they stand there."""

    message_id: str | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter as it goes out: *content* is the whole message, CRLF line ends, 7-bit wherever the address allows it."""

    message_id: str
    template: str
    content: bytes


@dataclass(frozen=True)
class LetterWriter(Writer):
    """Writes letters; the same facts, recipient and original always give the same bytes.

    *blank_form* gives the form of a call, which is enclosed where a letter asks for it; None encloses none.
    """

    blank_form: Callable[[Call], Enclosure | None] | None = None

    def write(self, facts: Facts, *, to: str | None, original: Original) -> Written:
        """Write the letter of *facts* to the one address *to* (None where nobody may be answered), dated `facts.now`.

        LetterError, with file and line, where a template is at fault.
        """
        identity = _identity(facts)
        message_id = f"<{identity}@{self.message_id_domain}>"
        recipient = envelope_address(to) or _NOBODY
        languages = in_order(self.languages, facts)
        form, calendar = self._blank_form(facts), enclosed_calendar(facts, self, languages)
        if form:
            facts = replace(facts, blank_form=form.name)
        if calendar:
            facts = replace(facts, calendar=calendar.name)
        content = assembled(
            self._heading(facts, recipient, message_id, original, languages),
            text=self.templates.text(facts, languages),
            html=self.templates.html(facts, languages),
            languages=languages,
            identity=identity,
            enclosures=tuple(filter(None, (form, calendar))),
            logo=self.templates.logo(),
        )
        return Written(message_id=message_id, template=facts.case, content=content)

    def _blank_form(self, facts: Facts) -> Enclosure | None:
        return self.blank_form(facts.call) if self.blank_form and facts.asks_for_form else None

    def _heading(
        self, facts: Facts, recipient: str, message_id: str, original: Original, languages: Sequence[str]
    ) -> Iterator[tuple[str, object]]:
        yield "From", self.author
        yield "To", recipient
        yield "Date", facts.now
        yield "Subject", " ".join(self.templates.subject(facts, languages).split())
        yield "Message-ID", message_id
        yield from _threading(original)
        yield "Auto-Submitted", "auto-replied"  # RFC 3834, 3.1.7
        yield "X-Auto-Response-Suppress", "All"  # [MS-OXCMAIL] 2.1.3.2.20
        yield "Precedence", "bulk"
        yield "X-Loop", self.author.addr_spec


def in_order(languages: Iterable[str], facts: Facts) -> list[str]:
    """Return the languages of a letter, the applicant's own first where the call lets it be."""
    return sorted(languages, key=lambda language: language != facts.language)


def assembled(  # noqa: PLR0913 - the parts of a message
    heading: Iterable[tuple[str, object]],
    *,
    text: str,
    html: str,
    languages: Sequence[str],
    identity: str,
    enclosures: Sequence[Enclosure] = (),
    logo: Enclosure | None = None,
) -> bytes:
    """Return a whole RFC 5322 message with both texts; the same arguments give the same bytes.

    7-bit wherever the address in its To line allows it (RFC 6532 where not).
    """
    headers = tuple(heading)
    recipient = str(dict(headers)["To"])
    message = EmailMessage(policy=SEVEN_BIT if recipient.isascii() else UTF8)
    for name, value in headers:
        message[name] = value
    message.set_content(text, cte=transfer_encoding(text))
    message.add_alternative(html, subtype="html", cte=transfer_encoding(html))
    enclose(message, enclosures, logo=logo)
    message["Content-Language"] = ", ".join(languages)  # set now: it would have been moved into the text part
    mark_boundaries(message, identity)
    return message.as_bytes()


def _identity(facts: Facts) -> str:
    named = "\n".join((facts.message, facts.entry, str(facts.version), facts.case))
    return hashlib.sha256(named.encode()).hexdigest()[:_HASHED]


def _threading(original: Original) -> Iterator[tuple[str, str]]:
    """In-Reply-To and References after RFC 5322, 3.6.4; none where the original has no usable Message-ID."""
    own = _IDS.search(original.message_id or "")
    if own is None:
        return
    earlier = [one for one in _IDS.findall(original.references or "") if one != own[0]]
    yield "In-Reply-To", own[0]
    yield "References", " ".join((*earlier[-_REFERENCES:], own[0]))
