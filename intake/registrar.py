"""Writes the register from the store, with staff's words in it; what they wrote is taken to heart first."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from intake.events import Event
from intake.logs import log
from intake.ports import RegisterError
from intake.reading.attached import attached
from intake.records.archive import Archive
from intake.records.form_files import FormFiles
from intake.records.register import history as register_history
from intake.records.register.reading import RegisterUnreadableError, read_back
from intake.records.register.workbook import (
    Memory,
    RegisterUnwritableError,
    publish,
    staff_words,
)
from intake.records.register_file import pending_path
from intake.records.store import Store
from intake.replies.outbox import Outbox
from intake.rules.entry import Entry, Letter
from intake.rules.judging.correction import Corrector
from intake.rules.ledger import ArchiveError
from intake.rules.register.corrections import Basis, settle
from intake.rules.register.decisions import unclear
from intake.rules.register.frame import Frame, Records
from intake.rules.register.joining import remembered
from intake.rules.register.register import compose
from intake.rules.register.sheets import RegisterContent
from intake.rules.register.staff import StaffWords, headings_of

_AT_ONCE = 100  # forms that are in memory together


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRegistrar:
    """Keeps the register at *path*; *clock* returns aware times, *frame_at* what records are told by at one.

    What staff correct in the register is judged by *corrector*; the last registers with their words go to *history*.
    """

    path: Path
    outbox_folder: Outbox
    store: Store
    archive: Archive
    form_files: FormFiles
    frame_at: Callable[[datetime], Frame]
    clock: Callable[[], datetime]
    corrector: Corrector
    history: Path

    def hear(self) -> bool:
        """Take in what staff saved in a register that they still have open; whether the register has to say more."""
        records = self._records()
        content = self._content(records)
        words, _ = staff_words(self.path, content, self._memory(content))
        self.store.remarks.keep(words.texts(), at=self.clock())
        return self._settle(words, records, content)

    def write(self) -> None:
        """Write the register whole; what staff wrote and corrected is taken in first. RegisterError if that fails."""
        generation = self.store.generation()
        records = self._records()
        content = self._content(records)

        def revise(words: StaffWords) -> RegisterContent:
            nonlocal generation, records, content
            self._keep_history(words)
            if self._settle(words, records, content):
                generation = self.store.generation()
                records = self._records()
                content = self._content(records)
            no_decisions = unclear(words.texts(), self.frame_at(self.clock()).wording)
            return self._content(replace(records, unclear=no_decisions)) if no_decisions else content

        try:
            published = publish(self.path, content, self._memory(content), revise)
        except RegisterUnwritableError as error:
            raise RegisterError(str(error)) from error
        for note in published.notes:
            log.warning(Event.REGISTER_NOTE, note=note)
        self.store.remarks.keep(published.words.texts(), at=self.clock())
        if not published.pending:
            self.store.register_written(generation, published.edition, at=self.clock())

    def _settle(self, words: StaffWords, records: Records, content: RegisterContent) -> bool:
        """Commit what staff corrected; whether anything was."""
        now = self.clock()
        basis = Basis(
            records=records,
            content=content,
            frame=self.frame_at(now),
            corrector=self.corrector,
            edition=self.store.edition().number,
            now=now,
        )
        corrected = settle(words, basis)
        if corrected:
            self.store.correct(corrected, at=now)
            log.info(Event.REGISTER_CORRECTED, begun=len(corrected.begun), ended=len(corrected.ended))
        return bool(corrected)

    def _keep_history(self, words: StaffWords) -> None:
        """Keep what staff wrote; no copy is kept of an old register that tells of an application that was erased."""
        try:
            for path in (self.path, pending_path(self.path)) if words.edited and not words.dropped else ():
                register_history.keep(path, self.history, at=self.clock())
        except OSError as error:
            raise RegisterError(f"{self.history}: {error}") from error

    def _memory(self, content: RegisterContent) -> Memory:
        edition = self.store.edition()
        return Memory(
            words=remembered(self.store.remarks.standing(), content.staff),
            known=self.store.remarks.ever(),
            edition=edition.number,
            erased=frozenset(one.entry for one in self.store.erasures.all()),
            traces=tuple(trace for each in self.store.erasures.unfinished() for trace in each.traces),
        )

    def rows(self) -> frozenset[str] | None:
        """Return the ids of all rows in the register; None where there is none, RegisterError if it is unreadable."""
        if not self.path.exists():
            return None
        try:
            return frozenset(read_back(self.path, headings_of(self._content(self._records()))).rows)
        except RegisterUnreadableError as error:
            raise RegisterError(str(error)) from error

    def _content(self, records: Records) -> RegisterContent:
        return compose(records, self.frame_at(self.clock()))

    def _records(self) -> Records:
        letters, letter_links = self._letters()
        entries = self.store.entries.all()
        messages = self.store.messages.all()
        return Records(
            entries=entries,
            messages=messages,
            letters=letters,
            corrections=self.store.corrections.all(),
            originals=self.store.entries.originals(),
            doubts=self.store.corrections.doubts(),
            erased=self.store.erasures.all(),
            mail_links={
                one.message: self._link(self.archive.path(one.message)) for one in messages if one.may_be_opened
            },
            form_links=self._form_links(entries),
            letter_links=letter_links,
        )

    def _letters(self) -> tuple[tuple[Letter, ...], dict[str, str]]:
        """Return the letters without their bytes, which the register does not need, and the links to them."""
        letters: list[Letter] = []
        links: dict[str, str] = {}
        for letter in self.store.letters:
            letters.append(replace(letter, content=b""))
            if (file := self.outbox_folder.path(letter)) is not None:
                links[letter.message_id] = self._link(file)
        return tuple(letters), links

    def _form_links(self, entries: tuple[Entry, ...]) -> Mapping[tuple[str, int], str]:
        """Return the links to the forms; a failure costs the link, not the register, and is logged with all others."""
        paths = {(entry.entry, entry.version): self.form_files.path(entry) for entry in entries}
        missing = [e for e in entries if (path := paths[e.entry, e.version]) is not None and not path.exists()]
        failures: list[str] = []
        for start in range(0, len(missing), _AT_ONCE):
            failures += self._take_out(missing[start : start + _AT_ONCE])
        if failures:
            log.warning(Event.REGISTER_NOTE, note=f"{len(failures)} forms have no link; the first: {failures[0]}")
        return {key: self._link(path) for key, path in paths.items() if path is not None and path.exists()}

    def _take_out(self, entries: Sequence[Entry]) -> list[str]:
        """Write the forms of *entries* as files, out of their mails; return what failed."""
        forms: dict[Path, bytes] = {}
        failures: list[str] = []
        for entry in entries:
            path = self.form_files.path(entry)
            try:
                content = attached(self.archive.get(entry.message), entry.form.sha256) if entry.form else None
            except (ArchiveError, OSError) as error:
                failures.append(f"{entry.entry} version {entry.version}: {error}")
                continue
            if path is not None and content is not None:
                forms[path] = content
        try:
            self.form_files.keep(forms)
        except OSError as error:
            failures += [f"{path.name}: {error}" for path in forms]
        return failures

    def _link(self, target: Path) -> str:
        """Return *target* relative to the register, so that links hold in a copied folder."""
        return f"{_way(target.parent, self.path.parent)}/{target.name}"


@cache
def _way(folder: Path, start: Path) -> str:
    return Path(os.path.relpath(folder, start)).as_posix()
