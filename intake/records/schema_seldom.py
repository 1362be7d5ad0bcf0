"""The tables that no idle pass asks; the migrations make the very same.

With them the *metadata* are whole.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table

from intake.records.schema import Moment, Written, metadata
from intake.records.schema_notices import notices

__all__ = [
    "corrections",
    "doubts",
    "erased_letters",
    "metadata",
    "notices",
    "remarks",
    "retentions",
    "tombstones",
]

remarks = Table(
    "remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", String, nullable=False, index=True),  # as staff have it in their sheet: no foreign key
    Column("column", Written, nullable=False),
    Column("value", Written, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),  # null while it stands in the register
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("field", String, nullable=False),
    Column("written", Written, nullable=False),
    Column("original", Written, nullable=False),
    Column("state", String, nullable=False),
    Column("why", String),
    Column("since", Moment, nullable=False),
    Column("until", Moment),  # null while it stands
    Column("edition", Integer, nullable=False),
    ForeignKeyConstraint(["entry", "version"], ["entries.entry", "entries.version"]),
)

doubts = Table(
    "doubts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", String, nullable=False, index=True),  # as staff have it in their sheet: no foreign key
    Column("heading", Written, nullable=False),
    Column("about", String, nullable=False),
    Column("written", Written, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),  # null while it is asked
    Column("edition", Integer, nullable=False),
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
