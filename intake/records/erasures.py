"""What was erased: the numbers that stay used, the tombstones of messages, and what is still to be done in files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, false, func, insert, or_, select, update

from intake.records.database import Database, compact
from intake.records.schema import entries, erased_entries, erasures, letters, messages, sightings
from intake.records.schema_seldom import corrections, doubts, erased_letters, notices, remarks, retentions, tombstones
from intake.rules.mailbox import Position, Waiting
from intake.rules.states import LetterState, Outcome

if TYPE_CHECKING:
    from intake.rules.entry import Letter
    from intake.rules.erased import Erased, Reach, Unfinished, Why
    from intake.rules.erasure import Scope

_TEMPLATE = "erased"


class Erasures:
    """Erases, and remembers what was erased without telling of whom. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Asking

    def all(self) -> tuple[Erased, ...]:
        """Return every application that was erased, in order of the numbers."""
        from intake.rules.erased import Erased, Why

        query = select(erased_entries).order_by(erased_entries.c.series, erased_entries.c.number)
        with self._database.reading() as connection:
            return tuple(
                Erased(entry=row.entry, call=row.call, versions=row.versions, at=row.at, why=Why(row.why))
                for row in connection.execute(query)
            )

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the erasures whose files are still to be seen to, the oldest first."""
        from intake.rules.erased import Reach, Unfinished

        query = select(erasures).where(erasures.c.ended.is_(None)).order_by(erasures.c.id)
        with self._database.reading() as connection:
            return tuple(
                Unfinished(
                    number=row.id, reach=Reach(row.reach), messages=tuple(row.messages), traces=tuple(row.traces)
                )
                for row in connection.execute(query)
            )

    def stubs(self) -> frozenset[str]:
        """Name every message of which only a stub is left."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(messages.c.message).where(messages.c.erased_at.is_not(None))))

    def known(self, fingerprints: Collection[str]) -> Mapping[str, str]:
        """Return the erased messages to which any of *fingerprints* belong, by fingerprint."""
        query = select(tombstones).where(tombstones.c.fingerprint.in_(fingerprints))
        with self._database.reading() as connection:
            return {row.fingerprint: row.message for row in connection.execute(query)}

    def positions(self, of: Collection[str]) -> tuple[tuple[str, Waiting], ...]:
        """Return where the messages *of* these hashes were seen and have not been found gone."""
        query = select(sightings).where(sightings.c.message.in_(of), sightings.c.gone.is_(False))
        with self._database.reading() as connection:
            return tuple(
                (
                    row.message,
                    Waiting(
                        position=Position(mailbox=row.mailbox, validity=row.validity, uid=row.uid),
                        size=row.size,
                        received_at=row.received_at,
                    ),
                )
                for row in connection.execute(query)
            )

    # Erasing

    def record(
        self,
        scope: Scope,
        *,
        at: datetime,
        why: Why,
        reach: Reach,
        traces: Sequence[str],
        beginnings: Mapping[str, str],
    ) -> None:
        """Take everything of *scope* out of the store at once, and note that its files are to follow.

        *beginnings* are the fingerprints of messages as a lower limit of size would fetch them.
        """
        with self._database.changing() as connection:
            sought = {"reach": reach, "messages": [*scope.messages, *scope.stubs], "traces": list(traces)}
            connection.execute(insert(erasures).values(at=at, why=why, **sought))
            _bury(connection, scope, at, why)
            _take_out(connection, scope.entries, traces)
            _make_stubs(connection, scope.messages, at)
            graves = {name: name for name in scope.messages} | {f: m for m, f in beginnings.items()}
            known = set(connection.scalars(select(tombstones.c.fingerprint)))
            rows = [{"fingerprint": f, "message": m} for f, m in graves.items() if f not in known]
            if rows:
                connection.execute(insert(tombstones), rows)

    def finished(self, number: int, *, at: datetime) -> None:
        """Record that nothing is left of an erasure in any file that the desk keeps; its traces go as well."""
        with self._database.writing() as connection:
            connection.execute(update(erasures).where(erasures.c.id == number).values(traces=[], ended=at))

    def compact(self) -> bool:
        """Leave nothing of what was deleted in the database's own files; False where that has to be done again."""
        return compact(self._database)

    def adopt(self, other: Erasures) -> None:
        """Take over the numbers that stay used in *other*, so that a replay gives every application its own again."""
        with other._database.reading() as connection:
            rows = [row._asdict() for row in connection.execute(select(erased_entries))]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(erased_entries), rows)

    # Retention

    def announced(self, call: str, until: datetime) -> datetime | None:
        """Return since when it has been told that the applications of *call* go then."""
        query = select(retentions.c.announced_at).where(retentions.c.call == call, retentions.c.until == until)
        with self._database.reading() as connection:
            return connection.scalar(query)

    def announcements(self) -> Mapping[str, datetime]:
        """Return since when it has been told of each call that its applications go."""
        with self._database.reading() as connection:
            return {row.call: row.announced_at for row in connection.execute(select(retentions))}

    def announce(self, call: str, until: datetime, *, at: datetime) -> None:
        """Remember that it is told from *at* on; another date that was told before is forgotten."""
        values = {"until": until, "announced_at": at}
        with self._database.writing() as connection:
            if not connection.execute(update(retentions).where(retentions.c.call == call).values(values)).rowcount:
                connection.execute(insert(retentions).values(call=call, **values))


