"""Builds the real parts from a configuration; the only place that knows them all, reads the clock and the secrets."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import Enum, auto
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar, assert_never

from intake import config
from intake.blank import MEDIA_TYPES, blank_form
from intake.data import shipped
from intake.data.loaded import load_gazetteer, load_lexicon, load_toml
from intake.desk import Desk
from intake.eraser import Eraser
from intake.herald import Herald
from intake.mailbox.imap import ImapMailbox
from intake.mailbox.imap_sent import SentFolder
from intake.mailbox.maildir import MaildirMailbox
from intake.oauth.tokens import tokens_for
from intake.postman import Postman
from intake.publisher import FilePublisher
from intake.reading.pool import ReaderPool
from intake.records.archive import Archive
from intake.records.form_files import FormFiles
from intake.records.store import Store
from intake.replies.announcement import Crier
from intake.replies.delivery import FolderDelivery, SmtpDelivery
from intake.replies.enclosure import Enclosure
from intake.replies.letter import Letterer
from intake.replies.notice import NoticeFolder, Noticer
from intake.replies.outbox import Outbox
from intake.replies.templates import Templates
from intake.rules.call import Call, Text
from intake.rules.judging.correction import Corrector
from intake.rules.judging.triage import Triage
from intake.rules.letters.delivery import Delivery
from intake.rules.letters.serbian import Serbian
from intake.rules.mail.authentication import evidence_of_sender
from intake.rules.mailbox import Mailbox
from intake.rules.municipalities.municipality import Gazetteer
from intake.rules.register.frame import Frame
from intake.rules.wording import Wording, parse
from intake.scanner import ClamdScanner
from intake.secretary import LetterWriter
from intake.settings import DeliveryKind, MailboxKind, SentCopy, Settings, Since

_Writer = TypeVar("_Writer", Noticer, Crier)

__all__ = ["Secrets", "Workshop", "load_gazetteer", "load_lexicon", "now"]


def now() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


def token() -> str:
    """Return a word that nobody else has."""
    return secrets.token_hex(16)


class Secrets(Enum):
    """Whether a command needs the passwords."""

    NEEDED = auto()
    LEFT_ALONE = auto()


@dataclass(frozen=True)
class Workshop:
    """The parts of one desk, each made when it is first asked for; close it at the end (it is a context manager)."""

    settings: Settings
    calls: tuple[Call, ...]

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
        return self.settings.store.archive.parent / "intake.lock"

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
        return parse(load_toml("wording.toml"))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The municipalities of the region."""
        return load_gazetteer()

    @cached_property
    def templates(self) -> Templates:
        """The association's own templates before the shipped ones."""
        folders = (self.settings.replies.templates, shipped("templates"))
        return Templates(folders, Serbian.of(load_toml("serbian.toml")))

    @cached_property
    def letterer(self) -> Letterer:
        """Writes letters."""
        replies = self.settings.replies
        return Letterer(
            self.templates,
            sender=self.settings.delivery.sender,
            languages=replies.languages,
            message_id_domain=replies.message_id_domain,
            blank_forms=self.blank_forms,
        )

    @cached_property
    def blank_forms(self) -> Mapping[str, Enclosure]:
        """The forms that go with letters, by the call's id; none where that is off."""
        ending = f".{self.settings.replies.attach_form}"
        kind = MEDIA_TYPES.get(ending)
        return {
            call.id: Enclosure(name=f"{call.form[0]}{ending}", kind=kind, content=blank_form(call, ending))
            for call in self.calls
            if kind is not None
        }

    @cached_property
    def noticer(self) -> Noticer:
        """Writes mails to staff."""
        return self._writer(Noticer)

    @cached_property
    def crier(self) -> Crier:
        """Writes announcements."""
        return self._writer(Crier)

    def _writer(self, kind: Callable[..., _Writer]) -> _Writer:
        replies, sender = self.settings.replies, self.settings.delivery.sender
        domain = replies.message_id_domain
        return kind(self.templates, sender=sender, languages=replies.languages, message_id_domain=domain)

    @cached_property
    def herald(self) -> Herald:
        """Tells staff by mail: digests and alarms."""
        delivery = self.settings.delivery
        to_folder = delivery.kind is DeliveryKind.FOLDER
        return Herald(
            store=self.store,
            road=NoticeFolder(delivery.staff_mails) if to_folder else self.delivery,
            noticer=self.noticer,
            settings=self.settings.staff,
            frame=self.frame,
        )

    def frame(self, at: datetime) -> Frame:
        """Return what the store's records are told by, as of *at*."""
        return Frame(
            calls=self.calls,
            municipalities=self.municipalities,
            economies=self.economies,
            wording=self.wording,
            zone=self.settings.zone,
            as_of=at,
        )

    @cached_property
    def municipalities(self) -> Mapping[str, Text]:
        """The names of the municipalities of the region, by id."""
        units = self.gazetteer.units.values()
        return {unit.id: Text(sr=unit.cyrillic or unit.latin, en=unit.latin) for unit in units}

    @cached_property
    def economies(self) -> Mapping[str, str]:
        """The economies of the municipalities of the region, in English, by id."""
        return {unit.id: unit.economy for unit in self.gazetteer.units.values()}

    @cached_property
    def publisher(self) -> FilePublisher:
        """Writes the register and the outbox."""
        return FilePublisher(
            path=self.settings.register,
            outbox_folder=Outbox(self.settings.delivery.outbox),
            store=self.store,
            archive=self.archive,
            form_files=FormFiles(self.settings.store.archive.parent / "forms"),
            frame_at=self.frame,
            clock=now,
            corrector=Corrector(
                calls={call.id: call for call in self.calls}, gazetteer=self.gazetteer, lexicon=load_lexicon()
            ),
            history=self.settings.store.archive.parent / "register-history",
        )

    @cached_property
    def eraser(self) -> Eraser:
        """Erases applications from everything that is kept."""
        return Eraser(
            publisher=self.publisher,
            staff_mails=self.settings.delivery.staff_mails,
            mailbox=self.mailbox,
            calls=self.calls,
            clock=now,
        )

    @cached_property
    def delivery(self) -> Delivery:
        """The road by which letters leave."""
        settings = self.settings.delivery
        match settings.kind:
            case DeliveryKind.SMTP:
                return SmtpDelivery(settings, tokens_for(settings.server, self.settings, clock=now))
            case DeliveryKind.FOLDER:
                return FolderDelivery()
        assert_never(settings.kind)

    def sent_folder(self) -> SentFolder | None:
        """Return a new connection to the folder of sent mail; None where no copies are filed."""
        server, wanted = self.settings.mailbox.server, self.settings.delivery.sent_copy
        if server is None or wanted is SentCopy.OFF or self.settings.delivery.kind is DeliveryKind.FOLDER:
            return None
        tokens = tokens_for(server, self.settings, clock=now)
        return SentFolder(server, name=None if wanted is SentCopy.AUTO else wanted, tokens=tokens)

    def mailbox(self) -> Mailbox:
        """Return a new connection to the mailbox."""
        settings, limit = self.settings.mailbox, self.settings.limits.message_size
        match settings.kind:
            case MailboxKind.IMAP:
                assert settings.server is not None  # noqa: S101 - MailboxSettings refuses it at birth
                return ImapMailbox(
                    settings.server,
                    folder=settings.folder,
                    after=settings.after,
                    processed_folder=settings.processed_folder,
                    size_limit=limit,
                    tokens=tokens_for(settings.server, self.settings, clock=now),
                )
            case MailboxKind.MAILDIR:
                assert settings.path is not None  # noqa: S101 - the same
                return MaildirMailbox(
                    settings.path, after=settings.after, processed_folder=settings.processed_folder, size_limit=limit
                )
        assert_never(settings.kind)

    @property
    def scanner(self) -> ClamdScanner | None:
        """What looks for viruses, where one is configured."""
        return ClamdScanner(self.settings.scanner) if self.settings.scanner else None

    @property
    def since(self) -> Since | datetime:
        """From when on messages are answered: a date begins in the desk's time zone."""
        since, zone = self.settings.mailbox.since, self.settings.zone
        return since if isinstance(since, Since) else datetime.combine(since, time.min, tzinfo=zone)

    def triage(self) -> Triage:
        """Return the rules by which messages are decided."""
        return Triage(self.calls, self.gazetteer, own_message_id_domain=self.settings.replies.message_id_domain)

    def secretary(self) -> LetterWriter:
        """Return the writer of letters."""
        return LetterWriter(
            settings=self.settings.replies,
            calls={call.id: call for call in self.calls},
            gazetteer=self.gazetteer,
            letterer=self.letterer,
        )

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
            yield Desk(
                mailbox=mailbox,
                store=self.store,
                archive=self.archive,
                reader=stack.enter_context(ReaderPool(self.calls, load_lexicon(), self.settings.limits)),
                triage=self.triage(),
                scanner=self.scanner,
                check_sender=partial(evidence_of_sender, authserv_ids=self.settings.replies.trusted_authserv_ids),
                secretary=self.secretary(),
                publisher=self.publisher,
                postman=Postman(
                    store=self.store,
                    delivery=self.delivery,
                    replies=self.settings.replies,
                    uncertain=self.settings.delivery.uncertain,
                    stopping=stopping,
                ),
                since=self.since,
                clock=now,
                stopping=stopping,
                progress=progress,
                forget=self.eraser.run,
            )
