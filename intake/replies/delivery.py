"""Roads by which letters leave: by SMTP, phase by phase, or into the outbox alone.

smtplib's `sendmail` raises one and the same error for a connection that died before the final dot (surely not sent) and
after it (only the server knows). So its low-level calls are driven here one by one (RFC 5321, 3.3 and 4.1.1.4).
"""

from __future__ import annotations

import re
import select
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from intake.replies.smtp_connection import TIMEOUTS_IN_AN_EXCHANGE, connected, cut_off, expect, set_timeout
from intake.rules.access import AccessError, AccessTokens
from intake.rules.letters.attempt import Attempt, Deferred, Refused, Sent, Unfit, Unknown
from intake.rules.letters.delivery import DeliveryError, Mail, Session, SigningError, envelope_address
from intake.settings import DeliverySettings, DkimSettings, Server

if TYPE_CHECKING:
    from intake.replies.signing import Signer

_OUTSIDE = (smtplib.SMTPException, OSError)
_GO_AHEAD = 354
_CLOSING = 421
_LOG_IN_FIRST = 530
_LINE_START = re.compile(rb"^\.", re.MULTILINE)
_DOT = b".\r\n"


class FolderDelivery:
    """No road at all: letters are only written to the outbox, where they count as sent."""

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open nothing."""
        yield self

    def deliver(self, letter: Mail, on_dot: Callable[[], None]) -> Attempt:
        """Say that *letter* was sent; there is no moment at which only a server would know."""
        del letter, on_dot
        return Sent(reply="written to the outbox")


class SmtpDelivery:
    """Delivers through one server, which has to take our certificate authority and our password, or one of *tokens*."""

    def __init__(self, settings: DeliverySettings, tokens: AccessTokens | None = None) -> None:
        if settings.server is None:
            raise ValueError("delivery by SMTP needs a server")
        self._server = settings.server
        self._tokens = tokens
        self._envelope_from = envelope_address(settings.envelope_from) or ""
        self._dkim = settings.dkim

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Connect and log in; DeliveryError where that fails. Errors at the good-bye are nobody's concern."""
        signer = _signer(self._dkim) if self._dkim else None
        session = _SmtpSession(self._server, self._envelope_from, signer, self._tokens)
        session.connect()
        try:
            yield session
        finally:
            session.close()


def _signer(settings: DkimSettings) -> Signer:
    from intake.replies.signing import Signer  # noqa: PLC0415 - most providers sign themselves, and DNS comes with it

    return Signer.of(settings)


