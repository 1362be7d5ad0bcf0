"""The store: the desk's one truth; register, outbox and reports are views of it."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, delete, func, insert, select, text, update

from intake.records.database import Database, copy_sqlite, open_database
from intake.records.entries import Entries, keep_original, write_entry
from intake.records.journal import Alarms, Passes
from intake.records.letters import Letters, write_letter
from intake.records.messages import Messages, decide_message
from intake.records.schema import (
    editions,
    erasures,
    generations,
    messages,
)
from intake.records.sightings import Sightings, still_unfetched
from intake.rules.ledger import Counts, Edition
from intake.rules.states import LetterState, Outcome, Status

if TYPE_CHECKING:
    from intake.records.corrections import Corrections
    from intake.records.erasures import Erasures
    from intake.records.letter_list import LetterList
    from intake.records.notices import Notices
    from intake.records.remarks import Remarks
    from intake.rules.recorded import Corrected, Recorded

_COUNTS = text(  # one question, as every pass asks it, and as text: six would take three milliseconds to be written
    """
    SELECT 'entries', status, count(*) FROM entries GROUP BY status
    UNION ALL SELECT 'clusters', cluster, count(*) FROM entries WHERE current GROUP BY cluster
    UNION ALL SELECT 'letters', state, count(*) FROM letters GROUP BY state
    UNION ALL SELECT 'messages', outcome, count(*) FROM messages GROUP BY outcome
    UNION ALL SELECT 'unfetched', NULL, count(*) FROM sightings WHERE message IS NULL AND NOT gone
    UNION ALL SELECT 'erased', NULL, count(*) FROM erased_entries
    ORDER BY 1, 2
    """
)


class Store:
    """All that the desk remembers, by topic; each topic's methods are one short transaction each.

    Steps that belong together across topics are methods of the store itself. Every method may raise StoreError.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sightings = Sightings(database)
        self.messages = Messages(database)
        self.entries = Entries(database)
        self.letters = Letters(database)
        self.passes = Passes(database)
        self.alarms = Alarms(database)

    @cached_property
    def letter_list(self) -> LetterList:
        """The letters as a list shows them: loaded where one waits, or somebody looks."""
        from intake.records.letter_list import LetterList

        return LetterList(self._database)

    @cached_property
    def notices(self) -> Notices:
        """The mails to staff: only a desk that sends any loads what keeps them."""
        from intake.records.notices import Notices

        return Notices(self._database)

    @cached_property
    def remarks(self) -> Remarks:
        """What staff wrote into the register: only who reads or writes that loads what keeps it."""
        from intake.records.remarks import Remarks

        return Remarks(self._database)

    @cached_property
    def corrections(self) -> Corrections:
        """What staff corrected there, loaded as late."""
        from intake.records.corrections import Corrections

        return Corrections(self._database)

    @cached_property
    def erasures(self) -> Erasures:
        """What was erased: loaded by who erases, or has the register written."""
        from intake.records.erasures import Erasures

        return Erasures(self._database)

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at *url* (SQLite or PostgreSQL, as SQLAlchemy writes it); make or upgrade it first if need be.

        NewerStoreError where a newer program wrote it.
        """
        return cls(open_database(url))

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()

    def backup(self, path: Path) -> None:
        """Write a consistent copy of the whole store to *path* while it is in use; SQLite only."""
        copy_sqlite(self._database, path)

    def record(self, recorded: Recorded) -> None:
        """Note one message's whole decision: its outcome, the entries that it makes or changes, and their letters.

        A power cut may take the last decisions until `secure`. AlreadyDecidedError, UnknownError or StoreError, and
        then nothing of it is written.
        """
        with self._database.noting_change() as connection:
            decide_message(connection, recorded)
            for entry in recorded.entries:
                write_entry(connection, entry)
            for letter in recorded.letters:
                write_letter(connection, letter)

    def secure(self) -> None:
        """Let all decisions outlive a power cut; nothing outside may learn of one before."""
        self._database.secure()

    def correct(self, corrected: Corrected, *, at: datetime) -> None:
        """Commit what staff corrected, with the entries as they stand by it; what the forms said stays beside."""
        from intake.records.corrections import write_corrected

        with self._database.changing() as connection:
            for version in {(c.entry, c.version) for c in corrected.begun}:
                keep_original(connection, *version)
            for entry in corrected.entries:
                write_entry(connection, entry)
            write_corrected(connection, corrected, at)

    def counts(self) -> Counts:
        """Return the store in numbers, all of one moment."""
        found: dict[str, dict[Any, int]] = {}
        with self._database.reading() as connection:
            for of, value, number in connection.execute(_COUNTS):
                found.setdefault(of, {})[value] = number
            outcomes = found.get("messages", {})
            undecided = outcomes.get(None, 0)
            unfetched = still_unfetched(connection) if found["unfetched"][None] else ()
            since = [row.received_at for row in unfetched if not row.historic]  # the past has waited for nobody
            if undecided and (oldest := _oldest_undecided(connection)):
                since.append(oldest)
        return Counts(
            entries={Status(status): number for status, number in found.get("entries", {}).items()},
            clusters=found.get("clusters", {}),
            letters={LetterState(state): number for state, number in found.get("letters", {}).items()},
            quarantine=outcomes.get(Outcome.QUARANTINED, 0),
            backlog=undecided + len(unfetched),
            waiting_since=min(since, default=None),
            erased=found["erased"][None],
        )

    def erasures_are_finished(self) -> bool:
        """Tell whether no erasure has files left that are to be seen to: every pass asks."""
        with self._database.reading() as connection:
            return connection.execute(select(erasures.c.id).where(erasures.c.ended.is_(None)).limit(1)).first() is None

    def generation(self) -> int:
        """Return a number that grows with every change that the register shows."""
        return self._generation("store")

    def register_generation(self) -> int:
        """Return the generation that the register was last written at; 0 before the first time."""
        return self._generation("register")

    def edition(self) -> Edition:
        """Return the edition of the register that was written last; number 0 before the first."""
        query = select(editions).order_by(editions.c.number.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Edition() if row is None else Edition(number=row.number, fingerprint=row.fingerprint)

    def register_written(self, generation: int, edition: Edition, *, at: datetime) -> None:
        """Remember *edition* as the one that staff have; it shows the store as of *generation*, read before."""
        number, told = edition
        with self._database.writing() as connection:
            written = update(generations).where(generations.c.name == "register")
            connection.execute(written.values(number=generation))
            connection.execute(delete(editions))
            connection.execute(insert(editions).values(number=number, fingerprint=told, written_at=at))

    def outbox_mark(self) -> int | None:
        """Return what `outbox_shown` was told last; None before the first time."""
        with self._database.reading() as connection:
            return connection.scalar(select(generations.c.number).where(generations.c.name == "outbox"))

    def outbox_shown(self, mark: int) -> None:
        """Remember the *mark* of what the outbox shows."""
        with self._database.noting() as connection:
            this = update(generations).where(generations.c.name == "outbox").values(number=mark)
            if not connection.execute(this).rowcount:
                connection.execute(insert(generations).values(name="outbox", number=mark))

    def _generation(self, of: str) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(select(generations.c.number).where(generations.c.name == of)).scalar_one())


def _oldest_undecided(connection: Connection) -> datetime | None:
    """Return when the oldest message that waits was received; what was there before the desk's time does not count."""
    waits = (messages.c.historic.is_(False), messages.c.outcome.is_(None))
    oldest: datetime | None = connection.scalar(select(func.min(messages.c.received_at)).where(*waits))
    return oldest
