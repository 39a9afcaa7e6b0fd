"""Brings the tables of a file to what this program knows; alembic does the steps.

Copying a table in a migration drops its triggers, so all are made again from one
list, and rows are counted before and after: with foreign keys on, a copied parent
would lose its children without an error.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from casedesk.errors import StorageError
from casedesk.storage.audit_trail import AUDIT_TRIGGERS
from casedesk.storage.list_triggers import LIST_TRIGGERS
from casedesk.storage.search_index import SEARCH_TRIGGERS
from casedesk.storage.sqlite_errors import damaged

HEAD = "0001"
TRIGGERS = (*AUDIT_TRIGGERS, *LIST_TRIGGERS, *SEARCH_TRIGGERS)
_FOLDER = Path(__file__).parent / "migrations"


def schema_version(connection: Connection) -> str:
    """Return the version of the tables, or an empty text if there are none."""
    named = connection.execute(
        text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
    ).first()
    if named is None:
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def upgrade(engine: Engine) -> None:
    """Bring the tables to `HEAD` in one transaction, or leave them as they were.

    Args:
        engine: opened with `migrating=True`; foreign keys must be off.

    Raises:
        StorageError: rows were lost on the way; everything was undone.
    """
    from alembic import command  # noqa: PLC0415 - 0.2 s, needed at creation and upgrades only
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    with engine.begin() as connection:
        before = row_counts(connection)
        drop_triggers(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        create_triggers(connection)
        after = row_counts(connection)
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken or any(after.get(table, rows) < rows for table, rows in before.items()):
            raise StorageError(damaged())


def create_triggers(connection: Connection) -> None:
    """Make every trigger of the file."""
    for statement in TRIGGERS:
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Remove every trigger of the file; the caller makes them again in the same transaction."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for name in names.scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each ordinary table has."""
    tables = connection.execute(
        text(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_index%' "
            "AND name <> 'alembic_version'"
        )
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name in tables.all()
    }
