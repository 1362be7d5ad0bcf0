"""Letters that staff changed, announcements, and copies in the folder of sent mail."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what is remembered of a letter; those that are there are answers, as the program wrote them."""
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("about", sa.String(), nullable=False, server_default="answer"))
        letters.add_column(sa.Column("told", sa.String()))
        letters.add_column(sa.Column("original", sa.LargeBinary()))
        letters.add_column(sa.Column("filed_at", sa.DateTime(timezone=True)))
        letters.drop_constraint("uq_letters_entry_version", type_="unique")
        letters.create_unique_constraint("uq_letters_entry_version_about", ["entry", "version", "about"])
