"""Finds damage in the records: three checks, because each finds what the others miss."""

from sqlalchemy import Connection, text

from casedesk.storage.sqlite_errors import damaged, storage_error


def page_problems(connection: Connection) -> list[str]:
    """Return what is wrong with the pages of the file; empty if nothing is.

    `cipher_integrity_check` finds changed pages, `quick_check` a file cut at a page
    boundary, and `foreign_key_check` records whose owner is gone.
    """
    found: list[str] = []
    for check in ("cipher_integrity_check", "quick_check", "foreign_key_check"):
        try:
            rows = connection.execute(text(f"PRAGMA {check}")).all()
        except Exception as error:
            if storage_error(error) is None:
                raise
            return [*found, damaged()]
        found += [f"{check}: {row[0]}" for row in rows if row[0] != "ok"]
    return found
