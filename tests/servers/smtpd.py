"""A scripted SMTP server: takes mail, and fails where a test tells it to."""

import asyncio
import ssl
import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import AnyStr, Self, TypeAlias, assert_never

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from servers.certificates import certify
from servers.process import HOST, LOOPBACK, free_port


class Security(StrEnum):
    """How a connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class Stage(StrEnum):
    """Where in a conversation something can happen instead of the usual answer."""

    GREETING = "greeting"
    EHLO = "ehlo"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"  # after 354, before the final dot has come
    DOT = "dot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Refuse with this code and text; after a greeting or 421 the connection is closed too."""

    code: int
    text: str = "so says the script"


@dataclass(frozen=True, slots=True)
class Cut:
    """Close the connection without an answer; at the dot the mail is not taken."""


@dataclass(frozen=True, slots=True)
class TakeAndCut:
    """Only at the dot: take the mail, then close the connection without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Go on as usual, but later; at the dot the mail is taken before the wait."""

    seconds: float


Act: TypeAlias = Answer | Cut | TakeAndCut | Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMail:
    """A mail that the server has taken, with its envelope; *content* is byte for byte what was sent."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    user: str | None


class ScriptedSMTP:
    """An SMTP server on ``port`` of ``host``; a context manager.

    Without a script it takes every mail into ``mails``. ``plan`` puts acts before a stage; each happens once, in order.
    With *security* other than none its certificate is of the authority in ``ca_file``. With *credentials*, the name
    and the password, it offers AUTH and takes no mail without.
    """

    host = HOST

    def __init__(self, *, security: Security = Security.NONE, credentials: tuple[str, str] | None = None) -> None:
        self.security = security
        self.credentials = credentials
        self.port = free_port()
        self.connections = 0
        self._mails: list[ReceivedMail] = []
        self._script: defaultdict[Stage, deque[Act]] = defaultdict(deque)
        self._sessions: set[_Conversation] = set()
        self._up = threading.Event()

    def plan(self, stage: Stage, *acts: Act) -> None:
        """Let *acts* happen at *stage*, one each time it is reached, after those planned before."""
        if stage is not Stage.DOT and any(isinstance(act, TakeAndCut) for act in acts):
            raise ValueError("a mail can only be taken at the dot")
        if stage is Stage.BODY and any(isinstance(act, Answer) for act in acts):
            raise ValueError("a server has no turn to answer while the body comes in")
        self._script[stage].extend(acts)

    def forget(self) -> None:
        """Let nothing more happen of what was planned."""
        self._script.clear()

    @property
    def mails(self) -> tuple[ReceivedMail, ...]:
        """Every mail taken so far, in order."""
        return tuple(self._mails)

    def __enter__(self) -> Self:
        """Start the server in a thread of its own."""
        self._folder = TemporaryDirectory(prefix="smtpd-")
        certificate = certify(Path(self._folder.name))
        self.ca_file = certificate.ca_file
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(certificate.cert_file, certificate.key_file)
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="ScriptedSMTP")
        self._thread.start()
        if not self._up.wait(timeout=10):
            raise TimeoutError("the SMTP server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server and all of its conversations."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        self._folder.cleanup()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        context = self._context if self.security is Security.TLS else None
        server = await self._loop.create_server(self._converse, LOOPBACK, self.port, ssl=context)
        self._up.set()
        await self._end.wait()
        server.close()
        for session in self._sessions:
            session.hang_up()
        await server.wait_closed()

    def _converse(self) -> SMTP:
        self.connections += 1
        context = self._context if self.security is Security.STARTTLS else None
        session = _Conversation(self, context)
        self._sessions.add(session)
        return session

    def next_act(self, stage: Stage) -> Act | None:
        """Take the next act of *stage* from the script."""
        acts = self._script[stage]
        return acts.popleft() if acts else None

    def take(self, session: Session, envelope: Envelope) -> None:
        """Record a mail that has come in whole."""
        mail = ReceivedMail(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            content=envelope.original_content or b"",
            user=self.credentials[0] if self.credentials and session.authenticated else None,
        )
        self._mails.append(mail)


class _Handler:
    """What aiosmtpd asks when a mail has come in; it gives the question back to the conversation."""

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, conversation: "_Conversation", session: Session, envelope: Envelope
    ) -> str:
        return await conversation.finish(session, envelope)


class _Conversation(SMTP):
    """One connection; every stage asks the script first."""

    def __init__(self, server: ScriptedSMTP, context: ssl.SSLContext | None) -> None:
        super().__init__(
            _Handler(),
            hostname=HOST,
            tls_context=context,
            require_starttls=context is not None,
            auth_require_tls=context is not None,
            authenticator=self._check_password,
            auth_exclude_mechanism=() if server.credentials else ("PLAIN", "LOGIN"),
        )
        # Not as an argument: aiosmtpd does not see that SMTPS is encrypted, and would warn.
        self._auth_required = server.credentials is not None
        self._server = server

    def hang_up(self) -> None:
        """Close the connection at once."""
        if isinstance(self.transport, asyncio.WriteTransport) and not self.transport.is_closing():
            self.transport.abort()

    async def _handle_client(self) -> None:
        if not await self._was_scripted(Stage.GREETING):
            await super()._handle_client()
        elif self.transport is not None:
            self.transport.close()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802  # aiosmtpd's name and promise
        if not await self._was_scripted(Stage.EHLO):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self._was_scripted(Stage.AUTH):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self._was_scripted(Stage.MAIL):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self._was_scripted(Stage.RCPT):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self._was_scripted(Stage.DATA):
            await super().smtp_DATA(arg)

    async def push(self, status: AnyStr) -> None:
        """Answer; after 354 the script may have its word about the body."""
        await super().push(status)
        if status[:3] == "354":
            await self._was_scripted(Stage.BODY)

    async def finish(self, session: Session, envelope: Envelope) -> str:
        """Take the mail when its final dot has come, or do what the script says."""
        act = self._server.next_act(Stage.DOT)
        if not isinstance(act, Answer | Cut):
            self._server.take(session, envelope)
        if isinstance(act, Answer):
            return f"{act.code} {act.text}"
        await self._perform(act)
        return "250 2.0.0 taken"

    async def _was_scripted(self, stage: Stage) -> bool:
        return await self._perform(self._server.next_act(stage))

    async def _perform(self, act: Act | None) -> bool:
        """Do *act*; tell whether it stands in the place of the usual answer."""
        match act:
            case None:
                return False
            case Wait():
                await asyncio.sleep(act.seconds)
                return False
            case Answer():
                await self.push(f"{act.code} {act.text}")
                if act.code == 421 and self.transport is not None:
                    self.transport.close()
                return True
            case Cut() | TakeAndCut():
                self.hang_up()
                await asyncio.Event().wait()  # until the lost connection cancels this task
                return True
            case _:
                assert_never(act)

    def _check_password(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, auth_data: object
    ) -> AuthResult:
        name, password = self._server.credentials or ("", "")
        login = LoginPassword(name.encode(), password.encode())
        return AuthResult(success=auth_data == login, handled=False, auth_data=auth_data)
