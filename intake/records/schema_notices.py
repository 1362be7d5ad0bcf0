"""The table of the mails to staff, which only a desk that sends any asks; the migrations make the very same."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from intake.records.schema import Moment, Written, metadata

notices = Table(  # mails to staff; no letter, so no limit of letters counts them
    "notices",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("about", String, nullable=False, index=True),  # the occasion: "digest 2021-09-13"
    Column("kind", String, nullable=False),
    Column("to", Written),
    Column("state", String, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment),
    Column("offered_at", Moment),  # the final dot may have gone out
    Column("reply", Written),
)
