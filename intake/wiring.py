"""Builds the real parts from a configuration; the only place that knows them all, reads the clock and the secrets."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import Any, assert_never

from intake import config
from intake.data import shipped
from intake.desk import Desk
from intake.herald import Herald
from intake.mailbox.imap import ImapMailbox
from intake.mailbox.maildir import MaildirMailbox
from intake.postman import Postman
from intake.publisher import FilePublisher
from intake.reading.pool import ReaderPool
from intake.records.archive import Archive
from intake.records.form_files import FormFiles
from intake.records.store import Store
from intake.replies.delivery import FolderDelivery, SmtpDelivery
from intake.replies.letter import Letterer
from intake.replies.notice import NoticeFolder, Noticer
from intake.replies.outbox import Outbox
from intake.replies.templates import Templates
from intake.rules.call import Call, Text
from intake.rules.forms.lexicon import Lexicon
from intake.rules.judging.correction import Corrector
from intake.rules.judging.triage import Triage
from intake.rules.letters.delivery import Delivery
from intake.rules.letters.serbian import Serbian
from intake.rules.mailbox import Mailbox
from intake.rules.municipalities.municipality import Gazetteer, Words, units_from_csv
from intake.rules.register.frame import Frame
from intake.rules.wording import Wording, parse
from intake.scanner import ClamdScanner
from intake.secretary import LetterWriter
from intake.settings import DeliveryKind, MailboxKind, Settings, Since


def now() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


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
        """The store, made or upgraded where need be."""
        return Store.open(self.settings.store.url)

    @cached_property
    def archive(self) -> Archive:
        """The messages as they were received."""
        return Archive(self.settings.store.archive)

    @cached_property
    def wording(self) -> Wording:
        """The words that staff see."""
        return parse(_toml("wording.toml"))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The municipalities of the region."""
        return load_gazetteer()

    @cached_property
    def templates(self) -> Templates:
        """The association's own templates before the shipped ones."""
        folders = (self.settings.replies.templates, shipped("templates"))
        return Templates(folders, Serbian.of(_toml("serbian.toml")))

    @cached_property
    def letterer(self) -> Letterer:
        """Writes letters."""
        replies = self.settings.replies
        return Letterer(
            self.templates,
            sender=self.settings.delivery.sender,
            languages=replies.languages,
            message_id_domain=replies.message_id_domain,
        )

    @cached_property
    def noticer(self) -> Noticer:
        """Writes mails to staff."""
        replies = self.settings.replies
        return Noticer(
            self.templates,
            sender=self.settings.delivery.sender,
            languages=replies.languages,
            message_id_domain=replies.message_id_domain,
        )

    @cached_property
    def herald(self) -> Herald:
        """Tells staff by mail: digests and alarms."""
        delivery = self.settings.delivery
        to_folder = delivery.kind is DeliveryKind.FOLDER
        return Herald(
            store=self.store,
            road=NoticeFolder(delivery.outbox / "staff") if to_folder else self.delivery,
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
    def delivery(self) -> Delivery:
        """The road by which letters leave."""
        settings = self.settings.delivery
        match settings.kind:
            case DeliveryKind.SMTP:
                return SmtpDelivery(settings)
            case DeliveryKind.FOLDER:
                return FolderDelivery()
        assert_never(settings.kind)

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
        replies = self.settings.replies
        return Triage(
            self.calls,
            self.gazetteer,
            own_message_id_domain=replies.message_id_domain,
            trusted_authserv_ids=replies.trusted_authserv_ids,
        )

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
            )


def load_lexicon() -> Lexicon:
    """Load the words by which forms are read."""
    return Lexicon.of(_toml("reading-words.toml"))


def load_gazetteer() -> Gazetteer:
    """Load the municipalities of the region, those of Republika Srpska first."""
    files = sorted(shipped("municipalities.csv").parent.glob("municipalities*.csv"))
    units = (unit for file in files for unit in units_from_csv(file.read_text(encoding="utf-8")))
    return Gazetteer.of(units, Words.of(_toml("municipality-words.toml")))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(shipped(name).read_text(encoding="utf-8"))
