"""One connection to an IMAP server: opened with care, dropped at the first fault; no foreign exception leaves it."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from typing import assert_never

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from intake.rules.access import AccessError, AccessTokens
from intake.rules.mailbox import LoginRefused, MailboxError
from intake.settings import Security, Server

OUTSIDE = (IMAPClientError, OSError)
GARBLED = (ValueError, LookupError, AttributeError, TypeError)  # what imaplib and imapclient meet in a wrong answer
_BYTES_SHOWN = re.compile(r"b(['\"])(.*)\1")
TIMEOUTS_IN_AN_EXCHANGE = 10  # a server that drips never runs into the timeout of one read


class Connection:
    """A log-in that is made when it is first used, and made again after it was lost; with *tokens* by one of them."""

    def __init__(self, server: Server, tokens: AccessTokens | None = None) -> None:
        if server.security is Security.NONE and not _is_loopback(server.host):
            raise MailboxError(f"{server.host}: a password is not sent without TLS; set security to tls or starttls")
        self._server = server
        self._tokens = tokens
        self._client: IMAPClient | None = None

    @contextmanager
    def use(self, purpose: str, *, idle_seconds: float = 0) -> Iterator[IMAPClient]:
        """Give the client for one exchange; a fault in it becomes MailboxError and ends the connection.

        The exchange is cut off after ten timeouts, beyond the *idle_seconds* in which the server may well be silent.
        """
        try:
            client = self._living_client()
            with _cut_off(client, self._server, idle_seconds):
                yield client
        except (*OUTSIDE, *GARBLED, AccessError) as error:
            self.drop()
            raise MailboxError(
                f"{self._server.host}: could not {purpose} ({_said(error)}); tried again later"
            ) from error
        except BaseException:
            self.drop()  # nobody knows what the server was about to say
            raise

    def drop(self) -> None:
        """Close the socket without a word."""
        client, self._client = self._client, None
        if client is not None:
            _shut(client)

    def close(self) -> None:
        """Log out."""
        if self._client is not None:
            with suppress(*OUTSIDE, *GARBLED):
                self._client.logout()
            self.drop()

    def _living_client(self) -> IMAPClient:
        """Servers and firewalls end quiet connections: a dead one is found here, not in the middle of a pass."""
        if self._client is not None:
            try:
                with _cut_off(self._client, self._server):
                    self._client.noop()
            except (*OUTSIDE, *GARBLED):
                self.drop()
        if self._client is None:
            self._client = self._opened()
        return self._client

    def _opened(self) -> IMAPClient:
        client = _connected(self._server)
        try:
            with _cut_off(client, self._server):
                if self._server.security is Security.STARTTLS:
                    client.starttls(_trust(self._server))
                _log_in(client, self._server, self._tokens)
        except BaseException:
            _shut(client)
            raise
        client.normalise_times = False  # naive local times are wrong beside a server of another zone
        return client


def _connected(server: Server) -> IMAPClient:
    seconds = server.timeout.total_seconds()
    timeout = SocketTimeout(connect=seconds, read=seconds)
    match server.security:
        case Security.TLS:
            return IMAPClient(server.host, server.port, ssl_context=_trust(server), timeout=timeout)
        case Security.STARTTLS | Security.NONE:
            return IMAPClient(server.host, server.port, ssl=False, timeout=timeout)
        case _ as never:
            assert_never(never)


@contextmanager
def _cut_off(client: IMAPClient, server: Server, idle_seconds: float = 0) -> Iterator[None]:
    """End the line under whoever still reads from it after ten timeouts, and *idle_seconds*."""
    seconds = TIMEOUTS_IN_AN_EXCHANGE * server.timeout.total_seconds() + idle_seconds
    late = Event()
    timer = Timer(seconds, _hang_up, args=[client, late])
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if late.is_set():  # to the library it looks as if the server had hung up, over this one message
            raise TimeoutError(f"no whole answer within {seconds:g} seconds") from error
        raise
    finally:
        timer.cancel()


def _hang_up(client: IMAPClient, late: Event) -> None:
    late.set()
    with suppress(OSError):
        socket.shutdown(client.socket(), SHUT_RDWR)  # not SSLSocket's own: that one is for the reader's thread


def _shut(client: IMAPClient) -> None:
    with suppress(*OUTSIDE):  # a socket that died in STARTTLS cannot be shut down once more
        client.shutdown()


def _trust(server: Server) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


def _log_in(client: IMAPClient, server: Server, tokens: AccessTokens | None) -> None:
    try:
        if tokens is None:
            _log_in_by_password(client, server)
        else:
            _log_in_by_token(client, server.username or "", tokens)
    except LoginError as error:
        if _is_passing(error):
            raise
        what = "username and password in [mailbox]" if tokens is None else "username in [mailbox], or `intake login`"
        raise LoginRefused(
            f"{server.host}: {server.username} may not log in ({_said(error)}); look at {what}"
        ) from error


def _log_in_by_password(client: IMAPClient, server: Server) -> None:
    username, password = server.username or "", server.password or ""
    # LOGIN knows ASCII only; AUTHENTICATE PLAIN carries UTF-8 (RFC 4616, 2).
    log_in = client.login if (username + password).isascii() else client.plain_login
    log_in(username, password)


def _log_in_by_token(client: IMAPClient, username: str, tokens: AccessTokens) -> None:
    """Log in; a token that the server does not take may have been revoked early: another one is tried, once."""
    from intake.sasl import bearer  # noqa: PLC0415 - most desks log in by password

    offered = {each.decode().removeprefix("AUTH=") for each in client.capabilities() if each.startswith(b"AUTH=")}
    token = tokens.get()
    try:
        client.sasl_login(*bearer(username, token, offered=offered))
    except LoginError as error:
        other = None if _is_passing(error) else tokens.instead_of(token)
        if other is None:
            raise
        client.sasl_login(*bearer(username, other, offered=offered))


def _is_passing(error: LoginError) -> bool:
    """Tell whether a log-in failed for want of a server, not of the right words."""
    return isinstance(error.__context__, IMAPClientAbortError) or "[UNAVAILABLE]" in str(error)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _said(error: BaseException) -> str:
    said = _BYTES_SHOWN.fullmatch(str(error))  # imapclient shows the server's words as Python writes bytes
    return said[2] if said else str(error) or type(error).__name__
