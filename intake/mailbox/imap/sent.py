r"""The folder of sent mail on an IMAP server: a copy of each letter, once, for the people who read that mailbox."""

from __future__ import annotations

from datetime import datetime

from imapclient import SEEN, IMAPClient
from imapclient.imapclient import SENT

from intake.mailbox.imap.connection import Connection
from intake.mailbox.imap.release import prepared
from intake.rules.access import AccessTokens
from intake.rules.mailbox import MailboxError
from intake.rules.probe import Probe
from intake.settings import Server


class SentFolder:
    r"""The folder called *name*, made if it is missing; without a name the one that the server marks as \Sent.

    That mark is RFC 6154's; where a server knows none, the usual names are looked for.
    """

    def __init__(self, server: Server, *, name: str | None, tokens: AccessTokens | None = None) -> None:
        self._connection = Connection(server, tokens)
        self._name = name

    def file(self, message_id: str, content: bytes, *, sent_at: datetime) -> None:
        r"""Put *content* there as \Seen, unless a message of that Message-ID is there; MailboxError.

        Safe to do again: what an earlier attempt or the provider itself has filed is found, and not filed twice.
        """
        with self._connection.use("file a copy of a letter") as client:
            folder = self._found(client)
            client.select_folder(folder, readonly=True)
            if not client.search(["HEADER", "Message-ID", message_id]):
                client.append(folder, content, flags=(SEEN,), msg_time=sent_at)

    def probe(self) -> Probe:
        """Look for the folder; changes nothing."""
        try:
            with self._connection.use("look for the folder of sent mail") as client:
                if self._name is not None and not client.folder_exists(self._name):
                    return Probe(name="copies", ok=True, detail=f"folder {self._name} will be made")
                return Probe(name="copies", ok=True, detail=f"folder {self._found(client)}")
        except MailboxError as error:
            return Probe(name="copies", ok=False, detail=str(error))

    def close(self) -> None:
        """Log out."""
        self._connection.close()

    def _found(self, client: IMAPClient) -> str:
        if self._name is not None:
            return prepared(client, self._name)
        folder: str | None = client.find_special_folder(SENT)
        if folder is None:
            raise MailboxError("no folder is marked as that of sent mail: name one in delivery.sent_copy")
        return folder
