"""Alembic's way in: it runs inside the transaction that opens the store."""

from alembic import context

from intake.records.schema_seldom import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
