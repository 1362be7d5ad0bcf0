"""The tables that every pass asks; the migrations make the very same.

Each takes half a millisecond to make: those that only some passes ask are in `schema_seldom.py`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

HEAD = "0005"
"""The revision that this program reads and writes."""


class Moment(TypeDecorator[datetime]):
    """An aware time, kept and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse a time without a zone: it names no moment."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        """Give the zone back that SQLite has no room for."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Written(TypeDecorator[str]):
    """Text from outside. What no database can hold as text, a lone surrogate or NUL, becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return *value* as text that can be encoded."""
        if value is None:
            return None
        whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", String, primary_key=True),
    Column("first_listed_at", Moment, nullable=False),
    Column("validity", BigInteger),  # with uid: where the latest listing ended
    Column("uid", String),
)

sightings = Table(
    "sightings",
    metadata,
    Column("mailbox", String, ForeignKey("mailboxes.mailbox"), primary_key=True),
    Column("validity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("historic", Boolean, nullable=False),
    Column("message", String, ForeignKey("messages.message"), index=True),  # null until its bytes are archived
    Column("gone", Boolean, nullable=False),
    Column("released", Boolean, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("message", String, primary_key=True),
    Column("received_at", Moment, nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Column("historic", Boolean, nullable=False),
    Column("sender", Written, nullable=False),
    Column("subject", Written, nullable=False),
    Column("message_id", Written, index=True),
    Column("attempts", Integer, nullable=False),  # begun
    Column("failures", Integer, nullable=False),  # of them, those that ended in an error and not in a dead program
    Column("next_attempt", Moment),
    Column("last_error", Written),
    Column("outcome", String, index=True),  # null until it is decided
    Column("why", Written),
    Column("entry", String),  # for a bounce, the entry of our letter; so no foreign key with the version
    Column("version", Integer),
    Column("decided_at", Moment),
    Column("erased_at", Moment),  # of a stub: hash, time, outcome and entry are all that is left
)

entries = Table(
    "entries",
    metadata,
    Column("entry", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("series", String, nullable=False),  # "LC21" of "LC21-0007"
    Column("number", Integer, nullable=False),  # 7 of it
    Column("current", Boolean, nullable=False),
    Column("call", String, nullable=False),
    Column("status", String, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
    Column("sender", Written, nullable=False),
    Column("message", String, ForeignKey("messages.message"), nullable=False, index=True),
    Column("municipality", String),
    Column("municipality_written", Written),
    Column("cluster", String),
    Column("approach", String),
    Column("cluster_written", Written),
    Column("answers", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("form_name", Written),
    Column("form_sha256", String, index=True),
    Column("form_kind", String),
    Column("form_inside", Written),
    Column("original", JSON(none_as_null=True)),  # what the form said, once staff have corrected it; null before
    Index(None, "call", "municipality"),
    Index(None, "series", "number"),
)

letters = Table(
    "letters",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("message", String, ForeignKey("messages.message"), nullable=False, index=True),
    Column("entry", String),
    Column("version", Integer),
    Column("to", Written),
    Column("to_lower", Written, index=True),
    Column("template", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("why", Written),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment),
    Column("reply", Written),
    Column("sent_at", Moment),
    Column("sending_since", Moment),  # the last time that its delivery began
    Column("dot", Boolean, nullable=False),  # the final dot may have gone out in that delivery
    Column("resent", Integer, nullable=False),  # times it was queued again although it may have arrived
    Column("about", String, nullable=False, server_default="answer"),  # or the announcement that it is of
    Column("told", String),  # a hash of the dates that it tells, null where it tells none
    Column("original", LargeBinary),  # what the program wrote, once staff have changed it; null before
    Column("filed_at", Moment),  # a copy is in the folder of sent mail
    ForeignKeyConstraint(["entry", "version"], ["entries.entry", "entries.version"]),
    UniqueConstraint("entry", "version", "about"),  # nobody is told the same thing twice
)

passes = Table(
    "passes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("counts", JSON, nullable=False),
    Column("error", Written),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("text", Written, nullable=False),
    Column("until", Moment),  # null while it lasts
)

editions = Table(
    "editions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of the register as it was last written
    Column("written_at", Moment, nullable=False),
    Column("fingerprint", String, nullable=False),  # of that file: staff have saved it since where it has another
)

generations = Table(
    "generations",
    metadata,
    # "store"; "register": the store's when that was last written; "outbox": a mark of what it shows; "secured";
    # "awaited": the minute of Unix time since which a first pass is awaited
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("why", String, nullable=False),
    Column("reach", String, nullable=False),
    Column("messages", JSON, nullable=False),  # by hash: those that are looked for in the mailbox
    Column("traces", JSON, nullable=False),  # what is looked for in files; empty once they are clean
    Column("ended", Moment),  # null while files are left
)

erased_entries = Table(
    "erased_entries",
    metadata,
    Column("entry", String, primary_key=True),
    Column("series", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("call", String, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", String, nullable=False),
)
