"""Roads by which letters leave: by SMTP, phase by phase, or into the outbox alone.

smtplib's `sendmail` raises one and the same error for a connection that died before the final dot (surely not sent) and
after it (only the server knows). So its low-level calls are driven here one by one (RFC 5321, 3.3 and 4.1.1.4).
"""

from __future__ import annotations

import re
import select
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from threading import Timer
from typing import TYPE_CHECKING, assert_never

from intake.replies.smtp_login import log_in
from intake.rules.letters.delivery import (
    Attempt,
    Deferred,
    DeliveryError,
    Mail,
    Refused,
    Sent,
    Session,
    SigningError,
    Unfit,
    Unknown,
    envelope_address,
)
from intake.rules.login import AccessError, AccessTokens
from intake.settings import DeliverySettings, DkimSettings, Security, Server

if TYPE_CHECKING:
    from intake.replies.signing import Signer

_OUTSIDE = (smtplib.SMTPException, OSError)
_TIMEOUTS_IN_AN_EXCHANGE = 10  # a server that drips never runs into the timeout of one read
_READY = 220  # to STARTTLS
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
                self._client = _connected(self._server, self._envelope_from, self._tokens)
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
        with _cut_off(client, self._server):
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
        _expect(client.mail(self._envelope_from, options))
        _expect(client.rcpt(recipient, ["NOTIFY=NEVER"] if silent else []))
        _expect(client.docmd("DATA"), _GO_AHEAD)

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
        _set_timeout(client, _TIMEOUTS_IN_AN_EXCHANGE * seconds)
        try:
            return client.getreply()
        finally:
            _set_timeout(client, seconds)

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


def _connected(server: Server, envelope_from: str, tokens: AccessTokens | None) -> smtplib.SMTP:
    client = _greeted(server, name=envelope_from.rpartition("@")[2] or "localhost")
    try:
        with _cut_off(client, server):
            if server.security is Security.STARTTLS:
                _expect(client.starttls(context=_trust(server)), _READY)
            client.ehlo_or_helo_if_needed()
            if server.username is not None:
                log_in(client, server.username, tokens or server.password or "")
    except BaseException:
        client.close()
        raise
    return client


@contextmanager
def _cut_off(client: smtplib.SMTP, server: Server) -> Iterator[None]:
    """End the line under whoever still reads from it after ten timeouts."""
    timer = Timer(_TIMEOUTS_IN_AN_EXCHANGE * server.timeout.total_seconds(), _hang_up, args=[client])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(client: smtplib.SMTP) -> None:
    line = client.sock
    if line is not None:
        with suppress(OSError):
            socket.shutdown(line, SHUT_RDWR)  # not SSLSocket's own: that one is for the reader's thread


def _set_timeout(client: smtplib.SMTP, seconds: float) -> None:
    if client.sock is not None:
        client.sock.settimeout(seconds)


def _greeted(server: Server, name: str) -> smtplib.SMTP:
    """Connect. *name* is what EHLO will say: smtplib would ask the DNS for one, which may take minutes."""
    seconds = server.timeout.total_seconds()
    match server.security:
        case Security.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, name, timeout=seconds, context=_trust(server))
        case Security.STARTTLS | Security.NONE:
            return smtplib.SMTP(server.host, server.port, name, timeout=seconds)
    assert_never(server.security)


def _trust(server: Server) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


def _send_body(client: smtplib.SMTP, content: bytes) -> None:
    """Send all but the final dot, a dot at a line's beginning doubled (RFC 5321, 4.5.2).

    A server that says something now has refused the body or is about to close: that is raised.
    """
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    client.send(_LINE_START.sub(b"..", whole))
    if client.sock is not None and select.select([client.sock], [], [], 0)[0]:
        raise smtplib.SMTPDataError(*client.getreply())


def _expect(answer: tuple[int, bytes], code: int | None = None) -> None:
    """Raise SMTPResponseException unless *answer* is *code*, or any 2xx where none is named."""
    given, text = answer
    if given != code if code else given // 100 != 2:  # noqa: PLR2004  # RFC 5321, 4.2.1
        raise smtplib.SMTPResponseException(given, text)


def _said(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _words(code: int, text: bytes | str) -> str:
    plain = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(plain.split())}"
