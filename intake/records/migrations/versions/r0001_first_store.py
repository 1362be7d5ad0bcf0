"""The first store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of an empty database."""
    _mailboxes()
    _messages()
    _sightings()
    _entries()
    _letters()
    _passes()
    _alarms()
    _remarks()
    _generations()


def _mailboxes() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("first_listed_at", _MOMENT, nullable=False),
        sa.Column("validity", sa.BigInteger()),
        sa.Column("uid", sa.String()),
        sa.PrimaryKeyConstraint("mailbox", name="pk_mailboxes"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("historic", sa.Boolean(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_attempt", _MOMENT),
        sa.Column("last_error", sa.Text()),
        sa.Column("outcome", sa.String()),
        sa.Column("why", sa.Text()),
        sa.Column("entry", sa.String()),
        sa.Column("version", sa.Integer()),
        sa.Column("decided_at", _MOMENT),
        sa.PrimaryKeyConstraint("message", name="pk_messages"),
    )
    op.create_index("ix_messages_message_id", "messages", ["message_id"])
    op.create_index("ix_messages_outcome", "messages", ["outcome"])
    op.create_index("ix_messages_received_at", "messages", ["received_at"])


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("validity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("historic", sa.Boolean(), nullable=False),
        sa.Column("message", sa.String()),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mailbox"], ["mailboxes.mailbox"], name="fk_sightings_mailbox_mailboxes"),
        sa.ForeignKeyConstraint(["message"], ["messages.message"], name="fk_sightings_message_messages"),
        sa.PrimaryKeyConstraint("mailbox", "validity", "uid", name="pk_sightings"),
    )
    op.create_index("ix_sightings_message", "sightings", ["message"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("municipality", sa.String()),
        sa.Column("municipality_written", sa.Text()),
        sa.Column("cluster", sa.String()),
        sa.Column("approach", sa.String()),
        sa.Column("cluster_written", sa.Text()),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("form_name", sa.Text()),
        sa.Column("form_sha256", sa.String()),
        sa.Column("form_kind", sa.String()),
        sa.Column("form_inside", sa.Text()),
        sa.ForeignKeyConstraint(["message"], ["messages.message"], name="fk_entries_message_messages"),
        sa.PrimaryKeyConstraint("entry", "version", name="pk_entries"),
    )
    op.create_index("ix_entries_call_municipality", "entries", ["call", "municipality"])
    op.create_index("ix_entries_form_sha256", "entries", ["form_sha256"])
    op.create_index("ix_entries_message", "entries", ["message"])
    op.create_index("ix_entries_received_at", "entries", ["received_at"])
    op.create_index("ix_entries_series_number", "entries", ["series", "number"])


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("entry", sa.String()),
        sa.Column("version", sa.Integer()),
        sa.Column("to", sa.Text()),
        sa.Column("to_lower", sa.Text()),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", _MOMENT),
        sa.Column("reply", sa.Text()),
        sa.Column("sent_at", _MOMENT),
        sa.Column("sending_since", _MOMENT),
        sa.Column("dot", sa.Boolean(), nullable=False),
        sa.Column("resent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry", "version"], ["entries.entry", "entries.version"], name="fk_letters_entry_version_entries"
        ),
        sa.ForeignKeyConstraint(["message"], ["messages.message"], name="fk_letters_message_messages"),
        sa.PrimaryKeyConstraint("message_id", name="pk_letters"),
        sa.UniqueConstraint("entry", "version", name="uq_letters_entry_version"),
    )
    op.create_index("ix_letters_created_at", "letters", ["created_at"])
    op.create_index("ix_letters_message", "letters", ["message"])
    op.create_index("ix_letters_state", "letters", ["state"])
    op.create_index("ix_letters_to_lower", "letters", ["to_lower"])


def _passes() -> None:
    op.create_table(
        "passes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", _MOMENT, nullable=False),
        sa.Column("ended", _MOMENT),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_passes"),
    )


def _alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )
    op.create_index("ix_alarms_code", "alarms", ["code"])


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
    )
    op.create_index("ix_remarks_entry", "remarks", ["entry"])


def _generations() -> None:
    table = op.create_table(
        "generations",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_generations"),
    )
    op.bulk_insert(table, [{"name": "store", "number": 1}, {"name": "register", "number": 0}])
