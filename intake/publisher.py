"""Keeps the views of the store up to date: the outbox, and the register where there is something to write."""

import hashlib
from pathlib import Path
from typing import NamedTuple, Protocol

from intake.events import Event
from intake.logs import log
from intake.ports import RegisterError
from intake.records.archive import Archive
from intake.records.form_files import FormFiles
from intake.records.register_file import fingerprint, is_locked, pending_path
from intake.records.store import Store
from intake.replies.outbox import Outbox


class Registrar(Protocol):
    """Reads and writes the register; RegisterError where that cannot be done now."""

    def write(self) -> None:
        """Write the register whole; what staff wrote and corrected is taken in first."""
        ...

    def hear(self) -> bool:
        """Take in what staff saved in a register that they still have open; whether the register has to say more."""
        ...

    def rows(self) -> frozenset[str] | None:
        """Return the ids of all rows in the register; None where there is none."""
        ...


class FilePublisher(NamedTuple):
    """Publishes to *path* and *outbox_folder*; *registrar* writes the register, and only then is it needed.

    The register's links go to *archive* and *form_files*; the last registers with staff's words are in *history*.
    """

    path: Path
    outbox_folder: Outbox
    store: Store
    archive: Archive
    form_files: FormFiles
    history: Path
    registrar: Registrar

    def outbox(self) -> None:
        """Bring the outbox folder in line with the store, where either has changed; RegisterError if that fails."""
        if self.store.outbox_mark() != self._mark(self.store.generation()):
            self.project()

    def project(self) -> None:
        """Bring the outbox folder in line with the store; RegisterError if that fails."""
        generation = self.store.generation()
        try:
            aside = self.outbox_folder.project(self.store.letters)
        except OSError as error:
            raise RegisterError(f"{self.outbox_folder.folder}: {error}") from error
        for path in aside:
            log.warning(Event.OUTBOX_NOTE, note=f"what the store does not have of a letter is put aside: {path}")
        self.store.outbox_shown(self._mark(generation))

    def _mark(self, generation: int) -> int:
        """Return a number that is another one where the store or a folder of the outbox was changed."""
        told = repr((generation, self.outbox_folder.times())).encode()
        return int.from_bytes(hashlib.blake2b(told, digest_size=4).digest()) >> 1  # fits every database's integer

    def register(self) -> None:
        """Write the register where the store has changed since, staff have saved it, or it is gone or waits beside.

        What staff saved in a register that they still have open is taken in at once; it is written beside only if the
        program has something new to say.
        """
        if self._has_news() or (self._was_saved() and (not is_locked(self.path) or self.registrar.hear())):
            self.write()

    def write(self) -> None:
        """Write the register whole; what staff wrote and corrected is taken in first. RegisterError if that fails."""
        self.registrar.write()

    def beside(self) -> Path | None:
        """Return the file that was written beside the register, because staff have that open; None where none was."""
        pending = pending_path(self.path)
        return pending if pending.exists() else None

    def rows(self) -> frozenset[str] | None:
        """Return the ids of all rows in the register; None where there is none, RegisterError if it is unreadable."""
        return self.registrar.rows()

    def _has_news(self) -> bool:
        changed = self.store.generation() != self.store.register_generation()
        return changed or not self.path.exists() or self.beside() is not None

    def _was_saved(self) -> bool:
        return fingerprint(self.path) != self.store.edition().fingerprint
