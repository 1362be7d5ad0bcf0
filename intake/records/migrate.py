"""Brings a database to the schema of this program, in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, text

from intake.records.schema import HEAD
from intake.rules.ledger import NewerStoreError


def bring_up_to_date(connection: Connection, *, before: Callable[[str], None]) -> None:
    """Make or upgrade the tables in the open transaction; NewerStoreError where a newer program made them.

    *before* is called before tables that are there already are changed, with the revision that they will have.
    """
    if revision(connection) != HEAD:
        _upgrade(connection, before)


def revision(connection: Connection) -> str | None:
    """Return the revision that the tables have; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: Connection, before: Callable[[str], None]) -> None:
    # Alembic takes longer to import than most commands take to run, and is needed once in a release.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "intake.records:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = revision(connection)
    if found is not None and found not in known:
        raise NewerStoreError(f"the store has revision {found}, this program knows {HEAD} at most", found=found)
    if found is not None:
        before(HEAD)
    command.upgrade(config, "head")
