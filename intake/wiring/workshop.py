"""Builds the real parts from a configuration; the only place that knows them all, reads the clock and the secrets.

A part is imported where it is made: an idle pass, the usual one, loads no reader, no judge, no letter, no workbook.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from intake import config, news
from intake.desk import Desk
from intake.later import later
from intake.lock import held
from intake.publisher import FilePublisher
from intake.records.archive import Archive
from intake.records.form_files import FormFiles
from intake.records.store import Store
from intake.replies.outbox import Outbox
from intake.rules.mailbox import Mailbox
from intake.settings import DeliveryKind, SentCopy, Server, Since
from intake.wiring.judging import JudgingParts

if TYPE_CHECKING:
    from intake.eraser import Eraser
    from intake.herald import Herald
    from intake.mailbox.imap.sent import SentFolder
    from intake.ports import Decider
    from intake.postman import Postman
    from intake.registrar import FileRegistrar
    from intake.rules.access import AccessTokens
    from intake.rules.letters.delivery import Delivery
    from intake.rules.register.frame import Frame
    from intake.rules.wording import Wording

_PATIENCE = timedelta(seconds=30)  # of a person at a terminal


def now() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


def token() -> str:
    """Return a word that nobody else has."""
    import secrets

    return secrets.token_hex(16)


class Secrets(Enum):
    """Whether a command needs the passwords."""

    NEEDED = auto()
    LEFT_ALONE = auto()


class Workshop(JudgingParts):
    """The parts of one desk, each made when it is first asked for; close it at the end (it is a context manager)."""

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, secrets: Secrets = Secrets.LEFT_ALONE) -> Iterator[Workshop]:
        """Open the desk that *path* configures; ConfigError with every fault.

        Only what talks to servers needs the *secrets*; without them no password is looked for.
        """
        settings = config.load(path, environ=os.environ if secrets is Secrets.NEEDED else None)
        workshop = cls(settings=settings, calls=config.load_calls(settings))
        try:
            yield workshop
        finally:
            if "store" in vars(workshop):
                workshop.store.close()

    @property
    def lock_file(self) -> Path:
        """The file by which passes keep out of each other's way."""
        return self._beside_archive("intake.lock")

    @contextmanager
    def between_passes(self) -> Iterator[None]:
        """Let no pass begin within the block; one under way is waited for half a minute, and then LockedError."""
        with held(self.lock_file, patience=_PATIENCE):
            yield

    def _beside_archive(self, name: str) -> Path:
        return self.settings.store.archive.parent / name

    @cached_property
    def store(self) -> Store:
        """The store, made or upgraded where need be; ConfigError where it holds applications for other calls."""
        with ExitStack() as on_failure:
            store = Store.open(self.settings.store.url)
            on_failure.callback(store.close)
            config.need_calls(self.settings, self.calls, store.entries.calls())
            on_failure.pop_all()
        return store

    @cached_property
    def archive(self) -> Archive:
        """The messages as they were received."""
        return Archive(self.settings.store.archive)

    @cached_property
    def wording(self) -> Wording:
        """The words that staff see."""
        from intake.data.loaded import load_toml
        from intake.rules.wording import parse

        return parse(load_toml("wording.toml"))

    @cached_property
    def herald(self) -> Herald:
        """Tells staff by mail: digests and alarms."""
        from intake.herald import Herald
        from intake.replies.notice import NoticeFolder

        delivery, to_folder = self.settings.delivery, self.settings.delivery.kind is DeliveryKind.FOLDER
        return Herald(
            store=self.store,
            road=NoticeFolder(delivery.staff_mails) if to_folder else self.delivery,
            notice_writer=self.notice_writer,
            settings=self.settings.staff,
            frame=self.frame,
        )

    def tell_staff(self, at: datetime) -> None:
        """Tell staff by mail what they have not heard; where there is nothing, no more is loaded to find that out."""
        staff, zone = self.settings.staff, self.settings.zone
        if staff.to and news.is_any(self.store, staff, zone, at):
            self.herald.tell(at)

    def frame(self, at: datetime) -> Frame:
        """Return what the store's records are told by, as of *at*."""
        from intake.rules.register.frame import Frame

        return Frame(
            calls=self.calls,
            municipalities=self.gazetteer.names,
            economies=self.gazetteer.economies,
            wording=self.wording,
            zone=self.settings.zone,
            as_of=at,
        )

    @cached_property
    def publisher(self) -> FilePublisher:
        """Keeps the register and the outbox up to date."""
        return FilePublisher(
            path=self.settings.register,
            outbox_folder=Outbox(self.settings.delivery.outbox),
            store=self.store,
            archive=self.archive,
            form_files=FormFiles(self._beside_archive("forms")),
            history=self._beside_archive("register-history"),
            registrar=later(self.registrar),
        )

    def registrar(self) -> FileRegistrar:
        """Return who reads and writes the register."""
        from intake.registrar import FileRegistrar
        from intake.rules.judging.correction import Corrector

        calls = {call.id: call for call in self.calls}
        return FileRegistrar(
            path=self.settings.register,
            outbox_folder=self.publisher.outbox_folder,
            store=self.store,
            archive=self.archive,
            form_files=self.publisher.form_files,
            frame_at=self.frame,
            clock=now,
            corrector=Corrector(calls=calls, gazetteer=self.gazetteer, lexicon=self.lexicon),
            history=self.publisher.history,
        )

    @cached_property
    def eraser(self) -> Eraser:
        """Erases applications from everything that is kept."""
        from intake.eraser import Eraser

        return Eraser(
            publisher=self.publisher,
            staff_mails=self.settings.delivery.staff_mails,
            mailbox=self.mailbox,
            calls=self.calls,
            clock=now,
        )

    def forget(self, at: datetime) -> int:
        """Erase what is due *at* that time and finish what is left of an erasure; return how many applications went."""
        retained = any(call.retention is not None for call in self.calls)
        return self.eraser.run(at) if retained or not self.store.erasures_are_finished() else 0

    @cached_property
    def delivery(self) -> Delivery:
        """The road by which letters leave."""
        from intake.replies.delivery import FolderDelivery, SmtpDelivery

        settings = self.settings.delivery
        match settings.kind:
            case DeliveryKind.SMTP:
                return SmtpDelivery(settings, self._tokens(settings.server))
            case DeliveryKind.FOLDER:
                return FolderDelivery()
        assert_never(settings.kind)

    def postman(self, stopping: Callable[[], bool]) -> Postman:
        """Return who takes letters to the server."""
        from intake.postman import Postman

        return Postman(
            store=self.store,
            delivery=later(lambda: self.delivery),
            replies=self.settings.replies,
            uncertain=self.settings.delivery.uncertain,
            stopping=stopping,
        )

    def sent_folder(self) -> SentFolder | None:
        """Return a new connection to the folder of sent mail; None where no copies are filed."""
        server, wanted = self.settings.mailbox.server, self.settings.delivery.sent_copy
        if server is None or wanted is SentCopy.OFF or self.settings.delivery.kind is DeliveryKind.FOLDER:
            return None
        from intake.mailbox.imap.sent import SentFolder

        name = None if wanted is SentCopy.AUTO else wanted
        return SentFolder(server, name=name, tokens=self._tokens(server))

    def mailbox(self) -> Mailbox:
        """Return a new connection to the mailbox."""
        from intake.mailbox.opening import open_mailbox

        settings = self.settings.mailbox
        tokens = self._tokens(settings.server)
        return open_mailbox(settings, size_limit=self.settings.limits.message_size, tokens=tokens)

    def _tokens(self, server: Server | None) -> AccessTokens | None:
        if self.settings.oauth is None:
            return None
        from intake.oauth.tokens import tokens_for

        return tokens_for(server, self.settings, clock=now)

    @property
    def since(self) -> Since | datetime:
        """From when on messages are answered: a date begins in the desk's time zone."""
        since, zone = self.settings.mailbox.since, self.settings.zone
        return since if isinstance(since, Since) else datetime.combine(since, time.min, tzinfo=zone)

    def began(self) -> datetime | None:
        """Return when the desk's first run was, where that divides what is answered from what is not."""
        return self.store.sightings.began() if self.settings.mailbox.since is Since.FIRST_RUN else None

    @contextmanager
    def desk(
        self,
        *,
        stopping: Callable[[], bool] = lambda: False,
        progress: Callable[[str, int, int], None] = lambda _step, _done, _of: None,
    ) -> Iterator[Desk]:
        """Set up the desk with its mailbox and its reading processes; both end with the block."""
        with ExitStack() as stack:
            mailbox = self.mailbox()
            stack.callback(mailbox.close)

            def decider() -> Decider:
                reader = stack.enter_context(self.reader())
                decider = self.decider(reader, self.store, self.archive, now, stopping=stopping, progress=progress)
                return replace(decider, soon=(self.publisher.registrar,))

            yield Desk(
                mailbox=mailbox,
                store=self.store,
                archive=self.archive,
                decider=later(decider),
                publisher=self.publisher,
                postman=later(lambda: self.postman(stopping)),
                since=self.since,
                clock=now,
                stopping=stopping,
                progress=progress,
                forget=self.forget,
                at_first=self._need_its_store,
            )

    def _need_its_store(self) -> None:
        from intake.records.arrivals import need_its_store

        need_its_store(self.store, self.archive)
