"""Writes the views of the store: the register, with staff's words in it, and the outbox."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from intake.desk import RegisterError
from intake.records.archive import Archive
from intake.records.store import Store
from intake.records.workbook import RegisterUnwritableError, pending_path, publish
from intake.records.workbook_reading import RegisterUnreadableError, read_back
from intake.replies.outbox import Outbox
from intake.rules.call import Call, Text
from intake.rules.register.frame import Frame, Records
from intake.rules.register.register import compose
from intake.rules.register.sheets import RegisterContent
from intake.rules.register.staff import headings_of, remembered
from intake.rules.wording import Wording

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePublisher:
    """Publishes to *path* and *outbox*; *clock* returns aware times."""

    path: Path
    outbox_folder: Outbox
    store: Store
    archive: Archive
    calls: tuple[Call, ...]
    municipalities: Mapping[str, Text]
    wording: Wording
    zone: ZoneInfo
    clock: Callable[[], datetime]

    def outbox(self) -> None:
        """Bring the outbox folder in line with the store."""
        try:
            self.outbox_folder.project(self.store.letters.all())
        except OSError as error:
            raise RegisterError(f"{self.outbox_folder.folder}: {error}") from error

    def register(self) -> None:
        """Write the register where the store has changed since, or the file is gone or waits beside an open one."""
        written = self.store.register_generation()
        if self.store.generation() != written or not self.path.exists() or pending_path(self.path).exists():
            self.write()

    def write(self) -> None:
        """Write the register whole; staff's words are read back first and remembered. RegisterError if that fails."""
        generation = self.store.generation()
        content = self._content()
        try:
            published = publish(self.path, content, remembered(self.store.remarks.standing(), content.staff))
        except RegisterUnwritableError as error:
            raise RegisterError(str(error)) from error
        for note in published.notes:
            log.warning("register", note=note)
        self.store.remarks.keep(published.words.texts(), at=self.clock())
        if not published.pending:
            self.store.register_written(generation)

    def rows(self) -> frozenset[str] | None:
        """Return the ids of all rows in the register; None where there is none, RegisterError if it is unreadable."""
        if not self.path.exists():
            return None
        try:
            return frozenset(read_back(self.path, headings_of(self._content())).rows)
        except RegisterUnreadableError as error:
            raise RegisterError(str(error)) from error

    def _content(self) -> RegisterContent:
        frame = Frame(
            calls=self.calls,
            municipalities=self.municipalities,
            wording=self.wording,
            zone=self.zone,
            as_of=self.clock(),
        )
        return compose(self._records(), frame)

    def _records(self) -> Records:
        letters = self.store.letters.all()
        entries = self.store.entries.all()
        return Records(
            entries=entries,
            messages=self.store.messages.all(),
            letters=letters,
            mail_links={entry.message: self._link(self.archive.path(entry.message)) for entry in entries},
            letter_links={
                letter.message_id: self._link(file)
                for letter in letters
                if (file := self.outbox_folder.path(letter)) is not None
            },
        )

    def _link(self, target: Path) -> str:
        """Return *target* relative to the register, so that links hold in a copied folder."""
        return Path(os.path.relpath(target, self.path.parent)).as_posix()
