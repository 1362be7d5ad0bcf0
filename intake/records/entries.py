"""The applications, every version of each; they answer the questions that a decision asks (`rules.triage.Ledger`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, insert, select, update

from intake.records.database import Database
from intake.records.letters import latest_letter, letters_about
from intake.records.places import in_order
from intake.records.schema import entries, erased_entries, letters
from intake.records.schema import messages as received
from intake.rules.states import LetterState

if TYPE_CHECKING:
    from intake.rules.call import Call
    from intake.rules.entry import Entry, Letter
    from intake.rules.judging.verdict import Latest

_NEW = insert(entries)
_IN_ORDER = (entries.c.received_at, entries.c.entry, entries.c.version)
# What every application asks is put together once: that takes longer than the answer.
_OF = select(entries).where(entries.c.entry == bindparam("of_entry")).order_by(*_IN_ORDER)
_WITH_FORM = (
    select(entries)
    .where(entries.c.call == bindparam("of_call"), entries.c.form_sha256 == bindparam("sha256"))
    .order_by(*_IN_ORDER)
)
_NAMED = (
    select(entries)
    .where(
        entries.c.call == bindparam("of_call"),
        entries.c.municipality == bindparam("of_municipality"),
        entries.c.current.is_(True),
    )
    .order_by(*_IN_ORDER)
)
_LATEST = select(func.max(entries.c.version), func.max(entries.c.received_at)).where(
    entries.c.entry == bindparam("of_entry")
)
_THIS = (
    entries.c.entry == bindparam("this_entry"),
    entries.c.version == bindparam("this_version"),
    entries.c.message == bindparam("this_message"),
)
_KNOWN, _CHANGED = select(entries.c.entry).where(*_THIS), update(entries).where(*_THIS)
_LAST = select(func.max(entries.c.number)).where(entries.c.series == bindparam("of_series"))
_GONE = select(erased_entries.c.number).where(erased_entries.c.series == bindparam("of_series"))
_SAID = (  # what a correction may change
    *("municipality", "municipality_written", "cluster", "approach", "cluster_written"),
    *("answers", "evidence", "findings"),
)


class Entries:
    """Every version of every application, in order of receipt. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Entry, ...]:
        """Return every version of every application."""
        return self._where()

    def current(self) -> tuple[Entry, ...]:
        """Return one version of each application: the one that counts."""
        return self._where(entries.c.current.is_(True))

    def of(self, entry: str) -> tuple[Entry, ...]:
        """Return every version of *entry*; none where there is no such entry."""
        return self._found(_OF, of_entry=entry)

    def of_message(self, message: str) -> tuple[Entry, ...]:
        """Return the versions that *message* made: several where it brought several forms."""
        return self._where(entries.c.message == message)

    def versions(self, call: str, municipality: str) -> tuple[Entry, ...]:
        """Return every version of that municipality's application.

        Staff may have corrected another application to be of the same municipality: the one whose form says so counts.
        """
        with self._database.reading() as connection:
            row = _named(connection, call, municipality)
        return () if row is None else self.of(row.entry)

    def latest(self, call: str, municipality: str) -> Latest | None:
        """Return where the application of these `versions` stands; None where there is none."""
        from intake.records.rows import entry_of
        from intake.rules.judging.verdict import Latest

        with self._database.reading() as connection:
            row = _named(connection, call, municipality)
            if row is None:
                return None
            last, received_at = connection.execute(_LATEST, {"of_entry": row.entry}).one()
            return Latest(counts=entry_of(row), last=last, received_at=received_at)

    def calls(self) -> Mapping[str, int]:
        """Return how many applications there are for each call."""
        query = select(entries.c.call, func.count(entries.c.entry.distinct())).group_by(entries.c.call)
        with self._database.reading() as connection:
            return {call: number for call, number in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy

    def originals(self) -> Mapping[tuple[str, int], Entry]:
        """Return what the forms said of the versions that staff corrected, by entry and version."""
        from intake.records.rows import entry_of

        with self._database.reading() as connection:
            rows = connection.execute(select(entries).where(entries.c.original.is_not(None)).order_by(*_IN_ORDER))
            return {(row.entry, row.version): entry_of(row, row.original) for row in rows}

    def with_form(self, call: str, sha256: str) -> tuple[Entry, ...]:
        """Return every version that was made from that very file."""
        return self._found(_WITH_FORM, of_call=call, sha256=sha256)

    def of_mail(self, call: str, message_id: str) -> tuple[Entry, ...]:
        """Return every version that a message with that Message-ID made."""
        made = select(received.c.message).where(received.c.message_id == message_id)
        return self._where(entries.c.call == call, entries.c.message.in_(made))

    def letter(self, message_id: str) -> Letter | None:
        """Return our letter of that Message-ID; of one that was erased, what is left of it."""
        from intake.records.erasures import erased_letter

        kept = latest_letter(self._database, letters.c.message_id == message_id)
        return kept or erased_letter(self._database, message_id)

    def letters_about(self, entry: str) -> tuple[Letter, ...]:
        """Return our letters about that application, the latest first; of one that was erased, what is left of them."""
        from intake.records.erasures import erased_letters_about

        return letters_about(self._database, entry) or erased_letters_about(self._database, entry)

    def last_letter_to(self, address: str) -> Letter | None:
        """Return the latest letter that may have gone to that address, in whatever case it is written."""
        went = letters.c.state.not_in((LetterState.HELD, LetterState.SUPPRESSED))
        return latest_letter(self._database, letters.c.to_lower == address.lower(), went)

    def in_order(self, messages: Sequence[str]) -> tuple[str, ...]:
        """Return *messages* as they came in: by time of receipt, and within one second by their mailbox."""
        query = select(received.c.message, received.c.received_at).where(received.c.message.in_(messages))
        with self._database.reading() as connection:
            return in_order(connection, {row.message: row.received_at for row in connection.execute(query)})

    def next_entry(self, call: Call, *, taken: int) -> str:
        """Return the id that a new entry gets: the one after the last recorded of the call's prefix and *taken* more.

        Nothing is reserved: an id is used by recording an entry of that name, so none is lost to a crash. An id that
        was erased stays used.
        """
        series = {"of_series": call.prefix}
        with self._database.reading() as connection:
            begin = (connection.scalar(_LAST, series) or 0) + 1
            erased = frozenset(connection.scalars(_GONE, series))
        free = (number for number in count(begin) if number not in erased)
        return f"{call.prefix}-{next(islice(free, taken, None)):04d}"

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Entry, ...]:
        return self._found(select(entries).where(*conditions).order_by(*_IN_ORDER))

    def _found(self, query: Select[Any], **values: object) -> tuple[Entry, ...]:
        from intake.records.rows import entry_of

        with self._database.reading() as connection:
            return tuple(map(entry_of, connection.execute(query, values)))


def _named(connection: Connection, call: str, municipality: str) -> Row[*tuple[Any, ...]] | None:
    """Return the version that counts of that municipality's application: see `Entries.versions`."""
    found = connection.execute(_NAMED, {"of_call": call, "of_municipality": municipality}).all()
    own = (row for row in found if (row.original or {}).get("municipality", municipality) == municipality)
    return next(own, next(iter(found), None))


def keep_original(connection: Connection, entry: str, version: int) -> None:
    """Put what the form said beside a version that staff are about to correct, once and for all."""
    this = (entries.c.entry == entry, entries.c.version == version)
    row = connection.execute(select(entries).where(*this)).one()
    if row.original is None:
        said = {name: getattr(row, name) for name in _SAID}
        connection.execute(update(entries).where(*this).values(original=said))


def write_entry(connection: Connection, entry: Entry) -> None:
    """Write one version, new or changed; a version that another message made is never written over."""
    from intake.records.rows import row_of

    row = row_of(entry)
    this = {"this_entry": entry.entry, "this_version": entry.version, "this_message": entry.message}
    if connection.execute(_KNOWN, this).first():
        connection.execute(_CHANGED, {**row, **this})
    else:
        connection.execute(_NEW, row)
