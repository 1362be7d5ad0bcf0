"""Erasures: what was erased, what keeps it from coming back, and what was announced."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and mark messages of which only a stub is left."""
    op.add_column("messages", sa.Column("erased_at", _MOMENT))
    _make_erasures()
    _make_traces()


def _make_erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("traces", sa.JSON(), nullable=False),
        sa.Column("ended", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_table(
        "erased_entries",
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_erased_entries"),
    )
    op.create_table(
        "retentions",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("announced_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("call", name="pk_retentions"),
    )


def _make_traces() -> None:
    op.create_table(
        "tombstones",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_tombstones"),
        sa.ForeignKeyConstraint(["message"], ["messages.message"], name="fk_tombstones_message_messages"),
    )
    op.create_table(
        "erased_letters",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("entry", sa.String()),
        sa.Column("version", sa.Integer()),
        sa.PrimaryKeyConstraint("message_id", name="pk_erased_letters"),
        sa.ForeignKeyConstraint(["message"], ["messages.message"], name="fk_erased_letters_message_messages"),
    )
