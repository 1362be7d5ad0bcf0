"""The tables of what was erased; the migrations make the very same."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table

from intake.records.schema import Moment, metadata

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

tombstones = Table(
    "tombstones",
    metadata,
    Column("fingerprint", String, primary_key=True),  # of the whole message, or of its beginning
    Column("message", String, ForeignKey("messages.message"), nullable=False),
)

erased_letters = Table(
    "erased_letters",
    metadata,
    Column("message_id", String, primary_key=True),  # ours, random: it tells of nobody
    Column("message", String, ForeignKey("messages.message"), nullable=False),
    Column("entry", String),
    Column("version", Integer),
)

retentions = Table(
    "retentions",
    metadata,
    Column("call", String, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("announced_at", Moment, nullable=False),
)
