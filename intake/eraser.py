"""Erases applications from everything that the desk keeps: the store at once, then file by file.

The store goes first, in one transaction, and notes that files are to follow. Each further step may be cut off anywhere
and is done again by the next pass, until nothing is left; only then the note is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from intake.events import Event
from intake.logs import log
from intake.ports import RegisterError
from intake.publisher import FilePublisher
from intake.records.register_file import is_locked, left_of, pending_path
from intake.records.store import Store
from intake.rules.call import Call, Retention
from intake.rules.entry import Message
from intake.rules.erased import Reach, Unfinished, Why
from intake.rules.erasure import Holdings, Scope, scope_of, separable, traces
from intake.rules.ledger import DamagedError, MissingError
from intake.rules.mailbox import BEGINNING, Mailbox, MailboxError, name_of
from intake.rules.retention import due, ends, is_announced


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What an erasure has left, in sentences for staff: for the next pass, and what only a person can do."""

    later: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """Works on the places that the desk keeps; *staff_mails* is where mails to staff lie that are never sent.

    *clock* returns aware times, *mailbox* opens a connection.
    """

    publisher: FilePublisher
    staff_mails: Path
    mailbox: Callable[[], Mailbox]
    calls: tuple[Call, ...]
    clock: Callable[[], datetime]

    @property
    def store(self) -> Store:
        """The store that is erased from."""
        return self.publisher.store

    def holdings(self) -> Holdings:
        """Return all that the store holds of anybody, letters without their bytes.

        Who sent a mail that could not be handled, its file says.
        """
        return Holdings(
            entries=self.store.entries.all(),
            messages=tuple(map(self._with_sender, self.store.messages.all())),
            letters=self.store.letter_list.all(),
            originals=self.store.entries.originals(),
        )

    def _with_sender(self, message: Message) -> Message:
        if message.sender or message.erased_at is not None:
            return message
        try:
            content = self.publisher.archive.get(message.message)
        except (MissingError, DamagedError):
            return message
        from intake.reading.mail import parse  # noqa: PLC0415 - every pass asks whether something is due; few erase

        return replace(message, sender=parse(content[:BEGINNING]).sender)

    def erase(self, scope: Scope, held: Holdings, *, why: Why, reach: Reach) -> None:
        """Take *scope* out of the store, where from then on it cannot come back; files follow with `finish`."""
        self.store.erasures.record(
            scope,
            at=self.clock(),
            why=why,
            reach=reach,
            traces=traces(scope, held),
            beginnings=dict(self._beginnings(scope)),
        )
        log.warning(Event.ERASED, entries=scope.entries, messages=len(scope.messages), why=why)

    def _beginnings(self, scope: Scope) -> Iterator[tuple[str, str]]:
        for message in scope.messages:
            try:
                yield message, name_of(self.publisher.archive.get(message)[:BEGINNING])
            except (MissingError, DamagedError):
                continue

    def finish(self) -> Rest:
        """See to every file of erasures that are not finished; return what is left."""
        unfinished = self.store.erasures.unfinished()
        if not unfinished:
            return Rest()
        found = tuple(dict.fromkeys(trace for each in unfinished for trace in each.traces))
        later = [*self._remove_records(), *self._register(), *self._remove_copies(found)]
        by_hand: tuple[str, ...] = ()
        try:
            by_hand = self._clear_mailbox(unfinished)
        except MailboxError as error:
            later.append(str(error))
        if not later and not self.store.erasures.compact():
            later.append("the store is being read by another command")
        if not later:
            for each in unfinished:
                self.store.erasures.finished(each.number, at=self.clock())
            self.store.erasures.compact()  # the traces themselves
        return Rest(later=tuple(later), by_hand=by_hand)

    def _remove_records(self) -> Iterator[str]:
        """Remove mails, forms and letters; yield what keeps them: no erasure keeps a pass from taking in mail."""
        try:
            for message in self.store.erasures.stubs():
                self.publisher.archive.remove(message)
            for one in self.store.erasures.all():
                self.publisher.form_files.remove(one.entry)
                for aside in self.publisher.outbox_folder.folder.glob(f"*/{one.entry}-v*"):  # as staff changed it, too
                    aside.unlink(missing_ok=True)
            self.publisher.outbox()
        except (OSError, RegisterError) as error:
            yield str(error)

    def _register(self) -> Iterator[str]:
        """Write the register without them; it is in staff's hands while it is open."""
        path = self.publisher.path
        try:
            self.publisher.register()
        except RegisterError as error:
            yield str(error)
            return
        if pending_path(path).exists() or is_locked(path):
            yield f"{path} is open: the rows go when it is closed, with the next pass"

    def _remove_copies(self, found: tuple[str, ...]) -> Iterator[str]:
        """Remove the copies of the register that tell of them or cannot be searched, and mails to staff that do.

        Yields what keeps any of them.
        """
        from intake.records.traces import is_sound, tells  # noqa: PLC0415 - every pass asks what is left; few erase

        path = self.publisher.path
        copies = (
            *self.publisher.history.glob("*"),
            *self.publisher.history.glob(".*"),
            *(copy for register in (path, pending_path(path)) for copy in left_of(register)),
        )
        doomed = [copy for copy in copies if not is_sound(copy) or tells(copy, found)]
        doomed += [mail for mail in self.staff_mails.glob("*") if tells(mail, found)]
        for each in doomed:
            try:
                if not each.is_dir():  # a folder there is somebody else's
                    each.unlink(missing_ok=True)
            except OSError as error:
                yield str(error)

    def _clear_mailbox(self, unfinished: tuple[Unfinished, ...]) -> tuple[str, ...]:
        """Delete the messages there, where that was asked for; MailboxError."""
        sought = [message for each in unfinished if each.reach is Reach.MAILBOX for message in each.messages]
        if not sought:
            return ()
        mailbox = self.mailbox()
        try:
            messages = self.store.erasures.positions(sought)
            return mailbox.erase([each for each in messages if each[1].position.mailbox == mailbox.name])
        finally:
            mailbox.close()

    # By date

    def run(self, now: datetime) -> int:
        """Announce and erase what the calls' retention asks for, and finish what is left; return how many went."""
        number = sum(self._retire(call, call.retention, now) for call in self.calls if call.retention is not None)
        rest = self.finish()
        for why in rest.later:
            log.warning(Event.ERASURE_UNFINISHED, why=why)
        for what in rest.by_hand:
            log.warning(Event.ERASURE_BY_HAND, what=what)
        return number

    def _retire(self, call: Call, retention: Retention, now: datetime) -> int:
        announced = self.store.erasures.announced(call.id, retention.until)
        if announced is None:
            if is_announced(retention, now):
                self.store.erasures.announce(call.id, retention.until, at=now)
                log.warning(Event.RETENTION_ANNOUNCED, call=call.id, until=ends(retention, now).isoformat())
            return 0
        if now < ends(retention, announced) or call.id not in self.store.entries.calls():
            return 0
        held = self.holdings()
        own = (entry for entry in held.entries if entry.call == call.id)
        scope = scope_of(separable(due(own, retention, announced, now), held), (), held)
        if scope:
            self.erase(scope, held, why=Why.RETENTION, reach=Reach.DESK)
        return len(scope.entries)
