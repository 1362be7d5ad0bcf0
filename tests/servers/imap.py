"""What every IMAP server of the tests has: accounts, and a look from outside."""

import re
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from intake.settings import Security, Server
from servers.local import LocalServer
from servers.process import HOST

TIMEOUT_SECONDS = 20.0


class ImapServer(LocalServer):
    """An IMAP server over TLS on ``tls_port`` of ``host``, with a certificate of the authority in ``ca_file``."""

    host = HOST
    tls_port: int
    ca_file: Path

    def __init__(self) -> None:
        self._passwords: dict[str, str] = {}

    def imap(self, user: str) -> IMAPClient:
        """Open a connection over TLS, logged in as *user*, to look from outside; use it in a ``with``."""
        trust = ssl.create_default_context(cafile=self.ca_file)
        client = IMAPClient(self.host, self.tls_port, ssl_context=trust, timeout=TIMEOUT_SECONDS)
        try:
            client.login(user, self._passwords[user])
        except BaseException:
            client.shutdown()
            raise
        return client

    def deliver(self, user: str, message: bytes, when: datetime | None = None, *, folder: str = "INBOX") -> int:
        """Put *message* into a folder as it stands, received at *when* (aware; now if None); give its UID."""
        with self.imap(user) as client:
            answer: bytes = client.append(folder, message, msg_time=when)
        found = re.search(rb"APPENDUID \d+ (\d+)", answer)
        if found is None:
            text = f"no APPENDUID: {answer!r}"
            raise RuntimeError(text)
        return int(found[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAccount:
    """One user of an IMAP server; the methods are the server's, for this user."""

    server: ImapServer
    address: str
    password: str

    def imap(self) -> IMAPClient:
        """Open a connection over TLS, logged in, to look from outside; use it in a ``with``."""
        return self.server.imap(self.address)

    def settings(self, **changes: Any) -> Server:  # noqa: ANN401 - any of its fields
        """Give what a configuration says of the server and this user, over TLS, or as *changes* say."""
        settings = Server(
            host=self.server.host,
            port=self.server.tls_port,
            security=Security.TLS,
            ca_file=self.server.ca_file,
            username=self.address,
            password=self.password,
            timeout=timedelta(seconds=10),
        )
        return settings._replace(**changes)

    def deliver(self, message: bytes, when: datetime | None = None, *, folder: str = "INBOX") -> int:
        """Put *message* into a folder as it stands, received at *when* (aware; now if None); give its UID."""
        return self.server.deliver(self.address, message, when, folder=folder)
