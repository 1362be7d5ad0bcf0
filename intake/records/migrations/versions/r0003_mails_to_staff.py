"""Mails to staff: digests and alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table of mails to staff."""
    op.create_table(
        "notices",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("to", sa.Text()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", _MOMENT),
        sa.Column("offered_at", _MOMENT),
        sa.Column("reply", sa.Text()),
        sa.PrimaryKeyConstraint("message_id", name="pk_notices"),
    )
    op.create_index("ix_notices_about", "notices", ["about"])
    op.create_index("ix_notices_created_at", "notices", ["created_at"])
    op.create_index("ix_notices_state", "notices", ["state"])
