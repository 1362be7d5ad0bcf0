"""One connection to the server that takes letters: made, logged in, and never waiting longer than it may."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import IPPROTO_TCP, SHUT_RDWR, TCP_NODELAY, socket
from threading import Timer
from typing import assert_never

from intake.replies.smtp_login import log_in
from intake.rules.access import AccessTokens
from intake.settings import Security, Server

TIMEOUTS_IN_AN_EXCHANGE = 10  # a server that drips never runs into the timeout of one read
_READY = 220  # to STARTTLS


def connected(server: Server, envelope_from: str, tokens: AccessTokens | None) -> smtplib.SMTP:
    """Connect and log in; SMTPException, OSError or AccessError where that fails, ValueError at a garbled challenge."""
    client = _greeted(server, name=envelope_from.rpartition("@")[2] or "localhost")
    _send_at_once(client)
    try:
        with cut_off(client, server):
            if server.security is Security.STARTTLS:
                expect(client.starttls(context=_trust(server)), _READY)
            client.ehlo_or_helo_if_needed()
            if server.username is not None:
                log_in(client, server.username, tokens or server.password or "")
    except BaseException:
        client.close()
        raise
    return client


@contextmanager
def cut_off(client: smtplib.SMTP, server: Server) -> Iterator[None]:
    """End the line under whoever still reads from it after ten timeouts."""
    timer = Timer(TIMEOUTS_IN_AN_EXCHANGE * server.timeout.total_seconds(), _hang_up, args=[client])
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


def _send_at_once(client: smtplib.SMTP) -> None:
    """Let the final dot not wait until the body is acknowledged: 40 ms a letter (RFC 1122, 4.2.3.2 and 4.2.3.4)."""
    if client.sock is not None:
        client.sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


def set_timeout(client: smtplib.SMTP, seconds: float) -> None:
    """Change how long one read may take."""
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


def expect(answer: tuple[int, bytes], code: int | None = None) -> None:
    """Raise SMTPResponseException unless *answer* is *code*, or any 2xx where none is named."""
    given, text = answer
    if given != code if code else given // 100 != 2:  # noqa: PLR2004  # RFC 5321, 4.2.1
        raise smtplib.SMTPResponseException(given, text)