def erased_letter(database: Database, message_id: str) -> Letter | None:
    """Return what is left of a letter that was erased: which application it was about, so that replies are known."""
    return next(iter(_erased_letters(database, erased_letters.c.message_id == message_id)), None)


def erased_letters_about(database: Database, entry: str) -> tuple[Letter, ...]:
    """Return what is left of the letters about an application that was erased."""
    return _erased_letters(database, erased_letters.c.entry == entry)


def _erased_letters(database: Database, condition: ColumnElement[bool]) -> tuple[Letter, ...]:
    query = select(erased_letters, messages.c.erased_at).join(messages).where(condition)
    query = query.order_by(erased_letters.c.version.desc(), erased_letters.c.message_id)
    with database.reading() as connection:
        return tuple(_stub(row) for row in connection.execute(query))


def _stub(row: Row[*tuple[Any, ...]]) -> Letter:
    from intake.rules.entry import Letter

    return Letter(
        message_id=row.message_id,
        message=row.message,
        entry=row.entry,
        version=row.version,
        to=None,
        template=_TEMPLATE,
        state=LetterState.SUPPRESSED,
        why=None,
        content=b"",
        created_at=row.erased_at,
    )


def _bury(connection: Connection, scope: Scope, at: datetime, why: Why) -> None:
    """Keep the numbers of applications and letters, and nothing else of them."""
    columns = (entries.c.entry, entries.c.series, entries.c.number, entries.c.call)
    numbers = select(*columns, func.count().label("versions")).where(entries.c.entry.in_(scope.entries))
    found = [row._asdict() for row in connection.execute(numbers.group_by(*columns))]
    if found:
        connection.execute(insert(erased_entries), [{**row, "at": at, "why": why} for row in found])
    kept = (letters.c.message_id, letters.c.message, letters.c.entry, letters.c.version)
    known = [row._asdict() for row in connection.execute(select(*kept).where(letters.c.message_id.in_(scope.letters)))]
    if known:
        connection.execute(insert(erased_letters), known)
        connection.execute(letters.delete().where(letters.c.message_id.in_(scope.letters)))


def _take_out(connection: Connection, gone: Sequence[str], traces: Sequence[str]) -> None:
    """Delete every row about the applications *gone*, what staff are asked about them elsewhere, and digests."""
    from intake.rules.notice import NoticeKind, NoticeState

    for table in (corrections, doubts, remarks, entries):
        connection.execute(table.delete().where(table.c.entry.in_(gone)))
    told = (doubts.c.written.contains(trace, autoescape=True) for trace in traces)
    connection.execute(doubts.delete().where(or_(false(), *told)))
    digests = notices.c.kind == NoticeKind.DIGEST
    connection.execute(notices.delete().where(digests, notices.c.state == NoticeState.WAITING))  # composed anew
    connection.execute(update(notices).where(digests).values(content=b""))


def _make_stubs(connection: Connection, gone: Sequence[str], at: datetime) -> None:
    """Leave of messages what keeps them from coming back; nobody has to see to them any more."""
    these = messages.c.message.in_(gone)
    waits = messages.c.outcome.is_(None) | (messages.c.outcome == Outcome.QUARANTINED)
    connection.execute(update(messages).where(these, waits).values(outcome=Outcome.OTHER))
    nothing = {"sender": "", "subject": "", "message_id": None, "why": None, "last_error": None, "next_attempt": None}
    connection.execute(update(messages).where(these).values(**nothing, truncated=False, erased_at=at))
