r"""A folder of an IMAP server: UIDs under their UIDVALIDITY, never sequence numbers; \Seen belongs to the people.

What only a check, an erasure or the daemon does there is loaded by that alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any, assert_never

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, IMAPClientReadOnlyError

from intake.mailbox.imap.connection import Connection
from intake.mailbox.imap.release import KEYWORD, can_move, existing, move, takes_keywords
from intake.rules.access import AccessTokens
from intake.rules.mailbox import BEGINNING, Fetched, Gone, Kept, MailboxError, Position, Waiting
from intake.settings import After, Server

if TYPE_CHECKING:
    from intake.rules.probe import Probe, Scratch

UIDS_IN_A_COMMAND = 500
MESSAGES_IN_A_BATCH = 50
BYTES_IN_A_BATCH = 8 * 2**20
REARM_SECONDS = 300.0  # an IDLE that is older may have been forgotten by a firewall; RFC 2177 asks for 29 minutes


class _UnreadableError(MailboxError):
    """The server answers, but does not hand out these messages."""


class ImapMailbox:
    """A Mailbox in *folder* of *server*. Messages over *size_limit* bytes are fetched truncated.

    Listing and fetching use EXAMINE, so that nothing can change (RFC 9051, 6.3.3); only `release` selects to write.
    With *tokens* the log-in is by one of them, without by password.
    """

    def __init__(
        self,
        server: Server,
        *,
        folder: str,
        after: After,
        processed_folder: str,
        size_limit: int,
        tokens: AccessTokens | None = None,
    ) -> None:
        if after is After.MOVE and processed_folder == folder:
            raise MailboxError(f"{folder}: messages cannot be moved into the folder they come from")
        self._name = f"imap:{server.username}@{server.host}/{folder}"
        self._connection = Connection(server, tokens)
        self._folder = folder
        self._after = after
        self._processed = processed_folder
        self._size_limit = size_limit
        self._listed: tuple[int, int | None] | None = None  # UIDVALIDITY and UIDNEXT as of the last listing
        self._woken = Event()

    @property
    def name(self) -> str:
        """Give "imap:user@host/folder"."""
        return self._name

    def listing(self, *, after: Position | None = None) -> tuple[Waiting, ...]:
        """List by UID, upwards; *after* counts only under the UIDVALIDITY that holds today.

        A server that was itself restored may give numbers anew under the old UIDVALIDITY: then all is listed.
        """
        with self._connection.use(f"list {self._folder}") as client:
            self._listed = validity, following = self._examine(client)
            held = after is not None and (after.mailbox, after.validity) == (self._name, validity)
            first = int(after.uid) + 1 if after is not None and held else 1
            if following is not None and first > following:
                first = 1
            # Past the end, "n:*" means the last message (RFC 9051, 9: seq-range).
            uids = sorted(uid for uid in client.search(["UID", f"{first}:*"]) if uid >= first)
            return tuple(self._waiting(validity, uid, parts) for uid, parts in _described(client, uids))

    def fetch(self, waiting: Sequence[Waiting]) -> Iterator[Fetched | Gone]:
        """Fetch with BODY.PEEK, in batches; one refused batch is asked for message by message."""
        refused: list[MailboxError] = []
        for batch in _batches(waiting, self._size_limit):
            yield from self._fetch_batch(batch, refused)
        if refused:
            raise MailboxError(f"{self._name}: {len(refused)} messages could not be read: {refused[0]}") from refused[0]

    def release(self, positions: Sequence[Position]) -> tuple[Kept, ...]:
        """Set the keyword, or move; without the means for it everything is kept."""
        if self._after is After.NONE or not positions:
            return ()
        with self._connection.use(f"release messages of {self._folder}") as client:
            try:
                selected = client.select_folder(self._folder)
            except IMAPClientReadOnlyError:
                return _kept(positions, "the folder may only be read")
            uids = self._own_uids(positions, selected[b"UIDVALIDITY"])
            why = self._release_uids(client, selected, uids) if uids else None
        return () if why is None else _kept(positions, why)

    def erase(self, messages: Sequence[tuple[str, Waiting]]) -> tuple[str, ...]:
        """Delete by the bytes, in the folder and in the one where processed messages are."""
        from intake.mailbox.imap.erase import erase

        with self._connection.use(f"delete messages of {self._folder}") as client:
            validity, _ = self._examine(client)
            known = self._own_uids([waiting.position for _, waiting in messages], validity)
            left = erase(client, self._folder, messages, known)
            if self._after is After.MOVE and (processed := existing(client, self._processed)):
                left += erase(client, processed, messages, ())
        return left

    def wait(self, timeout: timedelta) -> bool:
        """Wait in IDLE, or asleep where the server does not offer it; says True once for what has come."""
        end = time.monotonic() + timeout.total_seconds()
        while not self._woken.is_set() and (left := end - time.monotonic()) > 0:
            if self._announced(min(left, REARM_SECONDS)):
                self._listed = None
                return True
        self._woken.clear()
        return False

    def wake(self) -> None:
        """End a wait within a second."""
        self._woken.set()

    def probe(self) -> Iterator[Probe]:
        """Log in, select, and look at what is offered."""
        from intake.mailbox.imap.probe import probed

        yield from probed(
            self._connection, self._name, folder=self._folder, after=self._after, processed=self._processed
        )

    def try_with(self, scratch: Scratch) -> Iterator[Probe]:
        """Append it, mark or move it, look at its time, and expunge it."""
        from intake.mailbox.imap.scratch import tried

        if self._after is not After.NONE:
            yield from tried(
                self._connection, scratch, folder=self._folder, after=self._after, processed=self._processed
            )

    def take_back(self, message_id: str) -> bool:
        """Look for it and expunge it."""
        from intake.mailbox.imap.scratch import take_back

        with self._connection.use(f"look for a letter to ourselves in {self._folder}") as client:
            return take_back(client, message_id, folder=self._folder)

    def close(self) -> None:
        """Log out."""
        self._connection.close()

    def _examine(self, client: IMAPClient) -> tuple[int, int | None]:
        answer = client.select_folder(self._folder, readonly=True)
        return answer[b"UIDVALIDITY"], answer.get(b"UIDNEXT")

    def _waiting(self, validity: int, uid: int, parts: Mapping[bytes, Any]) -> Waiting:
        position = Position(mailbox=self._name, validity=validity, uid=str(uid))
        received_at: datetime | None = parts[b"INTERNALDATE"]
        if received_at is None:
            raise MailboxError(f"{self._name}: the server gives no INTERNALDATE for UID {uid}")
        return Waiting(position=position, size=parts[b"RFC822.SIZE"], received_at=_aware(received_at))

    def _own_uids(self, positions: Sequence[Position], validity: int) -> list[int]:
        """Give the UIDs that still mean these messages."""
        return [int(one.uid) for one in positions if (one.mailbox, one.validity) == (self._name, validity)]

    def _fetch_batch(self, batch: Sequence[Waiting], refused: list[MailboxError]) -> Iterator[Fetched | Gone]:
        try:
            contents = self._contents(batch)
        except _UnreadableError as error:
            if len(batch) == 1:
                refused.append(error)
                return
            for one in batch:
                yield from self._fetch_batch((one,), refused)
            return
        for one in batch:
            yield self._outcome(one, contents.get(one.position))

    def _contents(self, batch: Sequence[Waiting]) -> dict[Position, bytes]:
        whole = batch[0].size <= self._size_limit
        item, key = ("BODY.PEEK[]", b"BODY[]") if whole else (f"BODY.PEEK[]<0.{BEGINNING}>", b"BODY[]<0>")
        with self._connection.use(f"fetch from {self._folder}") as client:
            validity, _ = self._examine(client)
            uids = self._own_uids([one.position for one in batch], validity)
            try:
                found = client.fetch(uids, [item]) if uids else {}
            except IMAPClientError as error:  # NO, or BYE: Dovecot hangs up over a file that it cannot read
                raise _UnreadableError(f"UID {uids}: {error}") from error
            # One that was taken away meanwhile is missing or comes as None.
            contents = {uid: parts[key] for uid, parts in found.items() if parts.get(key) is not None}
            _check_gone(client, set(uids) - set(contents))
        return {
            Position(mailbox=self._name, validity=validity, uid=str(uid)): content for uid, content in contents.items()
        }

    def _outcome(self, one: Waiting, content: bytes | None) -> Fetched | Gone:
        if content is None:
            return Gone(position=one.position)
        truncated = one.size > self._size_limit
        return Fetched(position=one.position, received_at=one.received_at, content=content, truncated=truncated)

    def _release_uids(self, client: IMAPClient, selected: Mapping[bytes, Any], uids: Sequence[int]) -> str | None:
        """Do it, or say why not."""
        match self._after:
            case After.KEYWORD if not takes_keywords(selected):
                return f"the server does not keep the keyword {KEYWORD}"
            case After.MOVE if not can_move(client):
                return "the server has neither MOVE nor UIDPLUS"
            case After.KEYWORD:
                for some in _chunks(uids):
                    client.add_flags(some, [KEYWORD], silent=True)
            case After.MOVE:
                for some in _chunks(uids):
                    move(client, some, source=self._folder, target=self._processed)
            case After.NONE:
                pass
            case _:
                assert_never(self._after)
        return None

    def _announced(self, seconds: float) -> bool:
        from intake.mailbox.imap.idle import told_of_mail

        with self._connection.use("wait for mail", idle_seconds=seconds) as client:
            state = self._examine(client)
            if self._listed is None:
                self._listed = state
            if state != self._listed:
                return True
            if client.has_capability("IDLE"):
                return told_of_mail(client, seconds, self._woken)
        self._woken.wait(seconds)
        return False


def _check_gone(client: IMAPClient, missing: AbstractSet[int]) -> None:
    """Believe that messages are gone only where a search says so too: an answer may leave one out (RFC 2180, 4.1)."""
    if missing and (there := missing & set(client.search(["UID", ",".join(map(str, sorted(missing)))]))):
        raise _UnreadableError(f"UID {sorted(there)}: the server did not give it")


def _described(client: IMAPClient, uids: Sequence[int]) -> Iterator[tuple[int, Mapping[bytes, Any]]]:
    """Give size and time of each message that is still there; one passed over would never be listed again."""
    for some in _chunks(uids):
        found = client.fetch(some, ["RFC822.SIZE", "INTERNALDATE"])
        _check_gone(client, set(some) - set(found))
        yield from ((uid, found[uid]) for uid in some if uid in found)


def _aware(internal_date: datetime) -> datetime:
    """Give UTC; the zone is no option of the grammar (RFC 9051, 9: date-time), but not every server knows."""
    return internal_date.replace(tzinfo=internal_date.tzinfo or UTC).astimezone(UTC)


def _batches(waiting: Sequence[Waiting], size_limit: int) -> Iterator[tuple[Waiting, ...]]:
    """Cut into batches that memory bears; one over the limit stands alone, for it is asked for differently."""
    batch: list[Waiting] = []
    total = 0
    for one in waiting:
        full = len(batch) == MESSAGES_IN_A_BATCH or total + one.size > BYTES_IN_A_BATCH or one.size > size_limit
        if batch and full:
            yield tuple(batch)
            batch, total = [], 0
        batch.append(one)
        total += one.size
        if one.size > size_limit:
            yield tuple(batch)
            batch, total = [], 0
    if batch:
        yield tuple(batch)


def _chunks(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut into commands that no server finds too long."""
    return (uids[start : start + UIDS_IN_A_COMMAND] for start in range(0, len(uids), UIDS_IN_A_COMMAND))


def _kept(positions: Sequence[Position], why: str) -> tuple[Kept, ...]:
    return tuple(Kept(position=position, why=why) for position in positions)