class _SmtpSession:
    """One connection, made again where it was lost between two letters."""

    def __init__(self, server: Server, envelope_from: str, signer: Signer | None, tokens: AccessTokens | None) -> None:
        self._server = server
        self._tokens = tokens
        self._envelope_from = envelope_from
        self._signer = signer
        self._client: smtplib.SMTP | None = None

    def connect(self) -> smtplib.SMTP:
        if self._client is None:
            try:
                self._client = connected(self._server, self._envelope_from, self._tokens)
            except (*_OUTSIDE, AccessError, ValueError) as error:  # a password beyond ASCII, a garbled challenge
                where = f"{self._server.host}:{self._server.port}"
                raise DeliveryError(f"{where}: no letter can leave ({_said(error)}); tried again later") from error
        return self._client

    def deliver(self, letter: Mail, on_dot: Callable[[], None]) -> Attempt:
        """Offer *letter*; see `intake.rules.letters.delivery.Session`."""
        client = self.connect()
        recipient = envelope_address(letter.to)
        if recipient is None:
            return Unfit(why=f"not an address: {letter.to}")
        if not self._is_plain(recipient, letter.content) and not client.has_extn("smtputf8"):
            return Unfit(why=f"{self._server.host} does not offer SMTPUTF8, which {letter.to} needs (RFC 6531)")
        try:
            content = self._signer.signed(letter.content) if self._signer else letter.content
        except SigningError as error:
            return Unfit(why=f"it cannot be signed ({error})")
        with cut_off(client, self._server):
            return self._offer(client, recipient, content, on_dot)

    def _offer(self, client: smtplib.SMTP, recipient: str, content: bytes, on_dot: Callable[[], None]) -> Attempt:
        options = [] if self._is_plain(recipient, content) else ["SMTPUTF8", "BODY=8BITMIME"]
        try:
            self._envelope(client, recipient, options)
            _send_body(client, content)
        except smtplib.SMTPResponseException as refusal:
            return self._refused(client, refusal)
        except _OUTSIDE as error:
            self._drop()
            return Deferred(reply=_said(error))
        return self._end(client, on_dot)

    def _is_plain(self, recipient: str, content: bytes) -> bool:
        return content.isascii() and (self._envelope_from + recipient).isascii()

    def _envelope(self, client: smtplib.SMTP, recipient: str, options: list[str]) -> None:
        """MAIL, RCPT and DATA; any answer but a good one is raised as SMTPResponseException."""
        silent = not self._envelope_from and client.has_extn("dsn")  # RFC 3834, 3.3: no report on a report
        expect(client.mail(self._envelope_from, options))
        expect(client.rcpt(recipient, ["NOTIFY=NEVER"] if silent else []))
        expect(client.docmd("DATA"), _GO_AHEAD)

    def _refused(self, client: smtplib.SMTP, refusal: smtplib.SMTPResponseException) -> Attempt:
        """Before the dot the letter is not with the server, whatever else its answer means."""
        if refusal.smtp_code in (_CLOSING, -1) or isinstance(refusal, smtplib.SMTPDataError):  # inside a body: no RSET
            self._drop()
        else:
            with suppress(*_OUTSIDE):
                client.rset()
        if refusal.smtp_code == _LOG_IN_FIRST:
            raise DeliveryError(f"{self._server.host}: {_said(refusal)}") from refusal
        permanent = refusal.smtp_code // 100 == 5  # noqa: PLR2004  # RFC 5321, 4.2.1
        return Refused(reply=_said(refusal)) if permanent else Deferred(reply=_said(refusal))

    def _end(self, client: smtplib.SMTP, on_dot: Callable[[], None]) -> Attempt:
        """Send the final dot once *on_dot* has recorded that it goes; without it the server forgets the body."""
        try:
            on_dot()
        except BaseException:
            self._drop()
            raise
        try:
            client.send(_DOT)
            code, text = self._final_answer(client)
        except _OUTSIDE as error:
            self._drop()
            return Unknown(why=_said(error))
        return self._verdict(code, _words(code, text))

    def _final_answer(self, client: smtplib.SMTP) -> tuple[int, bytes]:
        """Wait as long as a whole exchange may take: who gives up sooner writes twice (RFC 5321, 4.5.3.2.6).

        With the usual timeout these are the ten minutes that the RFC asks for.
        """
        seconds = self._server.timeout.total_seconds()
        set_timeout(client, TIMEOUTS_IN_AN_EXCHANGE * seconds)
        try:
            return client.getreply()
        finally:
            set_timeout(client, seconds)

    def _verdict(self, code: int, reply: str) -> Attempt:
        if code == _CLOSING:
            self._drop()
        match code // 100:
            case 2:
                return Sent(reply=reply)
            case 4:
                return Deferred(reply=reply)
            case 5:
                return Refused(reply=reply)
            case _:
                self._drop()
                return Unknown(why=f"not an answer to the final dot: {reply}")

    def _drop(self) -> None:
        """Close the socket without a word: in the middle of a body, QUIT would be part of the letter."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def close(self) -> None:
        """Say good-bye; what was accepted stays accepted, whatever the answer."""
        if self._client is not None:
            with suppress(*_OUTSIDE):
                self._client.quit()
            self._drop()


def _send_body(client: smtplib.SMTP, content: bytes) -> None:
    """Send all but the final dot, a dot at a line's beginning doubled (RFC 5321, 4.5.2).

    A server that says something now has refused the body or is about to close: that is raised.
    """
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    client.send(_LINE_START.sub(b"..", whole))
    if client.sock is not None and select.select([client.sock], [], [], 0)[0]:
        raise smtplib.SMTPDataError(*client.getreply())


def _said(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _words(code: int, text: bytes | str) -> str:
    plain = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(plain.split())}"
