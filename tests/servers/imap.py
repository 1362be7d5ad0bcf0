"""What every IMAP server of the tests has: accounts, and a look from outside."""

import re
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from imapclient import IMAPClient

from servers.process import HOST

TIMEOUT_SECONDS = 20.0


class ImapServer:
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

    def deliver(self, message: bytes, when: datetime | None = None, *, folder: str = "INBOX") -> int:
        """Put *message* into a folder as it stands, received at *when* (aware; now if None); give its UID."""
        return self.server.deliver(self.address, message, when, folder=folder)
